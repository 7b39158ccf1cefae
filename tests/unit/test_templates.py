"""What templates print: inert text, bound figures, numerals by setting."""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

import portals
from generator.packaged import THEME
from generator.render.templates import bound_units, environment, inert


@settings(derandomize=True)
@given(st.text())
def test_no_sign_of_html_or_markdown_survives_in_what_a_plan_says(text: str) -> None:
    printed = re.sub("&#[0-9]+;", "", inert(text))
    assert not set(printed) & set("<>\"'&`*_[]{}\\|~^!#+=$\n\r\t")


@settings(derandomize=True)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"])))
def test_inert_text_reads_as_the_same_text(text: str) -> None:
    assert Markup(inert(text)).unescape() == text


def test_a_figure_is_not_parted_from_its_unit_nor_a_village_from_its_number() -> None:
    text = bound_units("ถนนกว้าง 4 เมตร หมู่ที่ 5 ระยะเวลา 30 วัน สายบ้านเหนือ 2")
    assert "กว้าง\u00a04\u00a0เมตร" in text
    assert "หมู่ที่\u00a05" in text
    assert "30\u00a0วัน" in text
    assert "บ้านเหนือ 2" in text


def test_numerals_follow_the_setting_and_leave_the_plans_own_text_alone() -> None:
    env = environment(THEME, thai_numerals=True, names=())
    page = env.from_string(
        '{{ 193|number }} {{ 47830050|baht }} {{ "หมู่ 5" }} {{ t("where.everywhere") }}'
    )
    assert page.render() == "๑๙๓ ๔๗๘,๓๐๐.๕๐ หมู่ 5 ทั้งตำบล"


def test_a_place_name_is_kept_whole_and_hostile_text_around_it_stays_text() -> None:
    env = environment(THEME, names=("บ้านห้วยเฟือง",))
    page = env.from_string("{{ text|whole }}").render(text="<b>บ้านห้วยเฟือง</b>")
    assert page == '&#60;b&#62;<span class="ph-kept-whole">บ้านห้วยเฟือง</span>&#60;/b&#62;'


def test_a_misspelt_name_in_a_template_is_an_error_not_a_blank() -> None:
    with pytest.raises(UndefinedError):
        environment(THEME).from_string("{{ nothing }}").render()


def interface() -> dict[str, str]:
    """Return every word of the interface by its key."""
    areas = tomllib.loads((THEME / "strings.toml").read_text(encoding="utf-8"))
    return {f"{area}.{name}": text for area, texts in areas.items() for name, text in texts.items()}


def test_every_word_that_a_template_asks_for_is_there() -> None:
    asked = set()
    for file in sorted((THEME / "pages").glob("*.j2")):
        asked |= set(re.findall(r't\("([a-z_]+\.[a-z_]+)"[,)]', file.read_text(encoding="utf-8")))
    assert len(asked) > 100
    assert asked <= interface().keys()


def test_every_word_of_the_interface_is_used() -> None:
    sources = [*(THEME / "pages").glob("*.j2"), *(portals.ROOT / "generator/render").glob("*.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in sources)
    # Keys that are put together from a part: `portion.own`, `posting.summary_in`, `change.name` …
    made = (
        "portion.",
        "posting.summary_",
        "change.",
        "term.",
        "group.",
        "announcements.",
        "site.",
        "fact.",
    )
    found = {key for key in interface() if f'"{key}"' in text or key.startswith(made)}
    assert interface().keys() - found - {f"project.{name}" for name in _terms()} == set()


def _terms() -> set[str]:
    return {key.removeprefix("term.") for key in interface() if key.startswith("term.")}
