"""What keeps the house readable: sizes of modules and functions, docstrings of public names."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from portals import ROOT

PACKAGE = ROOT / "generator"
LONGEST_MODULE, LONGEST_FUNCTION, MEDIAN = 350, 50, 150


def modules() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}


def functions(text: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def test_modules_are_short() -> None:
    lengths = {path: len(text.splitlines()) for path, text in modules().items()}
    assert {path: n for path, n in lengths.items() if n > LONGEST_MODULE} == {}
    assert statistics.median(lengths.values()) <= MEDIAN


def test_scripts_of_the_browser_are_short() -> None:
    scripts = sorted((ROOT / "theme").rglob("*.js"))
    assert len(scripts) > 5
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in scripts}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_functions_are_short() -> None:
    found = {
        f"{path.name}: {name}": length
        for path, text in modules().items()
        for name, length in functions(text)
        if length > LONGEST_FUNCTION
    }
    assert found == {}
