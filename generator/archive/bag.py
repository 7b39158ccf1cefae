"""The bag inside the sealed file (BagIt, RFC 8493): payload, manifests, tag files.

No library does this for us: each wants a folder, and a bag from anywhere must be judged before a
byte of it is written (decision 27).

2568/data/README.txt · year.json · site/ · source/
2568/bagit.txt · bag-info.txt · manifest-sha256.txt · manifest-sha512.txt · tagmanifest-…
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.archive import faults as words
from generator.archive.facts import ClosedYear
from generator.archive.faults import SealFault
from generator.archive.zipped import SealedFile, opened

ALGORITHMS = ("sha256", "sha512")
README, YEAR, SITE, SOURCE = (
    "data/README.txt",
    "data/year.json",
    "data/site/",
    "data/source/",
)
_MANIFESTS = {algorithm: f"manifest-{algorithm}.txt" for algorithm in ALGORITHMS}
_TAG_MANIFESTS = {algorithm: f"tagmanifest-{algorithm}.txt" for algorithm in ALGORITHMS}
# The version that the library writes and every reader takes: a sealed year's digest rests on it.
_DECLARED = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
_TAGGED = ("bag-info.txt", "bagit.txt", *_MANIFESTS.values())
_LINE = re.compile(r"([0-9a-f]{64}|[0-9a-f]{128})  (data/[^\r\n]+)")
_BREAK = re.compile("[\r\n]")


def make_bag(folder: Path, info: Mapping[str, str]) -> None:
    """Turn `folder` into a bag in place: what is in it becomes the payload.

    `info` must name Bagging-Date and Bag-Software-Agent; nothing in a bag tells of this machine.
    Raises ValueError for a name that a manifest cannot hold as it is written.
    """
    inside = list(folder.iterdir())
    data = Path(tempfile.mkdtemp(dir=folder))  # the payload may have a folder `data` itself
    for one in inside:
        one.rename(data / one.name)
    payload = data.rename(folder / "data")
    payload.chmod(folder.stat().st_mode)
    files = list(_payload(payload))
    manifests: dict[str, list[str]] = {algorithm: [] for algorithm in ALGORITHMS}
    size = 0
    for file in files:
        name, read = file.relative_to(folder).as_posix(), file.read_bytes()
        if not _LINE.fullmatch(f"{'0' * 64}  {name}") or "%" in name:
            raise ValueError(f"no name for a manifest: {name!r}")
        size += len(read)
        for algorithm, lines in manifests.items():
            lines.append(f"{hashlib.new(algorithm, read).hexdigest()}  {name}\n")
    headers = {**info, "Payload-Oxum": f"{size}.{len(files)}"}
    told = (f"{header}: {_BREAK.sub('', value)}\n" for header, value in sorted(headers.items()))
    tags = {
        **{_MANIFESTS[algorithm]: "".join(lines) for algorithm, lines in manifests.items()},
        "bagit.txt": _DECLARED,
        "bag-info.txt": "".join(told),
    }
    written = {tag: text.encode() for tag, text in tags.items()}
    for algorithm, tag in _TAG_MANIFESTS.items():
        (folder / tag).write_bytes(_tag_manifest(algorithm, written))
    for tag, text in written.items():
        (folder / tag).write_bytes(text)


def _payload(folder: Path) -> Iterator[Path]:
    """Yield every file in the order of the Library of Congress's own library: files first."""
    inside = sorted(folder.iterdir(), key=lambda one: one.name)
    yield from (one for one in inside if not one.is_dir())
    for one in inside:
        if one.is_dir():
            yield from _payload(one)


def bag_faults(archive: SealedFile) -> tuple[SealFault, ...]:
    """Return every file of the bag that is missing, too many or not as its digests say."""
    top = f"{archive.top}/"
    names = set(archive.names)
    tags = {*_TAGGED, *_TAG_MANIFESTS.values()}
    found = [SealFault(top + tag, words.MISSING) for tag in sorted(tags - names)]
    extra = {name for name in names - tags if not name.startswith("data/")}
    found += [SealFault(top + name, words.NOT_LISTED) for name in sorted(extra)]
    of_tags = _tag_faults(archive)
    of_payload = _payload_faults(archive, {name for name, _ in of_tags})
    found += [SealFault(top + name, reason) for name, reason in (*of_tags, *of_payload)]
    return tuple(dict.fromkeys(found))


