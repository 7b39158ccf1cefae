"""The one exit: what would be published is read as its readers will read it."""

import base64
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.caches import FileCache
from generator.machine.packaged import code_digest
from generator.machine.proof import Proof
from generator.plan.check import Exempt, Finder
from generator.plan.model import Executive, Exemption, Organization, Portal, Unit
from generator.problems import Place, Report, Source
from generator.site.gate import HARMLESS, Chained, Gate, Leak, leaks, report_leaks
from portals import PROJECTS, checked, codes, csv_table, make_row, portal_folder
from seals import ENTRY, closed
from uploads import pdf

IDENTITY = "1234567890121"
PHONE = "081-234-5678"
NAME = "นายสมชาย ใจดี"
NOWHERE = Source(Place("plans/2570/privacy.yml"))
OFFICE = Organization(
    "เทศบาลตำบลตัวอย่าง",
    "เทศบาลตำบล",
    executive=Executive("นายตัวอย่าง ธารตะวัน", "นายก"),
    contact={"phone": "053-000-000, 053-000-001 ต่อ 12", "address": "999 หมู่ที่ 1"},
    units=(Unit("health", "กองสาธารณสุข", phone="053-111-222"),),
)
NOBODY = Exempt(Organization("เทศบาลตำบลตัวอย่าง", "เทศบาลตำบล"))


def kinds(path: str, text: str, exempt: Exempt = NOBODY) -> list[str]:
    return [one.datum.kind for one in leaks(path, text.encode(), exempt)]


@pytest.mark.parametrize(
    "text",
    [
        "<p>โทร {}</p>",
        '<a title="{}">ดู</a>',
        '<td data-label="{}">1</td>',
        "<p>โทร <span class='x'>08</span>1-234-5678</p>",
        "<p>081&#45;234&#45;5678</p>",
        '<a href="mailto:a@b.go.th?body=%E0%B9%82%E0%B8%97%E0%B8%A3%20081-234-5678">แจ้ง</a>',
        '<a href="tel:0812345678">โทร</a>',
        '<meta content="{}">',
        "# หัวข้อ {}",
        "<p>081<wbr>-234-<b>5678</b></p>",
        "<p>โทร 081<br>2345678</p>",
    ],
)
def test_a_number_in_a_page_is_found_wherever_it_stands(text: str) -> None:
    assert kinds("docs/2570/index.md", text.replace("{}", PHONE)) == ["phone-number"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/2570/data/projects.csv", f'id,name\r\n1,"ถนน\n{PHONE}"\r\n'),
        ("docs/2570/data/projects.csv", "id,name\r\n1,081\n\r\n2,โทร 0812345678\r\n"),
        ("docs/years.json", json.dumps([{"title": {"x": PHONE}}])),
        ("docs/years.json", json.dumps([{PHONE: 1}])),
        ("portal.yml", json.dumps({"site_name": PHONE})),
        ("plan.yml", '"\\u0030812345678": x # ก'),
        ("plan.yml", f"a: 1 # {PHONE}"),
        (
            "docs/2570/search-index.js",
            f'(self.phaenIndex=self.phaenIndex||[]).push({{"name":"ถนน\\n{PHONE}"}});\n',
        ),
        ("docs/robots.txt", f"# {PHONE}"),
        (f"docs/2570/documents/{PHONE}.pdf", "%PDF-"),
        ("docs/2570/projects/0812345678.md", ""),
    ],
)
def test_a_number_in_any_artifact_is_found(path: str, text: str) -> None:
    assert kinds(path, text) == ["phone-number"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("docs/index.md", "<td>081</td><td>2345678</td>"),
        ("docs/index.md", "<li>081</li>\n<li>2345678</li>"),
        ("docs/a.csv", "081,2345678\r\n081,234\r\n5678,1\r\n"),
        ("docs/a.csv", "081\t234\t5678\r\n"),
        ("docs/a.js", '(self.phaenIndex=self.phaenIndex||[]).push({"a":"081\\n2345678"});\n'),
        ("docs/a.json", json.dumps({"months": [0, 8, 1, 2, 3, 4, 5, 6, 7, 8]})),
        ("docs/verify.md", f"<code>{'1234567890121' + 'a' * 51}</code>"),
        ("docs/verify.md", f"<code>0812345678{'12345678' * 6}123456</code>"),
        ("docs/assets/081234567812/a.css", "a{}"),
        ("docs/index.md", '<link href="assets/081234567812/a.css">'),
        ("docs/index.md", '<link href="../assets/0812345678ab/a.css">'),
        ("docs/assets/0812345678ab/a.css", "a{}"),
        ("docs/a.svg", '<path d="M0 8 1 2 3 4 5 6 7 8"/>'),
    ],
)  # fmt: skip
def test_neighbours_and_digests_are_no_numbers_of_persons(path: str, text: str) -> None:
    assert kinds(path, text) == []


