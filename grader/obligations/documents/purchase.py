"""The clause on data of a public procurement contract: the law does not write it.

Source: the CCAG of 2021 hold no clause on open data (FAITS of the course, read in 2026); CRPA,
L300-4 and L312-1-2, for what the clause asks.
"""

from __future__ import annotations

from datetime import date

from grader.documents.model import BlankLines, Document, Heading, Numbered, Paragraph, Text
from grader.documents.prose import blank, prose
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.documents.warning import model_warning
from grader.obligations.profile import Profile
from grader.typography import french


def purchase_clause(profile: Profile, on: date) -> Document:
    """Write the clause.

    Args:
        profile: of the authority; it was checked.
        on: the day on the document.
    """
    return Document(
        title=french("Clause « Données du marché »"),
        blocks=(
            model_warning(),
            Paragraph(
                prose(
                    "{name} – version du {day}. Marché : {contract}.",
                    name=named(profile),
                    day=day_in_words(on),
                    contract=(blank("objet et numéro du marché"),),
                )
            ),
            _said(
                "À la différence d'une concession, le code de la commande publique ne fait pas "
                "revenir de lui-même les données d'un marché, et les cahiers des clauses "
                "administratives générales (CCAG) de 2021 n'ont pas de clause d'open data. Ne "
                "comptez que sur ce qui est écrit. À placer au cahier des clauses administratives "
                "particulières (CCAP), en accord avec ce que le CCAG choisi dit des résultats et "
                "de la réversibilité."
            ),
            Heading(french("Article 1. Données concernées")),
            _said(
                "Sont remises à l'acheteur toutes les données produites ou collectées pour "
                "exécuter le "
                "marché, y compris celles que contient un logiciel fourni : {which}.",
                which=(blank("jeux de données attendus"),),
            ),
            Heading(french("Article 2. Forme et documentation")),
            _said(
                "Elles sont remises dans un standard ouvert, aisément réutilisable et exploitable "
                "par une machine (au sens de l'article L300-4 du CRPA), selon le schéma national "
                "quand il existe, avec un dictionnaire des colonnes."
            ),
            Heading(french("Article 3. Export et interface")),
            Numbered(
                (
                    prose(
                        "L'export complet des données est compris dans le prix du marché, sans "
                        "limite de "
                        "nombre, et utilisable par l'acheteur sans le titulaire."
                    ),
                    prose(
                        "Il est livré la première fois le {first}, puis {often}.",
                        first=(blank("date"),),
                        often=(blank("rythme"),),
                    ),
                    prose(
                        "Une interface (API), quand elle existe, est documentée et ouverte à "
                        "l'acheteur."
                    ),
                )
            ),
            Heading(french("Article 4. Droits")),
            _said(
                "Le titulaire cède à l'acheteur, à titre non exclusif, les droits d'auteur et de "
                "producteur de base de données qu'il détient sur ces données, pour les extraire, "
                "les reproduire, les modifier, les publier et les laisser réutiliser sous une "
                "licence ouverte, pour le monde entier et pour la durée des droits. Il signale par "
                "écrit, avant la remise, ce qui appartient à un tiers."
            ),
            Heading(french("Article 5. Personnes et secrets")),
            _said(
                "Le titulaire n'emploie les données personnelles que pour le marché. Avant toute "
                "publication "
                "par l'acheteur, elles sont rendues anonymes, sauf dans les cas que prévoit "
                "l'article L312-1-2 du CRPA, et les secrets sont occultés. "
                "L'annexe « protection des données » du marché s'applique."
            ),
            Heading(french("Article 6. Retard et fin du marché")),
            Numbered(
                (
                    prose(
                        "Une remise en retard ou incomplète donne lieu à une pénalité de {amount} "
                        "par jour.",
                        amount=(blank("montant"),),
                    ),
                    prose(
                        "À la fin du marché, quelle qu'en soit la cause, toutes les données à "
                        "jour sont remises "
                        "sous {delay}, avec leur documentation, sans frais.",
                        delay=(blank("nombre de jours"),),
                    ),
                )
            ),
            Heading("Signatures"),
            BlankLines(
                (french("Pour l'acheteur"), french("Pour le titulaire"), french("Fait à, le"))
            ),
        ),
        subject=french("Modèle de clause sur les données d'un marché public."),
        stem="clause-donnees-marche",
        footer=french("Modèle à faire relire – clause « Données du marché »"),
    )


def _said(template: str, **values: Text) -> Paragraph:
    return Paragraph(prose(template, **values))
