"""Foreign XML comes in by one door: told in order, within limits, or refused for what it is."""

from collections.abc import Callable

import pytest

from generator.archive.inert import is_plain_xml
from generator.machine.markup import (
    MOST_DEPTH,
    DeclaredMarkupError,
    DeepMarkupError,
    LargeMarkupError,
    MalformedMarkupError,
    MarkupError,
    ReadingLimit,
    Told,
    check_xml,
    read_xml,
)
from generator.plan.intake.form import FormRefusedError
from generator.plan.intake.xml.markup import read_nodes
from generator.plan.intake.xml.tree import read_tree
from generator.plan.read.measure import DamagedError, _Counted, _walk
from generator.plan.uploads.contents import UploadError
from generator.plan.uploads.markup import DeclaredError, MalformedError, read_markup


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


BOMB = b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
FAULTS = [
    (b"", MalformedMarkupError),
    (b"PK\x03\x04", MalformedMarkupError),
    (b"<a><b></a>", MalformedMarkupError),
    (b"<a>&b;</a>", MalformedMarkupError),
    (b"<?xml version='1.0' encoding='klingon'?><a/>", MalformedMarkupError),
    ("<a>\ufffe</a>".encode("utf-8", "surrogatepass"), MalformedMarkupError),
    (b"<!DOCTYPE a><a/>", DeclaredMarkupError),
    (BOMB, DeclaredMarkupError),
    (BOMB.decode().encode("utf-16"), DeclaredMarkupError),
]


@pytest.mark.parametrize(("data", "fault"), FAULTS)
def test_what_is_no_xml_or_declares_something_is_refused(
    data: bytes, fault: type[MarkupError]
) -> None:
    with pytest.raises(fault):
        read_xml(data, ReadingLimit(), Told())
    with pytest.raises(fault):
        check_xml(data)


def test_all_is_told_in_order_in_whatever_encoding() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><x:a xmlns:x="u" b="ก"><?p q?>ข<!--ค--></x:a>'
    said: list[object] = []
    told = Told(lambda *one: said.append(one), said.append, said.append, said.append)
    read_xml(text.encode("utf-16"), ReadingLimit(), told)
    assert said == [("x:a", {"xmlns:x": "u", "b": "ก"}), "ข", "ค", "x:a"]
    said.clear()
    read_xml(text.encode("utf-16"), ReadingLimit(), told, spaced=True)
    assert said[0] == ("u a", {"b": "ก"})


@pytest.mark.parametrize("data", [nested(MOST_DEPTH), b"<r>" + b"<a/>" * 900 + b"</r>"])
def test_what_is_wide_or_as_deep_as_allowed_is_read(data: bytes) -> None:
    read_xml(data, ReadingLimit(), Told())


@pytest.mark.parametrize("deeper", [1, 2, 100_000])
def test_what_is_deeper_is_refused(deeper: int) -> None:
    with pytest.raises(DeepMarkupError):
        read_xml(nested(MOST_DEPTH + deeper), ReadingLimit(), Told())


@pytest.mark.parametrize(
    "limit", [ReadingLimit(elements=4), ReadingLimit(text=5)], ids=["elements", "text"]
)
def test_parts_of_one_file_share_one_limit(limit: ReadingLimit) -> None:
    told = Told(text=lambda _: None)
    read_xml(b"<a><b>xyz</b></a>", limit, told)
    with pytest.raises(LargeMarkupError):
        read_xml(b"<a><b>x</b><c>yz</c></a>", limit, told)


def test_what_is_raised_by_whoever_is_told_ends_the_reading() -> None:
    def refuse(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_xml(b"<a/>", ReadingLimit(), Told(refuse))


def _measured(data: bytes, _limit: ReadingLimit) -> None:
    _walk(data, _Counted())


def _drawn(data: bytes, limit: ReadingLimit) -> None:
    read_nodes(data, frozenset({"a"}), limit, lambda _: None)


READERS: list[tuple[Callable[[bytes, ReadingLimit], object], type[Exception]]] = [
    (read_markup, UploadError),
    (read_tree, FormRefusedError),
    (_drawn, FormRefusedError),
    (_measured, DamagedError),
]


@pytest.mark.parametrize(("read", "refusal"), READERS)
@pytest.mark.parametrize("data", [*(data for data, _ in FAULTS), nested(MOST_DEPTH + 1)])
def test_every_reader_says_it_as_its_house_refuses(
    read: Callable[[bytes, ReadingLimit], object], refusal: type[Exception], data: bytes
) -> None:
    with pytest.raises((refusal, DeclaredError)):
        read(data, ReadingLimit())
    read(nested(3), ReadingLimit())


@pytest.mark.parametrize(("read", "refusal"), [one for one in READERS if one[0] is not _measured])
@pytest.mark.parametrize("limit", [{"elements": 2}, {"text": 2}])
def test_every_reader_stops_where_the_file_has_had_its_share(
    read: Callable[[bytes, ReadingLimit], object], refusal: type[Exception], limit: dict[str, int]
) -> None:
    with pytest.raises(refusal, match=r"too-large|ยาวเกินไป"):
        read(b"<a><a>xyz</a><a/></a>", ReadingLimit(**limit))


def test_a_damaged_part_is_told_from_one_that_declares() -> None:
    with pytest.raises(MalformedError):
        read_markup(b"<a>", ReadingLimit())
    with pytest.raises(DeclaredError):
        read_markup(BOMB, ReadingLimit())


@pytest.mark.parametrize(
    "head", ["<?xml version='1.0' encoding='tis-620'?>", "<!DOCTYPE a>", "<?style x?>"]
)
def test_a_browser_is_given_no_other_encoding_and_no_instruction(head: str) -> None:
    assert is_plain_xml(b"<?xml version='1.0' encoding='UTF-8'?><a/>")
    assert not is_plain_xml(f"{head}<a/>".encode())
    assert not is_plain_xml("<a/>".encode("utf-16"))
