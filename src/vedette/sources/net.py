"""The net: TLP labels anywhere in the bytes of a file that restrict more than anything read from it.

What is declared restricts. Beneath that, a label that nobody declared raises a doubt, and the submission counts as
the label says: an edition holds every file byte for byte. Texts are decoded and searched piece by piece, with JSON
escapes, entities and the tags of markup resolved; a zip container (XLSX, DOCX, ODS) part by part, in every part that
it has; a file packed with gzip as what it holds; a PDF in its bytes and in those of its streams that are packed with
Flate. What a picture shows, what a PDF writes in a font's own numbers, and what is encrypted within a PDF, the net
does not see.
"""

from __future__ import annotations

import codecs
import gzip
import html
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, cast

import attrs

from vedette.model.handling import UNREAD, Tlp, explicit_labels, plain
from vedette.model.submissions import SubmittedFile
from vedette.sources.manifest import MANIFEST_FILE
from vedette.sources.marking import PASSES, is_marking_column
from vedette.sources.media import HEAD_SIZE, media_type

CHUNK = 1 << 18
"""Bytes that are searched at once."""
OVERLAP = 1 << 12
"""Characters that are searched again with the next piece, so that a label across a border, with tags in it, is met."""
MOST_PARTS = 4096
LARGEST_PART = 256 << 20
"""Bytes, unpacked, of the largest part of a zip container that is looked through."""
STEEPEST_RATIO = 200
"""Unpacked to packed bytes of a part beyond which it is taken for a zip bomb."""
LARGEST_TOTAL = 2 << 30
"""Bytes, unpacked, of the largest zip container that is looked through, with all containers within it."""
DEEPEST = 3
"""Containers within containers that are opened."""
LARGEST_PDF = 64 << 20
"""Bytes of the largest PDF whose streams are unpacked, and of what is unpacked from one stream."""
MOST_UNPACKED = 512 << 20
"""Bytes that are unpacked from all streams of a PDF together."""
_SMALL = 1 << 20

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_BLOCK = re.compile(
    r"</(?:\w+:)?(?:p|si|c|is|row|td|th|tr|li|div|h[1-6]|title|text|comment)>|<(?:\w+:)?(?:br|tab)\b[^<>]*>"
)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_KEY = re.compile(r'"\s*([^"\\]{3,20}?)\s*"\s*:')
_CELL = re.compile(r">\s*([^<>]{3,20}?)\s*<")
_DELIMITERS = re.compile(r"[,;\t|]")
_STREAM = re.compile(rb"stream\r?\n")
_KERNED = re.compile(r"\)[\s0-9.-]{0,20}\(")

_UNZIPPED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError, KeyError,
    IndexError, ArithmeticError,
)  # fmt: skip
"""What zipfile raises of a container that is damaged, locked, or packed in a way that it does not know."""


@attrs.frozen(kw_only=True)
class NetDoubt:
    """What the net found in a file: the level, where it stands, what the doubt is and what to do about it."""

    level: Tlp
    place: str
    problem: str
    advice: str


def doubt_about(stream: IO[bytes], *, file: SubmittedFile, known: Tlp) -> NetDoubt | None:
    """The doubt about a file that names a level above ``known``, its own; none if there is nothing to doubt.

    A file without a table is doubted too if it has a column for markings, whose rows nobody reads. A container
    that cannot be looked through counts as `UNREAD`.
    """
    if known >= UNREAD.tlp:
        return None
    stream.seek(0)
    watch = _Watch(level=known, looks_for_columns=file.table is None)
    try:
        _look(stream, watch, name=file.path, encoding=file.encoding)
    except _OpaqueError as error:
        return NetDoubt(
            level=UNREAD.tlp,
            place="",
            problem=f"the container cannot be looked through for labels: {error}",
            advice=f"unpack it and hand in its files; where you know what it holds, {PASSES}",
        )
    if watch.level > known:
        return NetDoubt(
            level=watch.level,
            place=watch.place,
            problem=f"the file names {watch.level.label}, and is marked {known.label}",
            advice=_label_advice(file, watch.level),
        )
    if watch.column:
        return NetDoubt(
            level=UNREAD.tlp,
            place="",
            problem=f"the file has the column {watch.column!r}, and no row of it is read",
            advice=f"name its table, so that its rows are read; where they mark nothing, {PASSES}",
        )
    return None


