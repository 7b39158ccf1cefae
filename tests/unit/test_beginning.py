"""A portal begins whole or not at all, in the name of a person that git knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.machine.git_program import GitError
from generator.machine.git_work import WorkCopy
from generator.plan.starter import Answers, repository_files, units_of, villages_of
from generator.publishing.beginning import begin_portal, is_nobody, is_unused

NOBODY = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "PATH": "/usr/bin:/bin"}
PERSON = {"user.name": "staff", "user.email": "staff@example.go.th"}


def test_a_portal_begins_in_the_name_of_somebody_and_only_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(GitError) as refused:
        begin_portal(tmp_path, repository_files(Answers()), NOBODY, {})
    assert is_nobody(refused.value) and is_unused(tmp_path, NOBODY)
    begin_portal(tmp_path, repository_files(Answers()), NOBODY, PERSON)
    assert not is_unused(tmp_path, NOBODY)
    work = WorkCopy(tmp_path, NOBODY)
    assert work.changed() == {} and work.identity()["GIT_AUTHOR_NAME"] == "staff"
    there = {one.path: one.data for one in repository_files(Answers())}
    assert {path: (tmp_path / path).read_bytes() for path in there} == there


def test_a_beginning_that_was_killed_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_work: WorkCopy) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(WorkCopy, "go_on", killed)
        with pytest.raises(KeyboardInterrupt):
            begin_portal(tmp_path, repository_files(Answers()), NOBODY, PERSON)
    assert {one.name for one in tmp_path.iterdir()} == {".git"}
    assert not is_unused(tmp_path, NOBODY)
    assert (tmp_path / "plans/organization.yml").is_file()
    assert WorkCopy(tmp_path, NOBODY).changed() == {}


def test_pasted_units_and_villages_are_read_as_a_sheet_has_them() -> None:
    assert units_of("กองช่าง\n\nhealth\tกองสาธารณสุข\nกองป่าไม้\nกองช่าง\n") == (
        ("engineering", "กองช่าง"), ("health", "กองสาธารณสุข"), ("unit-3", "กองป่าไม้"),
    )  # fmt: skip
    assert villages_of("หมู่ที่ ๑\tบ้านเหนือ\n2. บ้านใต้\n12 บ้านกลาง") == (
        ("1", "บ้านเหนือ"), ("2", "บ้านใต้"), ("12", "บ้านกลาง"),
    )  # fmt: skip
    assert villages_of("บ้านเหนือ\nบ้านใต้") == (("1", "บ้านเหนือ"), ("2", "บ้านใต้"))
