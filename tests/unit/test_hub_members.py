"""hub.yml is taken at its word: what it names decides which programs run and who is asked."""

import json
from pathlib import Path

import pytest

from generator.hub.fetching.site import Published
from generator.hub.harvest.cells import by_year
from generator.hub.harvest.published import from_site
from generator.hub.harvest.refused import RefusedError
from generator.hub.member import Way
from generator.hub.members import read_members
from generator.plan.fields import Column, Kind
from generator.problems import Report
from generator.site.render.tables import Written
from generator.site.views import table_columns


def codes(home: Path, /, *, loopback: bool = False, **told: str) -> list[str]:
    """Return the problems of a hub of one member."""
    line = {"code": "6560101", "district": "เมือง", "province": "พะเยา", **told}
    file = home / "hub.yml"
    file.write_text(f"name: ก\nmembers:\n  - {json.dumps(line, ensure_ascii=False)}\n", "utf-8")
    report = Report()
    hub = read_members(file, report, loopback=loopback)
    assert len(hub.members) == (not report.errors)
    assert "secret" not in "".join(one.message + one.value for one in report)
    return [one.code for one in report]


@pytest.mark.parametrize(
    "told",
    [
        {"git": "https://git.example.go.th/plan.git"},
        {"git": "ssh://git@git.example.go.th:22/office/plan.git", "branch": "main"},
        {"git": "../plan.bundle"},
        {"folder": "../portal-b"},
        {"site": "https://plan.example.go.th/"},
        {"site": "https://plan.example.go.th"},
    ],
)
def test_ways_to_a_member_are_https_ssh_and_folders(tmp_path: Path, told: dict[str, str]) -> None:
    assert codes(tmp_path, loopback=False, **told) == []


@pytest.mark.parametrize(
    "told",
    [
        {"git": "http://git.example.go.th/plan.git"},
        {"git": "git://git.example.go.th/plan.git"},
        {"git": "file:///srv/plan.git"},
        {"git": "ext::sh -c touch% /tmp/x"},
        {"git": "git@git.example.go.th:plan.git"},
        {"git": "--upload-pack=touch /tmp/x"},
        {"git": "ssh://-oProxyCommand=x/plan.git"},
        {"git": "https://office:secret@git.example.go.th/plan.git"},
        {"git": "ssh://office:secret@git.example.go.th/plan.git"},
        {"git": "../plan.git", "branch": "--output=x"},
        {"git": "../plan.git", "branch": "a..b"},
        {"folder": "../portal-b", "branch": "main"},
        {"folder": "-x"},
        {"folder": "file:///srv/plan"},
        {"site": "http://plan.example.go.th/"},
        {"site": "http://127.0.0.1:8000/"},
        {"site": "file:///srv/site/"},
        {"site": "https://plan.example.go.th/?q=1"},
        {"site": "https://office:secret@plan.example.go.th/"},
    ],
)
def test_every_other_way_is_refused_and_no_password_is_told(
    tmp_path: Path, told: dict[str, str]
) -> None:
    assert codes(tmp_path, loopback=False, **told) == ["hub-address"]


def test_the_hubs_own_places_are_told_or_refused_without_their_password(tmp_path: Path) -> None:
    member = "{code: '6560101', district: ก, province: ข, folder: a}"
    file, found = tmp_path / "hub.yml", []
    for address in ("https://search.example.go.th", "https://me:secret@a.go.th/", "//a.go.th"):
        file.write_text(f"name: ก\nsearch: {address}\nmembers:\n  - {member}\n", "utf-8")
        report = Report()
        found.append((read_members(file, report).search, [one.code for one in report]))
        assert "secret" not in str([*report])
    assert found == [("https://search.example.go.th/", []), *[("", ["hub-address"])] * 2]


def test_a_dataset_is_told_by_its_folder(tmp_path: Path) -> None:
    member = "{code: '6560101', district: ก, province: ข, folder: a}"
    file, found = tmp_path / "hub.yml", []
    for address in ("https://a.go.th/data", "https://a.go.th/data/datapackage.json"):
        file.write_text(f"name: ก\ndataset: {address}\nmembers:\n  - {member}\n", "utf-8")
        report = Report()
        found.append((read_members(file, report).dataset, [one.code for one in report]))
    assert found == [("https://a.go.th/data/", []), ("", ["hub-address"])]


