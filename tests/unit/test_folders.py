"""Whose a folder is: what nobody but its owner put there is left alone, whatever it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.guard import FolderRefusedError
from generator.proof import Proof
from generator.write import FolderCache, StagingList
from portals import tree

KEY = bytes(32)


@pytest.mark.parametrize(
    "name",
    [
        ".stamp", ".pieces", ".cards/2568.png", ".uploads/2024.json", ".sealed/letter.docx",
        ".sealed/4-2568/letter.docx", ".site-plan", ".swap-0/letter.docx", ".stamp/a",
    ],
)  # fmt: skip
def test_a_file_of_others_under_a_name_of_ours_makes_no_staging_folder(
    tmp_path: Path, name: str
) -> None:
    """Other programs leave a `.stamp`, and a year is a number in hex, too."""
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"theirs")
    before = tree(tmp_path)
    with pytest.raises(FolderRefusedError):
        StagingList(tmp_path, Proof(KEY)).refuse_foreign()
    assert tree(tmp_path) == before


def test_what_a_run_leaves_that_staged_nothing_is_ours(tmp_path: Path) -> None:
    FolderCache(tmp_path / ".uploads", ".json").update({"ab" * 32: b"{}"})
    FolderCache(tmp_path / ".cards").update({"cd" * 32: b"png"})
    (tmp_path / ".sealed" / f"4-{'ef' * 32}.part" / "site").mkdir(parents=True)
    (tmp_path / ".sealed" / f"4-{'ef' * 32}.part" / "site" / "a.html").write_bytes(b"")
    (tmp_path / ".staged.part").write_bytes(b"")
    StagingList(tmp_path, Proof(KEY)).refuse_foreign()
