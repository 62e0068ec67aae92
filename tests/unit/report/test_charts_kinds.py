import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree as ET

import attrs
import pytest

from vedette.assessment.meter import Crossing, Meter, MeterMonth
from vedette.assessment.verdicts import Verdicts
from vedette.errors import ReportError
from vedette.model.evidence import Citation, Sha256
from vedette.model.facts import (
    Actor,
    Amount,
    Basis,
    Claim,
    Direction,
    Judgement,
    Observation,
    ObservationKind,
    Statement,
    Verdict,
)
from vedette.model.handling import FREE
from vedette.model.moments import PartialDate, Period
from vedette.model.quantities import Quantity
from vedette.model.report import Picture
from vedette.model.submissions import Authority, SourceGrade, Verification
from vedette.model.units import Unit
from vedette.report.charts import ledger, meter, network, timeline, voyages
from vedette.report.charts import range as ranges
from vedette.report.charts.drawing.graph import graph_of
from vedette.report.charts.drawing.layering import laid_out
from vedette.report.charts.drawing.nodes import Kind, box_of, kind_of
from vedette.report.charts.drawing.palette import INK, SECOND, STRONG, WIDTH_MM
from vedette.report.charts.drawing.phrases import phrases

CONTAINERS, BARRELS = Unit.parse("container"), Unit.parse("barrel")
LONG = "An interministerial working group on the carriage of munitions by sea, " * 3


def _basis(key: str, status: str = "S") -> Basis:
    return Basis(
        key=key,
        citation=Citation(exhibit=Sha256.of(b"table")),
        submission="open-source",
        authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B,
        handling=FREE,
        verification=Verification(status),
    )


def _claim(author: str, quantity: Quantity, published: str | None = None, **more: object) -> Claim:
    status = str(more.pop("status", "S"))
    fields: dict[str, object] = {"subject": "munitions.containers", **more}
    date = PartialDate.parse(published) if published else None
    basis = _basis(f"{author}-{published}", status)
    return Claim(basis=basis, author=author, quantity=quantity, published=date, **fields)  # type: ignore[arg-type]


def _seen(vessel: str | None, when: str, status: str = "S") -> Observation:
    return Observation(
        basis=_basis(f"{vessel}-{when}", status),
        what=ObservationKind.VOYAGE,
        when=PartialDate.parse(when),
        actors=(Actor(role="vessel", name=vessel),) if vessel else (),
    )


def _stated(entity: str, schema: str, status: str = "S", /, **properties: str) -> list[Statement]:
    return [
        Statement(
            basis=_basis(f"{entity}-{prop}", status), entity_id=entity, schema=schema, prop=prop, value=value
        )
        for prop, value in properties.items()
    ]


def _check(picture: Picture) -> None:
    """A whole picture: both prints, nothing beyond the sheet's width, an alternative text."""
    assert picture.png.startswith(b"\x89PNG")
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own
    for group in root.iter("{http://www.w3.org/2000/svg}g"):
        left = float(group.get("transform", "").removeprefix("translate(").split()[0])
        assert -1 <= left <= WIDTH_MM
    assert picture.alt.endswith((".", "다."))


# ------------------------------------------------------------------------------------------------ ranges


def _range(claims: Sequence[Claim], language: str = "en") -> Picture:
    return ranges.draw(claims, subject="containers", name="r", language=language)


def test_estimates_stand_in_the_order_of_their_publication_and_undated_ones_last() -> None:
    claims = [
        _claim("MSMT", Quantity.more_than(20000, CONTAINERS), "2025-05-29"),
        _claim("Nobody knows when", Quantity.about(500, CONTAINERS)),
        _claim("White House", Quantity.more_than(1000, CONTAINERS), "2023-10-13"),
    ]
    alt = _range(claims).alt
    assert alt.index("White House") < alt.index("MSMT") < alt.index("Nobody knows when (date not given)")
    assert "more than 20,000 containers" in alt


