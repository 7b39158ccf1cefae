"""A sealed year cannot be changed unseen, and a hostile one cannot do harm."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import random
import shutil
import subprocess
import tempfile
import time
import tracemalloc
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.archive import (
    DamagedSealError,
    KeptSeal,
    Seal,
    SealedYear,
    SealRefusedError,
    Trust,
    Vault,
    chain_of,
    examine,
    file_digest,
    finish,
    kept_seal,
    make_bag,
    place,
    sealed_path,
    sign,
    sign_again,
    unsigned_again,
    verify_file,
    verify_portal,
)
from generator.archive import faults as words
from generator.archive.chain import HEADING, Chain, Why, read_chain, written
from generator.archive.facts import ClosedGroup, ClosedYear
from generator.archive.harmless import shipped
from generator.machine.packaged import THEME
from generator.pipeline import check_portal
from generator.plan.compare import Side, between_years, compare
from generator.plan.model import Portal, Totals
from generator.plan.uploads import inspect
from generator.problems import Report
from generator.site.render import SHAPES, own_assets, page_artifacts
from generator.site.render.search import _script
from generator.site.views import site_view
from portals import ORGANIZATION, codes, make_plan, make_project, portal_folder, tree
from seals import (
    ASSETS,
    DAY,
    ICON,
    SOURCES,
    assert_found,
    bag_files,
    closed,
    contents,
    figures,
    page,
    repacked,
    seal_small,
    small_bag,
    small_seal,
    without_seals,
)
from uploads import jpg, pdf, png

# The chain


def seals(count: int) -> Chain:
    """Return a chain of so many seals of different years."""
    day = datetime.date(2020, 11, 1)
    return Chain(
        tuple(
            Seal(str(2560 + n), hashlib.sha256(bytes([n])).hexdigest(), day.replace(year=2020 + n))
            for n in range(count)
        )
    )


REPLACED = Seal("2561", "e" * 64, DAY, "ถอนข้อมูลส่วนบุคคล")


def test_chain_is_read_as_it_was_written() -> None:
    chain = seals(5).with_seal(REPLACED)
    assert read_chain(written(chain)) == chain
    assert chain.standing["2561"] == REPLACED
    assert chain.before("2561") == (seals(5).seals[1],)
    assert read_chain(written(Chain())) == Chain()


def test_chain_is_that_of_its_heading_and_can_be_followed_by_hand() -> None:
    lines = written(seals(2)).decode().splitlines()
    assert lines[0] == HEADING
    for above, line in pairwise(lines):
        assert line.split(" ")[3] == hashlib.sha256(above.encode()).hexdigest()


@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_chain_survives_another_system_s_ends_of_lines(line_end: str, mark: str) -> None:
    chain = seals(3)
    text = mark + written(chain).decode().replace("\n", line_end)
    assert read_chain(text.encode()) == chain


@given(st.data())
def test_no_character_of_a_line_above_another_can_change(data: st.DataObject) -> None:
    text = written(seals(4)).decode()
    at = data.draw(st.integers(0, text.rindex("\n2563")))
    sign_there = data.draw(st.sampled_from("0af19- x\n"))
    changed = text[:at] + sign_there + text[at + 1 :]
    assert bool(read_chain(changed.encode()).broken) == (changed != text)


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_line_that_is_gone_or_moved_breaks_the_chain(gone: int) -> None:
    lines = written(seals(5)).decode().splitlines(keepends=True)
    left = lines[:gone] + lines[gone + 1 :]
    assert read_chain("".join(left).encode()).broken == gone + 1
    moved = [*left[: gone + 1], lines[gone], *left[gone + 1 :]]
    assert read_chain("".join(moved).encode()).broken


@pytest.mark.parametrize(
    "seal",
    [
        replace(REPLACED, reason=""),  # a year twice without a reason
        replace(REPLACED, year="2569"),  # a reason without a seal to replace
    ],
)
def test_line_that_makes_no_sense_breaks_the_chain(seal: Seal) -> None:
    assert read_chain(written(seals(2).with_seal(seal))).broken == 4


@pytest.mark.parametrize("data", [b"", b"\n", b"\xff", b"2568\n", HEADING.encode() + b"\n\n"])
def test_file_that_is_no_chain_is_broken(data: bytes) -> None:
    assert read_chain(data).broken


def test_line_names_the_release_that_sealed_and_older_lines_name_none() -> None:
    old = Seal("2566", "a" * 64, DAY)
    new = Seal("2567", "b" * 64, DAY, release="phaen-0.1.0")
    again = Seal("2566", "c" * 64, DAY, "ถอนชื่อ", "phaen-0.2.0")
    chain = Chain((old, new, again))
    assert read_chain(written(chain)) == chain
    lines = written(chain).decode().splitlines()
    assert lines[2].endswith(" phaen-0.1.0")
    assert lines[3].endswith(" phaen-0.2.0 ถอนชื่อ")


def test_chain_of_an_earlier_release_is_read_as_it_is_and_goes_on() -> None:
    first = f"2566 {'a' * 64} 2026-11-24 {hashlib.sha256(HEADING.encode()).hexdigest()}"
    second = f"2566 {'b' * 64} 2026-11-24 {hashlib.sha256(first.encode()).hexdigest()} ถอนชื่อ"
    text = f"{HEADING}\n{first}\n{second}\n".encode()
    chain = read_chain(text)
    assert (chain.broken, chain.seals[1].reason, chain.seals[1].release) == (0, "ถอนชื่อ", "")
    longer = chain.with_seal(Seal("2567", "c" * 64, DAY, release="phaen-0.1.0"))
    assert written(longer).startswith(text)
    assert read_chain(written(longer)) == longer


def many(count: int) -> bytes:
    """Return a chain of so many lines, all of one year, well chained."""
    lines = [HEADING]
    for number in range(count):
        above = hashlib.sha256(lines[-1].encode()).hexdigest()
        lines.append(f"2566 {number:064x} 2026-11-24 {above}{' x' if number else ''}")
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.mark.parametrize("data", [many(20_000), b"\n" * 10**7, b"x" * 10**7, many(2_001)])
def test_chain_longer_than_sealing_writes_costs_nothing(data: bytes) -> None:
    tracemalloc.start()
    started = time.perf_counter()
    chain = read_chain(data)
    assert (chain.why, chain.seals) == (Why.TOO_LONG, ())
    assert time.perf_counter() - started < 1
    assert tracemalloc.get_traced_memory()[1] < 10**6
    tracemalloc.stop()


def test_longest_chain_is_read_in_linear_time() -> None:
    started = time.perf_counter()
    assert read_chain(many(2_000)).broken == 0
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Seal("2566", "d" * 64, datetime.date(2023, 10, 1)), Why.EARLIER),
        (Seal("2567", "d" * 64, DAY, "\x1b]0;x\x07"), Why.CHANGED),
        (Seal("2567", "d" * 64, DAY, "ก\u202eข"), Why.CHANGED),
        (Seal("2599", "d" * 64, DAY), Why.NOT_OVER),
    ],
)
def test_line_of_an_impossible_day_or_with_hidden_signs_breaks_the_chain(
    line: Seal, why: Why
) -> None:
    before = Seal("2567", "c" * 64, datetime.date(2025, 1, 1))
    chain = read_chain(written(Chain((before, line))))
    assert (chain.broken, chain.why) == (3, why)


# The sealed file


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A small sealed file."""
    return small_seal(tmp_path / "2568.zip")


