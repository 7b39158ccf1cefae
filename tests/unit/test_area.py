"""The map of the area: what is drawn is where the files say, as large as the sums, and no more."""

from __future__ import annotations

import json
import math
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.machine.packaged import THEME
from generator.pipeline import pages_of
from generator.plan.geography import PER_DEGREE, bounds, far_from, thinned
from generator.site.views import SiteView, site_view
from portals import checked, codes, csv_table, make_row, portal_folder

ORGANIZATION = """name: เทศบาลตำบลตัวอย่าง
kind: เทศบาลตำบล
contact: {phone: 053-000-000}
units:
  engineering: {name: กองช่าง}
villages:
"""
SQUARE = [[99.80, 19.88], [99.88, 19.88], [99.88, 19.95], [99.80, 19.95], [99.80, 19.88]]
PLACES = {1: (19.90, 99.82), 2: (19.92, 99.84), 3: (19.93, 99.86)}


def polygon(*rings: object) -> str:
    return json.dumps({"type": "Polygon", "coordinates": rings})


def organization(places: dict[int, tuple[float, float]], more: str = "") -> str:
    lines = (
        f"  {n}: {{name: บ้านที่{n}, lat: {lat}, lon: {lon}}}\n" for n, (lat, lon) in places.items()
    )
    return ORGANIZATION + "".join(lines) + more


def portal(folder: Path, rows: list[dict[str, str]], **files: str | None) -> Path:
    named = {
        "plans/organization.yml": files.pop("organization", organization(PLACES)),
        "plans/area.geojson": files.pop("outline", None),
        "plans/2570/projects.csv": csv_table(rows),
    }
    return portal_folder(folder, {path: text for path, text in named.items() if text})


def row(number: int, village: str, budget: str = "100000", **more: str) -> dict[str, str]:
    return make_row(**{"id": f"2570-{number:03}", "villages": village, "budget": budget, **more})


def view(folder: Path) -> SiteView:
    found = checked(folder)
    assert not found.report.errors, [str(one) for one in found.report.errors]
    return site_view(found.portal, found.report)


def test_circles_are_as_large_as_the_money_and_the_own_part_within(tmp_path: Path) -> None:
    rows = [
        row(1, "1", "900000"),
        row(2, "2", "225000"),
        row(3, "3", "450000"),
        row(4, "3", "450000", owner="ส่วนกลาง"),
    ]
    area = view(portal(tmp_path, rows)).current.map
    assert area
    circles = {one.slug: one for one in area.circles}
    assert circles["1"].radius == circles["3"].radius == 2 * circles["2"].radius
    assert circles["1"].own == circles["1"].radius
    assert circles["3"].own == round(circles["3"].radius / math.sqrt(2))
    assert area.has_rings


def test_north_is_above_and_east_is_right_and_all_within_the_drawing(tmp_path: Path) -> None:
    area = view(portal(tmp_path, [row(1, "1")], outline=polygon(SQUARE))).current.map
    assert area
    spots = dict(area.frame.villages)
    assert spots[1][0] < spots[2][0] < spots[3][0]
    assert spots[1][1] > spots[2][1] > spots[3][1]
    every = [*spots.values(), *(spot for ring in area.frame.border for spot in ring)]
    assert all(0 <= x <= 400 and 0 <= y <= area.frame.height for x, y in every)


def test_where_nothing_has_a_place_there_is_no_map(tmp_path: Path) -> None:
    told = ORGANIZATION + "  1: บ้านที่หนึ่ง\n"
    folder = portal(tmp_path, [row(1, "1")], organization=told, outline=polygon(SQUARE))
    assert view(folder).current.map is None
    assert not any(b"ph-map" in page for page in pages_of(checked(folder)).values())


ONE = {1: PLACES[1]}
BARE = ORGANIZATION + "  1: บ้านที่หนึ่ง\n  2: บ้านที่สอง\n"


@pytest.mark.parametrize(
    "told", [ORGANIZATION.removesuffix("villages:\n"), BARE, organization(ONE)]
)
def test_dots_alone_are_no_map(tmp_path: Path, told: str) -> None:
    at = {"lat": "19.9011", "lon": "99.8211"}
    folder = portal(tmp_path, [row(1, "", **at), row(2, "", **at)], organization=told)
    assert view(folder).current.map is None
    assert not any(b"data-map" in page for page in pages_of(checked(folder)).values())


