"""What Typst sets of a site, sharing images and papers, and what is known of it already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.machine.artifact import Artifact
from generator.site.render.cards import card_artifacts
from generator.site.render.documents import document_artifacts
from generator.site.render.templates import interface
from generator.site.render.typesetting import Typesetter
from generator.site.views import SiteView


@dataclass(frozen=True, slots=True)
class Drawings:
    """What was set before: images and papers by digest, and by path in the site those in `drawn`.

    These are taken as they are, whatever they are of.
    """

    cards: MutableMapping[str, bytes]
    papers: MutableMapping[str, bytes]
    drawn: Mapping[str, bytes] = field(default_factory=dict)


def drawn_artifacts(
    site: SiteView, theme: Path, known: Drawings, setter: Typesetter | None = None
) -> Iterator[Artifact]:
    """Yield the sharing images and the papers of every year. Raises DrawingError."""
    words = interface(theme, site.organization)
    yield from card_artifacts(site, theme / "cards", words, known.cards, known.drawn)
    folder = theme / "papers"
    yield from document_artifacts(site, folder, words, known.papers, known.drawn, setter)
