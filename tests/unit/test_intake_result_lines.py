"""Forms with two lines a project, แผน and ผล: the months of the plan's line are the plan's."""

import pytest

from form_maker import HEAD, TOP, UNDER, form, grid
from generator.plan.intake.form import Mark, MarkKind, Spot
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest

NAMES = ("ก่อสร้างถนนสายเหนือ", "ขุดลอกคลองกลาง")


def ticked(*months: int) -> tuple[str, ...]:
    """Return the twelve months with some ticked."""
    return tuple("✓" if at in months else "" for at in range(12))


@pytest.mark.parametrize(
    "words",
    [("แผน", "ผล"), ("แผนการดำเนินงาน", "ผลการดำเนินงาน"), ("แผนงาน", "ผลงาน"), ("แผน :", "ผล :")],
)
@pytest.mark.parametrize("heading", ["", "แผน/ผล"])
@pytest.mark.parametrize("before", [True, False])
def test_only_the_plan_s_line_tells_months(
    words: tuple[str, str], heading: str, *, before: bool
) -> None:
    rows = []
    for at, name in enumerate(NAMES, start=1):
        own = (str(at), name, "", "10,000", "หมู่ที่ 1", "กองช่าง")
        for told, months, word in (
            (own, ticked(2, 3), words[0]),
            (("", "", "", "7,000", "", ""), ticked(8), words[1]),
        ):
            line = (*told[:6], word, *months) if before else (*told, *months, word)
            rows.append(line)
    head = (*HEAD[:6], heading, *HEAD[6:]) if before else (*HEAD, heading)
    read = form(grid([*TOP, *UNDER, head, *rows]))
    draft = interpret(read)
    assert [row.name for row in draft.rows] == list(NAMES)
    assert [[at for at, on in enumerate(row.months) if on] for row in draft.rows] == [[2, 3]] * 2
    assert [int(row.budget or 0) for row in draft.rows] == [10_000] * 2
    assert not any(row.note or row.other for row in draft.rows)
    assert [ask.code for ask in draft.asks] == ["result-lines"] and draft.asks[0].mention
    assert rest(read, draft) == ()


def test_an_arrow_in_a_line_of_results_is_not_used_and_told() -> None:
    own = ("1", NAMES[0], "", "10,000", "หมู่ที่ 1", "กองช่าง", *ticked(2), "แผน")
    rows = [*TOP, *UNDER, (*HEAD, ""), own, (*[""] * 18, "ผล")]
    mark = Mark(MarkKind.LINE, 400.0, 450.0, Spot(sheet="ผด.02"), row=len(rows) - 1)
    read = form(grid(rows, marks=[mark]))
    draft = interpret(read)
    assert [at for at, on in enumerate(draft.rows[0].months) if on] == [2]
    assert mark in [one.what for one in draft.unused] and rest(read, draft) == ()


@pytest.mark.parametrize("words", [("แผน", "แผน"), ("ผล", "ผล"), ("แผน", "ซื้อ")])
def test_a_column_with_other_words_is_no_column_of_plan_and_results(
    words: tuple[str, str],
) -> None:
    rows = [
        (str(at), name, "", "10,000", "หมู่ที่ 1", "กองช่าง", *ticked(2), word)
        for at, (name, word) in enumerate(zip(NAMES, words, strict=True), start=1)
    ]
    draft = interpret(form(grid([*TOP, *UNDER, (*HEAD, "ชนิด"), *rows])))
    assert len(draft.rows) == 2 and all(row.months[2] for row in draft.rows)
    assert "result-lines" not in [ask.code for ask in draft.asks]
