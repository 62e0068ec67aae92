# ruff: noqa: PLR0917 - hypothesis hands in the fields by name
import datetime as dt
import io

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.errors import UnreadableInputError
from vedette.model.movement import (
    EPOCH,
    NO_COURSE,
    NO_HEADING,
    NO_POSITION,
    NO_SPEED,
    NO_STATUS,
    POSITION_COLUMNS,
    STATIC_COLUMNS,
    mmsi_of,
)
from vedette.sources.movement.nmea import Decoded, read_nmea
from vedette.testing import ais_sentences as ais

UNIX = 1_700_000_000
TIME = UNIX - int(EPOCH.timestamp())
STAMP = f"c:{UNIX}"
LETTERS = "".join(chr(code) for code in range(33, 96) if code != ord("@"))
TEXT = st.text(LETTERS + " ", max_size=20).map(str.rstrip)
CALL_SIGN = st.text(LETTERS, max_size=7)
SIZE = st.tuples(st.integers(0, 511), st.integers(0, 511), st.integers(0, 63), st.integers(0, 63))
MMSI = st.integers(0, 999_999_999)
PLACE = {
    "latitude": st.integers(-54_000_000, 54_000_000),
    "longitude": st.integers(-108_000_000, 108_000_000),
}
MOTION = {
    "speed": st.integers(0, 1_022),
    "course": st.integers(0, 3_599),
    "heading": st.integers(0, 359),
}


def read(log: str, *, zone: dt.timezone | None = None, start: dt.datetime | None = None) -> Decoded:
    """A short log: one piece holds its lines, the last one what was still open at its end."""
    content = f"{log}\n".encode("latin-1")
    lines, end = read_nmea(io.BytesIO(content), source=3, zone=zone, start=start)
    return attrs.evolve(lines, issues=lines.issues + end.issues)


def one(content: str, *, parts: int = 1) -> Decoded:
    """One message, received at `TIME`."""
    lines = ais.sentences(content, parts=parts, sequence="3" if parts > 1 else "")
    return read("\n".join([ais.tagged(lines[0], STAMP), *lines[1:]]))


def report(decoded: Decoded) -> dict[str, int]:
    assert not decoded.issues
    assert len(decoded.positions["row"]) == 1
    return {name: int(column[0]) for name, column in decoded.positions.items()}


def static(decoded: Decoded) -> dict[str, object]:
    assert not decoded.issues
    assert len(decoded.statics["row"]) == 1
    return {name: column[0].item() for name, column in decoded.statics.items()}


def problems(decoded: Decoded) -> list[tuple[int, str]]:
    return [(issue.row, issue.problem) for issue in decoded.issues]


SHIP = ais.sentences(ais.class_a(mmsi=273_000_001, latitude=600, longitude=1_200, second=20))[0]
STATIC = ais.voyage(mmsi=445_000_001, imo=9_074_729, name="MADE UP", destination="NAMPO", draught=71)


@settings(deadline=None, max_examples=60)
@given(kind=st.integers(1, 3), mmsi=MMSI, status=st.integers(0, 14), **PLACE, **MOTION)
def test_a_class_a_report_comes_back_as_transmitted(
    kind: int, mmsi: int, status: int, latitude: int, longitude: int, speed: int, course: int, heading: int
) -> None:
    given_ = {
        "latitude": latitude, "longitude": longitude, "speed": speed, "course": course, "heading": heading,
    }  # fmt: skip
    row = report(one(ais.class_a(kind=kind, mmsi=mmsi, status=status, **given_)))
    expected = {"transmitter": mmsi, "time": TIME, "status": status, "source": 3, "row": 1}
    assert row == expected | given_


@settings(deadline=None, max_examples=40)
@given(mmsi=MMSI, **PLACE, **MOTION)
def test_a_class_b_report_comes_back_as_transmitted_and_has_no_status(
    mmsi: int, latitude: int, longitude: int, speed: int, course: int, heading: int
) -> None:
    given_ = {
        "latitude": latitude, "longitude": longitude, "speed": speed, "course": course, "heading": heading,
    }  # fmt: skip
    expected = {"transmitter": mmsi, "time": TIME, "status": NO_STATUS, "source": 3, "row": 1} | given_
    assert report(one(ais.class_b(mmsi=mmsi, **given_))) == expected
    assert report(one(ais.extended(mmsi=mmsi, **given_), parts=2)) == expected  # type: ignore[arg-type]


