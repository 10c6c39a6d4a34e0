"""The last two stages: the record that carries the file, and who saw it."""

from __future__ import annotations

from typing import Any

from grader.documents.model import Table
from grader.services.dates import day
from grader.services.road.facts import Facts, facts_of
from grader.services.road.model import (
    DONE,
    NOT_YET,
    NOTHING,
    ONGOING,
    Gauge,
    RoadLink,
    Stage,
)
from grader.services.road.records import Known
from grader.typography import NO_BREAK, french, number, plural

_ABOUT_PUBLISHED = (
    "La fiche qui porte le fichier, sur le portail d'exercice. Rien n'y part sur data.gouv.fr."
)
_ABOUT_SEEN = "Ce que d'autres ont fait du fichier, et ce qui le donne à voir."
_CRITERIA = {
    "license": "Licence",
    "temporal_coverage": "Période couverte",
    "spatial": "Territoire",
    "update_frequency": "Fréquence de mise à jour",
    "update_fulfilled_in_time": "Mise à jour à temps",
    "dataset_description_quality": "Description",
    "has_open_format": "Format ouvert",
    "all_resources_available": "Fichiers disponibles",
    "resources_documentation": "Documentation des fichiers",
}
_STATES = {
    "public": "publique dans le bac à sable",
    "draft": "encore un brouillon",
    "archived": "archivée",
    "deleted": "supprimée",
}


def published_stage(known: Known | None, link: RoadLink) -> Stage:
    """Tell where a file is published, and how good its record is.

    Args:
        known: its record, or None.
        link: where it is published.
    """
    facts = facts_of(known.evidence) if known else None
    if known is None or facts is None:
        return Stage(
            "published", "Publié", french(_ABOUT_PUBLISHED), NOT_YET,
            french("Aucune fiche du bac à sable ne porte encore ce fichier."),
            left=(french("Créer une fiche, y déposer le fichier, et la rendre publique."),),
            links=(link,),
        )  # fmt: skip
    first = facts_of(known.first) if known.first is not None else None
    score = f"{number(facts.score)} {'critère' if facts.score < 2 else 'critères'}"
    told = f"elle remplit {score} de qualité sur {len(facts.criteria)}"
    sentence = f"La fiche est {_STATES[facts.state]} ; {told}."
    if not facts.files:
        sentence = f"La fiche est {_STATES[facts.state]}, mais elle n'a aucun fichier."
    notes = [f"Fiche : « {known.record.title} »."]
    if known.record.space is None:
        notes.append(
            "Son espace du bac à sable a été vidé ou effacé à sa date : voici la fiche telle "
            "qu'elle a été vérifiée."
        )
    links = (RoadLink("Voir la fiche", known.page), link) if known.page else (link,)
    done = facts.state == "public" and facts.files > 0
    return Stage(
        "published", "Publié", french(_ABOUT_PUBLISHED), DONE if done else ONGOING,
        french(sentence), day(known.at), _record_figures(facts, first, known),
        Gauge(
            french(f"{score} de qualité sur {len(facts.criteria)}"),
            facts.score / len(facts.criteria),
        ),
        (_criteria(facts),), tuple(map(french, notes)), (),
        tuple(map(french, _record_left(facts))), links,
    )  # fmt: skip


