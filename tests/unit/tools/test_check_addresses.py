"""The check of addresses catches registries and paths of one machine, in tracked files only."""

import subprocess
from pathlib import Path

import pytest

import check_addresses


@pytest.mark.parametrize(
    "text",
    [
        # In pieces, as the check has them: no file of the repository holds a registry's address.
        "https://files.pythonhosted" + ".org/packages/a.whl",
        "--index-" + "url https://example.org",
        '"resolved": "https://regis' + "try.npmjs" + '.org/vite"',
        "open('/home/ann/case.toml')",
        "cd /root/case",
        "/Users/ann/case",
        r"C:\Users\ann",
    ],
)
def test_an_address_or_machine_path_is_refused(text: str) -> None:
    assert len(list(check_addresses.offences(text))) == 1


@pytest.mark.parametrize(
    "text", ["docs/home/index.md", "~/root/x", "src/work/plan.py", "https://pypi.org/project/x"]
)
def test_a_relative_path_or_a_project_page_is_fine(text: str) -> None:
    assert list(check_addresses.offences(text)) == []


def test_only_tracked_files_are_read(tmp_path: Path) -> None:
    for name in ("tracked.txt", "other.txt"):
        (tmp_path / name).write_bytes(b"\xff cd /root/case\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "tracked.txt"], cwd=tmp_path, check=True)
    assert check_addresses.complaints(tmp_path) == ["tracked.txt:1: holds '/root/'"]