def test_bytes_of_a_sealed_file_depend_on_its_content_alone(sealed: Path) -> None:
    """Fixed: a library that packs otherwise would give two machines two digests."""
    found = verify_file(sealed, SHAPES)
    assert found.faults == ()
    assert (found.year, found.files) == ("2568", 16)
    assert found.digest == "c8891aa3c8443e94868848b2390624023053b59683ea864fee47f42f73e046df"


def test_a_sealed_file_is_a_bag_for_the_library_of_congress(tmp_path: Path) -> None:
    sealed = small_seal(tmp_path / "2568.zip")
    with zipfile.ZipFile(sealed) as archive:
        archive.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "2568"))
    bag.validate()
    assert set(bag.algorithms) == {"sha256", "sha512"}


part = st.text("abก่ำ._- 9", min_size=1, max_size=6).filter(
    lambda name: name.strip(". ") == name and name != ""
)
trees = st.dictionaries(
    st.lists(part, min_size=1, max_size=3).map(tuple),
    st.binary(max_size=40),
    min_size=1,
    max_size=8,
).filter(
    lambda tree: (
        not any(one != other and one == other[: len(one)] for one in tree for other in tree)
    )
)


@settings(derandomize=True, database=None, deadline=None, max_examples=40)
@given(trees, st.dictionaries(st.sampled_from(["Bag-A", "Bag", "Bag-Group"]), part, max_size=3))
def test_our_bags_are_those_of_the_library_of_congress(
    tree: dict[tuple[str, ...], bytes], info: dict[str, str]
) -> None:
    """Sealed years made with the library keep their digests, byte for byte."""
    info |= {"Bagging-Date": "2025-09-30", "Bag-Software-Agent": "Phaen\r\nx"}
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder, "ours"), Path(folder, "theirs")
        for bag in (ours, theirs):
            for path, data in tree.items():
                file = bag.joinpath(*path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        make_bag(ours, info)
        bagit.make_bag(str(theirs), dict(info), checksums=["sha256", "sha512"])
        made, wanted = (
            {
                file.relative_to(bag).as_posix(): file.read_bytes()
                for file in bag.rglob("*")
                if file.is_file()
            }
            for bag in (ours, theirs)
        )
        for name in ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt"):
            # The library lists tag files as its machine's folder happens to.
            assert sorted(made.pop(name).splitlines()) == sorted(wanted.pop(name).splitlines())
        assert made == wanted
        bagit.Bag(str(ours)).validate()


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "100%25"])
def test_a_name_that_a_manifest_cannot_hold_is_no_bag(name: str, tmp_path: Path) -> None:
    (tmp_path / "2568").mkdir()
    (tmp_path / "2568" / name).write_bytes(b"x")
    with pytest.raises(ValueError, match="manifest"):
        make_bag(tmp_path / "2568", {})


def test_nothing_in_it_tells_of_the_machine(sealed: Path) -> None:
    with zipfile.ZipFile(sealed) as archive:
        for info in archive.infolist():
            assert info.date_time == (2025, 9, 30, 0, 0, 0)
            assert (info.create_system, info.external_attr) == (3, 0o100644 << 16)
            assert info.compress_type == zipfile.ZIP_STORED
        told = archive.read("2568/bag-info.txt").decode()
    assert sorted(line.split(":")[0] for line in told.splitlines()) == [
        "Bag-Software-Agent",
        "Bagging-Date",
        "External-Identifier",
        "Payload-Oxum",
    ]


@pytest.mark.parametrize("seed", range(25))
def test_every_random_harm_is_found_and_its_file_named(
    seed: int, sealed: Path, tmp_path: Path
) -> None:
    (tmp_path / "harmed").mkdir()
    assert_found(tmp_path / "harmed/2568.zip", sealed.read_bytes(), random.Random(seed))


