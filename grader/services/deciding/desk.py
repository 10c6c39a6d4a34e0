"""The use-cases of these pages: what an address asks for, the page or the document that answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from grader.obligations.deciding.costs import hypotheses
from grader.obligations.questions import questions
from grader.services.deciding import papers
from grader.services.deciding.fields import Arguments, first
from grader.services.deciding.journey import (
    COST,
    LAW,
    NOTE,
    STEPS,
    Step,
    first_of,
    law_of,
    year_of,
)
from grader.services.deciding.papers import Paper
from grader.services.deciding.place import COSTS, DECIDE, PRIORITIES, PROGRAMME, ROAD_MAP, SKILLS
from grader.services.deciding.reckoning import MAIN, Reckoning, reckoning_of
from grader.services.deciding.road_map import road_map_of
from grader.services.deciding.running import hour_text, programme_of
from grader.services.deciding.situation import Situation, read_situation
from grader.services.deciding.skills import skills_of
from grader.services.deciding.weighing import mark_words, obligation_word, weighing_of
from grader.services.obligations.answers import LONGEST_NAME, NAME, read_answers
from grader.services.obligations.form_view import Line, form_view
from grader.services.obligations.result import caution_of_rules
from grader.typography import french

#: The pages of this room: address below the site's, title.
PAGES: tuple[tuple[str, str], ...] = (
    (DECIDE, "20 minutes pour décider"),
    (PRIORITIES, "Priorités"),
    (COSTS, "Coûts"),
    (ROAD_MAP, "Feuille de route"),
    (PROGRAMME, "Ateliers"),
    (SKILLS, "Compétences"),
)

#: The template that asks who we are.
PROFILE_PAGE = "decider-profil.html"


@dataclass(frozen=True)
class Page:
    """A page to show.

    Attributes:
        template: its file.
        title: of the page.
        place: its address, below the site's.
        query: the address's query that leads to it again.
        wrong: whether something is to mend on it.
        context: what its template needs.
    """

    template: str
    title: str
    place: str
    query: str = ""
    wrong: bool = False
    context: Mapping[str, Any] = field(default_factory=dict)


def begin(arguments: Arguments) -> Page:
    """Give the first of the four steps: who we are."""
    return _profile_page(read_situation(arguments), STEPS[0], LAW.place)


def law(arguments: Arguments) -> Page:
    """Give the second step: what the law asks."""
    situation = read_situation(arguments)
    return _unready(situation, LAW.place) or _step(
        "decider-loi.html", LAW, situation, told=law_of(situation)
    )


def cost(arguments: Arguments) -> Page:
    """Give the third step: what it would cost."""
    situation = read_situation(arguments)
    if situation.profile is None:
        return _profile_page(situation, STEPS[0], LAW.place)
    reckoning = reckoning_of(situation, MAIN)
    # What this step does not ask is mended where it is asked.
    if len(reckoning.errors) != len(situation.errors) or any(
        name not in MAIN for name, _ in reckoning.errors
    ):
        return _mending(situation)
    return _step(
        "decider-cout.html",
        COST,
        situation,
        account=reckoning,
        first=first_of(situation),
        year=year_of(situation),
        hidden=_pairs_but(situation, MAIN),
    )


def note(arguments: Arguments) -> Page:
    """Give the last step: the question, and the note to take away."""
    situation = read_situation(arguments)
    return _unready(situation, LAW.place) or _note_page(situation, "")


def note_file(arguments: Arguments, ending: str) -> Page | Paper:
    """Write the note; or give the page to mend first."""
    situation = read_situation(arguments)
    unready = _unready(situation, LAW.place)
    if unready:
        return unready
    name = first(arguments, NAME, LONGEST_NAME + 1)
    if len(name) > LONGEST_NAME:
        return _note_page(situation, name)
    return papers.note_paper(situation, name, ending)


def priorities(arguments: Arguments) -> Page:
    """Give the page of priorities."""
    situation = read_situation(arguments)
    return _priorities_page(situation, "")


def priorities_file(arguments: Arguments, ending: str) -> Page | Paper:
    """Write the sheet of priorities; or give the page to mend first."""
    situation = read_situation(arguments)
    name = first(arguments, NAME, LONGEST_NAME + 1)
    if situation.profile is None or situation.errors or len(name) > LONGEST_NAME:
        return _priorities_page(situation, name)
    return papers.priorities_paper(situation, name, ending)


def costs(arguments: Arguments) -> Page:
    """Give the page of costs, with or without a profile."""
    situation = read_situation(arguments)
    if situation.answers.errors:
        return _profile_page(situation, None, COSTS)
    return _costs_page(situation)


def road_map(arguments: Arguments) -> Page:
    """Give the page of the road map."""
    return _road_map_page(read_situation(arguments), arguments, "")


def road_map_file(arguments: Arguments, ending: str) -> Page | Paper:
    """Write the road map; or give the page to mend first."""
    situation = read_situation(arguments)
    name = first(arguments, NAME, LONGEST_NAME + 1)
    found = road_map_of(arguments)
    if situation.profile is None or situation.errors or found.errors or len(name) > LONGEST_NAME:
        return _road_map_page(situation, arguments, name)
    return papers.road_map_paper(situation, found, name, ending)


def programme(arguments: Arguments) -> Page:
    """Give the page of the programme."""
    return _programme_page(read_situation(arguments), arguments)


def programme_file(arguments: Arguments, ending: str) -> Page | Paper:
    """Write the programme and its sheets; or give the page to mend first."""
    situation = read_situation(arguments)
    found = programme_of(arguments, strict=True)
    if found.errors:
        return _programme_page(situation, arguments, strict=True)
    return papers.programme_paper(situation, found, ending)


def skills(arguments: Arguments, lessons: Collection[str]) -> Page:
    """Give the self-assessment of somebody who leads workshops.

    Args:
        arguments: values by name.
        lessons: « module/lesson » of those that are installed.
    """
    found = skills_of(arguments, lessons)
    return Page(
        "animer-competences.html",
        found.title,
        SKILLS,
        found.query,
        bool(found.errors),
        {"situation": read_situation(arguments), "found": found},
    )


def _step(template: str, step: Step, situation: Situation, **context: Any) -> Page:
    account: Reckoning | None = context.get("account")
    return Page(
        template,
        f"{step.title} : étape {step.number} sur {len(STEPS)}",
        step.place,
        situation.query,
        wrong=bool(account and account.errors),
        context={"situation": situation, "step": step, "steps": STEPS, **context},
    )


def _note_page(situation: Situation, name: str) -> Page:
    line = _name_line(name)
    page = _step(
        "decider-note.html",
        NOTE,
        situation,
        reckoning=reckoning_of(situation),
        first=first_of(situation),
        name=line,
    )
    return Page(**{**vars(page), "wrong": bool(line.error)})


def _priorities_page(situation: Situation, name: str) -> Page:
    if situation.profile is None:
        return _profile_page(situation, None, PRIORITIES)
    found = weighing_of(situation)
    if situation.errors and not found.errors:
        return _costs_page(situation)
    line = _name_line(name)
    context = {
        "situation": situation,
        "found": found,
        "name": line,
        "words": mark_words,
        "obligation": obligation_word,
        "hidden": [*situation.profile_pairs, *situation.value_pairs],
    }
    return Page(
        "decider-priorites.html",
        "Quelles données publier d'abord ?",
        PRIORITIES,
        situation.query,
        bool(found.errors or line.error),
        context,
    )


def _costs_page(situation: Situation) -> Page:
    found = reckoning_of(situation)
    if situation.errors and not found.errors:
        return _priorities_page(situation, "")
    return Page(
        "decider-couts.html",
        "Combien coûte l'ouverture des données ?",
        COSTS,
        situation.query,
        bool(found.errors),
        {
            "situation": situation,
            "account": found,
            "hidden": [*situation.profile_pairs, *situation.choice_pairs],
        },
    )


def _road_map_page(situation: Situation, arguments: Arguments, name: str) -> Page:
    if situation.profile is None:
        return _profile_page(situation, None, ROAD_MAP)
    found = road_map_of(arguments)
    line = _name_line(name)
    return Page(
        "decider-feuille-de-route.html",
        "Votre feuille de route",
        ROAD_MAP,
        found.query(situation),
        bool(found.errors or line.error),
        {"situation": situation, "found": found, "name": line, "hidden": situation.pairs},
    )


def _programme_page(situation: Situation, arguments: Arguments, *, strict: bool = False) -> Page:
    found = programme_of(arguments, strict=strict)
    return Page(
        "animer-programme.html",
        "Le programme de vos ateliers",
        PROGRAMME,
        found.query,
        bool(found.errors),
        {"situation": situation, "found": found, "hour": hour_text},
    )


def _profile_page(situation: Situation, step: Step | None, action: str) -> Page:
    """Ask who we are; what was said beside is carried on."""
    form = form_view(situation.answers, questions())
    return Page(
        PROFILE_PAGE,
        "20 minutes pour décider" if step else "Décrivez votre collectivité",
        DECIDE if step else action,
        situation.query,
        bool(form.errors),
        {
            "situation": situation,
            "form": form,
            "step": step,
            "steps": STEPS,
            "action": action,
            "hidden": [*situation.choice_pairs, *situation.value_pairs],
            "caution": caution_of_rules(),
        },
    )


def proposing(page: Page, arguments: Arguments) -> Page:
    """Fill in the page that asks who we are with answers that were given elsewhere.

    Args:
        page: one of ours.
        arguments: the answers by name; none leaves the page as it is.
    """
    if not arguments or page.template != PROFILE_PAGE:
        return page
    form = form_view(read_answers(arguments, questions(), blank=True), questions())
    return replace(page, context={**page.context, "form": form})


def _unready(situation: Situation, action: str) -> Page | None:
    """Give the page to mend before a step can be shown; None where it can."""
    if situation.profile is None:
        return _profile_page(situation, STEPS[0], action)
    return _mending(situation) if situation.errors else None


def _mending(situation: Situation) -> Page:
    """Give the page where what is wrong beside the profile is asked."""
    if {one.id for one in hypotheses()} & set(situation.errors):
        return _costs_page(situation)
    return _priorities_page(situation, "")


def _pairs_but(situation: Situation, names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, value) for name, value in situation.pairs if name not in names]


def _name_line(name: str) -> Line:
    error = f"Raccourcissez le nom : {LONGEST_NAME} signes au plus."
    return Line(
        name=NAME,
        label="Le nom de votre collectivité",
        hint=french(
            "Il n'est écrit que dans le document téléchargé. Sans lui, le document laisse la place "
            "de l'écrire."
        ),
        value=name[:LONGEST_NAME],
        error=french(error) if len(name) > LONGEST_NAME else "",
        longest=LONGEST_NAME,
        optional=True,
    )
