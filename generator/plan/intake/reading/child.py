"""The task of the process that reads foreign bytes: files → what was understood of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.interpret.rest import rest
from generator.plan.intake.reading.passing import Understood, packed, refused
from generator.plan.intake.reading.readers import joined, read_form
from generator.thai.text import match_key


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
    return packed(Understood(draft, rest(form, draft), form.doubts))


def _refuse_strangers(forms: Sequence[tuple[str, Form]]) -> None:
    """Refuse files that name different offices or years, telling which belong together."""
    if len(forms) == 1:
        return
    said: dict[tuple[str, int], list[str]] = {}
    for name, form in forms:
        try:
            draft = interpret(form)
        except FormRefusedError:
            continue  # a part that is none alone, as a summary is
        if draft.office and draft.year:
            said.setdefault((match_key(draft.office), draft.year), []).append(name)
    if len(said) > 1:
        groups = (f"{' '.join(names)} (ปี {year})" for (_, year), names in said.items())
        raise FormRefusedError("not-one-plan", said=" · ".join(groups))


def _files(told: Sequence[dict[str, object]], data: bytes) -> Iterator[tuple[str, bytes]]:
    at = 0
    for one in told:
        size = int(str(one["size"]))
        yield str(one["name"]), data[at : at + size]
        at += size
