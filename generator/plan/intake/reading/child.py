"""The task of the process that reads foreign bytes: files → what was understood of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.reading.folded import folded
from generator.plan.intake.reading.passing import Understood, packed, refused
from generator.plan.intake.reading.readers import joined, read_form
from generator.thai.text import match_key, tidy


def work(task: bytes) -> bytes:
    """Return the answer to a task, in the process of its own."""
    head, _, bodies = task.partition(b"\n")
    told = json.loads(head)
    name = ""
    try:
        forms = []
        for name, data in _files(told["files"], bodies):
            forms.append((name, read_form(data)))
        name = ", ".join(one for one, _ in forms)
        _refuse_strangers(forms)
        form = joined(forms)
        draft = interpret(form, told["year"], told["strategy"])
        if not draft.rows:
            raise FormRefusedError("no-rows")
    except FormRefusedError as error:
        error.details.setdefault("file", name)
        return refused(error)
    except MemoryError:
        return refused(FormRefusedError("too-large", file=name))
    return packed(Understood(folded(draft), rest(form, draft), form.doubts))


def _refuse_strangers(forms: Sequence[tuple[str, Form]]) -> None:
    """Refuse files that name different offices, years or editions, telling which belong together.

    An amendment is held against the plan: both at once would be one table.
    """
    if len(forms) == 1:
        return
    plans: dict[tuple[str, int], list[str]] = {}
    editions: dict[str, list[str]] = {}
    for name, form in forms:
        try:
            draft = interpret(form)
        except FormRefusedError:
            continue  # a part that is none alone, as a summary is
        if draft.office and draft.year:
            plans.setdefault((match_key(draft.office), draft.year), []).append(name)
            editions.setdefault(tidy(draft.amendment), []).append(name)
    if len(plans) > 1:
        groups = (f"{' '.join(names)} (ปี {year})" for (_, year), names in plans.items())
        raise FormRefusedError("not-one-plan", said=" · ".join(groups))
    if len(editions) > 1:
        groups = (f"{' '.join(names)} ({one or 'แผนเดิม'})" for one, names in editions.items())
        raise FormRefusedError("not-one-edition", said=" · ".join(groups))


def _files(told: Sequence[dict[str, object]], data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    for one in told:
        size = int(str(one["size"]))
        yield str(one["name"]), data[at : at + size]
        at += size