def test_who_is_refused_hosting_reads_what_was_written(tmp_path: Path) -> None:
    site = "https://plan.example.go.th/"
    file = tmp_path / "hub.yml"
    file.write_text(
        "name: ก\nmembers:\n  - {code: '6560101', district: ก, province: ข, "
        f"site: '{site}', host: true}}\n",
        "utf-8",
    )
    report = Report()
    read_members(file, report)
    assert [(one.code, one.value) for one in report] == [("hub-host", "host: true")]


@pytest.mark.parametrize("province", ["../..", "พะเยา/x", "จังหวัดพะเยา", "a=b", "ก" * 61])
def test_a_province_that_is_no_name_becomes_no_folder(tmp_path: Path, province: str) -> None:
    assert codes(tmp_path, province=province, folder="../a") == ["hub-place"]


@pytest.mark.parametrize("code", ["656010", "656010123", "๖๕๖๐๑๐๑", "65601a1"])
def test_a_code_has_seven_or_eight_digits(tmp_path: Path, code: str) -> None:
    assert codes(tmp_path, code=code, folder="../a") == ["hub-code"]


def test_loopback_is_let_in_only_where_it_is_asked_for(tmp_path: Path) -> None:
    assert codes(tmp_path, loopback=True, site="http://127.0.0.1:8000/a/") == []
    assert codes(tmp_path, loopback=True, site="http://127.0.0.2/a/") == ["hub-address"]
    assert [one.value for one in Way] == ["git", "folder", "site"]


def test_what_fits_no_column_is_kept_aside() -> None:
    columns = (*table_columns()["projects"], Column("x", "ของเดิม", Kind.TEXT, "x"))
    said = {"fiscal_year": "2567", "id": "2567-001", "budget_baht": "หนึ่งแสน", "x": "ค่าเดิม"}
    row = tuple(said.get(one.code, "") for one in columns)
    table = by_year({"projects": Written(columns, (row,))})["2567"]["projects"]
    cells = dict(zip(table.columns, table.rows[0], strict=True))
    assert (cells["id"], cells["budget_baht"]) == ("2567-001", "")
    assert json.loads(cells["more"]) == {
        "งบประมาณปัจจุบันเป็นตัวเลข": "หนึ่งแสน", "ของเดิม": "ค่าเดิม",
    }  # fmt: skip
    with pytest.raises(ValueError, match="no fiscal year"):
        by_year({"projects": Written(columns, (("x", *row[1:]),))})


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("village_list", "1;70000"), ("work_months", "2026-10;2026-13"), ("work_months", "x"),
        ("budget_baht", "999999999999999"),
    ],
)  # fmt: skip
def test_what_a_site_tells_that_no_plan_may_stops_no_others_questions_or_pages(
    code: str, told: str
) -> None:
    columns = table_columns()["projects"]
    heading = next(one.heading for one in columns if one.code == code)
    said = {"fiscal_year": "2570", "id": "2570-001", code: told}
    row = tuple(said.get(one.code, "") for one in columns)
    table = by_year({"projects": Written(columns, (row,))})["2570"]["projects"]
    cells = dict(zip(table.columns, table.rows[0], strict=True))
    assert (cells[code], json.loads(cells["more"])) == ("", {heading: told})


@pytest.mark.parametrize("rows", ["2570,1\n2570,1\n", "2570,1\n2570,\n"])
def test_a_site_with_a_project_twice_or_without_a_code_is_refused(rows: str) -> None:
    headings = [one.heading for one in table_columns()["projects"]]
    codes = [headings[[one.code for one in table_columns()["projects"]].index(code)]
             for code in ("fiscal_year", "id")]  # fmt: skip
    data = f"{','.join(codes)}\n{rows}".encode()
    with pytest.raises(RefusedError):
        from_site(Published("", "อบต.ตัวอย่าง", {"projects": data}), "https://plan.example.go.th/")


@pytest.mark.parametrize("name", ["อบต.ตัวอย่าง โทร 081-234-5678", "นางสาวสมศรี รักเรียน"])
def test_the_name_that_a_site_gives_itself_passes_the_gate_too(name: str) -> None:
    headings = ",".join(one.heading for one in table_columns()["projects"])
    tables = {"projects": f"{headings}\n".encode()}
    site = "https://plan.example.go.th/"
    assert from_site(Published("", "อบต.ตัวอย่าง", tables), site).office["name"] == "อบต.ตัวอย่าง"
    with pytest.raises(RefusedError, match="█"):
        from_site(Published("", name, tables), site)