@settings(deadline=None, max_examples=40)
@given(
    mmsi=MMSI,
    status=st.integers(0, 14),
    latitude=st.integers(-54_000, 54_000),
    longitude=st.integers(-108_000, 108_000),
    speed=st.integers(0, 62),
    course=st.integers(0, 359),
)
def test_a_long_range_report_is_scaled_without_rounding(
    mmsi: int, status: int, latitude: int, longitude: int, speed: int, course: int
) -> None:
    row = report(
        one(
            ais.long_range(
                mmsi=mmsi, status=status, latitude=latitude, longitude=longitude, speed=speed, course=course
            )
        )
    )
    assert (row["latitude"], row["longitude"]) == (1_000 * latitude, 1_000 * longitude)
    assert (row["speed"], row["course"], row["heading"]) == (10 * speed, 10 * course, NO_HEADING)
    assert (row["transmitter"], row["status"]) == (mmsi, status)


@settings(deadline=None, max_examples=60)
@given(
    mmsi=MMSI,
    imo=st.integers(0, 2**30 - 1),
    call_sign=CALL_SIGN,
    name=TEXT,
    ship_type=st.integers(0, 255),
    size=SIZE,
    draught=st.integers(0, 255),
    destination=TEXT,
    parts=st.integers(1, 3),
)
def test_a_voyage_report_comes_back_as_transmitted(
    mmsi: int, imo: int, call_sign: str, name: str, ship_type: int, size: tuple[int, int, int, int],
    draught: int, destination: str, parts: int,
) -> None:  # fmt: skip
    content = ais.voyage(
        mmsi=mmsi, imo=imo, call_sign=call_sign, name=name, ship_type=ship_type, size=size, draught=draught,
        destination=destination,
    )  # fmt: skip
    row = static(one(content, parts=parts))
    assert row == {
        "transmitter": mmsi, "time": TIME, "imo": imo, "call_sign": call_sign.encode(), "name": name.encode(),
        "ship_type": ship_type, "to_bow": size[0], "to_stern": size[1], "to_port": size[2],
        "to_starboard": size[3], "draught": draught, "destination": destination.encode(), "source": 3, "row": 1,
    }  # fmt: skip


