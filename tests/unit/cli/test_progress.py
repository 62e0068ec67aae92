"""Progress is for whoever watches, and for nobody else."""

from __future__ import annotations

import pytest

from vedette.cli import progress
from vedette.cli.progress import COMPILING, collecting


def test_the_note_stands_above_the_bars_of_whoever_watches(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("FORCE_COLOR", "1"), ("TERM", "xterm"), ("COLUMNS", "200")):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(progress, "is_watched", lambda: True)
    with collecting(note=COMPILING) as bars:
        bars.submission("positions-a", number=1, of=1)
    monkeypatch.setattr(progress, "is_watched", lambda: False)
    told = capsys.readouterr().err
    assert "the first time, loops are compiled" in " ".join(told.split())
    with collecting(note=COMPILING):
        pass
    assert capsys.readouterr().err == ""
