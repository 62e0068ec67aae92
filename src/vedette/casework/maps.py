"""Maps of a case: the scene of events or voyages, with tracks, ports, land and credit, and pictures of it as files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np

from vedette.backends.typesetting import PandocTypst
from vedette.casework.detection import blocks_of_ships
from vedette.casework.detection_inputs import lake_state, ports_text
from vedette.casework.events import PICTURES, EventQuery, EventsAnswer, write_out
from vedette.casework.lake import position_lake
from vedette.casework.markings import LOST, exhibit_markings
from vedette.casework.voyages import VoyagesAnswer
from vedette.casework.workspace import Workspace
from vedette.errors import CaseError
from vedette.model.events import MovementEvent
from vedette.model.evidence import Sha256
from vedette.model.handling import Handling, most_restrictive
from vedette.model.identifiers import Mmsi
from vedette.model.moments import Instant
from vedette.model.movement import EPOCH, STEPS_PER_DEGREE
from vedette.model.report import Picture
from vedette.report.charts import map as map_chart
from vedette.report.charts.drawing.phrases import has_phrases, phrases
from vedette.report.charts.mapping.items import year_words
from vedette.report.charts.mapping.scene import PortMark, Scene
from vedette.report.charts.mapping.tracks import Breaks, Track
from vedette.report.fonts import font_files
from vedette.tracks.chosen_profile import profile_for
from vedette.tracks.coast import CREDIT, land
from vedette.tracks.ports import ports_of

MOST_TRACKS = 12
"""Ships up to which a map has their tracks; on a map with more nobody could tell one from another."""

_MOST_CREDITED = 3
_PAGE = """#set document(title: {title}, description: {about}, author: {author}, date: datetime({date}))
#set text(lang: {language}, font: {families}, fallback: false)
#set page(width: auto, height: auto, margin: 6mm)
#image("map.svg", alt: {about})
"""


@attrs.frozen(kw_only=True)
class Mapped:
    """A map with its marking, which is that of the most restricted row on it, and the day that it stands for."""

    picture: Picture
    handling: Handling
    title: str
    symbol: str
    language: str
    made_on: dt.date


@attrs.frozen(kw_only=True)
class Sailed:
    """Tracks of some ships, and the exhibits that their rows and names are in."""

    tracks: tuple[Track, ...]
    exhibits: frozenset[Sha256]


def is_picture(target: Path) -> bool:
    """Whether the name of a file asks for a map."""
    return target.suffix.removeprefix(".").lower() in PICTURES


def map_of_events(
    workspace: Workspace, answer: EventsAnswer, query: EventQuery, *, with_tracks: bool = True
) -> Mapped:
    """The map of an answer: events, and the tracks of their ships while these are few.

    Without tracks it shows events alone: those of an earlier day, which later rows may contradict.

    Raises:
        CaseError: there are no events to draw.
        ReportError: none of them has a position.
    """
    _refuse_nothing(answer.events, "events", "ask for other kinds, ships or days")
    ships = {two.transmitter for one in answer.events for two in one.sightings}
    sailed = sailed_by(workspace, ships if with_tracks else (), since=query.since, until=query.until)
    language = _language(workspace)
    moments = [one.began for one in answer.events]
    say = phrases(language, "map")
    told = say("counted_events", count=f"{len(answer.events):,}", profile=answer.profile)
    ship = f": {_ship_words(query.vessel, sailed)}" if query.vessel is not None else ""
    return mapped(
        workspace,
        Scene(
            events=answer.events,
            tracks=sailed.tracks,
            title=f"{say('events')}{ship}",
            subtitle=f"{_days(moments, language)} · {told}",
            box=query.box,
            breaks=breaks_of(workspace, answer.profile),
            marking="",
            credit="",
        ),
        handling=answer.handling,
        exhibits=sailed.exhibits | exhibits_of(answer.events),
        at=answer.known_at,
    )


def map_of_voyages(workspace: Workspace, answer: VoyagesAnswer, *, with_tracks: bool = True) -> Mapped:
    """The map of voyages: the ports between which they lead, the tracks of few ships, AIS gaps on the way.

    Raises:
        CaseError: there are no voyages to draw.
    """
    _refuse_nothing(answer.voyages, "voyages", "ask for another ship, or for less --confidence")
    ships = {one.transmitter for one in answer.voyages}
    began = min(one.began for one in answer.voyages).moment.date()
    sailed = sailed_by(workspace, ships if with_tracks else (), since=began)
    language = _language(workspace)
    say = phrases(language, "map")
    days = _days([one.began for one in answer.voyages], language)
    told = say("counted_voyages", count=f"{len(answer.voyages):,}", profile=answer.profile)
    rows = {ref.exhibit for one in answer.voyages for ref in (one.departure, one.arrival) if ref is not None}
    return mapped(
        workspace,
        Scene(
            voyages=answer.voyages,
            tracks=sailed.tracks,
            title=say("voyages"),
            subtitle=f"{days} · {told}",
            breaks=breaks_of(workspace, answer.profile),
            marking="",
            credit="",
        ),
        handling=answer.handling,
        exhibits=sailed.exhibits | rows,
        at=answer.known_at,
    )


def mapped(
    workspace: Workspace, scene: Scene, *, handling: Handling, exhibits: Collection[Sha256], at: Instant
) -> Mapped:
    """The picture of a scene with the case's ports, land, credit, notice and marking filled in."""
    language = _language(workspace)
    marking = handling.join(handling_of_exhibits(workspace, exhibits))
    whole = filled(workspace, attrs.evolve(scene, marking=marking.tlp.label), exhibits)
    return Mapped(
        picture=map_chart.draw(whole, name="map", language=language),
        handling=marking,
        title=scene.title or "",
        symbol=workspace.case.symbol,
        language=language,
        made_on=at.moment.date(),
    )


