"""The settings that `phaen receive` writes, in Debian's nginx, read by a client and by Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from e2e.remotes import NGINX, Office, Reader, nginx, office
from generator.site.render import HEADERS

pytestmark = pytest.mark.skipif(not Path(NGINX).is_file(), reason="nginx is not installed")

SCRIPT = re.compile(r'src="([^"]+\.js)"')
ASSET = re.compile(r'(?:href|src)="(?:\.\./)*(assets/[^"]+)"')


@pytest.fixture
def reader(served: tuple[Office, int]) -> Iterator[Reader]:
    """A client with a connection to nginx."""
    with Reader(served[1]) as one:
        yield one


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, int]]:
    """A published office behind nginx."""
    made = office(tmp_path_factory.mktemp("nginx") / "office")
    assert made.push().returncode == 0
    with nginx(made) as port:
        yield made, port


def test_pages_carry_the_security_headers_also_where_nothing_is(
    reader: Reader,
) -> None:
    for path, status in (("/", 200), ("/2570/projects/2570-001.html", 200), ("/nowhere", 404)):
        answer = reader.get(path)
        assert answer.status == status
        for name, value in HEADERS.items():
            assert answer.headers[name.lower()] == value, path
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["server"] == "nginx"
    assert "ไม่พบหน้า".encode() in reader.get("/nowhere").body


def test_pages_are_asked_for_again_and_what_names_its_digest_for_ever(
    served: tuple[Office, int], reader: Reader
) -> None:
    made, _ = served
    assert reader.get("/2570/index.html").headers["cache-control"] == "no-cache"
    assert "cache-control" not in reader.get("/nowhere").headers
    digested = made.live / "assets/0123456789ab"
    digested.mkdir(exist_ok=True)
    (digested / "x.css").write_text("")
    known = reader.get("/2570/index.html").headers["etag"]
    again = {"If-None-Match": known}
    reader.connection.request("GET", "/2570/index.html", headers=again)
    answer = reader.connection.getresponse()
    assert (answer.status, answer.read()) == (304, b"")
    for_ever = "public, max-age=31536000, immutable"
    assert reader.get("/assets/0123456789ab/x.css").headers["cache-control"] == for_ever
    (made.live / "2569").mkdir(exist_ok=True)
    (made.live / "2569/index.html").write_text("")
    assert reader.get("/2569/index.html").headers["cache-control"] == "no-cache"
    (made.live / "sealed").mkdir(exist_ok=True)
    (made.live / "sealed/2569.zip").write_text("")
    a_day = "public, max-age=86400, immutable"
    assert reader.get("/2569/index.html").headers["cache-control"] == a_day
    assert "cache-control" not in reader.get("/2569/nowhere.html").headers


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/2570/calendar.ics", "text/calendar; charset=utf-8"),
        ("/2570/villages/1.ics", "text/calendar; charset=utf-8"),
        ("/2570/villages/1.xml", "text/xml; charset=utf-8"),
        ("/feed.xml", "text/xml; charset=utf-8"),
        ("/2570/data/projects.csv", "text/csv; charset=utf-8"),
        ("/data/dcat.jsonld", "application/ld+json"),
        ("/years.json", "application/json"),
        ("/2570/data/projects.xlsx", SHEET),
    ],
)
def test_programs_of_other_sites_may_read_data_and_are_told_its_kind(
    reader: Reader, path: str, kind: str
) -> None:
    answer = reader.get(path, packed=True)
    assert (answer.status, answer.headers["content-type"].partition("; charset")[0]) == (
        200, kind.partition(";")[0],
    )  # fmt: skip
    assert answer.headers["content-type"] == kind or path.endswith((".json", ".xlsx"))
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["etag"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert ("content-encoding" in answer.headers) is not path.endswith(".xlsx")
    assert "access-control-allow-origin" not in reader.get("/2570/index.html").headers
    reader.connection.request("POST", path)
    refused = reader.connection.getresponse()
    assert (refused.status, bool(refused.read())) == (403, True)


def test_text_is_sent_as_it_lies_there_packed(served: tuple[Office, int], reader: Reader) -> None:
    made, _ = served
    answer = reader.get("/index.html", packed=True)
    assert answer.headers["content-encoding"] == "gzip"
    assert int(answer.headers["content-length"]) == (made.live / "index.html.gz").stat().st_size
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = reader.get("/index.html")
    assert "content-encoding" not in plain.headers
    assert plain.body == answer.body == (made.live / "index.html").read_bytes()


def test_hidden_files_settings_and_writing_are_refused(
    served: tuple[Office, int], reader: Reader
) -> None:
    made, _ = served
    (made.live / ".secret").write_text("x")
    for path in (
        "/.secret",
        "/_headers",
        "/.htaccess",
        "/nginx-headers.conf",
        "/../live.nginx.conf",
    ):
        assert reader.get(path).status in (400, 404), path
    reader.connection.request("PUT", "/x.html", body=b"x")
    assert reader.connection.getresponse().status == 403


def test_chromium_meets_a_whole_page_before_and_after_a_push(
    served: tuple[Office, int], chromium: Browser
) -> None:
    made, port = served
    page = chromium.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.on("response", lambda got: failed.append(got.url) if got.status >= 400 else None)
    page.on("console", lambda said: failed.append(said.text))
    for amount, shown in (("123456", "123,456"), ("654321", "654,321")):
        made.state_budget(amount)
        assert made.push().returncode == 0
        page.goto(f"http://127.0.0.1:{port}/2570/projects/2570-001.html")
        assert shown in page.locator("main, #ph-content").first.inner_text()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith("Sarabun")
    assert failed == []
    page.close()
