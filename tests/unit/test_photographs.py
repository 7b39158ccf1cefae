"""Photographs: small, upright, without notes, the same each time, gone when withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from generator.machine.caches import FolderCache
from generator.machine.packaged import THEME
from generator.machine.proof import Proof
from generator.pipeline import view_of
from generator.plan.model import named_files
from generator.site.render import page_artifacts, photograph_artifacts, photographs_of
from generator.site.render.photographs import EDGE, LARGEST, reduced
from generator.site.views import Photograph, SiteView
from photographs import BLUE, GREEN, RED, noted, opened, photo, scene
from portals import KEY, checked, codes, plan_yml, portal_folder

PLAN = "plans/2570"
ROW = "2570-001,2569-11-{day},อยู่ระหว่างดำเนินการ,{named}\n"
HEAD = "รหัสโครงการ,ณ วันที่,สถานะ,หลักฐาน\n"


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(pixel, colour, strict=True))


def palette() -> Image.Image:
    return scene().convert("P", palette=Image.Palette.ADAPTIVE)


def grey(high: int) -> Image.Image:
    picture = Image.new("I;16", (400, 300), high)
    picture.paste(0, (0, 0, 200, 300))
    return picture


def see_through() -> Image.Image:
    picture = scene().convert("RGBA")
    picture.putalpha(Image.new("L", picture.size, 0))
    return picture


# Made where they are tried: whoever only lists the tests draws nothing.
KINDS: dict[str, Callable[[], bytes]] = {
    "jpeg": photo,
    "progressive": lambda: photo(progressive=True),
    "grey": lambda: photo(scene().convert("L")),
    "cmyk": lambda: photo(scene().convert("CMYK")),
    "png": lambda: photo(kind="PNG"),
    "palette": lambda: photo(palette(), "PNG"),
    "black and white": lambda: photo(scene().convert("1"), "PNG"),
    "webp": lambda: photo(kind="WEBP"),
    "webp without loss": lambda: photo(kind="WEBP", lossless=True),
    "gif": lambda: photo(palette(), "GIF"),
    "see-through": lambda: photo(see_through(), "PNG"),
    "see-through palette": lambda: photo(palette(), "PNG", transparency=0),
    "sixteen bits": lambda: photo(grey(60_000), "PNG"),
    "animated": lambda: photo(
        kind="WEBP", save_all=True, append_images=[scene(noise=True, width=1600)]
    ),
    "noise": lambda: photo(scene(1200, 900, noise=True)),
    "as small as can be seen": lambda: photo(scene(64, 64), "PNG"),
    "thin": lambda: photo(scene(3000, 100), "PNG"),
    "12,000 wide": lambda: photo(scene(12_000, 900)),
    "12,000 wide png": lambda: photo(scene(12_000, 900), "PNG"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_kind_a_photograph_is_it_is_small_and_says_nothing(kind: str) -> None:
    data = KINDS[kind]()
    made = reduced(data)
    assert 0 < len(made) <= LARGEST
    picture = opened(made)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert max(picture.size) <= EDGE
    assert not picture.getexif() and not {"icc_profile", "comment", "xmp"} & picture.info.keys()
    width, height = opened(data).size
    if 1 not in picture.size:  # a strip is as thin as can be
        assert abs(picture.width * height / (picture.height * width) - 1) < 0.02
    assert reduced(data) == made, "the same bytes each time"


@pytest.mark.parametrize("kind", ["jpeg", "cmyk", "png", "webp", "webp without loss", "palette"])
def test_it_shows_what_the_file_shows(kind: str) -> None:
    picture = opened(reduced(KINDS[kind]()))
    width, height = picture.size
    assert near(picture.getpixel((width // 4, height // 2)), RED)
    assert near(picture.getpixel((width * 3 // 4, height // 2)), BLUE)
    assert near(picture.getpixel((width // 2, height // 16)), GREEN)


def test_what_is_see_through_is_white_and_sixteen_bits_are_not_black() -> None:
    assert near(opened(reduced(KINDS["see-through"]())).getpixel((20, 20)), (255, 255, 255))
    shade = opened(reduced(KINDS["sixteen bits"]())).getpixel((390, 20))
    assert near(shade, (233, 233, 233))
    assert near(opened(reduced(KINDS["animated"]())).getpixel((100, 400)), RED), "the first frame"


TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_stands_upright_however_the_phone_was_held(orientation: int, kind: str) -> None:
    held = scene(800, 600)
    if orientation in TURNED:
        held = held.transpose(TURNED[orientation])
    data = photo(held, kind, exif=noted(orientation))
    picture = opened(reduced(data))
    assert picture.size == (800, 600)
    assert near(picture.getpixel((100, 300)), RED) and near(picture.getpixel((700, 300)), BLUE)
    assert near(picture.getpixel((400, 20)), GREEN)


HARMED = {
    "nothing": b"",
    "no picture": b"\xff\xd8\xff\xe0 a photograph",
    "cut short": photo(scene(noise=True))[:40_000],
    "a png cut short": photo(kind="PNG")[:-2000][:3000],
    "a webp cut short": photo(kind="WEBP")[:900],
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.mark.parametrize("data", HARMED.values(), ids=HARMED.keys())
def test_what_cannot_be_drawn_is_nothing(data: bytes) -> None:
    assert reduced(data) == b"" or data is HARMED["cut short"], "drawn as far as it goes, and told"


def test_what_claims_more_than_uploads_may_have_is_not_drawn() -> None:
    head = photo(scene(8, 8), "PNG")
    claim = head[:16] + (20_000).to_bytes(4, "big") * 2 + head[24:]
    assert reduced(claim) == b""


@pytest.mark.parametrize(
    ("cell", "files"),
    [
        ("documents/a.jpg", ["documents/a.jpg"]),
        ("a.jpg", ["documents/a.jpg"]),
        (r"documents\photos\a.PNG", ["documents/photos/a.PNG"]),
        ("./documents//a.webp", ["documents/a.webp"]),
        ("ก่อน: documents/a.jpg = ถนนเดิม; หลัง: b.jpeg", ["documents/a.jpg", "documents/b.jpeg"]),
        ("ใบส่งมอบ.pdf; https://a.example/b.jpg", []),
        (r"C:\Users\me\a.jpg; ../../a.jpg; documents/../../a.jpg; /a.jpg", []),
        ("javascript:/a.jpg; ภาพถ่าย 3 ภาพ; รายงาน", []),
        ("", []),
    ],
)
def test_a_report_names_pictures_of_the_years_folder_alone(cell: str, files: list[str]) -> None:
    assert [one.picture for one in named_files(cell) if one.picture] == files


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("a.jpg = ถนน = เดิม", [("a.jpg", "", "ถนน = เดิม")]),
        ("ก่อน:a.jpg=ถนนเดิม", [("a.jpg", "ก่อน", "ถนนเดิม")]),
        ("หลังทำ: ภาพ หลัง (1).JPG =", [("ภาพ หลัง (1).JPG", "หลังทำ", "")]),
        ("A.JPG; a.jpg", [("A.JPG", "", ""), ("a.jpg", "", "")]),
        ("แบบ ก = แบบ ข;; ;", [("แบบ ก = แบบ ข", "", "")]),
        (
            "https://a.example/?q=1.pdf = รายงาน; https://a.example/x",
            [("https://a.example/?q=1.pdf", "", "รายงาน"), ("https://a.example/x", "", "")],
        ),
        ("ใบส่งมอบ.pdf = ใบส่งมอบงาน", [("ใบส่งมอบ.pdf", "", "ใบส่งมอบงาน")]),
    ],
)
def test_a_cell_names_files_when_they_were_made_and_what_they_show(
    cell: str, named: list[tuple[str, str, str]]
) -> None:
    assert [(one.file, one.when, one.caption) for one in named_files(cell)] == named


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (HARMED["cut short"], ["upload-unreadable"]),
        (photo(scene(400, 300))[:-2], []),  # all of it is there: only the mark of the end is not
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 500, ["upload-kind"]),
        (photo(kind="PNG"), ["upload-kind"]),
        (b"", ["file-empty"]),
    ],
    ids=["cut short", "without its mark", "heic", "png", "empty"],
)
def test_a_photograph_that_no_page_can_show_whole_is_told(
    data: bytes, wanted: list[str], tmp_path: Path
) -> None:
    folder = portal_with(tmp_path, ROW.format(day=10, named="ภาพก่อนทำ.jpg"), **{"ภาพก่อนทำ": data})
    assert codes(folder) == wanted


def portal_with(folder: Path, rows: str, **photos: bytes) -> Path:
    """Make a portal whose reports are `rows`; `photos` lie in its documents."""
    laid = {f"{PLAN}/documents/{name}.jpg": data for name, data in photos.items()}
    return portal_folder(folder, {f"{PLAN}/progress.csv": HEAD + rows, **laid})


THREE = (
    ROW.format(day=10, named="หลัง: after.jpg = ถนนใหม่; before.jpg")
    + ROW.format(day=12, named="ก่อน: documents/first.jpg; before.jpg = ซ้ำ")
)  # fmt: skip


def view(root: Path, cache: dict[str, bytes] | FolderCache | None = None) -> SiteView:
    found = checked(root)
    assert not found.report.errors
    return view_of(found, shown(root, cache if cache is not None else {}))


def shown(root: Path, cache: dict[str, bytes] | FolderCache) -> dict[str, Photograph]:
    found = checked(root)
    return photographs_of(
        found.portal.plans, found.papers, lambda path: (root / path).read_bytes(), cache
    )


def page_of(site: SiteView, path: str = "2570/projects/2570-001") -> str:
    return next(
        one.data.decode() for one in page_artifacts(site, THEME) if one.path == f"docs/{path}.md"
    )


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    kept = {
        name: photo(scene(400, 300 + 10 * number))
        for number, name in enumerate(("after", "before", "first"))
    }
    return portal_with(tmp_path, THREE, **kept)


def test_a_page_shows_before_and_after_with_day_words_and_room(portal: Path) -> None:
    page = page_of(view(portal))
    images = [part.partition(">")[0] for part in page.split("<img ")[1:]]
    assert len(images) == 3, "what two reports name is shown once"
    assert [part.split('height="')[1].split('"')[0] for part in images] == ["320", "300", "310"]
    for part in images:
        assert 'width="400"' in part and 'loading="lazy"' in part and 'src="../photos/' in part
        assert 'alt=""' not in part
    assert 'alt="ถนนใหม่"' in images[1]
    for said in ("<b>ก่อน</b>", "<b>หลัง</b>", "ตามรายงาน 12\u00a0พฤศจิกายน\u00a02569"):
        assert said in page, said


def test_every_photograph_on_a_page_is_made_and_no_other(portal: Path) -> None:
    site = view(portal)
    made = {one.path: one.data for one in photograph_artifacts(site)}
    assert len(made) == 3 and all(len(data) <= LARGEST for data in made.values())
    page = page_of(site)
    for path in made:
        assert path.removeprefix("docs/2570/") in page
    digest = hashlib.sha256((portal / PLAN / "documents/after.jpg").read_bytes()).hexdigest()
    assert f"docs/2570/photos/{digest}.jpg" in made
    assert not any("documents" in path for path in made), "the file itself is not published"


def test_a_photograph_of_the_board_is_shown_with_its_notice(tmp_path: Path) -> None:
    plan = (portal_folder(tmp_path) / PLAN / "plan.yml").read_text("utf-8")
    (tmp_path / PLAN / "documents").mkdir(exist_ok=True)
    (tmp_path / PLAN / "documents/board.jpg").write_bytes(photo(scene(500, 300)))
    (tmp_path / PLAN / "plan.yml").write_text(plan + "  evidence: [documents/board.jpg]\n", "utf-8")
    page = page_of(view(tmp_path), "2570/announcements/index")
    assert '<a href="../documents/board.jpg"><img src="../photos/' in page
    assert 'width="500" height="300"' in page and "ภาพถ่ายการติดประกาศ" in page


def test_one_that_did_not_change_is_not_made_again(
    portal: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("kept") / ".photos"
    first = shown(portal, FolderCache(folder, ".jpg", Proof(KEY)))

    def never(_data: bytes) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr("generator.site.render.photographs.reduced", never)
    again = shown(portal, FolderCache(folder, ".jpg", Proof(KEY)))
    assert {path: one.data for path, one in again.items()} == {
        path: one.data for path, one in first.items()
    }
    (portal / PLAN / "documents/after.jpg").write_bytes(photo(scene(100, 100)))
    with pytest.raises(AssertionError, match="made again"):
        shown(portal, FolderCache(folder, ".jpg", Proof(KEY)))


def test_one_that_is_taken_away_goes_from_page_and_site(portal: Path) -> None:
    (portal / PLAN / "documents/after.jpg").unlink()
    site = view(portal)
    assert len(list(photograph_artifacts(site))) == 2
    assert page_of(site).count("<img ") == 2


def test_one_that_is_covered_in_the_report_goes_as_well(portal: Path) -> None:
    rows = THREE.replace("after.jpg", "█")
    (portal / PLAN / "progress.csv").write_text(HEAD + rows, "utf-8")
    assert page_of(view(portal)).count("<img ") == 2


def test_a_photograph_that_a_report_names_is_no_stray_file_and_one_that_none_names_is(
    portal: Path,
) -> None:
    before = codes(portal)
    assert "paper-unnamed" not in before
    (portal / PLAN / "documents/other.jpg").write_bytes(photo(scene(10, 10)))
    assert "paper-unnamed" in codes(portal)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(1, 1), (4, 900), (900, 63), (63, 64)])
def test_one_on_which_nobody_sees_anything_is_told_and_not_shown(
    portal: Path, size: tuple[int, int], kind: str
) -> None:
    data = photo(scene(*size), kind)
    assert reduced(data) == b""
    file = f"documents/tiny.{kind.lower().replace('jpeg', 'jpg')}"
    (portal / PLAN / file).write_bytes(data)
    rows = THREE.replace("after.jpg", file.removeprefix("documents/"))
    (portal / PLAN / "progress.csv").write_text(HEAD + rows, "utf-8")
    (small,) = [one for one in checked(portal).report if one.code == "photograph-small"]
    assert small.place.file == f"{PLAN}/{file}" and f"{size[0]}×{size[1]}" in small.message
    text = page_of(view(portal))
    assert text.count("<img ") == 2
    assert "ถนนใหม่" in text, "its words stand, as those of what cannot be drawn"
    (portal / PLAN / file).write_bytes(photo(scene(80, 64), kind))
    assert "photograph-small" not in codes(portal)
    assert page_of(view(portal)).count("<img ") == 3


def test_a_board_is_told_of_until_it_has_a_picture_that_shows_it(tmp_path: Path) -> None:
    plan = plan_yml("announced: 2569-10-15\nevidence: [documents/board.jpg]")
    files: dict[str, str | bytes] = {
        f"{PLAN}/plan.yml": plan,
        f"{PLAN}/documents/board.jpg": photo(scene(20, 20)),
    }
    (small,) = [
        one for one in checked(portal_folder(tmp_path, files)).report
        if one.code == "photograph-small"
    ]  # fmt: skip
    assert "evidence:" in small.advice and "ชื่อใหม่" in small.advice, "what hung is on record"
    files[f"{PLAN}/plan.yml"] = plan.replace("board.jpg]", "board.jpg, documents/new.jpg]")
    files[f"{PLAN}/documents/new.jpg"] = photo(scene(400, 300))
    assert "photograph-small" not in codes(portal_folder(tmp_path, files))


def test_a_photograph_is_looked_into_as_any_upload_is(portal: Path) -> None:
    data = photo(scene(40, 30), exif=noted())
    (portal / PLAN / "documents/after.jpg").write_bytes(data)
    assert "upload-position" in codes(portal)


def test_of_a_standing_seal_one_is_taken_as_it_is_where_it_shows_the_same(portal: Path) -> None:
    found = checked(portal)

    def made(drawn: dict[str, bytes]) -> dict[str, bytes]:
        all_of = photographs_of(
            found.portal.plans, found.papers, lambda path: (portal / path).read_bytes(), {}, drawn
        )
        return {f"2570/{one.path}": one.data for one in all_of.values()}

    now = made({})
    (path, data), *_ = now.items()
    other = photo(opened(data), quality=95)
    assert other != data
    assert made({path: other})[path] == other
    for wrong in (photo(scene(*opened(data).size, noise=True)), other + b"more", b"no picture",
                  photo(opened(data), exif=noted())):  # fmt: skip
        assert made({path: wrong}) == now
