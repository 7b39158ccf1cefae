"""The decisions: one short file each, told in their list, citing only what is there."""

import re
from pathlib import Path

import pytest

from golden import decisions
from portals import ROOT

FOLDER = ROOT / "generator" / "decisions"
FILES = sorted(FOLDER.glob("[0-9]*.md"))
# How a reader of code is led to one: `decision 22`, `decisions 4 and 5`.
_CITED = re.compile(r"\bdecisions? ([0-9]+(?:(?:,| and) [0-9]+)*)")


def titles() -> dict[int, str]:
    found = {}
    for file in FILES:
        heading = file.read_text(encoding="utf-8").partition("\n")[0]
        match = re.fullmatch(r"# ([0-9]+)\. (.+)", heading)
        assert match, file.name
        found[int(match[1])] = match[2]
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_decision_has_its_number_date_and_standing(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    number = int(file.name[:3])
    assert lines[0].startswith(f"# {number}. ")
    assert re.fullmatch(r"20[0-9]{2}-[01][0-9]-[0-3][0-9] · .+", lines[2])
    cited = {int(one) for one in re.findall(r"\b[0-9]{1,3}\b", lines[2].partition("·")[2])}
    assert cited <= set(titles()), "it names a decision that is not there"
    assert len(lines) < 40


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_decision_says_what_would_overturn_it(file: Path) -> None:
    parts = file.read_text(encoding="utf-8").split("\n\n")
    said = [part for part in parts if re.match(r"Overturned (?:by|where|when|if|as|in) \S", part)]
    assert said, "one honest sentence: Overturned where …"


def test_what_would_overturn_a_decision_is_said_of_it_alone() -> None:
    said = [part for file in FILES for part in file.read_text(encoding="utf-8").split("\n\n")]
    sentences = [" ".join(part.split()) for part in said if part.startswith("Overturned")]
    assert len(set(sentences)) == len(sentences)


def test_their_list_is_written_from_their_headings() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert listed == decisions()
    assert listed.count("\n- ") == len(titles()) == len(FILES)


def test_what_code_cites_of_decisions_is_there() -> None:
    code = [*(ROOT / "generator").rglob("*.py"), *(ROOT / "theme").rglob("*.j*")]
    cited = {
        int(number)
        for file in code
        for told in _CITED.findall(file.read_text(encoding="utf-8"))
        for number in re.findall("[0-9]+", told)
    }
    assert len(cited) >= 10
    assert cited <= set(titles())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_decision_names_only_modules_that_are_there(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for name in re.findall(r"`(?:generator/)?([a-z_/]+\.py)`", text):
        assert list((ROOT / "generator").rglob(name)), name
