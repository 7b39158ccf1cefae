"""The table of addresses: each is made by something, and whatever asks for a list asks there."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from generator.archive import Trust, Vault, chain_of, examine, images_of, verify_file
from generator.archive import faults as words
from generator.archive.shapes import CARDS, PAPERS
from generator.machine.artifact import Artifact
from generator.machine.layout import page_address
from generator.machine.packaged import THEME
from generator.pipeline import (
    check_portal,
    seal_artifacts,
    site_artifacts,
    view_of,
)
from generator.problems import Report
from generator.publishing.deploy import nginx_site
from generator.site import addresses
from generator.site.addresses import (
    ADDRESSES,
    Address,
    Sealing,
    Serving,
    Where,
    address,
    entries_at,
    is_reserved,
    is_sealable,
    served,
)
from generator.site.builder import SiteError
from generator.site.render import (
    PACKED,
    SHAPES,
    Drawings,
    own_assets,
    page_artifacts,
    photographs_of,
    shapes_of,
    shared_artifacts,
    with_descriptions,
)
from generator.site.views import assessment_records, paging, site_view
from portals import TODAY, checked, portal_folder
from seals import ICON, bag_files, page, seal_small, small_seal
from uploads import jpg, pdf

AGENDA = Address("agenda", "agenda.ics", maker="site.render.files", where=Where.YEAR)
BOARD = Address("board", "board.html", "board")


def source(path: str) -> str:
    """Return what would have to stand in `content` to be published at an address."""
    return f"{path.removesuffix('.html')}.md" if path.endswith(".html") else path


def example(one: Address) -> str:
    """Return an address of an entry: 2570 and 2569 are years, and one of most things is 1."""
    folder = {
        Where.YEAR: "2570",
        Where.EMBED: "embed/2570",
        Where.ASSETS: "assets/0123456789ab",
    }.get(one.where, "")
    each = {
        "halves": "year",
        "lacking": "months",
        "years": "2569",
        "papers": "documents/a.PDF",
        "open_tables": "projects",
        "more_open_tables": "villages",
        "photographs": "0" * 64,
        "schemas": "projects",
        "written": "a/b.html",
    }
    return one.at(folder, each.get(one.each, "1"))


@pytest.mark.parametrize("one", ADDRESSES, ids=lambda one: one.name)
def test_an_entry_is_made_by_a_template_or_a_module_and_is_told_from_all_others(
    one: Address,
) -> None:
    assert bool(one.template) != bool(one.maker)
    if one.template:
        assert (THEME / f"pages/{one.template}.md.j2").is_file()
    else:
        assert importlib.util.find_spec(f"generator.{one.maker}")
    assert entries_at(example(one)) == [one]


class _Drawn(dict[str, bytes]):
    """Cards and papers that need no drawing: what they look like is another test's business."""

    def get(self, _key: str, _default: object = None) -> bytes:
        return b"drawn"


AMENDMENT = """edition:
  considered: 2569-11-10
  announced: 2569-11-12
  posted_from: 2569-11-13
"""
PROGRESS = "รหัสโครงการ,สถานะ,ณ วันที่,หลักฐาน\n2569-001,แล้วเสร็จ,2569-03-01,a.jpg\n"


