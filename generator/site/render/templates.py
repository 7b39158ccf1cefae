"""The page templates: whatever a plan says appears as that text, in HTML and in Markdown.

Every value put into a template is made inert here, once, unless it is markup that a template of
ours produced. Templates therefore need no escaping of their own and cannot forget it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import cast
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from markupsafe import Markup

from generator.plan.model import Organization
from generator.plan.overlap import REASONS, reasons
from generator.problems.report import shortened
from generator.site.compiled import CompiledTemplates
from generator.site.render.map_lines import path_of
from generator.site.views import Word
from generator.thai.dates import format_date, format_date_short, format_span
from generator.thai.fiscal import Month, touching
from generator.thai.lines import NBSP, bound
from generator.thai.numbers import format_baht, format_number, plain_baht
from generator.thai.text import FORBIDDEN, printable, thai_digits

# HTML's signs and Markdown's become references that both read as the sign itself.
_SIGNS = "<>\"'&`*_\\[\\]{}\\\\|~^!#+=$\n\r\t"
_NOT_INERT = re.compile(f"[{_SIGNS}{FORBIDDEN}]")
# What an address of mail has by its number; a browser writes Thai letters so by itself.
_NOT_IN_MAIL = re.compile(r"[^A-Za-z0-9_.~\u0e01-\u0e3a\u0e40-\u0e5b-]+")
_BARE_WORDS = re.compile(r'{{ t\("([a-z_]+\.[a-z_]+)"\) }}')
# A word for which organisations of another kind have another: villages, the whole area, themselves.
_LOCAL = re.compile("⟨([a-z]+)⟩")
_LOCAL_BYTES = re.compile(_LOCAL.pattern.encode())


def inert(value: object) -> Markup:
    """Return `value` as text that no reader of the page can take for markup."""
    if isinstance(value, Markup):
        return value
    return Markup(_NOT_INERT.sub(_reference, str(value)))  # noqa: S704  # this is the escape


def _reference(found: re.Match[str]) -> str:
    sign = found[0]
    return printable(sign) if printable(sign) != sign else f"&#{ord(sign)};"


@lru_cache(maxsize=2)  # every check asks for it
def _areas(strings: str) -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(strings)


@lru_cache(maxsize=2)  # pages, cards and scripts of one build all ask for the same
def _spelled(
    strings: str, digits: Callable[[str], str], kind: str
) -> tuple[Mapping[str, str], Mapping[str, Markup]]:
    """Return the words as plain text and inert, by key."""
    areas = _areas(strings)
    areas = {**areas, "overlap": {**areas["overlap"], **REASONS}}  # the check says them too
    local = _local(areas, kind)
    plain = {
        f"{area}.{name}": digits(_LOCAL.sub(lambda found: local[found[1]], text).replace("~", NBSP))
        for area, texts in areas.items()
        for name, text in texts.items()
    }
    # Made inert once: a page asks for a hundred of them.
    inert_words = {
        key: Markup(_NOT_INERT.sub(_kept_braces, text))  # noqa: S704  # this is the escape
        for key, text in plain.items()
    }
    return plain, inert_words


_FIGURES = ("number", "year")  # what a place in the words may be called that holds figures


def _local(areas: Mapping[str, Mapping[str, str]], kind: str) -> dict[str, str]:
    return {**areas["place"], **areas.get(f"place {kind}", {})}


def local_pages(pages: Mapping[str, bytes], folder: Path, kind: str) -> dict[str, bytes]:
    """Return hand-written pages with the words of an organisation's `kind` for ⟨village⟩ and such.

    What is no word of the table in `folder`/strings.toml stays as it is, as do other files.
    """
    local = _local(_areas((folder / "strings.toml").read_text(encoding="utf-8")), kind)

    def said(found: re.Match[bytes]) -> bytes:
        word = local.get(found[1].decode())
        return found[0] if word is None else word.replace("~", NBSP).encode()

    return {
        path: _LOCAL_BYTES.sub(said, data) if path.endswith(".md") else data
        for path, data in pages.items()
    }


class Words:
    """The interface's words (theme/strings.toml), by `area.name`."""

    def __init__(self, folder: Path, digits: Callable[[str], str], kind: str = "") -> None:
        """Read the words as an organisation of that kind says them; `digits` writes figures."""
        self._digits = digits
        strings = (folder / "strings.toml").read_text(encoding="utf-8")
        self._plain, self._inert = _spelled(strings, digits, kind)

    def __call__(self, key: str, **values: object) -> Markup:
        """Return the words with `values` filled in, each made inert. An unknown key is a bug."""
        return self._filled(self._inert[key], values)

    def _filled(self, text: Markup, values: Mapping[str, object]) -> Markup:
        if not values:
            return text
        filled = str.format(text, **{name: self.inert(value) for name, value in values.items()})
        return Markup(filled)  # noqa: S704  # inert words with inert values

    def spelled(self) -> tuple[Mapping[str, str], ...]:
        """Return all words, as plain text and as they stand on pages."""
        return self._plain, self._inert

    def area(self, area: str) -> dict[str, str]:
        """Return all words of an area as plain text, for the browser to fill in."""
        start = f"{area}."
        return {k.removeprefix(start): v for k, v in self._plain.items() if k.startswith(start)}

    def figures(self, text: str) -> str:
        """Return `text` with its figures as the interface writes them."""
        return self._digits(text)

    def plain(self, key: str, **values: object) -> str:
        """Return the words as plain text, for titles and addresses."""
        said = {name: self.said(value) for name, value in values.items()}
        return self._plain[key].format(**said)

    def said(self, value: object) -> str:
        """Return a name as it is read: a `Word` in the interface's words, all else as it stands."""
        if not isinstance(value, Word):
            return str(value)
        return self.plain(value.key, **{name: self._value(name, one) for name, one in value.values})

    def _value(self, name: str, value: object) -> object:
        """Return what fills a place in the words; numbers, also of papers, have our figures."""
        if isinstance(value, Word):
            return self.said(value)
        if isinstance(value, datetime.date):
            return self._digits(bound_date(value))
        if isinstance(value, int):
            return self._digits(format_number(value))
        return self._digits(str(value)) if name in _FIGURES else value

    def inert(self, value: object) -> Markup:
        """Return `value` as it is read, inert."""
        return inert(self.said(value) if isinstance(value, Word) else value)


