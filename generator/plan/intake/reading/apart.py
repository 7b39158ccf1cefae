"""Foreign bytes are read in a process of their own: what one of them does ends with it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.machine.bounded import Ending, run_bounded
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.reading.passing import Understood, unpacked

# Whose `work` does the task; not imported here, for no other command needs a reader.
_CHILD = "generator.plan.intake.reading.child"
# With starting and ending, ten seconds in all.
SECONDS, MEGABYTES = 8, 500


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
    answer = run_bounded(_CHILD, task, seconds=SECONDS, memory=MEGABYTES * 10**6)
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
