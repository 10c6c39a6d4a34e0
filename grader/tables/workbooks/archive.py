"""The zip archive that an XLSX or ODS workbook is, opened without trusting what it declares."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from grader.settings import MEBI
from grader.tables.refusals import refuse
from grader.tables.workbooks.limits import Limits
from grader.typography import number

#: Below that size a high ratio is harmless: small workbooks are mostly repeated styles.
_HARMLESS = 16 * MEBI
#: Each part is read twice at most before a sheet is chosen: a cell, its top; then the whole.
_READINGS = 3
_CHUNK = 262_144
_ENTRY_MARK = b"PK\x01\x02"
#: The two ways of packing that the formats allow, and that are unpacked piece by piece.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Archive:
    """The parts of a workbook by name (case and slashes as written by any software).

    Args:
        data: the file's bytes.
        limits: on entries and on what they occupy once decompressed.

    Raises:
        UnusableFileError: ``workbook-too-big`` or ``workbook-encrypted``.
        zipfile.BadZipFile: the archive is damaged.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.count(_ENTRY_MARK) > limits.entries:
            raise refuse("workbook-too-many-parts", limit=number(limits.entries))
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        total = sum(entry.file_size for entry in entries)
        self._most = min(limits.unzipped_bytes, max(_HARMLESS, limits.zip_ratio * len(data)))
        if total > self._most:
            raise self._too_big()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise refuse("workbook-encrypted")
        self._entries = {_key(entry.filename): entry for entry in entries}
        self._spent = 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> tuple[str, ...]:
        """Give the names of the parts, in lower case, in the archive's order."""
        return tuple(self._entries)

    def begin(self) -> None:
        """Start counting anew what is unpacked, before a sheet is read whole."""
        self._spent = 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece.

        Args:
            name: of the part.

        Raises:
            UnusableFileError: ``workbook-too-big``.
            KeyError: there is no such part.
            zipfile.BadZipFile: it is packed otherwise than the formats allow.
        """
        entry = self._entries[_key(name)]
        if entry.compress_type not in _METHODS:
            raise zipfile.BadZipFile
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                self._spent += len(chunk)
                if self._spent > _READINGS * self._most:
                    raise self._too_big()
                yield chunk

    def _too_big(self) -> Exception:
        return refuse("workbook-too-big", limit=number(self._most / MEBI))


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
