"""What a redaction gave, told in French: what was searched, what is gone, what still stands."""

from __future__ import annotations

from collections.abc import Iterator

from grader.privacy.redaction.model import Span
from grader.privacy.redaction.redact import Redacted
from grader.privacy.redaction.wording import told_hidden
from grader.typography import french, number, plural

_SHOWN = 50


def told_proof(done: Redacted, text: str) -> Iterator[str]:
    """Tell what the search of the written file gave, a sentence each.

    Args:
        done: what was redacted.
        text: of the document as read, for the lines of what is left.
    """
    proof = done.proof
    if proof.found:
        left = plural(len(proof.found), "passage caché se lit", "passages cachés se lisent")
        yield french(f"Attention : {left} encore dans le fichier écrit.")
    else:
        searched = plural(
            proof.passages, "passage différent, cherché", "passages différents, cherchés"
        )
        parts = plural(proof.parts, "partie")
        yield french(f"Vérifié : {searched} dans {parts} du fichier. Il n'en reste rien.")
    if proof.too_short:
        short = plural(proof.too_short, "passage très court", "passages très courts")
        yield french(f"{short} : la recherche ne peut rien en dire, relisez.")
    gone = " ; ".join(told_hidden(done.dropped))
    if gone:
        yield french(f"N'est plus dans le fichier écrit : {gone}.")
    for one in done.leftovers[:_SHOWN]:
        line = number(line_of(text, one.span))
        yield french(
            f"Caché à un endroit, et encore lisible à un autre, ligne {line} : « {one.text} »."
        )
    more = len(done.leftovers) - _SHOWN
    if more > 0:
        yield french(f"Encore lisible à {plural(more, 'autre endroit', 'autres endroits')}.")


def line_of(text: str, span: Span) -> int:
    """Give the line where a span begins, from 1."""
    return text.count("\n", 0, span.start) + 1
