"""A column is said once: one entry is enough for all that is done with every column."""

import csv
import dataclasses
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.archive.facts import ClosedYear
from generator.machine.packaged import THEME
from generator.plan.check import Exempt
from generator.plan.compare import Entry, FactKind, between_editions, entries_of, entry_of
from generator.plan.fields import (
    Field,
    amendment_fields,
    cell_withdrawn,
    filter_codes,
    personal_codes,
    progress,
    progress_fields,
    project_fields,
    projects,
    row_fields,
    stated,
    stated_report,
)
from generator.plan.model import Totals
from generator.plan.record import read_record, record_bytes
from generator.plan.starter.year import next_year_files
from generator.problems import Place, Report
from generator.publishing.superseding import changes
from generator.site.gate import leaks, report_leaks
from generator.site.render import fact_line, interface, page_artifacts, projects_csv
from generator.site.views import SearchIndex, filters, site_view
from generator.thai.fiscal import FiscalYear
from generator.thai.text import match_key
from golden import GUIDE, guide
from portals import (
    ORGANIZATION,
    PROJECTS,
    ROOT,
    TODAY,
    checked,
    csv_table,
    make_plan,
    make_project,
    make_row,
    portal_folder,
)
from seals import ASSETS

HEADING = "ผู้ได้รับประโยชน์"
AMENDMENT = "plans/2570/amendments/1/projects.csv"


@pytest.fixture
def benefit(monkeypatch: pytest.MonkeyPatch) -> str:
    """Add one plain column to the one table, and nothing anywhere else; return its code."""
    added = projects.plain(
        "benefit",
        HEADING,
        "ผลที่คาดว่าจะได้รับ",
        meaning="ใครได้ประโยชน์",
        changed=FactKind.REWORDED,
        since=2,
    )
    monkeypatch.setattr(projects, "FIELDS", (*projects.FIELDS, added))
    return added.code


def plan_of(folder: Path, **texts: str) -> Path:
    """Write a portal whose plan, and an amendment to it, say these texts of the column."""
    rows = [make_row(**{HEADING: texts["first"]}), make_row(id="2570-002")]
    files: dict[str, str | bytes | None] = {PROJECTS: csv_table(rows)}
    if "later" in texts:
        later = make_row(**{HEADING: texts["later"]}) | {"change": "แก้ไข", "reason": "มติ"}
        files[AMENDMENT] = csv_table([later])
        files["plans/2570/amendments/1/plan.yml"] = "announced: 20 พฤศจิกายน 2569\n"
    return portal_folder(folder, files)


def test_parser_reads_it_by_code_and_by_every_heading(tmp_path: Path, benefit: str) -> None:
    for number, heading in enumerate((benefit, HEADING, "ผลที่คาดว่าจะได้รับ")):
        rows = csv_table([make_row(**{heading: "นักเรียน"})])
        result = checked(portal_folder(tmp_path / str(number), {PROJECTS: rows}))
        assert not list(result.report)
        assert result.portal.plans[-1].projects[0].said(benefit) == "นักเรียน"


def test_data_file_and_next_years_file_have_it(tmp_path: Path, benefit: str) -> None:
    result = checked(plan_of(tmp_path, first="นักเรียน"))
    table = projects_csv(site_view(result.portal, result.report).years[0].search.table)
    (begun,) = (
        one
        for one in next_year_files(result.portal.plans[-1], 2571, continuing=True)
        if one.path.endswith(".csv")
    )
    for data in (table, begun.data):
        first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        assert (first[HEADING], second[HEADING]) == ("นักเรียน", "")


def test_record_of_the_announcement_keeps_it(tmp_path: Path, benefit: str) -> None:
    rows = checked(plan_of(tmp_path, first="นักเรียน")).portal.plans[-1].projects
    record = read_record(record_bytes(TODAY, [stated(row) for row in rows]), Place("0.csv"))
    assert [row.values[benefit] for row in record.rows] == ["นักเรียน", ""]


