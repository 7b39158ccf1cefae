"""What may not be published: personal data wherever it hides, and files or pages that do things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

import uploads
from generator.plan.uploads import Contents, inspect, inspect_once, is_safe_name
from generator.problems import Severity
from portals import checked, codes, csv_table, make_row, portal_folder, problems_of_pages

IDENTITY = "1101700203450"  # invented, with its right check digit
MOBILE = "0812345678"
CORE = {
    "[Content_Types].xml": b"<Types/>",
    "word/document.xml": b"<w:document/>",
    "docProps/core.xml": (
        f"<cp:coreProperties><dc:creator>โทร {MOBILE}</dc:creator></cp:coreProperties>".encode()
    ),
}
PRIVACY = "plans/2570/privacy.yml"
PROJECTS = "plans/2570/projects.csv"


def found(tmp_path: Path, **files: str | bytes) -> list[tuple[str, int]]:
    """Return code and row of a portal's problems; names of files as `content__a.md`."""
    given = {name.replace("__", "/"): content for name, content in files.items()}
    report = checked(portal_folder(tmp_path, dict(given))).report
    assert all(problem.severity is Severity.ERROR for problem in report)
    return [(problem.code, problem.place.row) for problem in report]


def found_on(text: str, among: Sequence[str]) -> list[tuple[str, int]]:
    """Return code and row of a page's problems; it stands in one portal with those `among`."""
    problems = problems_of_pages(tuple(among))[text]
    assert all(problem.severity is Severity.ERROR for problem in problems)
    return [(problem.code, problem.place.row) for problem in problems]


# Personal data


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"ผู้รับเงิน {IDENTITY}", "identity-number"),
        ("ผู้รับเงิน ๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐", "identity-number"),
        (f"โทร {MOBILE}", "phone-number"),
        ("บัญชีเลขที่ 123-4-56789-0", "bank-account"),
        ("ธนาคารกรุงไทย บัญชี 6541234567", "bank-account"),
        ("ซอยข้างบ้านนายสมหมาย", "person-name"),
        ("โดย นางสาวสมหมาย ใจดีมาก", "person-name"),
    ],
)
def test_personal_data_is_an_error_in_rows_and_on_pages(
    tmp_path: Path, text: str, code: str
) -> None:
    rows = csv_table([make_row(note=text)])
    folder = portal_folder(tmp_path, {PROJECTS: rows, "content/news.md": f"# ข่าว\n\n{text}\n"})
    report = list(checked(folder).report)
    assert [(one.code, one.place.file, one.place.row) for one in report] == [
        (code, "content/news.md", 3),
        (code, PROJECTS, 2),
    ]
    if code in ("identity-number", "bank-account"):
        assert text not in str([one.as_dict() for one in report])


NO_NUMBERS = ["รหัส 1101700203451", "โครงการที่ 6541234567", "พ.ศ. 2569-2570"]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_numbers_that_are_none_stay_silent(text: str) -> None:
    assert found_on(text, NO_NUMBERS) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("form.pdf", uploads.pdf(f"tel {MOBILE}")),
        ("form.pdf", uploads.pdf(author=f"0812345678 {MOBILE}")),
        ("form.docx", uploads.office("docx", f"โทร {MOBILE}")),
        ("form.docx", uploads.archive(CORE)),
        ("form.xlsx", uploads.office("xlsx", f"โทร {MOBILE}")),
        ("board.jpg", uploads.jpg(note=f"tel {MOBILE}")),
    ],
    ids=["pdf text", "pdf properties", "docx", "docx properties", "xlsx", "jpg note"],
)
def test_personal_data_inside_an_upload_is_an_error(tmp_path: Path, name: str, data: bytes) -> None:
    codes_found = {code for code, _ in found(tmp_path, **{f"content__{name}": data})}
    assert codes_found == {"phone-number"}


def test_paper_that_a_plan_names_is_looked_into_too(tmp_path: Path) -> None:
    plan = (portal_folder(tmp_path) / "plans/2570/plan.yml").read_text("utf-8")
    plan = plan.replace(
        "edition:\n", "edition:\n  documents: [{title: ก, file: documents/a.pdf}]\n"
    )
    more: dict[str, str | bytes] = {"plans__2570__plan.yml": plan}
    more |= {"plans__2570__documents__a.pdf": uploads.pdf(MOBILE)}
    assert found(tmp_path, **more) == [("phone-number", 0)]