def test_a_map_without_circles_is_not_called_one_of_villages_money(tmp_path: Path) -> None:
    rows = [row(1, "", lat="19.9011", lon="99.8211")]
    folder = portal(tmp_path, rows, organization=BARE, outline=polygon(SQUARE))
    home = pages_of(checked(folder))["index.md"].decode()
    assert "data-map" in home and "แผนที่ตั้งโครงการ" in home
    assert "แผนที่วงเงิน" not in home and "ตัวเลขบนแผนที่" not in home


def test_the_map_stands_on_home_village_and_project_with_its_table(tmp_path: Path) -> None:
    rows = [row(1, "1", lat="19.9011", lon="99.8211"), row(2, ""), row(3, "2")]
    pages = {
        path: data.decode() for path, data in pages_of(checked(portal(tmp_path, rows))).items()
    }
    for path in ("index.md", "2570/villages/1.md"):
        text = pages[path]
        assert text.count('<svg class="ph-map" data-map') == 1
        for number in (1, 2, 3):
            assert f'aria-labelledby="ph-m{number}"' in text
            assert text.count(f'id="ph-m{number}"') == 1
        assert " style=" not in text
    assert "ph-pin" in pages["2570/projects/2570-001.md"]
    assert "data-map" in pages["2570/projects/2570-003.md"]
    assert "data-map" not in pages["2570/projects/2570-002.md"]


@pytest.mark.parametrize("villages", [50, 120])
def test_a_map_of_the_most_villages_and_projects_is_no_more_than_15_kilobytes(
    tmp_path: Path, villages: int
) -> None:
    chance = random.Random(5)
    places = {
        n: (round(chance.uniform(19.7, 20.1), 4), round(chance.uniform(99.6, 100.1), 4))
        for n in range(1, villages + 1)
    }
    ring = [
        [99.85 + 0.4 * math.cos(a / 500), 19.9 + chance.uniform(0.3, 0.34) * math.sin(a / 500)]
        for a in range(int(1000 * math.pi))
    ]
    rows = [
        row(
            n,
            str(n % villages + 1),
            str(n * 1000),
            lat=f"{chance.uniform(19.7, 20.1):.4f}",
            lon=f"{chance.uniform(99.6, 100.1):.4f}",
            owner="อบจ." if n % 3 else "",
        )
        for n in range(1, 400)
    ]
    folder = portal(
        tmp_path, rows, organization=organization(places), outline=polygon([*ring, ring[0]])
    )
    home = pages_of(checked(folder))["index.md"].decode()
    drawing = home[home.index('<svg class="ph-map"') :]
    assert len(drawing[: drawing.index("</svg>")].encode()) <= 15_000


def test_another_projects_money_changes_no_projects_page(tmp_path: Path) -> None:
    before = pages_of(checked(portal(tmp_path / "a", [row(1, "1"), row(2, "2")])))
    after = pages_of(checked(portal(tmp_path / "b", [row(1, "1"), row(2, "2", "999000")])))
    page = "2570/projects/2570-001.md"
    assert b"data-map" in before[page]
    assert before[page] == after[page]