def test_comparison_tells_a_change_of_it(tmp_path: Path, benefit: str) -> None:
    folder = plan_of(tmp_path, first="นักเรียน", later="นักเรียนและครู")
    portal = checked(folder).portal
    before, after = (entries_of(portal.plans[-1], portal.organization, one) for one in (0, 1))
    (fact,) = between_editions(before, after)
    assert fact.kind is FactKind.REWORDED
    assert "(นักเรียน → นักเรียนและครู)" in fact_line(fact, interface(THEME, ORGANIZATION))


def test_personal_data_in_it_is_an_error_at_its_cell(tmp_path: Path, benefit: str) -> None:
    report = checked(plan_of(tmp_path, first="โทร 081-234-5678")).report
    assert [(one.code, one.place.heading) for one in report] == [("phone-number", HEADING)]


def test_gate_finds_the_cell_that_says_what_would_be_published(
    tmp_path: Path, benefit: str
) -> None:
    portal = checked(plan_of(tmp_path, first="โทร 081-234-5678")).portal
    view = site_view(portal, Report())
    table = projects_csv(view.years[0].search.table)
    found = list(leaks("docs/2570/data/projects.csv", table, Exempt(ORGANIZATION)))
    report = Report()
    report_leaks(found, portal, (), (), report)
    assert [one.place.heading for one in report] == [HEADING]


def test_it_can_be_withdrawn_by_a_typed_entry(tmp_path: Path, benefit: str) -> None:
    entry = "kind: ข้อมูลส่วนบุคคล, edition: 0, id: 2570-001, day: 1 พ.ย. 2569, reason: ชื่อ"
    files = {"plans/2570/withdrawn.yml": f"withdrawn: [{{{entry}, column: {HEADING}}}]\n"}
    folder = portal_folder(plan_of(tmp_path, first="บ้าน █"), files)
    withdrawn = checked(folder).portal.plans[-1].withdrawn
    was = ("2570-001", benefit, "บ้านลุงคำ", "บ้าน █")
    assert cell_withdrawn(withdrawn, *was, edition=0)
    assert not cell_withdrawn(withdrawn, "2570-001", "unit", "กองช่าง", "กอง█", edition=0)


def test_sealed_year_tells_it_and_an_older_one_opens_without(tmp_path: Path, benefit: str) -> None:
    portal = checked(plan_of(tmp_path, first="นักเรียน")).portal
    first, second = entries_of(portal.plans[-1], portal.organization)
    assert first.to_json()[benefit] == "นักเรียน"
    assert Entry.from_json(first.to_json()) == first
    assert benefit not in second.to_json()
    assert Entry.from_json(second.to_json()).said(benefit) == ""
    with pytest.raises(ValueError, match=benefit):
        Entry.from_json(first.to_json() | {benefit: 1})


def test_seal_in_anothers_place_tells_it_as_it_was_or_covered(benefit: str) -> None:
    row = entry_of(make_project(more=((benefit, "บ้านลุงคำ"),)), make_plan(), ORGANIZATION)
    for text, is_change in (("บ้านลุงคำ", False), ("บ้าน█", False), ("นักเรียน", True)):
        other = replace(row, more=((benefit, text),))
        old, new = (closed(one) for one in (row, other))
        assert bool(list(changes(old, new))) is is_change, text


def test_a_column_of_progress_is_read_recorded_and_withdrawable_by_its_entry_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = progress.plain("contractor", "ผู้รับจ้าง")
    monkeypatch.setattr(progress, "FIELDS", (*progress.FIELDS, added))
    reports = "รหัส,ณ วันที่,สถานะ,ผู้รับจ้าง\n2570-001,2569-11-20,แล้วเสร็จ,บริษัทตัวอย่าง\n"
    portal = portal_folder(tmp_path, {"plans/2570/progress.csv": reports})
    (report,) = checked(portal).portal.plans[0].progress
    assert report.said("contractor") == stated_report(report)["contractor"] == "บริษัทตัวอย่าง"
    assert "contractor" in personal_codes()


def test_no_column_takes_the_place_of_another_or_of_what_the_search_counts() -> None:
    codes = [one.code for one in row_fields()]
    assert len(codes) == len(set(codes))
    assert not {*filter_codes()} & {one.name for one in dataclasses.fields(SearchIndex)}


def closed(*rows: Entry) -> ClosedYear:
    return ClosedYear(FiscalYear(2570), "แผน", None, ASSETS, (), 1, 0, Totals(), (), rows)


