"""Whatever else is wrong with a row, its file is at least as restricted as its cell says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from vedette.evidence.reread import Markings
from vedette.model.evidence import Exhibit, Sha256
from vedette.model.handling import FREE, Audience, Handling, Tlp
from vedette.model.submissions import Authority, Manifest, SourceGrade, SubmittedFile
from vedette.sources.layouts import layouts
from vedette.sources.reading import read_exhibit

COLUMNS = [column.name for column in layouts()["claims"].all_columns]
EXAMPLE = {**dict.fromkeys(COLUMNS, ""), **layouts()["claims"].example}
LABELS = (
    {one.label: one for one in Tlp}
    | {one.label.lower(): one for one in Tlp}
    | {" RED ": Tlp.RED, "amber": Tlp.AMBER}
)
NO_LABELS = ["SECRET", "TLP:RED+STRICT", "TLP RED", "R", "0", "TLP:", "-", "rot", "\u0422LP:RED"]
AUDIENCES = st.builds(Audience, name=st.just("x"), ceiling=st.sampled_from(Tlp))
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["many", '"', 'a"b', "x,y", "\n", "\0", "\ufeff", "TLP:CLEAR", ";", "5"]
)


def joined(content: bytes, path: str) -> Handling:
    """The marking of an exhibit of a free submission after everything in it was read."""
    file = SubmittedFile(path=path, table="claims")
    exhibit = Exhibit(
        digest=Sha256.of(content),
        size=len(content),
        media_type="text/csv",
        submission="s",
        path=path,
        handling=FREE,
    )
    manifest = Manifest(
        title="T", submitted_by="S", submitted_on=dt.date(2025, 6, 1), authority=Authority.OPEN_SOURCE,
        grade=SourceGrade.B, handling=FREE, licence="facts", language="en", files=(file,),
    )  # fmt: skip
    markings = Markings.of_exhibits(FREE, [exhibit])
    for item in read_exhibit(io.BytesIO(content), file=file, exhibit=exhibit, manifest=manifest):
        markings.meet(item)
    return markings.of(exhibit.digest)


@st.composite
def restricted(draw: st.DrawFn) -> tuple[dict[str, str], Tlp]:
    """A row that names a level, or what is none and counts as the highest, and whose other cells may be anything."""
    label = draw(st.sampled_from([*LABELS, *NO_LABELS]))
    changed = draw(st.dictionaries(st.sampled_from(COLUMNS), TEXTS, max_size=5))
    return {**EXAMPLE, **changed, "handling": label}, LABELS.get(label, Tlp.RED)


def as_csv(rows: list[list[str]], *, quoting: Literal[0, 1]) -> bytes:
    text = io.StringIO()
    csv.writer(text, quoting=quoting, escapechar=None, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


@settings(max_examples=150, deadline=None)
@given(row=restricted(), audience=AUDIENCES, before=st.booleans())
def test_a_row_of_csv_keeps_its_file_from_whom_its_cell_forbids_it(
    row: tuple[dict[str, str], Tlp], audience: Audience, *, before: bool
) -> None:
    cells, level = row
    others = [list(EXAMPLE.values())] if before else []
    content = as_csv([COLUMNS, *others, [cells[name] for name in COLUMNS]], quoting=csv.QUOTE_ALL)
    marking = joined(content, "t.csv")
    assert marking.tlp >= level
    assert not (level > audience.ceiling and marking.allows(audience))


@settings(max_examples=150, deadline=None)
@given(row=restricted(), cut=st.integers(-6, 6), data=st.data())
def test_cells_that_are_lost_added_or_broken_free_nothing(
    row: tuple[dict[str, str], Tlp], cut: int, data: st.DataObject
) -> None:
    """Lines as careless hands write them: unquoted, cut short or too long, the header's names in any case."""
    cells, level = row
    texts = [re.sub(r'[\r\n",]', " ", cells[name]) for name in COLUMNS]
    texts = texts[:cut] if cut < 0 else [*texts, *[""] * cut]
    assumed_lost = cells["handling"] not in texts
    header = [data.draw(st.sampled_from([name, name.upper(), f" {name} "])) for name in COLUMNS]
    content = f"{','.join(header)}\n{','.join(texts)}\n".encode()
    assert joined(content, "t.csv").tlp >= (Tlp.RED if assumed_lost and any(texts) else level)


@settings(max_examples=150, deadline=None)
@given(
    row=restricted(),
    others=st.dictionaries(
        TEXTS, TEXTS | st.none() | st.booleans() | st.lists(TEXTS, max_size=2), max_size=3
    ),
)
def test_an_object_of_json_keeps_its_file_from_whom_its_cell_forbids_it(
    row: tuple[dict[str, str], Tlp], others: dict[str, object]
) -> None:
    cells, level = row
    content = json.dumps([{**others, **cells}]).encode()
    assert joined(content, "t.json").tlp >= level
