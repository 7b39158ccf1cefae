"""Hand-written pages and the office's addresses: nothing in them acts as ours, or hides where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.machine.packaged import THEME
from generator.plan.page.rules import read_markup
from generator.plan.read.config_file import _EXTENSIONS
from generator.plan.urls import is_mail_address, is_site_address, is_web_address
from portals import checked, codes, portal_folder, problems_of_pages

SCRIPTS = sorted((THEME / "overrides/assets/phaen").rglob("*.js"))
TEMPLATES = [*sorted((THEME / "pages").glob("*")), *sorted((THEME / "overrides").glob("*.html"))]
_CALL = re.compile(
    r"""(?:querySelector(?:All)?|each|closest|matches|getElementById)\(\s*"([^"]+)\""""
)


def said(
    text: str, among: Sequence[str] = (), extensions: tuple[str, ...] = ("attr_list",)
) -> list[str]:
    """Return the codes of a page; it stands in one portal with those that `among` names."""
    found = problems_of_pages(tuple(among) or (text,), extensions)
    return [problem.code for problem in found[text]]


def classes() -> set[str]:
    """Return the classes that our scripts, templates and style know."""
    found: set[str] = set()
    for path in SCRIPTS:
        for selector in _CALL.findall(path.read_text("utf-8")):
            found |= set(re.findall(r"\.([A-Za-z][\w-]*)", selector))
    for path in TEMPLATES:
        for names in re.findall(r'class="([^"{]+)"', path.read_text("utf-8")):
            found |= set(names.split())
    style = (THEME / "overrides/assets/phaen/phaen.css").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"]*\"", "", style, flags=re.DOTALL)
    return found | set(re.findall(r"\.([a-zA-Z][\w-]*)", bare))


def ids() -> set[str]:
    """Return the ids that our scripts look for and our templates set, and the names of a window."""
    found: set[str] = set()
    for path in SCRIPTS:
        text = path.read_text("utf-8")
        for selector in _CALL.findall(text):
            found |= set(re.findall(r"#([A-Za-z][\w-]*)", selector))
        found |= set(re.findall(r"window\.(\w+) = ", text))
        found |= set(re.findall(r"\bid: \"([\w-]+)", text))
    for path in TEMPLATES:
        found |= set(re.findall(r'\bid="([^"{]+)', path.read_text("utf-8")))
    return found


def test_what_scripts_style_and_templates_know_is_read_from_them() -> None:
    assert {"ph-find", "ph-explore", "ph-whole", "ph-keep", "ph-now", "ph-list"} <= classes()
    assert {"ph-content", "phaen", "ph-q", "row-"} <= ids()


WITH_CLASSES = {
    name: f"# ก\n\n[ก](https://x.example/){{: .{name} }}\n\nข\n{{: .wide .{name} }}\n"
    for name in sorted(classes())
}
WITH_IDS = {name: f"# ก {{#{name}}}\n\nก\n" for name in sorted(ids())}


@pytest.mark.parametrize("name", WITH_CLASSES)
def test_a_hand_written_page_takes_no_class_of_ours(name: str) -> None:
    assert said(WITH_CLASSES[name], [*WITH_CLASSES.values()]) == ["page-name", "page-name"]


@pytest.mark.parametrize("name", WITH_IDS)
def test_a_hand_written_page_takes_no_id_of_ours(name: str) -> None:
    assert said(WITH_IDS[name], [*WITH_IDS.values()]) == ["page-name"]


BY_ANOTHER_WAY = [
    "!!! ph-find\n    ก", '!!! note ph-explore "ก"\n    ก',
    "[ก](a.md){: class=PH-FIND }", "# Ph find\n\nก",
    "# ph-content", "# Phaen", "ก\n{: #phaen }", "| ก |\n|---|\n| ข {: .ph-list } |",
    "- ก\n{: .ph-x }",
    "![ก](a.png){: .ph-mine }",
    "ก[^1]\n\n[^1]: *ข*{: .ph-x }", "[ก](a.md){: .x\u00a0ph-find }",
]  # fmt: skip


@pytest.mark.parametrize("text", BY_ANOTHER_WAY)
def test_a_name_that_comes_by_another_way_is_found(text: str) -> None:
    found = said(text, BY_ANOTHER_WAY, tuple(sorted(_EXTENSIONS)))
    assert "page-name" in found or "page-html" in found


HONEST_HEADINGS = {
    heading: f"# ก\n\n## {heading}\n\nข\n"
    for heading in ("Content", "Q", "Others", "Q & A", "Contents", "Open Data")
}


@pytest.mark.parametrize("heading", HONEST_HEADINGS)
def test_an_honest_heading_in_english_is_kept(heading: str) -> None:
    assert said(HONEST_HEADINGS[heading], [*HONEST_HEADINGS.values()]) == []


def test_a_heading_that_takes_a_name_of_ours_is_told_at_its_line(tmp_path: Path) -> None:
    text = "# ก\n\nข\n\n## Ph Find\n\nค\n{: .ph-x }\n"
    found = checked(portal_folder(tmp_path, {"content/news.md": text})).report
    assert [one.place.row for one in found if one.code == "page-name"] == [5, 8]


def test_what_extensions_make_by_themselves_is_kept() -> None:
    text = (
        "[TOC]\n\n# ข่าว {#begin}\n\n## ก\n\nก[^1]\n\n!!! note\n    ข\n\n```python\nx\n```\n\n"
        "| ก | ข |\n|:--|--:|\n| 1 | 2 |\n\nคำ\n:   ความหมาย\n\n[^1]: เชิงอรรถ\n\n*[ก]: ข\n"
    )
    assert said(text, extensions=tuple(sorted(_EXTENSIONS))) == []


HIDING_LINKS = {
    address: f"# ก\n\n[ก](<{address}>)"
    for address in (
        "mailto:a@b.go.th?bcc=c@evil.example", "mailto:a@b.go.th,c@evil.example",
        "mailto:a@b.go.th%3Fbcc=c@x.example", "mailto:?to=a@x.example", "mailto:a@b.go.th&cc=x",
        "tel:191;ext=1", "tel:*21*0812345678#", "tel:javascript", "sms:191?body=x", "ftp://x.example/",
        "https://office.go.th@evil.example/", "https://office.go.th:x@evil.example/",
        "https://office.go.th\\@evil.example/", "https://\u0430office.go.th/", "https:evil.example",
        "https:///evil.example", "blob:x", "file:///etc/passwd", "intent://x", "view-source:x",
        "vbscript&#58;x", "https://x.example:99999/",
    )
}  # fmt: skip


@pytest.mark.parametrize("address", HIDING_LINKS)
def test_a_link_that_hides_where_it_leads_is_refused(address: str) -> None:
    found = said(HIDING_LINKS[address], [*HIDING_LINKS.values()])
    assert found[:1] in (["page-address"], ["page-html"])


HONEST_LINKS = {
    address: f"# ก\n\n[ก](<{address}>)"
    for address in (
        "mailto:saraban@example.go.th", "tel:053-000-000", "https://www.dla.go.th/a?b=c&d=e#f",
        "https://ไทย.ไทย/ก", "a.md", "../a.md#b", "#begin", "http://127.0.0.1:8000/",
        "https://th.wikipedia.org/wiki/%E0%B8%81_(x)", "https://www.facebook.com/profile.php?id=1",
    )
}  # fmt: skip


@pytest.mark.parametrize("address", HONEST_LINKS)
def test_an_honest_link_is_kept(address: str) -> None:
    assert "page-address" not in said(HONEST_LINKS[address], [*HONEST_LINKS.values()])


@pytest.mark.parametrize(
    "address",
    [
        "https://user@plan.go.th/", "https://a:b@plan.go.th/", "https://plan.go.th/?x=1",
        "https://plan.go.th/#x", "https://plan.go.th/a b", "ftp://plan.go.th/", "data:,x",
        "//plan.go.th/", "https:plan.go.th", "https:///plan.go.th", "https://plan.go.th\\@evil.example",
        "https://plan.go.th/../", "https://plan.go.th/%2e%2e/", "https://plan.go.th//x", "https://",
        "https://pl\u0430n.go.th/", "https://-plan.go.th/", "https://plan.go.th:0/", 'https://p"x/',
        "https://plan.go.th:99999/", "https://plan.go.th/%0d%0aX", "https://plan.go.th/<b>",
        "https://plan..go.th/", "https://plan.go.th/;a", "https://" + "a" * 3000 + ".th/",
        "https://[::1]/", "https://plan.go.th\u3002evil.example/", "https://plan.go.th/a?",
    ],
)  # fmt: skip
def test_a_site_address_is_a_host_and_a_folder_and_nothing_more(
    tmp_path: Path, address: str
) -> None:
    assert not is_site_address(address)
    quoted = address.replace("\\", "\\\\").replace('"', '\\"')
    organization = f'name: ก\nkind: เทศบาลตำบล\nsite_url: "{quoted}"\n'
    folder = portal_folder(tmp_path / "p", {"plans/organization.yml": organization})
    assert "address-unsafe" in codes(folder)


@pytest.mark.parametrize(
    "address",
    [
        "https://plan.example.go.th/", "https://office.github.io/plan", "http://10.0.0.5:8080/x/",
        "https://xn--o3cw4h.xn--o3cw4h/", "https://plan.example.go.th/a-b_c/~d/%E0%B8%81/",
    ],
)  # fmt: skip
def test_an_honest_site_address_is_kept(address: str) -> None:
    assert is_site_address(address)
    assert is_web_address(address)


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("email", "a@b.go.th?bcc=x@evil.example"), ("email", "a@b.go.th, c@d.th"), ("email", "a"),
        ("email", "a@b.go.th\\nBcc: x"), ("email", "<a@b.go.th>"), ("email", "a%0abcc@b.go.th"),
        ("website", "javascript:alert(1)"), ("website", "https://a@b.example/"), ("website", "ก ข"),
        ("facebook", "https://facebook.com@evil.example/"), ("facebook", "data:text/html,x"),
        ("line", "javascript:x"), ("line", "@a?b=c"), ("line", "https://line.me@evil.example"),
        ("phone", "tel:191"), ("phone", "053-000-000?x=1"), ("phone", "<b>"),
        ("line", "line:x"), ("facebook", "facebook.com@evil.example/?a"), ("phone", "1&x=2"),
        ("website", "www.\u0430.ไทย"), ("website", "wwww.ทดสอบ.ไทย"),
    ],
)  # fmt: skip
def test_a_contact_is_one_address_and_nothing_more(tmp_path: Path, channel: str, text: str) -> None:
    organization = f'name: ก\nkind: เทศบาลตำบล\ncontact: {{{channel}: "{text}"}}\n'
    folder = portal_folder(tmp_path / "p", {"plans/organization.yml": organization})
    assert "contact-unsafe" in codes(folder), text


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        ("email", "saraban@example.go.th"), ("email", "a.b-c_d+e@sub.example.go.th"),
        ("website", "www.example.go.th"), ("website", "https://www.example.go.th/index.php?id=1"),
        ("facebook", "เทศบาลตำบลตัวอย่าง"), ("facebook", "https://www.facebook.com/x"),
        ("line", "@example"), ("line", "https://lin.ee/abc"), ("phone", "0 5300 0000 ต่อ 11"),
        ("phone", "053-000-000, 053-000-001"), ("address", "1 หมู่ 1; ต.ก"),
        ("phone", "Tel: 053-000-000 กด 0"), ("phone", "053-000-000 & 053-000-001"),
        ("website", "www.ทดสอบ.ไทย"), ("website", "https://ทดสอบ.ไทย/"), ("line", "LINE: @example"),
        ("facebook", "ข่าวสาร & กิจกรรม ทต.ตัวอย่าง"), ("facebook", "FB: ทต.ตัวอย่าง"),
        ("facebook", "facebook.com/profile.php?id=100064"), ("line", "line.me/R/ti/p/@example"),
    ],
)  # fmt: skip
def test_an_honest_contact_is_kept(tmp_path: Path, channel: str, text: str) -> None:
    organization = f'name: ก\nkind: เทศบาลตำบล\ncontact: {{{channel}: "{text}"}}\n'
    folder = portal_folder(tmp_path / "p", {"plans/organization.yml": organization})
    assert "contact-unsafe" not in codes(folder), text
    assert channel != "email" or is_mail_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "```C++\nก\n```", "```objective.c\nก\n```", "```ภาษาไทย\nก\n```", "ก\n{: .Note }",
        "[ก](https://www.google.com/maps/place/18%C2%B047'12.3%22N)", "<https://www.ทดสอบ.ไทย/>",
    ],
)  # fmt: skip
def test_an_honest_page_is_kept(text: str) -> None:
    assert read_markup(text, ("attr_list", "tables")).faults == ()


@pytest.mark.parametrize("name", ["PH-find", "Ph-header", "MD-x", "Phaen-y", "a PH-b"])
def test_a_class_of_ours_is_ours_in_any_case(name: str) -> None:
    classes = " ".join(f".{one}" for one in name.split())
    assert read_markup(f"ก\n{{: {classes} }}", ("attr_list",)).faults


LEFT_OPEN = {
    text: f"# ก\n\n{text}\n"
    for text in ("<s>ก", "ก <b>ข\n\nค", "</s><s>ก", "- <small>ก", "<u><u>ก</u>", "<EM>ก")
}


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_a_page_does_not_go_on_past_its_end(text: str) -> None:
    """A browser would strike the office's name and telephone through."""
    found = problems_of_pages(tuple(LEFT_OPEN.values()))[LEFT_OPEN[text]]
    assert [(one.code, one.place.row) for one in found] == [("page-html", 1 if "EM" in text else 3)]


@pytest.mark.parametrize(
    "text",
    ["<s>ก</s>", "<b><i>ก</b></i>", "<s>ก\n\nข</s>", "**ก** *ข* `<s>`", "a < b", "<sub>2</sub>"],
)
def test_what_is_closed_is_kept(text: str) -> None:
    assert read_markup(text, ("attr_list", "tables")).faults == ()
