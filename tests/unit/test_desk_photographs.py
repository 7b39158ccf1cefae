"""What is sent as a photograph and is none: said in Thai, whatever its name claims."""

from __future__ import annotations

import zlib

import pytest
from PIL import Image

from generator.desk.apart import Here
from generator.desk.asked import Upload
from generator.desk.pages.photographs import photograph, safe_stem
from generator.machine.guard import means_more
from generator.plan.merge import UnsafeError
from generator.plan.uploads import is_safe_name
from photographs import noted, opened, photo, scene

HEIC = b"\0\0\0\x18ftypheic" + bytes(40)


def bomb() -> bytes:
    """Return a PNG of a few kilobytes that claims 30,000 pixels each way."""

    def part(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return len(data).to_bytes(4) + whole + zlib.crc32(whole).to_bytes(4)

    size = (30_000).to_bytes(4)
    head = part(b"IHDR", size + size + b"\x08\x00\x00\x00\x00")
    body = part(b"IDAT", zlib.compress(bytes(3_000_000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + part(b"IEND", b"")


FAULTS = {
    "HEIC": ("a.heic", HEIC, "เป็น HEIC ซึ่งหน้าเว็บแสดงไม่ได้"),
    "HEIC by another name": ("a.jpg", HEIC, "บันทึกเป็น JPEG ก่อน"),
    "a paper": ("a.jpg", b"%PDF-1.7\n%%EOF", "ข้างในเป็น PDF"),
    "a program": ("a.png", b"MZ\x90" + bytes(100), "ไม่ใช่ชนิดที่รู้จัก"),
    "SVG": ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ไม่ใช่ชนิดที่รู้จัก"),
    "12,000 × 9,000": ("a.jpg", photo(Image.new("L", (12_000, 9_000))), "เกินหนึ่งร้อยล้านจุด"),
    "a bomb": ("a.png", bomb(), "เกินหนึ่งร้อยล้านจุด"),
    "small": ("a.jpg", photo(scene(20, 20)), "เล็กเกินไป"),
    "cut": ("a.jpg", photo()[:300], "ไฟล์เสียหรือมาไม่ครบ"),
    "nothing": ("a.jpg", b"", "ว่างเปล่า"),
}


@pytest.mark.parametrize(("name", "data", "why"), [*FAULTS.values()], ids=[*FAULTS])
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_is_no_photograph_is_told_in_thai(name: str, data: bytes, why: str) -> None:
    with pytest.raises(UnsafeError, match=why):
        photograph(Upload(name, data), Here())


def test_a_photograph_by_another_name_is_kept_as_a_jpeg_without_notes() -> None:
    kept = opened(photograph(Upload("a.gif", photo(exif=noted())), Here()))
    assert kept.format == "JPEG" and max(kept.size) == 960 and not kept.getexif()


@pytest.mark.parametrize("code", ["2570-001", "ก.1/2570", "../..", "a b;c=d: e", "", "-", "น้ำ"])
def test_a_file_is_named_so_that_every_system_takes_it(code: str) -> None:
    assert is_safe_name(f"{safe_stem(f'{code}-2569-11-24')}.jpg")


@pytest.mark.parametrize("name", ["", "..", "CON", "aux", "a:b?", "IMG <1> ของใคร", "ก" * 200])
def test_a_photograph_from_any_phone_is_kept_under_a_name_that_every_machine_can_have(
    name: str,
) -> None:
    kept = f"{safe_stem(name)}.jpg"
    assert is_safe_name(kept) and not means_more(kept) and len(kept.encode()) < 240
