"""How a directive is written: a bracketed span ``[name]{.figure}`` or a fenced div ``::: {.table of=...}``."""

from __future__ import annotations

import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Iterable, Mapping
from functools import cache

import attrs

from vedette.errors import ReportError
from vedette.model.facts import ObservationKind
from vedette.model.report import Picture
from vedette.model.wire import Json
from vedette.report.blocks import plain
from vedette.report.syntax import attribute, classes_of, is_node, string, words_of

FOLDERS = {"Span": "vedette.report.directives.inline", "Div": "vedette.report.directives.block"}
"""Where the directives of each place are found; asked by name, because each of them imports this module."""


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


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

    def day(self, name: str) -> dt.date | None:
        """An option that is a day, or none if it is not given."""
        text = self.options.get(name)
        try:
            return dt.date.fromisoformat(text) if text is not None else None
        except ValueError as error:
            raise ReportError(
                f"{self.where}: {name}= is no day", advice=f'write {name}="2017-09-24"'
            ) from error

    def chosen(self, name: str, known: Iterable[str], *, default: str) -> str:
        """An option of a few fixed values."""
        value, values = self.options.get(name, default), sorted(known)
        if value not in values:
            raise ReportError(
                f"{self.where}: {name}= does not know {value!r}", advice="write " + " or ".join(values)
            )
        return value

    def kinds(self, name: str) -> tuple[ObservationKind, ...]:
        """An option that holds kinds of observation between spaces, their words joined by ``_``."""
        known = {kind.value.replace(" ", "_"): kind for kind in ObservationKind}
        strange = [one for one in self.option(name).split() if one not in known]
        if strange:
            raise ReportError(
                f"{self.where}: {name}= does not know {strange[0]!r}", advice="it knows " + ", ".join(known)
            )
        return tuple(known[one] for one in self.option(name).split())

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
        """The inlines inside a div: its caption, one paragraph or nothing."""
        if len(self.inside) > 1 or any(one["t"] not in {"Para", "Plain"} for one in self.inside):
            raise ReportError(
                f"{self.where}: a directive holds its caption and nothing else",
                advice="write one paragraph between the colons, and what follows behind them",
            )
        return [inner for one in self.inside for inner in one["c"]]


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
    where = printable(where)
    if len(classes) > 1:
        raise ReportError(f"{where} has more than one class", advice="write one directive per pair of braces")
    _check_options(pairs, where)
    return Directive(
        kind=kind, argument=argument.strip(), options=dict(pairs), inside=tuple(inside), where=where
    )


def _check_options(pairs: list[list[str]], where: str) -> None:
    """No option stands twice, and a name is one that files and links can carry."""
    given = [name for name, _ in pairs]
    for name, value in pairs:
        if given.count(name) > 1:
            raise ReportError(f"{where} gives {name}= twice", advice="keep one of them")
        if name == "name" and not _NAME.fullmatch(value):
            raise ReportError(
                f"{where}: name= is no name of a picture or table",
                advice="begin with a letter and go on with letters, digits and hyphens",
            )


def printable(words: str) -> str:
    """Words of a chapter or submission as an error tells them: nothing in them plays with a terminal."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in words)


def refuse_stray(node: Json, *, chapter: str) -> None:
    """Refuse a span or div whose class is no directive: a misspelt one would vanish from the page."""
    if is_node(node, "Span", "Div") and classes_of(node) and not is_directive(node):
        known = ", ".join(sorted(kinds(node["t"])))
        raise ReportError(
            f"{chapter}: {printable(words_of(node)[:60])!r} has the class {classes_of(node)[0]!r}, "
            "which is no directive",
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
