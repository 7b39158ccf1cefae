"""The office's emblem, small and without notes, as papers show it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from generator.machine.layout import PLANS
from generator.plan.model import Organization
from generator.site.render.photographs import reduced


def emblem_of(organization: Organization, fetch: Callable[[str], bytes]) -> bytes:
    """Return the emblem as a small JPEG; empty where there is none, or none that can be drawn.

    `fetch` returns the bytes of a file by its path below the portal. No path leads out of `plans`.
    """
    path = PurePosixPath(organization.emblem)
    if not organization.emblem or path.is_absolute() or {"..", "~"} & set(path.parts):
        return b""
    try:
        return reduced(fetch(f"{PLANS}/{path}"))
    except OSError:
        return b""