@pytest.mark.parametrize("harm", ["short", "long", "front", "empty", "text"])
def test_file_that_was_cut_or_grew_is_refused(harm: str, sealed: Path) -> None:
    data = sealed.read_bytes()
    harmed = {
        "short": data[:-1],
        "long": data + b"\0",
        "front": b"MZ" + data,
        "empty": b"",
        "text": b"PK\x03\x04 not a zip",
    }
    sealed.write_bytes(harmed[harm])
    assert verify_file(sealed, SHAPES).faults


def test_bag_whose_lists_were_made_anew_is_whole_but_not_the_one_in_the_chain(
    tmp_path: Path,
) -> None:
    portal = portal_folder(tmp_path / "portal")
    seal_small(portal)
    files = bag_files() | {"site/2568/index.html": figures("another")}
    small_seal(sealed_path(portal, "2568"), files)
    (found,) = verify_portal(portal, None, SHAPES)
    assert [fault.reason for fault in found.faults] == [words.NOT_IN_CHAIN]


# Hostile files


def hostile(*members: tuple[str, bytes], **changes: int) -> bytes:
    """Return a zip of plain members with every head changed as told."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one of them is there twice
        for name, data in members:
            info = zipfile.ZipInfo(name, (2025, 9, 30, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            for key, value in changes.items():
                setattr(info, key, value)
            archive.writestr(info, data)
    return out.getvalue()


def overlapping() -> bytes:
    """Return a zip whose directory names one file's bytes twice, as the great bombs do."""
    data = bytearray(hostile(("2568/data/a", b"x" * 1000), ("2568/data/b", b"")))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0).to_bytes(4, "little")
    return bytes(data)


def flagged(bit: int) -> bytes:
    """Return a zip whose member carries a flag, such as that it is encrypted."""
    data = bytearray(hostile(("2568/data/a", b"secret")))
    data[6] |= bit
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 8] |= bit
    return bytes(data)


PLAIN = ("2568/data/site/2568/index.html", b"page")
HOSTILE: dict[str, bytes] = {
    f"name {name!r}": hostile(PLAIN, (name, b"evil"))
    for name in (
        "../evil.txt", "2568/../../evil.txt", "2568/data/site/2568/../../../../../evil.txt",
        "/tmp/evil.txt", "2568//evil.txt", "C:/evil.txt", "2568/C:evil.txt", "2568\\..\\evil.txt",
        "2568/data/./evil.txt", "2568/data/con", "2568/data/aux.html", "2568/data/evil.",
        "2568/data/evil ", "2568/data/ev\nil", "2568/data/ev\x1b[31mil", "2568/data/e:vil",
        "2569/data/evil.txt", "evil.txt", "2568/" + "e" * 300, "2568/data/",
    )
} | {
    "same name twice": hostile(PLAIN, PLAIN),
    "another case": hostile(PLAIN, ("2568/data/site/2568/INDEX.html", b"evil")),
    "another case of a folder": hostile(PLAIN, ("2568/data/SITE/2568/index.html", b"evil")),
    "another composition": hostile(
        ("2568/data/\u0e19\u0e33", b"1"),
        ("2568/data/caf\u00e9", b"1"),
        (unicodedata.normalize("NFD", "2568/data/caf\u00e9"), b"evil"),
    ),
    "file below a file": hostile(("2568/data/a", b"1"), ("2568/data/a/b", b"evil")),
    "symbolic link": hostile(("2568/data/site/2568", b"/etc"), external_attr=0o120777 << 16),
    "device": hostile(("2568/data/a", b""), external_attr=0o020666 << 16),
    "set-user-id": hostile(("2568/data/a", b""), external_attr=0o104755 << 16),
    "dos attributes": hostile(("2568/data/a", b""), create_system=0),
    "compressed bomb": hostile(("2568/data/a", b"\0" * 10_000_000), compress_type=8),
    "bzip2": hostile(("2568/data/a", b"\0" * 1000), compress_type=12),
    "encrypted": flagged(1),
    "size told after": flagged(8),
    "overlapping": overlapping(),
    "extra field": hostile(("2568/data/a", b""), extra=b"\x75\x70\x05\x00abcde"),  # type: ignore[arg-type]
    "comment": hostile(("2568/data/a", b""), comment=b"evil"),  # type: ignore[arg-type]
    "no file": hostile(),
}  # fmt: skip


@pytest.mark.parametrize("which", HOSTILE)
def test_hostile_file_is_refused_before_anything_of_it_is_written(
    which: str, tmp_path: Path
) -> None:
    portal = portal_folder(tmp_path / "in/portal")
    path = sealed_path(portal, "2568")
    path.parent.mkdir(parents=True)
    path.write_bytes(HOSTILE[which])
    place(portal, Seal("2568", file_digest(path), DAY), path, None)
    before = tree(tmp_path)
    assert verify_file(path, SHAPES).faults
    kept = kept_seal(portal, chain_of(portal).standing["2568"])
    assert kept.whole
    with pytest.raises((DamagedSealError, ValueError)):
        Vault(tmp_path / "in/vault").unpacked(kept)
    shutil.rmtree(tmp_path / "in/vault", ignore_errors=True)
    assert tree(tmp_path).keys() == before.keys()
    assert "seal-changed" in codes(portal)


