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

CHUNK_BYTES = 1 << 20
"""Bytes read at a time, cut after the last line break: they and what is made of them stay near the processor."""

SPARE = 16
"""Bytes behind the text of a buffer, for readers of eight bytes at once."""

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


def line_chunks(
    stream: BinaryIO, *, path: str, size: int = CHUNK_BYTES, kept: int | None = None
) -> Iterator[tuple[bytearray, int]]:
    """The rest of the text in whole lines: a buffer, used again for the next, and how much of it is text.

    The last line may lack its end; at least `SPARE` bytes behind the text may be read and written. Of a line that
    fills ``size`` bytes without an end, the first ``kept`` are given as its beginning; `UnreadableInputError` is
    raised for it where that is None.
    """
    buffer, held = bytearray(size + SPARE), 0
    while piece := _read(stream.read, size - held, path):
        buffer[held : held + len(piece)] = piece
        held += len(piece)
        end = buffer.rfind(b"\n", 0, held) + 1
        if end:
            yield buffer, end
            buffer[: held - end] = buffer[end:held]
            held -= end
        elif held == size:
            if kept is None:
                raise UnreadableInputError(
                    f"{path} has a line longer than {size} bytes", advice="it is no table of positions"
                )
            held = kept
    if held:
        yield buffer, held


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
