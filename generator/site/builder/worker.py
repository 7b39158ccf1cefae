"""The process that runs MkDocs: `python -m generator.site.builder.worker`.

It reads one JSON line that says what to build, and writes one for each step: `{"page": 12}` after
every page, then `{"pages": 674}`, or `{"error": "…"}`.

Pages whose staged file did not change are linked from the old site where they are, by digest, as
they were written, and MkDocs's own `--dirty` builds the rest; whenever anything that touches every
page changed (theme, configuration, a version), nothing is linked and the build is a clean one
(decisions 4 and 5).
"""

from __future__ import annotations

import gc
import hashlib
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import markdown
import yaml
from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin, get_plugins
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp, get_theme_names
from mkdocs.utils.yaml import get_yaml_loader

from generator import __version__
from generator.machine.artifact import DAYS
from generator.machine.layout import page_address
from generator.machine.os_words import system_words
from generator.machine.packaged import MKDOCS_YML, THEME, files_below
from generator.site.builder.blocks import WholeBlocks
from generator.site.builder.errors import SiteError
from generator.site.builder.keeping import Keeper
from generator.site.builder.linking import digest, link_unchanged, times_below, unchanged
from generator.site.builder.ready import join, list_in_sitemap
from generator.site.builder.remarks import remark_in_thai
from generator.site.compiled import CompiledTemplates

# What a portal's mkdocs.yml may say that Phaen's does not.
_OWN_KEYS = ("markdown_extensions",)

# What our frame says of a page.
_HEAD_KEYS = ("title", "description", "image", "ld")


# A little of everything that pages have.
_ANY_PAGE = "# A {: #a }\n\n- *a* **b** `c`\n\n1. [d](e)\n\n> <b>f</b>\n\n|a|b|\n|-|-|\n|c|&lt;|\n"


# Material's scripts, styles and icons: no page of ours refers to them (`phaen links` would tell).
_UNUSED = ("assets/javascripts", "assets/stylesheets", "assets/images")


@dataclass(frozen=True, slots=True)
class Task:
    """What to build, where, and what is known for certain of the last build of the same site."""

    config_file: Path
    staging: Path
    site_dir: Path
    fresh: Path
    ready: Sequence[Path]
    sources: Mapping[str, str]
    before: Mapping[str, Any]
    by_hand: bool = True

    @classmethod
    def read(cls, line: str) -> Task:
        """Read what `SiteBuilder` sends."""
        told = json.loads(line)
        paths = {key: Path(told[key]) for key in ("config_file", "staging", "site_dir", "fresh")}
        ready = [Path(path) for path in told["ready"]]
        by_hand, sources, before = told["by_hand"], told["sources"], told["before"]
        return cls(**paths, ready=ready, sources=sources, before=before, by_hand=by_hand)


def build_site(task: Task, progress: Callable[[int], None]) -> dict[str, Any]:
    """Build `task.fresh`; return the stamp of the build and the digest of every file by its path.

    What the folders `ready` hold is put into the site by hard links: these files are never written
    to, and not among those returned. `progress` is told after each page how many are done. Raises
    SiteError.
    """
    fresh, docs = task.fresh, task.staging / "docs"
    config = _config(task.config_file, task.staging, fresh)
    stamp, times = _stamp(config, task.staging), times_below(docs)
    before = task.before["sources"] if _holds(task, stamp) else {}
    same = unchanged(docs, task.sources, before, by_hand=task.by_hand)
    # Their assets lie beside this build's.
    joining = {one.name for folder in task.ready for one in folder.iterdir()} - {"assets"}
    linked = link_unchanged(
        task.site_dir,
        fresh,
        {path: times[path] for path in same & times.keys()},
        task.before["files"],
        joining,
    )
    _run(config, dirty=linked is not None, progress=progress)
    # Who loses a folder while it is built from, or into, gets no site that lacks some of it.
    if times_below(docs) != times:
        raise SiteError("แฟ้มในโฟลเดอร์ที่ใช้สร้างเว็บไซต์หายไประหว่างสร้าง ให้สั่งใหม่")
    _demand_all(times, fresh)
    _drop_unused(fresh, docs)
    address, epoch = str(config.site_url or ""), get_build_timestamp()
    days = json.loads((task.staging / DAYS).read_bytes())
    list_in_sitemap(fresh, task.ready, address, epoch, days)
    files = _digests(fresh, linked or {})
    for folder in task.ready:
        join(folder, fresh)
    return {"stamp": stamp, "files": files}


def _holds(task: Task, stamp: str) -> bool:
    """Whether nothing that touches every page changed since the last build."""
    return bool(stamp) and task.before["stamp"] == stamp


def _digests(site: Path, linked: Mapping[str, tuple[int, str]]) -> dict[str, str]:
    """Return the digest of every file; of those that were linked and not touched it is known."""
    found = {}
    for path, time in times_below(site).items():
        known = linked.get(path)
        found[path] = known[1] if known and known[0] == time else digest(f"{site}/{path}")
    return found