def test_listed_with_a_reason_it_is_published_and_without_one_it_is_not(tmp_path: Path) -> None:
    rows = csv_table([make_row(note="โทร 081-234-5678")])
    reason = "allow:\n  - text: ๐๘๑ ๒๓๔ ๕๖๗๘\n    reason: สายด่วนของโครงการ\n"
    assert codes(portal_folder(tmp_path / "a", {PROJECTS: rows, PRIVACY: reason})) == []
    bare = "allow:\n  - text: 081-234-5678\n"
    both = {"key-missing", "phone-number"}
    assert set(codes(portal_folder(tmp_path / "b", {PROJECTS: rows, PRIVACY: bare}))) == both


@pytest.mark.parametrize("text", ["053-731-550", "(053) 731-550", "+66 53 731 550", "๐๕๓.๗๓๑.๕๕๐"])
@pytest.mark.parametrize("listed", ["053731550", "+66 53-731-550"])
def test_a_listed_number_is_listed_however_it_is_written(
    tmp_path: Path, text: str, listed: str
) -> None:
    allow = f"allow:\n  - {{text: '{listed}', reason: เบอร์กลาง}}\n"
    rows = csv_table([make_row(note=f"โทร {text}")])
    assert codes(portal_folder(tmp_path, {PROJECTS: rows, PRIVACY: allow})) == []


def test_offices_own_contact_and_its_head_are_no_private_data_but_his_house_is(
    tmp_path: Path,
) -> None:
    organization = (portal_folder(tmp_path) / "plans/organization.yml").read_text("utf-8")
    organization = re.sub("(?m)^contact:.*\n", "", organization)
    organization += "contact: {phone: 053-111-222}\n"
    head = "นายตัวอย่าง ธารตะวัน"
    if "executive" not in organization:
        organization += f"executive: {{name: {head}, position: นายกเทศมนตรี}}\n"
    else:
        head = organization.split("executive: {name: ")[1].split(",")[0]
    page = f"# ติดต่อ\n\nโทร 053 111 222\n\nโดย {head}\n\nซอยบ้าน{head}\n"
    more = {"plans__organization.yml": organization, "content__news.md": page}
    assert found(tmp_path, **more) == [("person-name", 7)]