@pytest.mark.parametrize(
    "text",
    ["โทร 053-000-000", "053000001", "โทร. (053) 111-222", "+66 53 000 000", "นายตัวอย่าง ธารตะวัน"],
)
def test_what_the_office_publishes_of_itself_passes(text: str) -> None:
    assert kinds("docs/contact.md", f"<p>{text}</p>", Exempt(OFFICE)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ผู้ป่วยติดเตียง โทร 053-000-000", "phone-number"),
        (f"{NAME} โทร 053-000-000", "phone-number"),
        ("ผู้ป่วยนายตัวอย่าง ธารตะวัน", "person-name"),
        ("บ้านนายตัวอย่าง ธารตะวัน", "person-name"),
        ("นายตัวอย่าง ธารตะวันแดง", "person-name"),
        ("โทร 053-000-002", "phone-number"),
    ],
)
def test_an_exempt_value_lets_nothing_but_itself_through(text: str, kind: str) -> None:
    found = kinds("docs/index.md", f"<p>{text}</p>", Exempt(OFFICE))
    assert kind in found


def test_no_contact_and_no_reason_lets_an_identity_number_through() -> None:
    office = Organization("ก", "เทศบาลตำบล", contact={"phone": IDENTITY})
    exempt = Exempt(office, [Exemption(IDENTITY, "เหตุผล", NOWHERE)])
    assert kinds("docs/index.md", f"<p>{IDENTITY}</p>", exempt) == ["identity-number"]


def test_a_listed_name_that_was_cut_passes_and_another_does_not() -> None:
    exempt = Exempt(OFFICE, [Exemption("นายสมชาย ใจดี", "เหตุผล", NOWHERE)])
    assert kinds("docs/index.md", "<p>สนามกีฬา นายสมชาย ใจ…</p>", exempt) == []
    assert kinds("docs/index.md", "<p>สนามกีฬา นายสมชาย รักดี…</p>", exempt) == ["person-name"]


@settings(derandomize=True, database=None, deadline=None, max_examples=500)
@given(st.from_regex(HARMLESS, fullmatch=True))
def test_what_is_passed_over_as_harmless_is_no_number_of_a_person(text: str) -> None:
    assert Finder().stopping_in(text) == ()


MARKUP = (
    'title: "เลข 1234567890121 – ถนน"',
    "# นายสมชาย ใจดี",
    '<p title="โทร 081-234-5678">ถนน</p>',
    "<p>โทร 081-<b>234</b>-5678</p>",
    "x < y 1234567890121 z > w",
    "<!-- 1234567890121 -->",
    "<p title=1234567890121>ถนน</p>",
    "<p นายสมชาย ใจดี>ถนน</p>",
    "<p class=x 1234567890121\n<p>ถนน</p>",
    "<p>นาย<br>สมชาย ใจดี</p>",
    "1234567\0890121",
)


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("before", ["", "<p>ถนน</p>\n", '<a href="\n', "<!--\n"])
def test_no_line_hides_what_stands_on_another(text: str, before: str) -> None:
    assert kinds("docs/x.md", f"{before}{text}\n<p>ถนน</p>\n"), text


