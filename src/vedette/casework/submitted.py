"""Submission folders as they lie on disk: what is handed in, and nothing that is not named or leads elsewhere."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import attrs

from vedette.errors import CaseError, UnreadableInputError
from vedette.model.evidence import Sha256
from vedette.model.submissions import Manifest
from vedette.release.integrity import printable
from vedette.sources.manifest import LARGEST_MANIFEST, MANIFEST_NAME, folded, read_manifest, safe_path

CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that systems put into folders unasked; nobody hands them in."""

CHUNK = 1 << 20
"""Bytes read at once."""

LONGEST_NAME = 100
"""Bytes of the longest name of a folder or file: an edition's paths stay below the 260 signs of Windows."""

MOST_NAMED = 5
"""Stray files that a message names."""


@attrs.frozen(kw_only=True)
class Submitted:
    """A submission folder whose manifest reads and whose files are those that it names.

    ``content`` is the manifest's bytes, read once: what is parsed is what is hashed.
    """

    folder: str
    place: Path
    content: bytes
    manifest: Manifest

    @property
    def paths(self) -> tuple[str, ...]:
        """The manifest itself, then the files that it names, in its order."""
        return (MANIFEST_NAME, *(one.path for one in self.manifest.files))

    def size(self, path: str) -> int:
        """The size in bytes of a file of the submission, as it is now."""
        if path == MANIFEST_NAME:
            return len(self.content)
        return _regular(self.place, path).stat().st_size

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of one file.

        Raises:
            CaseError: it cannot be read, or has become something else than a file of this folder.
        """
        if path == MANIFEST_NAME:
            yield self.content
        else:
            yield from _chunks(self.place, path)

    def digests(self) -> tuple[tuple[str, Sha256], ...]:
        """Path and digest of every file, as it is now; nothing is kept."""
        return tuple((path, _digest(self.chunks(path))) for path in self.paths)


@attrs.frozen(kw_only=True)
class Entry:
    """What lies directly below ``submissions/``; ``error`` says why it is no submission that can be collected.

    ``name`` is that of the folder, with what no terminal should be sent written out.
    """

    place: Path
    error: CaseError | None = None

    @property
    def name(self) -> str:
        """The name as it may be printed."""
        return printable(self.place.name)


def entries_below(root: Path, *, known: Collection[str] = ()) -> list[Entry]:
    """Everything below ``submissions/`` but clutter, in order of name, with what is wrong with its name or kind.

    ``known`` are the folders on record: of two whose names differ in capitals alone, the one on record stays.

    Raises:
        CaseError: the folder is not there, or cannot be listed.
    """
    if not root.is_dir():
        raise CaseError(f"{root} is not there", advice="put one folder for each submission into it")
    try:
        places = sorted((one for one in root.iterdir() if one.name not in CLUTTER), key=lambda one: one.name)
    except OSError as error:
        raise _unreadable(str(root), error) from error
    twins = _twins({one.name for one in places}, known)
    return [Entry(place=one, error=_trouble(one, root, twins)) for one in places]


def _twins(names: Collection[str], known: Collection[str]) -> dict[str, str]:
    """Names that some systems hold to be another's, with that other; the one on record is nobody's twin."""
    groups: dict[str, set[str]] = defaultdict(set)
    for name in (*names, *known):
        groups[folded(name)].add(name)
    return {
        name: min(others)
        for group in groups.values()
        for name in group.intersection(names) - set(known)
        if (others := (group.intersection(known) or group) - {name})
    }


def _trouble(place: Path, root: Path, twins: Mapping[str, str]) -> CaseError | None:
    name = printable(place.name)
    try:
        check_name(place.name)
        if place.name in twins:
            other = printable(twins[place.name])
            return CaseError(
                f"{name} differs from the submission {other} in capitals or accents alone",
                advice=f"some systems hold both as one: rename it; if it takes the place of {other}, name it so",
            )
        if not place.is_dir():
            return CaseError(
                f"{name} is no submission folder",
                advice=f"move it into a folder with a {MANIFEST_NAME}, or out of {root.name}",
            )
        actual = _inside(place, root)
        if place.is_symlink():
            return CaseError(
                f"{name} is a link to {printable(actual.relative_to(root.resolve()).as_posix())}, and what lies "
                "there would count twice",
                advice=f"remove the link; if it is another submission, put a copy of the folder into {root.name}",
            )
    except CaseError as error:
        return error
    except OSError as error:
        return _unreadable(f"{root.name}/{name}", error)
    return None


def check_name(name: str) -> None:
    """Raise `CaseError` if some system cannot hold a folder of that name; an edition carries it everywhere.

    The rules are those of paths in a manifest (`safe_path`), and at most `LONGEST_NAME` bytes in UTF-8.
    """
    length = len(name.encode("utf-8", "surrogateescape"))
    if length > LONGEST_NAME:
        raise CaseError(
            f"the name {printable(name[:40])}... has {length} bytes",
            advice=f"shorten it to {LONGEST_NAME} bytes at most",
        )
    try:
        safe_path(name, where="submissions")
    except UnreadableInputError as error:
        why = error.message.partition(": the path ")[2].removeprefix(repr(name)).strip()
        raise CaseError(
            f"the name {name!r} of a submission {why}",
            advice="rename the folder, with letters, digits and hyphens",
        ) from error


def read_submitted(place: Path) -> Submitted:
    """Read the manifest of a folder and compare its list of files with the folder.

    Raises:
        CaseError: files are missing, not named in the manifest, no plain files, or lead out of the folder.
        UnreadableInputError: the manifest does not read.
    """
    where = f"{place.name}/{MANIFEST_NAME}"
    try:
        with _open(place, MANIFEST_NAME) as stream:
            content = stream.read(LARGEST_MANIFEST + 1)
    except OSError as error:
        raise _unreadable(where, error) from error
    submitted = Submitted(
        folder=place.name, place=place, content=content, manifest=read_manifest(content, where=where)
    )
    _compare(submitted)
    _check_formats(submitted.manifest, where)
    return submitted


def _check_formats(manifest: Manifest, where: str) -> None:
    """Refuse positions in a format that is unknown or lacks something, before a byte of them is preserved."""
    for file in manifest.files:
        if file.positions is not None:
            from vedette.sources.movement.formats import declared_reader

            try:
                declared_reader(file.positions)
            except UnreadableInputError as error:
                raise UnreadableInputError(
                    f"{where}, {file.path}: {error.message}", advice=error.advice
                ) from error


def digest_of_file(place: Path, path: str) -> Sha256:
    """The digest of one file of a submission folder, as it is now; raises `CaseError` if it cannot be read."""
    return _digest(_chunks(place, path))


def _digest(chunks: Iterator[bytes]) -> Sha256:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return Sha256(digest.hexdigest())


def _chunks(place: Path, path: str) -> Iterator[bytes]:
    try:
        with _open(place, path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except OSError as error:
        raise _unreadable(f"{place.name}/{path}", error) from error


def _compare(submitted: Submitted) -> None:
    found = set(files_below(submitted.place))
    named = set(submitted.paths)
    if long := sorted(path for path in named if any(_is_long(part) for part in path.split("/"))):
        raise CaseError(
            f"{submitted.folder} names {_some(long)}, a name of more than {LONGEST_NAME} bytes",
            advice="shorten it, in the folder and in the manifest",
        )
    if missing := sorted(named - found):
        raise CaseError(
            f"{submitted.folder} names {_some(missing)}, which it does not hold",
            advice=f"add the file, or take it out of {MANIFEST_NAME}",
        )
    if unnamed := sorted(found - named):
        raise CaseError(
            f"{submitted.folder} holds {_some(unnamed)}, which {MANIFEST_NAME} does not name",
            advice="name the file under [[files]] (without a table it is kept as it is), or move it away",
        )
    for path in sorted(named):
        _regular(submitted.place, path)


def files_below(place: Path) -> Iterator[str]:
    """Paths, with forward slashes, of everything below a folder that is no folder; links count as files."""
    for folder, below, files in os.walk(place, onerror=_refuse):
        here = Path(folder)
        links = [name for name in below if (here / name).is_symlink()]
        for name in (*files, *links):
            if name not in CLUTTER:
                yield (here / name).relative_to(place).as_posix()


def _refuse(error: OSError) -> None:
    raise _unreadable(str(error.filename), error)


def _open(place: Path, path: str) -> BinaryIO:
    return _regular(place, path).open("rb")


def _regular(place: Path, path: str) -> Path:
    """The plain file that a path means; anything else (a pipe, a device, a link that leads out) is refused."""
    actual = _inside(place / path, place)
    if not stat.S_ISREG(actual.stat().st_mode):
        advice = "hand in a file, and name it in the manifest"
        if path == MANIFEST_NAME:
            advice = "put a text file of that name there, which describes the submission"
        raise CaseError(f"{place.name}/{path} is no plain file", advice=advice)
    return actual


def _inside(path: Path, root: Path) -> Path:
    try:
        actual = path.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        cause = error if isinstance(error, OSError) else OSError(str(error))
        raise _unreadable(f"{root.name}/{path.relative_to(root).as_posix()}", cause) from error
    if not actual.is_relative_to(root.resolve()):
        raise CaseError(
            f"{root.name}/{path.relative_to(root).as_posix()} is a link that leads out of {root.name}",
            advice="hand in a copy of the file in place of the link",
        )
    return actual


def _unreadable(where: str, error: OSError) -> CaseError:
    return CaseError(
        f"{printable(where)} cannot be read: {error.strerror or error}",
        advice="see that it is there and readable",
    )


def _is_long(name: str) -> bool:
    return len(name.encode("utf-8", "surrogateescape")) > LONGEST_NAME


def _some(paths: list[str]) -> str:
    shown = ", ".join(printable(path) for path in paths[:MOST_NAMED])
    return shown if len(paths) <= MOST_NAMED else f"{shown} and {len(paths) - MOST_NAMED} more"
