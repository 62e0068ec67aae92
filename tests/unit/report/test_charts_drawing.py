import datetime as dt
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vedette.errors import ReportError
from vedette.model.moments import PartialDate
from vedette.report import charts
from vedette.report.charts.drawing.canvas import Canvas
from vedette.report.charts.drawing.dates import TimeAxis, axis_over, date_words
from vedette.report.charts.drawing.lanes import Lanes
from vedette.report.charts.drawing.lettering import shaped, shortened, width_mm, wrapped
from vedette.report.charts.drawing.marks import Shape
from vedette.report.charts.drawing.palette import MARGIN_MM, WIDTH_MM
from vedette.report.charts.drawing.phrases import phrases
from vedette.report.charts.drawing.scale import scale_for

ONE_SHEET = """
from vedette.report.charts.drawing.canvas import Canvas
import hashlib
canvas = Canvas()
canvas.text((3, 6), "more than 20,000 · 조선 漢字 · سلام", heavy=True, halo="#ffffff")
canvas.box((3, 9), (20, 6), fill="#9cc3e0", edge="#1c1f23")
canvas.hatch((30, 9), (20, 6))
canvas.disc((60, 12), 2.5, fill="#d17a00")
picture = canvas.printed(name="one", height=20, alt="A sheet.")
print(hashlib.sha256(picture.svg).hexdigest(), hashlib.sha256(picture.png).hexdigest())
"""


def _digests(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ONE_SHEET], env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.slow
def test_a_sheet_has_the_same_bytes_whatever_the_environment_and_the_users_matplotlibrc_say(
    tmp_path: Path,
) -> None:
    path = ":".join(sys.path)
    (tmp_path / "matplotlibrc").write_text("savefig.facecolor: red\nlines.linewidth: 9\nfigure.dpi: 30\n")
    plain = _digests(PYTHONPATH=path, HOME=str(tmp_path), PYTHONHASHSEED="1")
    bent = _digests(
        PYTHONPATH=path,
        HOME=str(tmp_path),
        PYTHONHASHSEED="2",
        TZ="Asia/Pyongyang",
        LC_ALL="C",
        MATPLOTLIBRC=str(tmp_path / "matplotlibrc"),
        MPLBACKEND="svg",
    )
    assert plain == bent


def test_importing_the_charts_does_not_import_matplotlib() -> None:
    names = ", ".join(charts.kinds())
    code = f"import sys; from vedette.report.charts import {names}; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == "False"


def test_the_folder_holds_eight_kinds_of_chart_and_nothing_else() -> None:
    assert charts.kinds() == ("activity", "ledger", "map", "meter", "network", "range", "timeline", "voyages")


def test_svg_is_well_formed_even_if_the_alternative_text_holds_markup() -> None:
    canvas = Canvas()
    canvas.text((0, 4), "a < b & c")
    root = ET.fromstring(canvas.printed(name="x", height=6, alt='"<b>" & more').svg)  # noqa: S314 - our own
    assert root.get("aria-label") == '"<b>" & more'


def test_a_sheet_is_as_wide_as_the_text_of_an_a4_page() -> None:
    root = ET.fromstring(Canvas().printed(name="x", height=6, alt="x").svg)  # noqa: S314 - our own
    assert root.get("width") == "160mm"
    assert pytest.approx(160) == WIDTH_MM + 2 * MARGIN_MM


def test_two_pictures_on_one_page_share_no_ids() -> None:
    found = []
    for name in ("one", "two"):
        canvas = Canvas()
        canvas.text((0, 4), "same")
        root = ET.fromstring(canvas.printed(name=name, height=6, alt="x").svg)  # noqa: S314 - our own
        found.append({one.get("id") for one in root.iter() if one.get("id")})
    assert found[0]
    assert not found[0] & found[1]


def test_a_hatch_stays_within_its_box() -> None:
    canvas = Canvas()
    canvas.hatch((10, 20), (7, 3))
    corners = [point for mark in canvas._marks if isinstance(mark, Shape) for point in mark.vertices]
    assert corners
    assert all(10 - 1e-9 <= x <= 17 + 1e-9 and 20 - 1e-9 <= y <= 23 + 1e-9 for x, y in corners)


