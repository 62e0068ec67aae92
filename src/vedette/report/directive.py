"""How a directive is written: a bracketed span ``[name]{.figure}`` or a fenced div ``::: {.table of=...}``."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

import attrs

from vedette.errors import ReportError
from vedette.model.report import Picture
from vedette.model.wire import Json
from vedette.report.blocks import plain
from vedette.report.syntax import attribute, classes_of, is_node, string, words_of

FOLDERS = {"Span": "vedette.report.directives.inline", "Div": "vedette.report.directives.block"}
"""Where the directives of each place are found; asked by name, because each of them imports this module."""


@cache
def kinds(node_type: str) -> frozenset[str]:
    """The kinds of directive that a Span or a Div can be: the files in the folder of its place."""
    if node_type not in FOLDERS:
        return frozenset()
    folder = importlib.import_module(FOLDERS[node_type])
    return frozenset(found.name for found in pkgutil.iter_modules(folder.__path__))


@attrs.frozen(kw_only=True)
class Directive:
    """One directive as written: kind, argument (the bracketed words), options, and the blocks inside a div."""

    kind: str
    argument: str
    options: Mapping[str, str]
    inside: tuple[Json, ...]
    where: str

    def option(self, name: str) -> str:
        """An option that must be given."""
        if name not in self.options:
            raise ReportError(
                f"{self.where}: the {self.kind} directive lacks {name}=",
                advice=f'add {name}="..." to its braces',
            )
        return self.options[name]

    def listed(self, name: str) -> tuple[str, ...]:
        """An option that holds several values between spaces; empty if it is not given."""
        return tuple(self.options.get(name, "").split())

    def only(self, *names: str) -> None:
        """Refuse options that the kind does not know."""
        unknown = sorted(set(self.options) - set(names))
        if unknown:
            raise ReportError(
                f"{self.where}: the {self.kind} directive does not know {unknown[0]}=",
                advice="it knows " + (", ".join(names) or "no options"),
            )

    @property
    def caption(self) -> list[Json]:
        """The inlines inside a div: its caption."""
        return [inner for one in self.inside if one["t"] in {"Para", "Plain"} for inner in one["c"]]


@attrs.frozen(kw_only=True)
class Expansion:
    """What a block directive becomes: blocks, and the pictures that they refer to."""

    blocks: tuple[Json, ...]
    pictures: tuple[Picture, ...] = ()


def is_directive(node: Json) -> bool:
    """Whether a node is a directive, by its class."""
    return is_node(node, "Span", "Div") and bool(kinds(node["t"]) & set(classes_of(node)))


def read_directive(node: Json, *, chapter: str) -> Directive:
    """The directive that a Span or Div is; a class besides its own is refused."""
    (_, classes, pairs), inside = node["c"]
    known = kinds(node["t"])
    kind = next(one for one in classes if one in known)
    argument = words_of(inside) if node["t"] == "Span" else ""
    written = f"[{argument}]{{.{kind}}}" if argument else f"::: {{.{kind}}}"
    where = f"{chapter}: {written}" + "".join(f" {name}={value}" for name, value in pairs)
    if len(classes) > 1:
        raise ReportError(f"{where} has more than one class", advice="write one directive per pair of braces")
    return Directive(kind=kind, argument=argument, options=dict(pairs), inside=tuple(inside), where=where)


def refuse_stray(node: Json, *, chapter: str) -> None:
    """Refuse a span or div whose class is no directive: a misspelt one would vanish from the page."""
    if is_node(node, "Span", "Div") and classes_of(node) and not is_directive(node):
        known = ", ".join(sorted(kinds(node["t"])))
        raise ReportError(
            f"{chapter}: {words_of(node)[:60]!r} has the class {classes_of(node)[0]!r}, which is no directive",
            advice=f"use one of {known}",
        )


def illustration(directive: Directive, picture: Picture) -> Expansion:
    """A picture under the caption that the directive holds; without a caption it is refused."""
    if not directive.caption:
        raise ReportError(
            f"{directive.where}: the picture has no caption", advice="write it between the colons"
        )
    image = {"t": "Image", "c": [attribute(), [string(picture.alt)], [f"picture:{picture.name}", ""]]}
    figure = {
        "t": "Figure",
        "c": [attribute(name=picture.name), [None, [plain(directive.caption)]], [plain([image])]],
    }
    return Expansion(blocks=(figure,), pictures=(picture,))
