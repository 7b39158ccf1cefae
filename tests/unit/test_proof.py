"""Tags under a key that stays on the machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.machine.proof import KEY_SIZE, TAG_SIZE, Proof

KEY = b"k" * KEY_SIZE
PARTS = st.lists(st.binary(max_size=20), max_size=4)


@given(PARTS, PARTS)
def test_a_tag_holds_for_the_same_parts_and_no_others(one: list[bytes], other: list[bytes]) -> None:
    tag = Proof(KEY).tag("a page", *one)
    assert len(tag) == TAG_SIZE
    assert Proof(KEY).holds(tag, "a page", *other) == (one == other)
    assert not Proof(KEY).holds(tag, "a picture", *one)


def test_without_the_key_no_earlier_tag_holds() -> None:
    tag = Proof(KEY).tag("a page", b"x")
    assert not Proof().holds(tag, "a page", b"x")
    assert not Proof(b"o" * KEY_SIZE).holds(tag, "a page", b"x")


def test_a_key_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="bytes"):
        Proof(b"short")
