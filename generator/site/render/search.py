"""What the search page and box read: every year's index, the hand-written pages, the rules.

An index is a classic script, because a page that is opened from a disk may fetch nothing:
`phaenIndex.push({…})`. Its columns are texts of one line for each row; where a row's own text has
several lines, a carriage return stands between them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.machine.artifact import EMBLEM, Artifact
from generator.machine.layout import page_address
from generator.plan.fields import ADDED, filter_codes
from generator.plan.formulas import FORMULA
from generator.plan.model import ALLOWANCE, Form, Organization, Status
from generator.site.addresses import address
from generator.site.render.assets import Assets, theme_assets
from generator.site.render.templates import Words, interface
from generator.site.views import (
    NOT_REPORTED,
    WITHDRAWN,
    SearchIndex,
    SiteView,
    YearView,
    filters,
    village_name,
)
from generator.thai.amounts import amount_rules
from generator.thai.chance import CHANCE
from generator.thai.dates import MONTHS, MONTHS_SHORT
from generator.thai.everyday import (
    AKIN,
    AREA,
    BESIDE,
    DATED,
    EVERYDAY,
    GENERIC,
    SOFT,
    SPARE,
    TERMS,
    VERBS,
    WITHOUT,
    Everyday,
)
from generator.thai.fiscal import MONTH_NUMBERS
from generator.thai.folding import RULES, SPELLINGS, Spellings, fold, within_pieces
from generator.thai.lines import kept_in_scripts
from generator.thai.text import printable
from generator.thai.villages import query_words

FORMAT = 1
# Columns of the data file that the first index has already, or that follow from it.
_KNOWN = ("fiscal_year", "id", "name", "place", "budget")
# What is known of a row besides what is typed says the same in many rows.
_CODED = frozenset(one.code for one in ADDED) - {"page_address"}
_SCRIPT = re.compile(
    r"\(self\.(phaen(?:Index|Pages|Data))=self\.\1\|\|\[\]\)\.push\((.*)\);\n", re.DOTALL
)
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
# Lists of a year that answer a word which no project says.
_LISTS = {
    "late": "ล่าช้า งานล่าช้า งานช้า เกินกำหนด",
    "done": "งานที่เสร็จแล้ว",
    "spending-alone": "จ่ายเงินแล้วงานไม่คืบหน้า",
    "progress-unspent": "งานคืบหน้าแต่ยังไม่จ่ายเงิน",
}
_FORM_NUMBERS = {Form.PD02: "02", Form.PD02_1: "02/1"}
# Lists of problem codes and examples of files: a page is found by its sentences.
_TABLES_AND_CODE = re.compile(r"^(`{3,}).*?^\1`*$|^\|[^\n]*$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r"^title:\s*(.+?)\s*$|^#\s+(.+?)\s*$", re.MULTILINE)
_MARKUP = re.compile(r"<[^>]*>|\]\([^)]*\)|\{:[^}]*\}|^[ >]*[-#*|:]+ |[*_`|\[\]]", re.MULTILINE)


def search_artifacts(
    site: SiteView, theme: Path, content: Mapping[str, bytes]
) -> Iterator[Artifact]:
    """Yield the index of every year in two parts, and that of the hand-written pages."""
    words = interface(theme, site.organization)
    for year in site.years:
        for name, part in (
            ("search-first", _first(year.search, words)),
            ("search-details", _details(year.search)),
        ):
            yield Artifact(address(name).staged(year.label), _script("phaenIndex", part))
    yield Artifact(address("search-pages").staged(), _script("phaenPages", _pages(content)))


def site_assets(site: SiteView, theme: Path) -> Assets:
    """Return what every page loads, with how to fold and what to call things for the search."""
    rules = _script("phaenData", _data(site, interface(theme, site.organization)))
    emblem = site.organization.emblem
    made = {"search-data.js": rules} | ({EMBLEM: emblem.data} if emblem else {})
    return theme_assets(theme, site.organization, made)


def _script(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"(self.{name}=self.{name}||[]).push({printable(text)});\n".encode()


def is_data_script(script: bytes) -> bool:
    """Whether a script is one of these, sign for sign: it gives data, and does nothing else."""
    try:
        match = _SCRIPT.fullmatch(script.decode("utf-8"))
        return match is not None and _script(match[1], json.loads(match[2])) == script
    except (ValueError, RecursionError):
        return False


def lines(texts: Sequence[str]) -> str:
    """Return a column: one line for each text, from which the script gets back the text.

    A text has no carriage returns, which reading has taken out; what is lost in the data file is
    lost here too, so that a saved list says the same.
    """
    return "\n".join(printable(text).replace("\n", "\r") for text in texts)


def _first(index: SearchIndex, words: Words) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "year": index.year,
        "rows": len(index.ids),
        "id": lines(index.ids),
        "name": lines(index.names),
        "place": lines(index.places),
        "village": "\n".join(index.villages),
        "budget": "\n".join(index.budgets),
        "months": index.months,
        "count": {row: count for row, count in enumerate(index.counts) if count != 1},
        "status": _coded(index.statuses),
        "percent": {row: percent for row, percent in enumerate(index.percents) if percent},
        **{key: column.codes for key, column in index.shared.items()},
        "choices": {
            key: [[one.slug, words.said(one.name), one.written] for one in column.choices]
            for key, column in index.shared.items()
        },
    }


def _coded(texts: Sequence[str]) -> dict[str, Any]:
    kinds = sorted(set(texts))
    places = {text: at for at, text in enumerate(kinds)}
    return {"kinds": [*map(printable, kinds)], "codes": [places[text] for text in texts]}


def _details(index: SearchIndex) -> dict[str, Any]:
    table = index.table
    return {
        "format": FORMAT,
        "year": index.year,
        "detail": lines(table.column("detail")),
        "headings": table.headings,
        "columns": {
            code: lines(table.column(code))
            for code in table.codes
            if code not in (*_KNOWN, "detail", *_CODED)
        },
        # The same few texts in many rows.
        "coded": {code: _coded(table.column(code)) for code in table.codes if code in _CODED},
        "order": table.codes,
    }


def _pages(content: Mapping[str, bytes]) -> list[list[str]]:
    pages = []
    for path, data in content.items():
        if path.endswith(".md"):
            text = data.decode("utf-8", errors="replace")
            title = _TITLE.search(text)
            sentences = _TABLES_AND_CODE.sub("", _FRONT.sub("", text))
            plain = _MARKUP.sub(" ", sentences)
            name = (title[1] or title[2]) if title else path
            pages.append([page_address(path), name, " ".join(plain.split())])
    return pages


def _own_names(name: str) -> list[str]:
    """Return the organisation's name in its spellings: beside another word it excludes nothing."""
    kinds = [(word, one.short) for one in SPELLINGS if one.short for word in one.words]
    return [name] + [
        short + name.removeprefix(word)
        for word, every in kinds
        if name.startswith(word)
        for short in every
    ]


