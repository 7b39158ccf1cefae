"""What either of two covered in a text is covered in both, and no line of anybody's is lost."""

from __future__ import annotations

import random
import re

import pytest

from generator.plan.merge import covered_first, newly_covered

NAMES = ("ยายพร้อม สายบุญ", "ลุงเขียวทองมาก", "ป้าแดง ดีเลิศ", "ตาดำ เงินงาม")
THANKS = f"ขอบคุณ {NAMES[0]} และ {NAMES[1]} ที่ช่วย"
ADDED = "เพิ่มบรรทัดที่หนึ่ง\nเพิ่มบรรทัดที่สอง\n"


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("base", "cover", "other", "wanted"),
    [
        (THANKS, (NAMES[0],), (NAMES[1], "█"), "ขอบคุณ █ และ █ ที่ช่วย"),
        (THANKS, (NAMES[0],), (f"{NAMES[1]} ที่", "█"), "ขอบคุณ █ และ █ช่วย"),
        (THANKS, (NAMES[0],), (f"และ {NAMES[1]}", "█"), "ขอบคุณ █ █ ที่ช่วย"),
        (THANKS, (NAMES[0],), ("ที่ช่วย", "ที่มาช่วยงาน"), f"ขอบคุณ █ และ {NAMES[1]} ที่มาช่วยงาน"),
        (THANKS, (NAMES[0],), ("ขอบคุณ", "กราบขอบคุณ"), f"กราบขอบคุณ █ และ {NAMES[1]} ที่ช่วย"),
        (THANKS, (NAMES[0],), ("สายบุญ", "สายบุญมา"), f"ขอบคุณ █ และ {NAMES[1]} ที่ช่วย"),
        (THANKS, (NAMES[0],), (NAMES[0], "คุณยายพร้อมสายบุญ"), f"ขอบคุณ █ และ {NAMES[1]} ที่ช่วย"),
        (f"โทร {NAMES[2]}", (NAMES[2],), ("แดง ดีเลิศ", "█"), "โทร █"),
        (f"{NAMES[1]}{NAMES[3]}", (NAMES[1],), (NAMES[3], "█"), "█"),
        (f"posted_at: [{NAMES[0]}, {NAMES[1]}]", (NAMES[0],), (NAMES[1], '"█"'),
         'posted_at: [█, "█"]'),
        (f"ก █ ข {NAMES[0]}", (NAMES[0],), ("ก ", "กา "), "กา █ ข █"),
    ],
)  # fmt: skip
def test_covers_of_both_and_edits_beside_them_are_in_one_line(
    base: str, cover: tuple[str, ...], other: tuple[str, str], wanted: str, turned: bool
) -> None:
    around = "หัว\n{}\nท้าย\n"
    masked = base
    for name in cover:
        masked = masked.replace(name, "█")
    edited = base.replace(*other)
    sides = [around.format(one) for one in (masked, edited)]
    made = covered_first(around.format(base), *(sides[::-1] if turned else sides))
    mine, theirs = (made.theirs, made.ours) if turned else (made.ours, made.theirs)
    assert theirs == around.format(wanted)
    assert mine in {made.base, theirs}  # so that a merge by line takes what the other wrote


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ADDED), (ADDED, ""), (ADDED, ADDED), ("# แก้\n", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", ""])
def test_lines_beside_a_covered_one_stay(before: str, after: str, end: str) -> None:
    base = f"{THANKS}{end}"
    made = covered_first(base, base.replace(NAMES[0], "█"), f"{before}{base}{end and after}")
    assert made.theirs == f"{before}{base}{end and after}".replace(NAMES[0], "█")
    assert made.ours == made.base == base.replace(NAMES[0], "█")


@pytest.mark.parametrize("gap", ["\n", " \n  ", "\r\n"])
def test_a_name_over_two_lines_is_covered_and_the_lines_beside_it_stay(gap: str) -> None:
    base = f"ถึง ยายพร้อม{gap}สายบุญ เป็นต้น\nอีก\n"
    cover = base.replace(f"ยายพร้อม{gap}สายบุญ", "█")
    made = covered_first(base, cover, f"{base}{ADDED}")
    assert (made.base, made.ours, made.theirs) == (cover, cover, f"{cover}{ADDED}")


def test_what_an_edit_lost_to_a_cover_is_told_by_its_line() -> None:
    base = f"ก\n{THANKS}\n"
    edited = base.replace(NAMES[0], "นางพร้อม สายบุญ")
    cover = base.replace(NAMES[0], "█")
    assert covered_first(base, cover, edited).given_way == (2,)
    assert covered_first(base, edited, cover).given_way == (2,)
    assert covered_first(base, cover, f"ข\n{base}").given_way == ()


def test_what_nobody_covered_is_left_alone() -> None:
    base = "ก ██ ข\nลุง\n"
    ours, theirs = base.replace("ลุง", "ป้า"), base.replace("ข", "ค")
    made = covered_first(base, ours, theirs)
    assert (made.base, made.ours, made.theirs) == (base, ours, theirs)
    assert covered_first(base, "", theirs).theirs == theirs


def test_of_files_that_both_added_what_one_covered_is_covered() -> None:
    made = covered_first(None, f"{THANKS}\n{ADDED}", f"{THANKS.replace(NAMES[1], '█')}\n")
    assert made.base == ""
    assert NAMES[1] not in made.ours + made.theirs
    assert ADDED in made.ours


def test_what_was_covered_is_told_whatever_else_was_changed() -> None:
    base = f"หัว\n{THANKS}\n{NAMES[2]}\n"
    now = base.replace(NAMES[0], "█").replace("ช่วย", "ช่วยงาน").replace(NAMES[2], "█")
    assert newly_covered(base, f"ใหม่\n{now}") == (NAMES[0], NAMES[2])
    assert newly_covered(base, base.replace(NAMES[0], "ใคร")) == ()
    assert newly_covered(now, f"{now}เพิ่ม █\n") == ()


def _page(chance: random.Random) -> list[str]:
    return [
        " ".join(
            chance.sample(NAMES, chance.randint(0, 2))
            + [f"คำที่{line}{word}" for word in range(chance.randint(1, 3))]
        )
        for line in range(chance.randint(1, 8))
    ]


def _edited(chance: random.Random, lines: list[str], mark: str) -> str:
    made = list(lines)
    for number in range(chance.randint(0, 3)):
        at = chance.randrange(len(made) + 1)
        if chance.random() < 0.5 or at == len(made):
            made.insert(at, f"{mark} เพิ่มบรรทัด {number}")
        else:
            made[at] += f" {mark}{number}"
    return "\n".join(made) + "\n"


def test_random_pages_of_two_withdrawals_tell_neither_text_and_keep_all_added_lines() -> None:
    for seed in range(400):
        chance = random.Random(seed)
        lines = _page(chance)
        one, two = chance.sample(NAMES, 2)
        base = "\n".join(lines) + "\n"
        ours = _edited(chance, lines, "เรา").replace(one, "█")
        theirs = _edited(chance, lines, "เขา").replace(two, "█")
        made = covered_first(base, ours, theirs)
        for text in (made.base, made.ours, made.theirs):
            assert one not in text and two not in text, seed
        for before, after in ((ours, made.ours), (theirs, made.theirs)):
            assert after.count("\n") == before.count("\n"), seed
            added = re.findall("^.* เพิ่มบรรทัด .*$", before, re.MULTILINE)
            assert all(f"{line}\n" in after for line in added), seed
