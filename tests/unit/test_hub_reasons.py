"""Why nothing is known of a member is told as it is, whatever the other side does."""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.hub.fetching import UnreachableError, source_of
from generator.hub.member import Member, Way
from hub_data import commit, git


def reason(way: Way, address: str) -> str:
    with pytest.raises(UnreachableError) as told:
        source_of(Member("6560101", "เมือง", "พะเยา", way, address), os.environ)
    return str(told.value)


def test_a_bundle_of_a_branch_alone_is_told_to_name_it(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    commit(office)
    bundle = tmp_path / "office.bundle"
    git("bundle", "create", "-q", str(bundle), "main", cwd=office)
    assert "branch: main" in reason(Way.GIT, str(bundle))


@pytest.mark.parametrize("to", ["//[", "/ก"])
def test_a_site_that_leads_to_no_address_is_told_so(to: str) -> None:
    class Leading(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.wfile.write(f"HTTP/1.0 302 x\r\nLocation: {to}\r\n\r\n".encode())

    with HTTPServer(("127.0.0.1", 0), Leading) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        assert "ไม่ใช่ที่อยู่" in reason(Way.SITE, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