def _label_advice(file: SubmittedFile, level: Tlp) -> str:
    if file == MANIFEST_FILE:
        return f"write {level.label} as tlp under [handling], or take it out"
    declare = f"declare {level.label} for the row or the submission, or take it out"
    return f"{declare}; where the file only quotes it, {PASSES}"


class _OpaqueError(Exception):
    """A container that cannot be looked through."""


@attrs.define(kw_only=True)
class _Watch:
    """The highest level met so far and where, the first column for markings, and the bytes of opened containers."""

    level: Tlp
    looks_for_columns: bool
    place: str = ""
    column: str = ""
    unpacked: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing more restrictive can come."""
        return self.level >= UNREAD.tlp

    def see(self, text: str, place: str) -> None:
        """Search one text that is complete in itself: a name, a part."""
        for variant in (text, *_variants(text)):
            for level, _ in explicit_labels(plain(variant)):
                self.meet(level, place)

    def meet(self, level: Tlp, place: str) -> None:
        """Take note of a level."""
        if level > self.level:
            self.level, self.place = level, place


def _look(
    stream: IO[bytes], watch: _Watch, *, name: str, encoding: str, within: str = "", depth: int = 0
) -> None:
    """Look through a file, or a part of a container called ``within``."""
    head = stream.read(HEAD_SIZE)
    kind = media_type(head, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _in_container(stream, head, watch, within=within, depth=depth)
        return
    if head.startswith(b"\x1f\x8b"):
        _in_gzip(stream, head, watch, name=name, within=within, depth=depth)
        return
    if kind == "application/pdf":
        head += stream.read(LARGEST_PDF)
        _in_pdf(head, watch, place=within)
    if kind != "application/pdf" and _is_text(kind, encoding):
        _in_text(_decoded(stream, head, encoding), watch, name=name, place=within)
    else:
        _in_bytes(stream, head, watch, place=within)


def _is_text(kind: str, encoding: str) -> bool:
    return encoding != "utf-8" or kind.startswith("text/") or kind.endswith(("json", "xml", "toml"))


def _decoded(stream: IO[bytes], head: bytes, encoding: str) -> Iterator[str]:
    """The text piece by piece; a byte order mark counts for more than what is declared."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    chunk = head
    while chunk:
        yield decoder.decode(chunk)
        chunk = stream.read(CHUNK)


def _in_text(pieces: Iterator[str], watch: _Watch, *, name: str, place: str) -> None:
    """Search a text, and tell the line of what is found where it is the file's own."""
    rest, line, is_first = "", 1, True
    for piece in pieces:
        text = rest + piece
        if watch.looks_for_columns and not watch.column:
            watch.column = _column(text, name, is_first=is_first)
        is_first = False
        seen = plain(text)
        for level, at in explicit_labels(seen):
            watch.meet(level, place or f"line {line + seen.count(chr(10), 0, at):,}")
        for variant in _variants(text):
            for level, _ in explicit_labels(plain(variant)):
                watch.meet(level, place)
        if watch.is_done:
            return
        rest = text[-OVERLAP:]
        line += text.count("\n") - rest.count("\n")


def _variants(text: str) -> Iterator[str]:
    """What a text says besides once escapes, entities and tags are resolved; nothing for one that has none."""
    if "\0" in text:
        text = text.replace("\0", "")
        yield text
    if "\\u" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
        yield text
    if "&" in text and ";" in text:
        text = html.unescape(text)
        yield text
    if "<" in text:
        blocks = _BLOCK.sub(" ", text)
        yield _SPACE.sub(" ", _TAG.sub("", blocks))
        yield _SPACE.sub(" ", _TAG.sub(" ", blocks))


def _column(text: str, name: str, *, is_first: bool) -> str:
    """The first column or key for markings of a table: of a CSV its header, of JSON any key, of a sheet any cell."""
    suffix = PurePosixPath(name).suffix.lower()
    found: list[str] = []
    if suffix in {".csv", ".tsv"} and is_first:
        header = next((line for line in text.splitlines() if line.strip()), "")
        found = _DELIMITERS.split(header)
    elif "json" in suffix:
        found = _KEY.findall(text)
    elif suffix == ".xml":
        found = _CELL.findall(text)
    return next((one.strip(' "\ufeff') for one in found if is_marking_column(one.lstrip("\ufeff"))), "")