def manifest(archive: SealedFile) -> dict[str, str]:
    """Return the SHA-256 of every file of the payload, by its name in the bag."""
    return _read_manifest(archive, "sha256")


def closed_year(archive: SealedFile) -> ClosedYear:
    """Return what the year says of itself. Raises ValueError."""
    try:
        return ClosedYear.from_json(json.loads(archive.read(YEAR)))
    except (KeyError, RecursionError) as error:
        raise ValueError(f"no {YEAR}") from error


def closed_in(path: Path) -> ClosedYear:
    """Return what a sealed file's year says of itself.

    Raises DamagedSealError, ValueError and OSError.
    """
    with opened(path) as archive:
        return closed_year(archive)


def bag_info(archive: SealedFile) -> dict[str, str]:
    """Return what bag-info.txt says by name; long lines may go on in an indented one (RFC 8493)."""
    text = archive.read("bag-info.txt").decode("utf-8", "replace")
    lines = re.sub(r"\n[ \t]+", " ", text).split("\n")
    pairs = (line.partition(":") for line in lines if line)
    return {name: value.strip() for name, _, value in pairs}


def _tag_manifest(algorithm: str, tags: Mapping[str, bytes]) -> bytes:
    lines = [
        f"{hashlib.new(algorithm, data).hexdigest()} {tag}\n" for tag, data in sorted(tags.items())
    ]
    return "".join(lines).encode()


def _tag_faults(archive: SealedFile) -> list[tuple[str, str]]:
    """Tell a changed tag file, which every list contradicts, from a changed list."""
    tags = {tag: archive.read(tag) for tag in _TAGGED if tag in archive.names}
    lists, found = _tag_lists(archive)
    wrong = [
        tag
        for tag, data in tags.items()
        if lists and all(hashlib.new(a, data).hexdigest() != one[tag] for a, one in lists.items())
    ]
    found += [(tag, words.CHANGED) for tag in wrong]
    for algorithm, listed in lists.items():
        right = {tag: data for tag, data in tags.items() if tag not in wrong}
        if any(hashlib.new(algorithm, data).hexdigest() != listed[t] for t, data in right.items()):
            found.append((_TAG_MANIFESTS[algorithm], words.LIST_CHANGED))
    return found


def _tag_lists(archive: SealedFile) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    """Return digests of tag files by algorithm; a list in any other shape than ours is changed."""
    lists, found = {}, []
    for algorithm, name in _TAG_MANIFESTS.items():
        if name in archive.names:
            size = 2 * hashlib.new(algorithm).digest_size
            shape = "".join(f"([0-9a-f]{{{size}}}) {re.escape(tag)}\n" for tag in _TAGGED)
            read = re.fullmatch(shape, archive.read(name).decode("utf-8", "replace"))
            if read:
                lists[algorithm] = dict(zip(_TAGGED, read.groups(), strict=True))
            else:
                found.append((name, words.LIST_CHANGED))
    return lists, found


def _payload_faults(archive: SealedFile, wrong: set[str]) -> list[tuple[str, str]]:
    """Hold every file against the lists; one of the lists that is `wrong` itself says nothing."""
    payload = [name for name in archive.names if name.startswith("data/")]
    there = {a: name for a, name in _MANIFESTS.items() if name in archive.names}
    sound = {a: name for a, name in there.items() if name not in wrong} or there
    lists = {algorithm: _read_manifest(archive, algorithm) for algorithm in sound}
    listed = set().union(*lists.values())
    found = [(name, words.MISSING) for name in sorted(listed - set(payload))]
    for name in payload:
        if name not in listed:
            found.append((name, words.NOT_LISTED))
            continue
        data = archive.read(name)
        digests = {algorithm: hashlib.new(algorithm, data).hexdigest() for algorithm in lists}
        if any(one.get(name) != digests[algorithm] for algorithm, one in lists.items()):
            found.append((name, words.CHANGED))
    return found


def _read_manifest(archive: SealedFile, algorithm: str) -> dict[str, str]:
    """Return digests by name; a line that is none is left out, and its file then not listed."""
    text = archive.read(_MANIFESTS[algorithm]).decode("utf-8", "replace")
    lines = (_LINE.fullmatch(line) for line in text.split("\n"))
    return {found[2]: found[1] for found in lines if found}
