"""What web servers are told: the headers of every answer, and how long a browser may keep one.

The one place of the policy; Netlify's `_headers`, Apache's `.htaccess`, an include for nginx and
the server block that `phaen receive` writes are four spellings of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from generator.machine.artifact import ASSETS
from generator.machine.layout import YEAR_PATTERN
from generator.site.addresses import ADDRESSES, Serving, Where, address, served

# No request leaves the site, and nothing written into a page can run.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
# Every policy that pages were ever published under: sealed pages keep theirs.
POLICIES = (POLICY,)
# Of the small pages for other sites, which need nothing but a style.
SMALL_POLICY = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'"
_POLICY_NAME = "Content-Security-Policy"
# Small pages that are made for it may be framed by any site; all others by this one alone.
_OWN_FRAMES, _ANY_FRAMES = "frame-ancestors 'self'", "frame-ancestors *"
EMBEDDED = f"{POLICY}; {_ANY_FRAMES}"
HEADERS = {
    _POLICY_NAME: f"{POLICY}; {_OWN_FRAMES}",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# A page is asked for again each time (and answered "not modified"), so that what was taken back is
# gone at once. What has its digest in its address never changes. A sealed year does not either, but
# may be superseded where personal data must be withdrawn: it is kept for a day.
PAGE = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
SEALED = "public, max-age=86400, immutable"
# Endings of text, which is kept packed beside itself where the host is ours; what is dense, or the
# servers' own, gains nothing. Styles and drawings lie among the assets, which have no entry each.
_DENSE = (".png", ".jpg", ".pdf", ".xlsx", ".docx", ".zip", ".gz", ".sig")
PACKED = frozenset({
    ".css", ".svg",
    *(ending for one in ADDRESSES if one.serving is not Serving.SERVERS
      if (ending := PurePosixPath(one.path).suffix) and ending not in _DENSE),
})  # fmt: skip
# What programs of other sites may read: data, feeds, calendars. It has no reader's own in it.
_TEXTS = ("csv", "json", "jsonld", "ics", "xml")
_OPEN = (*_TEXTS, "xlsx")
_OPENED = ("Access-Control-Allow-Origin", "*")
# What servers do not know by themselves, as it is told to browsers.
_KINDS = {
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "jsonld": "application/ld+json",
}
_DIGESTED = f"/{ASSETS}/"
_YEAR = f"^/({YEAR_PATTERN})/"
_EMBED = f"/{Where.EMBED.value}"
_EMBED_FOLDER = Where.EMBED.value.partition("/")[0]
(_NOT_FOUND,) = served(Serving.LACKING)
_SEALED = address("sealed").at(one="$phaen_year")


def netlify_headers(assets: Iterable[str], sealed: Iterable[str]) -> str:
    """Return `_headers` for hosts that read it; `assets` and `sealed` are folders of the site."""
    # Such hosts have pages asked for again by themselves, and would join a second value.
    every = "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())
    kept = [(one, FOR_EVER) for one in sorted(assets)] + [(one, SEALED) for one in sorted(sealed)]
    # Where two rules meet, one kind of host takes the closer one, the other joins their values
    # unless it is told to drop the first ("!"). One that does neither goes on refusing frames.
    frames = f"/{_EMBED_FOLDER}/*\n  ! {_POLICY_NAME}\n  {_POLICY_NAME}: {EMBEDDED}\n"
    opened = "".join(f"/*.{one}\n  {': '.join(_OPENED)}\n{_netlify_kind(one)}" for one in _OPEN)
    return f"/*\n{every}{frames}{opened}" + "".join(
        f"/{folder}/*\n  Cache-Control: {value}\n" for folder, value in kept
    )


def _netlify_kind(ending: str) -> str:
    return f"  Content-Type: {_KINDS[ending]}\n" if ending in _KINDS else ""


def apache_headers(sealed: Iterable[str]) -> str:
    """Return `.htaccess`; `sealed` are the years that are."""
    lines = "".join(f'  Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    lines += _apache_rule(_EMBED, EMBEDDED, f"always set {_POLICY_NAME}")
    kept = f'  Header set Cache-Control "{PAGE}"\n' + _apache_rule(_DIGESTED, FOR_EVER)
    if years := "|".join(sorted(sealed)):
        kept += _apache_rule(f"/({years})/", SEALED)
    kept += _apache_rule(f"[.]({'|'.join(_OPEN)})$", _OPENED[1], f"set {_OPENED[0]}")
    kinds = "".join(f"AddType {one.partition(';')[0]} .{end}\n" for end, one in _KINDS.items())
    kinds += f"AddCharset UTF-8 {' '.join(f'.{one}' for one in _TEXTS)} .txt\n"
    begin = f"ErrorDocument 404 /{_NOT_FOUND}\n{kinds}"
    return f"{begin}<IfModule mod_headers.c>\n{lines}{kept}</IfModule>\n"


def _apache_rule(pattern: str, value: str, header: str = "set Cache-Control") -> str:
    return f'  <If "%{{REQUEST_URI}} =~ m#{pattern}#">\n    Header {header} "{value}"\n  </If>\n'


def nginx_headers() -> str:
    """Return what to include in a server block of nginx."""
    return "# include this file in the server block\n" + "".join(nginx_rules())


def nginx_rules(indent: str = "") -> Iterator[str]:
    """Yield the lines of the policy for a server block."""
    told = HEADERS | {_POLICY_NAME: f"{POLICY}; $phaen_frames"}
    for name, value in told.items():
        yield f'{indent}add_header {name} "{value}" always;\n'
    # Not in a location: a header added there would put out those above.
    rules = (
        f'set $phaen_frames "{_OWN_FRAMES}";',
        f'if ($uri ~ "^{_EMBED}") {{ set $phaen_frames "{_ANY_FRAMES}"; }}',
        'set $phaen_year "";', f'set $phaen_kept "{PAGE}";',
        f'if ($uri ~ "{_DIGESTED}") {{ set $phaen_kept "{FOR_EVER}"; }}',
        f'if ($uri ~ "{_YEAR}") {{ set $phaen_year $1; }}',
        f'if (-f $document_root/{_SEALED}) {{ set $phaen_kept "{SEALED}"; }}',
        'set $phaen_open "";',
        f'if ($uri ~ "[.]({"|".join(_OPEN)})$") {{ set $phaen_open "{_OPENED[1]}"; }}',
        f"add_header {_OPENED[0]} $phaen_open;",
        "# Not \"always\": that a page is missing is never kept.",
        "add_header Cache-Control $phaen_kept;", f"error_page 404 /{_NOT_FOUND};",
    )  # fmt: skip
    yield from (f"{indent}{rule}\n" for rule in rules)
    # What begins with a dot is nobody's to ask for, whatever it ends with.
    for ending, kind in _KINDS.items():
        within = f'default_type "{kind}"; limit_except GET HEAD {{ deny all; }}'
        yield f'{indent}location ~ "^(?!.*/[.]).*[.]{ending}$" {{ {within} }}\n'
