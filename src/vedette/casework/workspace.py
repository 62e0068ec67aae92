"""Workspaces: a case folder opened, with what the program keeps of it."""

from __future__ import annotations

from pathlib import Path

import attrs

from vedette.backends.embedded import copy_to_read, open_embedded, read_embedded
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


def open_workspace(folder: Path, *, is_renamed: bool = False) -> Workspace:
    """Open a case folder to write to its record; the record and the blobs are made on the first opening.

    ``is_renamed`` says that the record may carry another symbol than ``case.toml``: collecting then records the
    new one.

    Raises:
        CaseError: there is no ``case.toml`` in the folder, it does not read, the record is in use, or the record
            belongs to another case.
        EvidenceError: the record is damaged, or gone while what it names is there.
    """
    case = _case(folder)
    embedded = open_embedded(folder / KEPT)
    if not is_renamed:
        _refuse_other_case(embedded.record, case, folder)
    return Workspace(folder=folder, case=case, record=embedded.record, blobs=embedded.blobs)


def read_workspace(folder: Path) -> Workspace:
    """Open a case folder for questions: nothing is made or written, so that it may be read-only.

    Raises the same as `open_workspace`.
    """
    case = _case(folder)
    embedded = read_embedded(folder / KEPT)
    _refuse_other_case(embedded.record, case, folder)
    return Workspace(folder=folder, case=case, record=embedded.record, blobs=embedded.blobs)


def steady(workspace: Workspace) -> Workspace:
    """The same case with its record as of now, which stays so while somebody else goes on collecting."""
    return attrs.evolve(workspace, record=copy_to_read(workspace.kept))


def _refuse_other_case(record: Record, case: Case, folder: Path) -> None:
    """A record belongs to the symbol under which it was collected first, wherever its folder lies."""
    symbol = record.belongs_to()
    if symbol is not None and symbol != case.symbol:
        raise CaseError(
            f"the record in {folder / KEPT} belongs to the case {symbol!r}, and {CASE_FILE} says {case.symbol!r}",
            advice=f"if it came here from another case, move {KEPT} away and collect anew; if the symbol was "
            "changed on purpose, record the new one with `vedette collect --new-symbol`",
        )


def _case(folder: Path) -> Case:
    try:
        content = (folder / CASE_FILE).read_bytes()
    except OSError as error:
        raise CaseError(
            f"{folder} holds no readable {CASE_FILE}: {error.strerror}",
            advice="name a case folder, or start one from examples/dprk-russia",
        ) from error
    return read_case(content)