def test_search_filters_by_it_where_its_entry_says_so(
    tmp_path: Path, benefit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    *others, added = projects.FIELDS
    monkeypatch.setattr(projects, "FIELDS", (*others, replace(added, is_filter=True)))
    result = checked(plan_of(tmp_path, first="นักเรียน"))
    search = site_view(result.portal, result.report).years[0].search
    assert [one.slug for one in search.shared[benefit].choices] == ["นักเรียน", ""]
    assert search.shared[benefit].codes == (0, 1)
    assert search.table.column(benefit) == ["นักเรียน", ""]


def test_a_page_shows_it_by_one_line_of_a_template_and_its_words(
    tmp_path: Path, benefit: str
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme)
    page, words = theme / "pages" / "project.md.j2", theme / "strings.toml"
    page.write_text(page.read_text("utf-8") + '{{ project.said("benefit") }}', "utf-8")
    with_word = words.read_text("utf-8").replace("[change]\n", '[change]\nbenefit = "ใครได้"\n')
    words.write_text(with_word, "utf-8")
    result = checked(plan_of(tmp_path / "portal", first="<b>ครู", later="นักเรียน"))
    pages = {
        one.path: one.data.decode()
        for one in page_artifacts(site_view(result.portal, Report()), theme)
    }
    shown = pages["docs/2570/projects/2570-001.md"]
    assert shown.endswith("นักเรียน")
    assert "ใครได้" in shown
    assert "&#60;b&#62;ครู" in shown and "<b>ครู" not in shown


def test_staff_guide_has_a_row_for_it(benefit: str) -> None:
    row = f"| `{benefit}` | {HEADING} | ผลที่คาดว่าจะได้รับ | ใครได้ประโยชน์ |"
    assert row in guide(GUIDE.read_text("utf-8")).splitlines()


# What holds the table together


@pytest.mark.parametrize("fields", [project_fields(), amendment_fields(), progress_fields()])
def test_no_heading_means_two_columns_of_one_table(fields: tuple[Field[Any], ...]) -> None:
    names = [name for one in fields for name in {*map(match_key, (one.code, *one.headings))}]
    assert len(set(names)) == len(names)


def test_every_compared_column_is_sealed_and_has_a_word() -> None:
    words = interface(THEME, ORGANIZATION)
    for field in row_fields():
        if field.changed:
            assert field.since, field.code
            assert words.plain(f"change.{field.key}")


def test_every_sealed_column_has_its_place_in_an_entry() -> None:
    names = {one.name for one in dataclasses.fields(Entry)}
    assert {one.key for one in row_fields() if one.since == 1} <= names
    assert not {one.key for one in row_fields() if one.since > 1} & names


def test_the_search_narrows_by_every_column_that_filters() -> None:
    added = filters()
    assert set(filter_codes()) <= set(added)
    assert added[:2] == ("year", filter_codes()[0])
    words = interface(THEME, ORGANIZATION)
    for code in set(added) - {"village"}:  # its filter is called otherwise than its column
        assert words.plain(f"search.{code}")


def test_scripts_of_the_browser_list_no_columns_and_write_no_pattern_of_years() -> None:
    scripts = sorted((THEME / "overrides/assets/phaen").rglob("*.js"))
    text = "".join(path.read_text("utf-8") for path in scripts)
    assert not re.search(r'"strategy",\s*"programme"', text)
    assert not re.search(r"2\[45\]|\bCHOICES\b", text)


def test_a_plain_column_is_named_where_it_is_said_shown_and_worded_and_nowhere_else() -> None:
    endings = {".py", ".j2", ".js", ".toml", ".html"}
    naming = [
        path.relative_to(ROOT).as_posix()
        for house in ("generator", "theme")
        for path in sorted((ROOT / house).rglob("*"))
        if path.suffix in endings and re.search(r"\bplan_ref\b", path.read_text("utf-8"))
    ]
    assert naming == [
        "generator/plan/fields/projects.py",
        "generator/plan/model/project.py",  # an older column: a new one is in `Project.more`
        "theme/pages/project.md.j2",
        "theme/strings.toml",
    ]
