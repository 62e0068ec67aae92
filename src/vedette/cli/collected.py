"""A run of collect as JSON and as tables, for the commands that end with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vedette.cli.output import Sheet
from vedette.cli.verified import faults_sheet
from vedette.errors import VedetteError
from vedette.model.wire import Json

if TYPE_CHECKING:
    from vedette.casework.outcomes import CollectReport, FileOutcome, SubmissionOutcome

MOST_REFUSED = 20
"""Refused and doubted rows that the table names one by one."""


def collected_json(report: CollectReport) -> Json:
    """Every submission with its files, counts and issues."""
    from vedette.casework.answers import plain

    return {
        "is_complete": report.is_complete,
        "put_away": report.put_away,
        "set_aside": plain(report.set_aside),
        "warnings": plain(report.warnings),
        "trouble": _error(report.trouble),
        "submissions": [
            {
                "folder": one.folder,
                "status": one.status.value,
                "version": one.version,
                "files": plain(one.files),
                "issues": plain(one.issues),
                "error": _error(one.error),
            }
            for one in report.submissions
        ],
    }


def _error(error: VedetteError | None) -> Json:
    return {"message": error.message, "advice": error.advice} if error else None


def collected_sheets(report: CollectReport) -> list[Sheet | str]:
    """What came in, file by file; what was refused; and why a submission was."""
    rows = [row for one in report.submissions for row in _rows(one)]
    header = ("Submission", "Version", "File", "Facts", "Refused")
    parts: list[Sheet | str] = [Sheet(title="What came in", header=header, rows=rows, note=_total(report))]
    issues = [(one.folder, issue) for one in report.submissions for issue in one.issues]
    if issues:
        beyond = len(issues) - MOST_REFUSED
        parts.append(
            Sheet(
                title="What was refused or doubted",
                header=("File", "Row", "Column", "What is wrong", "What next"),
                rows=[
                    (f"{folder}/{one.path}", one.locator, one.column, one.problem, one.advice)
                    for folder, one in issues[:MOST_REFUSED]
                ],
                note=f"and {beyond} more: `vedette issues` lists them all" if beyond > 0 else None,
            )
        )
    parts += [
        f"{one.folder} was refused: {one.error.message}\n  what next: {one.error.advice}"
        for one in report.submissions
        if one.error
    ]
    parts += [
        f"the folder of {one.folder} is gone, and the submission still counts\n  what next: restore the folder, "
        f"or take the submission back with `vedette withdraw {one.folder} --reason TEXT`"
        for one in report.submissions
        if one.is_gone
    ]
    return parts + _warnings(report)


def _warnings(report: CollectReport) -> list[Sheet | str]:
    parts: list[Sheet | str] = []
    if report.trouble:
        parts.append(f"error: {report.trouble.message}\n  what next: {report.trouble.advice}")
    if report.set_aside:
        parts.append(
            f"{len(report.set_aside):,} preserved files that no exhibit names were moved to "
            ".vedette/blobs/set-aside\n  what next: nothing, if a run was stopped or a submission refused; if the "
            "record was put back to an earlier state, restore the later one"
        )
    if report.warnings:
        parts.append(faults_sheet(report.warnings))
        parts.append(
            "warning: the custody log is not the one that editions built here have sealed\n  what next: see "
            "`vedette check`, and restore the record from a backup"
        )
    return parts


def _rows(one: SubmissionOutcome) -> list[tuple[str, ...]]:
    version = f"{one.version}, {one.status.value}" if one.version else one.status.value
    files = [_file(file) for file in one.files] or [("", "", "")]
    return [
        (one.folder, version, *file) if number == 0 else ("", "", *file) for number, file in enumerate(files)
    ]


def _file(one: FileOutcome) -> tuple[str, ...]:
    return (one.path, *("" if count is None else f"{count:,}" for count in (one.facts, one.refused_rows)))


def _total(report: CollectReport) -> str:
    files = [file for one in report.submissions for file in one.files]
    facts = sum(one.facts or 0 for one in files)
    refused = sum(one.refused_rows or 0 for one in files)
    states = [one.status.value for one in report.submissions]
    told = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    return f"{len(states)} submissions: {told or 'none'}; {facts:,} facts read, {refused:,} rows refused"
