"""What is taken away: the list of duties, the two clauses, the deliberation; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from grader.documents.model import Document
from grader.documents.writing import written
from grader.errors import RefusedError
from grader.obligations.assess import duties
from grader.obligations.profile import Profile
from grader.obligations.questions import Questions
from grader.services.obligations.answers import SERVICE
from grader.typography import french

#: Endings that a page offers: a word processor opens the first two; the last is to read or send.
FORMATS = ("odt", "docx", "pdf")


@dataclass(frozen=True)
class Paper:
    """A document that can be taken away.

    Attributes:
        id: in addresses and options.
        title: what it is.
        about: what it is for, in one sentence.
        service: whether it is for one delegated service.
        make: writes it for a profile, a service and a day.
    """

    id: str
    title: str
    about: str
    service: bool
    make: Callable[[Profile, str, date], Document]


# What writes a document is imported when one is asked for: pages and commands do not wait for it.


def _report(profile: Profile, _service: str, on: date) -> Document:
    from grader.obligations.documents.report import duties_report

    return duties_report(profile, duties(profile), on)


def _deliberation(profile: Profile, _service: str, on: date) -> Document:
    from grader.obligations.documents.deliberation import deliberation

    return deliberation(profile, duties(profile), on)


def _purchase(profile: Profile, _service: str, on: date) -> Document:
    from grader.obligations.documents.purchase import purchase_clause

    return purchase_clause(profile, on)


def _clause(profile: Profile, service: str, on: date) -> Document:
    from grader.obligations.documents.clause import clause

    return clause(profile, service, on)


PAPERS: Mapping[str, Paper] = {
    paper.id: paper
    for paper in (
        Paper(
            "obligations",
            "Le relevé de vos obligations",
            "Les réponses de cette page, à joindre à une note ou à relire en réunion.",
            service=False,
            make=_report,
        ),
        Paper(
            "deliberation",
            "Un modèle de délibération",
            "Pour lancer l'ouverture des données ; votre assemblée l'adapte et la vote.",
            service=False,
            make=_deliberation,
        ),
        Paper(
            "clause",
            "Un modèle de clause pour un service délégué",
            "Pour obtenir du délégataire les données du service ; à faire relire par un juriste.",
            service=True,
            make=_clause,
        ),
        Paper(
            "marche",
            "Un modèle de clause pour un marché public",
            "Pour que les données produites par un prestataire vous reviennent.",
            service=False,
            make=_purchase,
        ),
    )
}


def check_service(paper: str, service: str, questions: Questions) -> dict[str, str]:
    """Tell what is wrong with the service that a clause is asked for.

    Args:
        paper: a key of ``PAPERS``.
        service: identifier of a service.
        questions: which services there are.

    Returns:
        a French sentence by the name of the field, or nothing.
    """
    if not PAPERS[paper].service or service in questions.service_ids:
        return {}
    return {SERVICE: french("Choisissez le service que la clause concerne.")}


def written_paper(
    paper: str, ending: str, profile: Profile, service: str, on: date | None = None
) -> tuple[str, bytes]:
    """Write a document.

    Args:
        paper: a key of ``PAPERS``.
        ending: one of ``FORMATS``.
        profile: of whom; its name is put into the document as text.
        service: identifier of the delegated service, where the document is for one.
        on: the day that it bears; today when not given.

    Returns:
        the file's name and its bytes.

    Raises:
        RefusedError: there is no such document, format or service.
    """
    known = PAPERS.get(paper)
    if known is None or ending not in FORMATS:
        raise RefusedError("unknown-paper", french("Ce document n'existe pas."))
    told = replace(profile, name=printable(profile.name))
    document = known.make(told, service, on or datetime.now(UTC).astimezone().date())
    return f"{document.stem}.{ending}", written(document, ending)


def printable(text: str) -> str:
    """Leave out of a name what no document can hold: controls, lone halves of characters."""
    spaced = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(spaced.split())
