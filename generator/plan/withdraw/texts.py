"""Texts and YAML files with words covered where they stand."""

from __future__ import annotations

import codecs
import html
import json

from generator.plan.mend.fix_bytes import changed, coded
from generator.plan.read import cells_in, read_yaml
from generator.plan.read.yaml_spans import scalars
from generator.plan.withdraw.needles import Needles
from generator.plan.withdraw.refused import CoverRefusedError
from generator.problems import Place, Report

_BY_HAND = "ปิดข้อความในแฟ้มนี้ด้วยมือ แล้วสั่งใหม่"


def covered_text(data: bytes, place: Place, needles: Needles) -> bytes:
    """Return a page or another text covered. Raises CoverRefusedError."""
    file = coded(data)
    if file is None:
        raise CoverRefusedError(place, f"อ่านเป็นข้อความไม่ได้ {_BY_HAND}")
    text = needles.covered(file.text)
    if needles.stand_in(html.unescape(text)):
        raise CoverRefusedError(place, f"ข้อความนี้เขียนเป็นรหัส HTML ไว้ {_BY_HAND}")
    return data if text == file.text else _coded(file.mark, file.encoding, text)


def covered_yaml(data: bytes, place: Place, needles: Needles) -> bytes:
    """Return a YAML file covered, comments too; it has the same keys. Raises CoverRefusedError."""
    file = coded(data)
    if file is None:
        raise CoverRefusedError(place, f"อ่านเป็นข้อความไม่ได้ {_BY_HAND}")
    edits = [
        (start, end, _scalar(file.text[start:end], value, needles))
        for start, end, value in scalars(file.text)
        if needles.stand_in(value)
    ]
    lines = changed(file.text, edits).splitlines(keepends=True)
    text = "".join(needles.covered(line) for line in lines)
    if text == file.text:
        return data
    after = _coded(file.mark, file.encoding, text)
    was, now = _values(data), _values(after)
    if was is None or now != [needles.covered(one) for one in was]:
        raise CoverRefusedError(place, f"ปิดแล้วแฟ้มจะอ่านเป็นอย่างอื่น {_BY_HAND}")
    return after


def _scalar(raw: str, value: str, needles: Needles) -> str:
    """Return a text of a file covered: as it was written where it can be, else in quotes."""
    covered = needles.covered(raw)
    plainly = [one for _, _, one in scalars(covered)]
    wanted = needles.covered(value)
    if plainly == [wanted] and not raw.startswith(("|", ">")):
        return covered
    if raw.startswith(("|", ">")) and not needles.stand_in(covered.replace("\n", " ")):
        return covered
    return json.dumps(wanted, ensure_ascii=False) + ("\n" if raw.endswith("\n") else "")


def _values(data: bytes) -> list[str] | None:
    tree = read_yaml(data, Place(""), Report())
    return None if tree is None else [cell.text for cell in cells_in(tree)]


def _coded(mark: bytes, encoding: str, text: str) -> bytes:
    try:
        return mark + text.encode(encoding)
    except UnicodeEncodeError:
        return codecs.BOM_UTF8 + text.encode()
