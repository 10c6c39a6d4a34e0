"""Values that stand out in a sentence; markup around a value would not be read."""

from __future__ import annotations

from grader.documents.model import Mark, Run, Text
from grader.documents.prose import filled
from grader.obligations.profile import Profile


def strong(text: str) -> Text:
    """Make words stand out."""
    return (Run(text, Mark.STRONG),)


def named(profile: Profile | None) -> Text:
    """Give the name of an authority, standing out, or a blank where it is not said."""
    name = profile.name.strip() if profile else ""
    return strong(name) if name else filled("", "nom de la collectivité")
