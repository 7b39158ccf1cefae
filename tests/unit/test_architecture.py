"""The rooms of `generator`, by rank: every import points down, and each room keeps to its trade.

The ranks are those that generator/__init__.py states; the rest is read from the sources by `ast`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator
from portals import ROOT

PACKAGE = ROOT / "generator"
_RANK = re.compile(r"([0-9]+) ([a-z_]+(?:,\s+[a-z_]+)*)(?=\s·|\s\()")
RANKS = {
    room: int(rank)
    for rank, rooms in _RANK.findall(generator.__doc__ or "")
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
    "openpyxl": ("generator.plan.read.",),
    "yaml": ("generator.plan.read.", "generator.site.builder.worker"),
    "pypdf": ("generator.plan.uploads.",),
    "PIL": ("generator.plan.uploads.",),
    "markdown": ("generator.site.builder.", "generator.plan.page.rules"),
    "click": ("generator.__main__", "generator.commands."),
    "subprocess": (
        "generator.site.builder",
        "generator.machine.git",
        "generator.plan.page.reader",
        "generator.publishing.deploy.ssh",
        "generator.archive.signature",
    ),
    "time": ("generator.__main__", "generator.commands.", "generator.publishing.leftovers"),
}
DOOR = ("generator.__main__", "generator.commands")
# Workers talk with their parents by these, and with nobody else.
PROTOCOL = {
    "generator.site.builder.worker": {"sys.stdin", "sys.stdout"},
    "generator.plan.page.worker": {"sys.stdin", "sys.stdout"},
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
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def imports(tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Yield every module that a module imports, wherever in it the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            base = node.module or ""
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield full if full in known else base


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def upward(package: Path) -> list[str]:
    """Return the imports that point to a higher rank."""
    trees = sources(package)
    found = []
    for module, tree in trees.items():
        for target in imports(tree, set(trees)):
            own, other = room_of(module), room_of(target)
            inside = target.startswith("generator.") and module != "generator"
            if inside and own != other and RANKS[other] > RANKS[own]:
                found.append(f"{module} → {target}")
    return found


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


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the full name of everything that is used: `os.environ`, `print`, `sys.exit`."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            aliases |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            aliases |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = ast.unparse(node)
            head, dot, tail = name.partition(".")
            yield aliases.get(head, head) + dot + tail
    yield from aliases.values()


def indoor(package: Path) -> list[str]:
    """Return what only the door may do, done elsewhere: print, exit, read clock, environment."""
    return [
        f"{module}: {name}"
        for module, tree in sources(package).items()
        if not module.startswith(DOOR)
        for name in sorted(set(named(tree)) & FORBIDDEN - PROTOCOL.get(module, set()))
    ]


def package_with(folder: Path, **modules: str) -> Path:
    """Write a small package of modules such as `read__x`, for the rules to fail on."""
    package = folder / "generator"
    for name, text in ({"__init__": ""} | modules).items():
        path = package / f"{name.replace('__', '/') if name != '__init__' else name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return package


def test_ranks_are_those_that_were_agreed() -> None:
    agreed = [
        {"thai", "problems", "packaged", "git"},
        {"model", "artifact"},
        {"read", "record", "uploads"},
        {"parse"},
        {"check", "compare", "overlap", "posting"},
        {"views", "starter", "gate"},
        {"render"},
        {"write", "seal"},
        {"site", "deploy"},
        {"pipeline"},
        {"publish", "closing"},
        {"commands"},
        {"__main__"},
    ]
    for rank, rooms in enumerate(agreed):
        assert {RANKS[room] for room in rooms} == {rank}


def test_every_room_has_a_rank_and_every_rank_its_room() -> None:
    rooms = {room_of(module) for module in sources(PACKAGE)} - {""}
    assert rooms == set(RANKS)


def test_no_import_points_to_a_higher_rank() -> None:
    assert upward(PACKAGE) == []


def test_no_module_imports_itself_round_a_corner() -> None:
    assert cycle(PACKAGE) == []


def test_every_library_stays_at_home() -> None:
    assert strangers(PACKAGE) == []


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
    worker = set(named(sources(PACKAGE)["generator.site.builder.worker"]))
    assert PROTOCOL["generator.site.builder.worker"] <= worker


# The rules themselves, each against a package that breaks it


@pytest.mark.parametrize(
    "text",
    [
        "from generator.site.views import site_view",
        "import generator.site.views.year",
        "from generator import views",
        "def late():\n    from generator.site.views.year import year_view",
        "if True:\n    import generator.site.views as v",
    ],
)
def test_upward_import_is_found_wherever_it_hides(tmp_path: Path, text: str) -> None:
    package = package_with(tmp_path, read__x=text, views____init__="", views__year="")
    (tmp_path / "generator/site/views/__init__.py").touch()
    assert len(upward(package)) == 1
    downward = package_with(
        tmp_path / "b", views__x="from generator.plan.read import y", read__y=""
    )
    assert upward(downward) == []


@pytest.mark.parametrize(
    "library", ["mkdocs.config", "pandas", "yaml", "openpyxl.cell", "click", "time"]
)
def test_library_away_from_home_is_found(tmp_path: Path, library: str) -> None:
    package = package_with(tmp_path, parse__x=f"def f():\n    import {library}")
    assert strangers(package) == [f"generator.plan.parse.x → {library}"]


def test_cycle_is_found(tmp_path: Path) -> None:
    package = package_with(
        tmp_path,
        read__a="from generator.plan.read.b import x",
        read__b="from generator.plan.read import c",
        read__c="import generator.plan.read.a",
    )
    assert cycle(package) == [f"generator.plan.read.{name}" for name in "abca"]


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
