"""The text of a movement file, unpacked on the way: plain, gzip, or the one table inside a zip archive."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from vedette.errors import UnreadableInputError

CHUNK_BYTES = 1 << 22
"""Bytes read at a time, cut after the last line break."""

LONGEST_LINE = 1 << 16
"""A line longer than this is no row of positions."""


@contextmanager
def unpacked(stream: BinaryIO, *, path: str) -> Iterator[BinaryIO]:
    """The table's own bytes; a zip archive must hold exactly one file that is no folder or system file."""
    head = stream.read(4)
    stream.seek(0)
    if head[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=stream) as text:
            yield cast("BinaryIO", text)
    elif head == b"PK\x03\x04":
        with _archive(stream, path) as archive, archive.open(_member(archive, path)) as text:
            yield cast("BinaryIO", text)
    else:
        yield stream


def _archive(stream: BinaryIO, path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except zipfile.BadZipFile as error:
        raise UnreadableInputError(
            f"{path} is a broken zip archive: {error}", advice="get the file again from its source"
        ) from error


def _member(archive: zipfile.ZipFile, path: str) -> str:
    names = [
        name for name in archive.namelist() if not name.endswith("/") and not name.startswith("__MACOSX")
    ]
    if len(names) != 1:
        raise UnreadableInputError(
            f"{path} holds {len(names)} files where one table is expected",
            advice="unpack it and hand in each table by itself, so that a row has one number",
        )
    return names[0]


def first_line(stream: BinaryIO, *, path: str) -> bytes:
    """The header of a table, without byte order mark and line end."""
    line = _read(stream.readline, LONGEST_LINE, path)
    if len(line) == LONGEST_LINE:
        raise UnreadableInputError(
            f"the first line of {path} has no end", advice="hand in a table with a header"
        )
    return line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")


def line_chunks(stream: BinaryIO, *, path: str) -> Iterator[bytes]:
    """The rest of the text in chunks of whole lines; the last line may lack its end."""
    carried = b""
    while chunk := _read(stream.read, CHUNK_BYTES, path):
        cut = chunk.rfind(b"\n") + 1
        if not cut and len(carried) + len(chunk) > CHUNK_BYTES:
            raise UnreadableInputError(
                f"{path} has a line longer than {CHUNK_BYTES} bytes", advice="it is no table of positions"
            )
        if cut:
            yield carried + chunk[:cut]
            carried = chunk[cut:]
        else:
            carried += chunk
    if carried:
        yield carried


def _read(read: Callable[[int], bytes], size: int, path: str) -> bytes:
    try:
        return read(size)
    except (EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
        raise UnreadableInputError(
            f"{path} breaks off or is damaged: {error}", advice="get the file again from its source"
        ) from error


def in_memory(content: bytes) -> BinaryIO:
    """Bytes as a stream."""
    return io.BytesIO(content)
