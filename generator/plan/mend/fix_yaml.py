"""The texts of a YAML file, repaired where they stand; its own signs, indents and comments stay."""

from __future__ import annotations

from collections.abc import Iterator

from generator.plan.mend.fix_table import Mend
from generator.plan.read import cells_in, read_yaml
from generator.plan.read.yaml_spans import text_spans
from generator.problems import Place, Report
from generator.thai.mending import mended
from generator.thai.text import tidy


def text_mends(text: str, place: Place, *, recorded: bool) -> Iterator[tuple[int, Mend]]:
    """Yield what is to be mended of a YAML file's texts, each with where it begins.

    Where something of its year is `recorded`, what would be read otherwise is held.
    """
    for start, end, line in text_spans(text):
        before = text[start:end]
        after, repairs = mended(before)
        if repairs:
            held = recorded and tidy(before) != tidy(after)
            yield start, Mend(place.at(row=line), before, after, repairs, held)


def same_tree(before: bytes, after: bytes) -> bool:
    """Whether two YAML files are read as the same keys and texts in the same lines, once mended."""
    trees = _texts(before), _texts(after)
    return trees[0] is not None and trees[0] == trees[1]


def _texts(data: bytes) -> list[tuple[int, str]] | None:
    tree = read_yaml(data, Place(""), Report())
    if tree is None:
        return None
    return [(cell.place.row, mended(tidy(cell.text))[0]) for cell in cells_in(tree)]
