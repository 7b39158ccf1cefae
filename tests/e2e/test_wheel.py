"""Phaen from its wheel, in an empty environment, publishes a folder of plans and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from e2e.sites import DAY, BuiltSite, differing
from generator.site.links import faults
from portals import GOOD, ROOT, tree

pytestmark = pytest.mark.slow


@dataclass(frozen=True, slots=True)
class Installed:
    """A wheel and the environment that it alone was put into."""

    wheel: Path
    bin: Path


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that knows nothing of the checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    kept.pop("VIRTUAL_ENV", None)
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def packed(folder: Path) -> Path:
    """Build the wheel from a copy of the checkout, as the repository's README says."""
    source, dist = folder / "source", folder / "dist"
    source.mkdir()
    for name in ("generator", "theme", "content", "requirements"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "mkdocs.yml", "README.md", "LICENSE", "NOTICE"):
        shutil.copy(ROOT / name, source)
    # The source archive first, then the wheel from it: what is left out of the one is missed.
    made = run(sys.executable, "-m", "build", "--no-isolation", "-o", dist, source, cwd=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = dist.glob("*.whl")
    return wheel


def install(folder: Path) -> Installed:
    """Build the wheel, and install a new office's repository from it by the README's commands."""
    wheel = packed(folder)
    source, dist, office = folder / "source", folder / "dist", folder / "office"
    begun = run(
        sys.executable, "-m", "generator", "init", office, "--yes", "--wheel", dist, cwd=ROOT
    )
    assert begun.returncode == 0, begun.stdout + begun.stderr
    assert (office / "program" / wheel.name).read_bytes() == wheel.read_bytes()
    venv.create(folder / "env", with_pip=True)
    pip: list[str | Path] = [folder / "env/bin/python", "-m", "pip", "--disable-pip-version-check"]
    for what in (
        ["install", "-q", "--require-hashes", "-r", "requirements-locked.txt"],
        [
            "install",
            "-q",
            "--no-index",
            "--no-deps",
            "--no-build-isolation",
            "-r",
            "requirements.txt",
        ],
        ["check"],  # every dependency that the wheel names is among the locked ones
    ):
        done = run(*pip, *what, cwd=office)
        assert done.returncode == 0, done.stdout + done.stderr
    built = run(folder / "env/bin/phaen", "build", "--today", DAY, cwd=office)
    assert built.returncode == 0, built.stdout + built.stderr
    (office / "program" / wheel.name).write_bytes(wheel.read_bytes() + b"?")
    harmed = run(
        *pip, "install", "--no-deps", "--force-reinstall", "-r", "requirements.txt", cwd=office
    )
    assert harmed.returncode and "DO NOT MATCH THE HASHES" in harmed.stderr
    # Whatever still leads to the place that it was built from must fail.
    shutil.rmtree(source)
    return Installed(wheel, folder / "env/bin")


def test_wheel_holds_all_that_a_portal_needs_and_nothing_else(tmp_path: Path) -> None:
    assert_complete(packed(tmp_path))


def test_wheel_alone_publishes_a_folder_of_plans_as_the_checkout_does(
    tiny: BuiltSite, tmp_path: Path
) -> None:
    """One test: the environment takes most of a minute to fill."""
    (tmp_path / "wheel").mkdir()
    installed = install(tmp_path / "wheel")
    assert_complete(installed.wheel)
    assert_not_the_checkout(installed, tmp_path)
    portal = tmp_path / "portal"
    shutil.copytree(GOOD / "plans", portal / "plans")
    done = run(installed.bin / "phaen", "build", "--today", DAY, cwd=portal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    site = portal / "site"
    assert (site / "about.html").is_file()
    assert len(list(site.glob("assets/*/phaen.css"))) == 1
    assert faults(site) == []
    assert differing(tree(tiny.site), tree(site)) == []
    assert [p for p, data in tree(site).items() if str(ROOT).encode() in data] == []
    assert {path.name for path in portal.iterdir()} == {"plans", "site", "build"}


def assert_complete(wheel: Path) -> None:
    """The wheel holds the package, the theme, the pages, the licence, and nothing else."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    below = {
        f"generator/_packaged/{part}/{path}"
        for part in ("theme", "content")
        for path in tree(ROOT / part)
    }
    assert below <= set(names)
    assert "generator/_packaged/mkdocs.yml" in names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"generator", "phaen"}
    assert not [name for name in names if "__pycache__" in name or "/tests/" in name]


def assert_not_the_checkout(installed: Installed, cwd: Path) -> None:
    """The package and what comes with it lie in the new environment."""
    where = (
        "import generator.machine.packaged as p; "
        "print(p.__file__, p.THEME, p.CONTENT, p.MKDOCS_YML)"
    )
    done = run(installed.bin / "python", "-c", where, cwd=cwd)
    assert done.returncode == 0, done.stderr
    for path in done.stdout.split():
        assert path.startswith(str(installed.bin.parent)), path
        assert Path(path).exists(), path
