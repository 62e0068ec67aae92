"""Anchors of headings: two chapters may have a heading in the same words, and each is found by its own link.

The first chapter with a heading keeps the anchor that its words make; in any later one it stands behind the
chapter's file name without its number (``network-sources`` in ``03-network.md``). Where that is taken too, a
number follows. Links of a chapter to the anchor lead to the heading of that chapter.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from vedette.model.wire import Json
from vedette.report.syntax import is_node, nodes, rewritten

_LEADING_NUMBER = re.compile(r"^[\d_.-]+")


def apart(chapters: Mapping[str, Sequence[Json]]) -> dict[str, list[Json]]:
    """The chapters, by file name and in order, with no heading's anchor twice."""
    taken: set[str] = set()
    done: dict[str, list[Json]] = {}
    for name, blocks in chapters.items():
        own: list[str] = [
            node["c"][1][0] for node in nodes(list(blocks)) if node["t"] == "Header" and node["c"][1][0]
        ]
        renamed = {one: _other(one, name, taken | set(own)) for one in own if one in taken}
        done[name] = _renamed(blocks, renamed) if renamed else list(blocks)
        taken |= {renamed.get(one, one) for one in own}
    return done


def _other(anchor: str, chapter: str, taken: set[str]) -> str:
    slug = _LEADING_NUMBER.sub("", PurePosixPath(chapter).stem) or "chapter"
    candidates = itertools.chain(
        [f"{slug}-{anchor}"], (f"{slug}-{anchor}-{number}" for number in itertools.count(2))
    )
    return next(one for one in candidates if one not in taken)


def _renamed(blocks: Sequence[Json], renamed: Mapping[str, str]) -> list[Json]:
    def rule(node: Json) -> list[Json]:
        if is_node(node, "Header"):
            level, (anchor, classes, pairs), inlines = node["c"]
            return [{"t": "Header", "c": [level, [renamed.get(anchor, anchor), classes, pairs], inlines]}]
        if is_node(node, "Link") and node["c"][2][0][1:] in renamed and node["c"][2][0].startswith("#"):
            given, inlines, (target, title) = node["c"]
            return [{"t": "Link", "c": [given, inlines, [f"#{renamed[target[1:]]}", title]]}]
        return [node]

    done: list[Json] = rewritten(list(blocks), rule)
    return done