def interface(theme: Path, organization: Organization) -> Words:
    """Return the interface's words for an organisation of this kind, figures as it has them."""
    return Words(theme, thai_digits if organization.thai_numerals else str, organization.kind)


def joined(parts: Iterable[object], between: str = "") -> str:
    """Return texts as one; beside a text that is inert already, the others are made so, too.

    Jinja's own joining would make them safe for HTML alone, and call that safe.
    """
    texts = [*parts]
    if not any(isinstance(text, Markup) for text in texts):
        return between.join(str(text) for text in texts)
    return inert(between).join(inert(text) for text in texts)


class _Joining(CodeGenerator):
    """Joins with `~` as the filter `join` does."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802  # Jinja's name
        """Write the call of what joins."""
        self.write("environment.filters['join']((")
        for one in node.nodes:
            self.visit(one, frame)
            self.write(", ")
        self.write("))")


class _Spelled(Extension):
    """Puts words without values into a template when it is loaded, not on every page."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002  # Jinja's signature
        filename: str | None = None,  # noqa: ARG002
    ) -> str:
        """Replace `{{ t("area.name") }}` by the words."""
        words = cast(Words, self.environment.globals["t"])
        return _BARE_WORDS.sub(lambda found: str(words(found[1])), source)


def _kept_braces(found: re.Match[str]) -> str:
    return found[0] if found[0] in "{}" else _reference(found)


def environment(
    folder: Path, *, thai_numerals: bool = False, kind: str = "", pages: str = "pages"
) -> Environment:
    """Return the environment for the templates in `folder`/`pages`.

    Figures that we write are Thai where `thai_numerals`; what a plan says stays as it is written.
    The words are those of an organisation of that `kind`.
    """
    digits = thai_digits if thai_numerals else str
    words = Words(folder, digits, kind)
    env = Environment(
        loader=FileSystemLoader(folder / pages),
        autoescape=True,
        finalize=words.inert,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(_rules(words)),
    )
    env.globals |= {"t": words, "plain_t": words.plain}
    env.code_generator_class = _Joining
    env.add_extension(_Spelled)
    env.filters |= {
        "baht": lambda satang: digits(format_baht(satang)),
        "plain_baht": plain_baht,
        "number": lambda number: digits(format_number(number)),
        "date": lambda day: digits(bound_date(day)),
        "date_short": lambda day: digits(bound(format_date_short(day))),
        "month": lambda day: digits(Month.of(day).long_label),
        "day_after": lambda day: day + datetime.timedelta(days=1),
        "span": lambda days: digits(bound(format_span(*days))),
        "digits": digits,
        "yaml": lambda name: yaml_text(words.said(name)),
        "query": query,
        "in_mail": in_mail,
        "path": path_of,
        "bind": lambda name: bound(words.said(name)),
        "bind_figures": lambda name: digits(bound(words.said(name))),
        "hundredths": lambda n: digits(f"{n // 100}.{n % 100:02}"),
        "signed": lambda number: digits(signed(number)),
        "signed_baht": lambda satang: digits(signed_baht(satang)),
        "short": shortened,
        "touching": touching,
        "join": joined,
        "reasons": lambda pair: [words(f"overlap.{key}", n=digits(n)) for key, n in reasons(pair)],
    }
    return env


def _rules(words: Words) -> str:
    """Return a digest of what compiling depends on beside a template: Jinja, words, this module."""
    rules = json.dumps([version("jinja2"), words.spelled()]).encode() + Path(__file__).read_bytes()
    return hashlib.sha256(rules).hexdigest()[:16]


def query(text: str) -> str:
    """Return `text` as a part of an address."""
    return quote(printable(text), safe="")


def in_mail(text: str) -> str:
    """Return `text` as a part of an address of mail: browsers write its Thai letters themselves."""
    return _NOT_IN_MAIL.sub(lambda found: quote(found[0], safe=""), printable(text))


def signed(number: int) -> str:
    """Return the number with its sign, minus being U+2212: `+1,200`, `−3`."""
    return f"{'+' if number >= 0 else '−'}{format_number(abs(number))}"


def signed_baht(satang: int) -> str:
    """Return baht with its sign, minus being U+2212."""
    return f"{'+' if satang >= 0 else '−'}{format_baht(abs(satang))}"


def bound_date(day: datetime.date) -> str:
    """Return `15 ตุลาคม 2569`, never broken at a line's end."""
    return bound(format_date(day))


def yaml_text(text: str) -> Markup:
    """Return a YAML double-quoted text for a page's front matter."""
    line = " ".join(printable(text).split())
    return Markup(json.dumps(line, ensure_ascii=False))  # noqa: S704  # quoted by json
