"""Reading the submissions of an edition again, from the files that it holds."""

from __future__ import annotations

import hashlib

import attrs

from vedette.errors import EvidenceError
from vedette.evidence.preserve import submission_id
from vedette.evidence.reread import Markings
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import AnyFact, Issue
from vedette.model.submissions import CollectedSubmission, Manifest
from vedette.ports import Folder
from vedette.sources.manifest import MANIFEST_FILE, MANIFEST_NAME, read_manifest
from vedette.sources.media import HEAD_SIZE, media_type
from vedette.sources.reading import read_exhibit

_CHUNK = 1 << 20

LARGEST_MANIFEST = 16 << 20
"""Bytes of a ``submission.toml``: tens of thousands of files, each with its table and columns."""


@attrs.frozen(kw_only=True)
class Recollected:
    """What the submissions of an edition say, read afresh: themselves, and their facts in order of rows."""

    submissions: tuple[CollectedSubmission, ...]
    facts: tuple[AnyFact, ...]


def recollect(folder: Folder, *, prefix: str) -> Recollected:
    """Read every submission below ``prefix``, in order of folder; raises what the readers raise."""
    names = [name.removeprefix(prefix) for name in folder.names() if name.startswith(prefix)]
    submissions: list[CollectedSubmission] = []
    facts: list[AnyFact] = []
    for name in sorted({one.partition("/")[0] for one in names}):
        submission, said = _submission(folder, prefix, name)
        submissions.append(submission)
        facts += said
    return Recollected(submissions=tuple(submissions), facts=tuple(facts))


def _submission(folder: Folder, prefix: str, name: str) -> tuple[CollectedSubmission, list[AnyFact]]:
    place = f"{prefix}{name}/"
    manifest = read_manifest(_manifest_bytes(folder, place + MANIFEST_NAME), where=f"{name}/{MANIFEST_NAME}")
    paths = [MANIFEST_NAME, *(file.path for file in manifest.files)]
    exhibits = {path: _exhibit(folder, place, path, manifest) for path in paths}
    markings = Markings.of_exhibits(manifest.handling, exhibits.values())
    facts: list[AnyFact] = []
    for file in (MANIFEST_FILE, *manifest.files):
        with folder.open(place + file.path) as stream:
            reading = read_exhibit(
                stream, file=file, exhibit=exhibits[file.path], manifest=manifest, beside=exhibits.values()
            )
            for item in reading:
                markings.meet(item)
                if not isinstance(item, Issue):
                    facts.append(item)
    marked = tuple(attrs.evolve(one, handling=markings.of(one.digest)) for one in exhibits.values())
    identity = submission_id(name, ((one.path, one.digest) for one in marked))
    collected = CollectedSubmission(id=identity, folder=name, version=1, manifest=manifest, exhibits=marked)
    return collected, facts


def _exhibit(folder: Folder, place: str, path: str, manifest: Manifest) -> Exhibit:
    """The exhibit at a path, hashed piece by piece."""
    digest, size, head = hashlib.sha256(), 0, b""
    with folder.open(place + path) as stream:
        while chunk := stream.read(_CHUNK):
            head = head or chunk[:HEAD_SIZE]
            digest.update(chunk)
            size += len(chunk)
    return Exhibit(
        digest=Sha256(digest.hexdigest()),
        size=size,
        media_type=media_type(head, path),
        submission=place.split("/")[-2],
        path=path,
        handling=manifest.handling,
    )


def _manifest_bytes(folder: Folder, name: str) -> bytes:
    with folder.open(name) as stream:
        data = stream.read(LARGEST_MANIFEST + 1)
    if len(data) > LARGEST_MANIFEST:
        raise EvidenceError(
            f"{name} has more than {LARGEST_MANIFEST:,} bytes", advice="get the edition from its publisher"
        )
    return data
