"""The text of a cited row, read again from the preserved bytes: where every figure ends."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import BinaryIO

from vedette.errors import EvidenceError, VedetteError
from vedette.model.evidence import Citation, Exhibit, Sha256
from vedette.model.submissions import CollectedSubmission, SubmittedFile
from vedette.model.tables import RawRow
from vedette.ports import Blobs
from vedette.sources.reading import readers

_CHUNK = 1 << 20


def row_texts(
    citations: Iterable[Citation], submissions: Iterable[CollectedSubmission], blobs: Blobs
) -> dict[Citation, Mapping[str, str]]:
    """The cells of each cited row by column, in the order of the table; empty cells are left out.

    The bytes are hashed before they are read. What is cited whole, or stands in no table, has no cells.
    Raises `EvidenceError` if the bytes are missing or are not those of the exhibit.
    """
    wanted: dict[Sha256, set[Citation]] = {}
    for one in citations:
        wanted.setdefault(one.exhibit, set()).add(one)
    files = dict(_files(submissions))
    found: dict[Citation, Mapping[str, str]] = {}
    for digest, places in wanted.items():
        if digest in files:
            with blobs.open(digest) as stream:
                _refuse_other_bytes(stream, files[digest][0])
                found |= _cells(stream, files[digest][1], places)
    return found


def _files(
    submissions: Iterable[CollectedSubmission],
) -> Iterator[tuple[Sha256, tuple[Exhibit, SubmittedFile]]]:
    for submission in submissions:
        for file in submission.manifest.files:
            exhibit = submission.exhibit_at(file.path)
            if exhibit is not None:
                yield exhibit.digest, (exhibit, file)


def _refuse_other_bytes(stream: BinaryIO, exhibit: Exhibit) -> None:
    hashed = hashlib.sha256()
    while chunk := stream.read(_CHUNK):
        hashed.update(chunk)
    if hashed.hexdigest() != exhibit.digest.value:
        raise EvidenceError(
            f"the preserved bytes of {exhibit.submission}/{exhibit.path} are not those that were collected",
            advice="run `vedette check` to see what else is damaged",
        )
    stream.seek(0)


def _cells(stream: BinaryIO, file: SubmittedFile, places: set[Citation]) -> dict[Citation, Mapping[str, str]]:
    if file.positions is not None:
        from vedette.casework.position_rows import position_cells

        return position_cells(stream, file.positions, path=file.path, places=places)
    reader = readers().get(PurePosixPath(file.path).suffix.lower())
    if reader is None or file.table is None:
        return {}
    by_place = {one.locator.fragment: one for one in places}
    found: dict[Citation, Mapping[str, str]] = {}
    try:
        for part in reader(stream, file=file):
            if isinstance(part, RawRow) and part.locator in by_place:
                cells = {name: text for name, text in part.cells.items() if text.strip()}
                found[by_place[part.locator]] = cells
                if len(found) == len(by_place):
                    break
    except VedetteError as error:
        raise EvidenceError(
            f"{file.path} cannot be read again: {error.message}", advice=error.advice
        ) from error
    return found