PLAN = "plans/2570/plan.yml"
ORGANIZATION = "plans/organization.yml"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PLAN, "title: แผน", f"title: {IDENTITY} แผน"),
        (PLAN, "name: ยุทธ", f"name: {IDENTITY} ยุทธ"),
        (PLAN, "[ก่อสร้าง", f"[{IDENTITY} ก่อสร้าง"),
        (PLAN, "[บอร์ด", f"[{IDENTITY} บอร์ด"),
        (PLAN, "{event: งบ", f"{{event: {IDENTITY} งบ"),
        (ORGANIZATION, "บ้านร่องไฮ", f"บ้านร่องไฮ {IDENTITY}"),
        (ORGANIZATION, "{name: กองช่าง", f"{{name: กองช่าง, also: [{IDENTITY}]"),
        (ORGANIZATION, "name: เทศ", f"name: {IDENTITY} เทศ"),
        (ORGANIZATION, "district: ", f"district: {IDENTITY}"),
    ],
)
def test_personal_data_in_any_text_of_a_yaml_file_is_an_error(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    text = (portal_folder(tmp_path) / file).read_text("utf-8")
    assert old in text
    row = text[: text.index(old)].count("\n") + 1
    problems = found(tmp_path, **{file.replace("/", "__"): text.replace(old, new, 1)})
    assert ("identity-number", row) in problems


def test_a_programme_of_a_row_is_looked_into(tmp_path: Path) -> None:
    rows = csv_table([make_row(programme=f"แผนงาน {IDENTITY}")])
    assert "identity-number" in codes(portal_folder(tmp_path, {PROJECTS: rows}))


def test_a_document_with_a_person_in_its_title_or_name_is_an_error(tmp_path: Path) -> None:
    plan = (portal_folder(tmp_path) / PLAN).read_text("utf-8")
    named = f"{{title: สำเนาบัตรนายสมหมาย ใจดี, file: documents/{IDENTITY}.pdf}}"
    plan = plan.replace("edition:\n", f"edition:\n  documents: [{named}]\n")
    more: dict[str, str | bytes] = {
        PLAN: plan,
        f"plans/2570/documents/{IDENTITY}.pdf": uploads.pdf(),
    }
    report = checked(portal_folder(tmp_path, more)).report
    assert {(one.code, one.place.file.rpartition(".")[2]) for one in report} == {
        ("identity-number", "pdf"),
        ("identity-number", "yml"),
        ("person-name", "yml"),
    }


@pytest.mark.parametrize("name", [f"{IDENTITY}.md", f"{IDENTITY}/news.md", "นายสมหมาย_ใจดี.md"])
def test_a_page_or_folder_named_like_a_person_is_an_error(tmp_path: Path, name: str) -> None:
    [(code, _)] = found(tmp_path, **{f"content/{name}": "# ข่าว\n"})
    assert code in ("identity-number", "person-name")


SEEN_WHOLE = {
    text: f"# ข่าว\n\n{text}\n"
    for text in (
        f"{IDENTITY[:5]}**{IDENTITY[5:]}**",
        "".join(f"&#{ord(digit)};" for digit in IDENTITY),
        f"{IDENTITY[:5]}&#8203;{IDENTITY[5:]}",
        f"{IDENTITY[:5]}\u200b{IDENTITY[5:]}",
        f"{IDENTITY[:5]}\u00ad<b>{IDENTITY[5:]}</b>",
        f"![{IDENTITY[:5]}&#8203;{IDENTITY[5:]}](a.png)",
    )
}


@pytest.mark.parametrize("text", SEEN_WHOLE)
def test_a_number_that_readers_of_a_page_see_whole_is_found(text: str) -> None:
    assert found_on(SEEN_WHOLE[text], [*SEEN_WHOLE.values()]) == [("identity-number", 3)]


def test_a_name_over_two_lines_of_a_page_is_found_and_cells_of_a_table_are_parted(
    tmp_path: Path,
) -> None:
    table = "| ก | ข | ค |\n|---|---|---|\n| 081 | 234 | 5678 |\n"
    page = f"# ข่าว\n\n{table}\nมอบแก่นาย\nสมหมาย ใจดี\n"
    assert [code for code, _ in found(tmp_path, **{"content__news.md": page})] == ["person-name"]


def test_a_title_with_escapes_is_looked_into_as_it_is_read(tmp_path: Path) -> None:
    page = f'---\ntitle: "\\x31{IDENTITY[1:]}"\n---\n# ข่าว\n'
    assert found(tmp_path, **{"content__news.md": page}) == [("identity-number", 2)]


# Uploads


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", uploads.pdf(javascript="app.alert(1)"), "upload-active"),
        ("a.pdf", uploads.pdf(launch="cmd.exe"), "upload-active"),
        ("a.pdf", uploads.png(), "upload-kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "upload-kind"),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "upload-kind"),
        ("a.html", b"<script>alert(1)</script>", "upload-kind"),
        ("a.js", b"alert(1)", "upload-kind"),
        ("robots.txt", b"", "upload-kind"),
        ("a.exe", b"MZ", "upload-kind"),
        ("a.pdf", b"", "file-empty"),
        ("a.pdf", b"%PDF-1.7", "upload-unreadable"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "upload-unreadable"),
        ("a.jpg", uploads.jpg(position=True), "upload-position"),
        ("a.png", uploads.png(30_000, 30_000), "upload-large"),
        ("a.pdf", b"%PDF-" + bytes(31_000_000), "upload-large"),
        ("a.docx", uploads.office(word__vbaProject_bin=b"x"), None),
        ("a.docx", b"PK\x03\x04word/document.xml", "upload-unreadable"),
    ],
)
def test_file_that_may_not_be_published_says_why(name: str, data: bytes, code: str | None) -> None:
    if code is None:
        data = data.replace(b"vbaProject_bin", b"vbaProject.bin")
        code = "upload-active"
    assert [fault.code for fault in inspect(name, data).faults] == [code]


def test_document_that_grows_too_large_is_not_read() -> None:
    data = uploads.archive({"word/document.xml": bytes(90_000_000)})
    assert [fault.code for fault in inspect("a.docx", data).faults] == ["upload-unreadable"]


@pytest.mark.parametrize(
    "kind",
    ["attachedTemplate", "image", "oleObject"],
)
def test_document_that_fetches_from_outside_is_refused_and_a_link_is_not(kind: str) -> None:
    def document(kind: str) -> bytes:
        where = 'Target="https://x.example" TargetMode="External"'
        link = f'<Relationship Id="a" Type="x/{kind}" {where}/>'
        return uploads.archive(
            {
                "[Content_Types].xml": b"<Types/>",
                "word/document.xml": b"<w:document/>",
                "word/_rels/document.xml.rels": link.encode(),
            }
        )

    assert [one.code for one in inspect("a.docx", document(kind)).faults] == ["upload-active"]
    assert inspect("a.docx", document("hyperlink")).faults == ()