@settings(deadline=None, max_examples=40)
@given(
    mmsi=MMSI.filter(lambda mmsi: mmsi // 10_000_000 != 98),
    name=TEXT,
    call_sign=CALL_SIGN,
    ship_type=st.integers(0, 255),
    size=SIZE,
)
def test_class_b_static_reports_come_back_as_transmitted(
    mmsi: int, name: str, call_sign: str, ship_type: int, size: tuple[int, int, int, int]
) -> None:
    extended = static(one(ais.extended(mmsi=mmsi, name=name, ship_type=ship_type, size=size)))
    first = static(one(ais.part_a(mmsi=mmsi, name=name)))
    second = static(one(ais.part_b(mmsi=mmsi, call_sign=call_sign, ship_type=ship_type, size=size)))
    sides = ("to_bow", "to_stern", "to_port", "to_starboard")
    assert (extended["name"], first["name"], second["name"]) == (name.encode(), name.encode(), b"")
    assert (first["call_sign"], second["call_sign"]) == (b"", call_sign.encode())
    assert extended["ship_type"] == second["ship_type"] == ship_type
    assert tuple(extended[side] for side in sides) == tuple(second[side] for side in sides) == size
    assert first["ship_type"] == 0


def test_an_auxiliary_craft_names_its_mothership_instead_of_its_size() -> None:
    decoded = one(ais.part_b(mmsi=982_730_001, mothership=273_000_001))
    assert static(decoded)["to_bow"] == 0
    assert decoded.motherships == {1: 273_000_001}


def test_what_is_not_available_is_absent() -> None:
    blank = {
        "latitude": 54_600_000,
        "longitude": 108_600_000,
        "speed": 1_023,
        "course": 3_600,
        "heading": 511,
    }
    for content in (ais.class_a(status=15, **blank), ais.class_b(**blank), ais.extended(**blank)):  # type: ignore[arg-type]
        row = report(one(content))
        assert (row["latitude"], row["longitude"]) == (NO_POSITION, NO_POSITION)
        assert (row["speed"], row["course"]) == (NO_SPEED, NO_COURSE)
        assert (row["heading"], row["status"]) == (NO_HEADING, NO_STATUS)
    row = report(one(ais.long_range(status=15, latitude=54_600, longitude=108_600, speed=63, course=511)))
    assert (row["latitude"], row["longitude"], row["speed"]) == (NO_POSITION, NO_POSITION, NO_SPEED)
    assert (row["course"], row["status"]) == (NO_COURSE, NO_STATUS)


def test_half_a_position_is_none() -> None:
    row = report(one(ais.class_a(latitude=54_600_000, longitude=600)))
    assert (row["latitude"], row["longitude"]) != (54_600_000, 600)
    assert row["latitude"] == NO_POSITION


def test_a_value_that_no_ship_can_have_is_absent_and_an_issue_and_the_report_stays() -> None:
    decoded = one(ais.class_a(latitude=57_000_000, longitude=600, course=3_700, heading=400))
    assert problems(decoded) == [(1, "value out of range")]
    assert not decoded.issues[0].refused
    assert decoded.positions["latitude"].tolist() == [NO_POSITION]
    assert decoded.positions["course"].tolist() == [NO_COURSE]


def test_the_columns_are_those_of_the_lake() -> None:
    decoded = read("")
    for specs, table in ((POSITION_COLUMNS, decoded.positions), (STATIC_COLUMNS, decoded.statics)):
        assert list(table) == [spec.name for spec in specs]
        for spec in specs:
            assert table[spec.name].dtype.kind == "S" if spec.type == "string" else spec.type
            if spec.type != "string":
                assert table[spec.name].dtype == spec.type


def test_leading_zeros_of_an_mmsi_come_back() -> None:
    assert mmsi_of(report(one(ais.class_a(mmsi=2_734_500)))["transmitter"]).value == "002734500"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ais.tagged(SHIP, "s:a", STAMP), TIME),
        (ais.tagged(SHIP, f"c:{UNIX}999"), TIME),
        (f"{UNIX},{SHIP}", TIME),
        (f"{UNIX}.75 {SHIP}", TIME),
        (f"{UNIX}\t{SHIP}", TIME),
        (f"{SHIP},{UNIX}", TIME),
        (f"{SHIP},s28089,d-103,T39.44353985,x147521,r08TPHI1,{UNIX}", TIME),
        (f"2023-11-14T22:13:20Z {SHIP}", TIME),
        (f"2023-11-14 22:13:20.5 UTC,{SHIP}", TIME),
        (f"[2023-11-15T07:13:20+09:00] {SHIP}", TIME),
        (f"2023-11-15T07:13:20+0900,{SHIP}", TIME),
        (f"{SHIP} 2023-11-14T22:13:20Z", TIME),
        (f"{UNIX + 9},{ais.tagged(SHIP, STAMP)},{UNIX + 5}", TIME),
        (f"2000-02-29T00:00:00Z {SHIP}", 59 * 86_400),
    ],
)
def test_the_time_is_that_of_the_receiver(line: str, expected: int) -> None:
    assert report(read(line))["time"] == expected


def test_a_receiver_time_without_a_zone_needs_a_declared_one() -> None:
    line = f"2023-11-15 07:13:20 {SHIP}"
    assert problems(read(line)) == [(1, "no time zone")]
    korea = dt.timezone(dt.timedelta(hours=9))
    assert report(read(line, zone=korea))["time"] == TIME


@pytest.mark.parametrize("when", ["1999-12-31T23:59:59Z", "2023-02-29T00:00:00Z", "2023-01-01T24:00:00Z"])
def test_a_time_that_there_is_not_or_that_is_older_than_the_lake_is_an_issue(when: str) -> None:
    assert problems(read(f"{when} {SHIP}")) == [(1, "time out of range")]


def test_a_log_without_times_gives_issues_and_no_guess() -> None:
    decoded = read(SHIP)
    assert problems(decoded) == [(1, "no time")]
    assert len(decoded.positions["row"]) == 0