REFUSED = {
    "no JSON": "<svg/>",
    "a list": "[]",
    "a line": json.dumps({"type": "LineString", "coordinates": SQUARE}),
    "points alone": json.dumps({"type": "Point", "coordinates": SQUARE[0]}),
    "open": polygon(SQUARE[:-1]),
    "swapped": polygon([[lat, lon] for lon, lat in SQUARE]),
    "abroad": polygon([[lon - 60, lat] for lon, lat in SQUARE]),
    "metres": polygon([[lon * 6000, lat * 100_000] for lon, lat in SQUARE]),
    "words": polygon([["99.8", "19.9"]] * 4),
    "no numbers": polygon([[]] * 4),
    "endless": '{"type": "Polygon", "coordinates": [[[1e999, NaN], [1, 2], [1, 2], [1, 2]]]}',
    "hundreds of digits": polygon([[10**400, 1]] * 4),
    "deep": '{"a":' * 5000 + "1" + "}" * 5000,
    "deep lists": "[" * 100_000,
    "within itself": json.dumps({"type": "Feature", "geometry": {"type": "Feature"}}),
    "large": " " * 10_000_001,
    "one point": polygon([SQUARE[0]] * 5),
    "no height": polygon([[99.8, 19.9], [99.9, 19.9], [99.85, 19.9], [99.8, 19.9]]),
    "nothing in it": '{"type": "FeatureCollection", "features": null}',
    "no geometry": '{"type": "Feature", "geometry": null}',
    "too deep in lists": polygon([[SQUARE]]),
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_a_border_that_cannot_be_drawn_is_refused_once_with_what_to_do(
    tmp_path: Path, text: str
) -> None:
    found = checked(portal(tmp_path, [row(1, "1")], outline=text)).report
    assert [one.code for one in found.errors] == ["outline-unreadable"]
    (problem,) = found.errors
    assert problem.place.file == "plans/area.geojson"
    assert "หรือลบ" in problem.advice or "ส่งออก" in problem.advice or "บันทึกใหม่" in problem.advice


@pytest.mark.parametrize(
    ("more", "outline", "wanted"),
    [
        ("outline: area.geojson\n", polygon(SQUARE), []),
        ("outline: ./area.geojson\n", polygon(SQUARE), []),
        ("", polygon(SQUARE), []),
        ("outline: area.geojson\n", None, ["outline-unreadable"]),
        ("outline: map/border.json\n", polygon(SQUARE), ["outline-unreadable"]),
        ("outline: area.geojson\n", "{", ["outline-unreadable"]),
    ],
)
def test_the_border_has_one_name(
    tmp_path: Path, more: str, outline: str | None, wanted: list[str]
) -> None:
    told = organization(PLACES, more)
    assert codes(portal(tmp_path, [row(1, "1")], organization=told, outline=outline)) == wanted


def test_a_hundred_thousand_points_are_few_on_the_page(tmp_path: Path) -> None:
    count = 100_000
    turns = (2 * math.pi * number / count for number in range(count))
    ring = [
        [99.84 + 0.05 * math.cos(at), 19.91 + (0.05 + at % 0.002) * math.sin(at)] for at in turns
    ]
    folder = portal(tmp_path, [row(1, "1")], outline=polygon([*ring, ring[0]]))
    (border,) = checked(folder).portal.organization.outline
    assert len(border) <= 300
    drawing = pages_of(checked(folder))["index.md"].decode().partition('<svg class="ph-map"')[2]
    assert 500 < len(drawing.partition("</svg>")[0].encode()) <= 15_000


def test_a_file_in_an_encoding_of_windows_is_refused(tmp_path: Path) -> None:
    folder = portal(tmp_path, [row(1, "1")])
    (folder / "plans/area.geojson").write_bytes(polygon(SQUARE).encode("utf-16"))
    assert codes(folder) == ["outline-unreadable"]


@pytest.mark.parametrize(
    "places",
    [
        {1: (19.9, 99.82)},
        dict.fromkeys(range(1, 9), (19.9, 99.82)),
        {1: (19.9, 99.82), 2: (19.9001, 99.8201), 3: (19.93, 99.86)},
    ],
    ids=["one", "all at one place", "two that overlap"],
)
def test_every_village_is_on_the_map_and_led_to_wherever_it_lies(
    places: dict[int, tuple[float, float]], tmp_path: Path
) -> None:
    rows = [row(number, str(number), str(1000 * number)) for number in places]
    border = polygon(SQUARE) if len(places) == 1 else None
    folder = portal(tmp_path, rows, organization=organization(places), outline=border)
    area = view(folder).current.map
    assert area and {one.slug for one in area.circles} == {str(number) for number in places}
    # The smallest is drawn last, and so lies above a larger one at its place.
    assert [one.radius for one in area.circles] == sorted(
        (one.radius for one in area.circles), reverse=True
    )


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        (PLACES, [("1",), ("2",), ("3",)]),
        (dict.fromkeys(range(1, 4), (19.9, 99.82)), [("1", "2", "3")]),
        ({1: (19.9, 99.82), 2: (19.93, 99.86), 3: (19.9001, 99.8201)}, [("1", "3"), ("2",)]),
        (dict.fromkeys(range(1, 10), (19.9, 99.82)), [("1", "2", "3", "4", "5", "6")]),
    ],
)
def test_numbers_of_villages_that_lie_together_stand_side_by_side(
    places: dict[int, tuple[float, float]], wanted: list[tuple[str, ...]], tmp_path: Path
) -> None:
    rows = [row(number, str(number), "1000" if number % 2 else "90000") for number in places]
    folder = portal(tmp_path, rows, organization=organization(places), outline=polygon(SQUARE))
    area = view(folder).current.map
    assert area
    assert [one.numbers for one in area.labels] == wanted
    assert next(one.more for one in area.labels) is (len(places) > 6)
    home = pages_of(checked(folder))["index.md"].decode()
    for numbers in wanted:
        assert f">{','.join(numbers)}" in home


