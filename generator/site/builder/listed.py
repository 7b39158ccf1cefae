"""Nothing is built that the table of addresses does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec

from generator.machine.artifact import Artifact
from generator.site.addresses import listed
from generator.site.builder.errors import SiteError

_Given = ParamSpec("_Given")


def only_listed(
    make: Callable[_Given, Iterator[Artifact]],
) -> Callable[_Given, Iterator[Artifact]]:
    """Have `make` raise SiteError at an artifact of a path that no entry has: a fault of ours.

    Its address would be reserved by nobody, and be told to no server and no seal.
    """

    @wraps(make)
    def made(*given: _Given.args, **named: _Given.kwargs) -> Iterator[Artifact]:
        is_listed = listed()
        for artifact in make(*given, **named):
            if not is_listed(artifact.path):
                raise SiteError(
                    f"Phaen ทำแฟ้ม {artifact.path} ซึ่งไม่มีในบัญชีที่อยู่ของเว็บไซต์ "
                    "นี่เป็นข้อบกพร่องของ Phaen โปรดแจ้งผู้พัฒนา"
                )
            yield artifact

    return made
