"""Reading the submissions of an edition again, from the files that it holds."""

from __future__ import annotations

from collections.abc import Iterator

from vedette.errors import EvidenceError
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.submissions import CollectedSubmission, Manifest
from vedette.ports import Folder
from vedette.sources.manifest import MANIFEST, read_manifest, submission_id
from vedette.sources.media import media_type
from vedette.sources.reading import read_exhibit


def recollect(folder: Folder, *, prefix: str) -> tuple[tuple[CollectedSubmission, ...], tuple[AnyFact, ...]]:
    """The submissions below ``prefix`` in order of folder, and the facts in order of submission, file and row."""
    names = [name.removeprefix(prefix) for name in folder.names() if name.startswith(prefix)]
    folders = sorted({name.partition("/")[0] for name in names})
    submissions = tuple(_submission(folder, prefix, one) for one in folders)
    facts = tuple(fact for one in submissions for fact in _facts(folder, prefix, one))
    return submissions, facts


def _submission(folder: Folder, prefix: str, name: str) -> CollectedSubmission:
    data = _read(folder, f"{prefix}{name}/{MANIFEST}")
    manifest = read_manifest(data)
    paths = [MANIFEST, *(file.path for file in manifest.files)]
    exhibits = tuple(_exhibit(folder, prefix, name, path, manifest) for path in paths)
    return CollectedSubmission(
        id=submission_id(exhibits), folder=name, version=1, manifest=manifest, exhibits=exhibits
    )


def _exhibit(folder: Folder, prefix: str, name: str, path: str, manifest: Manifest) -> Exhibit:
    data = _read(folder, f"{prefix}{name}/{path}")
    return Exhibit(
        digest=Sha256.of(data),
        size=len(data),
        media_type=media_type(path, data[:4096]),
        submission=name,
        path=path,
        handling=manifest.handling,
    )


def _facts(folder: Folder, prefix: str, submission: CollectedSubmission) -> Iterator[AnyFact]:
    for file in submission.manifest.files:
        exhibit = submission.exhibit_at(file.path)
        if exhibit is None:
            raise EvidenceError(f"{file.path} is not in the edition", advice="get the edition again")
        with folder.open(f"{prefix}{submission.folder}/{file.path}") as stream:
            found = read_exhibit(stream, file=file, exhibit=exhibit, manifest=submission.manifest)
            yield from (one for one in found if not isinstance(one, Issue))


def _read(folder: Folder, name: str) -> bytes:
    with folder.open(name) as stream:
        return stream.read()
