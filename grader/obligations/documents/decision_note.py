"""The note on which a mayor or a director decides whether to open data: two pages, with figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Numbered,
    Paragraph,
    Table,
    Text,
    Tone,
)
from grader.documents.prose import prose
from grader.obligations.deciding.costs import Costs, Load, compared, costs, loads_for
from grader.obligations.deciding.priorities import Priority, Standing, Wave, in_wave
from grader.obligations.deciding.steps import Framework, steps
from grader.obligations.deciding.wording import day_in_words, days, euros, hours
from grader.obligations.documents.emphasis import named, strong
from grader.obligations.duties import Duty, Status
from grader.obligations.naming import KIND_LABELS, WITH_POPULATION, agents, inhabitants
from grader.obligations.profile import Profile
from grader.typography import NO_BREAK, french, number, plural

#: Duties named one by one; the others are counted, and the whole list is another document.
_NAMED = 4
_TICK = "☐"
_STEPS_NAMED = 3
#: Each benefit, and how far it goes.
_BENEFITS: tuple[tuple[str, str, str], ...] = (
    (
        "Transparence",
        "L'habitant lit les décisions et les comptes",
        "un fichier sans explication n'éclaire personne",
    ),
    (
        "Efficacité",
        "Une donnée en ligne répond d'avance à des demandes",
        "aucun gain chiffré n'est établi, mesurons le nôtre",
    ),
    (
        "Connaissance",
        "L'inventaire montre ce que nos services tiennent, parfois en double",
        "il faut du temps des services",
    ),
    (
        "Innovation",
        "D'autres réutilisent adresses, équipements ou menus",
        "la réutilisation ne se décrète pas",
    ),
)
_OTHERS = (
    "Où en sont les autres : 30 % des collectivités tenues de publier avaient mis en ligne au "
    "moins un jeu au 01/09/2025 (OpenDataFrance, source secondaire). La méthode a changé depuis "
    "les 16 % de 2022 : les deux chiffres ne se comparent pas."
)
_DPD = "Relecture par le délégué à la protection des données (DPD) avant tout premier envoi."
_SILENCE = "Une demande peut arriver demain. Après un mois de silence, la CADA peut être saisie."
_RISKS: tuple[tuple[str, str], ...] = (
    ("Publier une donnée personnelle", f"{_DPD} La CNIL peut sanctionner une commune."),
    (
        "Charger les services",
        "Peu de jeux d'abord, un référent et un remplaçant, du temps réservé.",
    ),
    ("Publier puis oublier", "Une date de mise à jour et un nom pour chaque jeu, dès le départ."),
    ("Ne rien faire", _SILENCE),
)


def decision_note(
    profile: Profile,
    duties: Sequence[Duty],
    priorities: Sequence[Priority],
    account: Costs,
    on: date,
) -> Document:
    """Write the decision note of an authority.

    Args:
        profile: who decides; it was checked.
        duties: what the rules ask of it.
        priorities: what to publish first, for the same profile.
        account: what it costs, for the datasets that one means to publish.
        on: the day on the document.
    """
    return Document(
        title=french("Ouvrir nos données : note de décision"),
        blocks=(
            *_head(profile, on),
            Heading(french("La question à décider")),
            Paragraph(
                prose(
                    "**Engageons-nous notre collectivité dans l'ouverture de ses données, avec "
                    "quels moyens, et à partir de quand ?**"
                )
            ),
            *_law(duties, priorities),
            *_cost(profile, account),
            *_benefits(),
            *_risks(),
            *_options(priorities, account),
            *_next(),
        ),
        subject=french("Note de décision sur l'ouverture des données, avec coûts et options."),
        stem="note-de-decision",
        footer=french("Note de décision – ouverture des données"),
    )


def _head(profile: Profile, on: date) -> tuple[Block, ...]:
    size = agents(profile.staff)
    if profile.kind in WITH_POPULATION:
        size = f"{inhabitants(profile.population)}, {size}"
    return (
        Paragraph(
            prose(
                "{name} ({kind}, {size}) – {day}",
                name=named(profile),
                kind=KIND_LABELS[profile.kind].partition(" (")[0].lower(),
                size=size,
                day=day_in_words(on),
            )
        ),
        Paragraph(
            prose(
                "À l'attention de [[élu et directeur général]]. Rédigée par [[nom et fonction]]."
            ),
        ),
    )


def _law(duties: Sequence[Duty], priorities: Sequence[Priority]) -> tuple[Block, ...]:
    required = [duty for duty in duties if duty.status == Status.REQUIRED]
    named = _named(priorities)
    rest = len(required) - len(named)
    by_default = next(duty for duty in duties if duty.rule.id == "databases")
    lines: list[Block] = [
        Heading(french("Ce que la loi nous demande")),
        Paragraph(
            french(
                f"Sur {len(duties)} règles examinées, {len(required)} nous obligent déjà. "
                f"Ouverture par défaut : {_verdict(by_default)}."
            )
        ),
    ]
    if named:
        lines.append(Bullets(tuple(_duty(duty) for duty in named)))
    sanction = (
        "Aucune amende ne vise le défaut de publication en général : la voie est la demande, la "
        "CADA, puis le juge."
    )
    if any(duty.rule.id == "charging-static" for duty in required):
        sanction += " Exception : jusqu'à 300 € par point de recharge non publié."
    others = (
        f"S'y ajoutent {plural(rest, 'autre obligation', 'autres obligations')} "
        "(voir le relevé complet). "
        if rest > 0
        else ""
    )
    lines.append(Paragraph(french(others + sanction), Tone.SMALL))
    return tuple(lines)


def _verdict(by_default: Duty) -> str:
    """Say whether publication by default binds us, in our own voice."""
    if by_default.status == Status.REQUIRED:
        return "elle s'impose à nous"
    return "elle nous est conseillée, sans s'imposer"


def _named(priorities: Sequence[Priority]) -> list[Duty]:
    """Give the duties of the best ranked datasets, each once."""
    found: dict[str, Duty] = {}
    for one in priorities:
        if one.standing != Standing.RANKED:
            continue
        for duty in one.duties:
            if duty.status == Status.REQUIRED and duty.rule.id in one.dataset.rules:
                found.setdefault(duty.rule.id, duty)
    return list(found.values())[:_NAMED]


def _duty(duty: Duty) -> Text:
    return prose(
        "{title} : {when} ({article})",
        title=strong(duty.rule.title),
        when=duty.rule.when[:1].lower() + duty.rule.when[1:].rstrip("."),
        article=duty.rule.article.partition("\u202f; ")[0].replace("n° ", f"n°{NO_BREAK}"),
    )


def _cost(profile: Profile, account: Costs) -> tuple[Block, ...]:
    values = account.values
    said = compared(profile)
    what = plural(len(account.loads), "jeu", "jeux")
    preparing = sum((load.preparation for load in account.loads), start=Decimal(0))
    return (
        Heading(french("Ce que cela coûte")),
        Table(
            french(f"Coût estimé pour {what}"),
            ("Poste", french("La première année"), french("Chaque année suivante")),
            tuple(_cost_rows(account)),
            numbers=True,
        ),
        Paragraph(
            french(
                f"Hypothèses, toutes à ajuster. Préparer : {hours(preparing)} en tout la première "
                f"fois, puis {hours(values['updating'])} par mise à jour. Mettre en ligne : "
                f"{number(float(values['publication']), 2)} minutes à chaque fois. Former : "
                f"{plural(int(values['trained']), 'personne')}. Piloter : "
                f"{hours(values['steering'])} par an. Prix : {euros(values['hourly'])} de l'heure "
                f"et {euros(values['software'])} de logiciel par an."
            ),
            Tone.SMALL,
        ),
        Callout(
            french("À lire avec le chiffre"),
            (
                french(
                    "Les « 15 minutes » souvent citées sont le temps de mise en ligne. Elles ne "
                    "comptent pas la préparation, qui pèse le plus."
                ),
                french(f"{said.said} {said.source} {said.limit}"),
            ),
        ),
    )


def _cost_rows(account: Costs) -> Iterator[tuple[str, ...]]:
    years = (account.first, account.following)
    worked, paid = (hours(one.hours) for one in years), (euros(one.euros) for one in years)
    yield ("Temps de travail", *worked)
    yield ("Soit, en journées de 7 heures", *(days(one.days) for one in years))
    yield (french("Coût"), *paid)
    if account.spread:
        between = (french(f"{euros(one.euros_low)} à {euros(one.euros_high)}") for one in years)
        yield (french(f"Coût, à {number(float(account.spread))} % près sur les heures"), *between)


def _benefits() -> tuple[Block, ...]:
    return (
        Heading(french("Ce que nous y gagnons, et jusqu'où")),
        Bullets(
            tuple(
                prose(
                    "{name} {gain}. Limite : {limit}.",
                    name=strong(f"{name}."),
                    gain=gain,
                    limit=limit,
                )
                for name, gain, limit in _BENEFITS
            )
        ),
        Paragraph(french(_OTHERS), Tone.SMALL),
    )


def _risks() -> tuple[Block, ...]:
    return (
        Heading(french("Les risques, et nos réponses")),
        Table(
            french("Risques et réponses"),
            ("Risque", french("Réponse proposée")),
            tuple((french(risk), french(answer)) for risk, answer in _RISKS),
        ),
    )


def _options(priorities: Sequence[Priority], account: Costs) -> tuple[Block, ...]:
    imposed = loads_for([one for one in priorities if one.obligation == 3], account.values)
    least = _least(imposed, account)
    first = ", ".join(one.dataset.title for one in in_wave(tuple(priorities), Wave.NOW))
    count = len(account.loads)
    notes: list[Block] = []
    if count < len(imposed):
        notes.append(
            Paragraph(
                french(
                    f"Attention : {len(imposed)} jeux nous sont imposés, et ce calcul n'en compte "
                    f"que {count}."
                )
            )
        )
    return (
        Heading(french("Les options")),
        Table(
            french("Cochez une option"),
            ("Option", french("Ce que l'on fait"), french("Coût la première année"), "Choix"),
            (
                (
                    "A. Attendre",
                    french("Rien de plus. Les obligations demeurent."),
                    french("Aucun, mais rien n'est réglé"),
                    _TICK,
                ),
                (
                    french("B. Le strict imposé"),
                    french(f"{_sets(len(imposed))} que vise un texte."),
                    least,
                    _TICK,
                ),
                (
                    french("C. La feuille de route"),
                    french(f"{_sets(count)}, dont la première vague."),
                    euros(account.first.euros),
                    _TICK,
                ),
            ),
        ),
        *notes,
        Paragraph(
            prose(
                "**Proposition : l'option C**, par vagues, avec un bilan après la première. "
                "Première vague : {first}.",
                first=first or french("à choisir avec l'assistant de priorités"),
            )
        ),
    )


def _sets(count: int) -> str:
    return plural(count, "jeu de données", "jeux de données")


def _least(imposed: tuple[Load, ...], account: Costs) -> str:
    if not imposed:
        return french("Sans objet")
    return euros(costs(account.values, imposed).first.euros)


def _next() -> tuple[Block, ...]:
    return (
        Heading(french("Les prochaines étapes")),
        Numbered(
            tuple(
                prose(
                    "{title} : {deliverable}. {who}.",
                    title=step.title,
                    deliverable=step.deliverable[:1].lower() + step.deliverable[1:],
                    who=step.who,
                )
                for step in steps(Framework.STRATEGY)[:_STEPS_NAMED]
            )
        ),
        BlankLines(
            (
                french("Option retenue et date de départ"),
                french("Personne responsable"),
                french("Date et signature"),
            )
        ),
    )
