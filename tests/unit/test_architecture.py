"""The rooms of `generator`, by rank: every import points down, and each room keeps to its trade.

The ranks are those that generator/__init__.py states; the rest is read from the sources by `ast`.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from portals import ROOT

PACKAGE = ROOT / "generator"
_FLOOR = re.compile(r"([0-9]+) ([a-z_]+(?:,\s+[a-z_]+)*)(?=\s·|\s\(|\.)")


def floors(told: str) -> dict[str, int]:
    """Return the floor of every room that a docstring tells."""
    return {
        room: int(floor)
        for floor, rooms in _FLOOR.findall(told)
        for room in re.split(r",\s+", rooms)
    }


# Who alone may import a library, by the beginnings of module names.
HOMES = {
    "mkdocs": ("generator.site.builder.", "generator.plan.check.pages"),
    "material": ("generator.site.builder.",),
    # 0.3 s of loading: for tables that are made for other programs, never for an everyday build.
    "pandas": (),
    "numpy": (),
    "rapidfuzz": ("generator.plan.overlap.",),
    "openpyxl": ("generator.plan.read.", "generator.plan.workbook."),
    "xlrd": ("generator.plan.intake.",),
    "olefile": ("generator.plan.intake.",),
    "yaml": ("generator.plan.read.", "generator.site.builder.worker"),
    "pypdf": ("generator.plan.uploads.",),
    "pypdfium2": ("generator.plan.intake.pdf.library",),
    "xlsxwriter": ("generator.site.render.documents.workbooks.", "generator.site.render.sheets"),
    "docx": ("generator.site.render.documents.word.",),
    "segno": ("generator.site.render.documents.codes",),
    "typst": ("generator.machine.typesetter",),
    "nlpo3": ("generator.machine.thai_words",),
    # Only who opens the desk has installed them.
    "starlette": ("generator.desk.app", "generator.desk.beginning", "generator.hub.service.app"),
    "uvicorn": ("generator.desk.serving", "generator.hub.service.serving"),
    "itsdangerous": ("generator.desk.keys",),
    "argon2": ("generator.desk.accounts",),
    # Only who gathers many portals has; `gathering` looks whether they are there.
    "dask": ("generator.hub.work",),
    "distributed": ("generator.hub.work", "generator.commands.gathering"),
    "cryptography": ("generator.commands.gathering",),
    "pyarrow": (
        "generator.hub.dataset.parquet",
        "generator.hub.questions.rows",
        "generator.commands.gathering",
    ),
    "chdb": ("generator.hub.questions.embedded", "generator.commands.gathering"),
    "clickhouse_connect": ("generator.hub.questions.server",),
    "PIL": (
        "generator.plan.uploads.",
        "generator.plan.pictures",
        "generator.plan.emblem",
        "generator.site.render.photographs",
    ),
    "markdown": ("generator.site.builder.", "generator.plan.page.rules"),
    "click": ("generator.cli", "generator.commands."),
    "subprocess": (
        "generator.site.builder",
        "generator.machine.bounded",
        "generator.machine.forks",
        "generator.machine.git",
        "generator.machine.office",
        "generator.machine.own_python",
        "generator.machine.programs",
        "generator.plan.page.reader",
        "generator.publishing.deploy.ssh",
        "generator.hub.fetching.repository",
        "generator.archive.signature",
    ),
    "time": (
        "generator.cli",
        "generator.commands.",
        "generator.publishing.leftovers",
        "generator.machine.patience",
    ),
}
DOOR = ("generator.__main__", "generator.cli", "generator.commands")
# Workers talk with their parents by these, and with nobody else.
PROTOCOL = {
    "generator.site.builder.worker": {"sys.stdin", "sys.stdout"},
    "generator.plan.page.worker": {"sys.stdin", "sys.stdout"},
    "generator.machine.bounded": {"sys.stdin", "sys.stdout", "os._exit"},
    "generator.machine.warm": {"os._exit"},
    "generator.machine.workers": {"sys.stdin", "os._exit"},
    "generator.machine.forks": {"sys.stdin", "os._exit"},
}
PRINTS = {
    "print",
    "input",
    "exit",
    "quit",
    "click.echo",
    "sys.exit",
    "sys.stdout",
    "sys.stderr",
    "sys.stdin",
}
ENDS = {"exit", "quit", "sys.exit", "os._exit", "os.abort", "SystemExit"}
ENVIRONMENT = {"os.environ", "os.getenv", "os.getenvb", "os.environb"}
CLOCKS = {
    *("datetime.datetime.now", "datetime.datetime.today", "datetime.datetime.utcnow"),
    *("datetime.date.today", "datetime.now", "datetime.today", "datetime.utcnow", "date.today"),
    *("time.time", "time.monotonic", "time.localtime", "time.gmtime", "time.perf_counter"),
}
FORBIDDEN = PRINTS | ENDS | ENVIRONMENT | CLOCKS


def sources(package: Path) -> dict[str, ast.Module]:
    """Return the syntax tree of every module by its dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = parsed(path.read_text(encoding="utf-8"))
    return found


