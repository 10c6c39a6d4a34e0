"""The figures of a file's risk, each with a sentence that says what it means here."""

from __future__ import annotations

from dataclasses import dataclass

from grader.privacy.model import USUAL_K, Measures
from grader.typography import french, number, plural

GOOD, POOR, BAD, NONE = "good", "poor", "bad", "none"
#: States in words: a colour alone tells nothing to who does not see it.
STATE_LABELS = {GOOD: "suffisant", POOR: "à améliorer", BAD: "insuffisant", NONE: "sans objet"}

#: Name and title of each figure.
K_TITLE = ("k", "Plus petit groupe (k)")
L_TITLE = ("l", "Diversité des valeurs sensibles (l)")
T_TITLE = ("t", "Écart avec l'ensemble du fichier (t)")
ALONE_TITLE = ("unique", "Lignes seules de leur espèce")
AT_RISK_TITLE = ("at_risk", "Lignes à risque")
ROWS_TITLE = ("rows", "Lignes publiées")
UTILITY_TITLE = ("utility", "Utilité")

#: Ours, like those below: no text sets them. At most that share of rows at risk is « poor ».
FEW_AT_RISK = 0.05
#: Above that distance, a group is told to be far from the file.
FAR = 0.5
#: A sensitive value that has more than that share of a group is easy to guess.
PREVAILS = 0.8
#: Shares of the rows, or of what they tell, that are left: enough, and hardly enough.
ENOUGH_ROWS, HALF_THE_ROWS = 0.9, 0.5
ENOUGH_USE, SOME_USE = 0.6, 0.3


@dataclass(frozen=True)
class GaugeText:
    """One figure in words; the fields are those of ``wire.GaugeView``.

    Attributes:
        name: ``k``, ``l``, ``t``, ``unique``, ``at_risk``, ``rows`` or ``utility``.
        title: « Plus petit groupe (k) ».
        value: as written, « 3 », « 12 % », « — ».
        share: 0 to 1, how full the gauge is; None without a gauge.
        state: ``good``, ``poor``, ``bad`` or ``none``.
        state_label: the same in words.
        sentence: what it means here.
    """

    name: str
    title: str
    value: str
    share: float | None
    state: str
    state_label: str
    sentence: str


def gauge_texts(
    measures: Measures, *, before: int | None = None, utility: float | None = None
) -> tuple[GaugeText, ...]:
    """Tell measures, figure by figure.

    Args:
        measures: of the file as it would be published.
        before: rows of the file as given; None leaves out the gauge of rows.
        utility: what is left of what the file tells, 0 to 1; None leaves that gauge out.
    """
    told = [
        _smallest(measures),
        _diversity(measures),
        _closeness(measures),
        _alone(measures),
        _at_risk(measures),
    ]
    if before is not None:
        told.append(_rows(measures.rows, before))
    if utility is not None:
        told.append(_utility(utility))
    return tuple(told)


def state_of_k(measures: Measures) -> str:
    """Tell whether the smallest group is large enough for the threshold that was chosen."""
    if not measures.rows:
        return NONE
    if measures.k == 1:
        return BAD
    return GOOD if measures.k >= measures.threshold else POOR


def state_of_l(measures: Measures) -> str:
    """Tell whether groups are diverse: two values, neither of which is nearly all of a group."""
    if measures.l is None or not measures.rows:
        return NONE
    if measures.l < 2:
        return BAD
    return POOR if (measures.alpha or 0.0) > PREVAILS else GOOD


def percent(share: float) -> str:
    """Write a share, 0 to 1: « 12 % », « 0,4 % »; never « 0 % » or « 100 % » when it is not."""
    hundredth = share * 100
    if 0 < hundredth < 0.1:
        return french("moins de 0,1 %")
    decimals = 1 if hundredth < 10 or 99 < hundredth < 100 else 0
    if 99.9 < hundredth < 100:
        return french("plus de 99,9 %")
    return french(f"{number(hundredth, decimals)} %")


def _gauge(
    title: tuple[str, str], value: str, share: float | None, state: str, sentence: str
) -> GaugeText:
    name, said = title
    return GaugeText(name, said, value, share, state, STATE_LABELS[state], french(sentence))


def _smallest(measures: Measures) -> GaugeText:
    k, least = measures.k, measures.threshold
    state = state_of_k(measures)
    if state == NONE:
        sentence = "Il n'y a aucune ligne : rien n'est à mesurer."
    elif k == 1:
        sentence = (
            "Au moins une ligne est seule de son espèce : qui connaît ces colonnes d'une personne "
            "peut retrouver sa ligne."
        )
    elif state == POOR:
        sentence = (
            f"Dans le plus petit groupe, {number(k)} lignes se ressemblent ; le seuil que vous "
            f"visez est {number(least)}."
        )
    else:
        sentence = f"Chaque ligne ressemble à {plural(k - 1, 'autre')} au moins."
    return _gauge(K_TITLE, number(k), min(1.0, k / max(least, 1)), state, sentence)


