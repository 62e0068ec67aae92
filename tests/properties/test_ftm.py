"""FollowTheMoney files, whatever is stated: what is written reads back, and order and doubles change nothing."""

from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from vedette.entities.ftm import (
    dataset_name,
    read_entities,
    read_statements,
    write_entities,
    write_statements,
)
from vedette.model.evidence import Citation, Locator, Sha256
from vedette.model.facts import Basis, Statement
from vedette.model.ftm_schema import schemata
from vedette.model.handling import FREE
from vedette.model.statement_rows import Record, StatementRow
from vedette.model.submissions import Authority, SourceGrade, Verification

PAIRS = sorted((name, prop) for name, schema in schemata().items() for prop in schema.types)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\r\t,\"';"),
    min_size=1,
    max_size=20,
)
IDS = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4})?", fullmatch=True)
TIMES = st.none() | st.dates().map(lambda day: day.isoformat())


@st.composite
def statements(draw: st.DrawFn, *, schema: str | None = None) -> Statement:
    """Any statement that the schemata allow, with any text as value."""
    name, prop = draw(st.sampled_from([pair for pair in PAIRS if schema in {None, pair[0]}]))
    basis = Basis(
        key="R-1",
        citation=Citation(Sha256.of(draw(st.binary(max_size=1))), Locator.row(draw(st.integers(1, 9)))),
        submission=draw(IDS),
        authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B,
        handling=FREE,
        verification=Verification.SECONDARY,
    )
    return Statement(
        basis=basis,
        entity_id=draw(IDS),
        schema=name,
        prop=draw(st.sampled_from(["id", prop])),
        value=draw(TEXTS),
        lang=draw(st.none() | st.sampled_from(["eng", "kor", "rus"])),
        original_value=draw(st.none() | TEXTS),
        first_seen=draw(TIMES),
        last_seen=draw(TIMES),
    )


def rows(content: bytes) -> list[StatementRow]:
    found = list(read_statements(io.BytesIO(content)))
    assert all(isinstance(one, Record) for one in found), found
    return [row for one in found if isinstance(one, Record) for row in one.rows]


@given(st.lists(statements(), max_size=6))
def test_every_row_that_is_written_reads_back_with_the_id_that_it_should_have(
    given_: list[Statement],
) -> None:
    content = write_statements(given_)
    read = rows(content)
    assert len(read) <= len(given_)
    assert all(one.id == one.key for one in read)
    told = {(one.entity_id, one.schema, one.prop, str(one.basis.citation)) for one in given_}
    assert {(one.entity_id, one.schema, one.prop, one.origin) for one in read} == told


@given(st.lists(statements(), max_size=6), st.randoms(use_true_random=False))
def test_neither_order_nor_doubles_change_a_byte_of_the_statement_file(
    given_: list[Statement], random: object
) -> None:
    shuffled = [*given_, *given_[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert write_statements(shuffled) == write_statements(given_)


@given(st.lists(statements(schema="Vessel"), min_size=1, max_size=6))
def test_every_entity_line_that_is_written_reads_back_with_the_same_values(given_: list[Statement]) -> None:
    content = write_entities(given_)
    assert content == write_entities(given_[::-1])
    found = list(read_entities(io.BytesIO(content)))
    lines = [json.loads(line) for line in content.splitlines()]
    assert [one.key for one in found if isinstance(one, Record)] == [line["id"] for line in lines]
    for record, line in zip(found, lines, strict=True):
        assert isinstance(record, Record)
        read = {(one.prop, one.value) for one in record.rows if one.prop != "id"}
        assert read == {(prop, value) for prop, values in line["properties"].items() for value in values}


@given(st.text(min_size=1))
def test_every_folder_name_makes_a_name_of_small_letters_digits_and_single_underscores(folder: str) -> None:
    name = dataset_name(folder)
    assert name.isascii()
    assert name.replace("_", "a").isalnum()
    assert name == "_".join(name.lower().split("_"))
    assert "" not in name.split("_")
