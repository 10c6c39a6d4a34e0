"""Reading of the text layer of a PDF; nothing is ever written as a PDF.

A black rectangle drawn over a PDF hides nothing: its text stays beneath. So the text is taken out,
redacted, and written in a format where what is hidden is gone.
"""

from __future__ import annotations

import io
import logging
from typing import Any

from grader.privacy.redaction.gathering import Gathering
from grader.privacy.redaction.model import HiddenKind
from grader.privacy.redaction.refusals import refuse

_MOST_PAGES = 500
_PROPERTIES: dict[str, HiddenKind] = {
    "/Author": "author",
    "/Title": "title",
    "/Subject": "title",
    "/Keywords": "keywords",
    "/Creator": "producer",
    "/Producer": "producer",
}


def read_pdf(data: bytes, gathered: Gathering) -> None:
    """Read the text layer of a PDF.

    Args:
        data: the file's bytes.
        gathered: takes its lines and what it carries.

    Raises:
        UnusableFileError: it is encrypted, too long, or damaged.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # Its warnings name objects of the file, for whoever writes PDF software.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise refuse("text-encrypted")
        if len(reader.pages) > _MOST_PAGES:
            raise refuse("text-too-big")
        for page in reader.pages:
            gathered.add(page.extract_text())
            gathered.count("comment", len(page.annotations or ()))
            gathered.count("picture", len(page.images))
        told: dict[str, Any] = dict(reader.metadata or {})
        for name, kind in _PROPERTIES.items():
            gathered.value(kind, str(told.get(name) or ""))
        gathered.count("attachment", len(reader.attachments))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        # What a damaged PDF makes its reader raise is not one family of errors.
        raise refuse("text-unreadable") from error
