"""Manifests: a ``submission.toml`` becomes a `Manifest`, with every key used or refused by name."""

from __future__ import annotations

import datetime as dt
import enum
import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from vedette.errors import UnreadableInputError, UnreadableValueError
from vedette.model.handling import Handling, Tlp
from vedette.model.moments import Instant
from vedette.model.position_files import DeclaredPositions
from vedette.model.submissions import Authority, Capture, Manifest, SourceGrade, SubmittedFile, Verification
from vedette.model.toml_text import read_toml
from vedette.sources.formats import formats
from vedette.sources.layouts import layouts

MANIFEST_NAME = "submission.toml"
MANIFEST_FILE = SubmittedFile(path=MANIFEST_NAME)
"""The manifest as one more file of its submission, whose words are part of every edition that holds it."""
LARGEST_MANIFEST = 1 << 20
"""Bytes of the largest manifest that is read."""
ENCODINGS = frozenset(
    {
        "ascii", "big5", "cp1251", "cp1252", "cp949", "euc-jp", "euc-kr", "gb18030", "iso8859-1", "iso8859-5",
        "koi8-r", "latin-1", "shift-jis", "utf-16", "utf-16-be", "utf-16-le", "utf-8",
    }
)  # fmt: skip
"""Text encodings that a file may declare: those in which tables of the region are really saved."""

