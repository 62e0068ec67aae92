"""Dated acts from the public record, and the law of their day."""

from __future__ import annotations

import datetime as dt

import pytest

from vedette.casework.law import LawAnswer, LawPart, LawRow, law, law_for_conduct
from vedette.measures.loader import law_of_the_council
from vedette.measures.lookup import in_force
from vedette.model.measures import Direction

LAW = law_of_the_council()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ids(answer: LawAnswer) -> list[str]:
    return [one.id for one in answer.rows]


def row(answer: LawAnswer, measure_id: str) -> LawRow:
    return next(one for one in answer.rows if one.id == measure_id)


def part(found: LawRow, part_id: str) -> LawPart:
    return next(one for one in found.parts if one.id == part_id)


def test_coal_loaded_on_11_july_2017_falls_under_the_cap_of_2321() -> None:
    answer = law(day("2017-07-11"), "coal", direction="from")
    assert ids(answer) == ["EXP-1-2321"]
    assert answer.rows[0].stage == "cap"
    cap = part(answer.rows[0], "coal-yearly")
    assert cap.numbers == (
        "USD 400,870,018 or 7,500,000 tonnes, calendar years from 2017-01-01; "
        "on this day 2017-01-01/2017-12-31"
    )
    assert not part(answer.rows[0], "coal-2016").applies
    assert answer.rows[0].superseded_by == (
        "EXP-1-2371 (2371 (2017), paragraph 8) from 2017-08-05, decided 2017-08-05"
    )


def test_coal_loaded_on_22_october_2017_falls_under_the_ban_of_2371() -> None:
    answer = law(day("2017-10-22"), "coal")
    assert ids(answer) == ["EXP-1-2371"]
    assert answer.rows[0].stage == "ban"
    assert [one.id for one in answer.earlier] == ["EXP-1-2270", "EXP-1-2321"]


def test_coal_loaded_at_rajin_on_24_september_2017_is_banned_unless_the_rajin_exemption_holds() -> None:
    answer = law(day("2017-09-24"), "coal", place="Najin")
    assert ids(answer) == ["EXP-1-2371"]
    assert answer.rows[0].stage == "ban"
    exemption = part(answer.rows[0], "rajin-coal")
    assert exemption.applies
    asked = " ".join(exemption.questions)
    for word in (
        "coal",
        "originates outside the DPRK",
        "30 days in advance",
        "solely for export",
        "unrelated to revenue",
    ):
        assert word in asked


@pytest.mark.parametrize(
    "spelling", ["Rajin", "RASON", "Port of Rajin", "Rajin (Rason)", "나진", "rajin port"]
)
def test_rajin_is_recognised_in_every_spelling(spelling: str) -> None:
    assert part(law(day("2017-09-24"), "coal", place=spelling).rows[0], "rajin-coal").applies


def test_coal_loaded_at_nampo_cannot_use_the_rajin_exemption() -> None:
    exemption = part(law(day("2017-10-22"), "coal", place="Nampo").rows[0], "rajin-coal")
    assert not exemption.applies
    assert exemption.note == "does not apply here: only Rajin (Rason)"
    assert exemption.questions == ()


def test_without_a_place_the_rajin_exemption_is_still_to_test() -> None:
    exemption = part(law(day("2017-10-22"), "coal").rows[0], "rajin-coal")
    assert exemption.applies
    assert exemption.note == "only Rajin (Rason)"


def test_iron_is_never_freed_by_the_rajin_exemption_or_the_coal_cap() -> None:
    banned = law(day("2017-10-22"), "iron", direction="from", place="Rajin")
    assert [one.id for one in banned.rows[0].parts] == []
    before = law(day("2017-07-11"), "iron", direction="from")
    assert before.rows[0].stage == "ban"
    assert [one.id for one in before.rows[0].parts] == ["livelihood-iron"]


@pytest.mark.parametrize(
    ("on", "stage"),
    [("2017-08-05", "grace period"), ("2017-09-04", "grace period"), ("2017-09-05", "ban")],
)
def test_old_coal_contracts_are_in_grace_to_4_september_2017_and_not_a_day_longer(
    on: str, stage: str
) -> None:
    assert law(day(on), "coal", direction="from").rows[0].stage == stage


def test_the_grace_period_of_2371_is_shown_as_unchecked() -> None:
    found = law(day("2017-08-20"), "coal").rows[0]
    grace = part(found, "old-contracts-30-days")
    assert not grace.checked
    assert "grace old-contracts-30-days" in found.unchecked
    assert grace.questions == (
        "Was the contract in writing and made before 2017-08-05?",
        "Was the Committee told by 2017-09-19?",
    )


