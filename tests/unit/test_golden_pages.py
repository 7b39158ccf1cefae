"""A few whole pages, so that a change of wording or layout is seen as such."""

import pytest

import golden


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    return golden.pages()


@pytest.mark.parametrize("name", sorted(one.replace("/", "-") for one in golden.SHOWN))
def test_page_is_the_one_that_was_read_and_kept(pages: dict[str, bytes], name: str) -> None:
    assert pages[name].decode() == (golden.PAGES / name).read_text(encoding="utf-8")