@pytest.mark.parametrize("name", ["a.pdf", "ประกาศ ครั้งที่ 1 (แก้ไข).pdf", "board-1.jpg", "๑.png"])
def test_ordinary_names_are_safe(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "-rf.pdf",
            ".htaccess",
            "a\u202egpj.exe",
            "a\n.pdf",
            'a".pdf',
            "a?.pdf",
            "a#.pdf",
            "CON .",
        ),
        *("a%2f.pdf", "a'b.pdf", "a&b.pdf", "a\\b.pdf", "ก" * 90 + ".pdf", "a;b.pdf", "a<b>.pdf"),
    ],
)
def test_odd_names_are_not(name: str) -> None:
    assert not is_safe_name(name)


def test_same_bytes_are_looked_into_once_and_a_damaged_memory_is_no_memory() -> None:
    kept: dict[str, bytes] = {}
    data = uploads.pdf(f"tel {MOBILE}", author="x")
    first = inspect_once("a.pdf", data, kept)
    (digest,) = kept
    assert inspect_once("b.pdf", data, kept) == first == inspect("a.pdf", data)
    assert list(kept) == [digest]
    assert inspect_once("a.png", data, kept).faults
    for damaged in (b"", b"{}", b"[]", b"\xff", b'{"texts": [1], "faults": []}'):
        kept[digest] = damaged
        assert inspect_once("a.pdf", data, kept) == first


def test_what_another_release_found_clean_is_looked_into_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its rules were other ones; nobody has to remember to raise a number."""
    kept: dict[str, bytes] = {}
    data = uploads.pdf(f"tel {MOBILE}", author="x")
    with monkeypatch.context() as other:
        other.setattr("generator.plan.uploads.code_digest", lambda: "another release")
        other.setattr("generator.plan.uploads.inspect", lambda _path, _data: Contents())
        assert not inspect_once("a.pdf", data, kept).texts
    assert inspect_once("a.pdf", data, kept) == inspect("a.pdf", data)


# Pages


DOING_SOMETHING = [
    ("<script>alert(1)</script>", "page-html"),
    ("ก <img src=x onerror=alert(1)> ข", "page-html"),
    ("<b onclick=alert(1)>ก</b>", "page-html"),
    ("<!-- hidden -->", "page-html"),
    ("<!--><script>alert(1)</script>-->", "page-html"),
    ("<style>body{display:none}</style>", "page-html"),
    ("<base href=https://x.example>", "page-html"),
    ("<meta http-equiv=refresh content='0;url=https://x.example'>", "page-html"),
    ("<form action=https://x.example><input name=a></form>", "page-html"),
    ("ก\n{: onclick=alert(1) }", "page-html"),
    ("ก\n{: style='position:fixed' }", "page-html"),
    ("[ก](javascript:alert(1))", "page-address"),
    ("[ก](JaVaScRiPt&colon;alert(1))", "page-address"),
    ("[ก](java\tscript:alert(1))", "page-address"),
    ("[ก](data:text/html,x)", "page-address"),
    ("[ก](vbscript:x)", "page-address"),
    ("<javascript:alert(1)>", "page-html"),
    ("![ก](https://tracker.example/x.png)", "page-address"),
    ("![ก](//tracker.example/x.png)", "page-address"),
    ("ก\n{: src=x href=javascript:alert(1) }", "page-address"),
    ("```{.x onclick=alert(1)}\nก\n```", "page-html"),
    ("---\ntemplate: x.html\n---\nก", "page-meta"),
    ("template: x.html\n\nก", "page-meta"),
    ("title: x\ntemplate: base.html\n\nก", "page-meta"),
    ("title: x\nTemplate: base.html\n\nก", "page-meta"),
    ("\ufefftitle: x\r\ntemplate: base.html\r\n\r\nก", "page-meta"),
    ("title: x\rtemplate: base.html\r\rก", "page-meta"),
    ("title: x\n    y\ntemplate: base.html\n# ก", "page-meta"),
    ("---\ntitle: x\n...\ntemplate: base.html\n", None),
    ("---\n<<: {template: base.html}\n---\nก", "page-meta"),
    ("---\n{title: x, template: base.html}\n---\nก", "page-meta"),
    ("---\ntitle: {a: b}\n---\nก", "page-meta"),
    ("---\ntitle: !!binary PHNjcmlwdD4=\n---\nก", "yaml-syntax"),
    ("---\ntitle: x\ntitle: y\n---\nก", "yaml-key-twice"),
    ("---\n- title\n---\nก", "yaml-shape"),
    ("---\ntitle: " + "[" * 100_000 + "\n---\nก", "yaml-syntax"),
    ('title: x\ndescription: "><script>alert(1)</script>\n\nก', "page-html"),
    ('---\ntitle: "\\x3cscript>alert(1)</script>"\n---\nก', "page-html"),
    *(
        (f"title: x\n{key}: y\n\nก", "page-meta")
        for key in ("hide", "icon", "status", "tags", "search", "robots", "date", "redirect")
    ),
    *(
        (f"title: x\n{key}: y\n\nก", "page-meta")
        for key in ("location", "author", "image", "revision_date", "template", "https")
    ),
    ("---\na: &a [*a]\n---\nก", "yaml-syntax"),
    # What Markdown takes minutes for.
    ("# ก\n\n" + "![" * 16_000, "page-heavy"),
    ("# ก\n\n" + "- [a](\n" * 8_000, "page-heavy"),
    ("# ก\n\n" + ("[a][" * 400 + "\n\n") * 100, "page-heavy"),
    ("# ก\n\n" + "ก " * 300_000, "page-heavy"),
    ("# ก\n\n" + "- [ก](https://example.go.th/)\n" * 1_000, None),
]


@pytest.mark.parametrize(("page", "code"), DOING_SOMETHING)
def test_page_that_could_do_something_is_refused(page: str, code: str | None) -> None:
    codes_found = {one for one, _ in found_on(page, [page for page, _ in DOING_SOMETHING])}
    assert code in codes_found if code else not codes_found


def test_page_of_plain_markdown_and_a_few_tags_is_accepted(tmp_path: Path) -> None:
    page = """---