AREA = {"type": "Polygon", "coordinates": [SQUARE]}


@pytest.mark.parametrize(
    "wrapped",
    [
        {"type": "Feature", "properties": None, "geometry": AREA},
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "GeometryCollection", "geometries": [AREA]},
        {"type": "Polygon", "coordinates": [[[*point, 312.5] for point in SQUARE]]},
    ],
)
def test_every_usual_way_of_writing_an_area_is_read(
    tmp_path: Path, wrapped: dict[str, object]
) -> None:
    text = json.dumps({"type": "FeatureCollection", "features": [wrapped]})
    found = checked(portal(tmp_path, [row(1, "1")], outline="\ufeff" + text))
    (ring,) = found.portal.organization.outline
    assert bounds(ring) == ((9_980_000, 1_988_000), (9_988_000, 1_995_000))


points = st.tuples(st.integers(9_900_000, 9_990_000), st.integers(1_900_000, 1_990_000))


@given(st.lists(points, min_size=4, max_size=200), st.integers(4, 60))
@settings(max_examples=50, deadline=None)
def test_a_thinned_ring_is_part_of_the_ring_and_ends_where_it_began(
    line: list[tuple[int, int]], most: int
) -> None:
    ring = (*line, line[0])
    few = thinned(ring, most)
    assert len(few) <= max(most, 4)
    assert few[0] == few[-1] == ring[0]
    rest = iter(ring)
    assert all(point in rest for point in few), "the order is that of the ring"


@pytest.mark.parametrize("slip", [(1, 0), (-3, 0), (0, 2), (2, 2)])
@pytest.mark.parametrize("bordered", [True, False])
def test_what_lies_far_off_is_warned_of_and_left_out(
    tmp_path: Path, slip: tuple[int, int], bordered: bool
) -> None:
    lat, lon = 19.91 - abs(slip[0]), 99.84 + slip[1]
    rows = [row(1, "1", lat="19.91", lon="99.83"), row(2, "2", lat=f"{lat:.2f}", lon=f"{lon:.2f}")]
    folder = portal(tmp_path, rows, outline=polygon(SQUARE) if bordered else None)
    assert codes(folder) == ["coordinates-far"]
    area = view(folder).current.map
    assert area
    assert (area.placed, area.outside) == (1, 1)


def test_a_village_that_lies_far_off_is_warned_of_at_its_line(tmp_path: Path) -> None:
    told = organization(PLACES | {4: (14.9, 99.85)})
    found = checked(portal(tmp_path, [row(1, "1")], organization=told)).report
    assert [(one.code, one.place.row) for one in found] == [("coordinates-far", 10)]


@pytest.mark.parametrize("span", [0.01, 0.05, 0.5, 1.2])
def test_places_of_one_area_are_not_far_from_each_other(span: float) -> None:
    chance = random.Random(round(span * 100))
    places = [
        (
            round((99 + chance.uniform(0, span)) * PER_DEGREE),
            round((18 + chance.uniform(0, span)) * PER_DEGREE),
        )
        for _ in range(60)
    ]
    far = far_from((), places)
    assert not any(far(one) for one in places)


