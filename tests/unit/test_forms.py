"""Lifelike forms beside the project are understood as they are meant, every field of every row."""

from __future__ import annotations

import os

import pytest

from forms import FORMS, Truth, score, truths

_TRUTHS = list(truths(FORMS, [])) if FORMS.is_dir() else []


@pytest.mark.skipif(not _TRUTHS, reason="the forms stand beside the project on some machines only")
@pytest.mark.parametrize("truth", _TRUTHS, ids=lambda truth: truth.name)
def test_a_form_is_understood_as_it_is_meant(truth: Truth) -> None:
    if truth.path.suffix == ".doc" and not os.environ.get("PHAEN_SOAK"):
        pytest.skip("LibreOffice takes its time; conversions are held elsewhere")
    found = score(truth)
    if found.refused in ("no-reader", "needs-office"):
        pytest.skip("no reader of this format is here")
    if not truth.told["readable"]:
        assert found.refused
        return
    assert found.sound, found
