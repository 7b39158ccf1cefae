"""The office's emblem: small, upright, without notes; one that cannot be used is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator.archive.harmless import is_plain_emblem
from generator.plan.emblem import EDGE, LARGEST, PRINTED_EDGE, as_drawn, reduced
from generator.plan.model import Emblem
from photographs import noted, opened, photo, scene
from portals import checked, portal_folder
from uploads import png

OFFICE = "plans/organization.yml"


def seal_of_office() -> Image.Image:
    """Return an emblem as offices have them: round, on nothing."""
    picture = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((20, 20, 880, 880), fill=(235, 200, 60), outline=(20, 60, 140))
    return picture


# Made where they are tried: whoever only lists the tests draws nothing.
KINDS: dict[str, Callable[[], bytes]] = {
    "round": lambda: photo(seal_of_office(), "PNG"),
    "jpeg": photo,
    "cmyk": lambda: photo(scene().convert("CMYK")),
    "noise": lambda: photo(scene(800, 800, noise=True), "PNG"),
    "noted": lambda: photo(exif=noted()),
    "grey": lambda: photo(scene().convert("L"), "PNG"),
    "sixteen bits": lambda: photo(Image.new("I;16", (300, 300), 40_000), "PNG"),
    "palette": lambda: photo(scene().convert("P"), "PNG"),
    "one pixel": lambda: photo(scene(1, 1), "PNG"),
    "wide": lambda: photo(scene(3000, 300), "PNG"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_kind_an_emblem_is_it_is_small_and_says_nothing(kind: str) -> None:
    data = KINDS[kind]()
    emblem = reduced(data)
    assert emblem and len(emblem.data) <= LARGEST
    assert is_plain_emblem(emblem.data)
    picture = opened(emblem.data)
    assert picture.size == (emblem.width, emblem.height)
    assert max(picture.size) <= EDGE
    assert reduced(data) == emblem, "the same bytes each time"


def test_what_is_see_through_stays_so_and_it_stands_upright() -> None:
    emblem = reduced(KINDS["round"]())
    assert emblem
    picture = opened(emblem.data).convert("RGBA")
    assert picture.getpixel((0, 0))[3] < 20  # type: ignore[index]  # of four colours
    assert picture.getpixel((48, 48))[3] > 230  # type: ignore[index]
    turned = reduced(photo(scene(800, 600), exif=noted(6)))
    assert turned and turned.height > turned.width


BROKEN = {
    "no picture": b"\x89PNG\r\n\x1a\n and no more",
    "cut short": photo(scene(noise=True, width=300), "PNG")[:9000],
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500,
    "webp": photo(kind="WEBP"),
    "a bomb": png(20_000, 20_000),
    "nothing": b"",
    "too large": b"\x89PNG\r\n\x1a\n" + b"\0" * 5_000_000,
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_one_that_cannot_be_drawn_is_told_once_and_the_site_is_whole_without_it(
    data: bytes, tmp_path: Path
) -> None:
    found = checked(portal_folder(tmp_path, {"plans/emblem.png": data}))
    (problem,) = list(found.report)
    assert problem.code == "emblem-unreadable" and not found.report.errors
    assert problem.place.file == "plans/emblem.png"
    assert "บันทึกใหม่" in problem.advice
    assert found.portal.organization.emblem is None


@pytest.mark.parametrize(
    ("line", "name", "wanted"),
    [
        ("", "emblem.png", []),
        ("emblem: emblem.png\n", "emblem.png", []),
        ("emblem: ./emblem.jpg\n", "emblem.jpg", []),
        ("emblem: plans/emblem.jpeg\n", "emblem.jpeg", []),
        ("emblem: emblem.png\n", "", ["emblem-unreadable"]),
        ("emblem: logo.svg\n", "", ["emblem-unreadable"]),
        ("emblem: ../../etc/passwd\n", "", ["emblem-unreadable"]),
        ("emblem:\n", "", []),
    ],
)
def test_the_emblem_has_one_name_and_need_not_be_named(
    tmp_path: Path, line: str, name: str, wanted: list[str]
) -> None:
    folder = portal_folder(tmp_path, {f"plans/{name}": KINDS["round"]()} if name else {})
    (folder / OFFICE).write_text((folder / OFFICE).read_text("utf-8") + line, "utf-8")
    found = checked(folder)
    assert [one.code for one in found.report] == wanted
    assert (found.portal.organization.emblem is not None) is bool(name)


def test_papers_show_it_as_large_as_it_is_printed_where_it_is() -> None:
    large = reduced(photo(scene(900, 900), "PNG"))
    small = reduced(photo(scene(90, 90), "PNG"))
    assert large and small
    assert opened(large.printed).size == (PRINTED_EDGE, PRINTED_EDGE)
    assert small.printed == b""


def test_of_a_standing_seal_it_is_taken_where_it_shows_the_same() -> None:
    emblem = reduced(KINDS["round"]())
    assert emblem
    other = io.BytesIO()
    opened(emblem.data).save(other, "PNG", compress_level=0)
    packed = other.getvalue()
    assert packed != emblem.data
    assert as_drawn(emblem, [packed]) == Emblem(packed, emblem.width, emblem.height)
    for wrong in (photo(scene(96, 96), "PNG"), b"no picture"):
        assert as_drawn(emblem, [wrong]) == emblem


@pytest.mark.parametrize(
    "data",
    [
        photo(seal_of_office(), "PNG"),
        photo(),
        png()[:-4],
        png() + b"more",
        png(1, 1).replace(b"IDAT", b"tEXt"),
        b"<svg/>",
    ],
)
def test_a_seal_may_hold_no_other_picture_as_its_emblem(data: bytes) -> None:
    assert not is_plain_emblem(data)