def _places(organization: Organization) -> list[str]:
    """Return the names of villages as other words stand beside them: without บ้าน."""
    names = (village.own_name for village in organization.villages)
    return [short for name in names if len(short := name.removeprefix("บ้าน").strip()) > 1]


def _village_words(organization: Organization, words: Words) -> dict[str, Any]:
    """Return how villages are asked for: by a number, or by a whole name that only one has."""
    nth = words.plain("search.order_village")
    query, long, short = query_words(nth)
    kind = "บ้าน" if nth.startswith("หมู่") else nth.removesuffix("ที่")
    names = [
        (fold(name if name.startswith(("บ้าน", kind)) else kind + name), village.number)
        for village in organization.villages
        if (name := village.own_name)
    ]
    many = Counter(name for name, _ in names)
    named = {name: number for name, number in names if many[name] == 1}
    return {"query": query, "long": long, "short": short, "named": named}


def _lists(site: SiteView, words: Words) -> list[list[str]]:
    """Return address, title and words of the newest year's lists; none where it is sealed."""
    newest = site.all_years[0].label
    found = []
    for year in site.years:
        if year.label == newest:
            found += [
                [address(name).at(newest), words.plain(f"watch.title_{name}"), said]
                for name, said in _LISTS.items()
            ]
            found += _forms(year, words)
    return found


