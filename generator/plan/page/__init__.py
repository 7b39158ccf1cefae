"""Hand-written pages as Markdown reads them: what is in them that may not be, within a time."""

from generator.plan.page.reader import PageReader
from generator.plan.page.rules import Markup

__all__ = ["Markup", "PageReader"]