def test_arabic_letters_are_joined_and_run_from_right_to_left() -> None:
    alone = [glyph.name for letter in "سلام" for glyph, _, _ in shaped(letter).glyphs]
    joined = [glyph.name for glyph, _, _ in shaped("سلام").glyphs]
    assert joined != alone
    first, second = shaped("الف 12").glyphs, shaped("12").glyphs
    assert first[0][0].name == second[0][0].name


def test_every_script_of_the_reports_has_glyphs() -> None:
    for text in ("Vostochny", "Восточный", "나진항", "羅津", "ميناء"):
        assert len(shaped(text).glyphs) >= len(text) - 1


def test_a_character_without_a_glyph_is_refused_by_name() -> None:
    with pytest.raises(ReportError, match=r"U\+0007"):
        shaped("bell \a")


@given(st.text(alphabet="abcdefghij 나진항 -/,", min_size=1, max_size=80), st.floats(8, 60))
def test_no_line_of_wrapped_text_is_wider_than_its_room(text: str, room: float) -> None:
    lines = wrapped(text, 8.5, within_mm=room)
    assert all(width_mm(line, 8.5) <= room + 1e-6 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_ships_name_is_not_broken_at_its_hyphen() -> None:
    assert any("MAIA-1" in line for line in wrapped("EU lists ANGARA, MARIA, MAIA-1", 7.5, within_mm=25))


def test_what_has_to_be_cut_ends_in_an_ellipsis() -> None:
    assert wrapped("one two three four five six", 8.5, within_mm=14, lines=2)[-1].endswith("…")
    assert width_mm(shortened("a very long name indeed", 8.5, within_mm=20), 8.5) <= 20


def test_a_scale_begins_at_zero_and_ends_at_a_round_step() -> None:
    scale = scale_for([Decimal(15809), Decimal(20000)], zero=0, full=100)
    assert scale.ticks[0] == 0
    assert scale.top == 20000
    assert scale.at(Decimal(10000)) == 50


def test_counts_never_get_ticks_at_fractions() -> None:
    assert all(tick == int(tick) for tick in scale_for([Decimal(2)], zero=0, full=100).ticks)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), min_size=1, max_size=30))
def test_nothing_in_one_lane_touches(stretches: list[tuple[float, float]]) -> None:
    lanes = Lanes(gap=1.0)
    placed: dict[int, list[tuple[float, float]]] = {}
    for left, width in stretches:
        placed.setdefault(lanes.place(left, left + width), []).append((left, left + width))
    for taken in placed.values():
        ordered = sorted(taken)
        assert all(before[1] < after[0] for before, after in pairwise(ordered))


def test_days_outside_an_axis_stand_at_its_ends() -> None:
    axis = TimeAxis(first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31), left=10, right=110)
    assert axis.at(dt.date(2023, 5, 1)) == 10
    assert axis.after(dt.date(2025, 5, 1)) == 110


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-10-25", "25 Oct 2024"),
        ("2024-10", "Oct 2024"),
        ("2024", "2024"),
        ("mid-November 2017", "mid-November 2017"),
        ("2024-11/..", "since November 2024"),
    ],
)
def test_a_date_is_told_no_more_precisely_than_its_source(text: str, words: str) -> None:
    assert date_words(PartialDate.parse(text), "en") == words


def test_a_language_without_words_for_charts_is_refused() -> None:
    with pytest.raises(ReportError, match="'fr'"):
        phrases("fr", "range")


@pytest.mark.parametrize("chart", charts.kinds())
def test_korean_has_every_phrase_that_english_has(chart: str) -> None:
    assert set(phrases("ko", chart).table) == set(phrases("en", chart).table)


def test_an_axis_may_end_with_the_last_day_of_the_calendar() -> None:
    axis = axis_over([PartialDate.parse("9999-11-30"), PartialDate.parse("9999-12-30")], left=0, right=61)
    assert list(axis.months()) == [dt.date(9999, 11, 1), dt.date(9999, 12, 1)]
    assert (axis.at(dt.date.max), axis.after(dt.date.max)) == (60, 61)