@pytest.mark.parametrize("where", ["village", "project"])
def test_swapped_degrees_are_told_with_the_right_way_round(tmp_path: Path, where: str) -> None:
    told = organization({1: (99.84, 19.91)} if where == "village" else PLACES)
    point = {"lat": "99.84", "lon": "19.91"} if where == "project" else {}
    found = checked(portal(tmp_path, [row(1, "1", **point)], organization=told)).report
    (problem,) = found.errors
    assert problem.code == "coordinates-unreadable"
    assert "เขียน 19.91 ในช่องละติจูด และ 99.84 ในช่องลองจิจูด" in problem.advice


def test_the_theme_draws_the_map_by_classes_alone() -> None:
    text = (THEME / "pages" / "map.j2").read_text(encoding="utf-8")
    assert "style=" not in text
    assert "fill=" not in text


def test_a_village_whose_place_lies_off_the_map_is_not_said_to_state_none(tmp_path: Path) -> None:
    places = {**PLACES, 4: (14.10, 101.20)}
    area = site_view(
        (
            found := checked(portal(tmp_path, [row(1, "1")], organization=organization(places)))
        ).portal,
        found.report,
    ).current.map
    assert area
    assert area.lacking == () and len(area.off) == 1


@pytest.mark.parametrize(("lat", "lon"), [(0, 1), (-2.5, 0), (0.4, 0.3), (-6, 1)])
@pytest.mark.parametrize("villages", [0, 2, 3])
def test_a_border_that_lies_elsewhere_is_told_once_of_itself_and_not_drawn(
    tmp_path: Path, lat: float, lon: float, villages: int
) -> None:
    ring = [[x + lon, y + lat] for x, y in SQUARE]
    rows = [row(n, "1", lat=f"19.9{n}", lon=f"99.8{n}") for n in range(1, 6)]
    places = dict(list(PLACES.items())[:villages])
    told = organization(places) if places else ORGANIZATION + "  1: บ้านหนึ่ง\n"
    folder = portal(tmp_path, rows, outline=polygon(ring), organization=told)
    (problem,) = checked(folder).report
    assert (problem.code, problem.place.file) == ("outline-far", "plans/area.geojson")
    assert "area.geojson" in problem.message and "กิโลเมตร" in problem.message
    area = view(folder).current.map
    assert (area is None) is (villages == 0)
    assert area is None or (not area.frame.border and area.placed > 0)


@pytest.mark.parametrize("off", [0, 1])
def test_a_border_that_holds_most_places_is_believed(tmp_path: Path, off: int) -> None:
    places = PLACES | ({3: (17.9, 99.86)} if off else {})
    folder = portal(
        tmp_path, [row(1, "1")], outline=polygon(SQUARE), organization=organization(places)
    )
    assert codes(folder) == ["coordinates-far"] * off
    area = view(folder).current.map
    assert area
    assert area.frame.border


@pytest.mark.parametrize(
    ("villages", "filled", "bare"), [("1", True, True), ("1-3", True, False), ("", False, True)]
)
def test_the_map_explains_the_signs_that_it_has_and_no_others(
    villages: str, filled: bool, bare: bool, tmp_path: Path
) -> None:
    folder = portal(tmp_path, [row(1, villages), row(2, "")])
    home = pages_of(checked(folder))["index.md"].decode()
    assert ("วงยิ่งใหญ่ วงเงินยิ่งมาก" in home, "วงเล็กกลางโปร่ง" in home) == (filled, bare)


def test_a_project_whose_place_is_off_the_map_says_so_beside_its_village(tmp_path: Path) -> None:
    rows = [
        row(1, "1", lat="19.91", lon="99.83"),
        row(2, "1, 2", lat="17.00", lon="104.00"),
    ]
    pages = pages_of(checked(portal(tmp_path, rows)))
    near, far = (pages[f"2570/projects/2570-00{n}.md"].decode() for n in (1, 2))
    said = "ที่ตั้งตามพิกัดของโครงการนี้อยู่นอกแผนที่"
    assert said in far and said not in near
    # A line of its villages never begins with a comma: it stands with the name before it.
    assert re.search(r'<span class="ph-one"><a [^>]*>[^<]*1</a>,</span> ', far)