def test_the_order_of_the_claims_changes_no_byte() -> None:
    claims = [_claim(f"A{n}", Quantity.about(n, CONTAINERS), "2024") for n in range(1, 6)]
    assert _range(claims) == _range(claims[::-1])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_fifteen_long_names_from_five_to_twelve_million_still_make_a_chart(language: str) -> None:
    amounts = [
        Quantity.at_most(12_000_000, CONTAINERS),
        Quantity.between(5, 9, CONTAINERS),
        Quantity.unquantified("several thousand", CONTAINERS),
        Quantity.about(5, CONTAINERS, tolerance=Decimal("0.5")),
        *[Quantity.exactly(7_000_000, CONTAINERS)] * 11,
    ]
    claims = [_claim(f"{n} {LONG}", amount, status="MS"[n % 2]) for n, amount in enumerate(amounts)]
    _check(_range(claims, language))


def test_unchecked_estimates_are_named_in_the_alternative_text() -> None:
    claims = [_claim("Weak", Quantity.at_least(12, CONTAINERS), "2026", status="W")]
    assert "Not yet checked: Weak." in _range(claims).alt


def test_no_estimate_at_all_is_refused() -> None:
    with pytest.raises(ReportError, match="no estimate of containers"):
        _range([])


def test_estimates_in_two_units_are_refused() -> None:
    claims = [_claim("A", Quantity.about(1, CONTAINERS)), _claim("B", Quantity.about(1, BARRELS))]
    with pytest.raises(ReportError, match="barrel, container"):
        _range(claims)


# ------------------------------------------------------------------------------------------------- meter


NOWHERE = Crossing(surely=None, possibly=None)


def _year(estimates: Sequence[Quantity]) -> Meter:
    months = tuple(
        MeterMonth(period=month, notified=Quantity.exactly(15_279, BARRELS), estimated=estimate)
        for month, estimate in zip(Period.year(2024).months(), estimates, strict=False)
    )
    share = Quantity.unquantified("not asked here", Unit("share"))
    return Meter(
        months=months,
        cap=Quantity.up_to(500_000, BARRELS),
        notified_share=share,
        estimated_share=share,
        notified_crossing=NOWHERE,
        estimated_crossing=NOWHERE,
        notified_from=(),
        estimated_from=(),
    )


def test_the_meter_says_by_which_day_the_low_end_is_above_the_cap_and_from_which_month_the_high_may_be() -> (
    None
):
    bands = [Quantity.between(100_000 * n, 200_000 * n, BARRELS) for n in range(1, 13)]
    alt = meter.draw(_year(bands), name="m", language="en").alt
    assert "may be above the cap from Mar 2024" in alt
    assert "By 30 Jun 2024 the lower end of the estimate is above the cap" in alt
    assert "on which day before it passed the cap is not known" in alt
    assert "3.1 % of the yearly cap of 500,000 barrels" in alt


def test_a_notified_total_is_drawn_and_told_up_to_the_day_as_of_which_it_is_known() -> None:
    whole = _year([Quantity.unquantified("nobody says", BARRELS)] * 12)
    part = attrs.evolve(whole, notified_as_of=dt.date(2024, 7, 1))
    picture = meter.draw(part, name="m", language="en")
    left, right = _level_line(picture.svg, ink=INK)
    end = _level_line(picture.svg, ink=STRONG)[1]
    assert (end - left) / (right - left) == pytest.approx((6 + 1 / 31) / 12, abs=0.01)
    assert "As of 1 Jul 2024 the notified total stands at 15,279 barrels" in picture.alt


def test_exactly_the_cap_does_not_pass_it_and_more_than_the_cap_does() -> None:
    at = meter.draw(_year([Quantity.exactly(500_000, BARRELS)]), name="m", language="en")
    above = meter.draw(_year([Quantity.more_than(500_000, BARRELS)]), name="m", language="en")
    assert "Neither is known to pass the cap" in at.alt
    assert "By 31 Jan 2024 the lower end of the estimate is above the cap" in above.alt


def _level_line(svg: bytes, *, ink: str) -> tuple[float, float]:
    """Where the level lines of an ink begin and end."""
    found = re.findall(rb'd="M([0-9.]+) ([0-9.]+)L([0-9.]+) \2" fill="none" stroke="' + ink.encode(), svg)
    return min(float(one[0]) for one in found), max(float(one[2]) for one in found)