@cache
def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a text; the rules read the same sources, and change none."""
    return ast.parse(text)


@cache
def imported(tree: ast.Module) -> tuple[tuple[str, str], ...]:
    """Return every module that is imported, wherever it stands, with the name taken from it."""
    found: list[tuple[str, str]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            found += [(node.module or "", alias.name) for alias in node.names]
    return tuple(found)


def imports(tree: ast.Module, known: set[str]) -> list[str]:
    """Return every module that a module imports: what is taken from one may be one itself."""
    full = [(base, f"{base}.{name}") for base, name in imported(tree)]
    return [whole if whole in known else base for base, whole in full]


def parts_of(module: str) -> tuple[str, str]:
    """Return the house of a module and its room there, each empty where it is the door itself."""
    _, house, room, *_ = [*module.split("."), "", ""]
    return house, room


def told_floors(trees: dict[str, ast.Module], room: str) -> dict[str, int]:
    """Return the floors that the `__init__` of a house or room tells, of the houses for none."""
    door = trees.get(f"generator.{room}" if room else "generator")
    told = ast.get_docstring(door) or "" if door else ""
    return floors(told) if "." not in room or "loors:" in told else {}


def is_down(trees: dict[str, ast.Module], module: str, target: str) -> bool:
    """Whether an import goes down, by the floors of the innermost room that holds both modules.

    The door of a house or room may import all of it; a small room need not tell floors.
    """
    ours, theirs = module.split(".")[1:], target.split(".")[1:]
    within = []
    while ours and theirs and ours[0] == theirs[0]:
        within.append(ours.pop(0))
        theirs.pop(0)
    told = told_floors(trees, ".".join(within))
    if not ours or (len(within) > 1 and not told):
        return True
    return bool(theirs) and told[theirs[0]] < told[ours[0]]


def upward(package: Path) -> list[str]:
    """Return the imports that do not go down: between houses, or inside one or one of its rooms."""
    trees = sources(package)
    return [
        f"{module} → {target}"
        for module, tree in trees.items()
        for target in imports(tree, set(trees))
        if target.startswith("generator.") and not is_down(trees, module, target)
    ]


def strangers(package: Path) -> list[str]:
    """Return the imports of a library outside its home."""
    trees = sources(package)
    return [
        f"{module} → {target}"
        for module, tree in trees.items()
        for target in imports(tree, set(trees))
        if not f"{module}.".startswith(HOMES.get(target.split(".")[0], ("",)))
    ]


def cycle(package: Path) -> list[str]:
    """Return the modules of one import cycle, or nothing."""
    trees = sources(package)
    graph = {name: set(imports(tree, set(trees))) & set(trees) for name, tree in trees.items()}
    done: set[str] = set()

    def walk(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module not in done:
            for target in sorted(graph[module]):
                if found := walk(target, [*path, module]):
                    return found
            done.add(module)
        return []

    return next((found for module in graph if (found := walk(module, []))), [])


@cache
def named(tree: ast.Module) -> frozenset[str]:
    """Return the full name of everything that is used: `os.environ`, `print`, `sys.exit`."""
    aliases: dict[str, str] = {}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            aliases |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            aliases |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            head, dot, tail = name.partition(".")
            found.add(aliases.get(head, head) + dot + tail)
    return frozenset(found | set(aliases.values()))


def indoor(package: Path) -> list[str]:
    """Return what only the door may do, done elsewhere: print, exit, read clock, environment."""
    return [
        f"{module}: {name}"
        for module, tree in sources(package).items()
        if not module.startswith(DOOR)
        for name in sorted(named(tree) & FORBIDDEN - PROTOCOL.get(module, set()))
    ]


def package_with(folder: Path, told: str = "", **modules: str) -> Path:
    """Write a small package of modules such as `plan__x`, for the rules to fail on."""
    package = folder / "generator"
    for name, text in ({"__init__": f'"""{told}"""\n'} | modules).items():
        path = package / f"{name.replace('__', '/') if name != '__init__' else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return package


def test_houses_are_those_that_were_agreed() -> None:
    agreed = [
        {"thai", "problems", "machine"}, {"plan"}, {"archive"}, {"site"}, {"pipeline"},
        {"closing"}, {"publishing"}, {"desk"}, {"hub"}, {"commands"}, {"cli"},
        {"__main__"},
    ]  # fmt: skip
    told = told_floors(sources(PACKAGE), "")
    assert told == {house: floor for floor, houses in enumerate(agreed) for house in houses}


def test_every_house_and_every_room_has_its_floor() -> None:
    trees = sources(PACKAGE)
    assert {parts_of(module)[0] for module in trees} - {""} == set(told_floors(trees, ""))
    for room in (name.removeprefix("generator.") for name in trees if name != "generator"):
        told = told_floors(trees, room)
        inside = {
            name.removeprefix(f"generator.{room}.").partition(".")[0]
            for name in trees
            if name.startswith(f"generator.{room}.")
        }
        assert inside == set(told) or ("." in room and not told), room


def test_an_archive_imports_no_rendering() -> None:
    trees = sources(PACKAGE)
    reached = [
        target
        for module, tree in trees.items()
        if parts_of(module)[0] == "archive"
        for target in imports(tree, set(trees))
        if parts_of(target)[0] == "site"
    ]
    assert reached == []


def test_every_import_goes_down() -> None:
    assert upward(PACKAGE) == []


def test_no_module_imports_itself_round_a_corner() -> None:
    assert cycle(PACKAGE) == []


def test_every_library_stays_at_home() -> None:
    assert strangers(PACKAGE) == []


def test_foreign_xml_comes_in_by_one_door_which_knows_its_limits() -> None:
    tools = {"Element", "escape", "quoteattr", "unescape"}  # they read nothing
    readers = {
        module
        for module, tree in sources(PACKAGE).items()
        for target, name in imported(tree)
        if target.startswith(("xml", "lxml", "defusedxml")) and name not in tools
    }
    assert readers == {"generator.machine.markup"}


def test_only_the_command_line_prints_exits_and_reads_clock_or_environment() -> None:
    assert indoor(PACKAGE) == []


def test_the_door_itself_does_what_the_others_may_not() -> None:
    used = {
        name
        for module, tree in sources(PACKAGE).items()
        if module.startswith(DOOR)
        for name in named(tree)
    }
    assert {"click.echo", "sys.exit", "os.environ", "datetime.datetime.now"} <= used
    worker = named(sources(PACKAGE)["generator.site.builder.worker"])
    assert PROTOCOL["generator.site.builder.worker"] <= worker


# The rules themselves, each against a package that breaks it


TOLD = "Floors: 0 thai · 1 plan · 2 site (all)."


@pytest.mark.parametrize(
    "text",
    [
        "from generator.site import site_view",
        "import generator.site.year",
        "from generator import site",
        "def late():\n    from generator.site.year import year_view",
        "if True:\n    import generator.site as v",
        "from generator.plan.y import z",
    ],
)
def test_upward_import_is_found_wherever_it_hides(tmp_path: Path, text: str) -> None:
    houses = {"site__year": "", "plan__y": ""}
    package = package_with(tmp_path, TOLD, plan__x=text, **houses)
    for house, told in {"site": "0 year.", "plan": "0 x · 1 y."}.items():
        (package / house / "__init__.py").write_text(f'"""{told}"""')
    assert len(upward(package)) == 1
    down = "from generator.plan.y import z\nimport generator.thai.x"
    package = package_with(tmp_path / "b", TOLD, site__x=down, plan__y="", thai__x="")
    assert upward(package) == []


@pytest.mark.parametrize(
    "library", ["mkdocs.config", "pandas", "yaml", "openpyxl.cell", "click", "time"]
)
def test_library_away_from_home_is_found(tmp_path: Path, library: str) -> None:
    package = package_with(tmp_path, plan__x=f"def f():\n    import {library}")
    assert strangers(package) == [f"generator.plan.x → {library}"]


def test_cycle_is_found(tmp_path: Path) -> None:
    package = package_with(
        tmp_path,
        plan__a="from generator.plan.b import x",
        plan__b="from generator.plan import c",
        plan__c="import generator.plan.a",
    )
    assert cycle(package) == [f"generator.plan.{name}" for name in "abca"]


@pytest.mark.parametrize(
    "text",
    [
        "print(1)",
        "import sys\nsys.exit(1)",
        "from sys import exit as leave\nleave()",
        "import sys\nsys.stderr.write('x')",
        "import click as c\nc.echo('x')",
        "raise SystemExit(1)",
        "import os\nx = os.environ['A']",
        "from os import environ",
        "import os\nos.getenv('A')",
        "import datetime\ndatetime.date.today()",
        "import datetime as dt\ndt.datetime.now(dt.UTC)",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date as d\nd.today()",
        "import time\ntime.time()",
        "from time import monotonic",
    ],
)
def test_print_exit_clock_and_environment_are_found(tmp_path: Path, text: str) -> None:
    assert indoor(package_with(tmp_path, check__x=text))
    assert not indoor(package_with(tmp_path / "b", __main__=text))


def test_an_argument_called_today_is_no_clock(tmp_path: Path) -> None:
    text = "import datetime\ndef f(context, now):\n    return context.today < datetime.date.max"
    assert indoor(package_with(tmp_path, check__x=text)) == []