def test_sound_file_is_unpacked_at_its_addresses_alone(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    kept = kept_seal(portal, seal_small(portal))
    vault = Vault(tmp_path / "vault", shapes=SHAPES)
    home = vault.unpacked(kept)
    assert sorted(tree(home)) == [
        "2568/data/index.html",
        "2568/data/projects.csv",
        "2568/index.html",
        "2568/projects/2568-001.html",
        f"{ASSETS}/icon.svg",
        "sealed/2568.zip",
    ]
    assert vault.contents(kept) == Vault().contents(kept)
    vault.prune([])
    assert not home.exists()


# What a sealed year may hold


def harms(portal: Path, changes: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Put a well-made seal with other files into the portal; return what `verify` says of it."""
    sealed = small_seal(portal.parent / "made.zip", {**bag_files(), **changes})
    place(portal, Seal("2568", file_digest(sealed), DAY), sealed, None)
    for path, data in SOURCES.items():
        (portal / "plans/2568" / path).write_bytes(data)
    faults = verify_file(sealed, SHAPES).faults
    assert codes(portal) == sorted({fault.code for fault in faults})
    return [(fault.file, fault.reason) for fault in faults]


SOUND = page("x")
ALERT = b"alert(1)"
HARMFUL: dict[str, tuple[str, bytes, str]] = {
    "page without a policy": ("2568/table.html", b"<!doctype html><p>x", words.UNGUARDED),
    "page with a weaker policy": (
        "2568/table.html", SOUND.replace(b"script-src &#x27;self&#x27;", b"script-src *"),
        words.UNGUARDED,
    ),
    "script before the policy": (
        "2568/table.html", SOUND.replace(b"<head>", b"<head><script>alert(1)</script>"),
        words.UNGUARDED,
    ),
    "page that a byte order mark turns into another text": (
        "2568/table.html", "\ufeff".encode("utf-16-le") + SOUND, words.UNGUARDED,
    ),
    "page that leads away": (
        "2568/table.html", page('<META http-equiv="refresh" content="0;url=https://evil.example">'),
        words.UNGUARDED,
    ),
    "page that leads away from inside a value": (
        "2568/table.html", page('<meta content=">" http-equiv=refresh>'), words.UNGUARDED,
    ),
    "page that speaks to another host": (
        "2568/table.html", page('<link rel="preconnect" href="https://evil.example">'),
        words.UNGUARDED,
    ),
    "program of another": ("2568/search-details.js", ALERT, words.NOT_DATA),
    "program among the data": (
        "2568/search-details.js",
        b'(self.phaenIndex=self.phaenIndex||[]).push({"a":alert(1)});\n', words.NOT_DATA,
    ),
    "program after the data": (
        "2568/search-details.js",
        b"(self.phaenIndex=self.phaenIndex||[]).push([]);alert(1);\n", words.NOT_DATA,
    ),
    "program between two lists of data": (
        "2568/search-details.js",
        b"(self.phaenIndex=self.phaenIndex||[]).push([]);\n"
        b"(self.phaenIndex=self.phaenIndex||[]).push([]);\n", words.NOT_DATA,
    ),
    "program that says it is text": ("2568/a.txt", ALERT, words.NOT_OF_THE_YEAR),
    "program that says it is data": ("years.json", ALERT, words.NOT_DATA),
    "picture with a program": ("a.svg", b"<svg onload='alert(1)'/>", words.NOT_OF_THE_YEAR),
    "markup that is no page": ("a.xhtml", b"<html/>", words.NOT_OF_THE_YEAR),
    "paper that starts a program": ("a.pdf", pdf(launch="calc.exe"), words.UNFIT_PAPER),
    "paper that is none": ("a.pdf", ALERT, words.UNFIT_PAPER),
    "program of Windows": ("setup.exe", b"MZ", words.NOT_OF_THE_YEAR),
    "page that a year does not have": ("2568/more.html", SOUND, words.NOT_OF_THE_YEAR),
    "project that is in no list": ("2568/projects/2568-9.html", SOUND, words.NOT_OF_THE_YEAR),
    "paper that is in no list": ("2568/documents/a.pdf", pdf(), words.NOT_OF_THE_YEAR),
    "card of no group": ("2568/cards/unit-1.png", png(), words.NOT_OF_THE_YEAR),
    "page of another year": ("2567/index.html", SOUND, words.NOT_OF_THE_YEAR),
    "page in the place of a sealed file": ("sealed/a.html", SOUND, words.NOT_OF_THE_YEAR),
    "formula in the data": (
        "2568/data/projects.csv", "\ufeffก\r\n=1+1\r\n".encode(), words.FORMULA,
    ),
    "formula behind another separator": (
        "2568/data/projects.csv", '\ufeffก\r\nข;=HYPERLINK(1)\r\n'.encode(), words.FORMULA,
    ),
    "data that are no table": ("2568/data/projects.csv", b"MZ\0", words.NOT_A_TABLE),
    "data in another hand": ("2568/data/projects.csv", "ก\n1\n".encode(), words.NOT_A_TABLE),
    "picture that is no card": ("2568/cards/index.png", png(), words.NOT_A_CARD),
    "asset of another": (f"{ASSETS}/phaen.js", ALERT, words.FOREIGN),
    "colours that fetch": (
        f"{ASSETS}/colour.css", b'@import "https://evil.example/x.css";', words.FOREIGN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", HARMFUL)
def test_sealed_year_publishes_nothing_but_what_phaen_makes(what: str, tmp_path: Path) -> None:
    path, data, reason = HARMFUL[what]
    portal = portal_folder(tmp_path / "portal")
    assert (f"2568/data/site/{path}", reason) in harms(portal, {f"site/{path}": data})
    assert "seal-harmful" in codes(portal)


def test_asset_under_the_digest_of_others_is_refused(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    found = harms(portal, {"site/assets/0123456789ab/icon.svg": ICON})
    assert found == [
        ("2568/data/site/assets/0123456789ab/icon.svg", words.NOT_OF_THE_YEAR),
        ("2568/data/site/assets/0123456789ab", words.FOREIGN),
    ]


def test_data_that_only_look_like_a_program_are_published(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    data = _script("phaenIndex", {"name": ["</script><script>alert(1)</script>", "\u2028", 2**70]})
    sound = {"site/2568/search-details.js": data, "site/a.html": page("alert(1) &lt;meta x")}
    assert harms(portal, sound) == []


def test_rule_of_papers_that_came_later_does_not_undo_a_seal(tmp_path: Path) -> None:
    """A picture's position, a damaged end: refused before sealing, kept for ever once sealed."""
    portal = portal_folder(tmp_path / "portal")
    papers = {"a.jpg": jpg(position=True), "b.pdf": pdf()[:200]}
    assert all(inspect(name, data).faults for name, data in papers.items())
    assert harms(portal, {f"site/{name}": data for name, data in papers.items()}) == []


SUMMARIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "endless money": lambda told: told["entries"][0].update(satang=10**4000),
    "money below nothing": lambda told: told["totals"].update(satang=-1),
    "endless projects": lambda told: told["entries"][0].update(count=10**300),
    "half a sign": lambda told: told.update(title="\ud800"),
    "a year that is no number": lambda told: told.update(year=2568.0),
    "a year of no calendar": lambda told: told.update(year=10**6),
    "a value of another kind": lambda told: told.update(entries={"a": 1}),
    "an image elsewhere": lambda told: told.update(images={"../../x.png": "0" * 64}),
}


@pytest.mark.parametrize("what", SUMMARIES)
def test_summary_that_no_plan_gives_is_refused_and_never_a_traceback(
    what: str, tmp_path: Path
) -> None:
    portal = portal_folder(tmp_path / "portal")
    told = closed().to_json()
    SUMMARIES[what](told)
    files = {"year.json": json.dumps(told).encode()}
    assert harms(portal, files)
    assert {"seal-unreadable", "seal-untrue"} & {*codes(portal)}


@pytest.mark.parametrize(
    "page_",
    [b"<h1" * 500_000, b'<div class="ph-project" ' * 100_000, b"<meta " * 300_000],
)
def test_page_made_to_take_long_takes_no_time(page_: bytes, tmp_path: Path) -> None:
    files = {**bag_files(), "site/2568/projects/2568-001.html": page("") + page_}
    sealed = small_seal(tmp_path / "2568.zip", files)
    started = time.perf_counter()
    assert verify_file(sealed, SHAPES).faults
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("cell", [b"|" * 10**6, b"-" * 10**6, b'"' * 10**6, b",- " * 10**5])
def test_source_made_to_take_long_takes_no_time(cell: bytes, tmp_path: Path) -> None:
    sealed = small_seal(
        tmp_path / "2568.zip", {**bag_files(), "source/plans/2568/projects.csv": b"-" + cell}
    )
    started = time.perf_counter()
    verify_file(sealed, SHAPES)
    assert time.perf_counter() - started < 5


def test_year_that_leads_elsewhere_is_not_read(tmp_path: Path) -> None:
    told = closed().to_json()
    group = {"kind": "units", "slug": "x", "name": "x", "path": "", "totals": told["totals"]}
    for change in (
        {"assets": "x/*\n  Evil: 1"},
        {"groups": [group | {"path": "javascript:alert(1)"}]},
        {"groups": [group | {"path": "../../evil.html"}]},
        {"entries": [told["entries"][0] | {"id": "../../evil"}]},
    ):
        with pytest.raises(ValueError, match="not a"):
            ClosedYear.from_json(told | change)


def test_every_program_that_pages_load_is_in_the_list_of_what_was_shipped() -> None:
    lines = {
        f"{hashlib.sha256(data).hexdigest()}  {name}" for name, data in own_assets(THEME).items()
    }
    assert sorted(lines - shipped()) == []


# Keeping


class Power(BaseException):
    """The machine loses power."""


def test_power_lost_at_any_step_leaves_the_old_seal_or_the_new_one_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = portal_folder(tmp_path / "old")
    first = seal_small(old)
    sign_again(old, "2568", b"the first's signature")
    files = bag_files() | {"site/2568/index.html": figures("without the name")}
    sealed = small_seal(tmp_path / "next.zip", files)
    second = Seal("2568", file_digest(sealed), DAY, "ถอนข้อมูล")
    steps = 0
    while True:
        portal = tmp_path / f"portal{steps}"
        shutil.copytree(old, portal)
        left = [steps]

        def dying(name: str, left: list[int] = left) -> Callable[..., object]:
            real = getattr(__import__("os"), name)

            def step(*arguments: object) -> object:
                if not left[0]:
                    raise Power
                left[0] -= 1
                return real(*arguments)

            return step

        with monkeypatch.context() as patch:
            for name in ("replace", "fsync", "open"):
                patch.setattr(f"generator.archive.keep.os.{name}", dying(name))
            try:
                place(portal, second, sealed, b"signature" if steps % 2 else None)
                break
            except Power:
                pass
        chain = chain_of(portal)
        assert not chain.broken
        standing = chain.standing["2568"]
        assert standing in (first, second)
        kept = kept_seal(portal, standing)
        assert kept.whole
        assert verify_file(kept.path, SHAPES).faults == ()
        if standing == first:
            place(portal, second, sealed, None)
        else:
            finish(portal, second)
        assert file_digest(sealed_path(portal, "2568")) == second.digest
        assert read_chain((portal / "plans/seals.txt").read_bytes()).before("2568") == (first,)
        steps += 1
    assert steps > 6


def test_replaced_seal_loses_the_signature_of_the_one_before(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    seal_small(portal)
    sign_again(portal, "2568", b"signature")
    sealed = small_seal(tmp_path / "next.zip", bag_files() | {"README.txt": b"2"})
    place(portal, Seal("2568", file_digest(sealed), DAY, "ถอน"), sealed, None)
    assert sorted(path.name for path in sealed_path(portal, "2568").parent.iterdir()) == [
        "2568.zip"
    ]


# A portal with a sealed year


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """The sound portal with a small sealed year."""
    folder = portal_folder(tmp_path / "portal")
    seal_small(folder)
    return folder


def test_sealed_year_s_plan_is_not_read(portal: Path) -> None:
    assert codes(portal) == []
    (one,) = examine(portal, chain_of(portal), Vault(shapes=SHAPES), Report())
    assert one.closed == closed()
    assert one.size == sealed_path(portal, "2568").stat().st_size
    without_seals(portal)
    assert "file-missing" in codes(portal)


CHANGED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "seal-source-changed": (
        "plans/2568/plan.yml",
        lambda p: (p / "plans/2568/plan.yml").write_text("fiscal_year: 2567\n"),
    ),
    "seal-source-changed gone": (
        "plans/2568/plan.yml",
        lambda p: (p / "plans/2568/plan.yml").unlink(),
    ),
    "seal-source-changed new": (
        "plans/2568/new.csv",
        lambda p: (p / "plans/2568/new.csv").write_text("new"),
    ),
    "seal-missing": (
        "plans/2568/sealed/2568.zip",
        lambda p: sealed_path(p, "2568").unlink(),
    ),
    "seal-changed": (
        "plans/2568/sealed/2568.zip",
        lambda p: sealed_path(p, "2568").write_bytes(sealed_path(p, "2568").read_bytes()[:-1]),
    ),
}


@pytest.mark.parametrize("what", CHANGED)
def test_change_of_a_sealed_year_is_an_error_that_names_the_file(what: str, portal: Path) -> None:
    file, change = CHANGED[what]
    change(portal)
    report = Report()
    examine(portal, chain_of(portal), Vault(shapes=SHAPES), report)
    (code, *_) = what.split()
    assert [(one.code, one.place.file) for one in report.errors] == [(code, file)]


def test_what_systems_do_to_files_is_no_change(portal: Path) -> None:
    source = portal / "plans/2568/plan.yml"
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    (portal / "plans/2568/.DS_Store").write_bytes(b"\0")
    (portal / "plans/2568/documents").mkdir()
    names = ("~$projects.xlsx", "documents/Thumbs.db", "Desktop.ini", "ehthumbs.db", "~WRL01.tmp")
    for litter in (*names, ".~lock.projects.xlsx#", "A1B2C3D4", "projects.csv~"):
        (portal / "plans/2568" / litter).write_bytes(b"\0")
    assert codes(portal) == []


def test_remembered_digest_never_hides_a_change(portal: Path, tmp_path: Path) -> None:
    for turn in range(3):
        vault = Vault(tmp_path / "vault", shapes=SHAPES)
        report = Report()
        kept = [one.kept for one in examine(portal, chain_of(portal), vault, report)]
        assert not report.errors, turn
        vault.unpacked(kept[0])
        vault.prune(kept)
    source = portal / "plans/2568/plan.yml"
    source.write_bytes(source.read_bytes().replace(b"2568", b"2567"))  # as many bytes
    report = Report()
    examine(portal, chain_of(portal), Vault(tmp_path / "vault", shapes=SHAPES), report)
    assert [one.code for one in report.errors] == ["seal-source-changed"]


def test_replaced_seal_is_told_with_its_reason(portal: Path, tmp_path: Path) -> None:
    sealed = small_seal(tmp_path / "next.zip", bag_files() | {"README.txt": b"2"})
    first = chain_of(portal).standing["2568"]
    place(portal, Seal("2568", file_digest(sealed), DAY, "ถอนข้อมูลส่วนบุคคล"), sealed, None)
    (one,) = examine(portal, chain_of(portal), Vault(shapes=SHAPES), Report())
    ((earlier, by),) = one.earlier
    assert (earlier.digest, by.reason) == (first.digest, "ถอนข้อมูลส่วนบุคคล")
    assert verify_portal(portal, None, SHAPES)[0].faults == ()


def test_verify_compares_the_site_with_what_was_sealed(portal: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(Vault(tmp_path / "v").unpacked(kept_seal(portal, seal_of(portal))), site)
    assert verify_portal(portal, site, SHAPES)[0].faults == ()
    (site / "2568/index.html").write_text("another")
    (site / "2568/more.html").write_text("more")
    (site / ASSETS / "icon.svg").unlink()
    (site / "sealed/2568.zip").write_bytes(b"")
    assert {(one.file, one.reason) for one in verify_portal(portal, site, SHAPES)[0].faults} == {
        ("site/2568/index.html", words.SITE_CHANGED),
        ("site/2568/more.html", words.SITE_EXTRA),
        (f"site/{ASSETS}/icon.svg", words.MISSING),
        ("site/sealed/2568.zip", words.SITE_CHANGED),
    }


def seal_of(portal: Path) -> Seal:
    """Return the seal of 2568 that stands."""
    return chain_of(portal).standing["2568"]


def test_broken_chain_is_told_with_every_year(portal: Path) -> None:
    file = portal / "plans/seals.txt"
    file.write_text(file.read_text("utf-8").replace("phaen-seals-1 ", "phaen-seals-1  "), "utf-8")
    (found,) = verify_portal(portal, None, SHAPES)
    assert found.faults[0].reason == words.CHAIN_BROKEN
    assert "seal-chain-broken" in codes(portal)


# Signatures, by the real program


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A key of the office's own."""
    return new_key(tmp_path / "key")


def new_key(path: Path) -> Path:
    """Make a key."""
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "office", "-f", str(path)], check=True
    )
    return path


