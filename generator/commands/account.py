"""What a check read, as an account: files, rows and columns, what was set aside, and the money.

Whoever reads it sees whether something of the plan was passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.pipeline import Checked
from generator.plan.check import exempt_of, masked, masker
from generator.plan.model import BudgetKind, Plan, Project, TableAccount, total_of_rows
from generator.problems import Report, told_rows
from generator.thai.numbers import format_baht, format_number, plain_baht

# The problems that name what lies in the portal and is not read.
UNREAD = frozenset({
    "file-conflict", "file-empty", "file-lfs", "file-other-kind", "file-twice", "file-unread",
    "file-unreadable", "folder-misnamed", "folder-unknown", "heading-missing", "heading-none",
    "paper-unnamed", "privacy-misplaced", "sheet-copied", "sheet-headless", "sheet-hidden",
    "sheet-ignored", "workbook-empty",
})  # fmt: skip
_NO_STRATEGY = "-"
_WHOLE = "ไม่มีแถวหรือคอลัมน์ที่ไม่ได้อ่าน"
_SET_IN = "    "
_MOST_NAMES = 20

Account = Mapping[str, Any]


def account_of(checked: Checked) -> Account:
    """Return what was read and what was not, for other programs; personal data are masked.

    Money is in baht, of the rows in force: amendments applied, cancelled rows left out. Rows are
    numbered as Excel counts.
    """
    plans = checked.portal.plans
    mask = masker(exempt_of(checked.portal, checked.finder))
    return {
        "years": [_year(plan, mask) for plan in plans],
        "tables": masked([_table(table) for plan in plans for table in plan.tables], mask),
        "not_read": masked(_not_read(checked.report), mask),
        "sealed": [one.label for one in checked.sealed],
    }


def account_lines(account: Account) -> Iterator[str]:
    """Yield the account as staff read it: a line a year, and one for whatever was set aside."""
    if account["sealed"]:
        yield f"ปีที่ปิดผนึก: {', '.join(account['sealed'])}"
    unread = {one["file"] for one in account["not_read"] if not one["sheet"]}
    for year in account["years"]:
        yield _year_line(year)
        if len(year["strategies"]) > 1:
            yield f"{_SET_IN}{_strategies_line(year)}"
        read = [file for file in year["files"] if file not in unread]
        tables = [one for one in account["tables"] if one["file"] in year["files"]]
        yield f"{_SET_IN}อ่าน {_few(_sources(read, tables))}"
        for table in tables:
            yield from _left_lines(table)
    if account["not_read"]:
        names = [f"{one['file']} {_sheet(one)}".strip() for one in account["not_read"]]
        yield f"ไม่ได้อ่าน {_few(names)}"


def account_line(account: Account) -> str:
    """Return the account as one line: years, projects, money, and how much was not read."""
    years, tables = account["years"], account["tables"]
    aside = sum(len(one["rows"]) for table in tables for one in table["aside"])
    columns = sum(len(table["columns_not_read"]) for table in tables)
    left = (
        (columns, "คอลัมน์"),
        (aside, "แถวที่ตั้งไว้นอกแผน"),
        (len(account["not_read"]), "แฟ้มหรือแผ่นงาน"),
    )
    not_read = ", ".join(f"{format_number(count)} {what}" for count, what in left if count)
    told = [
        f"ปี {one['year']} {format_number(one['projects'])} โครงการ {_baht(one['baht'])} บาท"
        for one in years
    ]
    rows = format_number(sum(table["rows"] + len(table["rows_joined"]) for table in tables))
    files = format_number(sum(len(one["files"]) for one in years))
    read = f"อ่านแล้ว {files} แฟ้ม {rows} แถว"
    return " · ".join((read, *told, f"ไม่ได้อ่าน {not_read}" if not_read else _WHOLE))


def _year(plan: Plan, mask: Callable[[str], str]) -> dict[str, Any]:
    # Sums are ours: one of thirteen digits is nobody's number.
    rows = [row for row in plan.projects if not row.cancelled]
    names = {one.id: one.name for one in plan.strategies}
    ids = [*names, *dict.fromkeys(row.strategy for row in rows if row.strategy not in names)]
    strategies = [
        {"id": mask(one) or _NO_STRATEGY, "name": mask(names.get(one, ""))}
        | _money([row for row in rows if row.strategy == one])
        for one in ids
    ]
    return {
        "year": plan.year.label,
        "files": masked(list(plan.sources), mask),
        "amendments": len(plan.editions) - 1,
        "reports": len(plan.progress),
        **_money(rows),
        "strategies": strategies,
    }


def _money(rows: Sequence[Project]) -> dict[str, Any]:
    total = total_of_rows(rows)
    kinds = [row.budget.kind for row in rows]
    return {
        "rows": total.rows,
        "projects": total.projects,
        "baht": plain_baht(total.satang),
        "rows_not_stated": kinds.count(BudgetKind.NOT_STATED),
        "rows_no_budget": kinds.count(BudgetKind.NO_BUDGET),
    }


def _table(table: TableAccount) -> dict[str, Any]:
    return {
        "file": table.place.file,
        "sheet": table.place.sheet,
        "rows": table.rows,
        "rows_joined": list(table.joined),
        "columns": [" ".join(name.split()) for name in table.columns],
        "columns_not_read": [" ".join(name.split()) for name in table.unread],
        "aside": [{"why": kind.value, "rows": list(rows)} for kind, rows in table.aside.items()],
    }


def _not_read(report: Report) -> list[dict[str, str]]:
    found = [one.place for one in report if one.code in UNREAD]
    return [{"file": at.file, "sheet": at.sheet} for at in dict.fromkeys(found)]


def _year_line(year: Account) -> str:
    rows = f" ใน {format_number(year['rows'])} แถว" if year["rows"] != year["projects"] else ""
    without = [
        f"{word} {format_number(year[key])} แถว"
        for key, word in (("rows_not_stated", "ไม่ระบุวงเงิน"), ("rows_no_budget", "ไม่ใช้งบประมาณ"))
        if year[key]
    ]
    parts = [
        f"ปี {year['year']}: {format_number(year['projects'])} โครงการ{rows}",
        f"{_baht(year['baht'])} บาท" + (f" ({', '.join(without)})" if without else ""),
        f"ฉบับแก้ไข {year['amendments']} ฉบับ" if year["amendments"] else "",
        f"รายงานความก้าวหน้า {format_number(year['reports'])} แถว" if year["reports"] else "",
    ]
    return " · ".join(filter(None, parts))


def _sources(files: Iterable[str], tables: Iterable[Account]) -> list[str]:
    """Return each file of a year by its name there, with the rows and columns read of its tables.

    A file without any is a text, or a table of which no row could be read.
    """
    told = []
    for file in files:
        mine = [_size(one) for one in tables if one["file"] == file and one["columns"]]
        told.append(_short(file) + (f" ({', '.join(mine)})" if mine else ""))
    return told


def _size(table: Account) -> str:
    rows, columns = format_number(table["rows"]), format_number(len(table["columns"]))
    return f"{_sheet(table)}{rows} แถว {columns} คอลัมน์"


def _sheet(table: Account) -> str:
    return f"แผ่นงาน “{table['sheet']}” " if table["sheet"] else ""


def _short(file: str) -> str:
    return file.split("/", 2)[-1]


def _strategies_line(year: Account) -> str:
    told = []
    for one in year["strategies"]:
        count = format_number(one["rows_not_stated"])
        without = f" (ไม่ระบุ {count} แถว)" if one["rows_not_stated"] else ""
        told.append(f"{one['id']}: {_baht(one['baht'])}{without}")
    return f"ยุทธศาสตร์ {' · '.join(told)}"


def _left_lines(table: Account) -> Iterator[str]:
    """Yield one line where rows or columns of a table are no projects of their own."""
    left = [f"{one['why']} แถว {told_rows(one['rows'])}" for one in table["aside"]]
    if table["rows_joined"]:
        left.append(f"ต่อเข้ากับแถวบน แถว {told_rows(table['rows_joined'])}")
    if table["columns_not_read"]:
        left.append(f"คอลัมน์ {_few(table['columns_not_read'])}")
    if left:
        name = f"{_short(table['file'])} {_sheet(table)}".strip()
        yield f"{_SET_IN}ไม่ได้อ่านเป็นโครงการ {name}: {' · '.join(left)}"


def _baht(plain: str) -> str:
    whole, _, fraction = plain.partition(".")
    return format_baht(int(whole) * 100 + int((fraction + "00")[:2]))


def _few(names: list[str]) -> str:
    more = f" และอีก {format_number(len(names) - _MOST_NAMES)}" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
