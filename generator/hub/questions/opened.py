"""Questions as they are now, opened for many who ask at once; a new load is taken up between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition

from generator.hub.questions.asking import Asking
from generator.hub.questions.embedded import Embedded
from generator.hub.questions.engine import Engine, QuestionsError
from generator.hub.questions.generations import Generations, Noted, without_parts
from generator.hub.questions.loading import (
    Loaded,
    Step,
    keys_of,
    keys_there,
    load,
    parts_of,
    version_of,
)
from generator.hub.questions.server import Server
from generator.hub.store import STATE

#: Below the hub's state.
QUESTIONS = "questions"
_PARTS = "SELECT name FROM system.parts WHERE active AND database = currentDatabase()"


def load_questions(hub: Path, address: str, step: Step) -> Loaded:
    """Have the questions hold what the dataset in `hub` does: at a server's `address`, or embedded.

    Raises QuestionsError, OSError and ValueError; then what is asked is what was.
    """
    generations = Generations(hub / STATE / QUESTIONS)
    generations.home.mkdir(parents=True, exist_ok=True)
    engine: Engine
    if address:
        engine = Server(address)
        try:
            parts = parts_of(hub, engine.version)
            loaded = load(engine, parts, generations.home, step)
        finally:
            engine.close()
        generations.finished(Noted("", keys_of(parts)))
        return loaded
    parts = parts_of(hub, Embedded.version())
    keys = keys_of(parts)
    noted, name = generations.noted(), version_of(keys)
    if noted.folder and noted.parts == keys:
        generations.sweep(noted.folder)
        return Loaded(0, len(parts), 0)
    folder = generations.begun(name)
    engine = Embedded(folder)
    try:
        loaded = load(engine, parts, generations.home, step)
        if keys_there(engine) != keys:
            raise QuestionsError("the table has not what was loaded")
        used = {str(part) for (part,) in engine.rows(_PARTS, {})}
    finally:
        engine.close()
    without_parts(folder, used)
    generations.finished(Noted(name, keys))
    return loaded


class Opened:
    """The questions of a hub's folder, for several threads."""

    def __init__(self, hub: Path, address: str) -> None:
        """Open nothing yet; `address` is a server's, empty for those that are embedded."""
        self._generations = Generations(hub / STATE / QUESTIONS)
        self._address = address
        self._turn = Condition()
        self._busy = 0
        self._seen = -1
        self._engine: Engine | None = None
        self._now: tuple[Asking, str] | None = None

    def is_there(self) -> bool:
        """Whether something was loaded where it is to be asked."""
        noted = self._generations.noted()
        return bool(noted.parts) and bool(noted.folder) != bool(self._address)

    def changed(self) -> int:
        """Return what is another number as soon as other answers stand there."""
        return self._generations.changed()

    @contextmanager
    def asked(self) -> Iterator[tuple[Asking, str]]:
        """Give what answers, and the version of what it holds. Raises QuestionsError."""
        with self._turn:
            while self._generations.changed() != self._seen:
                if not self._busy:
                    self._reopen()
                    break
                self._turn.wait()
            if self._now is None:
                raise QuestionsError("no questions")
            now = self._now
            self._busy += 1
        try:
            yield now
        finally:
            with self._turn:
                self._busy -= 1
                self._turn.notify_all()

    def close(self) -> None:
        """Let go of the engine."""
        with self._turn:
            self._close()

    def _close(self) -> None:
        self._now, self._seen = None, -1
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _reopen(self) -> None:
        self._close()
        changed, noted = self._generations.changed(), self._generations.noted()
        if not self.is_there():
            raise QuestionsError("no questions")
        opening: Callable[[], Engine] = (
            (lambda: Server(self._address))
            if self._address
            else (lambda: Embedded(self._generations.home / noted.folder))
        )
        self._engine = opening()
        self._now = (Asking(self._engine), version_of(noted.parts))
        self._seen = changed