def allow(portal: Path, key: Path, name: str = "saraban@example.go.th") -> None:
    """Name who may sign."""
    public = key.with_suffix(".pub").read_text(encoding="utf-8")
    (portal / "plans/allowed_signers").write_text(f"{name} {public}", encoding="utf-8")


def test_signature_of_the_office_is_told_by_name(portal: Path, key: Path) -> None:
    allow(portal, key)
    sign_again(portal, "2568", sign(sealed_path(portal, "2568"), key))
    (found,) = verify_portal(portal, None, SHAPES)
    assert (found.faults, found.signer) == ((), "saraban@example.go.th")


def test_signature_of_another_key_file_or_purpose_is_not_the_office_s(
    portal: Path, key: Path, tmp_path: Path
) -> None:
    sealed = sealed_path(portal, "2568")
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(other)], check=True)
    (tmp_path / "another.zip").write_bytes(b"another")
    allow(portal, key)
    purpose = subprocess.run(
        ["ssh-keygen", "-Y", "sign", "-q", "-n", "file", "-f", str(key)],
        input=sealed.read_bytes(),
        capture_output=True,
        check=True,
    ).stdout
    for signature in (sign(sealed, other), sign(tmp_path / "another.zip", key), purpose, b"none"):
        sign_again(portal, "2568", signature)
        (found,) = verify_portal(portal, None, SHAPES)
        assert [fault.reason for fault in found.faults] == [words.SIGNATURE_WRONG]
        assert found.signer == ""