def test_a_total_of_a_month_is_drawn_from_the_last_day_of_that_month_and_never_from_its_first() -> None:
    """A total known at the end of the tenth of twelve months begins at five sixths of the plot."""
    unknown = Quantity.unquantified("nobody says", BARRELS)
    known = Quantity.more_than(1_000_000, BARRELS)
    picture = meter.draw(_year([unknown] * 9 + [known] * 3), name="m", language="en")
    left, right = _level_line(picture.svg, ink=SECOND)
    axis_left, axis_right = _level_line(picture.svg, ink=INK)
    assert right == pytest.approx(axis_right, abs=0.1)
    assert (left - axis_left) / (axis_right - axis_left) == pytest.approx(10 / 12, abs=0.01)


@pytest.mark.parametrize(
    "estimate",
    [
        Quantity.unquantified("", BARRELS),
        Quantity.at_most(300_000, BARRELS),
        Quantity.at_least(300_000, BARRELS),
        Quantity.about(700_000, BARRELS),
    ],
)
def test_a_meter_is_drawn_whichever_ends_are_missing(estimate: Quantity) -> None:
    _check(meter.draw(_year([estimate] * 12), name="m", language="ko", unchecked=True))


def test_a_meter_without_months_is_refused() -> None:
    with pytest.raises(ReportError, match="without months"):
        meter.draw(_year([]), name="m", language="en")


# ----------------------------------------------------------------------------------------------- voyages


def test_trips_and_voyages_are_counted_apart_and_never_added() -> None:
    trips = attrs.evolve(
        _seen("MAIA-1", "2023-08-15/2024-02-01"),
        amounts=(Amount(role="count", quantity=Quantity.exactly(9, Unit("trip"))),),
    )
    picture = voyages.draw([trips, _seen("MAIA-1", "2024-03-02")], what="movements", name="v", language="en")
    assert "MAIA-1: 9 trips, 1 voyage (" in picture.alt
    assert "10" not in picture.alt
    assert "in all" not in picture.alt


def test_an_interval_of_several_months_is_counted_for_its_ship_and_in_no_month() -> None:
    seen = [
        _seen("MARIA", "2023-08-15/2023-10-14"),
        _seen("ANGARA", "2024-10-25"),
        _seen("ANGARA", "2024-10-27"),
    ]
    picture = voyages.draw(seen, what="voyages", name="v", language="en")
    _check(picture)
    assert "MARIA: 1 (15 Aug – 14 Oct 2023)" in picture.alt.replace("\u2009", " ")
    assert "most is Oct 2024, with 2" in picture.alt


def test_two_rows_judged_one_voyage_are_drawn_and_counted_as_one() -> None:
    seen = [_seen("LADY R", "2024-03-12"), _seen("LADY R", "2024-03-14"), _seen("LADY R", "2025-06-01")]
    judged = Judgement(
        basis=_basis("J-1"),
        left=seen[0].basis.key,
        right=seen[1].basis.key,
        verdict=Verdict.SAME,
        by="a desk",
        on=dt.date(2026, 11, 23),
        why="loading and arrival",
    )
    apart = voyages.draw(seen, what="voyages", name="v", language="en").alt
    as_one = voyages.draw(seen, what="voyages", name="v", language="en", verdicts=Verdicts.of([judged])).alt
    assert "LADY R: 3" in apart
    assert "most is Mar 2024, with 2" in apart
    assert "LADY R: 2 (12 Mar 2024, 14 Mar 2024" in as_one.replace("; ", ", ")
    assert "with 1" in as_one


def test_a_row_that_tells_nine_trips_counts_for_nine_and_a_shuttle_without_a_number_for_one_at_least() -> (
    None
):
    nine = attrs.evolve(
        _seen("MAIA-1", "2023-10/2024-02"),
        amounts=(Amount(role="cargo", quantity=Quantity.exactly(9, Unit("trip"))),),
    )
    shuttle = attrs.evolve(_seen("MARIA", "2023-08-15/2023-10-14"), attributes=(("event", "shuttle"),))
    alt = voyages.draw([nine, shuttle], what="voyages", name="v", language="en").alt
    assert "MAIA-1: 9 trips (" in alt
    assert "MARIA: at least 1 voyage (" in alt
    assert "in all" not in alt


