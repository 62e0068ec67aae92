"""The loops that find ships close to each other: pairs in each slot, then runs of slots of each pair.

Second and third stage of encounters. Slots are dealt out to windows of time, which are gone through one after the
other, so that only the pairs of one window, and those of runs that it leaves open, are held. In a slot, ships lie in
order of latitude, and each is compared with those up to the distance north of it. Only a pair that a bound on the
difference of longitudes leaves open is measured.
"""

from __future__ import annotations

import numpy as np

from vedette.tracks.kernels.arrays import FOUND, Column, Records
from vedette.tracks.kernels.compiling import INT, REAL, compiled, inlined, records, writable
from vedette.tracks.kernels.slots import SLOT
from vedette.tracks.kernels.sphere import METRES, cosine_of, haversine, haversine_of, near_metres, wrapped

SHRUNK = 0.999
"""What is left at least of a difference of longitudes, times the cosine of the latitude nearer to the pole."""

PAIR = np.dtype([("low", "i4"), ("high", "i4"), ("metres", "f8")], align=True)
"""Two records of one slot, that of the lower MMSI first, and how far apart they are."""


@compiled(records(SLOT), INT, INT, writable("i8"), writable("i4"))
def deal_out(slots: Records, first: int, width: int, starts: Column, order: Column) -> None:
    """Write the places of the records by window of ``width`` slots, counted from the slot ``first``, to ``order``.

    ``starts`` has two numbers more than there are windows, and zero in each; those of window ``n`` then begin at
    ``starts[n]``. Within a window they stay in the order that they have.
    """
    for at in range(slots.size):
        starts[(slots[at].slot - first) // width + 2] += 1
    for window in range(2, starts.size):
        starts[window] += starts[window - 1]
    for at in range(slots.size):
        window = (slots[at].slot - first) // width + 1
        order[starts[window]] = at
        starts[window] += 1


@compiled(records(SLOT), writable("i4"), writable("i8"))
def write_keys(slots: Records, places: Column, keys: Column) -> None:
    """Write for each of some records a number that sorts by slot and then latitude."""
    for at in range(places.size):
        one = slots[places[at]]
        keys[at] = (np.int64(one.slot) << 32) + one.latitude


@compiled(records(SLOT), writable("i4"), REAL, records(PAIR))
def find_pairs(slots: Records, order: Column, farthest: float, pairs: Records) -> int:
    """Write the pairs at most ``farthest`` metres apart while there is room; returns how many there are.

    ``order`` has the places of the records by slot and then latitude. A transmitter has one record in a slot.
    """
    count, steps, chord = 0, int(farthest / METRES) + 1, haversine_of(farthest)
    for at in range(order.size):
        here = slots[order[at]]
        squeezed = cosine_of(min(abs(here.latitude) + steps, 90 * 600_000)) * SHRUNK
        other = at + 1
        while other < order.size:
            there = slots[order[other]]
            if there.slot != here.slot or there.latitude - here.latitude > steps:
                break
            other += 1
            if abs(wrapped(there.longitude - here.longitude)) * squeezed > steps:
                continue
            found = haversine(here.latitude, here.longitude, there.latitude, there.longitude)
            if found > chord or here.transmitter == there.transmitter:
                continue
            if count < pairs.size:
                is_low = here.transmitter < there.transmitter
                pairs[count].low = order[at] if is_low else order[other - 1]
                pairs[count].high = order[other - 1] if is_low else order[at]
                pairs[count].metres = near_metres(found)
            count += 1
    return count


@inlined
def _fill(event: Records, first: Records, last: Records, slot_s: int) -> None:
    event.transmitter = first.transmitter
    event.began, event.ended = first.slot * slot_s, last.slot * slot_s
    event.first_row, event.first_source = first.first_row, first.first_source
    event.last_row, event.last_source = last.last_row, last.last_source
    event.first_latitude, event.first_longitude = first.latitude, first.longitude
    event.last_latitude, event.last_longitude = last.latitude, last.longitude


@inlined
def _fill_partner(event: Records, first: Records, last: Records) -> None:
    event.partner = first.transmitter
    event.partner_first_row, event.partner_first_source = first.first_row, first.first_source
    event.partner_last_row, event.partner_last_source = last.last_row, last.last_source


@compiled(records(SLOT), records(PAIR), INT, INT, INT, INT, records(FOUND))
def find_runs(
    slots: Records, pairs: Records, slot_s: int, missing: int, least: int, following: int, found: Records
) -> tuple[int, int]:
    """Write each run of slots of one pair that lasts ``least`` seconds; how many, and how many pairs are still open.

    ``pairs`` are in order of both MMSI and slot. Up to ``missing`` slots within a run may lack the pair. ``a`` is the
    number of slots, ``b`` the median distance and ``c`` the least, in metres. A run that a pair in the slot
    ``following`` or later could go on with is not written: its pairs are moved to the front of ``pairs``.
    """
    count, begin, still = 0, 0, 0
    for at in range(pairs.size):
        if at + 1 < pairs.size:
            low, high = slots[pairs[at].low], slots[pairs[at].high]
            next_low, next_high = slots[pairs[at + 1].low], slots[pairs[at + 1].high]
            is_same = low.transmitter == next_low.transmitter and high.transmitter == next_high.transmitter
            if is_same and next_low.slot - low.slot <= missing + 1:
                continue
        first, last = pairs[begin], pairs[at]
        if following - slots[last.low].slot <= missing + 1:
            for one in range(begin, at + 1):
                pairs[still] = pairs[one]
                still += 1
        elif (slots[last.low].slot - slots[first.low].slot) * slot_s >= least:
            _fill(found[count], slots[first.low], slots[last.low], slot_s)
            _fill_partner(found[count], slots[first.high], slots[last.high])
            metres = np.sort(pairs[begin : at + 1].metres)
            found[count].a = metres.size
            found[count].b = round(metres[(metres.size - 1) // 2])
            found[count].c = round(metres[0])
            count += 1
        begin = at + 1
    return count, still