def test_a_file_that_passed_is_read_again_after_any_change() -> None:
    page, passed = b"<p>081-234-5678</p>", dict[str, bytes]()
    office = Exempt(replace(OFFICE, contact={"phone": "081-234-5678"}))
    assert not [*Gate(office, passed=passed).leaks("docs/x.md", page)]
    assert not [*Gate(office, passed=passed).leaks("docs/x.md", page)]
    assert [*Gate(NOBODY, passed=passed).leaks("docs/x.md", page)], "others are exempt now"
    assert [*Gate(office, passed=passed).leaks("docs/x.md", page + b" 081-234-5679")]
    assert [*Gate(office, passed=passed).leaks("docs/081-234-5679.md", page)]


def test_nobody_without_the_key_makes_a_file_pass(tmp_path: Path) -> None:
    page = IDENTITY.encode()
    rules = f"{code_digest()} {NOBODY.digest()}"
    key = hashlib.sha256(f"{rules}\ndocs/x.md\n".encode() + page).hexdigest()
    forged = FileCache(tmp_path / ".passed", Proof(b"o" * 32))
    forged[key] = b""
    forged.save()
    assert not [*Gate(NOBODY, passed=forged).leaks("docs/x.md", page)], "it would pass"
    passed = FileCache(tmp_path / ".passed", Proof(b"k" * 32))
    assert [*Gate(NOBODY, passed=passed).leaks("docs/x.md", page)]


def test_a_file_that_says_what_another_was_stopped_for_has_not_passed() -> None:
    passed = dict[str, bytes]()
    gate, page = Gate(NOBODY, passed=passed), IDENTITY.encode()
    assert [*gate.leaks("docs/a.md", page)]
    assert not [*gate.leaks("docs/b.md", page)], "told already"
    assert [*Gate(NOBODY, passed=passed).leaks("docs/b.md", page)]


def test_only_what_is_byte_for_byte_ours_is_passed_over() -> None:
    ours = b"/* 1234567890121 */"
    gate = Gate(NOBODY, shipped=[ours])
    assert not [*gate.leaks("docs/x.css", ours)]
    assert [*gate.leaks("docs/x.css", ours + b" ")]
    assert [*gate.leaks("docs/1234567890121.css", ours)]


def test_a_text_is_looked_at_once() -> None:
    gate = Gate(NOBODY)
    page = f"<p>{PHONE}</p>".encode()
    assert len(list(gate.leaks("docs/a.md", page))) == 1
    assert list(gate.leaks("docs/b.md", page)) == []


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY, f"เลขบัตร {IDENTITY}", PHONE, "โทร 0812345678", "+66 81 234 5678", NAME,
        "บัญชีเลขที่ 123-4-56789-0", "ซอยบ้านนายสมชาย", "เด็กหญิงสมศรี ใจดี", "ผู้ป่วยนายแดง",
        "หนังสือเดินทาง AA1234567", "วันเกิด 5 ม.ค. 2500", "มอบให้แก่ นางสมศรี ใจดี",
    ],
)  # fmt: skip
def test_the_exit_finds_what_the_entrance_finds(text: str) -> None:
    finder = Finder()
    assert finder.stopping_in(text) == finder.found_in(text) == Finder().found_in(text)
    assert finder.found_in(text)


def test_what_a_standing_seal_says_is_no_error_of_the_build() -> None:
    """No build could mend it: the seal's own gate judged it, and warns with the way out."""
    leak = Leak("docs/compare.md", Finder().found_in(f"ซ่อมบ้าน {IDENTITY}")[0])
    year = replace(closed(), entries=(replace(ENTRY, name="ซ่อมบ้าน ๑-2345-67890-12-1"),))
    report = Report()
    report_leaks([leak], Portal(OFFICE, ()), [year], [], report)
    assert not report.errors
    chained = [Chained("plans/seals.txt", "2568", f"ถอน {IDENTITY}")]
    report_leaks([leak], Portal(OFFICE, ()), [closed()], chained, report)
    assert [(one.code, one.place.file) for one in report] == [("seal-personal", "plans/seals.txt")]
    report_leaks([leak], Portal(OFFICE, ()), [closed()], [], report)
    assert [one.code for one in report.errors] == ["identity-number"]