def filled(workspace: Workspace, scene: Scene, exhibits: Collection[Sha256]) -> Scene:
    """A scene with the case's ports and notice, the land, and the sources of both."""
    return attrs.evolve(
        scene,
        ports=port_marks(workspace),
        land=land(),
        credit=credit_of(workspace, exhibits),
        coast=f"{CREDIT} (public domain)",
        note=workspace.case.notice,
    )


def write_map(target: Path, made: Mapped) -> None:
    """Write a map in the form that the name of the file asks for; PDF is archival and accessible.

    Raises:
        CaseError: the file cannot be written.
    """
    match target.suffix.lower():
        case ".svg":
            content = made.picture.svg
        case ".png":
            content = made.picture.png
        case _:
            content = _pdf(made)
    write_out(target, content)


def _pdf(made: Mapped) -> bytes:
    families = {"en": ["Noto Sans"], "ko": ["Noto Sans"]}[made.language]
    source = _PAGE.format(
        title=json.dumps(f"{made.title}. {made.handling.tlp.label}", ensure_ascii=False),
        about=json.dumps(made.picture.alt, ensure_ascii=False),
        author=json.dumps(made.symbol, ensure_ascii=False),
        date=f"year: {made.made_on.year}, month: {made.made_on.month}, day: {made.made_on.day}",
        language=json.dumps(made.language),
        families="(" + "".join(f"{json.dumps(one)}, " for one in families) + ")",
    )
    fonts = {f"fonts/{name}": content for name, content in font_files().items()}
    return PandocTypst().compile_pdf(
        source, resources={"map.svg": made.picture.svg, **fonts}, made_on=made.made_on
    )


