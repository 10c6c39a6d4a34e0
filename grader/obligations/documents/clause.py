"""The clause on data of a delegated public service.

Source: Code de la commande publique, L3131-2 to L3131-4; CRPA, L311-5 to L311-7, L312-1-2,
D323-2-1.
"""

from __future__ import annotations

from datetime import date

from grader.documents.model import (
    BlankLines,
    Block,
    Document,
    Heading,
    Numbered,
    Paragraph,
    Table,
    Text,
    Tone,
)
from grader.documents.prose import blank, prose
from grader.errors import RefusedError
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.documents.service_data import service_data
from grader.obligations.documents.warning import model_warning
from grader.obligations.profile import Profile
from grader.obligations.questions import Service, questions
from grader.typography import french


def clause(profile: Profile, service: str, on: date) -> Document:
    """Write the clause.

    Args:
        profile: of the authority; it was checked.
        service: identifier of the delegated service.
        on: the day on the document.

    Raises:
        RefusedError: there is no such service.
    """
    found = next((one for one in questions().services if one.id == service), None)
    if found is None:
        raise RefusedError(
            "unknown-service",
            french("Ce service n'existe pas."),
            french("Choisissez un service de la liste."),
        )
    return Document(
        title=french(f"Clause « Données du service » : {found.label.lower()}"),
        blocks=(
            model_warning(),
            Paragraph(
                prose(
                    "{name} – version du {day}. Contrat : {contract}.",
                    name=named(profile),
                    day=day_in_words(on),
                    contract=(blank("titre et numéro du contrat de concession"),),
                )
            ),
            Paragraph(
                french("À insérer dans le contrat, et à citer parmi ses pièces."), Tone.SMALL
            ),
            *_articles(found),
            *_annex(found),
            *_older(),
            Heading("Signatures"),
            BlankLines(
                (
                    french("Pour l'autorité concédante"),
                    french("Pour le concessionnaire"),
                    french("Fait à, le"),
                )
            ),
        ),
        subject=french("Modèle de clause sur les données d'un service public délégué."),
        stem=f"clause-donnees-{found.id}",
        footer=french("Modèle à faire relire – clause « Données du service »"),
    )


