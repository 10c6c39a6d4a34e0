"""The report of a session: figures, plots and tables of a group; nobody's line unless asked.

Under ``LEAST`` people no share and no distribution is told: it would say little, and too much of
one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.content.model import Module
from grader.documents.model import (
    Bar,
    Bars,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Paragraph,
    Table,
)
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import TrainingSession
from grader.services.dates import day
from grader.services.hand_in_rules import counting
from grader.services.learning.item_figures import measure, to_review
from grader.services.learning.item_words import in_short, left_out, sentence, share
from grader.services.modules import finished
from grader.services.sessions.attendance import attendance_blocks, attendance_of
from grader.services.sessions.programme import modules_of
from grader.services.sessions.report_attestations import attestation_blocks
from grader.services.sessions.report_satisfaction import satisfaction_blocks
from grader.services.sessions.room_group import (
    LEAST,
    Stumble,
    columns_of,
    firsts_of,
    items_of,
    objectives_of,
)
from grader.services.sessions.room_memory import people_now
from grader.services.sessions.satisfaction import satisfaction_of
from grader.services.workshop import Workshop
from grader.typography import french, number, plural

#: Lines of a table of what people stumbled on, and of questions to look at again.
_MOST = 10
#: Bounds of a distribution, in percents.
_STEPS = (0, 20, 40, 60, 80, 100)
FEW = (
    f"Moins de {LEAST} personnes : aucune répartition n'est donnée. Elle dirait peu du groupe, et "
    "trop de chacun."
)


@dataclass(frozen=True)
class _Person:
    """What one learner did: lessons finished and share of points, by module."""

    pseudonym: str
    lessons: dict[str, int]
    shares: dict[str, float]
    handed: frozenset[str]


def session_report(
    workshop: Workshop, session: TrainingSession, *, pseudonyms: bool = False
) -> Document:
    """Give the report of a session; who may see it is checked before.

    Args:
        workshop: stores and course.
        session: which one.
        pseudonyms: add a line for each learner, under her pseudonym.
    """
    modules = modules_of(workshop.course, session.terms)
    people = _people(workshop, session, modules)
    blocks: list[Block] = [*_opening(session, modules, people)]
    blocks += [Heading(french("Assiduité")), *attendance_blocks(attendance_of(workshop, session))]
    blocks += [Heading("Progression par module"), *_progress(modules, people)]
    blocks += [Heading("Points obtenus"), *_points(modules, people)]
    blocks += [Heading(french("Ce qui a fait tomber le groupe")), *_stumbles(workshop, session)]
    blocks += [Heading(french("Les questions elles-mêmes")), *_questions(workshop, session)]
    blocks += [Heading("Attestations de suivi"), *attestation_blocks(workshop, session)]
    blocks += [
        Heading(french("L'avis des participants")),
        *satisfaction_blocks(satisfaction_of(workshop, session)),
    ]
    if pseudonyms:
        blocks += [Heading("Une ligne par pseudonyme", new_page=True), *_lines(modules, people)]
    title = french(session.terms.title)
    return Document(
        title=french(f"Bilan de la session : {session.terms.title}"),
        blocks=tuple(blocks),
        subject=french("Figures de groupe d'une session de formation."),
        stem="bilan-de-session",
        footer=french(f"Bilan de session : {title}"),
    )


def _people(
    workshop: Workshop, session: TrainingSession, modules: tuple[Module, ...]
) -> list[_Person]:
    found = []
    for member in workshop.members.of_session(session.id):
        if member.kind != PRESENT:
            continue
        visits = workshop.visits.of(member.learner_id)
        lessons, shares, handed = {}, {}, set()
        for module in modules:
            lessons[module.slug] = sum(finished(visits, one.id) for one in module.lessons)
            hand_ins = workshop.hand_ins.of(member.learner_id, module.slug)
            if hand_ins:
                handed.add(module.slug)
            noted = counting(module, hand_ins)
            if noted is not None and noted.points is not None and noted.max_points:
                shares[module.slug] = noted.points / noted.max_points
        found.append(_Person(member.pseudonym, lessons, shares, frozenset(handed)))
    return found


def _opening(
    session: TrainingSession, modules: tuple[Module, ...], people: list[_Person]
) -> Iterator[Block]:
    handed = sum(bool(one.handed) for one in people)
    began = sum(any(one.lessons.values()) or bool(one.handed) for one in people)
    dates = [one for one in (session.terms.opens_at, session.terms.closes_at) if one is not None]
    yield Bullets(
        (
            french(f"Participants : {plural(len(people), 'personne')}, sous pseudonyme."),
            french(f"Ont fini une leçon ou rendu un travail : {number(began)}."),
            french(f"Ont rendu au moins un module : {number(handed)}."),
            french(f"Ouverture : {' – '.join(day(one) for one in dates)}.")
            if dates
            else french(f"Session créée le {day(session.created_at)}."),
            french(f"Modules : {', '.join(module.title for module in modules)}."),
            french(f"Tout est effacé le {day(session.terms.erase_at)}. Ce bilan, lui, reste."),
        )
    )
    if len(people) < LEAST:
        yield Callout(french("Un petit groupe"), (french(FEW),))


def _progress(modules: tuple[Module, ...], people: list[_Person]) -> Iterator[Block]:
    if not people:
        yield Paragraph(french("Personne n'a encore rejoint cette session."))
        return
    rows, bars = [], []
    for module in modules:
        total = len(module.lessons) * len(people)
        done = sum(one.lessons[module.slug] for one in people)
        handed = sum(module.slug in one.handed for one in people)
        noted = [one.shares[module.slug] for one in people if module.slug in one.shares]
        mean = share(sum(noted) / len(noted)) if len(noted) >= LEAST else "non montré"
        told = share(done / total) if total else "aucune leçon"
        rows.append((french(module.title), told, number(handed), french(mean)))
        if total:
            bars.append(Bar(french(module.title), 100 * done / total, told))
    if len(people) < LEAST:
        # With so few, a share of lessons is somebody's.
        rows = [(title, "non montré", handed, mean) for title, _, handed, mean in rows]
    head = ("Module", french("Leçons finies"), "Ont rendu", "Points, en moyenne")
    yield Table(french("Où en est le groupe"), head, tuple(rows), numbers=True)
    if bars and len(people) >= LEAST:
        yield Bars(french("Part des leçons finies, par module"), tuple(bars), most=100)
    yield Paragraph(
        french(f"« Non montré » : moins de {LEAST} personnes, ou moins de {LEAST} notes.")
    )


def _points(modules: tuple[Module, ...], people: list[_Person]) -> Iterator[Block]:
    shown = False
    for module in modules:
        noted = [one.shares[module.slug] for one in people if module.slug in one.shares]
        if len(noted) < LEAST:
            continue
        shown = True
        counts = [0] * (len(_STEPS) - 1)
        for value in noted:
            counts[min(int(value * 5), len(counts) - 1)] += 1
        bars = tuple(
            Bar(french(f"De {low} à {high} % des points"), count, _heads(count))
            for low, high, count in zip(_STEPS, _STEPS[1:], counts, strict=False)
        )
        yield Heading(french(module.title), level=3)
        told = plural(len(noted), "travail noté", "travaux notés")
        yield Bars(french(f"Répartition des points, {told}"), bars)
    if not shown:
        yield Paragraph(french(FEW if len(people) < LEAST else f"Moins de {LEAST} notes. {FEW}"))


def _heads(count: int) -> str:
    return plural(count, "personne") if count else "personne"


def _stumbles(workshop: Workshop, session: TrainingSession) -> Iterator[Block]:
    members = workshop.members.of_session(session.id)
    present = {one.learner_id: one.pseudonym for one in members if one.kind == PRESENT}
    people = people_now(workshop, session.id, present)
    modules = modules_of(workshop.course, session.terms)
    firsts = firsts_of(people.values())
    parts = (
        ("Objectifs", objectives_of(workshop, modules, firsts)),
        ("Questions", items_of(workshop, modules, firsts)),
        ("Colonnes du fichier", columns_of(workshop, modules, people.values(), LEAST)),
    )
    shown = False
    for title, found in parts:
        worst = [one for one in found if one.heat.share][:_MOST]
        if worst:
            shown = True
            yield _ranked(title, worst)
    if not shown:
        yield Paragraph(
            french(f"Rien n'est montré : il faut au moins {LEAST} réponses, dont des fausses.")
        )


def _ranked(title: str, worst: list[Stumble]) -> Table:
    rows = tuple(
        (one.heat.name, one.heat.about, french(f"{one.heat.label}, {one.heat.people}"))
        for one in worst
    )
    return Table(
        french(f"{title}, du plus d'échecs au moins"), (title, french("Où"), "Échecs"), rows
    )


def _questions(workshop: Workshop, session: TrainingSession) -> Iterator[Block]:
    members = workshop.members.of_session(session.id)
    people = [one.learner_id for one in members if one.kind == PRESENT]
    slugs = {module.slug for module in modules_of(workshop.course, session.terms)}
    found = measure(workshop.course, workshop.database, people=people)
    measured = [one for one in found if one.module.slug in slugs]
    yield Paragraph(sentence(measured))
    rows = tuple(
        (one.item.id, share(one.found.difficulty), in_short(one))
        for one in to_review(measured)[:_MOST]
        if one.found is not None
    )
    if rows:
        head = ("Question", french("Réponses justes"), french("Pourquoi la revoir"))
        yield Table(french("Questions à revoir, la pire d'abord"), head, rows)
    if left_out(measured):
        yield Paragraph(left_out(measured))
    yield Paragraph(
        french(
            "Ces chiffres viennent d'un seul groupe : ils disent où regarder, pas ce qui est faux."
        )
    )


def _lines(modules: tuple[Module, ...], people: list[_Person]) -> Iterator[Block]:
    yield Callout(
        french("À garder pour vous"),
        (french("Un pseudonyme peut se deviner. Ne diffusez pas cette page avec le bilan."),),
    )
    rows = tuple(
        (one.pseudonym, *(share(one.shares[m.slug]) if m.slug in one.shares else
                          french("rendu") if m.slug in one.handed else "—" for m in modules))
        for one in people
    )  # fmt: skip
    if rows and modules:
        head = ("Pseudonyme", *(french(module.title) for module in modules))
        yield Table(french("Part des points, par module"), head, rows, numbers=True)
