"""The deliberation by which an assembly decides to open its data.

It cites what applies to the authority, and says so when it acts without being bound. Source: CRPA,
book III; the duties of ``rules``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from grader.documents.model import (
    BlankLines,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Text,
    Tone,
)
from grader.documents.prose import blank, prose
from grader.obligations.deciding.wording import day_in_words
from grader.obligations.documents.emphasis import named
from grader.obligations.documents.warning import model_warning
from grader.obligations.duties import Duty, Status
from grader.obligations.profile import AuthorityKind, Profile
from grader.typography import french

#: The rule that carries the double threshold.
_PUBLISHING = "databases"
#: Themes whose duties are data to publish, in the order of the list.
_DATA_THEMES = ("publication", "acts", "money", "territory", "mobility", "sectors")
#: Duties on how one publishes: articles of their own, not lines of the perimeter.
_MANNERS = frozenset(
    {"open-format", "no-account", "delegated-data", "delegated-waiver", "data-clause"}
)
_ASSEMBLIES = {
    AuthorityKind.COMMUNE: "Le conseil municipal",
    AuthorityKind.EPCI: "Le conseil communautaire ou métropolitain",
    AuthorityKind.DEPARTEMENT: "Le conseil départemental",
    AuthorityKind.REGION: "Le conseil régional",
    AuthorityKind.SYNDICAT: "Le comité syndical",
    AuthorityKind.ETABLISSEMENT: "Le conseil d'administration",
}


def deliberation(profile: Profile, duties: Sequence[Duty], on: date) -> Document:
    """Write the deliberation.

    Args:
        profile: of the authority; it was checked.
        duties: all of them, as ``assess.duties`` gives them for that profile.
        on: the day on the document.
    """
    due = {duty.rule.id: duty for duty in duties if duty.status is Status.REQUIRED}
    bound = _PUBLISHING in due
    return Document(
        title=french("Délibération : ouverture des données publiques"),
        blocks=(
            model_warning(),
            Paragraph(
                prose(
                    "{name} – projet du {day}. Séance du {session}. Rapporteur : {speaker}.",
                    name=named(profile),
                    day=day_in_words(on),
                    session=(blank("date de la séance"),),
                    speaker=(blank("nom du rapporteur"),),
                )
            ),
            Heading("Visas"),
            Bullets(tuple(prose(one) for one in _texts(due, bound=bound))),
            Heading(french("Exposé des motifs")),
            *_reasons(bound=bound),
            Heading(french("Décision")),
            _said(f"{_ASSEMBLIES[profile.kind]}, après en avoir délibéré, décide :"),
            *_articles(due, bound=bound),
            Heading("Vote"),
            BlankLines(
                tuple(
                    map(
                        french,
                        (
                            "Présents et représentés",
                            "Pour",
                            "Contre",
                            "Abstentions",
                            "Fait à, le",
                            "Signature",
                        ),
                    )
                )
            ),
            Paragraph(
                french(
                    "Avant de mettre cette délibération en ligne, retirez-en ce qui n'a pas à "
                    "être public."
                ),
                Tone.SMALL,
            ),
        ),
        subject=french("Modèle de délibération qui décide l'ouverture des données."),
        stem="deliberation-donnees-ouvertes",
        footer=french("Modèle à faire relire – délibération d'ouverture des données"),
    )


def _texts(due: dict[str, Duty], *, bound: bool) -> list[str]:
    """Give the texts that are cited: those that bear on this authority, and no other."""
    found = [
        (
            "Vu le code général des collectivités territoriales [[articles propres à votre "
            "assemblée]] ;"
        ),
        (
            "Vu le code des relations entre le public et l'administration (CRPA), notamment ses "
            "articles "
            "L300-4, L311-1, L311-5 à L311-7, L312-1-2, D312-1-3, L322-1, L322-6, L323-1, "
            "D323-2-1 et "
            "L324-1 ;"
        ),
    ]
    if bound:
        found.append("Vu les articles L312-1-1 et D312-1-1-1 du même code ;")
    if "algorithm-notice" in due:
        found.append("Vu les articles L311-3-1, R311-3-1-1 et R311-3-1-2 du même code ;")
    if "algorithm-rules" in due:
        found.append("Vu les articles L312-1-3 et D312-1-4 du même code ;")
    if "grants-data" in due:
        found.append(
            "Vu la loi n° 2000-321 du 12 avril 2000, articles 9-1 et 10, et le décret n° 2017-779 "
            "du 5 "
            "mai 2017 ;"
        )
    if "procurement-data" in due:
        found.append("Vu le code de la commande publique, articles L2196-2 et R2196-1 ;")
    if "concession-data" in due or "delegated-data" in due:
        found.append("Vu le code de la commande publique, articles L3131-1 à L3131-4 et R3131-1 ;")
    found.append(
        "Vu le règlement (UE) 2016/679 du 27 avril 2016 (RGPD) et la loi n° 78-17 du 6 janvier "
        "1978 ;"
    )
    return found


def _reasons(*, bound: bool) -> tuple[Block, ...]:
    if bound:
        why = (
            "La collectivité compte au moins 3 500 habitants, quand ce seuil la concerne, et au "
            "moins 50 "
            "agents en équivalent temps plein : la publication en ligne de ses données est une "
            "obligation "
            "(articles L312-1-1 et D312-1-1-1 du CRPA)."
        )
    else:
        why = (
            "L'obligation de publier spontanément (article L312-1-1 du CRPA) ne s'applique pas "
            "ici. La "
            "démarche est **volontaire**. D'autres obligations ne dépendent d'aucun seuil : "
            "répondre à qui "
            "demande un document, tenir le répertoire des informations publiques."
        )
    return (
        _said(why),
        _said(
            "Ouvrir des données, c'est les publier dans un fichier que chacun peut télécharger et "
            "réutiliser. On y gagne en transparence, en temps de réponse aux demandes, et en "
            "connaissance "
            "de sa propre action."
        ),
        _said("Éléments propres à notre territoire : [[besoins, demandes reçues, premiers jeux]]."),
    )


def _articles(due: dict[str, Duty], *, bound: bool) -> list[Block]:
    first = [duty for duty in due.values() if duty.rule.theme in _DATA_THEMES]
    lines: list[Text] = [duty.rule.title for duty in first if duty.rule.id not in _MANNERS]
    lines.append(prose("Publier d'autres jeux, choisis pour leur intérêt : [[jeux de données]]."))
    numbered = _Counter()
    return [
        numbered("Principe"),
        _said(
            "Les données de la collectivité sont ouvertes par défaut, dans un standard ouvert, "
            "gratuitement et sans compte à créer."
            if bound
            else "La collectivité s'engage à ouvrir les données qui suivent, de sa propre "
            "initiative pour celles qu'aucun texte n'impose, dans un standard ouvert, "
            "gratuitement et sans compte à créer."
        ),
        numbered("Périmètre"),
        _said("La collectivité s'engage à :"),
        Bullets(tuple(lines)),
        numbered("Licence"),
        _said(
            "Les données sont publiées sous {licence}, parmi celles que le décret retient pour "
            "les "
            "données (article D323-2-1 du CRPA) : Licence Ouverte ou ODbL.",
            licence=(blank("Licence Ouverte 2.0, ou ODbL"),),
        ),
        numbered("Protection des personnes et des secrets"),
        _said(
            "Avant toute publication, les secrets protégés sont occultés et les données "
            "personnelles "
            "rendues anonymes, sauf loi contraire, accord des personnes ou catégorie de l'article "
            "D312-1-3. "
            "Le délégué à la protection des données est consulté : {dpo}.",
            dpo=(blank("nom ou organisme mutualisé"),),
        ),
        numbered("Organisation"),
        *_people(due),
        numbered("Où publier"),
        _said(
            "Les données sont publiées sur {place} et reprises par data.gouv.fr. Les données que "
            "la loi "
            "envoie ailleurs y sont déposées.",
            place=(blank("data.gouv.fr, portail du syndicat ou de la région"),),
        ),
        *_contracts(due, numbered),
        numbered("Calendrier et suivi"),
        _said(
            "Les premiers jeux sont en ligne le {first}. Un bilan est présenté chaque année : "
            "jeux publiés, "
            "mises à jour tenues, demandes reçues, réutilisations connues.",
            first=(blank("date"),),
        ),
    ]


def _people(due: dict[str, Duty]) -> list[Block]:
    told: list[Text] = [
        prose("Élu référent : {one}.", one=(blank("nom"),)),
        prose("Agent référent et suppléant : {one}.", one=(blank("fonction, courriel générique"),)),
    ]
    if "prada" in due:
        told.append(
            prose(
                "Personne responsable de l'accès aux documents administratifs (PRADA), désignée en "
                "application de l'article L330-1 du CRPA : {one}.",
                one=(blank("fonction"),),
            )
        )
    return [Bullets(tuple(told))]


def _contracts(due: dict[str, Duty], numbered: _Counter) -> list[Block]:
    """Say what contracts must hold; where a service is delegated, what the law already gives."""
    said = (
        "Une clause sur les données est écrite dans les nouveaux contrats, marchés et logiciels "
        "compris."
    )
    if "delegated-data" in due:
        said += (
            " Les concessionnaires remettent les données du service (article L3131-2 du code de "
            "la commande "
            "publique)."
        )
    return [numbered("Contrats"), _said(said)]


class _Counter:
    """Numbers the articles, whichever there are."""

    def __init__(self) -> None:
        self._last = 0

    def __call__(self, title: str) -> Heading:
        self._last += 1
        return Heading(french(f"Article {self._last}. {title}"), 3)


def _said(template: str, **values: Text) -> Paragraph:
    return Paragraph(prose(template, **values))
