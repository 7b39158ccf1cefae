"""Programs of this machine, never of the folder that is worked in.

Windows looks for a program in the current folder first, and a PATH with an empty or a relative
entry does so everywhere: a portal with a file `git` or `git.exe` in it would be run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path


def found_program(name: str, environment: Mapping[str, str]) -> str:
    """Return where the program `name` is. Raises FileNotFoundError."""
    file = f"{name}.exe" if os.name == "nt" else name
    for folder in _folders(environment):
        path = Path(folder, file)
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    raise FileNotFoundError(name)


def whole_paths(environment: Mapping[str, str]) -> str:
    """Return PATH without what depends on the folder that a program happens to run in."""
    return os.pathsep.join(_folders(environment))


def _folders(environment: Mapping[str, str]) -> Iterator[str]:
    said = environment.get("PATH", os.defpath)
    return (folder for folder in said.split(os.pathsep) if Path(folder).is_absolute())
