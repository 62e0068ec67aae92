"""Composition: chapters with directives become one document with numbered paragraphs, footnotes and annexes."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from vedette.errors import ReportError, VedetteError
from vedette.model.report import Document, Picture
from vedette.model.wire import Json
from vedette.ports import Typesetter
from vedette.report.anchors import apart
from vedette.report.annexes import annexes
from vedette.report.directive import Directive, Expansion, is_directive, printable, read_directive
from vedette.report.lint import typed_numbers
from vedette.report.numbering import numbered
from vedette.report.places import check_places
from vedette.report.standing import Standing
from vedette.report.steering import refuse_hidden_steering, refuse_steering
from vedette.report.syntax import is_node, links_in, nodes, rewritten
from vedette.report.tangles import refuse_tangles


def compose(chapters: Mapping[str, str], standing: Standing, typesetter: Typesetter) -> Document:
    """The whole report from its chapters (Markdown by file name, in order) and what stands behind them.

    Raises `ReportError` with every number typed by hand, for an HTML comment, and for a directive that cannot be
    answered.
    """
    _refuse_comments(chapters)
    pictures: dict[str, Picture] = {}
    parsed = {name: _read(name, words, typesetter) for name, words in chapters.items()}
    _refuse_typed_numbers(parsed)
    for name, chapter in parsed.items():
        check_places(chapter, name)
    blocks: list[Json] = []
    for name, chapter in apart(parsed).items():
        blocks += _expanded(chapter, name, standing, pictures)
    blocks = numbered(blocks)
    blocks += annexes(standing, links_in(blocks), _languages(parsed))
    case = standing.case
    return Document(
        symbol=case.symbol,
        title=case.title,
        subtitle=case.subtitle,
        made_on=case.date,
        language=standing.language,
        notice=case.notice,
        blocks=tuple(blocks),
        pictures=pictures,
    )


def _read(name: str, words: str, typesetter: Typesetter) -> list[Json]:
    """The blocks of a chapter; whatever is wrong with it is told with its name."""
    words = words.removeprefix("\ufeff")
    refuse_steering(words, name)
    refuse_tangles(words, name)
    try:
        blocks = typesetter.read_markdown(words)
    except ReportError as error:
        raise ReportError(f"{name}: {error.message}", advice=error.advice) from error
    refuse_hidden_steering(blocks, name)
    return blocks


def _languages(parsed: Mapping[str, Sequence[Json]]) -> set[str]:
    """The languages that directives ask for by name."""
    found = [
        dict(node["c"][0][2]).get("language") for node in nodes(list(parsed.values())) if is_directive(node)
    ]
    return {one for one in found if one}


def _refuse_comments(chapters: Mapping[str, str]) -> None:
    """An edition holds its chapters as they are written: what no page shows its readers would read all the same."""
    for name, words in chapters.items():
        if "<!--" in words:
            line = words.count("\n", 0, words.index("<!--")) + 1
            raise ReportError(
                f"{name}, line {line:,}: a comment in HTML is no part of a report, and would be published with it",
                advice="take it out, or keep such notes outside of report/",
            )


def _refuse_typed_numbers(parsed: Mapping[str, Sequence[Json]]) -> None:
    found = [one for name, blocks in parsed.items() for one in typed_numbers(list(blocks), name)]
    if found:
        lines = "; ".join(printable(f"{one.chapter}: {one.number!r} in “{one.context}”") for one in found)
        raise ReportError(
            f"{len(found)} {'number is' if len(found) == 1 else 'numbers are'} typed by hand: {lines}",
            advice="print a figure ([name]{.figure}), a date ([key]{.date}) or a name ([MAIA-1]{.name}), "
            "or quote the source",
        )


def _expanded(
    chapter: Sequence[Json], name: str, standing: Standing, pictures: dict[str, Picture]
) -> list[Json]:
    def rule(node: Json) -> list[Json]:
        if not is_directive(node):
            return [node]
        directive = read_directive(node, chapter=name)
        if is_node(node, "Span"):
            with _named(directive):
                return _inline(directive, standing)
        with _named(directive):
            expansion = _block(directive, standing)
        for picture in expansion.pictures:
            if picture.name in pictures:
                raise ReportError(
                    f"{directive.where}: two pictures have the name {picture.name!r}",
                    advice="give each its own name=",
                )
            pictures[picture.name] = picture
        return list(expansion.blocks)

    done: list[Json] = [one for block in chapter for one in rewritten([block], rule)]
    return done


@contextmanager
def _named(directive: Directive) -> Iterator[None]:
    """Whatever a directive cannot answer is told with the chapter and the words that ask for it."""
    try:
        yield
    except VedetteError as error:
        if error.message.startswith(directive.where):
            raise
        raise ReportError(f"{directive.where}: {error.message}", advice=error.advice) from error


def _inline(directive: Directive, standing: Standing) -> list[Json]:
    module = importlib.import_module(f"vedette.report.directives.inline.{directive.kind}")
    inlines: list[Json] = module.expand(directive, standing)
    return inlines


def _block(directive: Directive, standing: Standing) -> Expansion:
    module = importlib.import_module(f"vedette.report.directives.block.{directive.kind}")
    expansion: Expansion = module.expand(directive, standing)
    return expansion