def _articles(service: Service) -> tuple[Block, ...]:
    """Give the articles, each with what it stands on."""
    return (
        Heading(french("Article 1. Objet")),
        _said(
            "Le concessionnaire remet à l'autorité concédante les données et les bases de données "
            "collectées ou produites en exploitant le service ({service}), et qui sont "
            "indispensables "
            "à son exécution. Base : article L3131-2 du code de la commande publique.",
            service=service.noun,
        ),
        _said(
            "Elles comprennent au moins les jeux de l'annexe. Les parties la complètent par "
            "échange "
            "écrit quand le service évolue."
        ),
        Heading(french("Article 2. Forme")),
        _said(
            "Les données sont remises sous format électronique, dans un standard ouvert librement "
            "réutilisable et exploitable par une machine (article L3131-2 du code de la commande "
            "publique). Un PDF ou une image d'écran ne suffit pas."
        ),
        _said(
            "Quand un schéma national existe, il est suivi dans sa version en vigueur. Chaque jeu "
            "est "
            "accompagné d'un dictionnaire : nom, sens, unité et format de chaque colonne."
        ),
        Heading(french("Article 3. Rythme et moyen")),
        _said(
            "Chaque jeu est remis au rythme dit en annexe, par {means}. La première remise a lieu "
            "au plus "
            "tard le {first}. Ce qui est dit « en continu » est fourni par une interface (API) "
            "documentée.",
            means=(blank("moyen : dépôt de fichier, API, plateforme"),),
            first=(blank("date"),),
        ),
        Heading(french("Article 4. Droits et publication")),
        _said(
            "L'autorité concédante peut extraire, exploiter et publier librement tout ou partie "
            "de ces "
            "données, elle-même ou par un tiers, y compris après le contrat, dans le respect des "
            "articles "
            "L311-5 à L311-7 du code des relations entre le public et l'administration (CRPA). "
            "Base : article L3131-4 du code de la commande publique. Elle choisit la licence, "
            "parmi celles de l'article D323-2-1 du CRPA ; le concessionnaire n'y oppose aucun "
            "droit de producteur ni d'auteur qui lui appartienne."
        ),
        _said(
            "Le concessionnaire signale, jeu par jeu, les droits de tiers qu'il ne peut pas céder."
        ),
        Heading(french("Article 5. Personnes et secrets")),
        _said(
            "Rien n'est publié qui permette de reconnaître une personne, sauf loi contraire, "
            "accord des "
            "personnes ou catégorie fixée par décret (articles L312-1-2 et D312-1-3 du CRPA). "
            "Quand la "
            "remise porte sur des données personnelles, les parties disent qui en est responsable "
            "et "
            "pourquoi : {gdpr}.",
            gdpr=(blank("responsable de traitement, finalité, durée"),),
        ),
        _said(
            "Le concessionnaire qui invoque le secret des affaires désigne les champs concernés "
            "et motive "
            "sa demande par écrit. Le reste est remis."
        ),
        Heading(french("Article 6. Dispense")),
        _said(
            "L'autorité concédante ne dispense le concessionnaire de remettre tout ou partie des "
            "données "
            "que par une décision motivée, fondée sur l'intérêt général et rendue publique "
            "(article "
            "L3131-3 du code de la commande publique). Le silence ne vaut pas dispense."
        ),
        Heading(french("Article 7. Contrôle et pénalités")),
        Numbered(
            (
                prose(
                    "Une remise en retard ou incomplète, après une mise en demeure restée {delay} "
                    "sans "
                    "effet, donne lieu à une pénalité de {amount} par jour et par jeu.",
                    delay=(blank("nombre de jours"),),
                    amount=(blank("montant"),),
                ),
                prose(
                    "Une donnée inexacte est corrigée dans un délai de {delay} après son "
                    "signalement.",
                    delay=(blank("nombre de jours"),),
                ),
                prose("Le rapport annuel dit ce qui a été remis, quand, et ce qui ne l'a pas été."),
            )
        ),
        Heading(french("Article 8. Fin du contrat")),
        _said(
            "Au plus tard {delay} avant le terme du contrat, et sans attendre s'il prend fin plus "
            "tôt, quelle qu'en soit la cause, le concessionnaire remet l'ensemble des données à "
            "jour, avec leur documentation et leurs accès, sans frais. Il n'en garde pas de copie "
            "à caractère personnel, sauf si la loi lui impose de la conserver.",
            delay=(blank("nombre de mois"),),
        ),
        Heading(french("Article 9. Correspondants")),
        BlankLines(
            (
                french(
                    "Correspondant données de l'autorité concédante (service, courriel générique)"
                ),
                french("Correspondant données du concessionnaire"),
                french("Délégué à la protection des données"),
            )
        ),
    )


def _annex(service: Service) -> tuple[Block, ...]:
    rows: list[tuple[Text, ...]] = [
        (one.title, one.often, one.care or french("Rien à retirer d'habitude"))
        for one in service_data(service.id)
    ]
    rows += [
        ((blank("autre jeu de données"),), (blank("rythme"),), (blank("ce qui est à retirer"),))
    ] * 2
    return (
        Heading(french("Annexe. Jeux de données"), new_page=True),
        _said(
            "Cette liste est une proposition, à adapter avec le service : aucun texte ne la fixe. "
            "La "
            "dernière colonne dit ce qui est à retirer avant de publier."
        ),
        Table(
            french(f"Jeux remis par le concessionnaire ({service.label.lower()})"),
            ("Jeu", "Rythme", french("Avant de publier")),
            tuple(rows),
        ),
    )


def _older() -> tuple[Block, ...]:
    return (
        Heading(french("Si le contrat est ancien")),
        _said(
            "Si la consultation a été lancée, ou l'avis envoyé, avant l'entrée en vigueur de la "
            "loi du 7 "
            "octobre 2016 pour une République numérique, la remise n'est due que pour préparer le "
            "renouvellement (code de la commande publique, articles L3131-2 à L3131-4). Un "
            "avenant peut prévoir plus : il se négocie."
        ),
    )


def _said(template: str, **values: Text) -> Paragraph:
    return Paragraph(prose(template, **values))