def _diversity(measures: Measures) -> GaugeText:
    state = state_of_l(measures)
    if measures.l is None:
        sentence = "Aucune colonne sensible n'est désignée : rien n'est à mesurer."
    elif state == NONE:
        sentence = "Il n'y a aucune ligne : rien n'est à mesurer."
    elif state == BAD:
        sentence = (
            "Dans au moins un groupe, tout le monde a la même valeur sensible : savoir qu'une "
            "personne est dans ce groupe suffit pour l'apprendre."
        )
    elif state == POOR:
        sentence = (
            f"Chaque groupe a au moins {number(measures.l)} valeurs sensibles, mais dans l'un "
            f"d'eux {percent(measures.alpha or 0.0)} des lignes ont la même : on peut la deviner."
        )
    else:
        sentence = f"Chaque groupe a au moins {number(measures.l)} valeurs sensibles différentes."
    shown = "—" if measures.l is None else number(measures.l)
    share = None if measures.l is None else min(1.0, measures.l / 3)
    return _gauge(L_TITLE, shown, share, state, sentence)


def _closeness(measures: Measures) -> GaugeText:
    t = measures.t
    if t is None:
        told = "Aucune colonne sensible n'est désignée : rien n'est à mesurer."
        return _gauge(T_TITLE, "—", None, NONE, told)
    if not measures.rows:
        told = "Il n'y a aucune ligne : rien n'est à mesurer."
        return _gauge(T_TITLE, "—", None, NONE, told)
    if t > FAR:
        sentence = (
            "Dans au moins un groupe, les valeurs sensibles sont réparties tout autrement que dans "
            "le fichier : savoir qu'une personne y est apprend déjà quelque chose."
        )
    else:
        sentence = (
            "0 : chaque groupe est réparti comme le fichier entier ; 1 : aucun rapport. Aucun "
            "seuil ne fait référence."
        )
    return _gauge(T_TITLE, number(t, 2), t, POOR if t > FAR else GOOD, sentence)


def _alone(measures: Measures) -> GaugeText:
    count = measures.unique
    share = count / measures.rows if measures.rows else 0.0
    if not measures.rows:
        sentence = "Il n'y a aucune ligne : rien n'est à mesurer."
    elif not count:
        sentence = "Aucune ligne n'est seule de son espèce."
    else:
        verb = "est seule de son espèce" if count == 1 else "sont seules de leur espèce"
        sentence = f"{plural(count, 'ligne')} {verb}, soit {percent(share)} du fichier."
    state = NONE if not measures.rows else BAD if count else GOOD
    return _gauge(ALONE_TITLE, number(count), share, state, sentence)


def _at_risk(measures: Measures) -> GaugeText:
    count = measures.at_risk
    share = count / measures.rows if measures.rows else 0.0
    if not measures.rows:
        state, sentence = NONE, "Il n'y a aucune ligne : rien n'est à mesurer."
    elif not count:
        state = GOOD
        sentence = f"Aucune ligne n'est dans un groupe de moins de {number(measures.threshold)}."
    else:
        state = POOR if share <= FEW_AT_RISK and not measures.unique else BAD
        verb = "est" if count == 1 else "sont"
        sentence = (
            f"{plural(count, 'ligne')} {verb} dans un groupe de moins de "
            f"{number(measures.threshold)}, soit {percent(share)} du fichier."
        )
    return _gauge(AT_RISK_TITLE, number(count), share, state, sentence)


def _rows(rows: int, before: int) -> GaugeText:
    share = rows / before if before else 0.0
    hidden = before - rows
    if not before:
        state, sentence = NONE, "Le fichier n'a aucune ligne."
    elif hidden <= 0:
        state, sentence = GOOD, "Aucune ligne n'est laissée de côté."
    else:
        state = GOOD if share >= ENOUGH_ROWS else POOR if share >= HALF_THE_ROWS else BAD
        verb = "est laissée" if hidden == 1 else "sont laissées"
        sentence = f"{plural(hidden, 'ligne')} {verb} de côté, soit {percent(hidden / before)}."
        if state != GOOD:
            sentence += " Les lignes rares partent les premières : les totaux sont faussés."
    value = f"{number(rows)} sur {number(before)}"
    return _gauge(ROWS_TITLE, value, min(1.0, share), state, sentence)


def _utility(utility: float) -> GaugeText:
    state = GOOD if utility >= ENOUGH_USE else POOR if utility >= SOME_USE else BAD
    sentence = {
        GOOD: "Le fichier garde l'essentiel de ce qu'il disait.",
        POOR: "Le fichier a perdu une bonne part de ce qu'il disait.",
        BAD: "Il ne reste presque rien de ce que le fichier disait.",
    }[state]
    return _gauge(UTILITY_TITLE, percent(utility), min(1.0, max(0.0, utility)), state, sentence)


#: Thresholds that exist, each in its own domain: (k, where it comes from).
BENCHMARKS: tuple[tuple[int, str], ...] = (
    (3, "Insee, statistiques d'entreprises : aucune case de moins de 3 unités"),
    (11, "Insee, revenus localisés (Filosofi) : au moins 11 ménages fiscaux par unité diffusée"),
)


def benchmark_sentence() -> str:
    """Say where thresholds come from, and that none of them is a rule for communes."""
    return french(
        "Nous n'avons trouvé aucun seuil réglementaire général en France : choisissez le vôtre "
        "et justifiez-le. Repères existants, chacun dans son domaine : "
        + " ; ".join(f"{k} ({where})" for k, where in BENCHMARKS)
        + f". Le seuil de {USUAL_K} proposé ici est un repère d'Ouvroir, pas une règle."
    )