def _demand_all(staged: Iterable[str], site: Path) -> None:
    """Demand that everything staged is in the site, whatever MkDocs thinks. Raises SiteError."""
    made = {path: page_address(path) for path in staged}
    gone = sorted(path for path, name in made.items() if not (site / name).is_file())
    if gone:
        raise SiteError(
            f"เว็บไซต์ที่สร้างขาดไป {len(gone)} ไฟล์ เช่น {gone[0]} จึงไม่เผยแพร่ เว็บไซต์เดิมยังอยู่\n"
            "ตรวจชื่อไฟล์ใน content และ mkdocs.yml"
        )


def _drop_unused(site: Path, docs: Path) -> None:
    """Remove what Material brings along; pictures of the portal's own may lie beside it."""
    for folder in _UNUSED:
        for parent, _, names in os.walk(site / folder, topdown=False):
            below = Path(parent).relative_to(site)
            for name in names:
                if not (docs / below / name).is_file():
                    (site / below / name).unlink()
            if not any(Path(parent).iterdir()):
                Path(parent).rmdir()


def _config(config_file: Path, staging: Path, site_dir: Path) -> MkDocsConfig:
    """Return the portal's configuration with its folders where this build has them."""
    config = MkDocsConfig(config_file_path=str(config_file))
    # INHERIT names the default staging folder; this build's may be another.
    for file in (staging / "portal.yml", MKDOCS_YML):
        config.load_dict(_without_inherit(file))
    # Nothing else is the portal's to say; check refuses the rest.
    own = _without_inherit(config_file)
    config.load_dict({key: own[key] for key in _OWN_KEYS if key in own})
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
    frame: dict[str, Any] = dict(config.extra).get("phaen", {})
    config.plugins["phaen"] = _Own(str(frame.get("kept", "")))
    config.markdown_extensions.append(WholeBlocks())  # type: ignore[arg-type]  # Markdown takes it
    return config


class _Own(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings
    """Takes out of a page's head what our frame does not read, and keeps compiled templates.

    Another `template` would be one of Material's, which escapes nothing; check refuses it first.
    Its finished pages hold together what a line must not part.
    """

    def __init__(self, kept: str) -> None:
        super().__init__()
        self._keeper = Keeper(kept)

    def on_post_page(self, output: str, /, **_: object) -> str:
        """Hold compounds and names together on a finished page."""
        return self._keeper.held(output)

    def on_post_template(self, output: str, /, *, template_name: str, **_: object) -> str:
        """Hold them together on the page of what is not there, too."""
        return self._keeper.held(output) if template_name.endswith(".html") else output

    def on_env(self, env: Environment, /, **_: object) -> Environment:
        """Let the theme's templates be compiled once for many builds, as those of pages are."""
        rules = hashlib.sha256(f"{version('jinja2')} {version('mkdocs')}".encode()).hexdigest()
        env.bytecode_cache = CompiledTemplates(f"theme-{rules[:16]}")
        return env

    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str:
        """Keep of the head what is a text about the page."""
        page.meta = {
            key: value
            for key, value in page.meta.items()
            if key in _HEAD_KEYS and isinstance(value, str)
        }
        return markdown


def _without_inherit(file: Path) -> dict[str, Any]:
    with file.open(encoding="utf-8") as stream:
        loaded = yaml.load(stream, Loader=get_yaml_loader())  # noqa: S506  # MkDocs's safe loader
    return {key: value for key, value in (loaded or {}).items() if key != "INHERIT"}


def _stamp(config: MkDocsConfig, staging: Path) -> str:
    """Return a digest of everything that touches every page of the site."""
    digest = hashlib.sha256(f"{__version__}\n".encode())
    for name in ("mkdocs", "mkdocs-material", "markdown", "jinja2"):
        digest.update(f"{name} {version(name)}\n".encode())
    own = Path(str(config.config_file_path))
    files = {"config": MKDOCS_YML, "own": own, "portal": staging / "portal.yml"}
    contents = {name: path.read_bytes() for name, path in files.items()} | files_below(THEME)
    for name, data in contents.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def _run(config: MkDocsConfig, *, dirty: bool, progress: Callable[[int], None]) -> None:
    handler = _Listener(progress)
    logging.getLogger("mkdocs").addHandler(handler)
    logging.getLogger("mkdocs.commands.build").setLevel(logging.DEBUG)
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
                self.warnings.append(remark_in_thai(record.getMessage()))
        elif record.msg.startswith("Building page"):
            self.pages += 1
            self.progress(self.pages)


def main() -> None:
    """Build what the one line on standard input asks for, and tell on standard output."""
    gc.set_threshold(20_000, 20, 20)  # pages and what belongs to them live until the end
    _warm()
    line = sys.stdin.readline()
    if not line:
        return
    try:
        made = build_site(Task.read(line), lambda done: _tell(page=done))
    except SiteError as error:
        _tell(error=str(error))
    except OSError as error:
        _tell(
            error=f"{system_words(error)}: {error.filename2 or error.filename or ''}".rstrip(" :")
        )
    except Exception as error:  # a portal's configuration may name any theme or extension
        _tell(error=f"{type(error).__name__}: {error}")
    else:
        _tell(**made)


def _warm() -> None:
    """Load what MkDocs loads at its first page, while the caller still reads the plan."""
    markdown.Markdown(extensions=["attr_list", "tables", "toc"]).convert(_ANY_PAGE)
    get_theme_names()
    get_plugins()


def _tell(**news: object) -> None:
    sys.stdout.write(json.dumps(news) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
