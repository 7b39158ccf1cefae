"""One quick pattern for many words: what most texts are passed over by."""

import re
from collections import defaultdict
from collections.abc import Iterable


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern for any of the words, which are taken literally.

    Words of one first letter stand together: a text is then read many times faster than with each
    word for itself.
    """
    tails: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        tails[word[0]].append(re.escape(word[1:]))
    return re.compile(
        "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in tails.items())
    )
