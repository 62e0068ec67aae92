"""Any one change of a built edition is found, and named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from vedette.model.evidence import Fault
from vedette.release.integrity import check_edition
from vedette.testing.editions import built, bytes_of, write_small_case
from vedette.testing.folders import MemoryFolder

SEAL = "edition.json"
many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
NAMES = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    return bytes_of(built(write_small_case(tmp_path_factory.mktemp("editions") / "case")).folder)


def faults_of(files: Mapping[str, bytes]) -> tuple[Fault, ...]:
    return check_edition(MemoryFolder(files)).faults


def without(edition: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {one: data for one, data in edition.items() if one != name}


def told(faults: tuple[Fault, ...], where: str) -> set[str]:
    return {one.what for one in faults if one.where == where}


def test_as_built_it_has_no_fault(edition: Mapping[str, bytes]) -> None:
    assert faults_of(edition) == ()


@many
@given(data=st.data())
def test_a_byte_that_is_another_is_found_in_its_file(
    edition: Mapping[str, bytes], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([one for one in sorted(edition) if edition[one]]))
    content = edition[name]
    at = data.draw(st.integers(0, len(content) - 1))
    other = bytes([content[at] ^ data.draw(st.integers(1, 255))])
    found = told(faults_of({**edition, name: content[:at] + other + content[at + 1 :]}), name)
    assert found & {"seal", "file changed", "exhibit changed"}


@many
@given(data=st.data())
def test_a_file_that_ends_early_is_found(edition: Mapping[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([one for one in sorted(edition) if edition[one]]))
    cut = edition[name][: data.draw(st.integers(0, len(edition[name]) - 1))]
    assert told(faults_of({**edition, name: cut}), name) & {"seal", "file changed", "exhibit changed"}


@many
@given(data=st.data())
def test_a_file_that_goes_on_is_found(edition: Mapping[str, bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(edition)))
    longer = edition[name] + data.draw(st.binary(min_size=1, max_size=100))
    assert told(faults_of({**edition, name: longer}), name) & {"seal", "file changed", "exhibit changed"}


def test_each_file_that_is_removed_is_found_missing(edition: Mapping[str, bytes]) -> None:
    for name in edition:
        found = told(faults_of(without(edition, name)), name)
        assert found & ({"seal"} if name == SEAL else {"file missing"}), name


@many
@given(
    place=st.sampled_from(["", "annex/", "case/", "case/report/en/", "case/submissions/ships/"]), name=NAMES
)
def test_a_file_that_is_added_is_found(edition: Mapping[str, bytes], place: str, name: str) -> None:
    assume(place + name not in edition)
    [fault] = faults_of({**edition, place + name: b""})
    assert fault.what == "file added"
    assert fault.where.startswith(place)
    assert fault.where.isprintable()


@many
@given(data=st.data(), name=NAMES)
def test_a_file_that_is_renamed_is_missing_here_and_added_there(
    edition: Mapping[str, bytes], data: st.DataObject, name: str
) -> None:
    old = data.draw(st.sampled_from([one for one in sorted(edition) if one != SEAL]))
    assume(name not in edition)
    faults = faults_of({**without(edition, old), name: edition[old]})
    assert "file missing" in told(faults, old)
    assert "file added" in {one.what for one in faults}


@many
@given(data=st.data())
def test_two_files_that_change_places_are_both_found(
    edition: Mapping[str, bytes], data: st.DataObject
) -> None:
    one, other = data.draw(st.lists(st.sampled_from(sorted(edition)), min_size=2, max_size=2, unique=True))
    assume(edition[one] != edition[other])
    faults = faults_of({**edition, one: edition[other], other: edition[one]})
    if SEAL in {one, other}:
        assert told(faults, SEAL) == {"seal"}
    else:
        assert told(faults, one)
        assert told(faults, other)
