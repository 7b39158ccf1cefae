"""Links among the portal's files: what a link leads to may be anything on the machine."""

from __future__ import annotations

import os
from pathlib import Path

from generator.machine.layout import PARTS
from generator.problems import Place, Report


def refuse_links(root: Path, report: Report) -> None:
    """Report every symbolic link among what is published; what it leads to is not looked at."""
    for part in PARTS:
        if (root / part).is_symlink():
            report.add("file-link", Place(part), part)
            continue
        for folder, folders, names in os.walk(root / part):
            for name in sorted((*folders, *names)):
                path = Path(folder) / name
                if path.is_symlink():
                    where = path.relative_to(root).as_posix()
                    report.add("file-link", Place(where), where)