_ADVICE = "compare with the documented form of submission.toml"
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}
)
"""Names that Windows keeps for devices, in small letters, whatever follows a point."""
_UNSAFE = re.compile(
    r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\ud800-\udfff'
    r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    r"\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""What some system cannot hold, and signs that are not seen or that turn what follows them around: a name shows
in full wherever it is printed. Unicode 15, default ignorable and bidirectional, without variation selectors."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_PARTY = re.compile(r"[A-Z]{2}")

T = TypeVar("T")
E = TypeVar("E", bound=enum.StrEnum)


def read_manifest(content: bytes, *, where: str) -> Manifest:
    """The manifest in ``content``; ``where`` names the file in messages.

    Raises `UnreadableInputError` for what is no TOML, for a key that is missing, unknown or of the wrong type,
    and for a path that leaves the submission's folder or that some system cannot hold.
    """
    if len(content) > LARGEST_MANIFEST:
        raise UnreadableInputError(f"{where} is larger than {LARGEST_MANIFEST:,} bytes", advice=_ADVICE)
    try:
        return _manifest(_Table(read_toml(content, where=where), where))
    except UnreadableValueError as error:
        raise UnreadableInputError(f"{where}: {error.message}", advice=error.advice) from error


class _Table:
    """A TOML table from which keys are taken one by one, so that what is left over can be refused."""

    def __init__(self, data: Mapping[str, object], where: str) -> None:
        self._left = dict(data)
        self.where = where

    def take(self, key: str, kind: type[T]) -> T:
        """The value under ``key``, which must be there."""
        value = self.maybe(key, kind)
        if value is None:
            raise UnreadableInputError(f"{self.where} lacks {key!r}", advice=_ADVICE)
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value under ``key``, or none."""
        value = self._left.pop(key, None)
        if value is None:
            return None
        if type(value) is not kind:
            raise UnreadableInputError(
                f"{self.where}: {key} is {type(value).__name__}, not {kind.__name__}", advice=_ADVICE
            )
        return value

    def text(self, key: str) -> str:
        """A text that is not empty."""
        text = self.take(key, str)
        if not text.strip():
            raise UnreadableInputError(f"{self.where}: {key} is empty", advice=_ADVICE)
        return text

    def member(self, key: str, kind: type[E]) -> E:
        """One of an enumeration's values."""
        text = self.take(key, str)
        if text not in {one.value for one in kind}:
            raise UnreadableInputError(
                f"{self.where}: {text!r} is no known {key}",
                advice="write one of: " + ", ".join(one.value for one in kind),
            )
        return kind(text)

    def maybe_member(self, key: str, kind: type[E]) -> E | None:
        """One of an enumeration's values, or none."""
        return self.member(key, kind) if key in self._left else None

    def parties(self, key: str) -> frozenset[str] | None:
        """A list of party codes, or none."""
        entries = self.maybe(key, list)
        if entries is None:
            return None
        wrong = [one for one in entries if not isinstance(one, str) or not _PARTY.fullmatch(one)]
        if wrong:
            raise UnreadableInputError(
                f"{self.where}: {wrong[0]!r} in {key} is no party code",
                advice='write two capital letters: ["KR", "US"]',
            )
        return frozenset(entries)

    def refuse_rest(self) -> None:
        """Raise if a key was not taken."""
        if self._left:
            raise UnreadableInputError(
                f"{self.where} has the unknown key {min(self._left)!r}", advice=f"remove it; {_ADVICE}"
            )


def _manifest(top: _Table) -> Manifest:
    manifest = Manifest(
        title=top.text("title"),
        submitted_by=top.text("submitted_by"),
        submitted_on=top.take("submitted_on", dt.date),
        authority=top.member("authority", Authority),
        grade=top.member("grade", SourceGrade),
        handling=_handling(_Table(top.take("handling", dict), f"{top.where}, [handling]")),
        licence=top.text("licence"),
        language=_language(top),
        files=_files(top),
        note=top.maybe("note", str),
    )
    top.refuse_rest()
    return manifest


def _handling(table: _Table) -> Handling:
    handling = Handling.of_source(
        tlp=Tlp.parse(table.take("tlp", str)),
        releasable_to=table.parties("releasable_to"),
        originators=table.parties("originators") or frozenset(),
    )
    table.refuse_rest()
    return handling


def _language(top: _Table) -> str:
    language = top.take("language", str)
    if not _LANGUAGE.fullmatch(language):
        raise UnreadableInputError(
            f"{top.where}: {language!r} is no language tag", advice="write BCP 47: en, ko, ru, zh-Hans"
        )
    return language


def _files(top: _Table) -> tuple[SubmittedFile, ...]:
    entries = top.take("files", list)
    tables = [
        _Table(entry, f"{top.where}, file {n}")
        for n, entry in enumerate(entries, 1)
        if isinstance(entry, dict)
    ]
    if not entries or len(tables) != len(entries):
        raise UnreadableInputError(
            f"{top.where} lists no files", advice="give each file a [[files]] entry with its path"
        )
    files = tuple(_file(table) for table in tables)
    spelled: dict[str, str] = {}
    for file in files:
        alike = folded(file.path)
        if spelled.setdefault(alike, file.path) != file.path:
            raise UnreadableInputError(
                f"{top.where}: {file.path} differs from {spelled[alike]} in capitals or accents alone",
                advice="rename one; some systems hold both as one file",
            )
    return files


def _file(table: _Table) -> SubmittedFile:
    at_least, original_held = table.maybe("at_least", int), table.maybe("original_held", bool)
    file = SubmittedFile(
        path=safe_path(table.take("path", str), where=table.where),
        table=table.maybe("table", str),
        sheet=table.maybe("sheet", str),
        encoding=(table.maybe("encoding", str) or "utf-8").lower().replace("_", "-"),
        at_least=at_least or 0,
        original_held=original_held is not False,
        status=table.maybe_member("status", Verification),
        capture=_capture(table),
        quotes_labels=table.maybe("quotes_labels", bool) is True,
        positions=_positions(table),
    )
    table.refuse_rest()
    _check(file, table.where)
    return file


def _capture(table: _Table) -> Capture | None:
    """``capture = { at = 2024-10-25T03:10:00Z, address = "https://...", tool = "...", by = "..." }``."""
    given = table.maybe("capture", dict)
    if given is None:
        return None
    inner = _Table(given, f"{table.where}, capture")
    at = inner.take("at", dt.datetime)
    if at.tzinfo is None:
        raise UnreadableInputError(
            f"{inner.where}: {at.isoformat()} has no time zone", advice="write it as 2024-10-25T03:10:00Z"
        )
    capture = Capture(
        at=Instant.parse(at.isoformat()),
        address=inner.maybe("address", str),
        tool=inner.maybe("tool", str),
        by=inner.maybe("by", str),
    )
    inner.refuse_rest()
    return capture


def _positions(table: _Table) -> DeclaredPositions | None:
    """``positions = { format = "nmea", zone = "UTC" }``; a table that is mapped has ``columns`` by role too."""
    given = table.maybe("positions", dict)
    if given is None:
        return None
    inner = _Table(given, f"{table.where}, positions")
    start, columns = inner.maybe("start", dt.datetime), inner.maybe("columns", dict) or {}
    if start is not None and start.tzinfo is None:
        raise UnreadableInputError(
            f"{inner.where}: {start.isoformat()} has no time zone", advice="write it as 2024-10-25T03:10:00Z"
        )
    strange = [role for role, column in columns.items() if not isinstance(column, str)]
    if strange:
        raise UnreadableInputError(
            f"{inner.where}: the column of {strange[0]!r} is no text", advice='write transmitter = "MMSI"'
        )
    declared = DeclaredPositions(
        format=inner.text("format"),
        zone=inner.maybe("zone", str),
        start=None if start is None else Instant.parse(start.isoformat()),
        columns=columns,
        times=inner.maybe("times", str) or "iso",
        separator=inner.maybe("separator", str) or ",",
    )
    inner.refuse_rest()
    return declared


def _check(file: SubmittedFile, where: str) -> None:
    if file.encoding not in ENCODINGS:
        raise UnreadableInputError(
            f"{where}: {file.encoding!r} is no encoding that can be declared",
            advice="save the file in UTF-8, or declare one of: " + ", ".join(sorted(ENCODINGS)),
        )
    known = (*layouts(), *formats())
    if file.table is not None and file.table not in known:
        raise UnreadableInputError(
            f"{where}: there is no table layout {file.table!r}", advice="use one of " + ", ".join(known)
        )
    if file.table in formats() and file.status is None:
        raise UnreadableInputError(
            f"{where}: {file.table} has no status of its own",
            advice='say how far the file is checked: status = "S", or V, M or W',
        )
    if file.status is not None and file.table not in formats():
        raise UnreadableInputError(
            f"{where}: {file.path} has a status, which its rows give or nobody needs", advice="remove status"
        )
    if file.positions is not None and file.table is not None:
        raise UnreadableInputError(
            f"{where}: {file.path} has a table and positions",
            advice="a file of positions has no table layout",
        )
    if file.at_least < 0:
        raise UnreadableInputError(
            f"{where}: at_least is negative", advice="write the rows that must come in"
        )
    if file.table is None and (file.at_least or file.sheet):
        raise UnreadableInputError(
            f"{where}: {file.path} follows no table layout, but has at_least or sheet",
            advice="name its table, or remove them",
        )
    if file.sheet is not None and not file.path.lower().endswith(".xlsx"):
        raise UnreadableInputError(f"{where}: {file.path} has no sheets", advice="remove sheet")


def folded(name: str) -> str:
    """A name as a system keeps it that tells neither capitals apart nor composed letters from letters with marks.

    Unicode's canonical caseless matching: two files of one submission, or two submissions, never fold to the same.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def safe_path(text: str, *, where: str) -> str:
    """The path as it stands, if it stays below its folder and every system can hold it.

    Raises `UnreadableInputError` for absolute paths, drive letters, backslashes, "." and "..", control
    characters, signs that are not seen, names reserved for devices, names that end with a point or space, and the
    manifest itself.
    """
    found = _UNSAFE.search(text)
    if found:
        sign = repr(found[0]) if found[0].isascii() else f"U+{ord(found[0]):04X}"
        raise _refused(text, f"holds {sign}", where)
    if text.startswith(("/", "~")):
        raise _refused(text, "does not begin in the submission's folder", where)
    for part in text.split("/"):
        if part in {"", ".", ".."}:
            raise _refused(text, f"has the step {part!r}", where)
        if part.partition(".")[0].strip().lower() in DEVICES:
            raise _refused(text, f"has the name of a device, {part!r}", where)
        if part[-1] in ". " or part[0] == " ":
            raise _refused(text, f"has the part {part!r}, which some systems change", where)
    if text.casefold() == MANIFEST_NAME:
        raise _refused(text, "is the manifest itself", where)
    return text


def _refused(path: str, why: str, where: str) -> UnreadableInputError:
    return UnreadableInputError(
        f"{where}: the path {path!r} {why}",
        advice="write it from the submission's folder with forward slashes: articles/one.pdf",
    )
