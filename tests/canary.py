"""A number and a name that must never come out, and every place where somebody could write them.

The places are made from the field lists of the parsers, so that a new field is tried by itself.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import yaml
from openpyxl.comments import Comment

from generator.plan.fields import Field, amendment_fields, progress_fields, project_fields
from generator.plan.parse import organization as organization_keys
from generator.plan.parse import plan as plan_keys
from generator.plan.uploads import inspect
from portals import portal_folder
from uploads import jpg, pdf

IDENTITY = "1-2345-67890-12-1"
PHONE = "081-234-5678"
NAME = "นางสาวสมศรี รักเรียน"
CANARIES: Mapping[str, str] = {"identity": IDENTITY, "phone": PHONE, "name": NAME}
_NEEDLES = (b"1234567890121", b"0812345678", "สมศรี".encode(), "รักเรียน".encode())
_BETWEEN = re.compile(rb"(?<=[0-9])[-. ()/]+(?=[0-9])")
# Where a value may say who acts for the office, or how to reach it.
ALLOWED = {
    ("organization.yml executive.name", "name"),
    ("plan.yml signatory.name", "name"),
    ("plan.yml committee", "name"),
    ("plan.yml committee.name", "name"),
    ("organization.yml units.x.phone", "phone"),
    *((f"organization.yml contact.{key}", "phone") for key in organization_keys.CONTACT_KEYS),
}
ORGANIZATION, PLAN = "plans/organization.yml", "plans/2570/plan.yml"
AMENDMENT, PRIVACY = "plans/2570/amendments/1/plan.yml", "plans/2570/privacy.yml"
TABLES: Mapping[str, tuple[Field[Any], ...]] = {
    "plans/2570/projects.csv": project_fields(),
    "plans/2570/amendments/1/projects.csv": amendment_fields(),
    "plans/2570/progress.csv": progress_fields(),
}
_ROWS: Mapping[str, str] = {
    "id": "2570-001", "strategy": "1", "name": "ก่อสร้างถนน", "budget": "478300", "unit": "กองช่าง",
    "start": "พ.ย. 2569", "end": "ม.ค. 2570", "change": "แก้ไข", "reason": "ราคาเปลี่ยน",
    "date": "2569-11-20", "status": "อยู่ระหว่างดำเนินการ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surface:
    """A place to write into: its name, and what writes a canary there."""

    name: str
    plant: Callable[[Path, str], None]


def sound(folder: Path) -> Path:
    """Return a sound portal with an amendment and a report."""
    files = {
        "plans/2570/projects.csv": _csv(_row(project_fields())),
        "plans/2570/progress.csv": _csv(_row(progress_fields())),
        "plans/2570/amendments/1/projects.csv": _csv(_row(amendment_fields())),
        AMENDMENT: "kind: แก้ไข\nnumber: 1/2570\nedition:\n  considered: 2569-10-20\n"
        "  announced: 2569-10-22\n  posted_from: 2569-10-23\n  posted_until: 2569-11-30\n",
        "content/about.md": "# เกี่ยวกับแผน\n\nข้อความ\n",
    }
    return portal_folder(folder, files)


def surfaces() -> Iterator[Surface]:
    """Yield every place that a portal has."""
    yield from _columns()
    yield from _tables()
    yield from _settings()
    yield from _workbooks()
    yield from _names()
    yield from _pages()
    yield from _papers()


def leaks(data: bytes, name: str = "") -> bool:
    """Whether a canary is in the bytes, packed or not, in any of the ways in which one is read."""
    views = [name.encode(), data, *_unpacked(name, data)]
    for view in views:
        text = view.decode("utf-8", "replace")
        for one in {text, unquote(text), text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))}:
            bare = _BETWEEN.sub(b"", re.sub("<[^<>]*>", "", one).encode("utf-8", "replace"))
            if any(needle in bare for needle in _NEEDLES):
                return True
    return False


def leaking(folder: Path) -> list[str]:
    """Return the files below a folder that let a canary out, by content or by name."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return [name for name, path in named if leaks(path.read_bytes(), name)]


