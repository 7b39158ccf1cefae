"""Whatever is installed is a wheel whose digest was written down; nothing is built beside it."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from generator.plan.starter.repository import Answers, repository_files
from portals import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
_PACKAGE = re.compile(
    r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+(?: ; [^\\\n]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
)


def locked(text: str) -> set[str]:
    """Return the names of a lock, which holds packages with digests and nothing else."""
    bare = re.sub(r"^ *#.*\n|^\n", "", text, flags=re.MULTILINE)
    first, _, rest = bare.partition("\n")
    assert first == "--only-binary :all:", "a package might be built while it is installed"
    assert _PACKAGE.sub("", rest) == "", "a line without a version or a digest"
    return {plain(one[0].partition("=")[0]) for one in _PACKAGE.finditer(rest)}


def plain(requirement: str) -> str:
    found = re.match("[A-Za-z0-9._-]+", requirement)
    assert found
    return re.sub("[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_is_a_wheel_with_digests(lock: Path) -> None:
    assert locked(lock.read_text(encoding="utf-8"))


def test_every_dependency_is_locked() -> None:
    groups = PYPROJECT["dependency-groups"]
    wanted = {
        "run.txt": PYPROJECT["project"]["dependencies"],
        "dev.txt": [one for one in groups["dev"] if isinstance(one, str)],
        "build.txt": groups["build"],
        "lock.txt": groups["lock"],
        "pdf.txt": PYPROJECT["project"]["optional-dependencies"]["pdf"],
        "desk.txt": PYPROJECT["project"]["optional-dependencies"]["desk"],
        "hub.txt": PYPROJECT["project"]["optional-dependencies"]["hub"],
    }
    assert {path.name for path in LOCKS} == set(wanted)
    for name, requirements in wanted.items():
        names = locked((ROOT / "requirements" / name).read_text(encoding="utf-8"))
        assert set(map(plain, requirements)) <= names


def test_building_phaen_itself_takes_only_what_is_locked() -> None:
    names = locked((ROOT / "requirements/build.txt").read_text(encoding="utf-8"))
    assert set(map(plain, PYPROJECT["build-system"]["requires"])) <= names


def test_a_new_repository_brings_the_locked_packages_along() -> None:
    files = {one.path: one.data for one in repository_files(Answers())}
    names = locked(files["requirements-locked.txt"].decode())
    for name in ("run.txt", "build.txt"):
        assert locked((ROOT / "requirements" / name).read_text(encoding="utf-8")) <= names


def test_tools_for_the_browsers_code_are_locked_by_digest_and_name_no_registry() -> None:
    lint = ROOT / "tests/lint"
    lock = json.loads((lint / "package-lock.json").read_text(encoding="utf-8"))
    own = lock["packages"].pop("")
    package = json.loads((lint / "package.json").read_text(encoding="utf-8"))
    assert own["devDependencies"] == package["devDependencies"]
    assert all(re.fullmatch("[0-9.]+", one) for one in package["devDependencies"].values())
    assert "dependencies" not in package
    assert len(lock["packages"]) > 100
    for name, one in lock["packages"].items():
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name
        assert one["dev"], name
    settings = (lint / ".npmrc").read_text(encoding="utf-8").split()
    assert {"omit-lockfile-registry-resolved=true", "ignore-scripts=true"} <= set(settings)
    assert not [one for one in settings if "registry=" in one]


def test_every_printed_install_demands_digests() -> None:
    """Whoever follows the papers or runs the workflows installs nothing that is not locked."""
    texts = {
        path: (ROOT / path).read_text(encoding="utf-8")
        for path in ("README.md", "Makefile", ".github/workflows/check.yml", ".ci/run")
    }
    texts |= {one.path: one.data.decode("utf-8", "replace") for one in repository_files(Answers())}
    texts |= {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "content").glob("*.md")
    }
    installs = [
        (path, line.strip())
        for path, text in texts.items()
        for line in text.splitlines()
        if re.search(r"\bpip(?:\.exe)?[\"']? install\b", line)
    ]
    assert len(installs) > 6
    for path, line in installs:
        alone = "--no-deps" in line and "--no-build-isolation" in line
        assert alone or "--require-hashes" in line, (path, line)
