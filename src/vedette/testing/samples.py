"""Sample values: the smallest submission, exhibit, fact and issue that the rules allow, changed by keyword."""

from __future__ import annotations

import datetime as dt

from vedette.evidence.preserve import submission_id
from vedette.model.evidence import Citation, Exhibit, Locator, Sha256
from vedette.model.facts import Basis, Claim, Issue
from vedette.model.handling import FREE, Handling
from vedette.model.quantities import Quantity
from vedette.model.submissions import (
    Authority,
    CollectedSubmission,
    Manifest,
    SourceGrade,
    SubmittedFile,
    Verification,
)
from vedette.model.units import Unit

CONTAINERS = Unit("container")


def sample_manifest(*, path: str = "claims.csv", handling: Handling = FREE) -> Manifest:
    """The manifest of a submission with one table."""
    return Manifest(
        title="Counts of containers",
        submitted_by="a Member State",
        submitted_on=dt.date(2025, 1, 31),
        authority=Authority.PARTICIPATING_STATE,
        grade=SourceGrade.B,
        handling=handling,
        licence="facts only",
        language="en",
        files=(SubmittedFile(path=path, table="claims"),),
    )


def sample_exhibit(content: bytes, *, folder: str, path: str, handling: Handling = FREE) -> Exhibit:
    """The exhibit of ``content``, found at ``path``."""
    return Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="text/csv",
        submission=folder,
        path=path,
        handling=handling,
    )


def sample_submission(
    content: bytes = b"a table", *, folder: str = "counts", version: int = 1, handling: Handling = FREE
) -> CollectedSubmission:
    """A collected version whose only table has the bytes ``content``."""
    manifest = sample_manifest(handling=handling)
    exhibits = (
        sample_exhibit(b"a manifest", folder=folder, path="submission.toml", handling=handling),
        sample_exhibit(content, folder=folder, path="claims.csv", handling=handling),
    )
    return CollectedSubmission(
        id=submission_id(folder, ((one.path, one.digest) for one in exhibits)),
        folder=folder,
        version=version,
        manifest=manifest,
        exhibits=exhibits,
    )


def sample_claim(
    submission: CollectedSubmission, *, row: int = 1, containers: int = 20_000, handling: Handling = FREE
) -> Claim:
    """A claim that stands in a row of the submission's table; its key is its row."""
    return Claim(
        basis=Basis(
            key=f"R-{row}",
            citation=Citation(submission.exhibits[1].digest, Locator.row(row)),
            submission=submission.folder,
            authority=submission.manifest.authority,
            grade=submission.manifest.grade,
            handling=handling,
            verification=Verification.SECONDARY,
        ),
        subject="munitions.containers",
        quantity=Quantity.more_than(containers, CONTAINERS),
        author="a Member State",
    )


def sample_issue(*, row: int = 1, refused: bool = True) -> Issue:
    """An issue in a row of the submission's table."""
    return Issue(
        path="claims.csv",
        locator=f"row={row}",
        column="value",
        value="many",
        problem="'many' is not a number",
        advice="write digits",
        refused=refused,
    )
