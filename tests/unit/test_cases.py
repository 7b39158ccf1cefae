"""Small portals as offices make them come out as is right, where they lie beside the project."""

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.pipeline import Checked, check_portal
from generator.problems import Severity
from generator.site.links import faults
from portals import ROOT, built

CASES = ROOT.parent / "shared" / "cases"
# What is told of each beside that its notice was never recorded; an error where it stops the plan.
RIGHT = {
    "c01-word-form-as-is": "heading-missing",
    "c03-word-form-100-projects": "rows-aside total-differs",
    "c10-base": "",
    "c11-arrows-at-both-ends": "",
    "c12-arrow-text-overflows": "month-arrow-wide",
    "c14-months-by-colour": "months-painted",
    "c15-months-by-drawn-arrow": "period-missing",
    "c17-month-mark-x-or": "month-mark-unclear",
    "c20-hidden-row": "table-hidden",
    "c22-strikethrough-row": "rows-struck",
    "c23-hidden-unknown-column": "heading-unknown",
    "c25-sheets-summary-copy-hidden": "sheet-copied sheet-hidden sheet-ignored",
    "c26-total-row": "rows-aside",
    "c28-continuation-row": "",
    "c29-merged-budget-over-two-rows": "cell-merged",
    "c31-heading-at-row-13": "",
    "c32-accounting-dash": "budget-zero",
    "c34-formula-in-place": "cell-error",
    "c35-newlines": "",
    "c37-blank-rows": "",
    "c38-number-as-text": "",
    "c40-signature-below": "person-name rows-aside",
    "c50-lock-file": "",
    "c52-projects--1-.xlsx": "file-missing",
    "c53-thai-name.xlsx": "file-missing",
    "c55-onedrive-conflict-copy": "file-unread",
    "c56-folder-copy": "folder-unknown",
    "c58-csv-874": "file-encoding",
    "c59-unicode-text": "",
    "c61-unquoted-comma": "row-slid",
    "c62-question-marks": "file-encoding text-lost",
    "c64-csv-resaved-dates": "id-became-date village-became-date",
    "c65-xls": "file-missing",
    "c67-unreadable-permission": "",
    "c70-yaml-tab": "yaml-syntax",
    "c72-yaml-colon-in-title": "yaml-syntax",
    "c73-yaml-uncommented-children-only": "yaml-commented",
    "c75-yaml-indent": "yaml-syntax",
    "c76-date-2026": "",
    "c78-smart-quotes": "",
    "c79-fullstop-date": "",
    "c81-thai-era": "",
    "c82-thai-colon": "yaml-syntax",
    "c84-fiscal-thai": "",
    "c85-typo-key": "key-unknown posted-until-missing",
    "c87-utf16-notepad": "file-unreadable",
    "c88-plan.yml.txt": "file-missing",
    "c90-cancel-last-of-programme-breaks-link": "",
    "c91-csv-resaved-month-first": "dates-either-way",
    "c93-announced-but-not-recorded": "",
    "c94-percent-fraction": "percent-fraction",
    "f01-strict-workbook": "",
    "f02-only-hidden-sheet": "sheet-hidden workbook-empty",
    "f04-strict-amendment": "",
    "f05-merged-budget": "cell-merged",
    "f07-merged-spent": "cell-merged",
    "f08-progress-misnamed": "file-unread",
    "f10-code-became-date-csv": "id-became-date",
    "f11-code-became-date-xlsx": "id-became-date id-became-number",
    "f13-heading-in-millions": "heading-scale-unclear",
    "f14-float-noise": "",
    "f16-hidden-row-and-column": "sheet-hidden table-hidden",
    "f17-published-csv-comes-back": "",
    "f19-two-line-heading-csv": "",
    "f20-month-heading-with-year": "",
    "f22-title-row-merged-across": "rows-aside",
    "f23-no-in-a-month-column": "month-mark-unclear",
    "f25-done-at-one-percent": "percent-fraction",
    "f26-mojibake": "text-garbled",
    "f29-conflict-markers": "file-conflict",
    "f31-tick-boxes": "",
}
STOPS = {
    "heading-missing", "month-arrow-wide", "month-mark-unclear", "table-hidden", "rows-struck",
    "sheet-copied", "cell-merged", "cell-error", "person-name", "file-missing", "row-slid",
    "text-lost", "id-became-date", "village-became-date", "yaml-syntax", "yaml-commented",
    "file-unreadable", "dates-either-way", "percent-fraction", "workbook-empty", "text-garbled",
    "id-became-number", "heading-scale-unclear", "file-conflict",
}  # fmt: skip
# In satang, what a plan says of money where more than codes must come out right; None where its
# amount is asked about.
MONEY: dict[str, list[int | None]] = {
    "c03-word-form-100-projects": [100_010_0 + 100 * n for n in range(100)],
    "c26-total-row": [29_800_000, 45_000_000, 54_684_000],
    "c28-continuation-row": [29_800_000, 45_000_000, 54_684_000],
    "c29-merged-budget-over-two-rows": [29_800_000, None, 54_684_000],
    "c32-accounting-dash": [0, 45_000_000, 54_684_000],
    "c38-number-as-text": [29_800_000, 45_000_000, 54_684_000],
    "c58-csv-874": [29_800_000, 45_000_000, 54_684_000],
    "c59-unicode-text": [29_800_000, 45_000_000, 54_684_000],
    "f01-strict-workbook": [10_000_000, 20_000_000],
    "f04-strict-amendment": [10_000_000, 99_999_900],
    "f05-merged-budget": [30_000_000, None, None, 5_000_000],
    "f13-heading-in-millions": [125_000_000, None],
    "f14-float-noise": [370_230, 20_000_000],
    "f17-published-csv-comes-back": [10_000_000, 20_000_000],
    "f19-two-line-heading-csv": [10_000_000, 20_000_000],
    "f20-month-heading-with-year": [10_000_000, 20_000_000],
    "f22-title-row-merged-across": [10_000_000, 20_000_000],
}
# What was spent, in satang, and the percent of each report.
REPORTED: dict[str, list[tuple[int | None, str]]] = {
    "f07-merged-spent": [(6_000_000, "10"), (None, "10")],
    "f25-done-at-one-percent": [(9_000_000, ""), (9_000_000, "")],
}
BESIDE = {"announced-unrecorded", "contact-none"}


