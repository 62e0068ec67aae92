from __future__ import annotations

from typing import Any

import attrs
import pytest

from vedette.errors import UnreadableValueError
from vedette.evidence.custody import compare_heads, handling_of, heads, heads_for, verify_chain
from vedette.model.custody import entry_digest, next_entry
from vedette.model.evidence import CustodyEntry, Sha256
from vedette.model.handling import PUBLIC, Audience, Tlp
from vedette.testing.clocks import TickingClock

FREE = "TLP:CLEAR|*|"
RED = "TLP:RED|KR|JP"


def chain(*subjects: str, strand: str = FREE) -> list[CustodyEntry]:
    clock = TickingClock()
    entries: list[CustodyEntry] = []
    for subject in subjects:
        before = entries[-1] if entries else None
        entries.append(
            next_entry(
                before, strand=strand, at=clock.now(), actor="A", action="did", subject=subject, detail="this"
            )
        )
    return entries


def test_the_first_entry_has_number_one_and_nothing_before_it() -> None:
    [entry] = chain("one")
    assert (entry.number, entry.previous) == (1, None)


def test_the_digest_is_that_of_the_canonical_json_of_all_other_fields() -> None:
    [entry] = chain("one")
    written = (
        b'{"action":"did","actor":"A","at":"2025-05-29T12:00:00Z","detail":"this","number":1,"previous":null,'
        b'"strand":"TLP:CLEAR|*|","subject":"one"}'
    )
    assert entry.digest == Sha256.of(written) == entry_digest(entry)


def test_an_undisturbed_chain_holds() -> None:
    assert verify_chain([*chain("one", "two", "three"), *chain("four", strand=RED)]) == []


@pytest.mark.parametrize("field", ["actor", "action", "subject", "detail"])
def test_a_changed_field_is_found_at_its_entry(field: str) -> None:
    entries = chain("one", "two", "three")
    change: dict[str, Any] = {field: "something else"}
    entries[1] = attrs.evolve(entries[1], **change)
    [fault] = verify_chain(entries)
    assert (fault.what, fault.where) == ("custody entry was changed", "custody TLP:CLEAR|*|, entry 2")


def test_a_changed_entry_with_a_fresh_digest_breaks_the_link_after_it() -> None:
    entries = chain("one", "two", "three")
    forged = attrs.evolve(entries[1], subject="another")
    entries[1] = attrs.evolve(forged, digest=entry_digest(forged))
    [fault] = verify_chain(entries)
    assert (fault.what, fault.where) == (
        "custody entry is not linked to the one before",
        "custody TLP:CLEAR|*|, entry 3",
    )


def test_an_entry_taken_out_of_the_middle_or_the_beginning_leaves_a_hole() -> None:
    entries = chain("one", "two", "three")
    for index, following in ((1, "entry 3"), (0, "entry 2")):
        rest = entries[:index] + entries[index + 1 :]
        assert "custody entry is missing" in {one.what for one in verify_chain(rest)}
        assert all(following in one.where for one in verify_chain(rest))


def test_a_chain_cut_at_its_end_shows_only_against_a_sealed_head() -> None:
    entries = chain("one", "two", "three")
    assert verify_chain(entries[:2]) == []
    [fault] = compare_heads(entries[:2], heads(entries))
    assert (fault.what, fault.where) == ("sealed custody entry is missing", "custody TLP:CLEAR|*|, entry 3")


def test_a_chain_rewritten_from_the_start_shows_only_against_a_sealed_head() -> None:
    rewritten = chain("one", "other", "three")
    assert verify_chain(rewritten) == []
    [fault] = compare_heads(rewritten, heads(chain("one", "two", "three")))
    assert fault.what == "custody log differs from the sealed one"


def test_a_log_that_has_grown_since_still_holds_what_was_sealed() -> None:
    entries = chain("one", "two", "three")
    assert compare_heads(entries, heads(entries[:2])) == []


def test_an_audience_seals_the_strands_that_it_may_see() -> None:
    entries = [*chain("one"), *chain("two", strand=RED)]
    inner = Audience(name="inner", ceiling=Tlp.RED, parties=frozenset({"KR"}))
    assert [head.strand for head in heads_for(entries, PUBLIC)] == [FREE]
    assert [head.strand for head in heads_for(entries, inner)] == [FREE, RED]


def test_a_strand_that_names_no_marking_is_refused() -> None:
    with pytest.raises(UnreadableValueError):
        handling_of("TLP:WHITE|*|")