def _in_bytes(stream: IO[bytes], head: bytes, watch: _Watch, *, place: str) -> None:
    """Search what is no text: its letters, in one byte each or in two."""
    rest, chunk = b"", head
    while chunk and not watch.is_done:
        data = (rest + chunk).replace(b"\0", b"").upper()
        if b"TLP" in data:
            for level, _ in explicit_labels(data.decode("latin-1")):
                watch.meet(level, place)
        rest = chunk[-OVERLAP:]
        chunk = stream.read(CHUNK)


def _in_container(stream: IO[bytes], head: bytes, watch: _Watch, *, within: str, depth: int) -> None:
    """Search the name and the content of every part, within the limits of what may be unpacked."""
    if depth == DEEPEST:
        raise _OpaqueError(f"{within} is packed {DEEPEST} times")
    if within:
        stream = io.BytesIO(head + stream.read())
    else:
        stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            _weigh(archive.infolist(), watch)
            watch.see(archive.comment.decode("latin-1"), within)
            for part in archive.infolist():
                place = f"{within}/{part.filename}".lstrip("/")
                watch.see(f"{part.filename}\n{part.comment.decode('latin-1')}", place)
                if not part.is_dir() and not watch.is_done:
                    with archive.open(part) as inner:
                        _look(
                            inner, watch, name=part.filename, encoding="utf-8", within=place, depth=depth + 1
                        )
    except _UNZIPPED as error:
        raise _OpaqueError("it is damaged, locked, or packed in a way that is not read") from error


def _in_gzip(stream: IO[bytes], head: bytes, watch: _Watch, *, name: str, within: str, depth: int) -> None:
    """Search what a packed file holds, within the limits of what may be unpacked."""
    if depth == DEEPEST:
        raise _OpaqueError(f"{name} is packed {DEEPEST} times")
    if within:
        stream = io.BytesIO(head + stream.read())
    else:
        stream.seek(0)
    inner = PurePosixPath(name).stem
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            place = f"{within}/{inner}".lstrip("/")
            _look(
                cast("IO[bytes]", _Weighed(packed, watch)),
                watch,
                name=inner,
                encoding="utf-8",
                within=place,
                depth=depth + 1,
            )
    except _UNZIPPED as error:
        raise _OpaqueError("it is damaged, or packed in a way that is not read") from error


class _Weighed(io.RawIOBase):
    """What a packed file holds, which nothing tells the size of before it is read."""

    def __init__(self, packed: gzip.GzipFile, watch: _Watch) -> None:
        """Count what is read of ``packed``, by itself and with all that was unpacked before."""
        self._packed, self._watch, self._size = packed, watch, 0

    def readable(self) -> bool:
        """It is only read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read on; raises `_OpaqueError` beyond the limits of what may be unpacked."""
        data = self._packed.read(len(buffer))
        self._size += len(data)
        self._watch.unpacked += len(data)
        if self._size > LARGEST_PART or self._watch.unpacked > LARGEST_TOTAL:
            raise _OpaqueError(f"it unpacks to more than {min(LARGEST_PART, LARGEST_TOTAL):,} bytes")
        buffer[: len(data)] = data
        return len(data)


def _weigh(parts: list[zipfile.ZipInfo], watch: _Watch) -> None:
    watch.unpacked += sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        raise _OpaqueError(f"it has {len(parts):,} parts")
    if watch.unpacked > LARGEST_TOTAL:
        raise _OpaqueError(f"it unpacks to more than {LARGEST_TOTAL:,} bytes")
    for part in parts:
        is_steep = part.file_size > _SMALL and part.file_size > STEEPEST_RATIO * max(part.compress_size, 1)
        if part.file_size > LARGEST_PART or is_steep:
            raise _OpaqueError(f"{part.filename} unpacks to {part.file_size:,} bytes")


def _in_pdf(content: bytes, watch: _Watch, *, place: str) -> None:
    """Search the streams of a PDF that are packed with Flate, and texts that kerning takes apart."""
    unpacked = 0
    for found in _STREAM.finditer(content):
        if watch.is_done or unpacked > MOST_UNPACKED:
            return
        try:
            end = content.find(b"endstream", found.end())
            data = zlib.decompressobj().decompress(content[found.end() : end], LARGEST_PDF)
        except zlib.error:
            continue
        unpacked += len(data)
        text = data.replace(b"\0", b"").decode("latin-1")
        watch.see(text, place)
        watch.see(_KERNED.sub("", text), place)
    watch.see(_KERNED.sub("", content.decode("latin-1")), place)