def test_a_transfer_between_ships_on_10_september_2017_is_not_under_2375_paragraph_11() -> None:
    answer = law(day("2017-09-10"), "ship-to-ship")
    assert answer.rows == ()
    assert [(one.id, one.in_force) for one in answer.later] == [("SEA-1", "2017-09-11/..")]


@pytest.mark.parametrize("on", ["2017-09-11", "2017-11-26", "2018-06-07"])
def test_a_transfer_between_ships_from_11_september_2017_on_is_under_2375_paragraph_11(on: str) -> None:
    answer = law(day(on), "STS")
    assert ids(answer) == ["SEA-1"]
    assert answer.rows[0].reference == "2375 (2017), paragraph 11"


def test_petroleum_in_december_2017_counts_in_the_single_quarter() -> None:
    answer = law(day("2017-12-25"), "refined petroleum")
    assert ids(answer) == ["OIL-2"]
    assert answer.rows[0].stage == "cap"
    assert part(answer.rows[0], "quarter-2017").numbers == (
        "500,000 barrels, single period 2017-10-01/2017-12-31; on this day 2017-10-01/2017-12-31"
    )


def test_the_two_million_barrels_of_2375_were_superseded_before_they_began() -> None:
    figure = part(law(day("2017-12-25"), "refined-petroleum").rows[0], "yearly-2018")
    assert figure.numbers is not None
    assert figure.numbers.startswith("2,000,000 barrels")
    assert not figure.applies
    assert figure.note == "superseded by OIL-3 before it began"


def test_between_11_and_30_september_2017_no_counting_period_had_begun() -> None:
    found = law(day("2017-09-20"), "refined-petroleum").rows[0]
    assert found.stage == "before the first counting period"
    assert part(found, "quarter-2017").note == "counts only from 2017-10-01"


def test_petroleum_from_2018_on_counts_by_calendar_year_under_2397_paragraph_5() -> None:
    first = law(day("2018-01-01"), "refined-petroleum")
    assert ids(first) == ["OIL-3"]
    assert first.rows[0].reference == "2397 (2017), paragraph 5"
    later = law(day("2024-03-07"), "refined-petroleum").rows[0]
    assert part(later, "refined-yearly").numbers == (
        "500,000 barrels, calendar years from 2018-01-01; on this day 2024-01-01/2024-12-31"
    )
    assert set(later.unchecked) == {"report refined-30-days", "announcements of cap refined-yearly"}


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ("2017-12-22", "2017-12-22/2018-12-21"),
        ("2018-12-21", "2017-12-22/2018-12-21"),
        ("2018-12-22", "2018-12-22/2019-12-21"),
    ],
)
def test_crude_oil_counts_from_22_december_to_21_december(on: str, year: str) -> None:
    cap = part(law(day(on), "crude").rows[0], "crude-yearly")
    assert cap.numbers is not None
    assert cap.numbers.startswith(
        "4,000,000 barrels or 525,000 tonnes, years from 22 December to 21 December"
    )
    assert cap.numbers.endswith(f"on this day {year}")


def test_on_10_september_2017_only_the_number_of_work_permits_was_held() -> None:
    answer = law(day("2017-09-10"), "workers")
    assert ids(answer) == ["WRK-1"]
    assert [one.id for one in answer.later] == ["WRK-2", "WRK-3"]


def test_new_work_permits_are_barred_from_11_september_2017_with_two_exemptions_to_test() -> None:
    answer = law(day("2017-09-11"), "workers")
    assert ids(answer) == ["WRK-1", "WRK-2"]
    assert row(answer, "WRK-1").narrowed_by == ("WRK-2",)
    assert [one.id for one in row(answer, "WRK-2").parts] == [
        "prior-work-contract",
        "committee-approval-workers",
    ]


@pytest.mark.parametrize(
    ("on", "stage", "note"), [("2019-12-22", "deadline running", "running"), ("2019-12-23", "duty", "passed")]
)
def test_workers_go_home_by_22_december_2019_and_the_day_itself_is_in_time(
    on: str, stage: str, note: str
) -> None:
    found = row(law(day(on), "workers"), "WRK-3")
    assert (found.stage, part(found, "repatriation").note) == (stage, note)
    assert (part(found, "midterm").numbers, part(found, "final").numbers) == (
        "by 2019-03-22",
        "by 2020-03-22",
    )


