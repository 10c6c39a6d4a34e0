"""What stands at the head of every model: it is one, and when its facts were last read."""

from __future__ import annotations

from datetime import date

from grader.documents.model import Callout
from grader.documents.prose import prose
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.rules import rules
from grader.typography import french


def facts_date() -> date:
    """Give the day when the oldest source of the rules was last read."""
    return min(source.verified_on for rule in rules() for source in rule.sources)


def model_warning() -> Callout:
    """Say that a document is a model, before anything else."""
    return Callout(
        french("Modèle à faire relire par votre service juridique"),
        (
            prose(
                "Ce document aide à rédiger ; il ne remplace pas un conseil. Les textes cités ont "
                "été "
                "vérifiés le {day}, ou plus tard.",
                day=day_in_words(facts_date()),
            ),
            prose("Ce qui reste à remplir est entre crochets, comme ici : [[votre texte]]."),
        ),
    )
