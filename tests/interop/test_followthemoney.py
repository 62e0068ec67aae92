"""Our FollowTheMoney codec against the followthemoney package: each reads what the other writes, to the byte."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("followthemoney")

import followthemoney
from followthemoney.cli.util import write_entity
from followthemoney.dataset import Dataset
from followthemoney.dataset.util import dataset_name_check
from followthemoney.entity import ValueEntity
from followthemoney.model import Model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import CSV, StatementEntity
from followthemoney.statement import Statement as TheirStatement
from followthemoney.statement import read_statements as their_read_statements
from followthemoney.statement import write_statements as their_write_statements
from followthemoney.statement.serialize import CSV_COLUMNS
from followthemoney.statement.util import NON_LANG_TYPE_NAMES

import write_ftm_schema
from vedette.entities.ftm import (
    dataset_name,
    read_entities,
    read_statements,
    statement_row,
    write_entities,
    write_statements,
)
from vedette.model.evidence import Citation, Exhibit, Locator, Sha256
from vedette.model.facts import Basis, Statement
from vedette.model.followthemoney import PROPERTIES, TOPICS
from vedette.model.ftm_schema import TYPES_WITHOUT_LANGUAGE, schemata
from vedette.model.handling import FREE
from vedette.model.statement_rows import COLUMNS, Record, StatementRow
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile, Verification
from vedette.sources.layouts import layouts
from vedette.sources.manifest import read_manifest
from vedette.sources.reading import read_exhibit

pytestmark = pytest.mark.interop

AWKWARD = [
    ("Vessel", "name", "Ангара", "rus"),
    ("Vessel", "name", '낙원 "paradise", \r\nline\ttwo', "kor"),
    ("Vessel", "name", "=SUM(A1)", None),
    ("Vessel", "flag", "ru", "eng"),
    ("Vessel", "imoNumber", "IMO9179842", "eng"),
    ("Vessel", "topics", "sanction", "eng"),
    ("Vessel", "buildDate", "1998-03", None),
    ("Vessel", "id", "imo-vsl-9179842", None),
]


def made(
    schema: str,
    prop: str,
    value: str,
    lang: str | None = None,
    *,
    entity_id: str = "imo-vsl-9179842",
    **more: Any,
) -> Statement:
    basis = Basis(
        key="R-1",
        citation=Citation(Sha256.of(b"an exhibit"), Locator.row(3)),
        submission="panel-ships",
        authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B,
        handling=FREE,
        verification=Verification.SECONDARY,
    )
    return Statement(
        basis=basis, entity_id=entity_id, schema=schema, prop=prop, value=value, lang=lang, **more
    )


def from_layouts() -> Iterator[Statement]:
    """What the example row of every table layout states."""
    for name, layout in layouts().items():
        text = io.StringIO()
        writer = csv.DictWriter(text, [column.name for column in layout.all_columns])
        writer.writeheader()
        writer.writerow(dict(layout.example))
        file = SubmittedFile(path=f"{name}.csv", table=name)
        manifest = Manifest(
            title="Examples", submitted_by="A team", submitted_on=dt.date(2025, 6, 1), authority=Authority.OPEN_SOURCE,
            grade=SourceGrade.B, handling=FREE, licence="facts", language="en", files=(file,),
        )  # fmt: skip
        yield from read_file(text.getvalue().encode(), file, manifest, folder="examples")


def from_example_case(repository: Path) -> Iterator[Statement]:
    """What the submissions of the example case state."""
    for place in sorted((repository / "examples" / "dprk-russia" / "submissions").glob("*/submission.toml")):
        manifest = read_manifest(place.read_bytes(), where=str(place))
        for file in manifest.files:
            if file.table:
                content = (place.parent / file.path).read_bytes()
                yield from read_file(content, file, manifest, folder=place.parent.name)


def read_file(content: bytes, file: SubmittedFile, manifest: Manifest, *, folder: str) -> Iterator[Statement]:
    exhibit = Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="text/csv",
        submission=folder,
        path=file.path,
        handling=FREE,
    )
    for item in read_exhibit(io.BytesIO(content), file=file, exhibit=exhibit, manifest=manifest):
        if isinstance(item, Statement):
            yield item


@pytest.fixture(scope="module")
def stated(repository: Path) -> list[Statement]:
    """Everything that the layouts and the example case state."""
    found = [*from_layouts(), *from_example_case(repository)]
    assert len(found) > 20
    return found


def theirs(row: StatementRow) -> TheirStatement:
    return TheirStatement(
        entity_id=row.entity_id, prop=row.prop, schema=row.schema, value=row.value, dataset=row.dataset, lang=row.lang,
        original_value=row.original_value, first_seen=row.first_seen, external=row.external, last_seen=row.last_seen,
        origin=row.origin, canonical_id=row.canonical_id,
    )  # fmt: skip


def rows_of(content: bytes) -> list[StatementRow]:
    found = list(read_statements(io.BytesIO(content)))
    assert all(isinstance(one, Record) for one in found), found
    return [row for one in found if isinstance(one, Record) for row in one.rows]


class Kept(io.BytesIO):
    """A stream whose bytes outlive the text layer that their writer puts on it and then drops."""

    content = b""

    def close(self) -> None:
        self.content = self.getvalue()
        super().close()


def their_csv(statements: list[TheirStatement]) -> bytes:
    """What their writer gives."""
    out = Kept()
    their_write_statements(out, CSV, statements)
    return out.content if out.closed else out.getvalue()


def test_the_columns_are_theirs_in_their_order() -> None:
    assert list(COLUMNS) == CSV_COLUMNS


def test_the_types_without_a_language_are_theirs() -> None:
    assert TYPES_WITHOUT_LANGUAGE == NON_LANG_TYPE_NAMES


def test_the_schema_file_is_what_the_package_has() -> None:
    assert write_ftm_schema.FILE.read_text("utf-8") == write_ftm_schema.page()


def test_every_schema_has_the_properties_of_the_package_and_their_types() -> None:
    ours = {name: dict(schema.types) for name, schema in schemata().items()}
    assert ours == {
        schema.name: {name: prop.type.name for name, prop in schema.properties.items() if not prop.stub}
        for schema in Model.instance()
    }


def test_every_schema_extends_what_it_does_in_the_package() -> None:
    ours = {name: schema.ancestors for name, schema in schemata().items()}
    assert ours == {schema.name: schema.names for schema in Model.instance()}


@pytest.mark.parametrize("schema", sorted(PROPERTIES))
def test_every_property_that_may_be_stated_is_one_of_the_schema(schema: str) -> None:
    known = {name for name, prop in Model.instance()[schema].properties.items() if not prop.stub}
    assert known >= PROPERTIES[schema]
    assert not Model.instance()[schema].abstract


def test_every_topic_that_may_be_stated_is_one_of_theirs() -> None:
    topics = set(Model.instance()["Person"].properties["topics"].type.names)
    assert topics >= TOPICS


@pytest.mark.parametrize(("schema", "prop", "value", "lang"), AWKWARD)
def test_their_reader_has_our_rows_with_the_ids_that_it_would_make(
    schema: str, prop: str, value: str, lang: str | None
) -> None:
    ours = made(schema, prop, value, lang, original_value="ANGARA", first_seen="2024-10-22")
    (read,) = their_read_statements(io.BytesIO(write_statements([ours])), CSV)
    assert read.id == read.generate_key()
    assert (read.entity_id, read.schema, read.prop, read.value) == (ours.entity_id, schema, prop, value)
    assert (read.dataset, read.original_value, read.external) == ("panel_ships", "ANGARA", False)
    assert (read.first_seen, read.last_seen) == ("2024-10-22", "2024-10-22")
    assert read.origin == "a450474f6359#row=3"


@pytest.mark.parametrize("external", [False, True])
@pytest.mark.parametrize(("schema", "prop", "value", "lang"), AWKWARD)
def test_the_key_of_a_row_is_the_key_of_their_statement(
    schema: str, prop: str, value: str, lang: str | None, *, external: bool
) -> None:
    row = StatementRow(
        entity_id="a", schema=schema, prop=prop, value=value, dataset="d", lang=lang, external=external
    )
    assert row.key == theirs(row).id
    assert row.prop_type == theirs(row).prop_type


def test_our_statement_file_is_byte_for_byte_what_their_writer_gives(stated: list[Statement]) -> None:
    ours = write_statements([*stated, *(made(*one) for one in AWKWARD)])
    assert their_csv(list(their_read_statements(io.BytesIO(ours), CSV))) == ours


def test_our_reader_has_their_statements() -> None:
    written = [
        TheirStatement(
            entity_id="NK-1", canonical_id="Q1", prop=prop, schema=schema, value=value, dataset="us_ofac_sdn",
            lang=lang, original_value="before", external=prop == "flag", first_seen="2023-04-20T12:00:00",
            origin="page 3",
        )
        for schema, prop, value, lang in AWKWARD
    ]  # fmt: skip
    read = rows_of(their_csv(written))
    assert [theirs(one).to_dict() for one in read] == [one.to_dict() for one in written]
    assert [one.id for one in read] == [one.key for one in read] == [one.id for one in written]


def test_our_reader_has_the_statements_that_their_entities_make() -> None:
    entity = StatementEntity.from_data(
        Dataset.make({"name": "some_list", "title": "Some list"}),
        {"id": "NK-1", "schema": "Vessel", "properties": {"name": ["Angara"], "flag": ["ru"]}},
    )
    read = rows_of(their_csv(list(entity.statements)))
    assert {(one.prop, one.id) for one in read} == {(one.prop, one.id) for one in entity.statements}


def test_their_entities_say_what_our_lines_say(stated: list[Statement]) -> None:
    for line in write_entities([*stated, *(made(*one) for one in AWKWARD)]).splitlines():
        ours = json.loads(line)
        given = ValueEntity.from_dict(json.loads(line)).to_dict()
        assert {
            key: sorted(value) if isinstance(value, list) else value for key, value in given.items()
        } == ours
        assert EntityProxy.from_dict(json.loads(line)).to_dict() == ours


def test_our_lines_are_byte_for_byte_what_their_writer_gives() -> None:
    ours = write_entities([made(*one) for one in AWKWARD])
    out = io.BytesIO()
    write_entity(out, ValueEntity.from_dict(json.loads(ours)))
    assert out.getvalue() == ours


def test_their_statements_build_the_entities_that_our_lines_are(stated: list[Statement]) -> None:
    statements: dict[str, list[TheirStatement]] = {}
    for one in their_read_statements(io.BytesIO(write_statements(stated)), CSV):
        statements.setdefault(one.canonical_id, []).append(one)
    dataset = Dataset.make({"name": "whole", "title": "Whole"})
    for line in write_entities(stated).splitlines():
        ours = json.loads(line)
        built = StatementEntity.from_statements(dataset, statements.pop(ours["id"]))
        assert built.schema.name == ours["schema"]
        assert {prop: sorted(values) for prop, values in built.properties.items()} == ours["properties"]
    assert not statements


def test_our_reader_has_their_entities() -> None:
    entity = ValueEntity.from_dict(
        {
            "id": "NK-1", "schema": "Company", "caption": "MRB", "datasets": ["us_ofac_sdn"], "referents": ["ofac-1"],
            "first_seen": "2023-04-20T12:00:00", "last_seen": "2024-04-20T12:00:00", "last_change": "2024-01-01",
            "target": True, "properties": {"name": ["MRB Bank"], "country": ["ge-so"], "topics": ["sanction"]},
        }
    )  # fmt: skip
    out = io.BytesIO()
    write_entity(out, entity)
    (record,) = read_entities(io.BytesIO(out.getvalue()))
    assert isinstance(record, Record)
    assert [(one.prop, one.value) for one in record.rows[1:]] == [
        (prop.name, value) for prop, value in entity.itervalues()
    ]
    assert {(one.first_seen, one.last_seen) for one in record.rows} == {
        ("2023-04-20T12:00:00", "2024-04-20T12:00:00")
    }


@pytest.mark.parametrize(
    "folder", ["ofac-listings", "R1-claims", "r1_claims", "r1 claims", "주장", "требования", "2024"]
)
def test_a_folder_becomes_a_dataset_name_that_they_accept(folder: str) -> None:
    assert dataset_name_check(dataset_name(folder)) == dataset_name(folder)


def test_every_value_that_is_stated_is_clean_by_their_types(stated: list[Statement]) -> None:
    wrong = []
    for one in stated:
        if one.prop == "id":
            continue
        prop = Model.instance()[one.schema].properties[one.prop]
        value = statement_row(one).value
        cleaned = prop.type.clean(value, format=prop.format)
        if cleaned != value:
            wrong.append(f"{one.basis.key}: {one.schema}:{one.prop} {value!r}, theirs {cleaned!r}")
    assert not wrong, "\n".join(wrong)


def test_every_entity_that_is_stated_passes_their_validation(stated: list[Statement]) -> None:
    for line in write_entities(stated).splitlines():
        entity = json.loads(line)
        Model.instance()[entity["schema"]].validate(entity)


def test_the_schema_file_names_the_version_that_is_pinned(repository: Path) -> None:
    head = write_ftm_schema.FILE.read_text("utf-8").splitlines()[0]
    assert followthemoney.__version__ in head
    assert tomllib.loads(write_ftm_schema.FILE.read_text("utf-8"))
