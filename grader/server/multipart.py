"""A form with a file, read as it comes: the file goes to disk, small fields are held.

Everything here is done in threads, a chunk at a time: the server's loop never waits for a disk.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from grader.publication.exchange import Received, Upload
from grader.publication.problems import Problem, simple_problem
from grader.publication.resources.chunks import too_large

# Its warnings quote what came: nothing that anybody sends is for a log.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)

#: What a form may hold beside its file.
_MOST_PARTS = 50
_MOST_FIELD_BYTES = 64 * 1024
#: How some programs write a file's name that is not ASCII (RFC 5987).
_EXTENDED = re.compile(r"filename\*=utf-8''([^;\s]+)", re.IGNORECASE)


class FormReceiver:
    """A form on its way in; nothing of it lasts unless somebody keeps the file.

    Args:
        content_type: header of the call; anything but a form with parts brings nothing.
        folder: where the file lies until it is kept.
        most: bytes that the file may have.

    Raises:
        Problem: the form cannot be read (400).
    """

    def __init__(self, content_type: str, folder: Path, most: int) -> None:
        self._folder, self._most = folder, most
        self._lock = threading.Lock()
        self._closed = False
        self._ended = False
        self._fields: dict[str, str] = {}
        self._parts = self._field_bytes = 0
        self._headers: dict[str, str] = {}
        self._header_name, self._header_value = bytearray(), bytearray()
        self._field: bytearray | None = None
        self._taking = False
        self._digest = hashlib.sha1(usedforsecurity=False)
        self._size = 0
        self._file_name: str | None = None
        self._descriptor = -1
        self._path: Path | None = None
        kind, options = parse_options_header(content_type)
        self._parser = self._make_parser(options) if kind == b"multipart/form-data" else None
        # The call that joins the parts of a file has no file, and may come so.
        self._plain = bytearray() if kind == b"application/x-www-form-urlencoded" else None

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            Problem: the form is broken (400), or past a bound (413).
            OSError: the disk does not take them.
        """
        with self._lock:
            if self._plain is not None:
                self._plain += chunk
                if len(self._plain) > _MOST_FIELD_BYTES:
                    raise broken_form()
            if self._closed or self._parser is None:
                return
            try:
                self._parser.write(chunk)
            except FormParserError as error:
                raise broken_form() from error

    def finish(self) -> Upload:
        """Give what came, once it is all on disk.

        Raises:
            Problem: it was cut before its end (400).
        """
        with self._lock:
            if self._parser is None:
                return Upload(dict(parse_qsl(_text(bytes(self._plain or b"")))))
            if not self._ended or self._closed:
                raise broken_form()
            if self._path is None:
                return Upload(self._fields)
            os.fsync(self._descriptor)
            os.close(self._descriptor)
            self._descriptor = -1
            received = Received(
                self._path, self._file_name or "", self._size, self._digest.hexdigest()
            )
            return Upload(self._fields, received)

    def discard(self) -> None:
        """Forget what was received; harmless once the file was kept, or twice."""
        with self._lock:
            self._closed = True
            if self._descriptor >= 0:
                os.close(self._descriptor)
                self._descriptor = -1
            if self._path is not None:
                self._path.unlink(missing_ok=True)

    def _make_parser(self, options: Mapping[bytes, bytes]) -> MultipartParser:
        try:
            return MultipartParser(
                options[b"boundary"],
                {
                    "on_part_begin": self._on_part_begin,
                    "on_header_field": self._on_header_field,
                    "on_header_value": self._on_header_value,
                    "on_header_end": self._on_header_end,
                    "on_headers_finished": self._on_headers_finished,
                    "on_part_data": self._on_part_data,
                    "on_part_end": self._on_part_end,
                    "on_end": self._on_end,
                },
            )
        except (KeyError, FormParserError) as error:
            raise broken_form() from error

    def _on_part_begin(self) -> None:
        self._parts += 1
        if self._parts > _MOST_PARTS:
            raise broken_form()
        self._headers = {}
        self._field, self._taking = None, False

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header_name += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header_value += data[start:end]

    def _on_header_end(self) -> None:
        name = self._header_name.decode("latin-1").strip().lower()
        self._headers[name] = self._header_value.decode("latin-1")
        self._header_name.clear()
        self._header_value.clear()

    def _on_headers_finished(self) -> None:
        disposition = self._headers.get("content-disposition", "")
        _, options = parse_options_header(disposition)
        self._name = _text(options.get(b"name", b""))
        extended = _EXTENDED.search(disposition)
        if b"filename" in options or extended is not None:
            # The first file named « file » counts; others are read and dropped.
            if self._name == "file" and self._path is None:
                named = _text(options.get(b"filename", b""))
                self._open(unquote(extended[1]) if extended is not None else named)
            return
        self._field = bytearray()

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._taking:
            self._size += end - start
            if self._size > self._most:
                raise too_large(self._most)
            piece = memoryview(data)[start:end]
            self._digest.update(piece)
            while piece:
                piece = piece[os.write(self._descriptor, piece) :]
        elif self._field is not None:
            self._field_bytes += end - start
            if self._field_bytes > _MOST_FIELD_BYTES:
                raise broken_form()
            self._field += data[start:end]

    def _on_part_end(self) -> None:
        if self._field is not None:
            self._fields.setdefault(self._name, _text(bytes(self._field)))
        self._field, self._taking = None, False

    def _on_end(self) -> None:
        self._ended = True

    def _open(self, name: str) -> None:
        self._descriptor, path = tempfile.mkstemp(dir=self._folder)
        self._path, self._file_name, self._taking = Path(path), name, True


def broken_form() -> Problem:
    """Make the refusal of a form that is not whole, or is no form."""
    return simple_problem(
        400,
        "The browser (or proxy) sent a request that this server could not understand.",
        "Le dépôt est arrivé incomplet ou mal écrit : rien n'a été gardé. Envoyez le fichier de "
        "nouveau, en multipart/form-data (avec curl : -F file=@mon-fichier.csv).",
    )


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
