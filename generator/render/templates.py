"""The page templates: whatever a plan says appears as that text, in HTML and in Markdown.

Every value put into a template is made inert here, once, unless it is markup that a template of
ours produced. Templates therefore need no escaping of their own and cannot forget it.
"""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.problems.report import shortened
from generator.thai.dates import format_date, format_date_short
from generator.thai.numbers import format_baht, format_number

# HTML's signs and Markdown's become references that both read as the sign itself; characters that
# HTML and YAML forbid become U+FFFD, so that the loss is seen.
_SIGNS = "<>\"'&`*_\\[\\]{}\\\\|~^!#+=$\n\r\t"
_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN_SIGN = re.compile(f"[{_FORBIDDEN}]")
_NOT_INERT = re.compile(f"[{_SIGNS}{_FORBIDDEN}]")
_NBSP = "\u00a0"


def inert(value: object) -> Markup:
    """Return `value` as text that no reader of the page can take for markup."""
    if isinstance(value, Markup):
        return value
    return Markup(_NOT_INERT.sub(_reference, str(value)))  # noqa: S704  # this is the escape


def _reference(found: re.Match[str]) -> str:
    sign = found[0]
    return "\ufffd" if _FORBIDDEN_SIGN.match(sign) else f"&#{ord(sign)};"


def printable(text: str) -> str:
    """Return `text` with what HTML and YAML forbid replaced by U+FFFD."""
    return _FORBIDDEN_SIGN.sub("\ufffd", text)


def environment(folder: Path) -> Environment:
    """Return the environment for the templates in `folder`."""
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        finalize=inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    env.filters |= {
        "baht": format_baht,
        "plain_baht": plain_baht,
        "number": format_number,
        "date": bound_date,
        "date_short": bound_date_short,
        "yaml": yaml_text,
        "bind": bound,
        "signed": signed,
        "signed_baht": signed_baht,
        "short": shortened,
    }
    return env


def plain_baht(satang: int) -> str:
    """Return baht as machines read them: `238613.38`, `478300`."""
    return format_baht(satang).replace(",", "")


def signed(number: int) -> str:
    """Return the number with its sign, minus being U+2212: `+1,200`, `−3`."""
    return f"{'+' if number >= 0 else '−'}{format_number(abs(number))}"


def signed_baht(satang: int) -> str:
    """Return baht with its sign, minus being U+2212."""
    return f"{'+' if satang >= 0 else '−'}{format_baht(abs(satang))}"


def bound(text: str) -> str:
    """Return `text` with no blank at which a line may break."""
    return text.replace(" ", _NBSP)


def bound_date(day: datetime.date) -> str:
    """Return `15 ตุลาคม 2569`, never broken at a line's end."""
    return bound(format_date(day))


def bound_date_short(day: datetime.date) -> str:
    """Return `15 ต.ค. 2569`, never broken at a line's end."""
    return bound(format_date_short(day))


def yaml_text(text: str) -> Markup:
    """Return a YAML double-quoted text for a page's front matter."""
    line = " ".join(printable(text).split())
    return Markup(json.dumps(line, ensure_ascii=False))  # noqa: S704  # quoted by json
