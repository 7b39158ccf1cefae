"""What in a PDF does something by itself, or carries a file of another kind."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from generator.plan.uploads.contents import UploadError

MOST_DEPTH = 40
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/RichMediaExecute",
        "/GoToR",
        "/GoToE",
    }
)
_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMedia", "/XFA"}


def active(value: DictionaryObject) -> Iterator[str]:
    """Yield the name of everything in a dictionary that does something by itself."""
    action = value.get("/S")
    if isinstance(action, str) and action in _ACTIONS:
        yield action.removeprefix("/")
    yield from (key.removeprefix("/") for key in value if key in _KEYS)
    if isinstance(value, StreamObject) and "/F" in value:
        yield "การดึงข้อมูลจากที่อื่น"
    if value.get("/Type") == "/EmbeddedFile":
        yield "EmbeddedFiles"
    # What is done when the file is opened, or a page is shown, without a click.
    unasked = [value.get("/OpenAction"), *values(value.get("/AA"))]
    if any(_leads_away(action, 0) for action in unasked):
        yield "URI"


def values(value: object) -> list[object]:
    """Return what stands in a dictionary or array, unresolved."""
    if isinstance(value, DictionaryObject):
        return list(dict.values(value))
    return list(list.__iter__(value)) if isinstance(value, ArrayObject) else []


def _leads_away(action: object, depth: int) -> bool:
    """Whether an action, or one that follows it, opens an address."""
    if depth > MOST_DEPTH:
        raise UploadError("ซ้อนกันลึกเกินไป")
    action = action.get_object() if isinstance(action, IndirectObject) else action
    if isinstance(action, ArrayObject):
        return any(_leads_away(one, depth + 1) for one in action)
    if not isinstance(action, DictionaryObject):
        return False
    return action.get("/S") == "/URI" or _leads_away(action.get("/Next"), depth + 1)
