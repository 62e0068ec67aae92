from __future__ import annotations

from decimal import Decimal, localcontext

from hypothesis import assume, given
from hypothesis import strategies as st

from vedette.model.amounts import parse_amount
from vedette.model.quantities import (
    EXACT_DIGITS,
    End,
    Quantity,
    envelope,
    from_ends,
    is_below,
    meet,
    total,
    union,
)
from vedette.model.units import Unit
from vedette.model.wire import canonical, from_plain, to_plain

ROUND = Unit("round")
VALUES = st.integers(0, 10**12).map(lambda number: Decimal(number).scaleb(-3)) | st.sampled_from(
    [Decimal(0), Decimal("1e20"), Decimal("1e-20"), Decimal("0.333333333333333333333333333333333333")]
)


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    values = sorted(draw(st.lists(VALUES, min_size=2, max_size=2)))
    closed = draw(st.tuples(st.booleans(), st.booleans()))
    low = End(values[0], closed[0]) if draw(st.booleans()) else None
    high = End(values[1], closed[1]) if draw(st.booleans()) else None
    if high and (values[0] == values[1] or high.value == 0):
        low, high = (End(values[1]) if low else None), End(values[1])
    nominal = draw(st.none() | VALUES)
    return from_ends(ROUND, low=low, high=high, nominal=nominal)


@st.composite
def within(draw: st.DrawFn, quantity: Quantity) -> Decimal:
    low = quantity.low.value if quantity.low else Decimal(0)
    with localcontext(prec=EXACT_DIGITS):
        high = quantity.high.value if quantity.high else low + 10**6
        value = low + (high - low) * draw(st.integers(0, 8)) / 8
    assume(quantity.allows(value))
    return value


@given(quantities(), quantities())
def test_a_total_does_not_depend_on_order(one: Quantity, other: Quantity) -> None:
    assert total([one, other], ROUND) == total([other, one], ROUND)
    assert union([one, other], ROUND) == union([other, one], ROUND)
    assert envelope([one, other], ROUND) == envelope([other, one], ROUND)
    assert meet(one, other) == meet(other, one)


@given(quantities(), quantities(), quantities())
def test_a_total_does_not_depend_on_grouping(one: Quantity, other: Quantity, third: Quantity) -> None:
    assert one.plus(other).plus(third) == one.plus(other.plus(third)) == total([one, other, third], ROUND)


@given(quantities(), quantities(), quantities())
def test_bounds_of_overlapping_counts_do_not_depend_on_grouping(
    one: Quantity, other: Quantity, third: Quantity
) -> None:
    first = union([union([one, other], ROUND), third], ROUND)
    last = union([one, union([other, third], ROUND)], ROUND)
    assert (first.low, first.high) == (last.low, last.high)


@given(quantities())
def test_exactly_zero_changes_nothing(one: Quantity) -> None:
    zero = Quantity.exactly(0, ROUND)
    assert total([one, zero], ROUND) == one == union([zero, one], ROUND)
    assert total([], ROUND) == zero


@given(st.data(), quantities(), quantities())
def test_whatever_the_parts_are_their_sum_lies_in_the_total(
    data: st.DataObject, one: Quantity, other: Quantity
) -> None:
    x, y = data.draw(within(one)), data.draw(within(other))
    assert total([one, other], ROUND).allows(End(x).plus(End(y)).value)


@given(st.data(), quantities(), quantities())
def test_whatever_two_counts_share_the_count_of_both_lies_in_their_union(
    data: st.DataObject, one: Quantity, other: Quantity
) -> None:
    x, y = data.draw(within(one)), data.draw(within(other))
    with localcontext(prec=EXACT_DIGITS):
        shared = min(x, y) * data.draw(st.integers(0, 2)) / 2
        assert union([one, other], ROUND).allows(x + y - shared)


@given(st.data(), quantities(), quantities())
def test_meet_and_envelope_hold_exactly_what_both_and_what_any_allows(
    data: st.DataObject, one: Quantity, other: Quantity
) -> None:
    x = data.draw(within(one))
    both = meet(one, other)
    assert other.allows(x) == (both is not None and both.allows(x))
    assert envelope([one, other], ROUND).allows(x)


@given(st.data(), quantities(), quantities())
def test_a_product_holds_the_product_of_any_two_amounts(
    data: st.DataObject, one: Quantity, other: Quantity
) -> None:
    x, y = data.draw(within(one)), data.draw(within(other))
    ratio = from_ends(Unit("barrel", "round"), low=other.low, high=other.high, nominal=other.nominal)
    assert one.times(ratio).allows(End(x).times(End(y)).value)


@given(st.data(), quantities(), quantities())
def test_a_quotient_holds_the_quotient_of_any_two_amounts(
    data: st.DataObject, one: Quantity, other: Quantity
) -> None:
    x, y = data.draw(within(one)), data.draw(within(other))
    assume(y > 0)
    share = one.over(other)
    assert share.low is None or End(share.low.value).times(End(y)).value <= x
    assert share.high is None or End(share.high.value).times(End(y)).value >= x


@given(quantities(), quantities())
def test_a_judgement_narrows_and_never_contradicts_the_default_bounds(one: Quantity, other: Quantity) -> None:
    widest = union([one, other], ROUND)
    disjoint, same = total([one, other], ROUND), meet(one, other)
    assert disjoint.low is None or widest.low is None or disjoint.low.value >= widest.low.value
    assert disjoint.high == widest.high
    if same is not None:
        assert meet(same, widest) is not None
        assert same.high is None or widest.high is None or same.high.value <= widest.high.value


@given(quantities(), quantities())
def test_one_lies_below_the_other_only_if_no_amount_is_both(one: Quantity, other: Quantity) -> None:
    assert (meet(one, other) is None) == (is_below(one, other) or is_below(other, one))


@given(quantities())
def test_equal_quantities_are_written_the_same_and_read_back(one: Quantity) -> None:
    assert from_plain(Quantity, to_plain(one)) == one
    padded = from_ends(ROUND, low=_padded(one.low), high=_padded(one.high), nominal=one.nominal)
    assert canonical(padded) == canonical(one)


def _padded(end: End | None) -> End | None:
    return (
        End(Decimal(f"{end.value:f}" + ("0" if "." in f"{end.value:f}" else ".0")), end.closed)
        if end
        else None
    )


@given(st.integers(0, 10**12))
def test_a_number_reads_the_same_with_and_without_separators(value: int) -> None:
    assert parse_amount(f"{value:,}") == parse_amount(str(value)) == value