def _forms(year: YearView, words: Words) -> Iterator[list[str]]:
    """Yield the pages that have an official form, by the form's number as people write it."""
    title = f"{words.plain('form.pd01')} {words.plain('form.pd01_title')}"
    yield [address("pd01").at(year.label), title, _form_words("01")]
    for form, number in _FORM_NUMBERS.items():
        for group in year.strategies:
            if any(view.project.form is form for view in group.projects):
                title = words.plain(f"form.page_{form.slug}", number=words.figures(group.slug))
                yield [f"{year.label}/{group.path}", title, _form_words(number)]


def _form_words(number: str) -> str:
    return " ".join(
        f"{before}{one}" for one in (number, number[1:]) for before in ("ผด.", "ผด. ", "ผด", "ผด ")
    )


def _month_words(month: int) -> list[str]:
    """Return what people call a month: มกราคม, มกรา, เดือนมกรา, เดือน ม.ค."""
    full, short = MONTHS[month - 1], MONTHS_SHORT[month - 1]
    plain = [full, re.sub("(คม|ยน|พันธ์)$", "", full)]
    return [*plain, *(f"เดือน{word}" for word in (*plain, short))]


def _data(site: SiteView, words: Words) -> dict[str, Any]:
    organization = site.organization
    own = tuple(Spellings(one) for one in organization.spellings)
    everyday = tuple(Everyday(one[:1], one[1:]) for one in organization.everyday if one[1:])
    statuses = {status.slug: status.thai for status in Status}
    return {
        **{key: RULES[key] for key in ("steps", "marks", "light", "sounds")},
        "same": [asdict(one) for one in (*SPELLINGS, *own)],
        "known": within_pieces((*SPELLINGS, *own)),
        # What an office says of a word counts for that word.
        "everyday": [asdict(one) for one in (*EVERYDAY, *everyday)],
        "generic": GENERIC,
        "soft": [*SOFT, *_own_names(organization.name)],
        "terms": TERMS,
        "verbs": VERBS,
        "spare": SPARE,
        "beside": BESIDE,
        "without": WITHOUT,
        "akin": [asdict(one) for one in AKIN],
        "area": AREA,
        "chance": CHANCE,
        "dated": DATED,
        "amounts": amount_rules(),
        "places": _places(organization),
        "silent": NOT_REPORTED,
        "month_words": [_month_words(month) for month in MONTH_NUMBERS],
        "village": _village_words(organization, words),
        "formula": FORMULA,
        "allowance": ALLOWANCE,
        "kept": kept_in_scripts(organization.names),
        "choices": filter_codes(),
        "filters": filters(),
        "years": [year.label for year in site.all_years],
        "drafts": [year.label for year in site.all_years if year.draft],
        "words": words.area("search"),
        "digits": words.figures("0123456789"),
        "status": statuses
        | {
            WITHDRAWN: words.plain("search.withdrawn"),
            NOT_REPORTED: words.plain("search.not_reported"),
        },
        "villages": {
            str(village.number): words.said(village_name(village))
            for village in organization.villages
        },
        "lists": _lists(site, words),
        "folders": {code: address(code).path for code in ("unit", "strategy", "programme")},
        "pages": {name: address(name).path for name in ("month", "year", "years")},
        "months": [[str(month), MONTHS_SHORT[month - 1]] for month in MONTH_NUMBERS],
    }
