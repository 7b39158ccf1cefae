"""A few whole pages, so that a change of wording or layout is seen as such."""

import pytest

import golden


@pytest.mark.parametrize("name", sorted(golden.pages()))
def test_page_is_the_one_that_was_read_and_kept(name: str) -> None:
    assert golden.pages()[name].decode() == (golden.PAGES / name).read_text(encoding="utf-8")
