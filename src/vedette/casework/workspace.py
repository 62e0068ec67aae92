"""Workspaces: a case folder opened, with what the program keeps of it."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.backends.embedded import open_embedded
from vedette.errors import CaseError
from vedette.model.case import Case
from vedette.ports import Blobs, Record
from vedette.sources.case_file import read_case

CASE_FILE = "case.toml"
KEPT = ".vedette"
"""The folder, in the case folder, that the program makes and nobody edits."""


@attrs.frozen(kw_only=True)
class Workspace:
    """A case on disk: its folder, what ``case.toml`` says, and the ports to its evidence."""

    folder: Path
    case: Case
    record: Record
    blobs: Blobs

    @property
    def submissions(self) -> Path:
        """Where submissions are handed in, one folder each."""
        return self.folder / "submissions"

    @property
    def report(self) -> Path:
        """Where the chapters of the report are written."""
        return self.folder / "report"

    @property
    def kept(self) -> Path:
        """Where the program keeps the record, the blobs and the editions."""
        return self.folder / KEPT

    @property
    def editions(self) -> Path:
        """Where editions are built."""
        return self.kept / "editions"


def open_workspace(folder: Path) -> Workspace:
    """Open a case folder; the record and the blobs are made on the first opening.

    Raises:
        CaseError: there is no ``case.toml`` in the folder, it does not read, or the record is in use.
        EvidenceError: the record is damaged.
    """
    case = _case(folder)
    embedded = open_embedded(folder / KEPT)
    return Workspace(folder=folder, case=case, record=embedded.record, blobs=embedded.blobs)


def _case(folder: Path) -> Case:
    try:
        content = (folder / CASE_FILE).read_bytes()
    except OSError as error:
        raise CaseError(
            f"{folder} holds no readable {CASE_FILE}: {error.strerror}",
            advice="name a case folder, or start one from examples/dprk-russia",
        ) from error
    return read_case(content)
