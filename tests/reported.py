"""Holds the lists for reporters against the rows that stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from e2e.sites import Element

LISTS = ("changes.html", "dearer.html", "others.html")


def satang(text: str) -> int:
    """Return the first number of a text as satang; words say that none is known."""
    found = re.search(r"([+−-]?)([\d,]+)(?:\.(\d+))?", text)
    if not found:
        return 0
    size = int(found[2].replace(",", "")) * 100 + int(((found[3] or "") + "00")[:2])
    return -size if found[1] in ("−", "-") else size


def list_faults(page: Element) -> Iterator[str]:
    """Yield what a list's last line says otherwise than its rows, and rows that contradict."""
    for table in page.classed("ph-compared"):
        (body,), (foot,) = table.tags("tbody"), table.tags("tfoot")
        rows = [one for one in body.tags("tr") if "data-project" in one.attributes]
        if int(table.attributes["data-total"]) != len(rows):
            yield f"has {len(rows)} rows, says {table.attributes['data-total']}"
        printed = sum(satang(one.tags("td")[-1].text) for one in rows)
        said = satang(foot.tags("td")[-1].text)
        if said != printed:
            yield f"the last line says {said}, its rows give {printed}"
        whole = table.attributes.get("data-difference")
        if whole is not None and satang(whole) != printed:
            yield f"data-difference says {whole}, its rows give {printed}"
        for row in rows:
            stated = row.attributes.get("data-difference")
            told = [one.attributes.get("data-value") for one in row.tags("td")[-3:]]
            if stated is not None and None not in told:
                before, after, apart = (satang(one or "") for one in told)
                if not satang(stated) == apart == after - before:
                    yield f"{row.attributes['data-project']}: {stated}, {told}"
