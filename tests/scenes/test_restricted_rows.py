"""Restricted rows that something else is wrong with: no byte of them reaches an edition for less than they allow."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from vedette.casework.build import BuiltEdition
from vedette.casework.check import check
from vedette.casework.verify import verify
from vedette.casework.withheld import Withheld, withheld_from
from vedette.casework.workspace import open_workspace
from vedette.testing.editions import built, bytes_of, collected, submit, write_small_case

HEADER = "key,subject,wording,value,unit,author,status,handling,note\n"
ROW = "{key},workers.further,exactly,{value},person,{author},S,{handling},\n"
CANARY = "CANARY-OF-THE-CELLAR"


def row(*, key: str = "K-1", value: str = "5", handling: str = "TLP:RED") -> str:
    return ROW.format(key=key, value=value, handling=handling, author=CANARY)


def workbook(handling: str, value: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER.strip().split(","))
    sheet.append(["K-1", "workers.further", "exactly", value, "person", CANARY, "S", handling])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def objects(**changes: object) -> str:
    cells = dict(zip(HEADER.strip().split(","), row().strip().split(","), strict=True))
    return json.dumps([{**cells, **changes}])


WORDS = "key,subject,wording,value,unit,author,status,words,handling\n"
FREE = "key,subject,wording,value,unit,author,status\n"
SWALLOWING = 'K-0,workers.further,exactly,5,person,A team,S,"he said,\n'
SWALLOWED = 'K-2,workers.further,exactly,5,person,A team,S,they said",\n'


def worded(*, key: str = "K-1", words: str = "secret", handling: str = "TLP:RED") -> str:
    return f"{key},workers.further,exactly,5,person,{CANARY},S,{words},{handling}\n"


def free() -> str:
    return f"K-1,workers.further,exactly,5,person,{CANARY},S\n"


def commented() -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook("", "5")))
    book.worksheets[0]["A2"].comment = Comment("TLP:RED", "A team")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HOSTILE: dict[str, tuple[str, str | bytes]] = {
    "a good row": ("claims.csv", HEADER + row()),
    "a bad value": ("claims.csv", HEADER + row(value="many")),
    "an empty key": ("claims.csv", HEADER + row(key="")),
    "a key twice": ("claims.csv", HEADER + row(handling="").replace(CANARY, "free") + row()),
    "an amber row": ("claims.csv", HEADER + row(value="many", handling="TLP:AMBER")),
    "no label": ("claims.csv", HEADER + row(handling="SECRET")),
    "a label too strict": ("claims.csv", HEADER + row(handling="TLP:RED+STRICT")),
    "too few cells": ("claims.csv", f"{HEADER}K-1,{CANARY},TLP:RED\n"),
    "too many cells": ("claims.csv", HEADER + row().replace(CANARY, f"{CANARY},Ltd")),
    "an open quote": ("claims.csv", HEADER + row().replace(CANARY, f'"{CANARY}')),
    "a quote in a cell": ("claims.csv", HEADER + row().replace(CANARY, f'x"{CANARY}"')),
    "a NUL": ("claims.csv", HEADER + row().replace(CANARY, f"{CANARY}\0")),
    "a header in capitals": ("claims.csv", HEADER.replace("handling", "HANDLING") + row()),
    "a header twice": ("claims.csv", HEADER.replace("note", "handling") + row()),
    "a header under another name": ("claims.csv", HEADER.replace("handling", "classification") + row()),
    "semicolons": ("claims.csv", (HEADER + row()).replace(",", ";")),
    "another encoding": ("claims.csv", (HEADER + row()).encode("utf-16")),
    "the wrong column": ("claims.csv", HEADER + row(value="many", handling="").rstrip("\n") + "TLP:RED\n"),
    "a good row with the wrong column": ("claims.csv", HEADER + row(handling="").rstrip("\n") + "TLP:RED\n"),
    "a workbook": ("claims.xlsx", workbook("TLP:RED", "many")),
    "a workbook with a formula": ("claims.xlsx", workbook("TLP:RED", "=1+1")),
    "a workbook without a label": ("claims.xlsx", workbook("secret", "5")),
    "JSON with a bad value": ("claims.json", objects(value="many")),
    "JSON with another key": ("claims.json", objects(handling=None, Handling="TLP:RED")),
    "JSON with an object": ("claims.json", objects(handling={"tlp": "RED"})),
    "JSON that breaks off": ("claims.json", objects()[:-1]),
    "a row that a quote swallowed": ("claims.csv", WORDS + SWALLOWING + worded() + SWALLOWED),
    "a row that a quote swallowed, with a bare label": (
        "claims.csv",
        WORDS + SWALLOWING + worded(handling="RED") + SWALLOWED,
    ),
    "one row that a quote swallowed": (
        "claims.csv",
        WORDS + worded(key="K-0", words='"he').replace('he",TLP:RED', "he,") + worded(words='said"'),
    ),
    "a label one cell to the left": ("claims.csv", WORDS + worded(words="TLP:RED", handling="")),
    "a bare label one cell to the left": ("claims.csv", WORDS + worded(words="red", handling="")),
    "a label in the key": ("claims.csv", HEADER + row(key="TLP-RED-1", handling="")),
    "a line that is too long": ("claims.csv", FREE + free().replace(CANARY, CANARY + "x" * (1 << 20))),
    "a cell too many without a column for it": ("claims.csv", FREE + free().replace(CANARY, f"{CANARY},x")),
    "a broken quote without a column for it": ("claims.csv", FREE + free().replace(CANARY, f'"{CANARY}"x')),
    "a line of warning": ("claims.csv", f"{FREE}# RESTRICTED below\n{free()}"),
    "a label in a comment of a cell": ("claims.xlsx", commented()),
    "JSON with a label in its words": ("claims.json", objects(handling="", words="TLP:RED")),
    "JSON with an escaped label": (
        "claims.json",
        objects(handling="").replace('"S"', '"S", "words": "TLP\\u003aRED"'),
    ),
}
"""Submissions that are TLP:CLEAR by their manifest, each with a restricted row that names the canary."""

ENTITY = {"id": "a", "schema": "Person", "properties": {"name": [CANARY]}}
LINES = {
    "an entity with a marking": {**ENTITY, "handling": "TLP:RED"},
    "a property that is a marking": {**ENTITY, "properties": {"name": [CANARY], "handling": ["TLP:RED"]}},
    "a note that is a marking": {**ENTITY, "properties": {"name": [CANARY], "notes": ["RED"]}},
    "a refused entity with a marking": {
        **ENTITY,
        "first_seen": 3,
        "properties": {"name": [CANARY], "notes": ["RED"]},
    },
    "a caption that is a marking": {**ENTITY, "caption": "TLP:RED"},
    "a caption that is no caption": {**ENTITY, "caption": {"handling": "secret"}},
    "a target that is none": {**ENTITY, "target": {"handling": "secret"}},
    "an origin that is a marking": {**ENTITY, "origin": ["TLP:RED"]},
    "a dataset that is a marking": {**ENTITY, "datasets": ["RED"]},
}

KEPT = {
    "a table that nobody reads": ("rows.csv", HEADER + row(handling="SECRET")),
    "a page with a label": ("page.html", f"<p>{CANARY}</p><p>TLP:<b>RED</b></p>"),
    "a remark with a label": ("remark.md", f"{CANARY}, TLP RED"),
}
"""Files without a table beside one that is free."""
MANIFESTS = {
    "a manifest with a comment": "# TLP:RED",
    "a manifest with a note": 'note = "TLP-RED, for the team alone"',
}
"""Lines at the top of a manifest that is TLP:CLEAR."""
WITHHELD = (*HOSTILE, *LINES, *KEPT, *MANIFESTS)


def write_hostile_case(folder: Path) -> Path:
    case = write_small_case(folder)
    for name, (path, content) in HOSTILE.items():
        place = submit(
            case, name, {path: content, "sources.csv": f"key,title,status\nP-{len(name)},{CANARY},V\n"}
        )
        (place / "scan.pdf").write_bytes(b"%PDF-1.7 " + CANARY.encode())
        with (place / "submission.toml").open("a", encoding="utf-8") as manifest:
            manifest.write('\n[[files]]\npath = "scan.pdf"\n')
    for name, entity in LINES.items():
        place = submit(case, name, {"claims.csv": HEADER})
        (place / "entities.ftm.json").write_text(json.dumps(entity) + "\n", encoding="utf-8")
        with (place / "submission.toml").open("a", encoding="utf-8") as manifest:
            manifest.write('\n[[files]]\npath = "entities.ftm.json"\ntable = "ftm-entities"\nstatus = "S"\n')
    for name, (path, content) in KEPT.items():
        place = submit(case, name, {"claims.csv": HEADER})
        (place / path).write_text(content, encoding="utf-8")
        with (place / "submission.toml").open("a", encoding="utf-8") as manifest:
            manifest.write(f'\n[[files]]\npath = "{path}"\n')
    for name, line in MANIFESTS.items():
        place = submit(case, name, {"claims.csv": FREE + free()})
        manifest_of = place / "submission.toml"
        manifest_of.write_text(f"{line}\n" + manifest_of.read_text(encoding="utf-8"), encoding="utf-8")
    return case


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_case(tmp_path_factory.mktemp("hostile") / "case")


@pytest.fixture(scope="module")
def edition(case: Path) -> BuiltEdition:
    return built(case)


@pytest.fixture(scope="module")
def withheld(case: Path, edition: BuiltEdition) -> dict[str, Withheld]:
    assert edition.folder.is_dir()
    return {one.submission: one for one in withheld_from(open_workspace(case), "public")}


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes, those of every part if they are a zip file, and those of every compressed stream of a PDF."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                yield part.filename.encode() + archive.read(part)
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue


def traces(data: bytes) -> list[str]:
    """The canary as it could be written: in UTF-8 and UTF-16."""
    forms = {
        "utf-8": CANARY.encode(),
        "utf-16": CANARY.encode("utf-16-le"),
        "utf-16-be": CANARY.encode("utf-16-be"),
    }
    return [name for name, form in forms.items() for piece in unpacked(data) if form in piece]


def test_no_byte_of_a_restricted_row_reaches_the_public_edition_whatever_else_is_wrong_with_it(
    edition: BuiltEdition,
) -> None:
    files = bytes_of(edition.folder)
    assert {name: found for name, data in files.items() if (found := traces(data))} == {}


def test_no_name_of_a_withheld_submission_reaches_the_public_edition(edition: BuiltEdition) -> None:
    files = bytes_of(edition.folder)
    kept = {name.split("/")[2] for name in files if name.startswith("case/submissions/")}
    assert kept == {"ships", "workers"}
    log = files["custody.jsonl"].decode()
    assert [name for name in WITHHELD if f'"{name}/' in log or f'"{name},' in log] == []


@pytest.mark.parametrize("name", WITHHELD)
def test_the_build_names_each_submission_that_it_withholds_and_the_reason(
    withheld: dict[str, Withheld], name: str
) -> None:
    assert withheld[name].level in {"TLP:RED", "TLP:AMBER"}
    assert withheld[name].why


def test_the_public_edition_is_the_same_with_and_without_the_restricted_submissions(
    edition: BuiltEdition, tmp_path: Path
) -> None:
    without = built(write_small_case(tmp_path / "case"))
    assert bytes_of(without.folder) == bytes_of(edition.folder)
    assert verify(edition.folder).exit_code == 0


def test_the_workspace_reads_again_as_it_was_recorded(case: Path, edition: BuiltEdition) -> None:
    assert edition.folder.is_dir()
    assert check(open_workspace(case)).faults == ()


def test_every_issue_of_a_restricted_row_carries_its_marking(case: Path, edition: BuiltEdition) -> None:
    assert edition.folder.is_dir()
    record = open_workspace(case).record
    for version in record.submissions():
        if version.folder in HOSTILE:
            for issue in record.issues(version.id):
                free = issue.handling.tlp.label == "TLP:CLEAR"
                assert not (free and CANARY in f"{issue.value} {issue.problem}"), (version.folder, issue)


def test_a_repaired_submission_returns_to_the_public_edition(tmp_path: Path) -> None:
    case = write_small_case(tmp_path / "case")
    submit(case, "late", {"claims.csv": HEADER + row(value="many", handling="SECRET")})
    assert [one.submission for one in withheld_from(collected(case), "public")] == ["late"]
    submit(case, "late", {"claims.csv": HEADER + row(handling="TLP:CLEAR")})
    assert withheld_from(collected(case), "public") == ()
    assert "case/submissions/late/claims.csv" in bytes_of(built(case).folder)


def test_an_edition_that_somebody_built_with_a_restricted_refused_row_in_it_does_not_verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_small_case(tmp_path / "case")
    submit(case, "leak", {"claims.csv": HEADER + row(value="many")})
    with monkeypatch.context() as patched:
        patched.setattr("vedette.casework.inputs.visible", lambda collected, _audience: tuple(collected))
        patched.setattr("vedette.casework.build.handling_of", lambda _strand: _Open())
        folder = built(case).folder
    found = verify(folder)
    assert found.exit_code != 0
    assert "may not see" in " ".join(one.found for one in found.faults)


class _Open:
    def allows(self, _audience: object) -> bool:
        return True
