"""Sealed years as somebody would forge them: every list and digest made anew, the chain's line too.

A forger has Phaen's own code: what he makes is a well-made zip and a well-made bag. `forged` gives
one that contradicts itself or holds what no seal holds; `invented` gives one that tells a lie and
agrees with itself throughout, which only making the year again can show.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.archive import Seal, place, sealed_path, source_files, write_zip
from generator.archive.facts import ClosedYear
from generator.machine.layout import SEALS
from generator.plan.model import Totals
from generator.thai.fiscal import FiscalYear
from seals import contents, damaged, page, year_files
from uploads import office, pdf, png

Files = dict[str, bytes]
_TAGS = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt", "manifest-sha512.txt")


def rebagged(files: Mapping[str, bytes], label: str) -> bytes:
    """Return a sealed file of a payload (`data/…`), bag-info.txt and bagit.txt, its lists anew."""
    found = {name: data for name, data in files.items() if "manifest-" not in name}
    sizes = [len(data) for name, data in found.items() if name.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(sizes)}.{len(sizes)}"
    found["bag-info.txt"] = re.sub(b"Payload-Oxum: .*", oxum.encode(), found["bag-info.txt"])
    for algorithm in ("sha256", "sha512"):
        payload = sorted((name for name in found if name.startswith("data/")), key=_walked)
        found[f"manifest-{algorithm}.txt"] = _listed(found, payload, algorithm, "  ")
    tags = {name: found[name] for name in _TAGS}
    for algorithm in ("sha256", "sha512"):
        found[f"tagmanifest-{algorithm}.txt"] = _listed(tags, sorted(tags), algorithm, " ")
    out = io.BytesIO()
    named = sorted((f"{label}/{name}", data) for name, data in found.items())
    write_zip(out, named, FiscalYear(int(label)).last)
    return out.getvalue()


def _walked(name: str) -> list[tuple[bool, str]]:
    """Return what puts names into the order of a walk: a folder's files before its folders."""
    *folders, last = name.split("/")
    return [*((True, folder) for folder in folders), (False, last)]


def _listed(files: Mapping[str, bytes], names: list[str], algorithm: str, gap: str) -> bytes:
    lines = (f"{hashlib.new(algorithm, files[name]).hexdigest()}{gap}{name}\n" for name in names)
    return "".join(lines).encode()


def opened(sealed: bytes) -> Files:
    """Return the files of a sealed file by their name below the year's folder."""
    return {name.partition("/")[2]: data for name, data in contents(sealed).items()}