def test_a_venture_at_rajin_is_banned_unless_it_is_the_khasan_rajin_project() -> None:
    found = law(day("2018-06-01"), "joint-ventures", place="Rajin").rows[0]
    assert (found.id, found.stage) == ("FIN-5-2375", "ban")
    assert part(found, "khasan-rajin-project").applies
    elsewhere = law(day("2018-06-01"), "joint-ventures", place="Nampo").rows[0]
    assert part(elsewhere, "khasan-rajin-project").note == "does not apply here: only Rajin (Rason) or Khasan"


def test_overflight_alone_is_not_denied() -> None:
    answer = law(day("2024-03-21"), "overflight")
    assert ids(answer) == ["AIR-1"]
    assert answer.rows[0].threshold == "reasonable grounds to believe"
    assert "Overflight alone is not denied" in answer.rows[0].notes[0]
    assert part(answer.rows[0], "emergency-landing").applies


def test_an_ais_gap_meets_a_call_for_vigilance_and_no_ban() -> None:
    found = law(day("2023-10-01"), "ais").rows[0]
    assert (found.id, found.stage) == ("SEA-7", "vigilance")


def test_small_arms_for_the_dprk_were_exempt_until_resolution_2270() -> None:
    before = law(day("2016-03-01"), "small-arms", direction="to")
    assert part(row(before, "ARM-4"), "small-arms").applies
    after = law(day("2016-03-02"), "small-arms", direction="to")
    assert [one.id for one in row(after, "ARM-4").parts] == []
    assert row(after, "ARM-4").amended_by == ("ARM-5",)


@pytest.mark.parametrize("resolution", LAW.resolutions.values(), ids=str)
def test_nothing_of_a_resolution_binds_the_day_before_its_adoption(resolution: object) -> None:
    found = next(one for one in LAW.resolutions.values() if one == resolution)
    held = [one for one in LAW.measures if one.resolution == found]
    assert in_force(held, found.adopted - dt.timedelta(days=1)) == []
    binding = {one.measure.id for one in in_force(held, found.adopted)}
    assert binding == {one.id for one in held} - {"OIL-3"}  # the one whose text names a later day


def test_the_panel_ended_on_30_april_2024_and_the_committee_did_not() -> None:
    assert ids(law(day("2024-04-30"), "panel")) == ["GEN-3-1718", "GEN-3-1874"]
    assert ids(law(day("2024-05-01"), "panel")) == ["GEN-3-1718"]


@pytest.mark.parametrize(("on", "carved_out"), [("2022-12-08", False), ("2022-12-09", True)])
def test_the_humanitarian_carve_out_of_2664_comes_beside_every_row_from_its_day(
    on: str, *, carved_out: bool
) -> None:
    answer = law(day(on), "coal")
    assert ("GEN-2" in [one.id for one in answer.carve_outs]) is carved_out
    assert "GEN-2" not in ids(answer)


@pytest.mark.parametrize(
    ("conduct", "on", "rows"),
    [
        ("arms-from-dprk", "2023-09-01", {"ARM-2", "ARM-3"}),
        ("arms-to-dprk", "2024-11-15", {"ARM-1", "ARM-4", "ARM-5"}),
        ("missile-data-feedback", "2024-06-01", {"WMD-1", "WMD-2", "WMD-3"}),
        ("military-training", "2024-10-15", {"ARM-4", "ARM-7"}),
        ("refined-petroleum-to-dprk", "2024-03-07", {"OIL-3", "IMP-4"}),
        ("refined-petroleum-to-dprk", "2017-11-26", {"OIL-2", "IMP-4"}),
        ("workers-abroad", "2024-12-15", {"WRK-2", "WRK-3"}),
        ("workers-abroad", "2017-09-10", {"WRK-1"}),
        ("account-abroad", "2025-01-01", {"FIN-1", "FIN-2", "FIN-3"}),
        ("aircraft-involved", "2023-11-30", {"AIR-1"}),
        ("troop-dispatch", "2024-10-15", {"ARM-3", "ARM-4", "ARM-7"}),
        ("ship-involved", "2024-01-01", {f"SEA-{number}" for number in range(1, 12)}),
        ("ship-to-ship-transfer", "2017-09-10", set()),
    ],
)
def test_a_conduct_leads_to_the_rows_of_its_day(conduct: str, on: str, rows: set[str]) -> None:
    assert {one.row for one in law_for_conduct(day(on), conduct).rows} == rows


def test_a_rule_without_direction_is_looked_at_whichever_way_the_goods_go() -> None:
    found = in_force(LAW.measures, day("2024-01-01"), subject="port-entry", direction=Direction.FROM_DPRK)
    assert {one.measure.row for one in found} == {"SEA-2", "SEA-3"}