def _unpacked(name: str, data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for one in file.namelist():
                inner = file.read(one)
                yield from (one.encode(), inner, *_unpacked(one, inner))
    ending = name.rpartition(".")[2].lower()
    if ending in ("pdf", "png", "jpg", "jpeg", "docx", "xlsx"):
        yield "\n".join(one.text for one in inspect(name, data).texts).encode("utf-8", "replace")
    if data.startswith(b"\x89PNG"):
        for chunk in re.findall(rb"(?:zTXt|iTXt)[^\0]*\0\0(.*?)IEND", data, re.DOTALL):
            yield zlib.decompressobj().decompress(chunk[:10_000]) if chunk[:1] == b"x" else chunk


def _row(fields: tuple[Field[Any], ...]) -> dict[str, str]:
    codes = [one.code for one in fields if not one.code.startswith("month-")]
    return {code: _ROWS.get(code, "") for code in codes if code != "period"}


def _csv(*rows: Mapping[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _columns() -> Iterator[Surface]:
    """Every column of every table, alone in its cell and behind other words."""
    for path, fields in TABLES.items():
        for code in _row(fields):
            for before in ("", f"{_ROWS.get(code, 'หมายเหตุ')} โทร "):
                plant = _with(_in_column, path=path, code=code, before=before)
                yield Surface(f"{path} {code} {before}", plant)


def _in_column(folder: Path, canary: str, path: str, code: str, before: str) -> None:
    file = folder / path
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))
    rows[0][code] = before + canary
    file.write_text(_csv(*rows), encoding="utf-8")


def _with(plant: Callable[..., None], **now: Any) -> Callable[[Path, str], None]:
    return lambda folder, canary: plant(folder, canary, **now)


def _tables() -> Iterator[Surface]:
    """What is in a table beside its cells."""

    def heading(folder: Path, canary: str, path: str) -> None:
        rows = (folder / path).read_text("utf-8").splitlines()
        (folder / path).write_text(f"{rows[0]},{canary}\n{rows[1]},\n", encoding="utf-8")

    def unread(folder: Path, canary: str, path: str) -> None:
        rows = (folder / path).read_text("utf-8").splitlines()
        (folder / path).write_text(f"{rows[0]},ผู้ประสาน\n{rows[1]},{canary}\n", encoding="utf-8")

    def headless(folder: Path, canary: str, path: str) -> None:
        text = (folder / path).read_text("utf-8").rstrip()
        (folder / path).write_text(f"{text},{canary}\n", encoding="utf-8")

    def title(folder: Path, canary: str, path: str) -> None:
        text = (folder / path).read_text("utf-8")
        (folder / path).write_text(f"แผน {canary}\n{text}", encoding="utf-8")

    def quoted(folder: Path, canary: str, path: str) -> None:
        rows = (folder / path).read_text("utf-8").splitlines()
        half = len(canary) // 2 if canary == NAME else canary.index("-")
        cell = f'"{canary[:half]}\n{canary[half:]}"' if canary != NAME else f'"{canary}\n"'
        (folder / path).write_text(f"{rows[0]},อื่น\n{rows[1]},{cell}\n", encoding="utf-8")

    for path in TABLES:
        for one in (heading, unread, headless, title, quoted):
            yield Surface(f"{path} {one.__name__}", _with(one, path=path))


def _settings() -> Iterator[Surface]:
    """Every key that YAML files may have, a key that none has, and a comment."""
    keys: dict[str, list[str]] = {
        ORGANIZATION: [
            *organization_keys.KEYS,
            *(f"contact.{key}" for key in organization_keys.CONTACT_KEYS),
            *(f"executive.{key}" for key in organization_keys.EXECUTIVE_KEYS),
            *(f"units.x.{key}" for key in organization_keys.UNIT_KEYS),
            *("villages.4", "spellings.ถนน", "colours.primary"),
        ],
        PLAN: [
            *plan_keys.PLAN_KEYS,
            *(f"edition.{key}" for key in plan_keys.EDITION_KEYS),
            *(f"trigger.{key}" for key in plan_keys.TRIGGER_KEYS),
            *(f"stated_totals.{key}" for key in plan_keys.STATED_KEYS),
            *(f"signatory.{key}" for key in plan_keys.OFFICIAL_KEYS),
            "ita.plan",
        ],
        AMENDMENT: [*plan_keys.AMENDMENT_KEYS, *plan_keys.EDITION_KEYS],
        PRIVACY: ["allow"],
        "plans/2570/overlap.yml": ["pairs", "decisions"],
    }
    lists: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        PLAN: {
            "strategies": plan_keys.STRATEGY_KEYS,
            "edition.documents": plan_keys.DOCUMENT_KEYS,
            "results": plan_keys.RESULT_KEYS,
            "committee": plan_keys.OFFICIAL_KEYS,
        },
        PRIVACY: {"allow": ("reason",)},
    }
    for path, names in keys.items():
        file = path.rpartition("/")[2]
        for key in names:
            yield Surface(f"{file} {key}", _with(_plant_value, path=path, key=key))
        for key, inner in lists.get(path, {}).items():
            for one in inner:
                name = f"{key}.0.{one}"
                yield Surface(f"{file} {key}.{one}", _with(_plant_value, path=path, key=name))
        yield Surface(f"{file} unknown key", _with(_plant_text, path=path, text="{}: ก"))
        yield Surface(f"{file} comment", _with(_plant_text, path=path, text="# {}"))
        yield Surface(f"{file} damaged", _with(_plant_text, path=path, text="ก: *{}"))
        yield Surface(f"{file} twice", _with(_plant_text, path=path, text="ก: {}\nก: {}"))


