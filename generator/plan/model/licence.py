"""Under which licence an organisation gives its data away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence of open data: its identifier, how readers are told it, where its text stands.

    `id` is SPDX's where SPDX has one (`spdx`). `asks` is what it asks of who uses the data, as a
    sentence. `national` is what the form of the national catalogue calls it; empty where the form
    has no such choice, and it is to be written beside "other".
    """

    id: str
    name: str
    thai: str
    asks: str
    address: str
    national: str = ""
    spdx: bool = True
