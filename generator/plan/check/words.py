"""One quick pattern for many words: what most texts are passed over by."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache

_WAITING: list[Callable[[], re.Pattern[str]]] = []
_HEAD = re.compile(r"\[([^\]\\-]+)\]|\\?(.)", re.DOTALL)


def when_needed(pattern: str) -> Callable[[], re.Pattern[str]]:
    """Give what compiles a long pattern once, and not before a text needs it.

    Names of persons take a tenth of a second to compile; most texts are passed over without them.
    """
    made = cache(lambda: re.compile(pattern))
    _WAITING.append(made)
    return made


def compile_all() -> None:
    """Compile whatever waits for a text that needs it: for who reads very many plans."""
    for made in _WAITING:
        made()


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern for any of the words, which are taken literally.

    See `any_of` for why.
    """
    return any_of(map(re.escape, words))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern for any of the patterns, each of which begins with a letter or `[letters]`.

    Those of one first letter stand together: a text is then read many times faster than with each
    for itself, since `re` skips to a letter with which any of them begins.
    """
    tails: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for pattern in patterns:
        head = _HEAD.match(pattern)
        if head is None:
            raise ValueError(pattern)
        for letter in head[1] or head[2]:
            tails[letter][pattern[head.end() :]] = None
    return re.compile(
        "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in tails.items())
    )


def by_letter(patterns: Iterable[str], where: str = "") -> list[str]:
    """Give one pattern a first letter for all that begin with it.

    What every one of them needs, `where` the letter stands, is then compiled once a letter, not
    once a word.
    """
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for pattern in patterns:
        tails[pattern[0]].append(pattern[1:])
    return [f"{letter}{where}(?:{'|'.join(rest)})" for letter, rest in tails.items()]