def seen_stage(known: Known | None, charts: int, links: tuple[RoadLink, ...]) -> Stage:
    """Tell who saw a file.

    Args:
        known: its record, or None.
        charts: charts that she drew.
        links: where one makes it seen.
    """
    facts = facts_of(known.evidence) if known else None
    if facts is None and not charts:
        return Stage(
            "seen", "Vu", french(_ABOUT_SEEN), NOT_YET,
            french("Personne n'a encore pu voir ce fichier."),
            left=(french("Donner à voir les données : un graphique, avec son texte."),),
            links=links,
        )  # fmt: skip
    public = facts is not None and facts.state == "public"
    reuses = known.reuses if known else None
    signs = charts + (reuses or 0)
    rows = []
    if facts is not None:
        signs += facts.harvested + facts.questions
        rows = [
            ("Fichier remplacé à la même adresse", number(facts.replaced)),
            ("Copies moissonnées par le portail régional", number(facts.harvested)),
            ("Réutilisations déclarées", NOTHING if reuses is None else number(reuses)),
            ("Questions posées sous la fiche", number(facts.questions)),
            ("Questions qui ont eu une réponse", number(facts.answered)),
        ]
    rows.append(("Graphiques dessinés dans la leçon", number(charts)))
    if public and signs:
        state, sentence = DONE, "La fiche est publique, et le fichier a commencé à être vu."
    elif public:
        state, sentence = ONGOING, "La fiche est publique, mais personne ne s'en est encore servi."
    elif signs:
        state, sentence = (
            ONGOING,
            "Des données ont été montrées ; la fiche, elle, n'est pas publique.",
        )
    else:
        state, sentence = NOT_YET, "La fiche n'est pas publique : personne d'autre ne peut la voir."
    left = []
    waiting = facts.questions - facts.answered if facts else 0
    if waiting > 0:
        left.append(
            f"Répondre {'à la question' if waiting == 1 else 'aux questions'} sous la fiche."
        )
    if not charts:
        left.append("Donner à voir les données : un graphique, avec son texte.")
    return Stage(
        "seen", "Vu", french(_ABOUT_SEEN), state, french(sentence),
        day(known.at) if known and state != NOT_YET else "",
        Table("Ce qui s'est passé depuis", ("Mesure", "Nombre"), tuple(rows), numbers=True),
        left=tuple(map(french, left)), links=links,
    )  # fmt: skip


def _record_figures(facts: Facts, first: Facts | None, known: Known) -> Table:
    permanent = "Oui" if known.permanent else NOTHING if known.record.space is None else "Non"
    rows = [
        ("Critères de qualité remplis", *_both(first, facts, _score)),
        ("État de la fiche", *_both(first, facts, lambda one: one.state_label)),
        ("Licence", *_both(first, facts, lambda one: one.license)),
        ("Fichiers et liens", *_both(first, facts, lambda one: number(one.files))),
        ("Fichiers valides pour leur schéma", *_both(first, facts, _validity)),
        ("Adresse permanente", *((NOTHING,) if first else ()), permanent),
    ]
    head: tuple[str, ...] = ("Mesure", "Dernier état connu")
    if first is not None:
        head = ("Mesure", "À la première vérification", "Dernier état connu")
    return Table("La fiche et sa qualité", head, tuple(rows), numbers=False)


def _both(first: Facts | None, facts: Facts, told: Any) -> tuple[str, ...]:
    return (told(first), told(facts)) if first is not None else (told(facts),)


def _score(facts: Facts) -> str:
    return f"{number(facts.score)} sur {number(len(facts.criteria))}"


def _validity(facts: Facts) -> str:
    if facts.waiting:
        return "contrôle en cours"
    if not facts.checked:
        return "aucun contrôle"
    return f"{number(facts.valid)} sur {number(facts.checked)}"


def _criteria(facts: Facts) -> Table:
    rows = tuple(
        (_CRITERIA[key], f"✔{NO_BREAK}Rempli" if met else f"✖{NO_BREAK}À{NO_BREAK}faire", what)
        for key, met, what in facts.criteria
    )
    head = ("Critère", "État", "Ce qui a été vu")
    return Table("Les critères de qualité de data.gouv.fr", head, rows, numbers=False)


def _record_left(facts: Facts) -> list[str]:
    left = []
    missing = [_CRITERIA[key].lower() for key, met, _ in facts.criteria if not met]
    if not facts.files:
        left.append("Déposer le fichier sur la fiche.")
    elif missing:
        left.append(f"Compléter la fiche : {', '.join(missing)}.")
    if facts.errors:
        found = plural(facts.errors, "anomalie")
        left.append(f"Remplacer le fichier publié : le contrôle du portail y trouve {found}.")
    if facts.state == "draft":
        left.append("Rendre la fiche publique, une fois relue.")
    elif facts.state in ("archived", "deleted"):
        left.append("Rétablir la fiche, ou en créer une autre.")
    return left
