"""What is left to `make soak` is a test that is there, and `make test` has another of its file."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter

from portals import ROOT
from shares import long_tests


def defined(file: str) -> list[str]:
    """Return the tests of a file, those that it takes from another among them."""
    return re.findall(r"^(?:def |    )(test_\w+)[(,]", (ROOT / file).read_text("utf-8"), re.M)


def test_every_listed_test_is_there() -> None:
    gone = [
        name for name in long_tests() if name.split("::")[1] not in defined(name.split("::")[0])
    ]
    assert gone == []


def test_every_file_keeps_a_share_for_every_day() -> None:
    whole = Counter(name.split("::")[0] for name, kept in long_tests().items() if not kept)
    bare = [file for file, left in whole.items() if left >= len({*defined(file)})]
    assert bare == []


def test_what_tests_put_another_in_the_place_of_is_there() -> None:
    """A test that is left to the long run would tell of a name that is gone only then."""
    named = re.compile(r"""setattr\(\s*"(generator\.[\w.]+)\"""")
    files = [*(ROOT / "tests").glob("*.py"), *(ROOT / "tests").glob("[a-z0-9]*/*.py")]
    found = {name for file in files for name in named.findall(file.read_text("utf-8"))}
    gone = []
    for name in found:
        try:
            pkgutil.resolve_name(name)
        except (ImportError, AttributeError):
            gone.append(name)
    assert gone == []
    assert len(found) > 10
