"""Hold ``src`` to the shape that makes it readable: short modules and functions, speaking names, docstrings.

A length is counted from the first to the last line, blank lines included. Docstrings count for modules and
not for functions: a rule stated at length must not make a function look long.
"""

from __future__ import annotations

import ast
import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULE_MEDIAN, MODULE_LONGEST = 120, 400
FUNCTION_MEDIAN, FUNCTION_LONGEST = 8, 60
DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "stuff"})
FILLERS = frozenset({"a", "an", "and", "for", "in", "is", "of", "or", "the", "this", "to"})

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def body_lines(function: Function) -> int:
    """Lines of a function from ``def`` to its end, without its docstring."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None:
        total -= (first.end_lineno or first.lineno) - first.lineno + 1
    return total


def public_definitions(tree: ast.Module) -> Iterator[Definition]:
    """Yield what a reader may use: definitions of modules and of public classes, without an underscore."""
    waiting: list[ast.stmt] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                waiting += node.body


def is_overload(definition: Definition) -> bool:
    """Whether a typing overload or a property setter, which another definition of that name documents."""
    names = {ast.unparse(decorator).rsplit(".", maxsplit=1)[-1] for decorator in definition.decorator_list}
    return bool(names & {"overload", "setter", "override"})


def says_nothing_new(docstring: str, name: str) -> bool:
    """Whether a docstring has only the words of the name it documents, articles and endings apart."""
    named = _stems(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " "))
    return _stems(docstring) <= named


def _stems(text: str) -> set[str]:
    words = set(re.findall(r"\w+", text.lower())) - FILLERS
    return {re.sub(r"(ing|ed|es|s|e)$", "", word) for word in words}


def docstring_complaints(tree: ast.Module, place: str) -> Iterator[str]:
    """Yield what is undocumented in a module, and what is documented by its own name."""
    if not ast.get_docstring(tree):
        yield f"{place}:1: the module has no docstring"
    for definition in public_definitions(tree):
        docstring = ast.get_docstring(definition)
        if docstring is None and not is_overload(definition):
            yield f"{place}:{definition.lineno}: {definition.name} has no docstring"
        elif docstring is not None and says_nothing_new(docstring, definition.name):
            yield f"{place}:{definition.lineno}: the docstring of {definition.name} repeats its name"


def length_complaints(
    what: str, lengths: Sequence[tuple[int, str]], *, median: int, longest: int
) -> Iterator[str]:
    """Yield each length above the longest allowed, and the median if it is above its own bar."""
    for length, place in lengths:
        if length > longest:
            yield f"{place}: {what} of {length} lines; at most {longest}"
    middle = statistics.median(length for length, _ in lengths) if lengths else 0
    if middle > median:
        yield f"the median {what} has {middle:g} lines; at most {median}"


def complaints(root: Path) -> list[str]:
    """Everything in ``root/src`` that is out of shape, one line each."""
    found: list[str] = []
    modules: list[tuple[int, str]] = []
    functions: list[tuple[int, str]] = []
    for path in sorted((root / "src").rglob("*.py")):
        place = path.relative_to(root).as_posix()
        if DRAWERS & set(path.relative_to(root).with_suffix("").parts):
            found.append(f"{place}: a drawer; name the file for a noun or a verb of the field")
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        modules.append((len(text.splitlines()), place))
        functions += [
            (body_lines(node), f"{place}:{node.lineno}: {node.name}")
            for node in ast.walk(tree)
            if isinstance(node, Function)
        ]
        found += docstring_complaints(tree, place)
    found += length_complaints("module", modules, median=MODULE_MEDIAN, longest=MODULE_LONGEST)
    found += length_complaints("function", functions, median=FUNCTION_MEDIAN, longest=FUNCTION_LONGEST)
    return found


if __name__ == "__main__":
    out_of_shape = complaints(ROOT)
    print("\n".join(out_of_shape) or "shape: every module, function and docstring is within its bar")
    sys.exit(bool(out_of_shape))