def sailed_by(
    workspace: Workspace,
    ships: Collection[Mmsi],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Sailed:
    """The tracks of a few ships on some days (both inside), in order of MMSI; none where there are too many."""
    if not ships or len(ships) > MOST_TRACKS:
        return Sailed(tracks=(), exhibits=frozenset())
    digests = {one.number: one.digest for one in lake_state(workspace).exhibits}
    tracks, sources = [], set[int]()
    for ship in sorted(ships):
        track, found = _track(workspace, ship, _seconds(since, until))
        tracks.append(track)
        sources |= found
    return Sailed(
        tracks=tuple(one for one in tracks if len(one.time)),
        exhibits=frozenset(digests[one] for one in sources),
    )


def _track(workspace: Workspace, ship: Mmsi, seconds: tuple[int, int]) -> tuple[Track, set[int]]:
    columns = ("time", "latitude", "longitude", "source")
    blocks = list(blocks_of_ships(workspace, {ship}))
    found = {
        name: np.concatenate([np.empty(0, np.int32), *(getattr(one, name) for one in blocks)])
        for name in columns
    }
    inside = (found["time"] >= seconds[0]) & (found["time"] < seconds[1])
    name, name_source = _last_name(workspace, ship)
    track = Track(
        transmitter=ship,
        name=name,
        **{one: found[one][inside].astype(np.int32) for one in ("time", "latitude", "longitude")},
    )
    sources = set(np.unique(found["source"][inside]).tolist()) | name_source
    return track, sources


def _last_name(workspace: Workspace, ship: Mmsi) -> tuple[str | None, set[int]]:
    """The name that a ship told last, and the exhibit that it stands in."""
    number = int(ship.value)
    rows = position_lake(workspace).statics((number, number)).select(["name", "source"]).to_pylist()
    told = [(one["name"], one["source"]) for one in rows if one["name"]]
    return (told[-1][0], {told[-1][1]}) if told else (None, set())


def _seconds(since: dt.date | None, until: dt.date | None) -> tuple[int, int]:
    """The days as half-open seconds of the lake."""
    epoch = EPOCH.date()
    first = -(2**31) if since is None else (since - epoch).days * 86_400
    last = 2**31 if until is None else ((until - epoch).days + 1) * 86_400
    return first, last


def breaks_of(workspace: Workspace, profile: str) -> Breaks:
    """Where the tracks of a map end, by the thresholds of a profile (name and version), as the case changed it."""
    known = profile_for(workspace.case.detection, profile.partition("/")[0])
    jumps, silence = known.of("position_anomaly"), known.of("ais_gap")["silence_s"]
    return Breaks(silence_s=silence, knots=jumps["speed_tenth_kn"] / 10, miles=jumps["distance_m"] / 1852)


def port_marks(workspace: Workspace) -> tuple[PortMark, ...]:
    """The ports of the case, in the order of their numbers."""
    from vedette.casework.detection_inputs import has_own_ports
    from vedette.tracks.ports import world_ports

    index = ports_of(ports_text(workspace)) if has_own_ports(workspace) else world_ports()
    return tuple(
        PortMark(
            name=one.name,
            longitude=one.longitude / STEPS_PER_DEGREE,
            latitude=one.latitude / STEPS_PER_DEGREE,
            number=str(one.number),
        )
        for one in sorted(index.ports, key=lambda one: (one.number, one.name))
    )


def exhibits_of(events: Iterable[MovementEvent]) -> frozenset[Sha256]:
    """The exhibits that events were seen in."""
    return frozenset(row.exhibit for one in events for two in one.sightings for row in (two.first, two.last))


def handling_of_exhibits(workspace: Workspace, exhibits: Collection[Sha256]) -> Handling:
    """The marking of what is drawn from exhibits; one that is not on record is not for anybody."""
    known = exhibit_markings(workspace)
    return most_restrictive(known.get(one, LOST) for one in sorted(exhibits))


def credit_of(workspace: Workspace, exhibits: Collection[Sha256]) -> str:
    """The titles and licences of the submissions that exhibits stand in, as their manifests word them."""
    found = dict.fromkeys(
        f"{one.manifest.title} ({one.manifest.licence})"
        for one in workspace.record.submissions()
        if any(exhibit.digest in exhibits for exhibit in one.exhibits)
    )
    told = list(found)
    more = [f"+{len(told) - _MOST_CREDITED}"] if len(told) > _MOST_CREDITED else []
    return "; ".join([*told[:_MOST_CREDITED], *more]) or ", ".join(sorted(one.value[:12] for one in exhibits))


def _refuse_nothing(found: Sequence[object], what: str, advice: str) -> None:
    if not found:
        raise CaseError(f"there are no {what} to draw", advice=advice)


def _ship_words(ship: Mmsi, sailed: Sailed) -> str:
    names: Mapping[str, str | None] = {one.transmitter.value: one.name for one in sailed.tracks}
    name = names.get(ship.value)
    return f"{name} (MMSI {ship})" if name else f"MMSI {ship}"


def _days(moments: Sequence[Instant], language: str) -> str:
    first, last = (year_words(one, language) for one in (min(moments), max(moments)))
    return first if first == last else f"{first} – {last}"


def _language(workspace: Workspace) -> str:
    """The language of the case where charts have its words, else English, like all that the command line says."""
    return workspace.case.language if has_phrases(workspace.case.language) else "en"
