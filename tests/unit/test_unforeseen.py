"""What nobody foresaw is one Thai sentence, too: a traceback quotes the plan, raw, to a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli, pipeline
from generator.site.links import faults
from portals import portal_folder


def test_a_fault_of_ours_tells_where_it_arose_and_nothing_of_the_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("\x1b[31m081-234-5678")

    monkeypatch.setattr(pipeline, "parse_portal", fail)
    monkeypatch.setattr("sys.argv", ["phaen", "check", "--portal", str(portal_folder(tmp_path))])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = "".join(capsys.readouterr())
    assert ended.value.code == 2
    assert "โปรดแจ้งผู้พัฒนา" in told
    assert "ValueError test_unforeseen.py:" in told
    assert "5678" not in told
    assert "\x1b" not in told
    assert "Traceback" not in told


@pytest.mark.parametrize("page", [b"\xff\xfe", b"<p>x</p><![foo[x]]>", b"<!ELEMENT br EMPTY>\xe0"])
def test_a_page_that_nobody_can_read_is_a_fault_and_the_others_are_read(
    tmp_path: Path, page: bytes
) -> None:
    (tmp_path / "odd.html").write_bytes(page)
    (tmp_path / "index.html").write_text('<a href="gone.html">ก</a>', encoding="utf-8")
    found = faults(tmp_path)
    assert found[0].startswith("odd.html: อ่านไม่ได้")
    assert "gone.html" in found[1]
