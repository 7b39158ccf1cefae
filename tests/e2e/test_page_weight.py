"""What a page costs a telephone, and what a page may do: weight, stillness, the security policy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from e2e.sites import BuiltSite
from published import headers, kinds, served
from shares import some

FIRST_VIEW = 80_000
FIRST_VIEW_OF_HOME = 90_000
NEXT_VIEW = 8_000
SHIFT = 0.02
WATCH_POLICY = """addEventListener('securitypolicyviolation', event => {
    (window.refused = window.refused || []).push(event.violatedDirective + ' ' + event.blockedURI);
});"""
WATCH_SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.fixture(scope="module")
def url(example: BuiltSite) -> Iterator[str]:
    with served(example.site) as address:
        yield address


@dataclass
class Wire:
    """Bytes that came over the wire, heads and all, by address."""

    page: Page
    session: CDPSession
    bytes_of: dict[str, int] = field(default_factory=dict)

    def visit(self, address: str) -> int:
        """Open a page and return what it cost."""
        self.bytes_of.clear()
        self.page.goto(address, wait_until="networkidle")
        self.page.evaluate("document.fonts.ready")
        return sum(self.bytes_of.values())


@contextmanager
def wire(chromium: Browser) -> Iterator[Wire]:
    """Open a telephone's window with an empty cache and count every byte."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    one, address_of = Wire(page, session), {}
    session.on(
        "Network.requestWillBeSent",
        lambda event: address_of.update({event["requestId"]: event["request"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda event: one.bytes_of.update(
            {address_of[event["requestId"]]: int(event["encodedDataLength"])}
        ),
    )
    session.send("Network.enable")
    try:
        yield one
    finally:
        context.close()


def test_the_home_page_is_light(url: str, chromium: Browser) -> None:
    with wire(chromium) as one:
        assert one.visit(f"{url}/index.html") <= FIRST_VIEW_OF_HOME, one.bytes_of


def test_a_project_is_light_and_the_next_one_lighter(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    pages = kinds(example.view)
    with wire(chromium) as one:
        first = one.visit(f"{url}/{pages['project-longest']}")
        kept = dict(one.bytes_of)
        assert first <= FIRST_VIEW, kept
        for expected in (".html", ".css", ".js", ".woff2", ".json"):
            assert any(expected in address for address in kept), f"{expected} was not counted"
        for kind in ("project", "project-amended", "project-cancelled"):
            following = one.visit(f"{url}/{pages[kind]}")
            assert following <= NEXT_VIEW, one.bytes_of


@pytest.mark.parametrize("kind", ["home", "year", "project", "village"])
def test_nothing_moves_while_a_page_arrives(
    kind: str, example: BuiltSite, url: str, chromium: Browser
) -> None:
    # Pages wait for their letters, but not for ever: a machine that is busy with other tests may
    # bring them later than that. What moves by itself moves every time.
    found: list[float] = []
    while len(found) < 3 and not any(shifted <= SHIFT for shifted in found):
        with wire(chromium) as one:
            one.page.add_init_script(WATCH_SHIFTS)
            one.visit(f"{url}/{kinds(example.view)[kind]}")
            one.page.wait_for_timeout(300)
            found.append(one.page.evaluate("window.shifted"))
    assert min(found) <= SHIFT, f"{kind} moved by {found}"


def policies(example: BuiltSite) -> dict[str, str]:
    """Return the policy that each kind of server would send."""
    found = {"_headers": headers(example.site)["Content-Security-Policy"]}
    for name in (".htaccess", "nginx-headers.conf"):
        text = (example.site / name).read_text(encoding="utf-8")
        policy = re.findall(r'Content-Security-Policy "([^"]+)"', text)[0]
        frames = re.search(r'set \$phaen_frames "([^"]+)";', text)
        found[name] = policy.replace("$phaen_frames", frames[1] if frames else "")
    return found


def test_the_policy_is_one_and_allows_nothing_written_into_a_page(example: BuiltSite) -> None:
    sent = policies(example)
    assert len(set(sent.values())) == 1, sent
    policy = sent["_headers"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"https?:|\*", policy)
    # A page cannot say who may frame it; everything else it says itself, wherever it lies.
    in_page = policy.removesuffix("; frame-ancestors 'self'")
    for path in sorted({*example.site.rglob("*.html")} - {*example.site.glob("embed/**/*.html")}):
        head = path.read_text(encoding="utf-8").partition("</head>")[0].replace("&#39;", "'")
        assert f'<meta http-equiv="Content-Security-Policy" content="{in_page}">' in head, path
        # It must stand before whatever it is to judge.
        assert head.index("Content-Security-Policy") < head.index("<link"), path


def test_what_never_changes_at_its_address_is_kept_for_ever_and_nothing_else(
    example: BuiltSite,
) -> None:
    folders = [path.name for path in (example.site / "assets").iterdir()]
    assert len(folders) == 1 + len(example.view.sealed)  # sealed pages keep theirs
    scripts = [f"/assets/{folder}/phaen.js" for folder in folders]
    immutable = "public, max-age=31536000, immutable"
    for script in scripts:
        assert headers(example.site, script)["Cache-Control"] == immutable
    for address in ("/index.html", "/2570/index.html", "/years.json", "/assets/board.png"):
        assert "Cache-Control" not in headers(example.site, address)
    for name in (".htaccess", "nginx-headers.conf"):
        text = (example.site / name).read_text(encoding="utf-8")
        (pattern,) = re.findall("/assets/[^/]+/", text)
        assert all(re.search(pattern, script) for script in scripts)
        assert not re.search(pattern, "/assets/board.png")
        assert immutable in text
        assert '"no-cache"' in text


@contextmanager
def watched(chromium: Browser, here: str) -> Iterator[tuple[Page, list[str]]]:
    """Open a window that keeps every complaint and every request that leaves `here`."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page, faults = context.new_page(), []
    page.add_init_script(WATCH_POLICY)
    page.on("console", lambda message: faults.append(f"console {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error {error}"))
    # What the browser gives up because it goes to the next page is no fault of this one.
    page.on(
        "requestfailed",
        lambda one: (
            None
            if "ERR_ABORTED" in str(one.failure)
            else faults.append(f"failed {one.url} {one.failure}")
        ),
    )
    page.on(
        "request",
        lambda one: None if one.url.startswith(here) else faults.append(f"asks {one.url}"),
    )
    try:
        yield page, faults
    finally:
        context.close()


@pytest.mark.share
def test_no_kind_of_page_breaks_the_policy_or_asks_another_host(
    example: BuiltSite, url: str, chromium: Browser
) -> None:
    with watched(chromium, url) as (page, faults):
        for kind, path in some(kinds(example.view).items(), 4, 2):
            answer = page.goto(f"{url}/{path}", wait_until="load")
            assert answer
            sent = answer.header_value("content-security-policy")
            assert sent == headers(example.site)["Content-Security-Policy"]
            page.locator(".ph-years select").wait_for(state="attached")
            assert page.evaluate("window.refused || []") == [], kind
            assert faults == [], kind
        # The watch itself works: what the policy forbids is refused and heard.
        page.evaluate(
            "() => new Promise(heard => {"
            " document.addEventListener('securitypolicyviolation', () => heard());"
            " const one = document.createElement('script');"
            " one.textContent = 'window.evil = 1'; document.body.append(one); })"
        )
        assert page.evaluate("window.refused.length") > 0
        assert page.evaluate("window.evil") is None


def test_styles_fonts_and_script_work_from_a_disk(example: BuiltSite, chromium: Browser) -> None:
    with watched(chromium, example.site.as_uri()) as (page, faults):
        for kind in ("home", "project", "village", "chapter"):
            page.goto((example.site / kinds(example.view)[kind]).as_uri(), wait_until="networkidle")
            page.evaluate("document.fonts.ready")
            fonts = "[...document.fonts].filter(one => one.status === 'loaded').length"
            assert page.evaluate(fonts) >= 2, kind
            line = "getComputedStyle(document.querySelector('.ph-header')).borderBottomWidth"
            assert page.evaluate(line) == "3px", kind
            assert page.evaluate("window.refused || []") == [], kind
        page.goto((example.site / "index.html").as_uri())
        assert page.locator(".ph-now").is_visible()
        assert page.locator(".ph-months details[open], .ph-months details").count() == 12
    assert faults == []