title: ข่าว
description: ข่าวของเทศบาล
---

# ข่าว {#top}

H<sub>2</sub>O<br>a < b & c > d <https://www.example.go.th/> [ก](about.md#top) [ข](mailto:a@x.th)

| ก | ข |
|---|--:|
| 1 | 2 |

```text
<script>alert(1)</script>
```

    <iframe> in code

`<b onclick=x>` ![ภาพ](board.png){: .wide title="ภาพ" }

- [ ] ก
"""
    files: dict[str, str | bytes] = {"content__news.md": page, "content__board.png": uploads.png()}
    assert found(tmp_path, **files) == []


# The configuration


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("exclude_docs: '*'", "exclude_docs"),
        ("exclude_docs: |\n  !.htaccess\n  /2570/", "exclude_docs"),
        ("not_in_nav: '*'", "not_in_nav"),
        ("draft_docs: '*'", "draft_docs"),
        ("watch: [/etc]", "watch"),
        ("hooks: [a.py]", "hooks"),
        ("site_url: https://evil.example/", "site_url"),
        ("site_name: 2026-01-01", "site_name"),
        ("site_description: 123", "site_description"),
        ("nav: [123]", "nav"),
        ("validation: hello", "validation"),
        ("validation: {links: {not_found: ignore}}", "validation.links.not_found"),
        ("use_directory_urls: true", "use_directory_urls"),
        ("docs_dir: /etc", "docs_dir"),
        ("extra: {phaen: {policy: x}}", "extra"),
        ("theme: {name: material, language: zz}", "theme.language"),
        ("theme: {name: nowhere}", "theme.name"),
        ("theme: material", "theme"),
        ("theme.name: material", "theme.name"),
        ("plugins: [search]", "plugins"),
        ("markdown_extensions: tables", "markdown_extensions"),
        ("markdown_extensions: [tables, pymdownx.snippets]", "pymdownx.snippets"),
        ("markdown_extensions: [{toc: {permalink: true}}]", "…"),
    ],
)
def test_configuration_that_could_harm_is_refused(tmp_path: Path, lines: str, what: str) -> None:
    report = checked(portal_folder(tmp_path, {"mkdocs.yml": lines})).report
    assert [(one.code, one.value) for one in report] == [("config-unsafe", what)]


@pytest.mark.parametrize("lines", ["", "theme: {language: th}", "markdown_extensions: [abbr, toc]"])
def test_configuration_may_say_less_than_ours_and_choose_extensions(
    tmp_path: Path, lines: str
) -> None:
    assert found(tmp_path, **{"mkdocs.yml": lines}) == []


@pytest.mark.parametrize(
    "path",
    [
        "๒๕๗๐/index.md",
        "２５７０/a.md",
        "2570.md",
        "README.md",
        "a/ReadMe.md",
        "Index.md",
        "About.md",
    ],
)
def test_page_that_reads_like_anothers_address_is_refused(tmp_path: Path, path: str) -> None:
    assert ("content-clash", 0) in found(tmp_path, **{f"content__{path}": "# ก"})