def put(
    portal: Path, label: str, sealed: bytes, day: datetime.date, *, sources: bool = True
) -> None:
    """Put a sealed file into the portal as the year's first seal, its line and its sources too."""
    (portal / SEALS).unlink(missing_ok=True)
    made = portal.parent / "forged.zip"
    made.write_bytes(sealed)
    place(portal, Seal(label, hashlib.sha256(sealed).hexdigest(), day), made, None)
    made.unlink()
    if not sources:
        return
    folder = f"data/source/plans/{label}/"
    for path in source_files(portal, label).values():
        path.unlink()
    for name, data in opened(sealed).items():
        if name.startswith(folder):
            target = sealed_path(portal, label).parents[1] / name.removeprefix(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


# What contradicts itself


Forging = Callable[[Files, str, random.Random], None]


def _summary(*path: str | int, to: Callable[[Any, random.Random], object]) -> Forging:
    """Change what the summary says at a path of names and numbers."""

    def forge(files: Files, label: str, rng: random.Random) -> None:
        told = json.loads(files["data/year.json"])
        inner = told
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = to(inner.get(path[-1]), rng)
        files["data/year.json"] = json.dumps(told, ensure_ascii=False).encode()

    return forge


def _sub(pattern: str, to: str, *paths: str) -> Forging:
    """Change the first match in one of the files whose names begin with one of the paths."""

    def forge(files: Files, label: str, rng: random.Random) -> None:
        starts = tuple(f"data/site/{label}/{path}" for path in paths)
        names = [n for n in files if n.startswith(starts) and re.search(pattern.encode(), files[n])]
        name = rng.choice(names)
        files[name] = re.sub(pattern.encode(), to.encode(), files[name], count=1)

    return forge


def _without(*paths: str) -> Forging:
    def forge(files: Files, label: str, rng: random.Random) -> None:
        starts = tuple(f"data/{path}".replace("YEAR", label) for path in paths)
        del files[rng.choice([name for name in files if name.startswith(starts)])]

    return forge


def _info(pattern: str, to: str) -> Forging:
    def forge(files: Files, label: str, rng: random.Random) -> None:
        text = files["bag-info.txt"].decode()
        files["bag-info.txt"] = re.sub(pattern, to, text).encode()

    return forge


def _some(_was: object, rng: random.Random) -> int:
    return rng.randrange(1_000, 10**9)


INCONSISTENT: dict[str, Forging] = {
    "more money in the summary": _summary("totals", "satang", to=_some),
    "more projects in the summary": _summary("totals", "projects", to=_some),
    "a project less in the summary": _summary("entries", to=lambda was, _: was[1:]),
    "a project twice in the summary": _summary("entries", to=lambda was, _: [*was, was[0]]),
    "another name in the summary": _summary("entries", 0, "name", to=lambda _, r: f"ก{r.random()}"),
    "another amount in the summary": _summary("entries", 0, "satang", to=_some),
    "another year in the summary": _summary("year", to=lambda was, r: was - r.randrange(1, 9)),
    "another sum of a group": _summary("groups", 0, "totals", "satang", to=_some),
    "a group without its page": _summary("groups", 0, "path", to=lambda *_: "units/x.html"),
    "a paper that is not there": _summary("papers", to=lambda *_: ["documents/a.pdf"]),
    "another image in the summary": _summary("images", "cards/index.png", to=lambda *_: "0" * 64),
    "assets of elsewhere": _summary("assets", to=lambda *_: "assets/0123456789ab"),
    "a summary of another kind": _summary("format", to=lambda *_: "phaen-year-2"),
    "another amount in the data": _sub("100[0-9]{3}", "999999", "data/projects.csv"),
    "another name in the data": _sub("ถนน", "สะพาน", "data/projects.csv"),
    "another name on a page": _sub("(<h1[^>]*>)", r"\1ลับ", "projects/"),
    "another project's page": _sub('data-project="[^"]*"', 'data-project="x"', "projects/"),
    "another sum on a page": _sub('-budget="[0-9.]*"', '-budget="1"', "index.html", "strategies/"),
    "another name in the index": _sub("ถนน", "สะพาน", "search-index.js"),
    "no data": _without("site/YEAR/data/projects.csv"),
    "no page of a project": _without("site/YEAR/projects/"),
    "no page of a group": _without(
        "site/YEAR/strategies/", "site/YEAR/units/", "site/YEAR/months/"
    ),
    "no first page": _without("site/YEAR/index.html", "site/index.html"),
    "no source": _without("source/plans/YEAR/plan.yml", "source/plans/organization.yml"),
    "an image less": _without("site/YEAR/cards/"),
    "another address": _info(
        "External-Identifier: .*", "External-Identifier: https://a.example/2560/"
    ),
    "another day": _info("Bagging-Date: .*", "Bagging-Date: 2020-01-01"),
}


# What no seal holds: where, and what


def _noted(card: bytes) -> bytes:
    """Return a picture with a note in it."""
    return card[:33] + b"\0\0\0\x04tEXta\0bc\0\0\0\0" + card[33:]


def _strange(label: str, files: Files, rng: random.Random) -> dict[str, bytes]:
    card = files[f"data/site/{label}/cards/index.png"]
    csv = f"data/site/{label}/data/projects.csv"
    own, source = f"data/site/{label}", f"data/source/plans/{label}"
    sign = rng.choice("=+-@")
    number = rng.randrange(10**6)
    return {
        f"data/site/setup{number}.exe": b"MZ",
        f"{own}/setup.exe": b"MZ",
        f"{own}/documents/a.docm": office(),
        f"{own}/documents/{number}.pdf": pdf(),
        f"{own}/more{number}.html": page("x"),
        f"{own}/projects/{label}-{number}.html": page("x"),
        f"{own}/cards/unit-{number}.png": card,
        f"{own}/cards/index.png": rng.choice([png(), card + b"\0MZ", _noted(card)]),
        f"{own}/search-index.js": b"alert(1)",
        f"{own}/table.html": rng.choice([b"<p>x", page("<meta http-equiv=refresh content=0>")]),
        f"{own}/overlap.html": page('<link rel="prefetch" href="https://evil.example">'),
        csv: files[csv] + f"{sign}HYPERLINK(1),,,,\r\n".encode(),
        f"data/site/{int(label) - 1}/index.html": page("x"),
        f"data/site/sealed/{label}.html": page("x"),
        f"data/site/{number}.svg": b"<svg onload='alert(1)'/>",
        f"data/site/{number}.js": b"(self.phaenPages=self.phaenPages||[]).push([]);\n",
        f"data/site/a{number}.pdf": pdf(launch="calc.exe"),
        f"data/site/assets/{number:012x}/x.js": b"alert(1)",
        f"{source}/macro.xlsm": office("xlsx"),
        f"{source}/amendments/1/setup.exe": b"MZ",
        f"{source}/progress.csv": f"ก\r\n=cmd|'/c calc'!A{number}\r\n".encode(),
        f"{source}/overlap.yml": b"MZ\0\0\xff",
        f"data/source/plans/{int(label) - 1}/plan.yml": b"fiscal_year: 1\n",
        f"data/source/{number}.txt": b"x",
        f"data/{number}.zip": b"PK",
        f"{number}.txt": b"a tag file of another",
    }  # fmt: skip


def forged(sealed: bytes, label: str, rng: random.Random) -> tuple[str, bytes]:
    """Return a sealed file that contradicts itself or holds what no seal holds, and what it is."""
    match rng.randrange(5):
        case 0:
            what, harmed, _ = damaged(sealed, rng, int(label))
            return f"harmed: {what}", harmed
        case 1 | 2:
            what = rng.choice(list(INCONSISTENT))
            files = opened(sealed)
            INCONSISTENT[what](files, label, rng)
            return f"inconsistent: {what}", rebagged(files, label)
        case _:
            files = opened(sealed)
            name, data = rng.choice(list(_strange(label, files, rng).items()))
            return f"strange: {name}", rebagged(files | {name: data}, label)


def invented(told: ClosedYear, rng: random.Random) -> bytes:
    """Return a year in which every row is invented, and which agrees with itself throughout."""
    rows = tuple(
        replace(
            told.entries[0],
            id=f"{told.year.label}-{number:03}",
            name=f"จ้างเหมา งานที่ {rng.randrange(10**6)}",
            satang=rng.randrange(10**9) * 100,
        )
        for number in range(1, rng.randrange(2, 9))
    )
    satang = sum(row.satang or 0 for row in rows)
    totals = Totals(len(rows), len(rows), satang)
    files = year_files(replace(told, entries=rows, totals=totals))
    info = (
        f"External-Identifier: {told.year.label}/\nBagging-Date: {told.year.last.isoformat()}\n"
        "Bag-Software-Agent: Phaen 0.1.0\nPayload-Oxum: 0.0\n"
    )
    bagit = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    payload = {f"data/{name}": data for name, data in files.items()}
    return rebagged(payload | {"bag-info.txt": info.encode(), "bagit.txt": bagit}, told.year.label)
