"""What a sealed year may hold besides what its summary tells one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.archive import faults as words
from generator.archive import verify_file
from generator.site.render import SHAPES
from seals import bag_files, page, small_seal
from uploads import jpg


@pytest.mark.parametrize("name", ["table-2.html", "ita/months.html", f"photos/{'0' * 64}.jpg"])
def test_a_sealed_year_may_hold_what_its_summary_does_not_count(tmp_path: Path, name: str) -> None:
    one = jpg() if name.endswith("jpg") else page("ก")
    files = {**bag_files(), f"site/2568/{name}": one}
    faults = verify_file(small_seal(tmp_path / "2568.zip", files), SHAPES).faults
    assert words.NOT_OF_THE_YEAR not in [fault.reason for fault in faults]


@pytest.mark.parametrize("name", ["table-a/b.html", "ita/a.b.html", "ita/a/b.html", "other.html"])
def test_a_sealed_year_holds_no_page_that_no_release_makes(tmp_path: Path, name: str) -> None:
    files = {**bag_files(), f"site/2568/{name}": page("ก")}
    faults = verify_file(small_seal(tmp_path / "2568.zip", files), SHAPES).faults
    assert words.NOT_OF_THE_YEAR in [one.reason for one in faults if one.file.endswith(name)]
