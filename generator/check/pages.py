"""Hand-written pages: Markdown that can run nothing, fetch nothing, and names no private person.

Markdown escapes everything but raw HTML, so two things are looked at: the pieces of raw HTML, which
may only be a few tags without attributes, and the page as it comes out, whose every tag, attribute
and address must be on a list.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

from generator.check.exempt import Exempt
from generator.check.people import report_datum, report_personal
from generator.check.privacy import find_personal
from generator.parse.addresses import is_mail_address, is_web_address
from generator.problems import Place, Report
from generator.read.yaml_file import read_yaml

# MkDocs's own, always on.
_BUILT_IN = ("toc", "tables", "fenced_code")
HEAD_KEYS = ("title", "description")

_RAW_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|small|mark|kbd|del|ins|wbr|details|summary)>"
    r"|<(?:br|hr) ?/?>",
    re.IGNORECASE,
)  # fmt: skip
_RAW_CODE = re.compile(r'<pre><code(?: class="language-[\w-]+")?>[^<]*</code></pre>')

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
_MARKUP = re.compile(r"[*_`~\\]|</?[a-z]+ ?/?>")
_STYLE = re.compile(r"text-align: ?(?:left|right|center);?")
# What Markdown's own extensions give. Ours would have a page look, or our script act, as if it
# were ours: the search would take a reader's words to wherever a link of that class leads.
_CLASS = (
    "footnote(?:-ref|-backref)?|toc|toctitle|headerlink|language-[a-z0-9+#-]+|admonition(?:-title)?"
    "|note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|attention"
    "|caution|error|hint|important"
)
_KNOWN_CLASSES = re.compile(rf"(?:{_CLASS})(?: (?:{_CLASS}))*")
# The frame around a page, and what script reads from the window, by its name there.
_OWN_ID = re.compile(r"ph-|phaen|md-|row-|__|(?:content|q|others)$", re.I)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.I)
_TELEPHONE = re.compile(r"tel:\+?[0-9-]{3,20}", re.I)
# A page of 500,000 letters is a book; a thousand links in one list take Markdown half a second.
_LONGEST = 500_000
_MOST_LOOKING = 2_000_000
_LOOKS_AHEAD = re.compile(r"\[|<(?=[a-z/!?])", re.I)
_BETWEEN_BLOCKS = re.compile(r"\n[ \t]*\n")
# The beginning of a tag, comment or declaration.
_TAG_BEGINS = re.compile("<[a-z/!?]", re.I)


def check_page(
    path: str, data: bytes, extensions: Sequence[str], exempt: Exempt, report: Report
) -> None:
    """Report what the page at `path` (below `content/`) may not hold."""
    place = Place(f"content/{path}")
    try:
        # As MkDocs opens it: without a byte order mark, every line end one newline.
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return  # said already
    for number, line in enumerate(text.split("\n"), start=1):
        report_personal(line, place.at(row=number), exempt, report)
    body = _without_meta(text, place, exempt, report)
    if body is None:
        return
    if heavy := _heavy(body):
        report.add("page-heavy", place, heavy)
        return
    seen: list[str] = []
    for code, found in dict.fromkeys(_faults(body, extensions, seen)):
        report.add(code, place.at(row=_line(text, found)), found)
    known = {one.text for line in text.split("\n") for one in find_personal(line)}
    bare = _MARKUP.sub("", html.unescape(text))
    for datum in find_personal("".join(seen)):
        # Emphasis, escapes and entities part what a reader sees as one.
        if datum.text not in known:
            report_datum(datum, place.at(row=_line(bare, datum.text)), exempt, report)


def _without_meta(text: str, place: Place, exempt: Exempt, report: Report) -> str | None:
    """Return the page below its head, None where the head cannot be read.

    A head may say what the page is called, nothing else.

    MkDocs decides what is head and what is page: by its own function, so that nothing can be head
    there and page here. A `template` in a head, for one, would choose what escapes nothing.
    """
    from mkdocs.utils import meta  # noqa: PLC0415  # many portals have no page of their own

    front = meta.YAML_RE.match(text)
    # The line before it is the `---`.
    if front and read_yaml(f"\n{front[1]}".encode(), place, report) is None:
        return None  # said already; MkDocs's reader would not survive every nesting
    body, head = meta.get_data(text)
    for key, value in head.items():
        at = place.at(row=_line(text.lower(), f"{key}:".lower()))
        if key not in HEAD_KEYS:
            report.add("page-meta", at, str(key))
        elif not isinstance(value, str):
            report.add("page-meta", at, f"{key}: {value}")
        elif _TAG_BEGINS.search(value):
            report.add("page-html", at, value)
        elif front:  # YAML's escapes may hide what the lines do not show
            report_personal(value, at, exempt, report)
    return str(body)


def _heavy(body: str) -> str:
    """Return what Markdown would take too long for; it looks ahead anew from every bracket."""
    if len(body) > _LONGEST:
        return f"{len(body)} ตัวอักษร"
    brackets = [len(_LOOKS_AHEAD.findall(block)) for block in _BETWEEN_BLOCKS.split(body)]
    if sum(count * count for count in brackets) > _MOST_LOOKING:
        return f"[ หรือ < จำนวน {max(brackets)} ตัวในย่อหน้าเดียว"
    return ""


def _faults(body: str, extensions: Sequence[str], seen: list[str]) -> Iterator[tuple[str, str]]:
    import markdown  # noqa: PLC0415  # many portals have no page of their own

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

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold a tag, its attributes and its addresses against the lists."""
        self._part(tag)
        if tag not in _TAGS:
            self.faults.append(("page-html", f"<{tag}"))
            return
        for name, value in attrs:
            if name not in _ATTRIBUTES or (name == "style" and not _STYLE.fullmatch(value or "")):
                self.faults.append(("page-html", name))
            elif name == "class" and not _KNOWN_CLASSES.fullmatch(value or ""):
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

    def handle_data(self, data: str) -> None:
        """Keep a text as it is read."""
        self.seen.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _WITHIN_A_LINE:
            self.seen.append("\n" if tag == "br" else "\n|\n")

    def handle_comment(self, data: str) -> None:
        """Find a comment: browsers and libraries do not agree on where one ends."""
        self.faults.append(("page-html", f"<!--{data}"))

    def handle_decl(self, decl: str) -> None:
        """Find a declaration."""
        self.faults.append(("page-html", f"<!{decl}"))

    def handle_pi(self, data: str) -> None:
        """Find a processing instruction."""
        self.faults.append(("page-html", f"<?{data}"))

    def unknown_decl(self, data: str) -> None:
        """Find what is no HTML at all."""
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


def _line(text: str, found: str) -> int:
    """Return the first line that holds what was found, the first of the page where none does."""
    start = found.split("\n", maxsplit=1)[0]
    return next((n for n, line in enumerate(text.split("\n"), start=1) if start in line), 1)
