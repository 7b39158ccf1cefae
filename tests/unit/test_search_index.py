"""What the search reads of a row is the row's own text: no sign moves, none joins two lines."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.problems import Report
from generator.site.render import site_assets
from generator.site.render.search import _script, lines
from generator.site.views import site_view
from generator.thai.chance import CHANCE
from generator.thai.everyday import AKIN, BESIDE, EVERYDAY, GENERIC, SOFT, VERBS, Everyday
from generator.thai.folding import fold
from generator.thai.text import printable, tidy
from portals import PROJECTS, TODAY, csv_table, make_row, portal_folder

# As reading leaves them. Many signs end a line for somebody: none but one does for us.
BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
texts = st.lists(st.text(st.sampled_from(BREAKS) | st.characters()).map(tidy), min_size=1)


@settings(derandomize=True, database=None, deadline=None, max_examples=300)
@given(texts)
@example([f"ก{sign}ข" for sign in BREAKS.replace("\r", "")])
def test_column_gives_back_every_text_as_the_data_file_has_it(column: list[str]) -> None:
    data = _script("x", lines(column)).decode()
    sent = json.loads(data.partition("push(")[2].removesuffix(");\n"))
    assert [line.replace("\r", "\n") for line in sent.split("\n")] == [*map(printable, column)]
    assert fold(sent).split("\n") == [fold(text.replace("\n", " ")) for text in column]


COMMUNITIES = """name: เทศบาลเมืองธารใส
kind: เทศบาลเมือง
units: {works: กองช่าง}
villages: {1: ชุมชนตลาดเก่า, 2: ท่าน้ำ, 3: ชุมชนวัดใหม่, 4: ชุมชนวัดใหม่, 5: ชุมชนที่ 5}
"""


def village_rules(folder: Path, organization: str) -> dict[str, Any]:
    files = {PROJECTS: csv_table([make_row()]), "plans/organization.yml": organization}
    checked = check_portal(portal_folder(folder, files), TODAY)
    script = next(
        data
        for path, data in site_assets(site_view(checked.portal, Report()), THEME).files.items()
        if path.endswith("search-data.js")
    )
    rules = json.loads(script.decode().partition("push(")[2].removesuffix(");\n"))
    village: dict[str, Any] = rules["village"]
    return village


@pytest.mark.parametrize("query", ["ชุมชน 4", "ชุมชนที่ 4", "ชุมชน4", "ชุมชนที่4"])
def test_where_there_are_communities_they_are_asked_for_as_villages_are(
    query: str, tmp_path: Path
) -> None:
    found = re.search(village_rules(tmp_path, COMMUNITIES)["query"], fold(query))
    assert found and found[2] == "4"


@pytest.mark.parametrize("query", ["หมู่ 4", "หมู่ที่4", "ม.4", "ถนน หมู่ 4"])
def test_where_there_are_communities_a_village_is_none_of_them(query: str, tmp_path: Path) -> None:
    rules = village_rules(tmp_path, COMMUNITIES)
    assert not re.search(rules["query"], fold(query))
    assert rules["long"] == ["ชุมชนที่", "ชุมชน"] and rules["short"] == []


def test_a_whole_name_is_a_village_where_no_other_is_called_so(tmp_path: Path) -> None:
    named = village_rules(tmp_path, COMMUNITIES)["named"]
    assert named == {fold("ชุมชนตลาดเก่า"): 1, fold("ชุมชนท่าน้ำ"): 2}


def test_no_word_of_readers_is_said_in_two_places() -> None:
    said = [fold(say) for one in EVERYDAY for say in one.say]
    akin = [fold(say) for one in AKIN for say in one.say]
    verbs = [fold(verb) for group in VERBS for verb in group]
    for words in (said, akin, verbs):
        assert [word for word, times in Counter(words).items() if times > 1] == []
    idle = {*map(fold, (*GENERIC, *SOFT))}
    assert idle & {*said, *akin} == set()
    assert {*map(fold, BESIDE)} <= {*map(fold, SOFT)}, "only what excludes nothing says where"


@pytest.mark.parametrize("one", [*EVERYDAY, *AKIN], ids=lambda one: one.say[0])
def test_everyday_words_lead_to_something_else(one: Everyday) -> None:
    assert one.say
    assert {*map(fold, one.means)} - {*map(fold, one.say)} or len(one.say) > 1
    assert all(part.strip() for text in one.means for part in text.split("&"))


@pytest.mark.parametrize("short", CHANCE)
def test_a_word_in_which_a_short_one_stands_by_chance_holds_it_and_more(short: str) -> None:
    assert all(short in longer and longer != short for longer in CHANCE[short])
    assert len(set(CHANCE[short])) == len(CHANCE[short])