def test_a_voyage_of_an_unnamed_ship_has_a_row_of_its_own_at_the_end() -> None:
    seen = [_seen(None, "2023-01", "M"), _seen("MARIA", "2024-10-25"), _seen("LADY R", "2024-12-24/..", "W")]
    alt = voyages.draw(seen, what="voyages", name="v", language="en").alt
    assert alt.index("LADY R") < alt.index("not named: 1 (Jan 2023, unchecked)")


def test_no_voyage_at_all_is_refused() -> None:
    with pytest.raises(ReportError, match="no voyages"):
        voyages.draw([], what="voyages", name="v", language="en")


# ---------------------------------------------------------------------------------------------- timeline


def _happening(when: str, track: str, label: str) -> timeline.Happening:
    return timeline.Happening(
        when=PartialDate.parse(when), track=track, label=label, checked="?" not in label
    )


def _rectangles(track: timeline._Track) -> list[tuple[float, float, int]]:
    return [(*item.stretch, lane) for item, lane in track.placed]


def test_no_two_labels_of_a_timeline_touch() -> None:
    some = [
        _happening(f"2024-{m:02}-{d:02}", f"track {m % 3}", f"{d} {LONG[:60]}")
        for m in range(1, 13)
        for d in (3, 9)
    ]
    _, tracks = timeline._laid_out(some, phrases("en", "timeline"))
    for track in tracks:
        found = _rectangles(track)
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                assert one[2] != other[2] or one[1] < other[0] or other[1] < one[0]


def test_every_label_of_a_timeline_stays_on_the_sheet() -> None:
    some = [
        _happening(when, "t", LONG)
        for when in ("2023-01-01", "2025-12-31", "2023-02/..", "../2025-11", "2024")
    ]
    axis, tracks = timeline._laid_out(some, phrases("en", "timeline"))
    for track in tracks:
        assert all(
            left >= axis.left - 2 and right <= WIDTH_MM + 0.01 for left, right, _ in _rectangles(track)
        )


def test_what_happens_on_one_day_is_told_under_one_mark() -> None:
    some = [_happening("2024-06-27", "lists", f"firm {n}") for n in range(12)]
    _, (track,) = timeline._laid_out(some, phrases("en", "timeline"))
    assert len(track.placed) == 1
    assert "firm 11" in track.placed[0][0].what.label


@pytest.mark.parametrize("label", ["하나뿐인 사건?", "حدث واحد فقط", "one happening"])
def test_a_timeline_of_one_happening_is_drawn_in_any_script(label: str) -> None:
    picture = timeline.draw([_happening("2024-03-01", "t", label)], name="t", language="en")
    _check(picture)
    assert "one happening" in picture.alt


def test_an_empty_timeline_is_refused() -> None:
    with pytest.raises(ReportError, match="nothing to draw"):
        timeline.draw([], name="t", language="en")


# ------------------------------------------------------------------------------------------------ ledger

SOUTH, NORTH = Direction(origin="KP", destination="RU"), Direction(origin="RU", destination="KP")


def test_the_ledger_asserts_no_exchange_ratio_and_says_so() -> None:
    claims = [
        _claim(
            "M",
            Quantity.more_than(20000, CONTAINERS),
            direction=SOUTH,
            period=PartialDate.parse("2023-09/.."),
        ),
        _claim(
            "M2", Quantity.unquantified("jamming equipment", Unit.parse("piece")), direction=NORTH, status="W"
        ),
    ]
    picture = ledger.draw(claims, between=("KP", "RU"), name="l", language="en")
    _check(picture)
    assert "asserts no exchange ratio" in picture.alt
    assert "jamming equipment (unquantified) (Date not given, unchecked)" in picture.alt


