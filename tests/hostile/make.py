"""Write the hostile portals: run as `python tests/hostile/make.py`; the same bytes each time.

Each folder beside this file holds only what it lays over the sound portal (tests/plans/good).
tests/e2e/test_hostile_portals.py gives each to Phaen: problems or a site, never a traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import uploads  # noqa: E402
from portals import csv_table, make_row, plan_yml  # noqa: E402

ORGANIZATION = "plans/organization.yml"
PLAN = "plans/2570/plan.yml"
PROJECTS = "plans/2570/projects.csv"
WORKBOOK = "plans/2570/projects.xlsx"
PROGRESS = "plans/2570/progress.csv"
SCRIPT = "<script>fetch('https://tracker.example/')</script><img src=x onerror=alert(1)>"
CLOSE = "\"'></title></style></textarea></script>" + SCRIPT
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{two}: &{two} [{','.join([f'*{one}'] * 9)}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)

Files = Mapping[str, str | bytes]


def organization(**lines: str) -> Files:
    """Lay an organisation whose keys say `lines`."""
    keys = {"name": "เทศบาลตำบลตัวอย่าง", "kind": "เทศบาลตำบล"} | lines
    return {ORGANIZATION: "".join(f"{key}: {value}\n" for key, value in keys.items())}


def row(**cells: str) -> Files:
    """Lay a plan of one row with `cells`."""
    return {PROJECTS: csv_table([make_row(**cells)])}


def config(lines: str) -> Files:
    """Lay a mkdocs.yml with `lines` below what comes with Phaen."""
    return {"mkdocs.yml": (HERE.parents[1] / "mkdocs.yml").read_text("utf-8") + lines}


def page(text: str) -> Files:
    """Lay a hand-written page."""
    return {"content/news.md": text}


def paper(data: bytes, name: str = "a.pdf") -> Files:
    """Lay a document that the plan names."""
    edition = f"considered: 2569-10-10\nannounced: 2569-10-15\nposted_from: 2569-10-16\nposted_until: 2569-11-20\ndocuments: [{{title: ก, file: documents/{name}}}]"
    return {PLAN: plan_yml(edition), f"plans/2570/documents/{name}": data}


def workbook(sheet: bytes, **more: bytes) -> Files:
    """Lay a workbook instead of the table: the least that Excel takes, with `sheet` inside."""
    main = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
    kinds = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    links = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    files = {
        "[Content_Types].xml": kinds,
        "xl/workbook.xml": main,
        "xl/_rels/workbook.xml.rels": links,
        "xl/worksheets/sheet1.xml": sheet,
    }
    more = {name.replace("__", "/"): data for name, data in more.items()}
    return {PROJECTS: b"", WORKBOOK: uploads.archive(files | more)}


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'

CORPUS: dict[str, Files] = {
    # YAML
    "yaml-laughs": {PLAN: LAUGHS},
    "yaml-recursive": {PLAN: "a: &a\n  b: *a\n"},
    "yaml-python-apply": {PLAN: "fiscal_year: !!python/object/apply:os.system ['touch /tmp/pwned']\n"},
    "yaml-python-name": {ORGANIZATION: "name: !!python/name:os.system\nkind: อบต.\n"},
    "yaml-environment": {ORGANIZATION: "name: !ENV HOME\nkind: อบต.\n"},
    "yaml-deep": {PLAN: "[" * 5000},
    "yaml-deep-map": {PLAN: "".join(f"{' ' * n}a:\n" for n in range(900))},
    "yaml-documents": {PLAN: "fiscal_year: 2570\n---\nfiscal_year: 2569\n"},
    "yaml-escape": {PLAN: 'title: "\\UFFFFFFFF"\n'},
    "yaml-nul": {PLAN: b"fiscal_year: 2570\n\0\n"},
    "yaml-utf16": {PLAN: "fiscal_year: 2570\n".encode("utf-16")},
    "yaml-merge": {PLAN: "<<: {fiscal_year: 2570}\nstrategies: []\n"},
    "yaml-binary": {PLAN: "fiscal_year: !!binary AAAA\n"},
    "yaml-tab": {PLAN: "fiscal_year:\t2570\n\tstrategies: []\n"},
    "yaml-huge-number": {PLAN: f"fiscal_year: {'9' * 5000}\nstrategies: []\n"},
    "yaml-list": {PLAN: "- 1\n- 2\n"},
    "yaml-empty": {ORGANIZATION: "", PLAN: ""},
    "yaml-surrogate": {ORGANIZATION: 'name: "\\uD800\\uDFFF"\nkind: อบต.\n'},
    # The organisation
    "org-name-script": organization(name=f'"{SCRIPT}"'.replace("'", "")),
    "org-name-long": organization(name="ย" * 5000),
    "org-address-script": organization(site_url="javascript:alert(1)"),
    "org-address-breaks-out": organization(site_url='https://x.example/"><script>alert(1)</script>'),
    "org-colour-breaks-out": organization(colours='{primary: "#000000;} body{display:none"}'),
    "org-contact-script": organization(
        contact="{website: 'javascript:alert(1)', email: '\"><img src=x onerror=alert(1)>', line: 'javascript:alert(1)', facebook: 'javascript:alert(1)', phone: '<script>'}"
    ),
    "org-emblem-outside": organization(emblem="../../../../etc/passwd"),
    "org-unit-outside": organization(units="{../../x: {name: ก}}"),
    "org-unit-clash": organization(units="{index: {name: กองช่าง}, con: {name: ข}}"),
    "org-village-huge": organization(villages=f"{{{'9' * 400}: ก}}"),
    # Rows
    "row-script": row(**dict.fromkeys(("name", "detail", "place", "note", "source"), CLOSE)),
    "row-template": row(name="{{ config }} {% include '/etc/passwd' %} {# #}", note="${{7*7}} <%= 7 %>"),
    "row-markdown": row(name="[x](javascript:alert(1)) ![x](//tracker.example/x.png)", note="```\n<script>"),
    "row-attributes": row(name="ก {: onclick=alert(1) }", note="{: #a .b onmouseover=alert(1) }"),
    "row-bidi": row(name="\u202e\u2066ถนน\u2069\u202c\u200f\u200b\u2060\ufeff"),
    "row-zalgo": row(name="ก" + "\u0e49\u0301" * 3000),
    "row-controls": row(name="ถนน\x01\x02\x1b[31m\x7f\x85\u2028\u2029", note="\x08\x0c"),
    "row-formula": row(name="=cmd|' /C calc'!A0", note="@SUM(1+1)*cmd|' /C calc'!A0", place="+1+1"),
    "row-long": row(name="ยาว" * 10_000),
    "row-id-outside": row(id="../../../x"),
    "row-id-device": row(id="con"),
    "row-id-index": row(id="index"),
    "row-id-long": row(id="a" * 400),
    "row-id-case": {PROJECTS: csv_table([make_row(id="a-1"), make_row(id="A-1")])},
    "row-id-invisible": row(id="2570-001\u200b"),
    "row-budget-gigantic": row(budget="9" * 4000),
    "row-budget-exponent": row(budget="1e400"),
    "row-budget-nan": row(budget="NaN", count="Infinity"),
    "row-count-gigantic": row(count="9" * 4000),
    "row-budget-digits": row(budget="๔７৮³"),
    "row-coordinates": row(lat="1e308", lon="NaN"),
    "row-continues-itself": row(continues="2570-001"),
    "row-villages-gigantic": row(villages="1-999999999999"),
    "row-unit-script": row(unit=SCRIPT, owner="ส่วนกลาง"),
    "row-programme-script": row(programme=CLOSE),
    "row-many-columns": {PROJECTS: ",".join(f"c{n}" for n in range(3_000)) + "\n"},
    "row-many-alike": {PROJECTS: csv_table([make_row() for _ in range(300)])},
    "progress-script": {
        PROGRESS: csv_table([{"id": "2570-001", "date": "2569-11-01", "status": "แล้วเสร็จ", "result": CLOSE, "problem": SCRIPT, "evidence": "javascript:alert(1)", "percent": "1e999"}]),
    },
    # Tables as bytes
    "csv-nul": {PROJECTS: b"id,strategy,name,budget,unit\n2570-001,1,\0\0,5,x\n"},
    "csv-quote": {PROJECTS: b'id,strategy,name,budget,unit\n2570-001,1,"abc,5,x\n'},
    "csv-quote-huge": {PROJECTS: b'id,name\n1,"' + b"x" * 200_000},
    "csv-bytes": {PROJECTS: bytes(range(256)) * 4},
    "csv-utf16-half": {PROJECTS: b"\xff\xfei"},
    "csv-carriage": {PROJECTS: b"id\rstrategy\r\r\n\n\r"},
    "csv-separators": {PROJECTS: b"sep=|\nid|strategy|name|budget|unit\n"},
    "csv-is-html": {PROJECTS: b"<html><script>alert(1)</script>"},
    # Workbooks
    "xlsx-bomb": workbook(SHEET % (b"<row/>" * 2_000_000, b"")),
    "xlsx-merged": workbook(SHEET % (b'<row r="1"><c r="A1"><v>1</v></c></row>', b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "xlsx-merge-tags": workbook(SHEET % (b"", b"<mergeCell " * 20_000)),
    "xlsx-cells": workbook(SHEET % (b"<row>" + b"<c/>" * 250_000 + b"</row>", b"")),
    "xlsx-entities": workbook(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SHEET % (b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>', b"")),
    "xlsx-far": workbook(SHEET % (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', b"")),
    "xlsx-reference": workbook(SHEET % (b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>', b"")),
    "xlsx-number": workbook(SHEET % (b'<row r="1"><c r="A1"><v>1e99999</v></c><c r="B1"><v>x</v></c></row>', b"")),
    "xlsx-date": workbook(SHEET % (b'<row r="1"><c r="A1" t="d"><v>99999-99-99</v></c></row>', b"")),
    "xlsx-no-zip": {PROJECTS: b"", WORKBOOK: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)},
    "xlsx-outside": {PROJECTS: b"", WORKBOOK: uploads.archive({"../../x": b"x", "/etc/x": b"x"})},
    # The configuration
    "config-hooks": config("hooks: [content/hook.py]\n"),
    "config-plugins": {"mkdocs.yml": "plugins: [search, {offline: {}}]\n"},
    "config-script": config("extra_javascript: ['https://tracker.example/x.js']\nextra_css: [x.css]\n"),
    "config-policy": config("extra: {phaen: {policy: \"default-src *\"}}\n"),
    "config-python": config("watch: !!python/object/apply:os.system ['touch /tmp/pwned']\n"),
    "config-environment": config("copyright: !ENV [HOME, PATH]\n"),
    "config-folders": {"mkdocs.yml": "docs_dir: /etc\nsite_dir: /tmp/pwned\ntheme: {name: material, custom_dir: /etc}\n"},
    "config-snippets": {"mkdocs.yml": "markdown_extensions: [{pymdownx.snippets: {base_path: /etc}}]\n"},
    "config-inherit": {"mkdocs.yml": "INHERIT: ../../../../etc/passwd\n"},
    "config-exclude-pages": {"mkdocs.yml": "exclude_docs: |\n  !.htaccess\n  /index.md\n  /2570/\n"},
    "config-exclude-all": {"mkdocs.yml": "exclude_docs: '*'\n"},
    "config-exclude-slow": {"mkdocs.yml": f"exclude_docs: {'*a' * 15}*b\n"},
    "config-address": config("site_url: https://tracker.example/\n"),
    # Pages
    "page-script": page(SCRIPT),
    "page-comment": page("<!--><script>alert(1)</script>-->"),
    "page-attributes": page("ก\n{: onclick=alert(1) style=position:fixed }\n"),
    "page-link": page("[ก](java\nscript:alert(1)) <javascript:alert(1)> [ข](data:text/html,x)"),
    "page-picture": page("![ก](https://tracker.example/x.png) ![ข](//tracker.example/y.png)"),
    "page-template": page("---\ntemplate: ../../x.html\nhide: [a]\n---\n{{ config }} {% raw %}"),
    "page-head-template": page(f"title: x\ntemplate: base.html\ndescription: '\">{SCRIPT}'\n\n# ก\n"),
    "page-head-redirect": page('title: x\ntemplate: redirect.html\nlocation: https://tracker.example/"]);alert(1)//\n\n# ก\n'),
    "page-head-merge": page("---\n<<: {template: base.html}\ntitle: x\n---\n# ก\n"),
    "page-head-deep": page(f"---\ntitle: {'[' * 200_000}\n---\n# ก\n"),
    "page-laughs": page(f"---\n{LAUGHS}---\n# ก\n"),
    "page-quotes": page(">" * 3000 + " ก"),
    "page-lists": page("\n".join(f"{'    ' * n}- ก" for n in range(120))),
    "page-brackets": page("[" * 800 + "*_" * 800),
    "page-clash": {"content/About.md": "# ก", "content/404.md": "# ข", "content/index.md": "# ค"},
    "page-place": {"content/2570/projects/2570-001.md": "# ของปลอม"},
    "page-place-digits": {"content/๒๕๗๐/index.md": "# ของปลอม"},
    "page-place-wide": {"content/２５７０/index.md": "# ของปลอม", "content/Ｉndex.md": "# ของปลอม"},
    "page-readme": {"content/README.md": "# อ่านก่อน"},
    "page-kinds": {"content/x.html": SCRIPT, "content/x.svg": f"<svg>{SCRIPT}</svg>", "content/x.js": "alert(1)"},
    "page-names": {"content/a'b.md": "# ก", "content/-rf.md": "# ข", "content/a b.md": "# ค"},
    "page-bytes": {"content/news.md": bytes(range(128, 256))},
    # Papers
    "paper-script": paper(uploads.pdf(javascript="app.alert(1)")),
    "paper-launch": paper(uploads.pdf(launch="calc.exe")),
    "paper-is-html": paper(b"<html>" + SCRIPT.encode()),
    "paper-broken": paper(b"%PDF-1.7\n" + bytes(range(256)) * 8),
    "paper-position": paper(uploads.jpg(position=True), "a.jpg"),
    "paper-pixels": paper(uploads.png(60_000, 60_000), "a.png"),
    "paper-macro": paper(uploads.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"", "word/vbaProject.bin": b"x"}), "a.docx"),
    "paper-tags": paper(uploads.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d>" + b"<t " * 80_000}), "a.docx"),
    "paper-relations": paper(uploads.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d/>", "word/_rels/document.xml.rels": b"<a><Relationship TargetMode = 'External' Target='http://tracker.example/x.png'/></a>"}), "a.docx"),
    "paper-dde": paper(uploads.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<d><fldSimple instr='DDEAUTO c:\\\\cmd.exe'/></d>"}), "a.docx"),
    "paper-bomb": paper(uploads.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(30_000_000)}), "a.docx"),
    "paper-outside": {PLAN: plan_yml("documents: [{title: ก, file: ../../../../etc/passwd}]")},
}  # fmt: skip


def main() -> None:
    """Write every portal of the corpus."""
    for name, files in CORPUS.items():
        for path, content in files.items():
            file = HERE / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())


if __name__ == "__main__":
    main()
