"""The one way to a terminal: whatever is told, no sign of it is an order to the reader's screen.

Names of files, cells of a plan and words of other programs come from strangers. A control sign
among them would colour, overwrite or forge what is read, and go to the screen of whoever pushes,
too; signs that turn the direction of writing make a text look like another. All are shown by
their number. A text is one line: a newline inside it is shown as well.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

from generator.commands.streams import for_programs, in_signs_of, let_go, takes_all_signs
from generator.problems import Severity, label_of

# Controls, formats (directions, joiners, tags), halves of a sign, and what ends a line elsewhere.
_LOUD = ("Cc", "Cf", "Cs", "Zl", "Zp")
_ERASE = "\r\033[K"


def inert(text: str) -> str:
    r"""Return a text as one line that only shows: `\x1b` for ESC, `\n` for a newline."""
    if text.isprintable():
        return text
    return "".join(_shown(sign) if unicodedata.category(sign) in _LOUD else sign for sign in text)


def _shown(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")


def json_text(value: object, *, ascii_only: bool = False) -> str:
    """Return a value as JSON that means the same and holds no sign that a terminal obeys."""
    text = json.dumps(value, ensure_ascii=ascii_only, indent=2)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        json.dumps(sign)[1:-1] if sign != "\n" and unicodedata.category(sign) in _LOUD else sign
        for sign in text
    )


def echo(text: str = "", *, label: Severity | None = None, err: bool = False) -> None:
    """Print one line; `label` sets the word for that severity before it, in its colour."""
    start = f"{_styled(label)} " if label else ""
    _print(start + inert(text), err=err)


def echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print each text as a line."""
    _print("\n".join(map(inert, lines)), err=err)


def echo_error(text: str) -> None:
    """Print what went wrong; its further lines are set in, so that none looks like another's."""
    first, *more = text.split("\n")
    echo_lines([first, *(f"    {line}" for line in more)], err=True)


def echo_json(value: dict[str, Any]) -> None:
    """Print a value for other programs; in ASCII where the output's reader knows no UTF-8."""
    text = json_text(value, ascii_only=not takes_all_signs())
    for_programs()
    _write(text)


def echo_made(text: str) -> None:
    """Print a text of several lines, each of which was made inert where it was made."""
    for_programs()
    _print("\n".join(map(inert, text.split("\n"))))


def echo_over(text: str) -> None:
    """Print over the terminal's present line, for progress; an empty text only clears it."""
    _write(f"{_ERASE}{inert(text)}", end="", err=True)


def _print(text: str, *, err: bool = False) -> None:
    stream = sys.stderr if err else sys.stdout
    _write(in_signs_of(text, getattr(stream, "encoding", None) or "utf-8"), err=err)


def _write(text: str, *, end: str = "\n", err: bool = False) -> None:
    try:
        click.echo(f"{text}{end}", nl=False, err=err)
    except OSError as error:
        let_go(sys.stderr if err else sys.stdout, error)


def _styled(severity: Severity) -> str:
    error = severity is Severity.ERROR
    return click.style(label_of(severity), fg="red" if error else "yellow", bold=error or None)
