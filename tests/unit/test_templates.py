"""What templates print: inert text, bound figures, numerals by setting."""

import ast
import re
import shutil
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

import portals
from generator.machine.packaged import THEME
from generator.plan.fields import filter_codes
from generator.plan.model import Village
from generator.site.render.templates import Words, environment, in_mail, inert
from generator.site.views import Word
from generator.site.views.words import village_name
from generator.thai.lines import bound_units
from generator.thai.text import thai_digits


@settings(derandomize=True)
@given(st.text())
def test_no_sign_of_html_or_markdown_survives_in_what_a_plan_says(text: str) -> None:
    printed = re.sub("&#[0-9]+;", "", inert(text))
    assert not set(printed) & set("<>\"'&`*_[]{}\\|~^!#+=$\n\r\t")


@settings(derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])))
def test_inert_text_reads_as_the_same_text(text: str) -> None:
    assert Markup(inert(text)).unescape() == text


@settings(derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"])))
def test_mail_has_the_whole_text_and_no_sign_that_parts_an_address(text: str) -> None:
    written = in_mail(text)
    assert unquote(written) == text
    assert re.fullmatch("(?:%[0-9A-F]{2}|[A-Za-z0-9_.~-]|[\u0e01-\u0e5b])*", written)


@pytest.mark.parametrize(
    "joining",
    [
        '{{ [t("watch.heading"), text]|join(" | ") }}',
        '{{ [text, t("watch.heading")]|join(text) }}',
        '{{ t("watch.heading") ~ " " ~ text }}',
        '{{ text ~ t("watch.heading") }}',
        '{% set told = [t("watch.heading")] + [text] %}{{ told|join }}',
        "{% macro m(one) %}{{ one }}{% endmacro %}{{ m(text) ~ text }}",
    ],
)
def test_text_joined_to_words_of_ours_stays_inert(joining: str) -> None:
    text = "# {{ 7*7 }} `x` <b>\ud800"
    page = environment(THEME).from_string(joining).render(text=text)
    page.encode()
    assert not set(re.sub("&#[0-9]+;", "", page)) & set("<{`|")
    assert "&#35; &#123;&#123; 7&#42;7" in page


def test_a_figure_is_not_parted_from_its_unit_nor_a_village_from_its_number() -> None:
    text = bound_units("ถนนกว้าง 4 เมตร หมู่ที่ 5 ระยะเวลา 30 วัน สายบ้านเหนือ 2")
    assert "กว้าง\u00a04\u00a0เมตร" in text
    assert "หมู่ที่\u00a05" in text
    assert "30\u00a0วัน" in text
    assert "บ้านเหนือ 2" in text


def test_numerals_follow_the_setting_and_leave_the_plans_own_text_alone() -> None:
    env = environment(THEME, thai_numerals=True)
    page = env.from_string(
        '{{ 193|number }} {{ 47830050|baht }} {{ "หมู่ 5" }} {{ t("where.everywhere") }}'
    )
    assert page.render() == "๑๙๓ ๔๗๘,๓๐๐.๕๐ หมู่ 5 ทั้งตำบล"


def test_a_misspelt_name_in_a_template_is_an_error_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        environment(THEME).from_string("{{ nothing }}").render()


def test_a_village_is_called_by_number_and_name_in_the_interfaces_figures() -> None:
    words = Words(THEME, thai_digits)
    assert words.said(village_name(Village(5, "บ้านบ่อ 2"))) == "หมู่ที่\u00a0๕ บ้านบ่อ 2"
    assert {words.said(village_name(Village(5, same))) for same in ("", "หมู่ที่ 5", "หมู่ที่5")} == {
        "หมู่ที่\u00a0๕"
    }


def test_a_name_of_the_interface_is_worded_wherever_it_is_printed_and_stays_text() -> None:
    name = Word.of("where.village_named", number=5, name="<b>")
    env = environment(THEME)
    page = env.from_string(
        '{{ name }}|{{ name }}|{{ plain_t("group.others", kind=name) }}|{{ name|yaml }}'
    ).render(name=name)
    assert page.count("&#60;b&#62;") == 3
    assert "Word" not in page


def thai_in_code(module: ast.Module) -> list[str]:
    """Return the texts with Thai letters that a module says, its docstrings left out."""
    told = {
        id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)
    }  # a text that stands alone says nothing
    return [
        node.value
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
        if re.search("[ก-ฺเ-๎]", node.value)
    ]


