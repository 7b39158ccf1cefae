"""Why something cannot be covered by a program: whoever asked has to do it by hand."""

from __future__ import annotations

from generator.problems import Place


class CoverRefusedError(Exception):
    """A text cannot be covered safely: `place` says where, `why` in Thai; no text is quoted."""

    def __init__(self, place: Place, why: str) -> None:
        super().__init__(f"{place.words}: {why}")
        self.place = place
        self.why = why
