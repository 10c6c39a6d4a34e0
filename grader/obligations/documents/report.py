"""The duties of an authority as a document to join to a note, or to read again in a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from grader.documents.model import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Paragraph,
    Run,
    Table,
    Text,
    Tone,
)
from grader.documents.prose import prose
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.documents.warning import facts_date
from grader.obligations.duties import Duty, Status
from grader.obligations.naming import KIND_LABELS, WITH_POPULATION, agents, inhabitants
from grader.obligations.profile import Profile
from grader.obligations.questions import questions
from grader.obligations.rule import Source
from grader.obligations.rules import themes
from grader.typography import french, plural


def duties_report(profile: Profile, duties: Sequence[Duty], on: date) -> Document:
    """Write the report.

    Args:
        profile: of the authority; it was checked.
        duties: all of them, as ``assess.duties`` gives them for that profile.
        on: the day on the document.
    """
    due = [duty for duty in duties if duty.status is Status.REQUIRED]
    advised = [duty for duty in duties if duty.status is Status.ADVISED]
    others = [duty for duty in duties if duty.status is Status.NOT_APPLICABLE]
    return Document(
        title=french("Nos obligations de publication"),
        blocks=(
            Paragraph(prose("{name} – le {day}.", name=named(profile), day=day_in_words(on))),
            Callout(
                french("Ce que vaut ce relevé"),
                (
                    french(
                        "Il informe d'après les réponses rappelées à la fin ; il ne remplace pas "
                        "un conseil "
                        f"juridique. Les sources ont été lues le {day_in_words(facts_date())}, ou "
                        "plus tard."
                    ),
                ),
            ),
            Paragraph(
                french(
                    f"{plural(len(due), 'obligation')}, {plural(len(advised), 'conseil')}, "
                    f"{plural(len(others), 'règle')} sans objet ici."
                ),
                Tone.STRONG,
            ),
            Heading(french("Vue d'ensemble")),
            _overview(due),
            Heading(french("Ce qui est obligatoire"), new_page=True),
            *_by_theme(due),
            Heading(french("Ce qui est seulement conseillé")),
            _short(advised, "Rien n'est seulement conseillé."),
            Heading(french("Ce qui ne vous concerne pas, et pourquoi")),
            _short(others, "Toutes les règles connues vous concernent."),
            Heading(french("Ce que vous avez répondu")),
            Bullets(tuple(_answers(profile))),
            Heading("Sources"),
            Bullets(tuple(map(_source, _sources(due + advised)))),
        ),
        subject=french("Ce qu'une collectivité doit publier, où et avant quelle date."),
        stem="obligations-de-publication",
        footer=french("Relevé des obligations de publication – il ne remplace pas un conseil"),
    )


def _overview(due: Sequence[Duty]) -> Block:
    if not due:
        return Paragraph(french("Aucune obligation ne ressort de vos réponses."))
    return Table(
        french("Les obligations, leur place et leur délai"),
        (french("Obligation"), french("Où"), french("Quand")),
        tuple((duty.rule.title, duty.rule.where, duty.rule.when) for duty in due),
    )


def _by_theme(due: Sequence[Duty]) -> Iterator[Block]:
    for theme in themes():
        own = [duty for duty in due if duty.rule.theme == theme.id]
        if own:
            yield Heading(theme.title, 3)
        for duty in own:
            yield Paragraph(duty.rule.title, Tone.STRONG)
            yield Paragraph(duty.because)
            yield Bullets(tuple(_lines(duty)))


def _lines(duty: Duty) -> Iterator[Text]:
    rule = duty.rule
    told = (
        ("Quoi", rule.what),
        ("Où", rule.where),
        ("Quand", rule.when),
        ("Sous quelle forme", rule.schema_note),
        ("Texte", rule.article),
        ("Pourquoi", rule.why),
        ("À savoir", rule.note),
        ("Si ce n'est pas fait", rule.sanction),
    )
    for label, text in told:
        if text:
            yield prose("**{label} :** {text}".replace("{label}", label), text=text)


def _short(duties: Sequence[Duty], otherwise: str) -> Block:
    if not duties:
        return Paragraph(french(otherwise))
    return Bullets(
        tuple(
            prose("{title} : {because}", title=duty.rule.title, because=duty.because)
            for duty in duties
        )
    )


def _answers(profile: Profile) -> Iterator[Text]:
    asked = questions()
    yield french(f"Type : {KIND_LABELS[profile.kind]}")
    if profile.kind in WITH_POPULATION:
        yield french(f"Population : {inhabitants(profile.population)}")
    yield french(f"Effectif : {agents(profile.staff)}")
    for name, question in asked.facts.items():
        if name in profile.facts:
            yield question.label
    for service in asked.services:
        if service.id in profile.delegated:
            yield french(f"Service délégué : {service.label}")


def _sources(duties: Sequence[Duty]) -> list[Source]:
    found = {source.id: source for duty in duties for source in duty.rule.sources}
    return list(found.values())


def _source(source: Source) -> Text:
    seen = french(f" – {source.confidence}, lu le {day_in_words(source.verified_on)}.")
    return (Run(french(source.reference), href=source.address), Run(seen))
