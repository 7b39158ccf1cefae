"""What readers follow in programs of their own: the feeds and calendars of every year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.site.render.calendars import calendar_artifacts
from generator.site.render.feeds import feed_artifacts, site_feed_artifact
from generator.site.views import SiteView


def followed_artifacts(site: SiteView, theme: Path) -> Iterator[Artifact]:
    """Yield the feeds, that of the site first, then the calendars."""
    yield site_feed_artifact(site, theme)
    yield from feed_artifacts(site, theme)
    yield from calendar_artifacts(site, theme)
