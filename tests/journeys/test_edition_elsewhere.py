from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from vedette.casework.verify import verify
from vedette.casework.workspace import Workspace, open_workspace
from vedette.evidence.preserve import submission_id
from vedette.release.edition import content_of, figures_of
from vedette.testing.editions import built, bytes_of, write_small_case

Told = dict[str, object]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_case(tmp_path_factory.mktemp("here") / "case")


@pytest.fixture(scope="module")
def here(case: Path) -> Told:
    seal = built(case).seal
    pages = {name: one.digest.value for name, one in seal.renderings.items() if name != "custody.jsonl"}
    return {"content": seal.content_hash.value, "pages": pages}


def built_elsewhere(folder: Path, *, order: str = "as here", **environment: str) -> Told:
    script = Path(__file__).with_name("build_elsewhere.py")
    done = subprocess.run(
        [sys.executable, script, folder / "another case", order],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, **environment},
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    told: Told = json.loads(done.stdout)
    return told


ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "another place, user and hash seed": {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "ko_KR.UTF-8",
        "LANG": "ar_SA.UTF-8",
        "USER": "nobody",
        "LOGNAME": "nobody",
        "HOME": "/nonexistent",
        "PYTHONHASHSEED": "4711",
        "MPLCONFIGDIR": "/nonexistent",
    },
    "a plainer processor": {
        "LC_ALL": "C",
        "PYTHONHASHSEED": "1",
        "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-AVX512VL,-AVX512DQ",
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("where", ELSEWHERE)
def test_content_hash_and_pages_are_the_same_under(here: Told, tmp_path: Path, where: str) -> None:
    assert built_elsewhere(tmp_path, **ELSEWHERE[where]) == here


@pytest.mark.slow
def test_content_hash_and_pages_do_not_depend_on_the_order_and_number_of_collections(
    here: Told, tmp_path: Path
) -> None:
    assert built_elsewhere(tmp_path, order="late") == here


def test_the_record_in_memory_gives_the_same_content_as_the_record_on_disk(case: Path, here: Told) -> None:
    from vedette.backends.memory import MemoryRecord
    from vedette.casework.inputs import inputs_of

    on_disk = open_workspace(case)
    record = MemoryRecord()
    with record.writing() as writer:
        for one in reversed(on_disk.record.submissions()):
            assert submission_id(one.folder, ((each.path, each.digest) for each in one.exhibits)) == one.id
            writer.add_submission(one, on_disk.record.facts(one.id), on_disk.record.issues(one.id))
    inputs = inputs_of(
        Workspace(folder=case, case=on_disk.case, record=record, blobs=on_disk.blobs), audience="public"
    )
    from vedette.model.wire import digest_of

    assert digest_of(content_of(inputs, figures_of(inputs))).value == here["content"]


AUDITED = """
import sys
from pathlib import Path
edition = Path(sys.argv[1]).resolve()
from vedette.casework.verify import verify
said = []
def hook(event, arguments):
    if event.startswith("socket.") and event not in {"socket.__new__", "socket.gethostname"}:
        said.append(f"{event} {arguments}")
    if event == "open" and isinstance(arguments[0], str) and arguments[1] is not None:
        if set(arguments[1]) & set("wax+") and Path(arguments[0]).resolve().is_relative_to(edition):
            said.append(f"{event} {arguments}")
        if ".vedette" in arguments[0]:
            said.append(f"{event} {arguments}")
    if event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime"}:
        if str(edition) in str(arguments):
            said.append(f"{event} {arguments}")
sys.addaudithook(hook)
found = verify(edition)
print(found.exit_code, found.pages_reason or found.pages, said)
"""


def test_verifying_opens_no_socket_and_no_workspace_and_writes_nothing_into_the_edition(
    case: Path, tmp_path: Path
) -> None:
    edition = tmp_path / "edition"
    built(case).folder.rename(edition)
    before = bytes_of(edition)
    done = subprocess.run(
        [sys.executable, "-c", AUDITED, edition], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.stdout.strip() == "0 same bytes []", done.stderr
    assert bytes_of(edition) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other marks for what may not be written")
def test_an_edition_that_nobody_may_write_to_verifies(case: Path) -> None:
    edition = built(case).folder
    try:
        for path in [edition, *edition.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        assert verify(edition).exit_code == 0
    finally:
        for path in [edition, *edition.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