def test_a_list_of_the_whole_country_is_read(tmp_path: Path) -> None:
    lines = (
        f'  - {{code: "{1_000_000 + n}", district: เมือง, province: พะเยา, folder: offices/{n}}}\n'
        for n in range(7850)
    )
    (tmp_path / "hub.yml").write_text(f"name: ก\nmembers:\n{''.join(lines)}", "utf-8")
    report = Report()
    assert len(read_members(tmp_path / "hub.yml", report).members) == 7850
    assert not [*report]


@pytest.mark.parametrize(
    "ways",
    [
        ({"folder": "a"}, {"folder": "b/../a/"}, {"folder": "c"}),
        (
            {"git": "https://git.example.go.th/a.git"},
            {"git": "https://git.example.go.th/a.git/"},
            {"git": "https://git.example.go.th/a.git", "branch": "other"},
        ),
    ],
)
def test_one_portal_under_two_codes_is_refused(
    tmp_path: Path, ways: tuple[dict[str, str], ...]
) -> None:
    place = {"district": "เมือง", "province": "พะเยา"}
    lines = [{"code": f"{6560101 + n}", **place, **way} for n, way in enumerate(ways)]
    text = "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in lines)
    (tmp_path / "hub.yml").write_text(f"name: ก\nmembers:\n{text}", "utf-8")
    report = Report()
    hub = read_members(tmp_path / "hub.yml", report)
    assert [(one.code, one.place.row) for one in report] == [("hub-address", 4)]
    assert [one.code for one in hub.members] == ["6560101", "6560103"]


@pytest.mark.parametrize(
    ("head", "line", "hosted"),
    [
        ("host: true\nportals_url: https://a.go.th/p\n", "", "https://a.go.th/p/6560101/"),
        ("portals_url: 'https://CODE.a.go.th/'\n", "host: true", "https://6560101.a.go.th/"),
        ("host: true\nportals_url: https://a.go.th/\n", "host: false", ""),
        ("portals_url: https://a.go.th/\n", "", ""),
        ("host: true\n", "", None),
        ("", "host: true", None),
        ("host: maybe\nportals_url: https://a.go.th/\n", "", None),
        ("host: true\nportals_url: http://a.go.th/\n", "", None),
        ("host: true\nportals_url: https://me:secret@a.go.th/\n", "", None),
        ("host: true\nportals_url: 'https://a.go.th/CODE/CODE/'\n", "", None),
    ],
)
def test_a_hub_that_hosts_says_where_readers_find_the_portals(
    tmp_path: Path, head: str, line: str, hosted: str | None
) -> None:
    told = f"code: '6560101', district: เมือง, province: พะเยา, folder: a, {line}"
    (tmp_path / "hub.yml").write_text(f"name: ก\n{head}members:\n  - {{{told}}}\n", "utf-8")
    report = Report()
    hub = read_members(tmp_path / "hub.yml", report)
    assert {one.code for one in report} == ({"hub-host"} if hosted is None else set())
    assert hosted is None or [one.hosted for one in hub.members] == [hosted]
    assert "secret" not in "".join(one.message + one.value for one in report)


@pytest.mark.parametrize("head", ["host: true\n", "host: true\nportals_url: http://a.go.th/\n"])
def test_one_wrong_address_of_portals_is_one_problem_however_many_members(
    tmp_path: Path, head: str
) -> None:
    place = "district: เมือง, province: พะเยา"
    told = "".join(f"  - {{code: '{6560101 + n}', {place}, folder: a{n}}}\n" for n in range(3))
    (tmp_path / "hub.yml").write_text(f"name: ก\n{head}members:\n{told}", "utf-8")
    report = Report()
    read_members(tmp_path / "hub.yml", report)
    assert [one.code for one in report] == ["hub-host"]


@pytest.mark.parametrize("other", ["https://A.go.th/plan", "ssh://git@a.go.th/plan.git"])
def test_one_repository_in_two_spellings_is_one_office(tmp_path: Path, other: str) -> None:
    place = "district: เมือง, province: พะเยา"
    told = "".join(
        f"  - {{code: '{6560101 + n}', {place}, git: '{address}'}}\n"
        for n, address in enumerate(("https://a.go.th/plan.git", other, "https://a.go.th/b.git"))
    )
    (tmp_path / "hub.yml").write_text(f"name: ก\nmembers:\n{told}", "utf-8")
    report = Report()
    assert len(read_members(tmp_path / "hub.yml", report).members) == 2
    assert [(one.code, one.place.row) for one in report] == [("hub-address", 4)]


def test_a_site_has_a_place_of_its_own_and_is_not_hosted(tmp_path: Path) -> None:
    site = "https://plan.example.go.th/"
    assert codes(tmp_path, site=site, host="true") == ["hub-host"]
