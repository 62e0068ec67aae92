"""`vedette check`: whether the workspace still holds what was collected into it."""

from __future__ import annotations

from vedette.cli.case_folder import CaseArgument, CaseOption, opened
from vedette.cli.output import Sheet, show
from vedette.cli.progress import working
from vedette.cli.verified import faults_sheet

EXAMPLES = """
vedette check
vedette check examples/dprk-russia --format json
"""


def command(case: CaseArgument = None, *, case_option: CaseOption = None) -> int:
    """Check the workspace itself: preserved bytes, custody chains, facts, and drift of the submissions.

    The custody log is also compared with what every edition built here has sealed of it, and with the ends of all
    its strands that the last build kept. Exit code 1 if something does not hold. Preserved files that no exhibit
    names are counted and are no fault: a run is at work, or was stopped. A changed submission is told here and
    becomes a version with `vedette collect`.
    """
    from vedette.casework.answers import plain
    from vedette.casework.check import check

    workspace = opened(case, case_option)
    with working("checking the workspace"):
        found = check(workspace)
    rows = [
        ("submissions", f"{found.submissions:,}"),
        ("exhibits", f"{found.exhibits:,}"),
        ("custody entries", f"{found.entries:,}"),
        ("editions whose seals were compared", f"{found.editions:,}"),
        ("custody strands compared with the last build", f"{found.kept_heads:,}"),
        ("submissions withdrawn", f"{len(found.withdrawn):,}"),
        ("preserved files that no exhibit names (yet)", f"{found.unnamed:,}"),
        ("preserved files in .vedette/blobs/set-aside", f"{found.set_aside:,}"),
        ("rows that do not fit those of other files (vedette issues)", f"{found.across_files:,}"),
        ("faults", f"{len(found.faults):,}"),
    ]
    title = "Everything holds" if found.holds else "Something does not hold"
    parts = [Sheet(title=title, header=("What", "How many"), rows=rows)]
    if found.faults:
        parts.append(faults_sheet(found.faults))
    show({"holds": found.holds, **plain(found)}, *parts)
    return 0 if found.holds else 1