def test_views_and_rendering_say_no_thai_of_their_own() -> None:
    said = {
        path.name: found
        for room in ("views", "render")
        for path in sorted((portals.ROOT / "generator" / room).rglob("*.py"))
        if (found := thai_in_code(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert said == {}
    assert thai_in_code(ast.parse('"""ก"""\nx = f"{y} ข"\n')) == [" ข"]


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    """A line that a change touches can be read whole beside what it was."""
    files = [
        *(THEME / "pages").iterdir(),
        *(THEME / "hub").glob("*.j2"),
        *(THEME / "overrides").rglob("*.html"),
    ]
    lines = [
        (path.name, number)
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) >= 160
    ]
    assert len(files) > 20
    assert lines == []


def interface() -> dict[str, str]:
    """Return every word of the interface by its key."""
    areas = tomllib.loads((THEME / "strings.toml").read_text(encoding="utf-8"))
    return {f"{area}.{name}": text for area, texts in areas.items() for name, text in texts.items()}


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = set()
    for file in sorted([*(THEME / "pages").glob("*.j2"), *(THEME / "hub").glob("*.j2")]):
        asked |= set(re.findall(r't\("([a-z_]+\.[a-z_]+)"[,)]', file.read_text(encoding="utf-8")))
    assert len(asked) > 100
    assert asked <= interface().keys()


def test_every_word_of_the_interface_is_used() -> None:
    sources = [
        *(THEME / "pages").glob("*.j2"),
        *(THEME / "desk").glob("*.j2"),
        *(THEME / "hub").glob("*.j2"),
        *(portals.ROOT / "generator/hub/site").glob("*.py"),
        *(portals.ROOT / "generator/site/render").glob("*.py"),
        *(portals.ROOT / "generator/site/render/describing").glob("*.py"),
        *(portals.ROOT / "generator/site/views/papers").glob("*.py"),
        *(portals.ROOT / "generator/site/views").glob("*.py"),
        *(portals.ROOT / "generator/publishing").glob("*.py"),
        *(portals.ROOT / "generator/commands").glob("*.py"),
    ]
    text = "".join(file.read_text(encoding="utf-8") for file in sources)
    # Keys that are put together from a part: `portion.own`, `posting.summary_in`, `change.name` …
    made = (
        "portion.",
        "posting.",
        "place",
        "whose.",
        "legend.",
        "embed.announced_",
        "sorting.",
        "cite.announced",
        "ita.",
        "progress.frozen_",
        "count.",
        "change.",
        "term.",
        "group.",
        "announcements.",
        "diff.report_",
        "years.page_",
        "form.page_",
        "form.caption_",
        "home.report_",
        "progress.remark_",
        "diff.paper_",
        "site.",
        "desk.told_",
        "desk.due_",
        "desk.sign_in_",
        "desk.own_password_",
        "desk.send_",
        "desk.release_",
        "desk.what_",
        "desk.day_",
        "desk.point_",
        "desk.start_",
        "desk.preview_",
        "hub_search.order_",
        "hub_search.told_",
        "fact.",
        "across.",
        "years.sealed_",
        "watch.",
        "columns.of_",
        "columns.kind_",
        "search.money_",
        "open.",
        "described.",
        "form.short_",
        "llms.",
        "calendar.results_post",
        *(
            f"hub.{one}"
            for one in (
                "about_",
                "because_",
                "menu_",
                "place_",
                "places_caption_",
                "rule_",
                "kind_",
                "state_",
                "posting_",
                "listed",
                "way",
                "alike",
                "programmes",
                "agencies",
                "jump_",
                "search_",
            )
        ),
    )
    made_of_papers = (
        "paper.form_", "paper.title_", "paper.name_", "paper.detail_", "paper.part_1_",
        "paper.change_", "paper.link_", "paper.report_", "paper.sheet_", "paper.letter_",
    )  # fmt: skip
    # Papers ask for theirs by the name alone.
    documents = (portals.ROOT / "generator/site/render/documents").glob("*.py")
    of_papers = "".join(file.read_text("utf-8") for file in documents)
    # The browser asks by the name alone.
    scripts = (THEME / "overrides/assets/phaen").rglob("*.js")
    asked = set(re.findall("[a-z_]+", "".join(file.read_text("utf-8") for file in scripts)))
    asked |= {
        "save_csv",
        "save_xlsx",
        "whose_own",
        "whose_own_only",
        "whose_allowances",
        "whose_others",
        "brief_own",
        "brief_allowances",
        "brief_others",
        *filter_codes(),
    }
    found = {
        key
        for key in interface()
        if f'"{key}"' in text
        or key.startswith((*made, *made_of_papers))
        or (key.startswith("paper.") and f'"{key.removeprefix("paper.")}"' in of_papers)
        or (key.startswith("search.") and key.removeprefix("search.") in asked)
    }
    assert interface().keys() - found - {f"project.{name}" for name in _terms()} == set()


def _terms() -> set[str]:
    return {key.removeprefix("term.") for key in interface() if key.startswith("term.")}


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where compiled templates are kept in this test."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    return tmp_path / "compiled"


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme of one page."""
    folder = tmp_path / "theme"
    shutil.copytree(THEME / "pages", folder / "pages")
    shutil.copy(THEME / "strings.toml", folder)
    (folder / "pages/one.j2").write_text('{{ t("count.project") }} · {{ 12|number }}')
    return folder


def said(theme: Path, *, thai_numerals: bool = False) -> str:
    """Return what the one page says."""
    return environment(theme, thai_numerals=thai_numerals).get_template("one.j2").render()


def test_template_is_compiled_once(
    theme: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(theme)
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert said(theme) == first == "โครงการ · 12"
    assert any(path.is_file() for path in compiled.rglob("pages-*/*"))


def test_compiled_template_is_never_stale(theme: Path, compiled: Path) -> None:
    said(theme)
    assert said(theme, thai_numerals=True) == "โครงการ · ๑๒"
    strings = theme / "strings.toml"
    text = strings.read_text(encoding="utf-8")
    strings.write_text(text.replace('project = "โครงการ"', 'project = "งาน"'), encoding="utf-8")
    assert said(theme) == "งาน · 12"
    (theme / "pages/one.j2").write_text('{{ t("count.project") }}!')
    assert said(theme) == "งาน!"
    for path in compiled.rglob("pages-*/*"):
        path.write_bytes(path.read_bytes()[:-40])  # as after a full disk
    assert said(theme) == "งาน!"


@pytest.mark.parametrize("where", ["a file", "nowhere"])
def test_template_is_compiled_where_nothing_can_be_kept(
    where: str, theme: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if where == "a file":
        compiled.touch()
    else:
        monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(theme) == said(theme) == "โครงการ · 12"
    assert not compiled.is_dir()
