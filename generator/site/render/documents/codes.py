"""Codes that a telephone reads, as rows of signs: dark is `1`, light `0`."""

from __future__ import annotations

import segno


def code_of(address: str) -> list[str]:
    """Return the rows of a QR code of an address, without its quiet border; none for none.

    A fifth of it may be soiled and it is still read.
    """
    if not address:
        return []
    code = segno.make(address, error="q", micro=False, boost_error=False)
    return ["".join("1" if dark else "0" for dark in row) for row in code.matrix]
