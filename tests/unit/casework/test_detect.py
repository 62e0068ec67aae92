"""What a run of detection changes, and what makes it run at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs
import pytest

from vedette.casework.detect import changed, detect, event_text, goes_on_after
from vedette.casework.detection_inputs import inputs_now
from vedette.casework.events import EventQuery, kind_named
from vedette.casework.workspace import open_workspace
from vedette.errors import CaseError
from vedette.model.events import EventKind
from vedette.model.identifiers import Mmsi
from vedette.testing.case_folders import write_case
from vedette.testing.clocks import TickingClock
from vedette.testing.small_events import SHIP, gap, port_call
from vedette.tracks.profiles import GFW, GFW_PUBLISHED

OPEN, CLOSED, CALL = gap(8, None), gap(8, 22), port_call(0, 5, "alpha")


def test_an_event_that_closes_comes_again_and_one_that_is_gone_is_withdrawn() -> None:
    held = {one.id: event_text(one) for one in (OPEN, CALL)}
    changes = changed(held, [CLOSED])
    assert changes.added == {CLOSED.id: event_text(CLOSED)}
    assert OPEN.id == CLOSED.id
    assert changes.withdrawn == (CALL.id,)


def test_the_same_events_change_nothing() -> None:
    held = {one.id: event_text(one) for one in (OPEN, CALL)}
    changes = changed(held, [CALL, OPEN])
    assert (dict(changes.added), changes.withdrawn) == ({}, ())


def test_an_event_of_another_kernel_comes_again() -> None:
    other = attrs.evolve(CALL, kernel="2" * 64)
    assert set(changed({CALL.id: event_text(CALL)}, [other]).added) == {CALL.id}


def test_profile_ports_and_rows_decide_what_comes_out(tmp_path: Path) -> None:
    workspace = open_workspace(write_case(tmp_path))
    before = inputs_now(workspace, GFW)
    assert inputs_now(workspace, GFW).id == before.id
    assert inputs_now(workspace, GFW_PUBLISHED).id != before.id
    (tmp_path / "ports.csv").write_text("number,name,latitude,longitude\n1,A,0,0\n", encoding="utf-8")
    assert inputs_now(workspace, GFW).id != before.id


def test_without_positions_there_is_nothing_to_detect(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="holds no positions"):
        detect(open_workspace(write_case(tmp_path)), clock=TickingClock())


def test_an_open_event_goes_on_after_every_day() -> None:
    assert goes_on_after(OPEN, dt.date(2999, 1, 1))
    assert goes_on_after(CLOSED, dt.date(2024, 1, 1))
    assert not goes_on_after(CLOSED, dt.date(2024, 1, 2))


def test_a_query_holds_what_it_names_and_nothing_else() -> None:
    assert EventQuery().holds(CALL)
    assert EventQuery(kind=EventKind.PORT_CALL, vessel=Mmsi(SHIP)).holds(CALL)
    assert not EventQuery(kind=EventKind.AIS_GAP).holds(CALL)
    assert not EventQuery(vessel=Mmsi("281000009")).holds(CALL)
    assert not EventQuery(until=dt.date(2023, 12, 31)).holds(CALL)
    assert EventQuery(since=dt.date(2024, 1, 1), until=dt.date(2024, 1, 1)).holds(CALL)


def test_a_kind_is_known_by_its_name() -> None:
    assert kind_named("encounter") is EventKind.ENCOUNTER
    with pytest.raises(CaseError, match="no kind of event"):
        kind_named("dark")