def test_only_a_verified_signature_makes_a_year_signed(portal: Path, key: Path) -> None:
    sign_again(portal, "2568", sign(sealed_path(portal, "2568"), key))
    assert standing(portal) == ("neither", "", ["seal-signature-unchecked"])
    allow(portal, key)
    assert standing(portal) == ("signed", "saraban@example.go.th", [])


@pytest.mark.parametrize("found", ["garbage", "empty", "huge", "of another file", "of another key"])
def test_signature_that_is_none_of_the_file_s_is_an_error(
    found: str, portal: Path, key: Path, tmp_path: Path
) -> None:
    (tmp_path / "another.zip").write_bytes(b"another")
    other = new_key(tmp_path / "other")
    sealed = sealed_path(portal, "2568")
    signature = {
        "garbage": b"garbage",
        "empty": b"",
        "huge": b"-----BEGIN SSH SIGNATURE-----\n" + b"A" * 10**6,
        "of another file": sign(tmp_path / "another.zip", key),
        "of another key": sign(sealed, other),
    }[found]
    sign_again(portal, "2568", signature)
    if found == "of another key":
        allow(portal, key)
    assert standing(portal) == ("neither", "", ["seal-signature-wrong"])


def test_keys_that_came_with_the_plan_do_not_count_where_the_machine_knows_its_own(
    portal: Path, key: Path, tmp_path: Path
) -> None:
    allow(portal, key)
    sign_again(portal, "2568", sign(sealed_path(portal, "2568"), key))
    none = Trust(tmp_path / "nowhere")
    assert standing(portal, none) == ("neither", "", ["seal-signature-unchecked"])
    office = tmp_path / "office"
    office.write_text(f"office {new_key(tmp_path / 'o').with_suffix('.pub').read_text('utf-8')}")
    assert standing(portal, Trust(office)) == ("neither", "", ["seal-signature-wrong"])
    office.write_text(f"office {key.with_suffix('.pub').read_text('utf-8')}")
    assert standing(portal, Trust(office)) == ("signed", "office", [])
    assert verify_portal(portal, None, SHAPES, trust=Trust(office))[0].signer == "office"


