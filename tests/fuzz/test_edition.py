from __future__ import annotations

import random
import re
from collections.abc import Mapping

import pytest

from vedette.model.evidence import Fault
from vedette.release.integrity import check_edition
from vedette.testing.editions import built, bytes_of, write_small_case
from vedette.testing.folders import MemoryFolder

CHANGES = 1000
KINDS = {
    "seal": r"edition\.json",
    "custody log": r"custody\.jsonl",
    "page": r"report\.(html|pdf|docx)",
    "annex": r"annex/.+",
    "exhibit": r"case/submissions/.+",
    "page source": r"case/report/.+|case/case\.toml",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return bytes_of(built(write_small_case(tmp_path_factory.mktemp("fuzz") / "case")).folder)


def changed(data: bytes, chance: random.Random) -> bytes:
    """One byte flipped, deleted or inserted, anywhere."""
    at = chance.randrange(len(data)) if data else 0
    match chance.choice(["flip", "delete", "insert"]) if data else "insert":
        case "flip":
            return data[:at] + bytes([data[at] ^ chance.randrange(1, 256)]) + data[at + 1 :]
        case "delete":
            return data[:at] + data[at + 1 :]
        case _:
            return data[:at] + bytes([chance.randrange(256)]) + data[at:]


def faults_with(edition: Mapping[str, bytes], **files: bytes) -> tuple[Fault, ...]:
    return check_edition(MemoryFolder({**edition, **files})).faults


def names(faults: tuple[Fault, ...], name: str) -> bool:
    """Whether the faults say that the file is not what was sealed; the log must be told entry by entry too."""
    files = any(one.where == name for one in faults)
    if name != "custody.jsonl":
        return files
    return files and any(re.search(r"entry \d+$|line \d+$", one.where) for one in faults)


def test_an_edition_as_built_has_no_fault(edition: Mapping[str, bytes]) -> None:
    assert faults_with(edition) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_of_1000_random_changes_of_one_byte_in_every_kind_of_file_1000_are_caught_by_name(
    edition: Mapping[str, bytes], kind: str
) -> None:
    chance = random.Random(f"vedette {kind}")  # noqa: S311 - the same changes on every run
    files = [name for name in edition if re.fullmatch(KINDS[kind], name)]
    missed = []
    for number in range(-(-CHANGES // len(KINDS))):
        name = files[number % len(files)]
        if not names(faults_with(edition, **{name: changed(edition[name], chance)}), name):
            missed.append(name)
    assert missed == []


def test_every_file_of_an_edition_is_of_one_of_the_kinds_that_are_changed(
    edition: Mapping[str, bytes],
) -> None:
    assert [
        name for name in edition if sum(bool(re.fullmatch(one, name)) for one in KINDS.values()) != 1
    ] == []


def test_the_custody_log_and_the_case_file_are_covered_from_end_to_end(
    edition: Mapping[str, bytes],
) -> None:
    for name in ("custody.jsonl", "case/case.toml"):
        data = edition[name]
        for at in range(0, len(data), 23):
            flipped = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
            assert names(faults_with(edition, **{name: flipped}), name), (name, at)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b'"\\ud800"',
        b"\xff\xfe",
        b"{" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"form": "vedette-edition/1"}',
        b'{"form": "vedette-edition/1", "form": "vedette-edition/1"}',
        b'{"form": NaN}',
        b"9" * 10_000,
        b'{"content": ' * 50_000,
    ],
    ids=lambda data: repr(data[:30]),
)
def test_a_seal_that_is_no_seal_is_a_fault_and_never_a_crash(
    edition: Mapping[str, bytes], data: bytes
) -> None:
    [fault] = faults_with(edition, **{"edition.json": data})
    assert fault.where == "edition.json"
    assert fault.found.isprintable()


VALUES = [
    b"null", b"-1", b"1e999", b"NaN", b"-Infinity", b"99999999999999999999999999", b'"\\ud800"', b'"../../etc/passwd"',
    b'"/etc/passwd"', b"[]", b"{}", b"[[[[[[]]]]]]", b'"1e999999999"', b'"NaN"', b'"sNaN"', b'"0/0"', b"true",
    b'"' + b"x" * 100_000 + b'"',
]  # fmt: skip


def test_a_seal_with_any_value_replaced_by_a_hostile_one_is_a_fault_and_never_a_crash(
    edition: Mapping[str, bytes],
) -> None:
    chance = random.Random("hostile values")  # noqa: S311 - the same values on every run
    data = edition["edition.json"]
    places = [
        found.span(1) for found in re.finditer(rb'[:,\[]("(?:[^"\\]|\\.)*"|\d+|\[\]|\{\})(?=[,\]}])', data)
    ]
    for _ in range(400):
        start, end = chance.choice(places)
        value = chance.choice(VALUES)
        if value != data[start:end]:
            faults = faults_with(edition, **{"edition.json": data[:start] + value + data[end:]})
            assert [one.where for one in faults] == ["edition.json"]
            assert all(one.found.isprintable() for one in faults)
