"""Progress of detection in a folder: for each plan a folder of parts, each a folder of numpy files.

A part is written beside, synced, and renamed into place, so it is there as a whole or not at all; its number says in
which order the runs were. Readers map the files and touch only the pages that they need. A part that replaces
all before it says so; those are removed by the write that follows, when nobody reads them any more. So are folders
of plans that nobody has written to for a week.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from vedette.backends.durable import absolute, sync, sync_folder
from vedette.errors import CaseError, EvidenceError, UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.progress import LakeSeen, ProgressPart
from vedette.model.wire import canonical, from_plain

NAMES_DIGITS = 32
"""Hexadecimal digits of a plan's digest that name its folder."""

OLD_AFTER_S = 7 * 86_400.0
"""A week: what no run has written to for so long belongs to thresholds, ports or loops of the past."""

_PLAN = re.compile(rf"[0-9a-f]{{{NAMES_DIGITS}}}")


@attrs.frozen(kw_only=True)
class _Head:
    """What ``part.json`` holds."""

    seen: LakeSeen
    until: int
    detectors: tuple[str, ...]
    replaces: bool


@attrs.frozen(kw_only=True)
class ProgressFolder:
    """The `Progress` port over a folder, which a worker elsewhere finds under the same absolute path."""

    root: Path = attrs.field(converter=absolute)

    def parts(self, plan: Sha256) -> Sequence[ProgressPart]:
        """The parts that count, in the order of the runs.

        Raises:
            EvidenceError: a part does not read as it was written.
        """
        return [_read(path, head) for path, head in self._counting(self._folder(plan))]

    def add(self, plan: Sha256, part: ProgressPart) -> None:
        """Keep one more part.

        Raises:
            CaseError: another run has kept one meanwhile.
        """
        self._write(plan, part, replaces=False)

    def replace(self, plan: Sha256, part: ProgressPart) -> None:
        """Keep a part in the place of all; raises as `add` does."""
        self._write(plan, part, replaces=True)

    def _folder(self, plan: Sha256) -> Path:
        return self.root / plan.value[:NAMES_DIGITS]

    def _counting(self, folder: Path) -> list[tuple[Path, _Head]]:
        found: list[tuple[Path, _Head]] = []
        for path in sorted(folder.glob("part-*"), reverse=True):
            head = _head(path)
            found.insert(0, (path, head))
            if head.replaces:
                break
        return found

    def _write(self, plan: Sha256, part: ProgressPart, *, replaces: bool) -> None:
        folder = self._folder(plan)
        folder.mkdir(parents=True, exist_ok=True)
        counting = [path for path, _ in self._counting(folder)]
        for path in folder.glob("part-*"):
            if path not in counting:
                shutil.rmtree(path, ignore_errors=True)
        number = 1 + (int(counting[-1].name.removeprefix("part-")) if counting else 0)
        incoming = Path(tempfile.mkdtemp(dir=folder, prefix="incoming-"))
        try:
            _fill(incoming, part, replaces=replaces)
            incoming.rename(folder / f"part-{number:08d}")
        except FileExistsError as error:
            raise _overtaken() from error
        except OSError as error:
            if (folder / f"part-{number:08d}").exists():
                raise _overtaken() from error
            raise
        finally:
            shutil.rmtree(incoming, ignore_errors=True)
        sync_folder(folder)
        self._forget_old(folder)

    def _forget_old(self, present: Path) -> None:
        """Remove the folders of other plans that no run has written to for `OLD_AFTER_S`.

        Thresholds, ports and loops change, and each change leaves a folder that nobody asks for. Whoever goes back
        within that time still finds it; later, the rows are read again.
        """
        for folder in self.root.iterdir():
            with suppress(FileNotFoundError):  # another run removes it too
                is_plan = folder.is_dir() and _PLAN.fullmatch(folder.name) and folder != present
                if is_plan and time.time() - folder.stat().st_mtime > OLD_AFTER_S:
                    shutil.rmtree(folder, ignore_errors=True)


def _overtaken() -> CaseError:
    return CaseError(
        "another run of detection has kept its progress meanwhile",
        advice="run this again; nothing was changed",
    )


def _fill(folder: Path, part: ProgressPart, *, replaces: bool) -> None:
    for name, array in _arrays(part).items():
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    head = _Head(seen=part.seen, until=part.until, detectors=tuple(sorted(part.states)), replaces=replaces)
    (folder / "part.json").write_bytes(canonical(head))
    for path in folder.iterdir():
        sync(path)
    sync_folder(folder)


def _arrays(part: ProgressPart) -> Mapping[str, npt.NDArray[Any]]:
    return {
        "afresh": part.afresh,
        "transmitters": part.transmitters,
        "times": part.times,
        **{f"{name}.state": array for name, array in part.states.items()},
        **{f"{name}.found": array for name, array in part.found.items()},
    }


def _head(path: Path) -> _Head:
    try:
        return from_plain(_Head, json.loads((path / "part.json").read_bytes()))
    except (OSError, ValueError, UnreadableInputError) as error:
        raise _unreadable(path, error) from error


def _read(path: Path, head: _Head) -> ProgressPart:
    try:
        return ProgressPart(
            seen=head.seen,
            until=head.until,
            afresh=_load(path / "afresh.npy"),
            transmitters=_load(path / "transmitters.npy"),
            times=_load(path / "times.npy"),
            states={name: _load(path / f"{name}.state.npy") for name in head.detectors},
            found={name: _load(path / f"{name}.found.npy") for name in head.detectors},
        )
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _load(path: Path) -> npt.NDArray[Any]:
    loaded: npt.NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return loaded


def _unreadable(path: Path, error: Exception) -> EvidenceError:
    return EvidenceError(
        f"the progress of detection in {path.parent.name}/{path.name} cannot be read: {error}",
        advice="remove the folder of progress and detect again: the rows are in the lake",
    )
