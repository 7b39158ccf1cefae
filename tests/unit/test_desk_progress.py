"""The desk's list of reports: in pages, of which none loses what was typed, and once for a day."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from e2e.clerks import HEAD, first_clerk
from e2e.remotes import QUIET
from generator.desk.asked import Asked
from generator.desk.laying import Desk
from generator.desk.office import Office
from generator.desk.pages import progress, report
from generator.machine.packaged import THEME
from generator.machine.proof import Proof
from generator.plan.merge import UnsafeError

TODAY = datetime.date(2026, 11, 24)
MANY = HEAD + "".join(
    f"2570-{n:03},1,ก่อสร้างถนน สายที่ {n},{n}000,กองช่าง,พ.ย.,ธ.ค.\n" for n in range(1, 251)
)
FORM = {"year": "2570", "unit": "", "date": "2026-11-24"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    clerk = first_clerk(tmp_path / "one", None)
    clerk.table.write_text(MANY, "utf-8")
    clerk.git("commit", "-qam", "many")
    opened = Desk(Office(clerk.folder, QUIET, lambda: TODAY, Proof()), THEME)
    opened.layout(opened.office.state().checked.portal.organization)
    return opened


def sent(number: int, form: dict[str, str]) -> Asked:
    return Asked("", form={"desk.form": f"{number}", **form})


def listed(desk: Desk, **query: str) -> tuple[str, list[str]]:
    page = progress.progress(desk, Asked("", query=query)).body.decode()
    return page, re.findall(r"<legend>2570-(\d+) ", page)


def reported(desk: Desk) -> list[str]:
    data = desk.office.data("plans/2570/progress.csv") or b""
    return data.decode("utf-8-sig").splitlines()[1:]


def test_a_long_list_comes_in_pages_and_every_project_is_on_one(desk: Desk) -> None:
    found = [listed(desk, **{"from": start}) for start in ("0", "100", "200")]
    assert [len(codes) for _, codes in found] == [100, 100, 50]
    assert len({code for _, codes in found for code in codes}) == 250
    buttons = [re.findall('value="(earlier|later)"', page) for page, _ in found]
    assert buttons == [["later"], ["earlier", "later"], ["earlier"]]
    assert listed(desk, **{"from": "9999999"})[1] == found[0][1]
    assert listed(desk, q="สายที่ 24 กองช่าง")[1][:3] == ["024", "124", "224"]


def test_what_was_typed_on_a_page_is_saved_by_the_button_that_leads_on(desk: Desk) -> None:
    typed = {**FORM, "q": "ถนน&x", "from": "100", "status.2570-101": "แล้วเสร็จ", "then": "later"}
    told = progress.report_progress(desk, sent(1, typed))
    where = told.headers["Location"]
    assert "from=200" in where and "kept=1" in where and "%26x" in where
    assert reported(desk) == ["2570-101,2569-11-24,แล้วเสร็จ,,,,,,"]
    back = progress.report_progress(desk, sent(2, {**FORM, "from": "100", "then": "earlier"}))
    assert "from=0" in back.headers["Location"] and "kept=0" in back.headers["Location"]
    assert len(reported(desk)) == 1


def test_a_second_report_of_a_project_and_a_day_is_told_and_not_written(desk: Desk) -> None:
    progress.report_progress(desk, sent(1, {**FORM, "status.2570-001": "แล้วเสร็จ"}))
    twice = {**FORM, "status.2570-001": "แล้วเสร็จ", "status.2570-002": "แล้วเสร็จ"}
    with pytest.raises(UnsafeError, match=r"2570-001 มีรายงานของวันที่ 24 พฤศจิกายน 2569 แล้ว.*แถว 2"):
        progress.report_progress(desk, sent(2, twice))
    one = Asked("", path={"year": "2570", "id": "2570-001"}, form={"desk.form": "3", **twice})
    assert report.put_report(desk, one).status == 409
    assert len(reported(desk)) == 1
    progress.report_progress(desk, sent(4, {**twice, "date": "2026-11-23"}))
    assert len(reported(desk)) == 3


def test_a_form_that_a_double_click_sends_again_is_told_nothing_wrong(desk: Desk) -> None:
    typed = {**FORM, "status.2570-001": "แล้วเสร็จ", "then": "later"}
    first, again = (progress.report_progress(desk, sent(1, typed)) for _ in range(2))
    assert (first.status, first.headers) == (again.status, again.headers)
    one = Asked("", path={"year": "2570", "id": "2570-002"},
                form={"desk.form": "2", **FORM, "status.2570-002": "แล้วเสร็จ"})  # fmt: skip
    assert [report.put_report(desk, one).status for _ in range(2)] == [303, 303]
    assert len(reported(desk)) == 2


def test_what_is_typed_in_a_form_that_one_went_back_to_is_saved_or_told(desk: Desk) -> None:
    typed = {**FORM, "status.2570-001": "แล้วเสร็จ", "then": "later"}
    progress.report_progress(desk, sent(1, typed))
    more = {**FORM, "status.2570-002": "แล้วเสร็จ"}
    progress.report_progress(desk, sent(1, more))
    assert [one[:8] for one in reported(desk)] == ["2570-001", "2570-002"]
    with pytest.raises(UnsafeError, match="2570-001 2570-002 มีรายงาน"):
        progress.report_progress(desk, sent(1, {**typed, **more, "status.2570-003": "แล้วเสร็จ"}))


def test_what_was_typed_of_a_project_that_somebody_moved_meanwhile_is_saved_or_told(
    desk: Desk,
) -> None:
    typed = {**FORM, "unit": "กองคลัง", "status.2570-001": "แล้วเสร็จ", "status.2570-999": "  "}
    progress.report_progress(desk, sent(1, typed))
    assert len(reported(desk)) == 1
    with pytest.raises(UnsafeError, match=r"โครงการ 2570-999 .*ไม่อยู่ในรายการ"):
        lost = {**FORM, "status.2570-002": "แล้วเสร็จ", "percent.2570-999": "5"}
        progress.report_progress(desk, sent(2, lost))
    assert len(reported(desk)) == 1
