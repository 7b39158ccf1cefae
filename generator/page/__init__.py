"""Hand-written pages as Markdown reads them: what is in them that may not be, within a time."""

from generator.page.reader import PageReader
from generator.page.rules import Markup

__all__ = ["Markup", "PageReader"]