def test_what_the_server_made_again_is_proven_and_nothing_else(portal: Path) -> None:
    digest = seal_of(portal).digest
    assert standing(portal, Trust(proven=frozenset({digest})))[0] == "proven"
    assert standing(portal, Trust(proven=frozenset({"0" * 64})))[0] == "neither"


def test_office_that_signs_goes_on_signing() -> None:
    old, new = Seal("2567", "a" * 64, DAY), Seal("2568", "b" * 64, DAY)
    unsigned = unsigned_again
    assert unsigned([], {old: "", new: ""}, [old.digest]) == ()
    assert unsigned([old.digest], {old: "office", new: "office"}, [old.digest]) == ()
    assert unsigned([old.digest], {old: "office", new: ""}, [old.digest]) == (new,)
    assert unsigned([old.digest], {old: ""}, [old.digest]) == (old,)
    # What stood unsigned before the office began to sign stays as it is.
    assert unsigned([new.digest], {old: "", new: "office"}, [old.digest, new.digest]) == ()


def standing(portal: Path, trust: Trust = Trust()) -> tuple[str, str, list[str]]:  # noqa: B008
    """Return what vouches for the small year, who signed it, and the codes of its problems."""
    found = check_portal(portal, DAY, trust=trust)
    (one,) = found.sealed
    return one.standing, one.signer, [problem.code for problem in found.report]


def test_signature_that_nobody_can_judge_is_told(portal: Path, key: Path) -> None:
    sign_again(portal, "2568", sign(sealed_path(portal, "2568"), key))
    (found,) = verify_portal(portal, None, SHAPES)
    assert [fault.reason for fault in found.faults] == [words.SIGNATURE_UNCHECKED]


