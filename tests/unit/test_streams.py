"""Whoever reads the output can read it: a screen, a file, a pipe; on Windows too."""

import codecs
import io
import json
import sys
from collections.abc import Callable
from functools import partial

import pytest

from generator.commands.echo import echo_json, echo_lines, json_text
from generator.commands.streams import encoding_of, in_signs_of
from generator.problems import CATALOGUE

THAI_CONSOLE = 874


@pytest.mark.parametrize(
    ("windows", "screen", "file", "code_page", "stated", "wanted"),
    [
        (False, False, True, 0, "", "utf-8"),
        (True, True, False, THAI_CONSOLE, "", "utf-8"),
        (True, False, True, THAI_CONSOLE, "", "utf-8-sig"),
        (True, False, False, THAI_CONSOLE, "", "cp874"),
        (True, False, False, 65001, "", "utf-8"),
        (True, False, False, 0, "", "utf-8"),
        (True, False, False, THAI_CONSOLE, "utf8", "utf-8"),
        (True, False, True, THAI_CONSOLE, "UTF-8", "utf-8"),
        (True, True, False, THAI_CONSOLE, "cp874", "cp874"),
        (False, True, False, 0, "TIS-620", "tis-620"),
        (False, False, True, 0, "ANSI_X3.4-1968", "utf-8"),
        (False, True, False, 0, "iso8859-1", "utf-8"),
        (True, False, False, THAI_CONSOLE, "cp1252", "utf-8"),
    ],
)
def test_a_stream_is_written_as_its_reader_reads(  # a row of the table
    windows: bool, screen: bool, file: bool, code_page: int, stated: str, wanted: str
) -> None:
    found = encoding_of(
        windows=windows, screen=screen, file=file, code_page=code_page, stated=stated
    )
    assert found == wanted


def test_whatever_a_problem_says_is_readable_in_a_thai_code_page() -> None:
    texts = [text for kind in CATALOGUE.values() for text in (kind.message, kind.advice)]
    for text in texts:
        in_signs_of(text, "cp874").encode("cp874")


@pytest.mark.parametrize(
    ("write", "begins"),
    [
        (partial(echo_lines, ["ผิด"]), codecs.BOM_UTF8 + "ผิด".encode()),
        (partial(echo_json, {"a": 1}), b"{"),
    ],
)
def test_a_file_on_windows_says_that_it_is_utf_8_but_json_does_not(
    write: Callable[[], None], begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8-sig")
    monkeypatch.setattr(sys, "stdout", stream)
    write()
    stream.flush()
    assert raw.getvalue().startswith(begins)


def test_json_for_a_reader_of_another_code_page_is_ascii() -> None:
    text = json_text({"หัว": "ค่า █"}, ascii_only=True)
    assert text.isascii()
    assert json.loads(text) == {"หัว": "ค่า █"}
