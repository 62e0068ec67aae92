"""FollowTheMoney files: what is written, and what is read back."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest

from vedette.entities.ftm import (
    dataset_name,
    read_entities,
    read_statements,
    write_entities,
    write_statements,
)
from vedette.errors import CaseError, UnreadableInputError
from vedette.model.facts import Statement
from vedette.model.statement_rows import Record
from vedette.model.tables import CellError, RowTrouble

State = Callable[..., Statement]

HEADER = (
    '"canonical_id","entity_id","prop","prop_type","schema","value","dataset","origin","lang","original_value",'
    '"external","first_seen","last_seen","id"\n'
)


def test_a_statement_is_a_row_of_fourteen_quoted_cells_with_its_exhibit_and_row_as_origin(
    state: State,
) -> None:
    assert write_statements([state("name", 'ANGARA, "the"')]).decode() == HEADER + (
        '"imo-vsl-9179842","imo-vsl-9179842","name","name","Vessel","ANGARA, ""the""","panel_ships",'
        '"a450474f6359#row=3","","","f","","","b9274cc9bb5ddcdc7d6e50a184b07377adb6587b"\n'
    )


def test_no_statements_make_a_header_and_no_entities_make_nothing() -> None:
    assert write_statements([]) == HEADER.encode()
    assert write_entities([]) == b""


def test_the_order_of_the_statements_does_not_change_a_byte(state: State) -> None:
    statements = [
        state("name", "ANGARA"),
        state("id", "imo-vsl-9179842"),
        state("flag", "ru"),
        state("name", "A", row=4),
    ]
    assert write_statements(statements) == write_statements(statements[::-1])
    assert write_entities(statements) == write_entities(statements[::-1])


def test_the_row_that_says_an_entity_exists_comes_before_its_properties(state: State) -> None:
    lines = write_statements([state("flag", "ru"), state("id", "imo-vsl-9179842")]).splitlines()
    assert b'"id","id","Vessel"' in lines[1]


def test_the_same_statement_from_two_rows_has_two_rows_of_one_id(state: State) -> None:
    written = write_statements([state("name", "ANGARA", row=3), state("name", "ANGARA", row=4)])
    records = [one for one in read_statements(io.BytesIO(written)) if isinstance(one, Record)]
    assert len(records) == 2
    assert len({one.key for one in records}) == 1
    assert len({one.rows[0].origin for one in records}) == 2


def test_a_language_goes_with_names_and_not_with_countries(state: State) -> None:
    written = write_statements([state("name", "Ангара", lang="rus"), state("flag", "ru", lang="rus")])
    assert sorted(
        one.rows[0].lang or "" for one in read_statements(io.BytesIO(written)) if isinstance(one, Record)
    ) == [
        "",
        "rus",
    ]


def test_an_original_value_that_is_the_value_is_left_out(state: State) -> None:
    same = write_statements([state("name", "ANGARA", original_value="ANGARA")])
    assert same == write_statements([state("name", "ANGARA")])
    assert b'"Angara"' in write_statements([state("name", "ANGARA", original_value="Angara")])


def test_an_imo_number_is_published_with_its_label_and_keeps_the_digits_as_original(state: State) -> None:
    (record,) = read_statements(io.BytesIO(write_statements([state("imoNumber", "9179842")])))
    assert isinstance(record, Record)
    assert (record.rows[0].value, record.rows[0].original_value) == ("IMO9179842", "9179842")


def test_what_was_seen_once_was_seen_last_then(state: State) -> None:
    assert b'"2024-10-22","2024-10-22"' in write_statements(
        [state("name", "ANGARA", first_seen="2024-10-22")]
    )


def test_a_statement_that_the_schema_does_not_know_is_not_written(state: State) -> None:
    with pytest.raises(CellError, match="a Vessel has no property 'cargo'"):
        write_statements([state("cargo", "shells")])


def test_an_entity_is_one_line_with_sorted_properties_and_values_once(state: State) -> None:
    written = write_entities(
        [
            state("name", "LADY R"),
            state("name", "ANGARA"),
            state("name", "ANGARA", row=4, first_seen="2024-01-02"),
            state("flag", "ru", submission="listings", last_seen="2025"),
            state("id", "imo-vsl-9179842"),
        ]
    )
    assert written.count(b"\n") == 1
    assert written.decode() == (
        '{"id":"imo-vsl-9179842","schema":"Vessel","properties":{"flag":["ru"],"name":["ANGARA","LADY R"]},'
        '"referents":[],"datasets":["listings","panel_ships"],"first_seen":"2024-01-02","last_seen":"2025"}\n'
    )


def test_an_entity_has_the_narrowest_schema_that_its_statements_name(state: State) -> None:
    written = write_entities(
        [
            state("name", "MRB", entity_id="mrb", schema=one)
            for one in ("LegalEntity", "Company", "Organization")
        ]
    )
    assert json.loads(written)["schema"] == "Company"


def test_an_entity_that_is_said_to_be_two_things_is_refused_by_name(state: State) -> None:
    with pytest.raises(CaseError, match="mrb is said to be a Company and a Person"):
        write_entities([state("name", "MRB", entity_id="mrb", schema=one) for one in ("Person", "Company")])


@pytest.mark.parametrize(
    ("folder", "name"),
    [("ofac-listings", "ofac_listings"), ("p1", "p1"), ("2024-r1-claims", "2024_r1_claims")],
)
def test_an_ordinary_folder_is_a_dataset_of_the_same_name(folder: str, name: str) -> None:
    assert dataset_name(folder) == name


def test_folders_that_differ_in_spelling_alone_are_different_datasets() -> None:
    folders = ["r1-claims", "R1-claims", "r1_claims", "r1 claims", "r1--claims", "주장", "требования"]
    assert len({dataset_name(one) for one in folders}) == len(folders)


def test_what_was_written_reads_back_the_same(state: State) -> None:
    statements = [
        state("name", '낙원\nof, "two" lines'),
        state("id", "imo-vsl-9179842"),
        state("imoNumber", "IMO9179842"),
    ]
    rows = [
        one.rows[0]
        for one in read_statements(io.BytesIO(write_statements(statements)))
        if isinstance(one, Record)
    ]
    assert {(one.entity_id, one.schema, one.prop, one.value) for one in rows} == {
        (one.entity_id, one.schema, one.prop, one.value) for one in statements
    }
    assert all(one.id == one.key for one in rows)


def test_a_line_that_is_no_entity_is_trouble_and_the_next_one_is_read() -> None:
    found = list(
        read_entities(io.BytesIO(b'nonsense\n\n{"id":"a","schema":"Person","properties":{"name":["B"]}}\n'))
    )
    assert isinstance(found[0], RowTrouble)
    assert found[0].locator == "row=1"
    assert isinstance(found[1], Record)
    assert [(one.prop, one.value) for one in found[1].rows] == [("id", "a"), ("name", "B")]


def test_an_unknown_schema_is_trouble_in_its_column() -> None:
    row = b"entity_id,prop,schema,value,dataset\na,name,Vesel,B,c\n"
    (trouble,) = read_statements(io.BytesIO(row))
    assert isinstance(trouble, RowTrouble)
    assert (trouble.column, trouble.value, trouble.advice) == ("schema", "Vesel", "did you mean 'Vessel'?")


def test_an_empty_file_is_refused_as_a_whole() -> None:
    with pytest.raises(UnreadableInputError, match="is empty"):
        list(read_entities(io.BytesIO(b"")))
    with pytest.raises(UnreadableInputError, match="is empty"):
        list(read_statements(io.BytesIO(b"")))
