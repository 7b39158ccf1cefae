"""No site is built of pages that lead to pages that are not there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from generator.machine.artifact import Artifact
from generator.machine.layout import SEALED, page_address
from generator.site.addresses import made_by
from generator.site.builder.errors import SiteError
from generator.site.own_links import broken_links

_DOCS, _MOST_TOLD = "docs/", 10


def demand_links(
    artifacts: Collection[Artifact],
    written: Mapping[str, bytes],
    sealed: Iterable[str] = (),
) -> None:
    """Demand that every link of our pages leads somewhere. Raises SiteError.

    `written` are files of the portal's own, by path. The years `sealed` join the site with the
    pages that the release had which sealed them: what they lack stops no site.
    """
    staged = [one for one in artifacts if one.path.startswith(_DOCS)]
    there = {page_address(one.path.removeprefix(_DOCS)) for one in staged}
    there.update(made_by("site.builder"))
    own = (
        one
        for one in staged
        if one.path.endswith(".md") and one.path.removeprefix(_DOCS) not in written
    )
    if found := broken_links(own, there, [*sealed, SEALED]):
        told = "\n".join(found[:_MOST_TOLD])
        raise SiteError(
            f"หน้าเว็บมีลิงก์ที่พาไปยังหน้าที่ไม่มี {len(found)} แห่ง จึงไม่เผยแพร่ เว็บไซต์เดิมยังอยู่\n{told}\n"
            "นี่เป็นข้อบกพร่องของ Phaen โปรดแจ้งผู้พัฒนาพร้อมบรรทัดข้างบน"
        )
