"""Staged tree → site. The only module that names MkDocs.

The site is built beside its place and swapped in whole: a failed or killed build leaves the old
one as it was. Pages whose staged file did not change are linked from the old site, and MkDocs's
own `--dirty` builds the rest; whenever anything that touches every page changed (theme,
configuration, a version), nothing is linked and the build is a clean one.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.utils.yaml import get_yaml_loader

from generator import __version__, write
from generator.read.packaged import THEME, files_below

# What MkDocs makes from the whole site on every build.
_ALWAYS_MADE = ("404.html", "sitemap.xml", "sitemap.xml.gz")


class SiteError(Exception):
    """MkDocs refused the staged tree; the message is for the person who maintains the theme."""


def build_site(
    config_file: Path,
    staging: Path,
    site_dir: Path,
    epoch: int,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Build `site_dir` from `staging`; return how many HTML pages the site has.

    `config_file` is the portal's mkdocs.yml. `epoch` (seconds) dates what MkDocs dates by itself.
    `progress` is told after each page how many are done. Raises SiteError; the old site stays.
    """
    write.recover(site_dir)
    fresh = site_dir.with_name(f"{site_dir.name}.new")
    if fresh.exists():
        shutil.rmtree(fresh)
    config = _config(config_file, staging, fresh)
    stamp, stamp_file = _stamp(config, staging, site_dir), staging / ".stamp"
    sound = stamp_file.is_file() and stamp_file.read_text(encoding="utf-8") == stamp
    dirty = sound and _link_unchanged(staging / "docs", site_dir, fresh)
    _run(config, dirty=dirty, epoch=epoch, progress=progress)
    stamp_file.unlink(missing_ok=True)
    write.swap(fresh, site_dir)
    stamp_file.write_text(stamp, encoding="utf-8")
    return sum(1 for _ in site_dir.rglob("*.html"))


def _config(config_file: Path, staging: Path, site_dir: Path) -> MkDocsConfig:
    """Return the portal's configuration with its folders where this build has them."""
    config = MkDocsConfig(config_file_path=str(config_file))
    # INHERIT names the default staging folder; this build's may be another.
    for file in (staging / "portal.yml", config_file):
        config.load_dict(_without_inherit(file))
    theme = dict(config.theme) if isinstance(config.theme, dict) else {"name": config.theme}
    config.load_dict(
        {
            "docs_dir": str(staging / "docs"),
            "site_dir": str(site_dir),
            "theme": {**theme, "custom_dir": str(staging / "theme")},
            # We are stricter ourselves: MkDocs would count its own remark on --dirty as a warning.
            "strict": False,
        }
    )
    errors, warnings = config.validate()
    if errors or warnings:
        raise SiteError("; ".join(f"{key}: {error}" for key, error in (*errors, *warnings)))
    return config


def _without_inherit(file: Path) -> dict[str, Any]:
    with file.open(encoding="utf-8") as stream:
        loaded = yaml.load(stream, Loader=get_yaml_loader())  # noqa: S506  # MkDocs's safe loader
    return {key: value for key, value in (loaded or {}).items() if key != "INHERIT"}


def _stamp(config: MkDocsConfig, staging: Path, site_dir: Path) -> str:
    """Return a digest of everything that touches every page of the site at `site_dir`."""
    digest = hashlib.sha256(f"{__version__} {site_dir.resolve()}\n".encode())
    for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
        digest.update(f"{name} {version(name)}\n".encode())
    files = {"config": Path(str(config.config_file_path)), "portal": staging / "portal.yml"}
    contents = {name: path.read_bytes() for name, path in files.items()} | files_below(THEME)
    for name, data in contents.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _link_unchanged(docs: Path, old: Path, new: Path) -> bool:
    """Hard-link into `new` what the old site has from unchanged files; False where it cannot be.

    A linked file is never written to: MkDocs builds only what is missing, and what it always
    makes is not linked.
    """
    if not old.is_dir():
        return False
    current = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    try:
        for path in old.rglob("*"):
            name = path.relative_to(old).as_posix()
            if not path.is_file() or name in _ALWAYS_MADE:
                continue
            source = docs / _source_of(name)
            known = _source_of(name) in current
            if (known and source.stat().st_mtime_ns > path.stat().st_mtime_ns) or (
                not known and not name.startswith("assets/")
            ):
                continue
            target = new / name
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)
    except OSError:
        shutil.rmtree(new, ignore_errors=True)
        return False
    return True


def _source_of(name: str) -> str:
    return f"{name.removesuffix('.html')}.md" if name.endswith(".html") else name


def _run(config: MkDocsConfig, *, dirty: bool, epoch: int, progress: Callable[[int], None]) -> None:
    handler = _Listener(progress)
    with _listening(handler), _epoch(epoch):
        try:
            build(config, dirty=dirty)
        except MkDocsException as error:
            raise SiteError("\n".join([*handler.warnings, str(error)])) from error
    if handler.warnings:
        raise SiteError("\n".join(handler.warnings))


class _Listener(logging.Handler):
    """Hears MkDocs's log: counts pages, keeps warnings, prints nothing."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        super().__init__()
        self.progress = progress
        self.pages = 0
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            # MkDocs says this of every --dirty build; here it is what we asked for.
            if "'dirty' build" not in record.getMessage():
                self.warnings.append(record.getMessage())
        elif record.msg.startswith("Building page"):
            self.pages += 1
            self.progress(self.pages)


@contextlib.contextmanager
def _listening(handler: logging.Handler) -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    level, propagate = logger.level, logger.propagate
    pages = logging.getLogger("mkdocs.commands.build")
    logger.addHandler(handler)
    logger.propagate = False
    pages.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
        logger.setLevel(level)
        pages.setLevel(logging.NOTSET)


@contextlib.contextmanager
def _epoch(epoch: int) -> Iterator[None]:
    """Let MkDocs date its sitemap by `epoch`; it takes no argument for it."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def serve_site(site_dir: Path, rebuild: Callable[[], None], watched: list[Path], port: int) -> None:
    """Serve the site on this machine, rebuild and reload when a watched file is saved.

    Returns when interrupted. Raises OSError where the port is taken.
    """
    server = LiveReloadServer(rebuild, "127.0.0.1", port, str(site_dir))
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs leaves it so
    except KeyboardInterrupt:
        server.shutdown()
    finally:
        server.server_close()