def test_an_empty_side_of_the_ledger_says_that_nothing_is_reported() -> None:
    claims = [_claim("M", Quantity.about(5, CONTAINERS), direction=SOUTH)]
    assert (
        "Russia → DPRK: nothing reported"
        in ledger.draw(claims, between=("KP", "RU"), name="l", language="en").alt
    )


def test_a_claim_without_the_ledgers_direction_is_refused() -> None:
    with pytest.raises(ReportError, match="does not go"):
        ledger.draw(
            [_claim("M", Quantity.about(5, CONTAINERS))], between=("KP", "RU"), name="l", language="en"
        )


def test_an_empty_ledger_is_refused() -> None:
    with pytest.raises(ReportError, match="no transfer"):
        ledger.draw([], between=("KP", "RU"), name="l", language="en")


# ----------------------------------------------------------------------------------------------- network


def _network() -> list[Statement]:
    return [
        *_stated("ship", "Vessel", name="ANGARA", imoNumber="9179842"),
        *_stated("firm", "Company", name="M Leasing LLC"),
        *_stated("director", "Person", name="S. V. Savelyeva"),
        *_stated("own", "Ownership", owner="firm", asset="ship", startDate="2021-03"),
        *_stated("dir", "Directorship", director="director", organization="firm", role="director"),
        *_stated("lister", "Sanction", entity="ship", authority="European Union"),
        *_stated("lister2", "Sanction", entity="ship", country="kr"),
        *_stated("alone", "Company", "M", name="Nobody's friend"),
    ]


def test_edges_carry_role_and_period_and_tags_who_listed() -> None:
    picture = network.draw(_network(), name="n", language="en")
    _check(picture)
    assert "M Leasing LLC – owns, since March 2021 – ANGARA" in picture.alt
    assert "S. V. Savelyeva – director – M Leasing LLC" in picture.alt
    assert "ANGARA by EU, KR" in picture.alt


def test_what_is_judged_the_same_is_one_node_with_both_names_and_the_ties_of_both() -> None:
    seen = [
        *_stated("old", "Company", name="TransMorFlot"),
        *_stated("new", "Company", name="MG-Flot LLC"),
        *_stated("ship", "Vessel", name="LADY R", imoNumber="9161003"),
        *_stated("t1", "UnknownLink", subject="old", object="ship", role="earlier owner"),
        *_stated("t2", "UnknownLink", subject="new", object="ship", role="owner"),
    ]
    same = {"new": "new", "old": "new"}
    apart = network.draw(seen, name="n", language="en", focus=["ship"], steps=1).alt
    as_one = network.draw(seen, name="n", language="en", focus=["old"], steps=1, same=same).alt
    assert "3 persons" in apart
    assert "2 persons" in as_one
    assert "MG-Flot LLC / TransMorFlot – earlier owner – LADY R" in as_one
    assert "MG-Flot LLC / TransMorFlot – owner – LADY R" in as_one


def test_a_chain_of_judgements_makes_no_group_and_a_pair_does() -> None:
    def judged(left: str, right: str) -> Judgement:
        day = dt.date(2026, 11, 23)
        return Judgement(
            basis=_basis(left + right), left=left, right=right, verdict=Verdict.SAME, by="d", on=day, why="w"
        )

    assert Verdicts.of([judged("b", "a")]).first_names() == {"a": "a", "b": "a"}
    chain = Verdicts.of([judged("a", "b"), judged("b", "c")]).first_names()
    assert chain == {"a": "a", "b": "a"}


