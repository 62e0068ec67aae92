"""The example's data: every row lands, sums hold, sources resolve, unchecked names carry their flag."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from vedette.measures.conduct import conducts
from vedette.model.case import Case
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.facts import (
    AnyFact,
    Claim,
    Finding,
    Issue,
    Judgement,
    Observation,
    ObservationKind,
    Reply,
    Review,
    SourceNote,
    Statement,
    Verdict,
)
from vedette.model.followthemoney import derived_id
from vedette.model.handling import PUBLIC
from vedette.model.identifiers import CompanyImoNumber, ImoNumber, Inn, Ogrn
from vedette.model.quantities import Wording, total
from vedette.sources.case_file import read_case
from vedette.sources.manifest import MANIFEST_NAME, read_manifest
from vedette.sources.reading import read_exhibit

CASE = Path(__file__).parents[2] / "examples" / "dprk-russia"
FOLDERS = sorted(path.parent for path in CASE.glob(f"submissions/*/{MANIFEST_NAME}"))
ROWS = {
    "aircraft-lists/aircraft": 6,
    "desk/claims": 3,
    "desk/findings": 10,
    "desk/incidents": 2,
    "desk/judgements": 13,
    "desk/relations": 1,
    "desk/sources": 119,
    "eu-lists/claims": 1,
    "eu-lists/entities": 30,
    "eu-lists/listings": 34,
    "eu-lists/relations": 8,
    "eu-lists/vessels": 6,
    "finance/claims": 5,
    "finance/entities": 6,
    "finance/payments": 6,
    "finance/relations": 9,
    "msmt-public/claims": 6,
    "msmt-public/incidents": 8,
    "national-lists/claims": 3,
    "national-lists/entities": 30,
    "national-lists/listings": 36,
    "national-lists/relations": 1,
    "national-lists/vessels": 6,
    "official-statements/claims": 17,
    "official-statements/incidents": 3,
    "open-source/claims": 49,
    "open-source/entities": 3,
    "open-source/flights": 14,
    "open-source/identifications": 2,
    "open-source/incidents": 5,
    "open-source/relations": 9,
    "open-source/vessels": 4,
    "open-source/voyages": 9,
    "petroleum/claims": 28,
    "petroleum/deliveries": 10,
    "press-report-1/claims": 22,
    "press-report-1/identifications": 1,
    "press-report-1/voyages": 1,
    "press-report-1/worker_movements": 3,
    "press-reports-2-3/claims": 19,
    "press-reports-2-3/incidents": 1,
    "un-lists/claims": 4,
    "un-lists/incidents": 29,
    "un-lists/listings": 73,
    "un-lists/vessels": 59,
    "unchecked-names/aircraft": 3,
    "unchecked-names/claims": 4,
    "unchecked-names/incidents": 5,
    "unchecked-names/listings": 3,
    "unchecked-names/relations": 1,
    "unchecked-names/sources": 2,
    "workers/claims": 15,
    "workers/incidents": 4,
    "workers/worker_movements": 5,
}
"""Rows of every table. A row that is added or lost is a decision, and changes this list."""

UNCHECKED = "unchecked-names"
"""The submission of rows that nobody has checked: restricted, and in no public edition."""


def _read(folder: Path) -> tuple[list[AnyFact], list[Issue], dict[str, int]]:
    manifest = read_manifest((folder / MANIFEST_NAME).read_bytes(), where=folder.name)
    facts: list[AnyFact] = []
    issues: list[Issue] = []
    rows: dict[str, int] = {}
    for file in manifest.files:
        data = (folder / file.path).read_bytes()
        exhibit = Exhibit(
            digest=Sha256.of(data),
            size=len(data),
            media_type="text/csv",
            submission=folder.name,
            path=file.path,
            handling=manifest.handling,
        )
        reading = read_exhibit(io.BytesIO(data), file=file, exhibit=exhibit, manifest=manifest)
        for item in reading:
            if isinstance(item, Issue):
                issues.append(item)
            else:
                facts.append(item)
        assert not reading.falls_short, f"{folder.name}/{file.path}"
        rows[f"{folder.name}/{file.table}"] = reading.good_rows
    return facts, issues, rows


@pytest.fixture(scope="module")
def everything() -> tuple[list[AnyFact], list[Issue], dict[str, int]]:
    facts: list[AnyFact] = []
    issues: list[Issue] = []
    rows: dict[str, int] = {}
    for folder in FOLDERS:
        found = _read(folder)
        facts += found[0]
        issues += found[1]
        rows |= found[2]
    return facts, issues, rows


@pytest.fixture(scope="module")
def facts(everything: tuple[list[AnyFact], list[Issue], dict[str, int]]) -> list[AnyFact]:
    return everything[0]


@pytest.fixture(scope="module")
def claims(facts: list[AnyFact]) -> dict[str, Claim]:
    return {one.basis.key: one for one in facts if isinstance(one, Claim)}


@pytest.fixture(scope="module")
def observations(facts: list[AnyFact]) -> dict[str, Observation]:
    return {one.basis.key: one for one in facts if isinstance(one, Observation)}


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case((CASE / "case.toml").read_bytes())


def test_every_row_of_the_example_lands_without_an_issue(
    everything: tuple[list[AnyFact], list[Issue], dict[str, int]],
) -> None:
    _, issues, rows = everything
    assert [f"{one.path} {one.locator} {one.column}: {one.problem}" for one in issues] == []
    assert rows == ROWS


def test_the_manifest_expects_as_many_rows_as_there_are() -> None:
    for folder in FOLDERS:
        manifest = read_manifest((folder / MANIFEST_NAME).read_bytes(), where=folder.name)
        assert {f"{folder.name}/{one.table}": one.at_least for one in manifest.files}.items() <= ROWS.items()


def test_every_file_is_a_transcription_that_anybody_may_see_but_for_the_unchecked_rows() -> None:
    for folder in FOLDERS:
        manifest = read_manifest((folder / MANIFEST_NAME).read_bytes(), where=folder.name)
        assert manifest.handling.allows(PUBLIC) is (folder.name != UNCHECKED)
        assert manifest.note is not None
        assert "original not held" in manifest.note
        assert not any(one.original_held for one in manifest.files)


def test_no_file_of_a_submission_is_left_out_of_its_manifest() -> None:
    for folder in FOLDERS:
        manifest = read_manifest((folder / MANIFEST_NAME).read_bytes(), where=folder.name)
        held = {path.name for path in folder.iterdir()} - {MANIFEST_NAME}
        assert held == {one.path for one in manifest.files}


def test_the_files_have_plain_line_ends_and_no_byte_order_mark() -> None:
    for path in CASE.glob("submissions/*/*"):
        data = path.read_bytes()
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
        assert not data.startswith(b"\xef\xbb\xbf"), path


def test_no_two_rows_of_the_case_share_a_key() -> None:
    keys = Counter(
        row["key"]
        for path in CASE.glob("submissions/*/*.csv")
        if path.name != "sources.csv"
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_row_of_the_first_report_is_there(claims: dict[str, Claim]) -> None:
    expected = {f"R1-{number:02}" for number in range(1, 21)} - {"R1-02", "R1-09"}
    assert {key for key in claims if key.startswith("R1-")} == expected | {
        "R1-02a",
        "R1-02b",
        "R1-09a",
        "R1-09b",
    }


@pytest.mark.parametrize(
    ("key", "wording", "value", "unit"),
    [
        ("R1-01", "more than", 20_000, "container"),
        ("R1-02a", "about", 9_000_000, "round"),
        ("R1-02b", "up to", 9_000_000, "round"),
        ("R1-03", "exactly", 49, "voyage"),
        ("R1-05", "at least", 100, "missile"),
        ("R1-06", "more than", 200, "piece"),
        ("R1-08", "at least", 1, "vehicle"),
        ("R1-11", "more than", 11_000, "person"),
        ("R1-12", "more than", 3_000, "person"),
        ("R1-13", "more than", 1_000_000, "barrel"),
        ("R1-14", "about", 8_000, "person"),
        ("R1-15", "exactly", 481, "person"),
        ("R1-16", "exactly", 198, "person"),
        ("R1-17", "exactly", 283, "person"),
        ("EST-C6", "exactly", 15_809, "container"),
        ("EST-V10", "exactly", 64, "trip"),
        ("NOT-01", "exactly", 168_679, "barrel"),
        ("NOT-03", "exactly", 15_279, "barrel"),
        ("PAN-02", "exactly", 1_367_628, "barrel"),
        ("LAB-01", "exactly", 13_221, "entry"),
    ],
)
def test_a_number_of_the_public_record_is_worded_as_it_was(
    claims: dict[str, Claim], key: str, wording: str, value: int, unit: str
) -> None:
    quantity = claims[key].quantity
    ends = {quantity.low and quantity.low.value, quantity.high and quantity.high.value, quantity.nominal}
    assert (quantity.wording, str(quantity.unit)) == (Wording(wording), unit)
    assert ends - {None} == {Decimal(value)}


def test_the_further_workers_are_those_in_construction_and_in_textile(claims: dict[str, Claim]) -> None:
    parts = [claims["R1-16"], claims["R1-17"]]
    whole = claims["R1-15"]
    assert total((one.quantity for one in parts), whole.quantity.unit) == whole.quantity
    assert {one.part_of for one in parts} == {whole.subject}


def test_nobody_has_judged_whether_the_workers_of_2024_and_the_further_ones_overlap(
    facts: list[AnyFact],
) -> None:
    names = {"R1-14", "R1-15", "workers.sent.2024", "workers.further"}
    assert not [one for one in facts if isinstance(one, Judgement) and names & {one.left, one.right}]


def test_the_two_wordings_of_the_rounds_are_rivals_on_one_subject(claims: dict[str, Claim]) -> None:
    one, other = claims["R1-02a"], claims["R1-02b"]
    assert one.subject == other.subject
    assert one.author != other.author
    assert one.part_of == other.part_of == "munitions.containers"


def test_rival_estimates_of_containers_and_rounds_stay_side_by_side(claims: dict[str, Claim]) -> None:
    by_subject = Counter(one.subject for one in claims.values())
    assert by_subject["munitions.containers"] == 7
    assert by_subject["munitions.rounds"] == 9
    assert by_subject["munitions.shells-and-missiles"] == 1


def test_the_notified_share_of_the_cap_is_what_the_notified_total_makes(claims: dict[str, Claim]) -> None:
    notified, cap = claims["NOT-01"].quantity.nominal, claims["CAP-01"].quantity.nominal
    share = claims["NOT-02"].quantity.nominal
    assert notified is not None
    assert cap is not None
    assert share == (notified / cap).quantize(Decimal("0.001"))


@pytest.mark.parametrize(
    ("factor", "amount", "mass"), [("FAC-01", "NOT-09", "NOT-10"), ("FAC-02", "NOT-07", "NOT-08")]
)
def test_a_factor_is_the_quotient_of_the_amounts_it_names(
    claims: dict[str, Claim], factor: str, amount: str, mass: str
) -> None:
    barrels, tonnes = claims[amount].quantity.nominal, claims[mass].quantity.nominal
    assert barrels is not None
    assert tonnes is not None
    assert claims[factor].quantity.nominal == (barrels / tonnes).quantize(Decimal("0.01"))


def test_our_own_ratio_says_that_it_is_ours(claims: dict[str, Claim]) -> None:
    ours = claims["DSK-01"]
    assert ours.author == "example drafting desk"
    assert ours.method is not None
    assert ours.method.startswith("our computation")
    assert ours.quantity.nominal == (Decimal(6_000_000) / Decimal(13_000)).quantize(Decimal("0.1"))


def test_a_row_told_as_claim_and_as_observation_has_one_number(
    claims: dict[str, Claim], observations: dict[str, Observation]
) -> None:
    compared = 0
    for one in observations.values():
        named = re.search(r"Same as claim ([A-Z0-9-]+[ab]?)\.", one.basis.note or "")
        if named and one.amounts:
            assert one.amounts[0].quantity == claims[named[1]].quantity, one.basis.key
            assert one.subject == claims[named[1]].subject, one.basis.key
            compared += 1
    assert compared == 18


def test_every_source_key_resolves(facts: list[AnyFact]) -> None:
    notes = {one.basis.key: one for one in facts if isinstance(one, SourceNote)}
    assert {key for one in facts for key in one.basis.sources} <= notes.keys()
    assert all(one.address for one in notes.values())


def test_a_fact_without_a_source_is_background_knowledge_or_our_own(facts: list[AnyFact]) -> None:
    for one in facts:
        if not one.basis.sources and one.basis.submission != "desk" and not isinstance(one, SourceNote):
            assert one.basis.verification.value == "M", one.basis.key


def test_unchecked_claims_that_name_somebody_say_so(claims: dict[str, Claim], facts: list[AnyFact]) -> None:
    names = {
        value
        for one in facts
        if isinstance(one, Statement) and one.prop in {"name", "alias", "previousName"}
        for value in [one.value]
    } - {"BELLA", "FTB"}
    names |= {
        "Bybit",
        "DMM",
        "PlayDapp",
        "WazirX",
        "Munchables",
        "Radiant",
        "UwU Lend",
        "Jihyang",
        "FTB",
        "Mandiant",
    }
    pattern = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, names))) + r")\b")
    places = {"munitions.depots"}
    for claim in claims.values():
        if claim.words and pattern.search(claim.words) and claim.subject not in places:
            assert claim.names, f"{claim.basis.key}: {claim.words}"


def test_rows_from_memory_are_there_to_test_that_they_are_never_printed(facts: list[AnyFact]) -> None:
    unchecked = {one.basis.key for one in facts if not one.basis.verification.is_checked}
    assert {"NAI-01", "NAI-03", "REL-18", "R3-01", "PET-W1", "MEE-09", "M24", "M25"} <= unchecked


def test_what_nobody_has_checked_lies_in_the_restricted_submission_alone(facts: list[AnyFact]) -> None:
    unchecked = {one.basis.submission for one in facts if not one.basis.verification.is_checked}
    assert unchecked == {UNCHECKED}
    cited = {key for one in facts if one.basis.submission != UNCHECKED for key in one.basis.sources}
    assert not cited & {"M24", "M25"}


def test_an_aircraft_that_only_memory_links_is_described_in_the_restricted_submission_alone(
    facts: list[AnyFact],
) -> None:
    tails = {"RA-82039", "RA-82081", "RA-76502"}
    told = {
        one.basis.submission
        for one in facts
        if (isinstance(one, Statement) and one.value in tails)
        or (isinstance(one, Observation) and tails & {actor.name for actor in one.actors})
    }
    assert told == {UNCHECKED}


def test_a_ratio_of_two_notified_numbers_is_the_desks_own(claims: dict[str, Claim]) -> None:
    assert claims["FAC-01"].author == claims["FAC-02"].author == "example drafting desk"
    assert claims["FAC-03"].author == "1718 Committee"


def test_the_tie_that_the_desk_infers_says_so(facts: list[AnyFact]) -> None:
    said = {one.prop: one.value for one in facts if isinstance(one, Statement) and one.basis.key == "CHN-02"}
    assert said["role"] == "inferred by the drafting desk; no source states it"


def test_movements_of_workers_are_neither_plans_nor_stocks(observations: dict[str, Observation]) -> None:
    moved = [one for one in observations.values() if one.what is ObservationKind.WORKER_MOVEMENT]
    assert {one.attribute("status_of_workers") for one in moved} == {"sent", "entered", "repatriated"}


def test_the_aircraft_that_only_memory_links_with_the_blocking_are_unchecked(
    facts: list[AnyFact],
) -> None:
    by_tail = {
        actor.name: one.basis.verification.value
        for one in facts
        if isinstance(one, Observation) and one.what is ObservationKind.DESIGNATION
        for actor in one.actors
        if actor.name.startswith("RA-")
    }
    assert by_tail == {"RA-82030": "S", "RA-82039": "M", "RA-82081": "M", "RA-76502": "M"}


def test_all_identifiers_pass_their_check_digits(facts: list[AnyFact]) -> None:
    found: Counter[str] = Counter()
    parsers = {"innCode": Inn, "ogrnCode": Ogrn}
    for one in facts:
        if not isinstance(one, Statement):
            continue
        kind = (
            ImoNumber
            if one.schema == "Vessel" and one.prop == "imoNumber"
            else CompanyImoNumber
            if one.prop == "imoNumber"
            else parsers.get(one.prop)
        )
        if kind:
            found[kind.__name__] += 1
            assert kind.parse(one.value).value == one.value
    assert found == {"ImoNumber": 68, "CompanyImoNumber": 5, "Inn": 5, "Ogrn": 8}


def test_the_united_nations_list_has_59_vessels_of_which_one_has_no_number(facts: list[AnyFact]) -> None:
    said = [one for one in facts if isinstance(one, Statement) and one.basis.submission == "un-lists"]
    vessels = {one.entity_id for one in said if one.schema == "Vessel"}
    numbered = {one.entity_id for one in said if one.prop == "imoNumber"}
    assert len(vessels) == 59
    assert vessels - numbered == {derived_id("un-lists", "vessels", "UNV-MIN-NING-DE-YOU-078")}


def test_the_days_of_listing_add_up_as_the_committee_acted(observations: dict[str, Observation]) -> None:
    days = Counter(str(one.when) for key, one in observations.items() if key.startswith("UNL-"))
    assert days == {"2016-03-02": 22, "2017-10-03": 4, "2017-12-28": 4, "2018-03-30": 40, "2018-10-16": 3}


def test_the_korean_listing_of_june_2024_has_as_many_names_as_its_announcement(
    claims: dict[str, Claim], observations: dict[str, Observation]
) -> None:
    listed = [
        one
        for one in observations.values()
        if str(one.when) == "2024-06-27" and one.author == "KR" and one.what is ObservationKind.DESIGNATION
    ]
    announced = [claims[f"LST-0{number}"].quantity.nominal for number in (1, 2, 3)]
    assert len(listed) == sum(one for one in announced if one is not None) == 17


def test_every_listing_and_relation_speaks_of_an_entity_that_somebody_describes(
    facts: list[AnyFact],
) -> None:
    links = (
        "entity",
        "owner",
        "asset",
        "director",
        "organization",
        "employee",
        "employer",
        "subject",
        "object",
    )
    said = [one for one in facts if isinstance(one, Statement)]
    known = {one.entity_id for one in said if one.prop == "name"}
    assert {one.value for one in said if one.prop in links} <= known


def test_the_transfer_told_by_both_ships_is_judged_one(
    facts: list[AnyFact], observations: dict[str, Observation]
) -> None:
    judged = next(one for one in facts if isinstance(one, Judgement) and one.basis.key == "JDG-01")
    one, other = observations[judged.left], observations[judged.right]
    assert judged.verdict is Verdict.SAME
    assert str(one.when) == str(other.when) == "2018-06-07"
    assert {a.name for a in one.actors} == {a.name for a in other.actors} == {"NEW REGENT", "KUM UN SAN 3"}


def test_judgements_are_about_things_that_exist(facts: list[AnyFact]) -> None:
    known = {one.basis.key for one in facts} | {one.entity_id for one in facts if isinstance(one, Statement)}
    sides = {key for one in facts if isinstance(one, Judgement) for key in (one.left, one.right)}
    assert sides <= known


def test_the_destroyer_was_seen_five_days_before_it_was_shown(observations: dict[str, Observation]) -> None:
    sheet = observations["IDN-01"]
    assert str(sheet.when) == "2025-04-25"
    assert sheet.attribute("shown_on") == "2025-04-30"


def test_findings_are_proposed_and_rest_on_rows_for_and_against(
    facts: list[AnyFact], claims: dict[str, Claim], observations: dict[str, Observation]
) -> None:
    findings = [one for one in facts if isinstance(one, Finding)]
    assert not [one for one in facts if isinstance(one, Review | Reply)]
    for one in findings:
        cited = set(one.supporting + one.opposing)
        assert cited <= claims.keys() | observations.keys(), one.basis.key
        unchecked = [
            key for key in cited if not (claims.get(key) or observations[key]).basis.verification.is_checked
        ]
        assert unchecked == []
        assert one.alternatives
        assert one.happened.first is not None
        assert one.happened.last is not None


def test_findings_name_conduct_that_the_law_files_know(facts: list[AnyFact]) -> None:
    named = {slug for one in facts if isinstance(one, Finding) for slug in one.conduct}
    assert named <= conducts().keys()


def test_the_case_declares_every_subject_in_the_unit_that_claims_count(
    case: Case, claims: dict[str, Claim], observations: dict[str, Observation]
) -> None:
    assert {one.subject for one in claims.values()} == case.subjects.keys()
    assert {one.subject for one in observations.values() if one.subject} <= case.subjects.keys()
    assert all(one.part_of in case.subjects for one in claims.values() if one.part_of)
    for one in claims.values():
        assert case.subjects[one.subject].unit == one.quantity.unit, one.basis.key
    assert all({"en", "ko"} <= one.label.keys() for one in case.subjects.values())


def test_the_case_has_eleven_members_and_says_what_it_is(case: Case) -> None:
    assert (case.symbol, case.language) == ("VEDETTE-EX/1", "en")
    assert "not a publication of MSMT" in case.notice
    assert len({one.code for one in case.members}) == 11
    assert {str(one.since) for one in case.members} == {"2024-10-16"}
    members = next(one for one in case.audiences if one.name == "members")
    assert members.parties == frozenset(one.code for one in case.members)
