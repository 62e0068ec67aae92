"""Rows of the record to model values and back; what does not read back is a fault of evidence, by name."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar, cast

import attrs

from vedette.errors import EvidenceError, VedetteError
from vedette.model.evidence import CustodyEntry, Exhibit, Sha256
from vedette.model.facts import FACT_KINDS, AnyFact, Issue
from vedette.model.handling import Handling
from vedette.model.submissions import CollectedSubmission, Manifest, Withdrawal
from vedette.model.wire import canonical, from_plain, to_plain

Row = dict[str, Any]
"""Values by column name."""

T = TypeVar("T")


class Columns(Protocol):
    """Values by column name, as a driver hands them out."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""
        ...


def version_row(submission: CollectedSubmission) -> Row:
    """The row that says which content a version has."""
    return {"folder": submission.folder, "version": submission.version, "submission": submission.id.value}


def submission_row(submission: CollectedSubmission) -> Row:
    """The row of a content, with its manifest in full."""
    manifest = canonical(submission.manifest).decode()
    return {"id": submission.id.value, "folder": submission.folder, "manifest": manifest}


def exhibit_rows(submission: CollectedSubmission) -> list[Row]:
    """One row per exhibit, in the order of the manifest."""
    return [
        {
            "submission": submission.id.value,
            "ordinal": ordinal,
            "digest": one.digest.value,
            "size": one.size,
            "media_type": one.media_type,
            "path": one.path,
            "handling": canonical(one.handling).decode(),
        }
        for ordinal, one in enumerate(submission.exhibits, start=1)
    ]


def fact_columns(fact: AnyFact) -> tuple[str, str, str]:
    """Id, key and payload: what a fact is, besides its place; the payload hashes to the id."""
    payload = canonical(fact)
    return hashlib.sha256(payload).hexdigest(), fact.basis.key, payload.decode()


def issue_row(issue: Issue) -> Row:
    """The one column that says what an issue is."""
    return {"payload": canonical(issue).decode()}


def entry_row(entry: CustodyEntry) -> Row:
    """All fields as text and numbers."""
    return cast("Row", to_plain(entry))


def entry_of(row: Columns) -> CustodyEntry:
    """The custody entry of a row; whether its digest holds is for `vedette.evidence.custody` to say."""
    return _read(
        CustodyEntry,
        {one.name: row[one.name] for one in attrs.fields(CustodyEntry)},
        f"custody entry {row['number']} of {row['strand']}",
    )


def issue_of(payload: str) -> Issue:
    """The issue of a payload."""
    return _parsed(Issue, payload, "an issue")


def fact_of(*, kind: str, ordinal: int, digest: str, payload: str) -> AnyFact:
    """The fact of a payload.

    Raises:
        EvidenceError: the payload does not hash to ``digest``, or is no such fact.
    """
    where = f"{kind} number {ordinal} of the record"
    found = hashlib.sha256(payload.encode()).hexdigest()
    if found != digest:
        raise EvidenceError(
            f"{where} has the digest {digest}, but its payload hashes to {found}",
            advice="the record was changed by hand: restore it from a backup",
        )
    return cast("AnyFact", _parsed(FACT_KINDS[kind], payload, where))


def exhibit_of(row: Columns, *, folder: str) -> Exhibit:
    """The exhibit of a row, in the submission of that folder."""
    where = f"exhibit {row['path']} of {folder}"
    fields = {name: row[name] for name in ("digest", "size", "media_type", "path")}
    handling = to_plain(_parsed(Handling, row["handling"], where))
    return _read(Exhibit, {**fields, "submission": folder, "handling": handling}, where)


def submission_of(row: Columns, exhibits: Iterable[Exhibit]) -> CollectedSubmission:
    """The version of a joined row, with its exhibits."""
    where = f"version {row['version']} of {row['folder']}"
    return CollectedSubmission(
        id=_read(Sha256, row["submission"], where),
        folder=row["folder"],
        version=row["version"],
        manifest=_parsed(Manifest, row["manifest"], where),
        exhibits=tuple(exhibits),
    )


def withdrawal_of(row: Columns) -> Withdrawal:
    """The withdrawal of a row."""
    return _read(
        Withdrawal,
        {one.name: row[one.name] for one in attrs.fields(Withdrawal)},
        f"withdrawal of {row['folder']}, version {row['version']}",
    )


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size`` values, until there are no more."""
    rest = iter(values)
    while batch := list(itertools.islice(rest, size)):
        yield batch


def _parsed(kind: type[T], payload: str, where: str) -> T:
    try:
        return _read(kind, json.loads(payload), where)
    except ValueError as error:
        raise _unreadable(where, error) from error


def _read(kind: type[T], plain: object, where: str) -> T:
    try:
        return from_plain(kind, plain)
    except VedetteError as error:
        raise _unreadable(where, error) from error


def _unreadable(where: str, error: Exception) -> EvidenceError:
    reason = error.message if isinstance(error, VedetteError) else str(error)
    return EvidenceError(
        f"{where} cannot be read back: {reason}",
        advice="the record was changed by hand, or made by another version: restore it from a backup",
    )
