"""What Markdown makes of a page, and what of it may not be: the lists of tags, names, addresses.

Markdown escapes everything but raw HTML, so two things are looked at: the pieces of raw HTML, which
may only be a few tags without attributes, and the page as it comes out, whose every tag, attribute
and address must be on a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

import markdown

from generator.plan.urls import is_mail_address, is_web_address

# MkDocs's own, always on.
_BUILT_IN = ("toc", "tables", "fenced_code")

_RAW_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|small|mark|kbd|del|ins|wbr|details|summary)>"
    r"|<(?:br|hr) ?/?>",
    re.IGNORECASE,
)  # fmt: skip
_RAW_CODE = re.compile(r'<pre><code(?: class="language-[\w.+#-]+")?>[^<]*</code></pre>')

_TAGS = frozenset(
    {
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "a", "br"),
        *("strong", "em", "b", "i", "u", "s", "del", "ins", "sub", "sup", "mark", "small", "hr"),
        *("blockquote", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "img", "wbr"),
        *("abbr", "div", "span", "details", "summary", "kbd"),
    }
)
_ATTRIBUTES = frozenset(
    {"href", "src", "alt", "title", "id", "class", "style", "start", "colspan", "rowspan"}
)
_WITHIN_A_LINE = frozenset(
    {
        *("a", "strong", "em", "b", "i", "u", "s", "del", "ins", "sub", "sup", "mark", "small"),
        *("code", "span", "kbd", "wbr", "abbr", "img"),
    }
)
# A browser carries these on past the page's end where they are not closed, over the office's name
# and telephone below it.
_CARRIED_ON = frozenset({"b", "i", "u", "s", "em", "strong", "small"})
_STYLE = re.compile(r"text-align: ?(?:left|right|center);?")
# Plain words, and none of ours, which all begin alike: the search would take a reader's words to
# wherever a link of its class leads.
_CLASS = r"(?!ph-|phaen|md-)[\w.+#-]+"
_OTHER_CLASSES = re.compile(rf"{_CLASS}(?: {_CLASS})*", re.I)
# Ours, all of which begin alike too, and what script reads from the window, by its name there.
_OWN_ID = re.compile(r"ph-|phaen|md-|row-|__", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_TELEPHONE = re.compile(r"tel:\+?[0-9-]{3,20}", re.I)
# Each stops publication: who mends fifty sees the next fifty.
_MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class Markup:
    """What was found in a page: codes with what they are about, and all that a reader sees."""

    faults: tuple[tuple[str, str], ...]
    seen: str


def read_markup(body: str, extensions: Sequence[str]) -> Markup:
    """Return what a page holds. It takes as long as Markdown takes, which may be for ever."""
    seen: list[str] = []
    faults = tuple(dict.fromkeys(_faults(body, extensions, seen)))
    return Markup(faults[:_MOST_FAULTS], "".join(seen))


def _faults(body: str, extensions: Sequence[str], seen: list[str]) -> Iterator[tuple[str, str]]:
    converter = markdown.Markdown(extensions=[*dict.fromkeys((*_BUILT_IN, *extensions))])
    try:
        page = converter.convert(body)
    except RecursionError:
        yield "page-html", "ซ้อนกันลึกเกินไป"
        return
    unsafe = [one for raw in converter.htmlStash.rawHtmlBlocks for one in _unsafe_raw(raw)]
    if unsafe:
        # What comes out of such a page may mean one thing here and another in a browser.
        yield from (("page-html", one) for one in unsafe)
        return
    reader = _Page()
    reader.feed(page)
    reader.close()
    seen += reader.seen
    yield from reader.faults
    yield from (("page-html", f"<{tag}>\nไม่มี </{tag}> ปิด") for tag in sorted(+reader.open))


def _unsafe_raw(raw: object) -> list[str]:
    """Return what a piece of raw HTML holds besides the few tags without attributes."""
    if not isinstance(raw, str) or _RAW_CODE.fullmatch(raw.strip()):
        return []
    found = re.search("<[^\n]*", _RAW_TAG.sub("", raw))
    return [found[0]] if found else []


class _Page(HTMLParser):
    """Gathers what is on no list, and what readers see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[str, str]] = []
        self.seen: list[str] = []
        self.open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold a tag, its attributes and its addresses against the lists."""
        self._part(tag)
        self._carry(tag, 1)
        if tag not in _TAGS:
            self.faults.append(("page-html", f"<{tag}"))
            return
        for name, value in attrs:
            if name not in _ATTRIBUTES or (name == "style" and not _STYLE.fullmatch(value or "")):
                self.faults.append(("page-html", name))
            elif name == "class" and not _OTHER_CLASSES.fullmatch(value or ""):
                self.faults.append(("page-name", f'class="{value}"'))
            elif name == "id" and _OWN_ID.match(value or ""):
                self.faults.append(("page-name", f'id="{value}"'))
            elif name in ("href", "src") and not _is_safe(value or "", leads=name == "href"):
                self.faults.append(("page-address", value or ""))
            elif name in ("alt", "title"):
                self.seen.append(f"\n|\n{value}\n|\n")

    def handle_endtag(self, tag: str) -> None:
        """Part what follows a block from it."""
        self._part(tag)
        self._carry(tag, -1)

    def handle_data(self, data: str) -> None:
        """Keep a text as it is read."""
        self.seen.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _WITHIN_A_LINE:
            self.seen.append("\n" if tag == "br" else "\n|\n")

    def _carry(self, tag: str, more: int) -> None:
        if tag in _CARRIED_ON:
            self.open[tag] = max(0, self.open[tag] + more)

    def handle_comment(self, data: str) -> None:
        """Report a comment: browsers and libraries do not agree on where one ends."""
        self.faults.append(("page-html", f"<!--{data}"))

    def handle_decl(self, decl: str) -> None:
        """Report a declaration such as a doctype: pages of ours have one already."""
        self.faults.append(("page-html", f"<!{decl}"))

    def handle_pi(self, data: str) -> None:
        """Report a processing instruction, such as PHP's: nothing here would run it."""
        self.faults.append(("page-html", f"<?{data}"))

    def unknown_decl(self, data: str) -> None:
        """Report what is no HTML at all, such as a CDATA section."""
        self.faults.append(("page-html", f"<![{data}"))


def _is_safe(address: str, *, leads: bool) -> bool:
    """Whether a browser would stay here, or, for a link that a reader clicks, go to a web page."""
    bare = re.sub(r"[\x00-\x20]", "", address)
    if "\\" in bare or bare.startswith("//"):
        return False
    if not _SCHEME.match(bare):
        return True
    if bare.lower().startswith("mailto:"):
        return leads and is_mail_address(bare[len("mailto:") :])
    return leads and bool(is_web_address(bare) or _TELEPHONE.fullmatch(bare))
