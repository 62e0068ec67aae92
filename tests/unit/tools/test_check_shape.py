"""The check of shape catches each way to be out of shape."""

import ast
from pathlib import Path

import pytest

import check_shape

GOOD = '"""What it is for."""\n\n\ndef measure() -> int:\n    """The things in the table."""\n    return 1\n'


def complaints(tmp_path: Path, text: str, name: str = "voyages.py") -> list[str]:
    path = tmp_path / "src" / "vedette" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return check_shape.complaints(tmp_path)


def test_a_short_documented_module_is_in_shape(tmp_path: Path) -> None:
    assert complaints(tmp_path, GOOD) == []


@pytest.mark.parametrize("name", ["utils.py", "common/__init__.py", "misc/voyages.py"])
def test_a_drawer_is_refused_as_file_or_folder(tmp_path: Path, name: str) -> None:
    assert any("a drawer" in complaint for complaint in complaints(tmp_path, GOOD, name))


def test_a_long_module_is_refused(tmp_path: Path) -> None:
    found = complaints(tmp_path, GOOD + "\n" * 400)
    assert found[0].startswith("src/vedette/voyages.py: module of 40")
    assert found[1].startswith("the median module")


def test_a_long_function_is_refused_and_its_docstring_does_not_count(tmp_path: Path) -> None:
    body = "".join(f"    n = {n}\n" for n in range(60))
    found = complaints(
        tmp_path, f'"""M."""\n\n\ndef _count() -> None:\n    """One.\n\n    Two.\n    """\n{body}'
    )
    assert found[0] == "src/vedette/voyages.py:4: _count: function of 61 lines; at most 60"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = 1\n", "the module has no docstring"),
        ('"""M."""\ndef plan(): ...\n', "plan has no docstring"),
        ('"""M."""\nclass Plan:\n    """One route."""\n    def go(self): ...\n', "go has no docstring"),
        (
            '"""M."""\ndef get_caps():\n    """Get the cap."""\n',
            "the docstring of get_caps repeats its name",
        ),
        (
            '"""M."""\nclass PortCall:\n    """A port call."""\n',
            "the docstring of PortCall repeats its name",
        ),
    ],
)
def test_a_missing_or_empty_docstring_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    assert [line.rsplit(": ", maxsplit=1)[-1] for line in complaints(tmp_path, text)] == [complaint]


def test_private_nested_and_overloaded_definitions_need_no_docstring() -> None:
    tree = ast.parse(
        '"""M."""\ndef _plan(): ...\n@typing.overload\ndef plan(): ...\nclass _A:\n    def go(self): ...\n'
    )
    assert list(check_shape.docstring_complaints(tree, "m.py")) == []
