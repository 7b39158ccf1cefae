"""Lets every test import the helpers that stand beside this file, such as `golden`.

Python keeps compiled modules in tests too, as it does for users: builds start in half the time.
Commands that tests run have a home for their key that is not the person's, with the tests' key.
What builds have made is lent to those that begin later.
What takes too long for every day is marked `long`, here or in `long.txt`: `make soak` runs it.
"""

import atexit
import os
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

import lent
from portals import KEY
from shares import SOAK, long_tests

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

STATE = Path(tempfile.mkdtemp(prefix="phaen-tests-state-"))
atexit.register(shutil.rmtree, STATE, ignore_errors=True)
os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = str(STATE)
(STATE / "phaen").mkdir(mode=0o700)
(STATE / "phaen/key").touch(mode=0o600)
(STATE / "phaen/key").write_bytes(KEY)
if lent.PLACE not in os.environ:  # working processes have their parent's
    os.environ[lent.PLACE] = str(STATE / "lent")
    for name in lent.KEPT:
        (STATE / "lent" / name).mkdir(parents=True)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave tests that are marked `long` or named in `long.txt` to `make soak`."""
    listed, seen = long_tests(), Counter[str]()
    for item in items:
        name = item.nodeid.partition("[")[0]
        if name in listed and not item.get_closest_marker("long"):
            seen[name] += 1
            if seen[name] > listed[name]:
                item.add_marker(pytest.mark.long)
        if not SOAK and item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="in make soak"))
