"""Foreign bytes are read here, in a process of its own: what one of them does ends with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from generator.machine.bounded import Ending, run_bounded
from generator.plan.intake.form import Form, FormRefusedError
from generator.plan.intake.interpret import interpret
from generator.plan.intake.passing import Understood, packed, refused, unpacked
from generator.plan.intake.reading import joined, read_form
from generator.plan.intake.rest import rest
from generator.thai.text import match_key

SECONDS, MEGABYTES = 10, 500


class FileRefusedError(Exception):
    """A file is no form: the `file` by its name, and the reader's own `error`."""

    def __init__(self, file: str, error: FormRefusedError) -> None:
        super().__init__(file)
        self.file, self.error = file, error


def draft_of(
    files: Sequence[tuple[str, bytes]], *, year: int = 0, equipment_strategy: str = ""
) -> Understood:
    """Return the draft of one plan's files, with what of them is not accounted for or in doubt.

    Reading and interpreting together take at most SECONDS and MEGABYTES. Raises FileRefusedError,
    and OSError where no process can be started.
    """
    told = [{"name": name, "size": len(data)} for name, data in files]
    head = {"files": told, "year": year, "strategy": equipment_strategy}
    task = json.dumps(head).encode() + b"\n" + b"".join(data for _, data in files)
    answer = run_bounded(__name__, task, seconds=SECONDS, memory=MEGABYTES * 10**6)
    name = ", ".join(name for name, _ in files)
    if answer.ending is Ending.DONE:
        try:
            return unpacked(answer.data)
        except FormRefusedError as error:
            raise FileRefusedError(error.details.pop("file", name), error) from None
        except ValueError:
            pass  # as if it had died
    late = answer.ending is Ending.LATE
    code = "took-too-long" if late else "reader-died"
    ended = FormRefusedError(code, seconds=str(SECONDS), megabytes=str(MEGABYTES))
    raise FileRefusedError(name, ended)


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
