"""What a portal's files are called is said in `machine.layout` and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.machine import layout
from portals import ROOT

PACKAGE = ROOT / "generator"
# Not the addresses of the site, where a server looks too (`$document_root/sealed`).
# A year's digits as a pattern; a folder of the portal as a path or a part of one; a file in it.
NAMES = re.compile(
    r"2\[45\]"
    r"|(?:^|/)plans(?:/|$)|^content/|(?:^|/)mkdocs\.yml$"
    r"|(?:^|[/{|(])(?:plan|organization|overlap|withdrawn|privacy)(?:\\?\.yml|\|)"
    r"|allowed_signers|seals\\?\.txt|^projects\.csv|/projects$"
    r"|/announced|announced/|/amendments|amendments/|(?<!_root)/sealed/"
)
_THAI = re.compile("[\u0e00-\u0e7f]")


def texts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every literal of a module by its line: no docstring, nothing that is said in Thai.

    Values in a formatted text count as one sign that no name has.
    """
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (
                one.value if isinstance(one, ast.Constant) else "\ufffc" for one in node.values
            )
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) in docs or id(node) in inside:
                continue
            text = node.value
        else:
            continue
        if not _THAI.search(text):
            yield node.lineno, text


def named(package: Path) -> list[str]:
    """Return the places where a name of a portal's folder or file is written out."""
    return [
        f"{path.relative_to(package).as_posix()}:{line}: {text}"
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).as_posix() != "machine/layout.py"
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if NAMES.search(text)
    ]


def test_a_portals_folders_and_files_are_named_in_one_place() -> None:
    assert named(PACKAGE) == []


@pytest.mark.parametrize(
    "text",
    [
        'root / "plans" / year',
        'f"plans/{year}/projects.csv"',
        'f"{folder}/privacy.yml"',
        're.compile("2[45][0-9]{2}/")',
        'path / "organization.yml"',
        'f"{folder}/announced/{name}"',
        'root / "mkdocs.yml"',
    ],
)
def test_a_name_that_is_written_out_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.py").write_text(text, encoding="utf-8")
    assert len(named(tmp_path)) == 1


def test_what_people_read_may_name_files(tmp_path: Path) -> None:
    text = '"""plans/2570/plan.yml"""\nsaid = f"แก้ {x} ใน plan.yml"\n'
    (tmp_path / "x.py").write_text(text, encoding="utf-8")
    assert named(tmp_path) == []


@pytest.mark.parametrize("name", ["2400", "2570", "2599"])
def test_a_fiscal_year_is_a_years_folder(name: str) -> None:
    assert layout.is_year(name)
    assert layout.pattern_of("plan").fullmatch(layout.of_year(name, "plan"))


@pytest.mark.parametrize("name", ["2399", "2600", "๒๕๗๐", "2570\n", " 2570", "25701", "2026"])
def test_nothing_else_is(name: str) -> None:
    assert not layout.is_year(name)


def test_a_sealed_file_lies_in_its_year() -> None:
    assert layout.sealed_file(2568) == "plans/2568/sealed/2568.zip"
    assert layout.sealed_file("2568").startswith(f"{layout.of_year('2568')}/")
