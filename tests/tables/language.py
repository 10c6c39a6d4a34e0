"""What every sentence shown to a person must satisfy."""

from __future__ import annotations

import re

_ENGLISH = re.compile(
    r"\b(?:the|is|not|value|field|row|column|error|default|invalid|missing|expected|none|true|"
    r"false|label|header|string|integer|unknown|warning|and|of|must|should)\b",
    re.IGNORECASE,
)
#: What is quoted, and proper names of formats.
_ALLOWED = re.compile(r"« [^»]* »|Table Schema|https?://\S*")
_BAD_SPACE = re.compile(r" [;:!?»](?:\s|$)|«[^\u00a0]")


def plain_french(text: str) -> str:
    """Give what is wrong with a sentence, or ""."""
    if not text or text != text.strip():
        return "empty or padded"
    if "{" in text or "}" in text:
        return "a placeholder leaks"
    if text[-1] not in ".?":
        return "no full stop"
    if "  " in text:
        return "two spaces"
    own_words = _ALLOWED.sub("", text.replace("\u00a0", " ").replace("\u202f", " "))
    if "!" in own_words or "oups" in own_words.lower():
        return "an exclamation"
    english = _ENGLISH.search(own_words)
    if english:
        return f"English: {english[0]}"
    return "a breaking space" if _BAD_SPACE.search(text) else ""