def _plant_value(folder: Path, canary: str, path: str, key: str) -> None:
    file = folder / path
    text = file.read_text("utf-8") if file.exists() else ""
    tree = yaml.load(text, Loader=yaml.BaseLoader) or {}
    at = tree
    *parents, last = key.split(".")
    for parent, following in zip(parents, key.split(".")[1:], strict=True):
        if following == "0":
            if not isinstance(at.get(parent), list) or not at[parent]:
                at[parent] = [{}]
            at = at[parent]
        elif parent == "0":
            at = at[0]
        else:
            if not isinstance(at.get(parent), dict):
                at[parent] = {}
            at = at[parent]
    at[last] = canary
    file.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _plant_text(folder: Path, canary: str, path: str, text: str) -> None:
    file = folder / path
    before = file.read_text("utf-8") if file.exists() else ""
    added = text.replace("{}", canary.replace(" ", "_") if "*" in text else canary)
    file.write_text(f"{before.rstrip()}\n{added}\n", encoding="utf-8")


def _hide(book: Any, canary: str, state: str = "veryHidden") -> None:
    sheet = book.create_sheet("ซ่อน" if state == "veryHidden" else canary)
    sheet.append([canary])
    sheet.sheet_state = state


def _hide_column(book: Any, canary: str) -> None:
    book.active["AZ9"] = canary
    book.active.column_dimensions["AZ"].hidden = True


def _hide_row(book: Any, canary: str) -> None:
    book.active["A9"] = canary
    book.active.row_dimensions[9].hidden = True


_IN_WORKBOOK: Mapping[str, Callable[[Any, str], None]] = {
    "sheet name": lambda book, one: setattr(book.active, "title", one),
    "ignored sheet": lambda book, one: book.create_sheet(one).append(["ก", "ข"]),
    "other sheet": lambda book, one: book.create_sheet("อื่น").append([one]),
    "hidden sheet": _hide,
    "hidden sheet name": lambda book, one: _hide(book, one, "hidden"),
    "hidden column": _hide_column,
    "hidden row": _hide_row,
    "comment": lambda book, one: setattr(book.active["A1"], "comment", Comment(one, "ก")),
    "comment author": lambda book, one: setattr(book.active["A1"], "comment", Comment("ก", one)),
    "header": lambda book, one: setattr(book.active.oddHeader.center, "text", one),
    "link": lambda book, one: setattr(book.active["A1"], "hyperlink", f"https://a.go.th/{one}"),
    "formula": lambda book, one: book.active.__setitem__("AZ9", f'="{one}"'),
}
_PROPERTIES = (
    "creator", "title", "subject", "description", "keywords", "category", "lastModifiedBy",
    "identifier",
)  # fmt: skip