def test_a_declared_start_runs_by_the_seconds_that_reports_tell() -> None:
    seconds = (58, 59, 57, 3, 30, 61, 59)
    lines = [ais.sentences(ais.class_a(mmsi=1, second=second))[0] for second in seconds]
    start = dt.datetime(2023, 11, 14, 22, 0, 58, tzinfo=dt.UTC)
    decoded = read("\n".join(lines), start=start)
    begun = int((start - EPOCH).total_seconds())
    assert (decoded.positions["time"] - begun).tolist() == [0, 1, 0, 5, 32, 32, 61]


def test_a_start_without_a_zone_is_refused() -> None:
    with pytest.raises(UnreadableInputError, match="is no start of a log"):
        list(read_nmea(io.BytesIO(b""), source=0, start=dt.datetime(2023, 1, 1)))  # noqa: DTZ001


def test_parts_of_interleaved_messages_find_each_other() -> None:
    first = ais.sentences(STATIC, parts=2, sequence="1", channel="A")
    second = ais.sentences(ais.voyage(mmsi=2, name="OTHER"), parts=2, sequence="1", channel="B")
    third = ais.sentences(ais.voyage(mmsi=3, name="THIRD"), parts=2, sequence="1", channel="A", talker="AB")
    lines = [ais.tagged(line, STAMP) for line in (first[0], second[0], third[0], SHIP)]
    decoded = read("\n".join([*lines, second[1], third[1], first[1]]))
    assert not decoded.issues
    assert decoded.statics["name"].tolist() == [b"OTHER", b"THIRD", b"MADE UP"]
    assert decoded.statics["row"].tolist() == [2, 3, 1]
    assert decoded.positions["row"].tolist() == [4]


def test_stations_and_groups_keep_parts_apart_that_are_otherwise_alike() -> None:
    ours = ais.sentences(STATIC, parts=2, sequence="1")
    other = ais.sentences(ais.voyage(mmsi=2, name="OTHER"), parts=2, sequence="1")
    by_station = [
        ais.tagged(line, f"s:{name}", STAMP)
        for line, name in ((ours[0], "a"), (other[0], "b"), (ours[1], "a"), (other[1], "b"))
    ]
    assert read("\n".join(by_station)).statics["name"].tolist() == [b"MADE UP", b"OTHER"]
    by_group = [
        ais.tagged(ours[1], "g:2-2-55"),
        ais.tagged(other[0], "g:1-2-56", "s:x", STAMP),
        ais.tagged(ours[0], "g:1-2-55", "s:x", STAMP),
        ais.tagged(other[1], "g:2-2-56"),
    ]
    assert read("\n".join(by_group)).statics["name"].tolist() == [b"MADE UP", b"OTHER"]


def test_parts_of_two_messages_are_never_joined() -> None:
    first, last = ais.sentences(STATIC, parts=2, sequence="1")
    first, again = ais.tagged(first, STAMP), ais.tagged(first, f"c:{UNIX + 600}")
    assert problems(read(last)) == [(1, "part without its first")]
    assert problems(read(first)) == [(1, "parts missing")]
    assert problems(read(f"{first}\n{again}\n{last}")) == [(1, "parts missing")]
    late = [first, ais.tagged(last, f"c:{UNIX + 600}")]
    assert problems(read("\n".join(late))) == [(1, "parts missing"), (2, "part without its first")]
    far = [first, *(["# nothing"] * 2_001), last]
    assert problems(read("\n".join(far))) == [(1, "parts missing"), (2_003, "part without its first")]


