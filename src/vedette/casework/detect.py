"""The use case "detect": the rows of the lake become events, and what changed since the last run is kept."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from vedette.casework.detection_inputs import adopted_anchorages, inputs_now, kept_events, lake_state
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.detection import Changes, DetectionInputs, DetectionRun
from vedette.model.event_form import event_form, event_of
from vedette.model.events import MovementEvent
from vedette.model.moments import Instant
from vedette.model.movement import moment_of
from vedette.ports import Clock
from vedette.tracks.chosen_profile import profile_for
from vedette.tracks.profiles import Profile

if TYPE_CHECKING:
    from vedette.casework.detection import Detected, EngineChoice


@attrs.frozen(kw_only=True)
class KindLine:
    """Events of one kind: how many, and how many of them were going on when the data ended."""

    kind: str
    events: int
    open: int | None


@attrs.frozen(kw_only=True)
class DetectAnswer:
    """What is known after a run. ``is_new`` is false where nothing had to be done: the last run stands.

    ``rows`` are in the lake, of which this run ``read`` some.
    This run ``added`` events that are new or in a new version, and has
    ``withdrawn`` those that are there no longer. ``anchorages`` are those that the case has adopted beside its ports.
    ``since`` limits the lines below, and nothing else.
    """

    profile: str
    kernel: str
    run: int
    at: Instant
    is_new: bool
    rows: int
    read: int
    until: Instant | None
    added: int
    withdrawn: int
    anchorages: int
    since: dt.date | None
    kinds: tuple[KindLine, ...]


def detect(
    workspace: Workspace,
    *,
    clock: Clock,
    profile: str | None = None,
    since: dt.date | None = None,
    engine: EngineChoice | None = None,
) -> DetectAnswer:
    """Detect under a profile, unless the same rows were read with the same profile, ports and kernels before.

    Without one it is that of the case, whose thresholds also count where the profile is named that it chooses.

    Rows of files that count no more, because their submission was withdrawn or holds other bytes now, leave the lake
    first: the events that rest on them are withdrawn by this run.

    Raises:
        CaseError: the lake is empty.
        UnreadableValueError: there is no such profile or engine.
        ToolMissingError: what the engine needs is not there.
    """
    chosen = profile_for(workspace.case.detection, profile)
    _leave_out_withdrawn(workspace)
    store = kept_events(workspace)
    runs = store.runs()
    if not runs and not lake_state(workspace).exhibits:
        raise CaseError("the case holds no positions", advice="add files with `vedette positions add` first")
    inputs = inputs_now(workspace, chosen)
    last = next((one for one in reversed(runs) if one.profile_name == chosen.name), None)
    if last is not None and last.inputs.id == inputs.id:
        return _answer(workspace, last, _lines(workspace, last, since), read=None, since=since)
    found = _detected(workspace, chosen, engine)
    changes = changed(store.forms(chosen.name), found.events)
    run = DetectionRun(
        number=1 + max((one.number for one in runs), default=0),
        at=clock.now(),
        inputs=inputs,
        rows=found.rows,
        until=Instant(moment_of(found.until)) if found.rows else None,
        events=dict(sorted(Counter(one.kind.value for one in found.events).items())),
        added=len(changes.added),
        withdrawn=len(changes.withdrawn),
        changes="",
    )
    kept = store.add(run, changes)
    return _answer(workspace, kept, _counted(found.events, since), read=found.read, since=since)


def _leave_out_withdrawn(workspace: Workspace) -> None:
    counting = {one.digest for version in workspace.record.submissions() for one in version.exhibits}
    gone = {one.digest for one in lake_state(workspace).exhibits} - counting
    if gone:
        from vedette.casework.lake import position_lake

        position_lake(workspace).leave_out(gone)


def _detected(workspace: Workspace, profile: Profile, engine: EngineChoice | None) -> Detected:
    """Load what detects, now that there is something to do, and run it."""
    from vedette.casework.detection import EngineChoice, detected

    return detected(workspace, profile, engine or EngineChoice())


def changed(held: Mapping[str, str], events: Iterable[MovementEvent]) -> Changes:
    """What tells the events from those that are held: new ones and new versions, and ids that are gone."""
    forms = {one.id: event_text(one) for one in events}
    return Changes(
        added={key: form for key, form in forms.items() if held.get(key) != form},
        withdrawn=tuple(sorted(held.keys() - forms.keys())),
    )


def event_text(event: MovementEvent) -> str:
    """The event as one line of JSON, the same for equal events."""
    return json.dumps(event_form(event), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _answer(
    workspace: Workspace,
    run: DetectionRun,
    lines: tuple[KindLine, ...],
    *,
    read: int | None,
    since: dt.date | None,
) -> DetectAnswer:
    inputs: DetectionInputs = run.inputs
    return DetectAnswer(
        profile=inputs.profile,
        kernel=inputs.kernel,
        run=run.number,
        at=run.at,
        is_new=read is not None,
        rows=run.rows,
        read=read or 0,
        until=run.until,
        added=0 if read is None else run.added,
        withdrawn=0 if read is None else run.withdrawn,
        anchorages=len(adopted_anchorages(workspace)),
        since=since,
        kinds=lines,
    )


def _lines(workspace: Workspace, run: DetectionRun, since: dt.date | None) -> tuple[KindLine, ...]:
    """The counts of a run that stands; with a day, the events are read for it."""
    if since is None:
        return tuple(
            KindLine(kind=kind, events=count, open=None) for kind, count in sorted(run.events.items())
        )
    forms = kept_events(workspace).forms(run.profile_name)
    return _counted((event_of(json.loads(one)) for one in forms.values()), since)


def _counted(events: Iterable[MovementEvent], since: dt.date | None) -> tuple[KindLine, ...]:
    kept = [one for one in events if since is None or goes_on_after(one, since)]
    counts = Counter(one.kind.value for one in kept)
    still = Counter(one.kind.value for one in kept if one.is_open)
    return tuple(KindLine(kind=kind, events=counts[kind], open=still[kind]) for kind in sorted(counts))


def goes_on_after(event: MovementEvent, since: dt.date) -> bool:
    """Whether the event was not over before the day began (UTC)."""
    return event.ended is None or event.ended.moment.date() >= since
