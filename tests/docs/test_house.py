"""What the pages at the root say of the repository is so."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/terms.md")
PINNED = re.compile(r"^([a-z0-9._-]+)==(\S+)", re.MULTILINE)


def pins(repository: Path, name: str) -> set[tuple[str, str]]:
    return set(PINNED.findall((repository / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))


def test_the_makefile_has_every_target_that_a_page_names(repository: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {
        target
        for page in PAGES
        for span in re.findall(
            r"`(make [^`]*)`|^(make [a-z]+)", (repository / page).read_text("utf-8"), re.MULTILINE
        )
        for target in re.findall(r"make ([a-z-]+)", " ".join(span))
    }
    assert {"demo", "test", "check"} <= named <= targets


def test_plain_make_lists_every_target_with_its_help(repository: Path) -> None:
    listed = subprocess.run(["make"], cwd=repository, capture_output=True, text=True, check=True).stdout
    for target in ("demo", "test", "check", "bench", "docs"):
        assert re.search(rf"^  make {target} +\w", listed, re.MULTILINE), target


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    for page in (*repository.glob("*.md"), *(repository / "docs").rglob("*.md")):
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in link:
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_readme_has_at_most_120_lines(repository: Path) -> None:
    assert len((repository / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


def test_the_program_is_tested_with_the_versions_it_runs_on(repository: Path) -> None:
    tested, run = pins(repository, "dev"), pins(repository, "run")
    assert run
    assert run <= tested


@pytest.mark.parametrize("name", ["run", "dev", "interop"])
def test_every_requirement_is_pinned_by_hash(repository: Path, name: str) -> None:
    text = (repository / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    for requirement in re.split(r"\n(?=[a-z0-9])", text):
        if not requirement.startswith("#"):
            assert "--hash=sha256:" in requirement, requirement


def test_every_declared_dependency_is_pinned(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[\[<>=~! ]", wish, maxsplit=1)[0] for wish in project["dependencies"]}
    assert declared <= {name for name, _ in pins(repository, "run")}