def _workbooks() -> Iterator[Surface]:
    for name, plant in _IN_WORKBOOK.items():
        yield Surface(f"projects.xlsx {name}", _with(_in_workbook, fill=plant))
    for name in _PROPERTIES:
        yield Surface(f"projects.xlsx property {name}", _with(_in_properties, name=name))


def _in_properties(folder: Path, canary: str, name: str) -> None:
    _in_workbook(folder, canary, lambda book, one: setattr(book.properties, name, one))


def _in_workbook(folder: Path, canary: str, fill: Callable[[Any, str], None]) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "แผน"
    row = _row(project_fields())
    sheet.append(list(row))
    sheet.append(list(row.values()))
    fill(book, canary)
    (folder / "plans/2570/projects.csv").unlink()
    book.save(folder / "plans/2570/projects.xlsx")


def _names() -> Iterator[Surface]:
    """Names of files and folders, read or not."""
    named = {
        "plans/{}/plan.yml": b"a: 1\n",
        "plans/{}.yml": b"a: 1\n",
        "plans/2570/amendments/{}/plan.yml": b"kind: x\n",
        "plans/2570/announced/{}.csv": b"x\n",
        "plans/2570/documents/{}.pdf": pdf(),
        "content/{}.md": "# ก\n".encode(),
        "content/{}/a.md": "# ก\n".encode(),
        "content/{}.jpg": jpg(),
        "plans/2570/projects-{}.xls": b"x",
        "plans/2570/Projects {}.xlsx": b"x",
    }
    for path, data in named.items():

        def plant(folder: Path, canary: str, path: str = path, data: bytes = data) -> None:
            file = folder / path.replace("{}", canary)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)

        yield Surface(f"name {path}", plant)

    def missing(folder: Path, canary: str) -> None:
        _plant_text(folder, canary, PLAN, "  documents: [{title: ก, file: documents/@.pdf}]")
        file = folder / PLAN
        file.write_text(file.read_text("utf-8").replace("@", canary), encoding="utf-8")

    yield Surface("name of a paper that is not there", missing)


def _pages() -> Iterator[Surface]:
    texts = (
        "# {}", "ติดต่อ {}", "![{}](a.jpg)", "[ก]({})", "[ก](mailto:a@b.go.th?body={})",
        "[ก](https://example.go.th/?q={})", '[ก](x.md "{}")', "| ก | ข |\n|---|---|\n| {} | 1 |",
        "```\n{}\n```", "    {}", "<!-- {} -->", "[ก]: {}", "## ก { #{} }", "*[ก]: {}",
    )  # fmt: skip
    for text in texts:
        plant = _with(_plant_text, path="content/about.md", text=f"\n{text}")
        yield Surface(f"page {text}", plant)
    for key in ("title", "description", "author", "{}"):

        def front(folder: Path, canary: str, key: str = key) -> None:
            head = f"---\n{key.replace('{}', canary)}: {canary}\n---\n"
            (folder / "content/about.md").write_text(f"{head}# ก\n", encoding="utf-8")

        yield Surface(f"page head {key}", front)
    for text in ("site_name: @", "# @", "nav: [@]", "extra: {x: @}", "copyright: @"):

        def configured(folder: Path, canary: str, text: str = text) -> None:
            (folder / "mkdocs.yml").write_text(text.replace("@", canary), encoding="utf-8")

        yield Surface(f"mkdocs.yml {text}", configured)


def _papers() -> Iterator[Surface]:
    def paper(folder: Path, data: bytes, name: str) -> None:
        file = folder / "plans/2570/documents" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        text = (folder / PLAN).read_text("utf-8")
        line = f"edition:\n  documents: [{{title: ประกาศ, file: documents/{name}}}]"
        (folder / PLAN).write_text(text.replace("edition:", line), encoding="utf-8")

    yield Surface("pdf author", lambda folder, one: paper(folder, pdf(author=one), "a.pdf"))
    yield Surface("jpg note", lambda folder, one: paper(folder, jpg(note=one), "a.jpg"))


__all__ = ["ALLOWED", "CANARIES", "Surface", "leaking", "leaks", "sound", "surfaces"]
