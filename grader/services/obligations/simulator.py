"""The use-cases of the simulator: ask, tell what is due, write a document. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.obligations.assess import check_profile
from grader.obligations.profile import Profile
from grader.obligations.questions import Questions, questions
from grader.services.obligations.answers import (
    LONGEST_NAME,
    LONGEST_QUERY,
    NAME,
    SERVICE,
    Answers,
    pairs_of,
    profile_of,
    query_of,
    read_answers,
)
from grader.services.obligations.form_view import FormView, Line, Option, form_view
from grader.services.obligations.papers import FORMATS, PAPERS, Paper, check_service, written_paper
from grader.services.obligations.result import LOOKS, Result, caution_of_rules, result_of
from grader.services.obligations.schema_links import SchemaLink, schema_links
from grader.settings import Settings
from grader.typography import french

__all__ = ["FORMATS", "LONGEST_QUERY", "Asked", "Told", "ask", "tell", "write"]

#: In an address: whether details are shown open.
DETAIL = "detail"

Arguments = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """The page of questions.

    Attributes:
        form: what is asked, and what is to mend.
        caution: what this is not, and when its sources were read.
    """

    form: FormView
    caution: str


@dataclass(frozen=True)
class Told:
    """The page of results.

    Attributes:
        title: of the page.
        result: what is due, advised, or without object.
        query: the address's query that leads here again.
        hidden: (name, value) of that query, for a form.
        schemas: by the schema of a rule, where we have it.
        name: how documents call the authority.
        services: (title, services) to choose from for a clause.
        service_error: what is wrong with the service of a clause; may be empty.
        papers, formats: what can be taken away, and how.
        looks: class, sign and word of each status.
        opened: whether every detail is shown open.
    """

    title: str
    result: Result
    query: str
    hidden: tuple[tuple[str, str], ...]
    schemas: Mapping[str, SchemaLink]
    name: Line
    services: tuple[tuple[str, tuple[Option, ...]], ...]
    service_error: str
    opened: bool = False
    papers: tuple[Paper, ...] = tuple(PAPERS.values())
    formats: tuple[str, ...] = FORMATS
    looks: Mapping[str, tuple[str, str, str]] = field(
        default_factory=lambda: {status.value: look for status, look in LOOKS.items()}
    )

    @property
    def counts(self) -> Mapping[str, int]:
        """Give how many things are only advised, and how many rules do not apply."""
        return {
            "advised": sum(len(group.duties) for group in self.result.advised),
            "not_applicable": sum(len(group.duties) for group in self.result.excluded),
        }

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """Give what is to mend before a document can be written."""
        found = ((NAME, self.name.error), (SERVICE, self.service_error))
        return tuple((name, text) for name, text in found if text)


def ask(arguments: Arguments) -> Asked:
    """Give the questions, filled in with what an address carries; nothing is refused yet.

    Args:
        arguments: values by name.
    """
    known = questions()
    return _asked(read_answers(arguments, known, blank=True), known)


def tell(settings: Settings, arguments: Arguments) -> Asked | Told:
    """Give what an authority must publish, or the questions with what to mend.

    Args:
        settings: where schemas are.
        arguments: values by name.
    """
    known = questions()
    answers = read_answers({**arguments, NAME: (), SERVICE: ()}, known)
    if answers.errors:
        return _asked(answers, known)
    found = _told(settings, profile_of(answers), answers, known)
    return replace(found, opened="tout" in arguments.get(DETAIL, ()))


def write(
    settings: Settings, arguments: Arguments, paper: str, ending: str
) -> Asked | Told | tuple[str, bytes]:
    """Write a document; or give the page to mend first.

    Args:
        settings: where schemas are.
        arguments: values by name.
        paper: a key of ``PAPERS``.
        ending: one of ``FORMATS``.

    Returns:
        the file's name and bytes, or a page.

    Raises:
        RefusedError: there is no such document.
    """
    known = questions()
    answers = read_answers(arguments, known)
    wrong = {name: text for name, text in answers.errors.items() if name != NAME}
    if wrong:
        return _asked(answers, known)
    faults = {**answers.errors, **check_service(paper, answers.service, known)}
    profile = profile_of(Answers(**{**vars(answers), "errors": {}}))
    if faults:
        return _told(settings, profile, answers, known, faults)
    return written_paper(paper, ending, profile, answers.service)


def _asked(answers: Answers, known: Questions) -> Asked:
    return Asked(form_view(answers, known), caution_of_rules())


def _told(
    settings: Settings,
    profile: Profile,
    answers: Answers,
    known: Questions,
    faults: Mapping[str, str] | None = None,
) -> Told:
    faults = faults or {}
    check_profile(profile)
    result = result_of(profile, known)
    return Told(
        title=f"{'Erreur : ' if faults else ''}{result.headline.rstrip('.')}",
        result=result,
        query=query_of(profile, known),
        hidden=tuple(pairs_of(profile, known)),
        schemas=schema_links(settings),
        name=Line(
            name=NAME,
            label="Le nom de votre collectivité",
            hint=french(
                "Il n'est écrit que dans le document téléchargé. Sans lui, le document laisse la "
                "place de l'écrire."
            ),
            value=answers.name[:LONGEST_NAME],
            error=faults.get(NAME, ""),
            longest=LONGEST_NAME,
            optional=True,
        ),
        services=_services(profile, answers, known),
        service_error=faults.get(SERVICE, ""),
    )


def _services(
    profile: Profile, answers: Answers, known: Questions
) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Give the services to choose from for a clause, those that are delegated first."""
    chosen = answers.service

    def options(delegated: bool) -> tuple[Option, ...]:
        return tuple(
            Option(one.id, one.label, checked=one.id == chosen)
            for one in known.services
            if (one.id in profile.delegated) is delegated
        )

    both = (("Vos services délégués", options(True)), ("Autres services", options(False)))
    return tuple((title, found) for title, found in both if found)