def test_the_address_of_another_agency_is_no_telephone() -> None:
    """It is made of a digest, whose ten signs may be digits alone."""
    page = '<a data-group="unit:other-0659176683" href="../units/other-0659176683.html">x</a>'
    exempt = Exempt(OFFICE)
    assert not list(leaks("docs/2570/units/other-0659176683.md", page.encode(), exempt))
    assert list(leaks("docs/index.md", page.replace("other-", "another-").encode(), exempt))


def in_codes(said: str, deep: int) -> str:
    """Return a text as an address writes it, and that again so many times."""
    for _ in range(deep):
        said = "".join(f"%{byte:02X}" for byte in said.encode())
    return said


IN_CODES = [
    (text.replace("{}", in_codes(said, deep)), in_codes(said, deep), kind)
    for deep in (1, 2)
    for said, kind in (("นางสาวสมหมาย รักเรียน", "person-name"), (PHONE, "phone-number"))
    for text in (
        "[ก](https://x.example/{})", "![ก]({}.png)", "[ก](#{})", "ดู https://x.example/?a=1&t={}",
        "`{}`", "[ก](https://x.example/?next=https%3A%2F%2Fy.example%2F{})",
    )
]  # fmt: skip


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """What is told of one portal in which each of them is a page and the note of a row."""
    files = {
        f"content/news-{number}.md": f"# ก\n\n{page}\n"
        for number, (page, *_) in enumerate(IN_CODES)
    }
    rows = [
        make_row(id=f"2570-{number:03}", note=page) for number, (page, *_) in enumerate(IN_CODES)
    ]
    folder = tmp_path_factory.mktemp("coded")
    return checked(portal_folder(folder, files | {PROJECTS: csv_table(rows)})).report


@pytest.mark.parametrize("number", range(len(IN_CODES)))
def test_what_an_address_says_in_codes_is_read(number: int, coded: Report) -> None:
    page, said, kind = IN_CODES[number]
    spots = {(one.code, one.place.file, one.place.row) for one in coded}
    assert {(kind, f"content/news-{number}.md", 3), (kind, PROJECTS, number + 2)} <= spots
    assert said not in str([one.as_dict() for one in coded])
    assert kinds("docs/news.md", page) == [kind]


def test_data_that_is_packed_into_a_page_is_read_and_never_loaded(tmp_path: Path) -> None:
    packed = base64.b64encode("นางสาวสมหมาย รักเรียน".encode()).decode()
    for text, wanted in (
        (f"![ก](data:text/plain;base64,{packed})", "page-address"),
        (f"[ก][1]\n\n[1]: data:text/plain;base64,{packed}", "page-address"),
        (f"`data:text/plain;base64,{packed}`", "person-name"),
    ):
        folder = tmp_path / hashlib.sha256(text.encode()).hexdigest()
        assert wanted in codes(portal_folder(folder, {"content/news.md": f"# ก\n\n{text}\n"}))


@pytest.mark.parametrize(
    "text",
    [
        "https://www.google.com/maps/place/18%C2%B047'12.3%22N+99%C2%B012'45.6%22E",
        "https://th.wikipedia.org/wiki/%E0%B9%80%E0%B8%97%E0%B8%A8%E0%B8%9A%E0%B8%B2%E0%B8%A5",
        "ร้อยละ 80%20", "100%", "%%%", "%E0%B8", "%ff%00", "data:;base64,",
        "data:;base64,A", "50%-75%",
        "https://www.facebook.com/%E0%B8%81/posts/1234567890?x=%5B0%5D",
    ],
)  # fmt: skip
def test_an_honest_address_in_codes_is_kept(text: str) -> None:
    assert Finder().stopping_in(text) == ()
    assert [one.kind for one in Finder().found_in(text)] == []


def test_of_a_paper_of_ours_what_went_into_it_is_read() -> None:
    gate = Gate(NOBODY, {})
    told = json.dumps({"cells": ["โทร 0812345678"]}).encode()
    found = [one.datum.kind for one in gate.leaks("docs/2570/papers/pd02.pdf", b"%PDF-", told)]
    assert found == ["phone-number"]
    assert not [*gate.leaks("data/site/2570/papers/pd02.pdf", pdf("tel 0898765432"))]
    assert [*gate.leaks("data/site/2570/documents/pd02.pdf", pdf("tel 0898765432"))]
