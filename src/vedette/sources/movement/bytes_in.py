"""The text of a movement file, unpacked on the way: plain, gzip, or the one table inside a zip archive."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

import attrs

from vedette.errors import UnreadableInputError

CHUNK_BYTES = 1 << 20
"""Bytes read at a time, cut after the last line break: they and what is made of them stay near the processor."""

SPARE = 16
"""Bytes behind the text of a buffer, for readers of eight bytes at once."""

LONGEST_LINE = 1 << 16
"""A line longer than this is no row of positions."""


MOST_UNPACKED, MOST_RATIO = 1 << 30, 200
"""Bytes above which text may not be so many times its packed size: logs and tables come to a tenth of that."""


@contextmanager
def unpacked(stream: BinaryIO, *, path: str) -> Iterator[BinaryIO]:
    """The table's own bytes; a zip archive must hold exactly one file that is no folder or hidden file.

    Raises `UnreadableInputError` for an archive that is broken, locked or of another kind, and, once read so far,
    for one whose text is out of all proportion.
    """
    head = stream.read(4)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if head[:2] == b"\x1f\x8b":
        with gzip.GzipFile(fileobj=stream) as text:
            yield cast("BinaryIO", _Measured(text=cast("BinaryIO", text), packed=size, path=path))
    elif head in (b"PK\x03\x04", b"PK\x05\x06"):
        with _archive(stream, path) as archive, _opened(archive, path) as text:
            yield cast("BinaryIO", _Measured(text=text, packed=size, path=path))
    else:
        yield stream


@attrs.define(kw_only=True, eq=False)
class _Measured:
    """A stream that gives up on text that is out of proportion to the file that it was packed in."""

    text: BinaryIO
    packed: int
    path: str
    given: int = 0

    def read(self, size: int) -> bytes:
        return self._counted(self.text.read(size))

    def readline(self, size: int) -> bytes:
        return self._counted(self.text.readline(size))

    def _counted(self, piece: bytes) -> bytes:
        self.given += len(piece)
        if self.given > max(MOST_UNPACKED, MOST_RATIO * self.packed):
            raise UnreadableInputError(
                f"{self.path} unpacks to more than {MOST_RATIO} times its size",
                advice="unpack it, look at it, and hand in the table itself",
            )
        return piece


def _archive(stream: BinaryIO, path: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableInputError(
            f"{path} is a broken zip archive: {error}", advice="get the file again from its source"
        ) from error


def _opened(archive: zipfile.ZipFile, path: str) -> BinaryIO:
    try:
        return cast("BinaryIO", archive.open(_member(archive, path)))
    except RuntimeError as error:  # a password is needed, or the method is not implemented
        raise UnreadableInputError(
            f"{path} is a zip archive that cannot be opened: {error}",
            advice="unpack it and hand in the table itself",
        ) from error
    except zipfile.BadZipFile as error:
        raise UnreadableInputError(
            f"{path} is a broken zip archive: {error}", advice="get the file again from its source"
        ) from error


def _member(archive: zipfile.ZipFile, path: str) -> str:
    names = [name for name in archive.namelist() if not _is_furniture(name)]
    if len(names) != 1:
        raise UnreadableInputError(
            f"{path} holds {len(names)} files where one table is expected",
            advice="unpack it and hand in each table by itself, so that a row has one number",
        )
    return names[0]


def _is_furniture(name: str) -> bool:
    """Whether an entry is a folder, or what a system puts beside files unasked."""
    return name.endswith("/") or name.startswith("__MACOSX") or name.rpartition("/")[2].startswith(".")


def first_line(stream: BinaryIO, *, path: str) -> bytes:
    """The header of a table, without byte order mark and line end; raises `UnreadableInputError` if it is no text."""
    line = _read(stream.readline, LONGEST_LINE, path)
    if not line:
        raise UnreadableInputError(f"{path} is empty", advice="hand in a table with a header")
    if line[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in line:
        raise UnreadableInputError(
            f"{path} begins with zero bytes or the mark of UTF-16, not with a header in UTF-8",
            advice="save it as UTF-8; what is packed twice has to be unpacked once",
        )
    header = line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    if len(line) == LONGEST_LINE or b"\r" in header:
        raise UnreadableInputError(
            f"the first line of {path} has no end",
            advice="hand in a table with a header, its lines ended by a line feed",
        )
    return header


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
