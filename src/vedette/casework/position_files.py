"""Files of positions on their way into a case: each becomes a submission of its own, preserved before it is read."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

import attrs

from vedette.backends.embedded import first_run_done
from vedette.casework.landing import Landing
from vedette.casework.outcomes import Progress
from vedette.casework.submitted import CHUNK, LONGEST_NAME, entries_below, read_submitted
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.moments import Instant
from vedette.model.position_files import DeclaredPositions, FormatOptions
from vedette.release.integrity import printable
from vedette.sources.manifest import MANIFEST_NAME, folded, read_manifest, safe_path

PREFIX = "positions-"
"""What the folders of these submissions are called, before the name of the file."""


@attrs.frozen(kw_only=True)
class Provenance:
    """What the manifest says of where files come from; the marking is the strictest unless somebody gives another."""

    submitted_by: str
    tlp: str = "TLP:RED"
    licence: str = "not stated"
    title: str | None = None


@attrs.frozen(kw_only=True)
class Preserved:
    """A file whose bytes the case holds; ``is_new`` if this run put them there."""

    exhibit: Exhibit
    is_new: bool


@attrs.frozen(kw_only=True)
class Preserving:
    """Files become exhibits: one submission each, unless one that counts holds the same bytes already."""

    workspace: Workspace
    provenance: Provenance
    declared: DeclaredPositions
    at: Instant
    progress: Progress

    def preserve(self, file: Path) -> Preserved:
        """The exhibit of a file.

        Raises:
            CaseError: the file cannot be read, or a submission of its name holds other bytes.
        """
        digest = _digest(file)
        counting = (one for version in self.workspace.record.submissions() for one in version.exhibits)
        known = next((one for one in counting if one.digest == digest), None)
        if known is not None:
            return Preserved(exhibit=known, is_new=False)
        place = self.workspace.submissions / folder_name(file.name)
        self._refuse_name(place)
        if not place.exists():
            self._hand_in(file, place)
        exhibit = self._land(place, file)
        if exhibit.digest != digest:
            raise CaseError(
                f"submissions/{place.name} holds another file of the name {file.name}",
                advice="give the file another name: what was handed in is not overwritten",
            )
        return Preserved(exhibit=exhibit, is_new=True)

    def _hand_in(self, file: Path, place: Path) -> None:
        """Copy the file beside a manifest that reads, in a folder that appears as a whole."""
        name = safe_path(file.name, where="positions")
        text = self._manifest(name)
        read_manifest(text.encode("utf-8"), where=f"{place.name}/{MANIFEST_NAME}")
        self.workspace.kept.mkdir(parents=True, exist_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self.workspace.kept) as temporary:
            folder = Path(temporary) / place.name
            folder.mkdir()
            try:
                shutil.copyfile(file, folder / name)
            except OSError as error:
                raise _unreadable(file, error) from error
            (folder / MANIFEST_NAME).write_text(text, encoding="utf-8", newline="\n")
            read_submitted(folder)  # what collecting would refuse is not handed in
            folder.rename(place)

    def _refuse_name(self, place: Path) -> None:
        """Refuse a folder that collecting would refuse: a link, or what some systems hold to be another's."""
        names = {one.folder for one in self.workspace.record.submissions()}
        if place.parent.is_dir():
            names |= {one.place.name for one in entries_below(place.parent, known=names)}
        twin = next((one for one in sorted(names - {place.name}) if folded(one) == folded(place.name)), None)
        if twin is not None or place.is_symlink():
            what = (
                "is a link"
                if twin is None
                else f"differs from {printable(twin)} in capitals or accents alone"
            )
            raise CaseError(
                f"the submission of {printable(place.name)} {what}", advice="give the file another name"
            )

    def _manifest(self, name: str) -> str:
        said = self.provenance
        return (
            f"title = {_quoted(said.title or f'Positions: {name}')}\n"
            f"submitted_by = {_quoted(said.submitted_by)}\n"
            f"submitted_on = {self.at.moment.date().isoformat()}\n"
            'authority = "machine"\ngrade = "F"\n'
            f"licence = {_quoted(said.licence)}\n"
            'language = "en"\n'
            f"\n[handling]\ntlp = {_quoted(said.tlp)}\n"
            f"\n[[files]]\npath = {_quoted(name)}\npositions = {_inline(self.declared)}\n"
        )

    def _land(self, place: Path, file: Path) -> Exhibit:
        submitted = read_submitted(place)
        with self.workspace.record.writing() as writer:
            Landing(
                submitted=submitted,
                writer=writer,
                blobs=self.workspace.blobs,
                actor=self.provenance.submitted_by,
                at=self.at,
                progress=self.progress,
            ).land()
            landed = writer.latest(place.name)
        first_run_done(self.workspace.kept)
        exhibit = landed.exhibit_at(file.name) if landed else None
        if exhibit is None:
            raise CaseError(
                f"submissions/{place.name} names no {file.name}", advice="name the file in its manifest"
            )
        return exhibit


def folder_name(name: str) -> str:
    """The submission's folder for a file: its name in small letters and digits joined by hyphens.

    A name that has none of them, or too many, is told by the beginning of its digest.
    """
    mark = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
    found = PREFIX + ("-".join(re.findall(r"[a-z0-9]+", name.lower())) or mark)
    return found if len(found) <= LONGEST_NAME else f"{found[: LONGEST_NAME - 9]}-{mark}"


def _inline(declared: DeclaredPositions) -> str:
    """The key ``positions`` of a manifest, without what need not be said."""
    said = [f"format = {_quoted(declared.format)}"]
    said += [f"zone = {_quoted(declared.zone)}"] if declared.zone is not None else []
    said += [f"start = {declared.start}"] if declared.start is not None else []
    if declared.columns:
        columns = (f"{role} = {_quoted(name)}" for role, name in sorted(declared.columns.items()))
        said += [f"columns = {{ {', '.join(columns)} }}"]
    given, usual = declared, FormatOptions()
    said += [f"times = {_quoted(given.times)}"] if given.times != usual.times else []
    said += [f"separator = {_quoted(given.separator)}"] if given.separator != usual.separator else []
    return f"{{ {', '.join(said)} }}"


def _quoted(text: str) -> str:
    """A TOML text: JSON escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)


def _digest(file: Path) -> Sha256:
    digest = hashlib.sha256()
    if file.exists() and not file.is_file():
        raise CaseError(f"{file} is no plain file", advice="name a file of positions")
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise _unreadable(file, error) from error
    return Sha256(digest.hexdigest())


def _unreadable(file: Path, error: OSError) -> CaseError:
    return CaseError(
        f"{file} cannot be read: {error.strerror or error}", advice="name a file of positions that is there"
    )