def test_a_firms_number_is_no_ships_a_bank_is_a_bank_and_the_un_comes_first() -> None:
    seen = [
        *_stated("firm", "Company", name="A Firm", imoNumber="6016988"),
        *_stated("ship", "Vessel", name="A SHIP", imoNumber="9161003"),
        *_stated("s1", "Sanction", entity="ship", authority="European Union"),
        *_stated("s2", "Sanction", entity="ship", authority="United Nations"),
    ]
    nodes = {one.id: one for one in graph_of(seen).nodes}
    say = phrases("en", "network")
    assert box_of(nodes["firm"], 60, say).small == ("IMO company no. 6016988",)
    assert box_of(nodes["ship"], 60, say).small == ("IMO 9161003",)
    assert nodes["ship"].listed_by == ("UN", "EU")
    for name in ("TSMRBank", "Korea Kwangson Banking Corp", "MRB Bank", "대동신용은행"):
        [bank] = graph_of(_stated("x", "Company", name=name)).nodes
        assert kind_of(bank) is Kind.BANK
    [topic] = graph_of(_stated("x", "Company", name="FTB", topics="fin.bank")).nodes
    assert kind_of(topic) is Kind.BANK
    [firm] = graph_of(_stated("x", "Company", name="Bankside Shipping")).nodes
    assert kind_of(firm) is Kind.FIRM


def test_a_tie_without_a_period_says_of_which_year_its_source_is() -> None:
    tie = [
        *_stated("a", "Company", name="A"),
        *_stated("b", "Company", name="B"),
        *_stated("t", "UnknownLink", subject="a", object="b", role="supplier"),
    ]
    cited = [attrs.evolve(one, basis=attrs.evolve(one.basis, sources=("E2",))) for one in tie]
    dated = [*cited, *_stated("t", "UnknownLink", startDate="2023-05")]
    years = {"E2": "2023"}
    assert "A – supplier, told 2023 – B" in network.draw(cited, name="n", language="en", years=years).alt
    assert "told" not in network.draw(dated, name="n", language="en", years=years).alt


def test_the_order_of_the_statements_changes_no_byte_of_a_network() -> None:
    stated = _network()
    assert network.draw(stated, name="n", language="ko") == network.draw(
        stated[::-1], name="n", language="ko"
    )


def test_a_focus_draws_only_what_is_near() -> None:
    alt = network.draw(_network(), name="n", language="en", focus=["ANGARA"], steps=1).alt
    assert "M Leasing LLC" in alt
    assert "Savelyeva" not in alt


def test_a_focus_that_names_nobody_is_refused() -> None:
    with pytest.raises(ReportError, match="around SEA STAR"):
        network.draw(_network(), name="n", language="en", focus=["SEA STAR"])


def test_a_network_too_large_for_a_page_is_refused_with_the_advice_to_name_a_focus() -> None:
    many = [one for n in range(70) for one in _stated(f"f{n}", "Company", name=f"Firm {n}")]
    with pytest.raises(ReportError, match="70 nodes"):
        network.draw(many, name="n", language="en")


def test_forty_five_nodes_in_one_ring_are_drawn_though_a_ring_has_no_first_column() -> None:
    firms = [one for n in range(45) for one in _stated(f"f{n}", "Company", name=f"Firm number {n}")]
    ties = [
        one
        for n in range(45)
        for one in _stated(f"t{n}", "Ownership", owner=f"f{n}", asset=f"f{(n + 1) % 45}")
    ]
    _check(network.draw([*firms, *ties], name="n", language="en"))


def test_a_general_schema_gives_way_to_a_specific_one() -> None:
    stated = [*_stated("a", "LegalEntity", name="A"), *_stated("a", "Company", country="ru")]
    assert graph_of(stated).nodes[0].schema == "Company"


def test_boxes_of_a_column_never_overlap() -> None:
    keys = [f"k{n}" for n in range(12)]
    edges = [(keys[n], keys[(n * 5 + 3) % 12]) for n in range(12)] + [("k0", "k7"), ("k2", "k7")]
    layout = laid_out(keys, edges, dict.fromkeys(keys, 9.0), most=4, gap=4.0)
    for one in layout.placed.values():
        for other in layout.placed.values():
            if one.key < other.key and one.column == other.column:
                assert abs(one.middle - other.middle) >= (one.height + other.height) / 2 + 4.0 - 0.01


@pytest.mark.parametrize("when", ["9999-12-01", "9999-12-30", "../9999-12-30", "0001-01-01/9999-12-30"])
def test_voyages_in_the_last_month_of_the_calendar_are_drawn(when: str) -> None:
    assert "MAIA-1" in voyages.draw([_seen("MAIA-1", when)], what="voyages", name="v", language="en").alt
