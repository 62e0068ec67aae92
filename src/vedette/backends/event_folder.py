"""Events in a folder: one file of changes for each run of detection, so that every earlier state can be asked for.

A run is there when its JSON file is; the file of its changes, named by its digest, was written before. Nothing is
ever edited: an event that closes, or that late rows change, comes again, and one that is no longer there is
withdrawn.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from vedette.errors import CaseError, EvidenceError, UnreadableInputError
from vedette.model.detection import Changes, DetectionRun
from vedette.model.moments import Instant
from vedette.model.wire import canonical, from_plain


@attrs.frozen(kw_only=True)
class EventFolder:
    """What all runs of detection found in a case."""

    root: Path

    def runs(self) -> Sequence[DetectionRun]:
        """All runs in order; raises `EvidenceError` for one that does not read."""
        return [_run(path) for path in sorted(self.root.glob("run-*.json"))]

    def forms(self, profile: str, *, as_of: Instant | None = None) -> Mapping[str, str]:
        """The events of a profile (a name) by id, as JSON texts: as known now, or at a moment.

        Raises:
            EvidenceError: the file of a run is missing or changed.
        """
        found: dict[str, str] = {}
        for run in self.runs():
            if run.profile_name == profile and (as_of is None or run.at <= as_of):
                for key, form in self._changes(run):
                    if form is None:
                        found.pop(key, None)
                    else:
                        found[key] = form
        return found

    def add(self, run: DetectionRun, changes: Changes) -> DetectionRun:
        """Keep a run and what it changes; the run as it is kept.

        Raises:
            CaseError: another run was kept under that number meanwhile.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        content = _table(changes)
        name = f"changes-{hashlib.sha256(content).hexdigest()}.parquet"
        self._write(self.root / name, content)
        kept = attrs.evolve(run, changes=name)
        target = self.root / f"run-{run.number:06d}.json"
        try:
            self._write(target, canonical(kept), is_new=True)
        except FileExistsError as error:
            raise CaseError(
                "another run of detect has ended meanwhile", advice="run it again; nothing was changed"
            ) from error
        return kept

    def _changes(self, run: DetectionRun) -> list[tuple[str, str | None]]:
        try:
            content = (self.root / run.changes).read_bytes()
        except OSError as error:
            raise EvidenceError(
                f"the events of run {run.number} cannot be read: {error.strerror}", advice=_ADVICE
            ) from error
        if run.changes != f"changes-{hashlib.sha256(content).hexdigest()}.parquet":
            raise EvidenceError(f"the events of run {run.number} were changed", advice=_ADVICE)
        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(content))
        return list(zip(table["id"].to_pylist(), table["form"].to_pylist(), strict=True))

    def _write(self, target: Path, content: bytes, *, is_new: bool = False) -> None:
        handle, name = tempfile.mkstemp(dir=self.root)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if is_new and os.name != "nt":
                os.link(temporary, target)
            elif is_new:
                temporary.rename(target)
            else:
                temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)


_ADVICE = "restore the folder from a backup, or remove it and detect again: the rows are in the lake"


def _run(path: Path) -> DetectionRun:
    try:
        return from_plain(DetectionRun, json.loads(path.read_bytes()))
    except (OSError, ValueError, UnreadableInputError) as error:
        raise EvidenceError(f"{path.name} is no run of detection: {error}", advice=_ADVICE) from error


def _table(changes: Changes) -> bytes:
    """Events by id with their JSON text, none where one is withdrawn."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    keys = [*sorted(changes.added), *sorted(changes.withdrawn)]
    forms = [changes.added.get(key) for key in keys]
    sink = io.BytesIO()
    table = pa.table({"id": pa.array(keys, pa.string()), "form": pa.array(forms, pa.string())})
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
