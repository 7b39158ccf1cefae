"""Foreign bytes are read in a process of their own: what one of them does ends with it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.machine.bounded import Ending, clock_of, run_bounded
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.reading.passing import Understood, unpacked

# Whose `work` does the task; not imported here, for no other command needs a reader.
_CHILD = "generator.plan.intake.reading.child"
# Seconds of a processor, and of a million bytes of honest files: our own ผด.02 of 600 rows, a PDF
# of 1.4 MB, takes thirty on a busy machine. However large they are, they end after the last.
SECONDS, SECONDS_OF_MILLION, MOST_SECONDS = 8, 30, 60
MEGABYTES = 500
# How each end that is no answer is called.
_ENDED = {Ending.LATE: "took-too-long", Ending.HELD: "machine-busy"}


class FileRefusedError(Exception):
    """A file is no form: the `file` by its name, and the reader's own `error`."""

    def __init__(self, file: str, error: FormRefusedError) -> None:
        super().__init__(file)
        self.file, self.error = file, error


def draft_of(
    files: Sequence[tuple[str, bytes]], *, year: int = 0, equipment_strategy: str = ""
) -> Understood:
    """Return the draft of one plan's files, with what of them is not accounted for or in doubt.

    Reading and interpreting together take at most `seconds_for` their size of a processor, and
    MEGABYTES. Raises FileRefusedError, and OSError where no process can be started.
    """
    told = [{"name": name, "size": len(data)} for name, data in files]
    head = {"files": told, "year": year, "strategy": equipment_strategy}
    task = json.dumps(head).encode() + b"\n" + b"".join(data for _, data in files)
    seconds = seconds_for(sum(len(data) for _, data in files))
    answer = run_bounded(_CHILD, task, seconds=seconds, memory=MEGABYTES * 10**6)
    name = ", ".join(name for name, _ in files)
    if answer.ending is Ending.DONE:
        try:
            return unpacked(answer.data)
        except FormRefusedError as error:
            raise FileRefusedError(error.details.pop("file", name), error) from None
        except ValueError:
            pass  # as if it had died
    code = _ENDED.get(answer.ending, "reader-died")
    waited = clock_of(seconds) if answer.ending is Ending.HELD else seconds
    raise FileRefusedError(
        name, FormRefusedError(code, seconds=str(waited), megabytes=str(MEGABYTES))
    )


def seconds_for(size: int) -> int:
    """Return how many seconds of a processor files of so many bytes may take."""
    return min(SECONDS + SECONDS_OF_MILLION * size // 10**6, MOST_SECONDS)
