"""Of a picture that gave way nobody knows what it told: the clerk is asked, and can enter it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import phaen
from generator.machine.git_history import History
from generator.publishing.outdated import outdated
from generator.publishing.purge.covering import NOTICE
from histories import Case, begun
from portals import codes
from uploads import png

SECRET = "ศรีนวลคำแปง"
OLD, NEW = png(), png(2, 2)
PICTURES = ["content/photo.png", "content/ภาพ/a b.JPG", "content/scan.pdf"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return begun(tmp_path)


def found(case: Case) -> tuple[str, ...]:
    return outdated(case.copy, case.copy, History(case.copy, os.environ))


@pytest.mark.parametrize("path", PICTURES)
@pytest.mark.parametrize("now", [NEW, None])
@pytest.mark.parametrize("committed", [True, False])
def test_a_paper_of_a_page_that_gave_way_is_told(
    case: Case, path: str, now: bytes | None, committed: bool
) -> None:
    case.commit({path: OLD, "content/stays.png": OLD})
    assert found(case) == ()
    if committed:
        case.commit({path: now})
    elif now:
        (case.copy / path).write_bytes(now)
    else:
        (case.copy / path).unlink()
    assert found(case) == (path,)


def test_one_that_an_entry_names_is_not_asked_for_again(case: Case) -> None:
    case.commit({"content/photo.png": OLD})
    entry = "  - {kind: ข้อมูลส่วนบุคคล, file: content/photo.png, day: 2569-11-24, reason: มีชื่อ}\n"
    case.commit({"content/photo.png": NEW, "plans/2569/withdrawn.yml": f"withdrawn:\n{entry}"})
    assert found(case) == ()


@pytest.mark.parametrize("now", [NEW, None])
def test_the_entry_that_is_told_takes_it_out_of_history(case: Case, now: bytes | None) -> None:
    page, path = "content/thanks.md", "content/photo.png"
    case.commit({page: f"# ขอบใจ\n\n{SECRET}\n", path: OLD})
    case.commit({path: now})
    line = ["withdraw", "2570", "--text", "-", "--reason", "มีภาพ", "--portal", str(case.copy)]
    done = CliRunner().invoke(phaen, [*line, "--today", "2569-11-24"], input=SECRET)
    assert done.exit_code == 0, done.output
    assert f"- {path}" in done.output
    (entry,) = re.findall(r"^\s*(  - \{kind.*\})$", done.output, re.MULTILINE)
    listed = case.copy / "plans/2570/withdrawn.yml"
    before = codes(case.copy)
    with listed.open("a", encoding="utf-8") as file:
        file.write(entry.replace("content/ชื่อแฟ้ม", path) + "\n")
    assert codes(case.copy) == before
    case.commit({})
    case.bring()
    case.purge()
    assert case.blob("main~2", path) == NOTICE
    case.clean(SECRET)
