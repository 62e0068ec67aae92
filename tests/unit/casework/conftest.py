"""A small case, collected."""

from __future__ import annotations

from pathlib import Path

import pytest

from vedette.casework.collect import collect
from vedette.casework.workspace import Workspace, open_workspace
from vedette.testing.clocks import TickingClock
from vedette.testing.small_case import write_small_case


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small case with everything collected."""
    opened = open_workspace(write_small_case(tmp_path / "case"))
    report = collect(opened, actor="A. Tester", clock=TickingClock())
    assert report.is_complete
    assert not [issue for one in report.submissions for issue in one.issues if issue.refused]
    return opened
