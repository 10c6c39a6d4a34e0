"""The report for a director: the road of a file, as plain blocks that any format can write.

What it says is what the page says. It names nobody: lines are left to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    Text,
    Tone,
)
from grader.services.road.model import DONE, NOTHING, SIGNS, Road, Stage
from grader.typography import NO_BREAK, french, number

TITLE = french("Ouvrir un fichier de la collectivité : le chemin parcouru")
#: Name of the file, without its ending.
NAME = "route-de-mon-fichier"
#: Lines to be filled in by hand.
BLANKS = ("Préparé par", "À l'attention de", "Collectivité")
_HEADINGS = {
    "received": "Le fichier à son arrivée",
    "mended": "Ce qui a été corrigé",
    "protected": "Ce qui protège les personnes",
    "published": "La fiche et sa qualité",
    "seen": "Qui s'en est servi",
}
#: What a director may not know, said before the figures.
_WORDS = {
    "received": (
        "Un schéma est la description commune d'un fichier : ses colonnes, et la façon d'y écrire "
        "dates, montants et codes. Une anomalie est un écart avec ce schéma. Une même cause peut "
        "toucher une cellule ou mille."
    ),
    "mended": "Chaque correction a été comparée au fichier de départ, cause par cause.",
    "protected": (
        "Un fichier est plus sûr quand chaque ligne ressemble à plusieurs autres. k est le nombre "
        "de lignes du plus petit groupe où les personnes se ressemblent."
    ),
    "published": (
        "Le bac à sable est un portail d'exercice qui imite data.gouv.fr : rien n'y est publié "
        "pour de vrai. Sa note compte neuf critères, les mêmes que ceux de data.gouv.fr."
    ),
    "seen": "Un jeu de données vit quand d'autres le lisent, le recopient ou posent des questions.",
}
#: Figures that the first sheet takes over, by stage.
_TELLING = {
    "received": ("Lignes de données", "Anomalies", "Valide pour le schéma"),
    "mended": ("Lignes de données", "Anomalies", "Valide pour le schéma"),
    "protected": ("Lignes du plus petit groupe (k)", "Lignes dans un groupe trop petit"),
    "published": ("Critères de qualité remplis", "Fichiers valides pour leur schéma"),
    "seen": ("Réutilisations déclarées", "Questions posées sous la fiche"),
}
_WITHOUT_PEOPLE = (
    "Sans objet : d'après la personne qui a préparé ce rapport, le fichier ne contient aucune "
    "donnée sur des personnes."
)
_REAL = (
    "Décider avec la direction de publier sur data.gouv.fr, au nom de la collectivité : ce "
    "parcours s'est fait sur un portail d'exercice."
)
_CARE = (
    "Ce rapport ne cite aucune cellule du fichier. Ses mesures ont été faites par Ouvroir ; elles "
    "ne remplacent ni une relecture, ni l'avis du délégué à la protection des données (DPD)."
)


@dataclass(frozen=True)
class Choices:
    """What she chose for the report; nothing of it is kept.

    Attributes:
        named: whether it names the file.
        people: whether the file holds data about people, as far as she knows.
        origin: ``https://host`` of this server, for the one address that the report gives.
    """

    named: bool = True
    people: bool = True
    origin: str = ""


def report(road: Road, choices: Choices) -> Document:
    """Give the report, as a document that any format can write.

    Args:
        road: what the page shows.
        choices: what she chose.
    """
    return Document(TITLE, tuple(_blocks(road, choices)), stem=NAME)


def _blocks(road: Road, choices: Choices) -> Iterator[Block]:
    yield from _first_page(road, choices)
    yield Heading(french("Annexe : le détail de chaque étape"), new_page=True)
    for stage in road.stages:
        yield Heading(french(_HEADINGS[stage.key]), level=3)
        yield from _stage(stage, choices)


def _first_page(road: Road, choices: Choices) -> Iterator[Block]:
    """Give what holds on one sheet, and is enough for who reads no further."""
    yield BlankLines(tuple(map(french, BLANKS)))
    yield Heading(f"En bref, au {road.today}")
    yield Paragraph(french(_brief(road, choices)), Tone.STRONG)
    if what := _what(road, choices):
        yield Paragraph(french(what))
    yield Table(
        "Les cinq étapes",
        ("Étape", "État", french("Ce qu'il faut en retenir")),
        tuple((one.title, _state(one, choices), _told(one, choices)) for one in road.stages),
        numbers=False,
    )
    if rows := tuple(_figures(road, choices)):
        head = ("Mesure", "Au départ", "Au dernier état connu")
        yield Table("Les chiffres qui comptent", head, rows, numbers=True)
    if road.address:
        told = french("Adresse permanente du fichier sur le portail d'exercice, tant qu'il dure :")
        yield Paragraph(f"{told} {choices.origin}{road.address}")
    yield Heading(french("Ce qui reste à faire"))
    yield Bullets(tuple(_left(road, choices)))
    yield Paragraph(french(_CARE), Tone.SMALL)


def _what(road: Road, choices: Choices) -> str:
    """Name the file and its schema, as far as she wants."""
    told = [
        f"Fichier : « {road.file_name} »." if choices.named and road.file_name else "",
        f"Schéma : {road.schema}." if road.schema else "",
    ]
    return " ".join(one for one in told if one)


def _figures(road: Road, choices: Choices) -> Iterator[tuple[Text, Text, Text]]:
    """Take the figures of the stages that tell most, as their tables give them."""
    told: set[Text] = set()
    # The second stage tells what the first does, and what became of it.
    for stage in sorted(road.stages, key=lambda one: one.key == "received"):
        if stage.figures is None or stage.elsewhere or _is_void(stage, choices):
            continue
        for label, *values in stage.figures.rows:
            if label not in _TELLING[stage.key] or label in told:
                continue
            told.add(label)
            if stage.key == "received":
                yield label, values[0], NOTHING
            else:
                yield label, values[0] if len(values) > 1 else NOTHING, values[-1]


def _stage(stage: Stage, choices: Choices) -> Iterator[Block]:
    if _is_void(stage, choices):
        yield Paragraph(french(_WITHOUT_PEOPLE), Tone.STRONG)
        return
    yield Paragraph(french(_WORDS[stage.key]))
    dated = f"{stage.word}, le {stage.date}" if stage.date else stage.word
    yield Paragraph(french(f"{dated} : {stage.sentence}"), Tone.STRONG)
    notes = (*stage.notes, *(stage.named if choices.named else ()))
    # The sentence on the record says its score already.
    gauge = stage.gauge if stage.key != "published" else None
    told = [f"{gauge.sentence}."] if gauge is not None else []
    if told or notes:
        yield Paragraph(" ".join([*told, *notes]))
    if stage.figures is not None:
        yield stage.figures
    yield from stage.details


def _brief(road: Road, choices: Choices) -> str:
    void = any(_is_void(one, choices) for one in road.stages)
    total = len(road.stages) - void
    done = sum(one.state == DONE and not _is_void(one, choices) for one in road.stages)
    noun = "étape est faite" if done < 2 else "étapes sont faites"
    told = f"{number(done)} {noun} sur {number(total)}"
    if void:
        return f"{told} ; l'étape « Anonymisé » est sans objet."
    return f"{told}."


def _told(stage: Stage, choices: Choices) -> str:
    if _is_void(stage, choices):
        return french("D'après qui a préparé ce rapport, aucune donnée sur des personnes.")
    return f"{stage.sentence} ({stage.date})" if stage.date else stage.sentence


def _state(stage: Stage, choices: Choices) -> str:
    if _is_void(stage, choices):
        return f"Sans{NO_BREAK}objet"
    sign, word, _ = SIGNS[stage.state]
    return f"{sign}{NO_BREAK}{word.replace(' ', NO_BREAK)}"


def _left(road: Road, choices: Choices) -> Iterator[str]:
    for stage in road.stages:
        if not _is_void(stage, choices):
            yield from map(french, stage.left)
    yield french(_REAL)


def _is_void(stage: Stage, choices: Choices) -> bool:
    return stage.key == "protected" and ((stage.void and stage.state == DONE) or not choices.people)
