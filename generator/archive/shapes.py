"""What the pages of a sealed year may be made of: handed in, since an archive renders nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shapes:
    """What releases of Phaen put beside and into pages, old releases too.

    `policies` are the content security policies that pages stand under. `is_data_script` tells a
    script that holds data and does nothing else. `assets_address` gives the folder that files,
    by their path below it, are published in.
    """

    policies: tuple[str, ...]
    is_data_script: Callable[[bytes], bool]
    assets_address: Callable[[Mapping[str, bytes]], str]


NO_SHAPES = Shapes((), lambda _script: False, lambda _files: "")