# Scenes that a script plays: what it says, and what it may not say.
PLAYED = {
    "c104-publish-into-the-plan-folder": (("ไม่ใช้โฟลเดอร์ .", "plans\n"), ("index.html", "site")),
    "c105-windows-litter-in-a-sealed-year": (("ปิดผนึกปี 2570 แล้ว",), ("ผิด plans", "seal-")),
    "c107-diff-silent-on-progress": (
        (
            "2570-001",
            "แล้วเสร็จ ร้อยละ 100 เบิกจ่ายแล้ว 29,800 บาท → ยกเลิก ร้อยละ 0 เบิกจ่ายแล้ว 0 บาท",
        ),
        (),
    ),
}
here = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not here")


def read(name: str) -> Checked:
    day = datetime.date(2026, 12, 1) if name.startswith("f") else datetime.date(2026, 11, 25)
    return check_portal(Path(CASES / name), day)


@here
@pytest.mark.parametrize("name", RIGHT)
def test_a_file_as_offices_make_it_comes_out_as_is_right(name: str) -> None:
    report = read(name).report
    found = {one.code: one.severity for one in report if one.code not in BESIDE}
    assert set(found) == set(RIGHT[name].split())
    assert {code for code, severity in found.items() if severity is Severity.ERROR} == (
        set(found) & STOPS
    )


@here
def test_a_notice_that_was_never_recorded_is_told_with_the_command() -> None:
    day = datetime.date(2026, 11, 25)
    report = check_portal(CASES / "c93-announced-but-not-recorded", day).report
    (told,) = (one for one in report if one.code != "contact-none")
    assert told.code == "announced-unrecorded"
    assert "phaen announce 2570" in told.advice


@here
def test_the_page_of_a_programme_whose_last_project_was_cancelled_stays(tmp_path: Path) -> None:
    portal = tmp_path / "portal"
    shutil.copytree(CASES / "c90-cancel-last-of-programme-breaks-link", portal)
    built(portal, datetime.date(2026, 11, 25))
    assert faults(portal / "site") == []
    page = (portal / "site/2570/programmes/community-strength.html").read_text("utf-8")
    assert "ไม่มีโครงการเหลือในแผน" in page


@here
@pytest.mark.parametrize("name", PLAYED)
def test_a_scene_that_a_script_plays_ends_as_is_right(name: str) -> None:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "run.sh"],
        cwd=CASES / name,
        env={**os.environ, "PATH": programs},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    said = (done.stdout + done.stderr).replace("\u00a0", " ")
    wanted, unwanted = PLAYED[name]
    assert [one for one in wanted if one not in said] == []
    assert [one for one in unwanted if one in said] == []


@here
@pytest.mark.parametrize("name", MONEY)
def test_each_amount_is_read_to_the_satang_or_not_counted(name: str) -> None:
    (plan,) = read(name).portal.plans
    assert [row.budget.satang for row in plan.projects] == MONEY[name]


@here
@pytest.mark.parametrize("name", REPORTED)
def test_no_report_counts_what_is_asked_about(name: str) -> None:
    (plan,) = read(name).portal.plans
    assert [(one.spent, one.percent) for one in plan.progress] == REPORTED[name]
