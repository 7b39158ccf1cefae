"""ZIP archives with limits: few members, little data, no bomb, not a byte beside the members."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from generator.plan.uploads.contents import UploadError

MOST_MEMBERS = 5_000
MOST_BYTES = 100_000_000
MOST_TIMES = 200  # text packs about ten times, an empty table about a hundred
_SMALL = 2_000_000  # below this, packing a thousand times harms nobody
_DAMAGED = "ไฟล์เสีย"
_BESIDE = "มีข้อมูลแทรกอยู่ระหว่างส่วนของไฟล์"
_LOCAL, _CENTRAL = struct.Struct("<4s5H3L2H"), b"PK\x01\x02"
# The end of a directory, and its larger kind with its locator.
_END, _LARGE_END, _LARGE = struct.Struct("<4s4H2LH"), b"PK\x06\x06", 56 + 20


class ZippedUpload:
    """An opened archive whose members are all within the limits. Raises UploadError."""

    def __init__(self, data: bytes) -> None:
        """Look at the directory; nothing is unpacked yet."""
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
            raise UploadError(_DAMAGED) from None
        if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_BYTES:
            raise UploadError("ไฟล์ขยายแล้วใหญ่เกินไป")
        for one in members:
            if one.flag_bits & 1:
                raise UploadError("ใส่รหัสผ่านไว้")
            if one.file_size > max(_SMALL, MOST_TIMES * one.compress_size):
                raise UploadError("ไฟล์ขยายแล้วใหญ่เกินไป")
        self.names = [one.filename for one in members]
        if len(set(self.names)) != len(self.names):
            raise UploadError("มีชื่อซ้ำกันในไฟล์")
        self._notes = [self._zip.comment]
        self._bodies = self._laid_out(members)

    @property
    def notes(self) -> bytes:
        """What its directory holds beside the members: comments and further fields."""
        return b"\n".join(filter(None, self._notes))

    def size(self, name: str) -> int:
        """Return how many bytes `read` gives at most."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Return a member, which must be all of what is packed in its place."""
        info = self._zip.getinfo(name)
        packed = self._bodies[name]
        if info.compress_type == zipfile.ZIP_DEFLATED:
            packed = _inflated(packed, info.file_size)
        elif info.compress_type != zipfile.ZIP_STORED:
            raise UploadError(_DAMAGED)
        if len(packed) != info.file_size or zlib.crc32(packed) != info.CRC:
            raise UploadError(_DAMAGED)
        return packed

    def _laid_out(self, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
        """Return each member's packed bytes; members, directory and end must follow each other."""
        bodies, at, before = {}, 0, {b""}
        for one in sorted(members, key=lambda one: one.header_offset):
            self._check_gap(at, one.header_offset, before)
            start, at = self._member(one)
            bodies[one.filename] = self._data[start:at]
            self._notes += [one.comment, one.extra]
            before = {b"", *_descriptors(one)}
        self._check_gap(at, self._zip.start_dir, before)
        self._check_end()
        return bodies

    def _member(self, one: zipfile.ZipInfo) -> tuple[int, int]:
        """Return where a member's packed bytes begin and end."""
        head = self._data[one.header_offset : one.header_offset + _LOCAL.size]
        if len(head) != _LOCAL.size or head[:4] != b"PK\x03\x04":
            raise UploadError(_DAMAGED)
        *_, name_size, extra_size = _LOCAL.unpack(head)
        name_at = one.header_offset + _LOCAL.size
        start = name_at + name_size + extra_size
        coding = "utf-8" if one.flag_bits & 0x800 else "cp437"
        name = self._data[name_at : name_at + name_size].decode(coding, "replace")
        # A reader of streams takes the name that stands here.
        if name != one.orig_filename or start + one.compress_size > len(self._data):
            raise UploadError(_DAMAGED)
        self._notes.append(self._data[name_at + name_size : start])
        return start, start + one.compress_size

    def _check_gap(self, start: int, end: int, known: set[bytes]) -> None:
        if start > end or self._data[start:end] not in known:
            raise UploadError(_BESIDE)

    def _check_end(self) -> None:
        """Refuse bytes within the directory, behind it and behind the end."""
        at = self._zip.start_dir
        while self._data[at : at + 4] == _CENTRAL:
            sizes = struct.unpack("<3H", self._data[at + 28 : at + 34])
            at += 46 + sum(sizes)
        if self._data[at : at + 4] == _LARGE_END:
            at += _LARGE
        end = self._data[at : at + _END.size]
        if len(end) != _END.size or end[:4] != b"PK\x05\x06":
            raise UploadError(_BESIDE)
        if at + _END.size + _END.unpack(end)[-1] != len(self._data):
            raise UploadError(_BESIDE)


def _descriptors(one: zipfile.ZipInfo) -> set[bytes]:
    """Return what may stand behind a member that was streamed: its digest and its sizes."""
    told = {
        struct.pack(f"<L2{size}", one.CRC, one.compress_size, one.file_size) for size in ("L", "Q")
    }
    return told | {b"PK\x07\x08" + one for one in told}


def _inflated(packed: bytes, size: int) -> bytes:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = unpacker.decompress(packed, size + 1)
    except zlib.error:
        raise UploadError(_DAMAGED) from None
    if len(data) > size:
        raise UploadError("ไฟล์ขยายแล้วใหญ่เกินไป")
    if not unpacker.eof or unpacker.unused_data or unpacker.unconsumed_tail:
        raise UploadError(_BESIDE)
    return data