def test_more_messages_begun_than_the_table_holds_are_given_up_the_oldest_first() -> None:
    first, last = ais.sentences(STATIC, parts=2, sequence="1")
    begun = [ais.tagged(first, f"s:{number}", STAMP) for number in range(300)]
    decoded = read("\n".join([*begun, ais.tagged(last, "s:299")]))
    assert [row for row, _ in problems(decoded)][:44] == list(range(1, 45))
    assert len(decoded.issues) == 299
    assert decoded.statics["row"].tolist() == [300]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (SHIP[:-1] + "Z", "checksum"),
        (SHIP[:20], "checksum"),
        (SHIP[:-2], "checksum"),
        ("AIVDM,1,1,,A,1,0*00", "no sentence"),
        ("!" + ais.checked("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208C~,0"), "armouring"),
        ("!" + ais.checked("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ,7"), "fields of the sentence"),
        ("!" + ais.checked("AIVDM,1,2,,A,15RTgt0PAso;90TKcjM8h6g208CQ,0"), "fields of the sentence"),
        ("!" + ais.checked("AIVDM,1,1,,A,,0"), "fields of the sentence"),
        ("!" + ais.checked("AIVDM,"), "fields of the sentence"),
        ("!" + ais.checked("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208,0"), "length of the message"),
        ("!" + ais.checked("AIVDM,1,1,,A,15RTgt0PAso;90TKcjM8h6g208CQ00,0"), "length of the message"),
        ("!" + ais.checked("AIVDM,1,1,,A,1,0"), "length of the message"),
        (ais.sentences(ais.class_a(kind=0))[0], "message type"),
        (ais.sentences(ais.class_a(kind=40))[0], "message type"),
        (ais.sentences(ais.class_a(mmsi=1_000_000_000))[0], "MMSI"),
        (f"\\s:a,{STAMP}*00\\{SHIP}", "tag block"),
        (f"\\s:a,{STAMP}", "tag block"),
        (f"{SHIP}{SHIP}", "two sentences on one line"),
        ("!" + "A" * 1_100, "line too long"),
        ("$GPZDA,1*00", "checksum"),
    ],
)
def test_a_bad_line_is_an_issue_and_the_lines_around_it_are_read(line: str, problem: str) -> None:
    good = ais.tagged(SHIP, STAMP)
    decoded = read(f"{good}\r\n{line}\r\n{good}")
    assert problems(decoded) == [(2, problem)]
    assert decoded.positions["row"].tolist() == [1, 3]
    assert decoded.issues[0].sentence == line[:200]


def test_comments_blank_lines_and_other_sentences_are_passed_over() -> None:
    others = ["# " + SHIP, "", "   ", "$" + ais.checked("GPZDA,201530.00,04,07,2002,00,00"), "$PVENDOR,1"]
    decoded = read("\n".join([*others, ais.tagged(SHIP, STAMP)]))
    assert not decoded.issues
    assert decoded.passed_over == 5
    assert decoded.positions["row"].tolist() == [6]


def test_other_messages_are_listed_and_pyais_gives_their_fields() -> None:
    line = "!AIVDM,1,1,,A,403OviQuMGCqWrRO9>E6fE700@GO,0*4D"
    decoded = read(line)
    assert not decoded.issues
    assert (decoded.others.rows.tolist(), decoded.others.types.tolist()) == ([1], [4])
    assert decoded.others.payload(0) == b"403OviQuMGCqWrRO9>E6fE700@GO"
    assert decoded.others.fields(0)["year"] == 2007


def test_a_listed_message_that_is_cut_short_never_crashes_its_reader() -> None:
    decoded = read(ais.sentences(ais.bits(4, 6) + "0" * 34)[0])
    assert decoded.others.fields(0)["msg_type"] == 4


def test_the_size_of_the_pieces_changes_nothing() -> None:
    parts = ais.sentences(STATIC, parts=2, sequence="1")
    lines = [ais.tagged(SHIP, STAMP), ais.tagged(parts[0], STAMP), "x" * 3_000, parts[1], "bad"] * 20
    log = "\r\n".join(lines).encode()
    seen = []
    for size in (1, 7, 100, 1_024, 5_000, 10**6):
        pieces = list(read_nmea(io.BytesIO(log), source=0, chunk_bytes=size))
        seen.append(
            (
                [row for piece in pieces for row in piece.positions["row"].tolist()],
                [row for piece in pieces for row in piece.statics["row"].tolist()],
                [(issue.row, issue.problem) for piece in pieces for issue in piece.issues],
                sum(piece.lines for piece in pieces),
            )
        )
    assert all(one_ == seen[0] for one_ in seen)
    assert seen[0][3] == 100


def test_issues_beyond_the_first_thousand_are_counted() -> None:
    pieces = list(read_nmea(io.BytesIO(b"bad\n" * 40_000), source=0))
    assert sum(len(piece.issues) for piece in pieces) == 1_000
    assert sum(piece.issues_beyond for piece in pieces) == 39_000
    assert sum(piece.lines for piece in pieces) == 40_000
    assert sum(piece.size for piece in pieces) == 160_000