def test_key_that_cannot_sign_is_refused(portal: Path, tmp_path: Path) -> None:
    (tmp_path / "no-key").write_text("not a key", encoding="utf-8")
    with pytest.raises(SealRefusedError):
        sign(sealed_path(portal, "2568"), tmp_path / "no-key")


# What other years know of it


def test_summary_of_a_closed_year_survives_as_json() -> None:
    group = ClosedGroup("units", "engineering", "กองช่าง", "units/engineering.html", Totals(1, 2, 3))
    year = replace(closed(), groups=(group,), papers=("documents/a.pdf",))
    assert ClosedYear.from_json(json.loads(json.dumps(year.to_json()))) == year
    assert ClosedYear.from_json(replace(year, announced=None).to_json()).announced is None


@pytest.mark.parametrize(
    "change",
    [
        {"format": "phaen-year-0"}, {"year": "2568"}, {"announced": "yesterday"}, {"totals": []},
        {"totals": {"rows": "1"}}, {"entries": [{}]}, {"papers": [1]}, {"groups": [{}]},
    ],
)  # fmt: skip
def test_anything_else_is_no_summary(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a|isoformat"):
        ClosedYear.from_json(closed().to_json() | change)
    nothing: tuple[object, ...] = (None, [], "2568", {})
    for value in nothing:
        with pytest.raises(ValueError, match="not a closed year"):
            ClosedYear.from_json(value)


def test_project_that_continues_a_sealed_year_s_knows_its_name_and_money() -> None:
    plan = make_plan(make_project(continues="2568-001"))
    view = site_view(Portal(ORGANIZATION, (plan,)), Report(), (sealed_view(),))
    (other,) = view.years[0].projects[0].other_years
    assert (other.year, other.id, other.name) == ("2568", "2568-001", "ก่อสร้างถนน")
    assert other.budget.satang == 10_000
    assert [year.label for year in view.all_years] == ["2570", "2568"]


def sealed_view() -> SealedYear:
    """Return the small year as pages know it."""
    seal = Seal("2568", "d" * 64, DAY)
    return SealedYear(KeptSeal(seal, Path("2568.zip"), whole=True), closed(), {}, 1)


def test_sealed_year_is_compared_like_any_other() -> None:
    plan = make_plan(make_project(continues="2568-001", name="ก่อสร้างถนน"))
    portal = Portal(ORGANIZATION, (plan,))
    facts = compare(portal, Side(2568), Side(2570), (closed(),))
    assert facts[0].kind.value == "continued"
    assert facts[0].before == closed().entries[0]
    assert between_years(closed().entries, ())[0].kind.value == "gone"


def test_id_of_a_sealed_year_may_be_continued_and_any_other_may_not(portal: Path) -> None:
    file = portal / "plans/2570/projects.csv"
    lines = file.read_text("utf-8-sig").splitlines()
    for project, wanted in (("2568-001", []), ("2568-002", ["continues-unknown"])):
        new = [f"{lines[0]},ต่อเนื่องจาก", f"{lines[1]},{project}", *(f"{x}," for x in lines[2:])]
        file.write_text("\n".join(new) + "\n", encoding="utf-8-sig")
        assert codes(portal) == wanted


def test_small_bag_is_what_the_tests_take_it_for(tmp_path: Path) -> None:
    bag = small_bag(tmp_path / "bag")
    sealed = small_seal(tmp_path / "2568.zip").read_bytes()
    assert {f"2568/{path}": data for path, data in tree(bag).items()} == contents(sealed)
    assert repacked(contents(sealed)) == sealed


# What pages say of it


def pages_of_seals(portal: Path, trust: Trust) -> dict[str, str]:
    """Return the two pages that speak of seals."""
    found = check_portal(portal, DAY, trust=trust)
    assert not found.report.errors
    view = site_view(found.portal, found.report, found.sealed, DAY)
    made = {page.path: page.data.decode() for page in page_artifacts(view, THEME)}
    return {name: made[f"docs/{name}.md"] for name in ("verify", "years")}


SIGNED, PROVEN, NOBODY = "ลงลายเซ็นโดย", "ทำไฟล์นี้ซ้ำ", "ไม่มีลายเซ็น"


def test_pages_say_plainly_who_vouches_for_a_year(portal: Path, key: Path, tmp_path: Path) -> None:
    digest, office = seal_of(portal).digest, tmp_path / "office"
    office.write_text(f"office {key.with_suffix('.pub').read_text('utf-8')}", encoding="utf-8")
    neither = pages_of_seals(portal, Trust())
    assert (SIGNED in neither["verify"], PROVEN in neither["verify"]) == (False, False)
    assert NOBODY in neither["verify"]
    assert NOBODY in neither["years"]
    proven = pages_of_seals(portal, Trust(office, frozenset({digest})))
    assert (SIGNED in proven["verify"], PROVEN in proven["verify"]) == (False, True)
    sign_again(portal, "2568", sign(sealed_path(portal, "2568"), key))
    both = pages_of_seals(portal, Trust(office, frozenset({digest})))
    assert (SIGNED in both["verify"], PROVEN in both["verify"]) == (True, True)
    assert "กุญแจที่เครื่องแม่ข่ายรู้จัก" in both["verify"]
    unknown = pages_of_seals(portal, Trust(tmp_path / "nowhere"))
    assert SIGNED not in unknown["verify"]
    assert 'data-standing="neither"' in unknown["verify"]
    allow(portal, key)
    carried = pages_of_seals(portal, Trust())
    assert "ซึ่งมากับแผน" in carried["verify"]
    assert "มีลายเซ็น" in carried["years"]
