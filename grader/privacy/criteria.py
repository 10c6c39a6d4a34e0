"""« Est-ce publiable ? »: the three criteria of the G29's opinion 05/2014, and other reasons.

The criteria are singling out, linking and inferring (« individualisation, corrélation,
inférence »). Each is answered from figures: measures, attacks that were run, names and texts that
are left. No answer is « anonyme »: figures only tell what was looked at, and ``LIMITS`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from grader.privacy.gauges import (
    BAD,
    ENOUGH_ROWS,
    FAR,
    GOOD,
    HALF_THE_ROWS,
    POOR,
    percent,
    state_of_k,
    state_of_l,
)
from grader.privacy.model import Attack, Measures
from grader.typography import french, number, plural

LIMITS = french(
    "Aucune mesure ne remplace l'avis de votre délégué à la protection des données (DPD). Ces "
    "réponses ne tiennent compte que des colonnes désignées et des fichiers essayés ici : une "
    "source que nous ne connaissons pas peut en dire plus. D'après l'avis 05/2014 du G29, si l'un "
    "des trois critères n'est pas rempli, il faut une analyse détaillée du risque de "
    "réidentification."
)
SINGLING, LINKING, INFERRING = "individualisation", "correlation", "inference"
CRITERIA = (SINGLING, LINKING, INFERRING)
_QUESTIONS = {
    SINGLING: "Peut-on isoler une personne ? (individualisation)",
    LINKING: "Peut-on relier ses lignes entre elles ou à un autre fichier ? (corrélation)",
    INFERRING: "Peut-on en déduire quelque chose sur elle ? (inférence)",
    "texts": "Les textes libres en disent-ils trop ?",
    "pseudonyms": "Peut-on défaire les pseudonymes ?",
    "rows": "Manque-t-il trop de lignes ?",
}
#: Every question is put so that the good answer is no.
ANSWERS = {GOOD: "Non", POOR: "Peut-être", BAD: "Oui"}
_GRAVEST_FIRST = (BAD, POOR, GOOD)
#: Columns named in a sentence.
_NAMED = 4


@dataclass(frozen=True)
class Publication:
    """What would be published, beside what is measured.

    Attributes:
        quasi: columns that narrow a search and are published, treated or not.
        sensitive: sensitive columns that are published.
        quasi_removed, sensitive_removed: the same, not published any more.
        named: columns that name people and are published as they are.
        pseudonymised: columns replaced by a pseudonym that needs a key.
        hashed: columns replaced by a bare hash, without a key.
        texts: columns of free text, published, in which personal data was found.
        rows_before: rows of the file as given; None when that is not known.
    """

    quasi: Sequence[str] = ()
    sensitive: Sequence[str] = ()
    quasi_removed: Sequence[str] = ()
    sensitive_removed: Sequence[str] = ()
    named: Sequence[str] = ()
    pseudonymised: Sequence[str] = ()
    hashed: Sequence[str] = ()
    texts: Sequence[str] = ()
    rows_before: int | None = None


@dataclass(frozen=True)
class Criterion:
    """One question about the file, and its answer.

    Attributes:
        name: one of ``CRITERIA``, or ``texts``, ``pseudonyms`` or ``rows``.
        title: the question, put so that the good answer is no.
        state: ``good``, ``poor`` or ``bad``.
        label: the answer: « Non », « Peut-être », « Oui ».
        sentence: why, with its figure.
        remedy: what would mend it; "" when nothing is to mend.
    """

    name: str
    title: str
    state: str
    label: str
    sentence: str
    remedy: str = ""

    @property
    def text(self) -> str:
        """Give the sentence and the remedy together."""
        return f"{self.sentence} {self.remedy}".strip()


@dataclass(frozen=True)
class Appraisal:
    """The answer to « Est-ce publiable ? ».

    Attributes:
        state: ``good``, ``poor`` or ``bad``: that of the worst of the criteria.
        sentence: the answer.
        criteria: its reasons, the three of the opinion first.
        limits: what no measure tells.
    """

    state: str
    sentence: str
    criteria: tuple[Criterion, ...]
    limits: str = LIMITS


#: State, why, and what would mend it.
_Reason = tuple[str, str, str]


def appraise(
    measures: Measures, publication: Publication, attacks: Iterable[Attack] = ()
) -> Appraisal:
    """Answer « Est-ce publiable ? ».

    Args:
        measures: of the file as it would be published.
        publication: what would be published.
        attacks: run on the file as it would be published; may be none.
    """
    if not measures.rows:
        return Appraisal(BAD, french("Il n'y a rien à publier : aucune ligne n'est gardée."), ())
    found = {attack.name: attack.found for attack in attacks if attack.possible}
    given: list[tuple[str, Iterator[_Reason]]] = [
        (SINGLING, _singling_out(measures, publication)),
        (LINKING, _linking(measures, publication, found)),
        (INFERRING, _inferring(measures, publication, found)),
        ("texts", _texts(publication)),
        ("pseudonyms", _pseudonyms(publication, found)),
        ("rows", _rows(measures, publication)),
    ]
    told = [_criterion(name, list(reasons)) for name, reasons in given]
    criteria = tuple(one for one in told if one is not None)
    state = next(one for one in _GRAVEST_FIRST if one in {each.state for each in criteria})
    return Appraisal(state, _answer(state, criteria), criteria)


def _answer(state: str, criteria: Iterable[Criterion]) -> str:
    count = sum(one.state == state for one in criteria)
    return french(
        {
            GOOD: "Rien, dans ce qui est mesuré ici, ne s'oppose à la publication. Faites relire "
            "ce choix avant de publier.",
            POOR: f"Pas encore : {plural(count, 'point')} à améliorer ou à justifier.",
            BAD: f"Non, pas en l'état : {plural(count, 'point')} à corriger d'abord.",
        }[state]
    )


def _criterion(name: str, reasons: Sequence[_Reason]) -> Criterion | None:
    """Answer a question by the gravest of its reasons; all of those, when there are several."""
    if not reasons:
        return None
    state = next(one for one in _GRAVEST_FIRST if one in {reason[0] for reason in reasons})
    kept = [reason for reason in reasons if reason[0] == state]
    why = " ".join(dict.fromkeys(reason[1] for reason in kept))
    mend = " ".join(dict.fromkeys(reason[2] for reason in kept if reason[2]))
    title = french(_QUESTIONS[name])
    return Criterion(name, title, state, ANSWERS[state], french(why), french(mend))


def _bad(why: str, mend: str) -> _Reason:
    return BAD, why, mend


def _poor(why: str, mend: str) -> _Reason:
    return POOR, why, mend


def _good(why: str) -> _Reason:
    return GOOD, why, ""


def _singling_out(measures: Measures, publication: Publication) -> Iterator[_Reason]:
    if publication.named:
        yield _bad(
            f"{_columns(publication.named)} : les personnes sont désignées telles quelles.",
            "Retirez ce qui désigne directement une personne.",
        )
    if not publication.quasi:
        yield _nothing_narrows(publication)
        return
    state, k = state_of_k(measures), measures.k
    if state == BAD:
        yield _bad(
            f"{_have(measures.unique, 'ligne', 'est seule', 'sont seules')} de "
            f"{'son' if measures.unique == 1 else 'leur'} espèce, sur {number(measures.rows)} "
            "(k = 1).",
            "Regroupez les valeurs (âge par tranche, adresse par quartier), ou laissez de côté les "
            "lignes rares.",
        )
    elif state == POOR:
        yield _poor(
            f"Le plus petit groupe compte {plural(k, 'ligne')} (k = {number(k)}) ; le seuil visé "
            f"est {number(measures.threshold)}.",
            "Regroupez encore, ou laissez de côté les plus petits groupes.",
        )
    else:
        yield _good(
            f"Chaque ligne ressemble à {plural(k - 1, 'autre')} au moins (k = {number(k)}) dans "
            "les colonnes désignées.",
        )


def _linking(
    measures: Measures, publication: Publication, found: Mapping[str, int]
) -> Iterator[_Reason]:
    yield from _linked(found)
    if publication.named:
        yield _bad(
            "Un nom ou un numéro publié tel quel est une clé commune avec d'autres fichiers.",
            "Retirez ce qui désigne directement une personne.",
        )
    kept = [*publication.pseudonymised, *publication.hashed]
    if kept:
        yield _poor(
            f"{_columns(kept)} : un pseudonyme relie entre elles toutes les lignes d'une personne.",
            "Retirez-le si personne n'a besoin de suivre une même personne.",
        )
    if not publication.quasi:
        yield _nothing_narrows(publication)
    elif measures.unique:
        yield _bad(
            f"Pour {plural(measures.unique, 'ligne')}, un fichier qui a les mêmes colonnes et des "
            "noms suffirait.",
            "Regroupez les valeurs jusqu'à ce qu'aucune ligne ne soit seule.",
        )
    elif measures.at_risk:
        yield _poor(
            f"Pour {plural(measures.at_risk, 'ligne')}, un autre fichier réduirait la recherche à "
            f"moins de {number(measures.threshold)} personnes.",
            "Regroupez encore, ou laissez ces lignes de côté.",
        )
    else:
        yield _good(
            "Le recoupement avec un fichier public n'a désigné personne."
            if "linkage" in found
            else f"Un autre fichier laisserait au moins {number(measures.k)} lignes possibles pour "
            "chaque personne.",
        )


def _linked(found: Mapping[str, int]) -> Iterator[_Reason]:
    """Give what attacks found by putting this file beside another."""
    if count := found.get("linkage", 0):
        yield _bad(
            f"{_have(count, 'personne', 'a été retrouvée', 'ont été retrouvées')} en recoupant "
            "avec un fichier public.",
            "Regroupez les colonnes que les deux fichiers ont en commun.",
        )
    if count := found.get("differencing", 0):
        yield _bad(
            f"{_have(count, 'personne', 'ressort', 'ressortent')} de la comparaison avec une "
            "publication précédente.",
            "Gardez les mêmes regroupements d'une publication à l'autre.",
        )


def _inferring(
    measures: Measures, publication: Publication, found: Mapping[str, int]
) -> Iterator[_Reason]:
    if count := found.get("homogeneity", 0):
        yield _bad(
            f"{plural(count, 'valeur sensible', 'valeurs sensibles')} "
            f"{'a été apprise' if count == 1 else 'ont été apprises'} sans isoler personne : tout "
            "le groupe a la même.",
            "Regroupez jusqu'à ce que chaque groupe ait plusieurs valeurs, ou regroupez les "
            "valeurs sensibles.",
        )
    if publication.named and publication.sensitive:
        yield _bad(
            f"{_columns(publication.sensitive)} : publié à côté de ce qui désigne les personnes.",
            "Retirez ce qui désigne directement une personne.",
        )
    state = state_of_l(measures)
    if measures.l is None or not publication.sensitive:
        yield (
            _good("Aucune colonne sensible n'est publiée.")
            if publication.sensitive_removed
            else _poor(
                "Aucune colonne sensible n'est désignée : cette question reste ouverte.",
                "Désignez ce qu'il ne faut pas apprendre : aide, santé, revenu.",
            )
        )
    elif state == BAD:
        yield _bad(
            "Dans au moins un groupe, toutes les valeurs sensibles sont les mêmes (l = 1).",
            # Said already where somebody was learnt about in this way.
            ""
            if found.get("homogeneity")
            else "Regroupez jusqu'à ce que chaque groupe en ait plusieurs.",
        )
    elif state == POOR:
        yield _poor(
            f"Chaque groupe a au moins {number(measures.l)} valeurs sensibles, mais dans l'un "
            f"d'eux {percent(measures.alpha or 0.0)} des lignes ont la même : on peut la deviner.",
            "Agrandissez les groupes où une valeur l'emporte.",
        )
    else:
        why = f"Chaque groupe a au moins {number(measures.l)} valeurs sensibles différentes."
        if measures.t is not None and measures.t > FAR:
            why += f" L'un d'eux reste loin du fichier (t = {number(measures.t, 2)})."
        yield _good(why)


def _texts(publication: Publication) -> Iterator[_Reason]:
    if publication.texts:
        yield _bad(
            f"{_columns(publication.texts)} : des données personnelles ont été reconnues dans le "
            "texte, et d'autres peuvent s'y trouver.",
            "Retirez cette colonne, ou relisez-la ligne à ligne.",
        )


def _pseudonyms(publication: Publication, found: Mapping[str, int]) -> Iterator[_Reason]:
    if count := found.get("enumeration", 0):
        yield _bad(
            f"{_have(count, 'empreinte', 'a été retrouvée', 'ont été retrouvées')} "
            "en essayant toutes les valeurs possibles.",
            "Retirez cette colonne.",
        )
    elif publication.hashed:
        yield _bad(
            f"{_columns(publication.hashed)} : une empreinte calculée sans clé se retrouve en "
            "essayant toutes les valeurs possibles.",
            "Retirez cette colonne, ou calculez l'empreinte avec une clé que vous gardez secrète.",
        )
    if publication.pseudonymised:
        yield _poor(
            f"{_columns(publication.pseudonymised)} : pseudonymiser n'est pas anonymiser. Qui "
            "détient la clé retrouve la personne : pour lui, ces données restent personnelles.",
            "Retirez la colonne si elle ne sert à rien ; sinon, gardez la clé à part.",
        )


def _rows(measures: Measures, publication: Publication) -> Iterator[_Reason]:
    before = publication.rows_before
    if not before or measures.rows >= ENOUGH_ROWS * before:
        return
    lost = 1 - measures.rows / before
    reason = _bad if measures.rows < HALF_THE_ROWS * before else _poor
    yield reason(
        f"{percent(lost)} des lignes sont laissées de côté : ce qui reste ne décrit plus "
        "l'ensemble.",
        "Regroupez davantage les valeurs pour laisser moins de lignes de côté.",
    )


def _nothing_narrows(publication: Publication) -> _Reason:
    if publication.quasi_removed:
        return _good("Aucune colonne qui resserre la recherche n'est publiée.")
    return _poor(
        "Aucune colonne n'est désignée comme resserrant la recherche : rien n'a été mesuré.",
        "Désignez ce qu'un voisin ou un employeur sait déjà : âge, sexe, adresse, métier, dates.",
    )


def _have(count: int, noun: str, one: str, many: str) -> str:
    """Give « 1 ligne est seule », « 12 lignes sont seules »."""
    return f"{plural(count, noun)} {one if count < 2 else many}"


def _columns(labels: Sequence[str]) -> str:
    """Name some columns: « NOM, PRENOM et 2 autres »."""
    named = ", ".join(labels[:_NAMED])
    more = len(labels) - _NAMED
    return f"{named} et {plural(more, 'autre')}" if more > 0 else named