def whole_portal(folder: Path) -> Path:
    """Make a small portal that has one of everything: three years, of which one is sealed."""
    good = portal_folder(folder)
    texts = {
        one.relative_to(good / "plans/2570").as_posix(): one.read_text("utf-8-sig")
        for one in (good / "plans/2570").glob("*.*")
    }
    earlier = {
        f"plans/2569/{name}": text.replace("2569", "2568").replace("2570", "2569")
        for name, text in texts.items()
    }
    head, *rows = texts["projects.csv"].splitlines(keepends=True)
    changed = f"การเปลี่ยนแปลง,{head}แก้ไข,{rows[0].replace('478300', '500000')}"
    amendment = {"plan.yml": AMENDMENT, "projects.csv": changed}
    portal_folder(
        folder,
        {
            **earlier,
            **{f"plans/2570/amendments/1/{name}": text for name, text in amendment.items()},
            "plans/2569/progress.csv": PROGRESS,
            "plans/2569/documents/a.jpg": jpg(),
            "plans/2570/plan.yml": texts["plan.yml"]
            + "  documents: [{title: ก, file: documents/a.pdf}]\n",
            "plans/2570/documents/a.pdf": pdf(),
        },
    )
    seal_small(good)
    return good


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The address of every artifact of a portal that has everything, and of its sealed files."""
    root = whole_portal(tmp_path_factory.mktemp("whole"))
    found = check_portal(root, TODAY, Vault(shapes=SHAPES))
    assert not found.report.errors
    photos = photographs_of(
        found.portal.plans, found.papers, lambda path: (root / path).read_bytes(), {}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging, "ROWS", 1)  # as if the year were a large one
        patch.setattr(assessment_records, "SHOWN", 0)
        artifacts = [
            *with_descriptions(
                view_of(found, photos),
                THEME,
                site_artifacts(root, view_of(found, photos), found, Drawings(_Drawn(), _Drawn())),
                shared_artifacts(view_of(found, photos), THEME),
                seal_artifacts(root, found.sealed),
            ),
        ]
    below = {one.path.removeprefix("docs/") for one in artifacts if one.path.startswith("docs/")}
    sealed = {address("sealed").at(one=one.label) for one in found.sealed}
    return {page_address(path) for path in below} | sealed


# What MkDocs makes (test_build), and what proves a seal that somebody signed (below).
NOT_OF_IT = {one.name for one in ADDRESSES if one.maker == "site.builder"} | {
    "signers", "signature",
}  # fmt: skip


def unmade(paths: Collection[str]) -> set[str]:
    made_here = {one.name for path in paths for one in entries_at(path)}
    return {one.name for one in addresses.ADDRESSES} - made_here


def test_every_entry_of_the_table_is_made_by_something(
    made: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert unmade(made) == NOT_OF_IT
    monkeypatch.setattr(addresses, "ADDRESSES", (*ADDRESSES, AGENDA, BOARD))
    assert unmade(made) == {*NOT_OF_IT, "agenda", "board"}


def test_what_no_entry_of_the_table_has_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = checked(portal_folder(tmp_path))
    stray = Artifact("docs/2570/agenda.ics", b"")
    monkeypatch.setattr("generator.pipeline.search_artifacts", lambda *_: [stray])
    with pytest.raises(SiteError, match=r"docs/2570/agenda\.ics.*ข้อบกพร่องของ Phaen"):
        list(site_artifacts(tmp_path, view_of(found), found, Drawings(_Drawn(), _Drawn())))
    monkeypatch.setattr(addresses, "ADDRESSES", (*ADDRESSES, AGENDA))
    assert stray in list(
        site_artifacts(tmp_path, view_of(found), found, Drawings(_Drawn(), _Drawn()))
    )


def test_every_template_of_a_page_is_in_the_table() -> None:
    there = {path.name.removesuffix(".md.j2") for path in (THEME / "pages").glob("*.md.j2")}
    assert there == {one.template for one in ADDRESSES if one.template}
    assert len({one.name for one in ADDRESSES}) == len(ADDRESSES)


@pytest.mark.parametrize(
    "path", ["2570/agenda.ics", "feeds.xml", "sealed/a.html", "assets/a.js", "2570/data/a.csv"]
)
def test_what_is_not_in_the_table_is_of_no_entry(path: str) -> None:
    assert entries_at(path) == []


@pytest.mark.parametrize(
    "one", [one for one in ADDRESSES if one.each != "written"], ids=lambda one: one.name
)
def test_a_hand_written_file_can_stand_where_no_entry_has_one(one: Address) -> None:
    assert is_reserved(source(example(one)).lower())


def test_a_page_added_to_the_table_is_reserved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_reserved("board.md")
    monkeypatch.setattr(addresses, "ADDRESSES", (*ADDRESSES, BOARD))
    assert is_reserved("board.md")


def test_a_page_added_to_the_table_is_made_for_every_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = checked(portal_folder(tmp_path))
    view = site_view(found.portal, found.report, (), found.today)
    new = Address("board", "board.html", "table", where=Where.YEAR)
    monkeypatch.setattr("generator.site.render.pages.ADDRESSES", (*ADDRESSES, new))
    made = {one.path: one.data for one in page_artifacts(view, THEME)}
    assert made["docs/2570/board.md"] == made["docs/2570/table.md"]


@pytest.mark.parametrize(
    "path",
    [
        "budgets.md", "years.html/a.md", "search.html/a.md", "about.html/a.md", "2570.md",
        "index.md/x.md", "years.md/x.md", "about.md/x.md", "2570.md/x.md",
        "search/index.md", "data/index.md", "years/Index.md", "data/readme.md", "about/index.md",
    ],
)  # fmt: skip
def test_a_hand_written_page_in_the_way_of_another_is_a_problem(tmp_path: Path, path: str) -> None:
    report = checked(portal_folder(tmp_path, {f"content/{path}": "# ก"})).report
    assert [one.code for one in report] == ["content-clash"]


@pytest.mark.parametrize("one", [one for one in ADDRESSES if one.template and not one.each])
def test_a_page_is_reserved_however_it_is_named(one: Address) -> None:
    page = example(one).removesuffix(".html").removesuffix("/index")
    for path in (f"{page}.md", f"{page}.md/a.md", f"{page}.html/a.md", f"{page}/index.md"):
        assert is_reserved(path), path


def test_pages_beside_the_table_may_be_written() -> None:
    for path in (
        "about.md",
        "about/steps.md",
        "search/tips.md",
        "index/a.md",
        "2570-old.md",
        "assets/board.png",
        "sealed-years.md",
    ):
        assert not is_reserved(path), path


def test_servers_keep_to_themselves_what_is_theirs() -> None:
    told = nginx_site(Path("/srv/live"), "_", "80", [])
    for path in served(Serving.SERVERS):
        assert f"location = /{path} {{ return 404; }}" in told
    (missing,) = served(Serving.LACKING)
    assert f"location = /{missing} {{ internal; }}" in told


def test_every_text_that_readers_are_given_has_a_packed_twin() -> None:
    assets = {Path(name).suffix for name in own_assets(THEME)}
    texts = assets - {".woff2"} | {".html", ".csv", ".json", ".jsonld", ".txt", ".xml", ".ics"}
    assert texts == PACKED


def test_what_only_servers_read_is_not_sealed() -> None:
    never = {one.name for one in ADDRESSES if not is_sealable(example(one))}
    assert never == {one.name for one in ADDRESSES if one.sealing is Sealing.NEVER}
    assert {"404", "robots", "headers-netlify", "sitemap"} <= never


def test_the_archive_takes_the_papers_from_where_they_are_put() -> None:
    made = [one for one in ADDRESSES if one.maker == "site.render.documents"]
    assert made and all(one.path.startswith(PAPERS) for one in made)


def test_a_seal_made_again_takes_every_paper_from_the_one_before(tmp_path: Path) -> None:
    made = {one.at("2568", 1) for one in ADDRESSES if one.maker == "site.render.documents"}
    files = bag_files() | {f"site/{path}": b"a paper" for path in made}
    assert made <= images_of(small_seal(tmp_path / "2568.zip", files)).keys()


def test_the_archive_takes_the_cards_from_where_they_are_put() -> None:
    drawn = [one for one in ADDRESSES if one.maker == "site.render.cards"]
    assert drawn and all(one.path.startswith(CARDS) for one in drawn)


MADE = {
    "agenda.ics": b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
    "news.xml": b'<?xml version="1.0" encoding="UTF-8"?>\n<rss><channel/></rss>',
    "feed.atom": b'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>',
    "map.svg": ICON,
    "print.css": b"@media print { .ph-a { color: #000; background: none } }",
    "places.geojson": b'{"type": "FeatureCollection", "features": []}',
    "list.json": b"[]",
    "list.txt": "ก".encode(),
    "notes.html": page("x"),
}


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("where", [Where.YEAR, Where.ROOT])
@pytest.mark.parametrize("each", ["", "rows"])
def test_an_artifact_added_to_the_table_can_be_sealed(
    tmp_path: Path, name: str, where: Where, each: str
) -> None:
    path = name.replace(".", "-{}.") if each else name
    new = Address("new", path, maker="site.render.files", where=where, each=each)
    folder = "2568" if where is Where.YEAR else ""
    files = {**bag_files(), f"site/{new.at(folder, '2568-001' if each else '')}": MADE[name]}
    sealed = small_seal(tmp_path / "2568.zip", files)
    assert verify_file(sealed, shapes_of((*ADDRESSES, new))).faults == ()
    if where is Where.YEAR or not name.endswith(".html"):  # such pages may be written by hand
        assert [one.reason for one in verify_file(sealed, SHAPES).faults] == [words.NOT_OF_THE_YEAR]


LIVE_DRAWINGS = (
    "<script>alert(1)</script>", '<rect onclick="alert(1)"/>', '<a href="https://evil.example"/>',
    '<use href="https://evil.example/#a"/>', '<use xlink:href="javascript:alert(1)"/>',
    "<foreignObject/>", '<image href="data:x"/>', "<style>@import 'x'</style>",
    '<rect style="fill: url(//evil.example)"/>', '<rect fill="u\\72l(x)"/>', "<set/>",
    '<animate attributeName="href"/>', '<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>',
)  # fmt: skip
LIVE_LISTS = (
    b'<?xml-stylesheet href="x.xsl"?><a/>', b"<!DOCTYPE a><a/>", b"<a>",
    b'<a><h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script></a>',
    b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', b"\xff\xfe<\0a\0/\0>\0",
    b'<?xml version="1.0" encoding="iso-2022-jp"?><a/>',
)  # fmt: skip
LIVE_CALENDARS = (
    b"\xff\xfe\0", b"<script>", b"BEGIN:VCALENDAR\r\n",
    *(b"BEGIN:VCALENDAR\r\n" + one + b"\r\nEND:VCALENDAR\r\n" for one in (
        b"BEGIN:VALARM", b"ATTACH:https://evil.example/a", b"ATTENDEE:mailto:a@evil.example",
        b"URL:javascript:alert(1)", b"URL;VALUE=DATE:javascript:a", b"METHOD:REQUEST", b"",
    )),
)  # fmt: skip
LIVE_STYLES = (
    b'@import "x.css";', b"a { background: url(//evil.example) }", b"a { behavior: url(x) }",
    b"a { background: image-set('x' 1x) }", b"a { b: u\\72l(x) }", b"a { b: URL (x) }", b"\xff",
    b"@font-face { src: local(x) }", b"</style><script>",
)  # fmt: skip


def _drawing(inside: str) -> bytes:
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {spaces}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        *(("agenda.ics", what, words.NOT_DATA) for what in LIVE_CALENDARS),
        *(("a.svg", _drawing(what), words.NOT_DATA) for what in LIVE_DRAWINGS),
        *(("a.xml", what, words.NOT_DATA) for what in LIVE_LISTS),
        *(("a.css", what, words.NOT_DATA) for what in LIVE_STYLES),
        ("a.xhtml", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', words.UNGUARDED),
        ("a.mjs", b"alert(1)", words.NOT_DATA),
        ("a.mht", b"MIME-Version: 1.0", words.UNGUARDED),
        ("a.wasm", b"\0asm\1\0\0\0", words.NOT_TEXT),
        ("calendar.js", b"alert(1)", words.NOT_DATA),
        ("calendar.html", b"<p>", words.UNGUARDED),
    ],
)
def test_the_table_vouches_for_a_place_and_not_for_what_lies_there(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    sealed = small_seal(tmp_path / "2568.zip", {**bag_files(), f"site/2568/{name}": data})
    shapes = shapes_of((*ADDRESSES, replace(AGENDA, path=name)))
    assert [one.reason for one in verify_file(sealed, shapes).faults] == [reason]


def test_what_a_year_must_have_is_missed(tmp_path: Path) -> None:
    sealed = small_seal(tmp_path / "2568.zip")
    shapes = shapes_of((*ADDRESSES, replace(AGENDA, sealing=Sealing.ALWAYS)))
    assert [one.reason for one in verify_file(sealed, shapes).faults] == [words.LACKING]


def test_what_proves_a_seal_stands_at_its_entries(tmp_path: Path) -> None:
    portal = portal_folder(tmp_path / "portal")
    seal_small(portal)
    (portal / "plans/2568/sealed/2568.zip.sig").write_text("x")
    (portal / "plans/allowed_signers").write_text("x")
    found = examine(portal, chain_of(portal), Vault(shapes=SHAPES), Report())
    made = {one.path.removeprefix("docs/") for one in seal_artifacts(portal, found, Trust())}
    names = ("chain", "signers", "signature")
    assert made == {address(name).at(one="2568") for name in names}
