"""ZIP archives with limits: few members, little data, no member that unpacks to a bomb."""

from __future__ import annotations

import io
import zipfile

from generator.uploads.contents import UploadError

MOST_MEMBERS = 5_000
MOST_BYTES = 100_000_000
MOST_TIMES = 200  # text packs about ten times, an empty table about a hundred
_SMALL = 2_000_000  # below this, packing a thousand times harms nobody


class Archive:
    """An opened archive whose members are all within the limits. Raises UploadError."""

    def __init__(self, data: bytes) -> None:
        """Look at the directory; nothing is unpacked yet."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
            raise UploadError("ไฟล์เสีย") from None
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

    def size(self, name: str) -> int:
        """Return how many bytes `read` gives at most."""
        return self._zip.getinfo(name).file_size

    def read(self, name: str) -> bytes:
        """Return a member, never more of it than its directory entry says."""
        limit = self._zip.getinfo(name).file_size
        try:
            with self._zip.open(name) as stream:
                data = stream.read(limit + 1)
        except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
            raise UploadError("ไฟล์เสีย") from None
        if len(data) > limit:
            raise UploadError("ไฟล์ขยายแล้วใหญ่เกินไป")
        return data
