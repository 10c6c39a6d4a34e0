"""The whole gesture: hide, write a new file, search it, and say what still stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.privacy.redaction.leftovers import Leftover, leftovers
from grader.privacy.redaction.model import Hidden, Span, TextDocument
from grader.privacy.redaction.proof import Proof, passages_of, search_file
from grader.privacy.redaction.spans import hide, tidy
from grader.privacy.redaction.writing import write_document


@dataclass(frozen=True)
class Redacted:
    """A redacted text, with the proof of it.

    Attributes:
        document: what the new file holds.
        data: the new file's bytes.
        form: its extension.
        spans: what was hidden, in the text as read.
        proof: what a search of the new file found.
        leftovers: passages and names that are hidden at one place and stand at another.
        dropped: what the file that was read carried besides, and the new one does not.
    """

    document: TextDocument
    data: bytes
    form: str
    spans: tuple[Span, ...]
    proof: Proof
    leftovers: tuple[Leftover, ...]
    dropped: tuple[Hidden, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing of what was hidden stands anywhere."""
        return not self.proof.found and not self.leftovers


def redact(document: TextDocument, spans: Iterable[Span], form: str) -> Redacted:
    """Hide passages of a text, and prove it on the file that is written.

    Args:
        document: as read.
        spans: what to hide, in any order.
        form: ``docx``, ``odt`` or ``txt``.

    Raises:
        KeyError: there is no such format; a PDF is never written.
    """
    kept = tidy(document.text, spans)
    hidden = hide(document, kept)
    data = write_document(hidden, form)
    return Redacted(
        document=hidden,
        data=data,
        form=form,
        spans=kept,
        proof=search_file(data, passages_of(document.text, kept)),
        leftovers=leftovers(document.text, kept),
        dropped=document.hidden,
    )


def spans_of(text: str, passages: Sequence[str], reason: str = "") -> Iterator[Span]:
    """Find every place of some passages.

    Args:
        text: of the document.
        passages: as they stand there; one that does not stand there gives nothing.
        reason: a key of ``reasons.REASONS``, or "".
    """
    for passage in passages:
        start = text.find(passage) if passage else -1
        while start >= 0:
            yield Span(start, start + len(passage), reason)
            start = text.find(passage, start + len(passage))
