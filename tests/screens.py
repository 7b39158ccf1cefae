"""`make screens`: pictures of a page of every kind, to be looked at. Writes into screens/.

`python tests/screens.py home project` draws only those kinds.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from generator.site.views import SiteView, site_view
from portals import ROOT, TODAY, built
from published import CHROMIUM, QUIET, kinds, served

OUT = ROOT / "screens"
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@contextmanager
def example() -> Iterator[tuple[Path, SiteView]]:
    """Build the example portal beside nobody's way."""
    with tempfile.TemporaryDirectory() as folder:
        portal = Path(folder)
        for name in ("plans", "content"):
            shutil.copytree(ROOT / name, portal / name)
        shutil.copy(ROOT / "mkdocs.yml", portal)
        checked = built(portal, TODAY).checked
        yield portal / "site", site_view(checked.portal, checked.report)


def draw(browser: Browser, url: str, pages: dict[str, str]) -> None:
    """Take every picture on the screen."""
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, locale="th-TH"
            )
            page = context.new_page()
            page.clock.set_fixed_time(f"{TODAY.isoformat()}T03:00:00Z")
            for kind, path in pages.items():
                page.goto(f"{url}/{path}", wait_until="networkidle")
                page.screenshot(path=OUT / f"{kind}-{width}-{scheme}.png", full_page=True)
            context.close()


def printed(browser: Browser, url: str, pages: dict[str, str]) -> None:
    """Print every page as a citizen would, and draw the sheets where Poppler is there."""
    page = browser.new_page(locale="th-TH")
    page.clock.set_fixed_time(f"{TODAY.isoformat()}T03:00:00Z")
    for kind, path in pages.items():
        page.goto(f"{url}/{path}", wait_until="networkidle")
        sheets = OUT / f"{kind}-print"
        page.pdf(path=f"{sheets}.pdf", prefer_css_page_size=True)
        if shutil.which("pdftoppm"):
            subprocess.run(["pdftoppm", "-r", "60", "-png", f"{sheets}.pdf", sheets], check=True)
    page.close()


def main(wanted: list[str]) -> None:
    """Draw the kinds asked for, all without an argument."""
    OUT.mkdir(exist_ok=True)
    with example() as (site, view), served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        pages = {kind: path for kind, path in kinds(view).items() if not wanted or kind in wanted}
        draw(browser, url, pages)
        printed(browser, url, pages)
        browser.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


if __name__ == "__main__":
    main(sys.argv[1:])
