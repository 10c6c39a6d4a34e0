"""What the figures of a question mean, in French: for a page, a terminal or a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from grader.content.prose import inline_html
from grader.learning.item_statistics import LEAST, UNUSED, Fault
from grader.quiz.model import Entry
from grader.services.learning.item_figures import Measured
from grader.typography import french, number, plural

#: One sentence each: what it means, what to do.
_REASONS = {
    Fault.UPSIDE_DOWN: (
        "Qui réussit les autres questions y répond moins bien que les autres : vérifiez d'abord "
        "que la réponse notée juste l'est."
    ),
    Fault.TEMPTING: (
        "Une mauvaise réponse attire celles et ceux qui réussissent le reste : elle peut se "
        "défendre, récrivez-la."
    ),
    Fault.REPORTED: (
        "Plusieurs personnes y ont signalé un problème : lisez leurs signalements dans l'espace "
        "formateur."
    ),
    Fault.TOO_HARD: (
        "Moins d'une personne sur quatre y répond juste : vérifiez que la leçon l'enseigne, et "
        "que l'énoncé se comprend."
    ),
    Fault.WEAK: (
        "Qui réussit les autres questions n'y répond guère mieux que les autres : cherchez une "
        "ambiguïté dans l'énoncé ou dans les réponses."
    ),
    Fault.HINTED: (
        "Plus d'une personne sur deux ouvre un indice : dites dans la leçon ou dans l'énoncé ce "
        "qui manque."
    ),
    Fault.SLOW: (
        "Elle prend plus du double du temps prévu : raccourcissez l'énoncé, ou faites-en deux "
        "questions."
    ),
    Fault.TOO_EASY: (
        "Presque tout le monde y répond juste : rendez les mauvaises réponses plus plausibles."
    ),
    Fault.IDLE_ANSWER: (
        "{letters} n'est choisie par personne, ou presque : mettez à sa place une erreur que l'on "
        "fait vraiment."
    ),
}
#: The same in a few words, for a table.
_SHORT = {
    Fault.UPSIDE_DOWN: "discrimination négative",
    Fault.TEMPTING: "mauvaise réponse qui attire",
    Fault.REPORTED: "signalements",
    Fault.TOO_HARD: "trop difficile",
    Fault.WEAK: "discrimination faible",
    Fault.HINTED: "indice souvent ouvert",
    Fault.SLOW: "trop longue",
    Fault.TOO_EASY: "trop facile",
    Fault.IDLE_ANSWER: "réponse jamais choisie",
}
FEW = french(f"moins de {LEAST} réponses")


def reasons(one: Measured) -> tuple[str, ...]:
    """Say why a question should be looked at, the worst first.

    Args:
        one: a question with its figures.
    """
    idle = _idle(one)
    letters = f"La mauvaise réponse {idle[0]}" if len(idle) == 1 else "Une mauvaise réponse"
    told = (_REASONS[fault].format(letters=letters) for fault in one.faults)
    return tuple(french(sentence) for sentence in told)


def in_short(one: Measured) -> str:
    """Say the same in a few words, or "" for a good question."""
    return french(", ".join(_SHORT[fault] for fault in one.faults))


def sentence(measured: Sequence[Measured]) -> str:
    """Say how many questions should be looked at: « 3 questions à revoir sur 41 »."""
    known = [one for one in measured if one.found]
    bad = sum(bool(one.faults) for one in known)
    if not known:
        return french(f"Aucune question n'a encore {LEAST} réponses : il n'y a rien à montrer.")
    if not bad:
        told = plural(len(known), "question mesurée", "questions mesurées")
        return french(f"Aucune question à revoir, sur {told}.")
    return french(f"{plural(bad, 'question')} à revoir sur {number(len(known))}.")


def left_out(measured: Sequence[Measured]) -> str:
    """Say how many questions nothing is shown of, or "" when none."""
    few = sum(one.found is None for one in measured)
    if not few:
        return ""
    verb = "n'a pas" if few == 1 else "n'ont pas"
    return french(
        f"{plural(few, 'question')} {verb} encore {LEAST} réponses : rien n'en est montré. Moins "
        "de personnes en diraient peu sur la question, et trop sur elles."
    )


def share(value: float) -> str:
    """Write « 62 % »."""
    return french(f"{round(100 * value)} %")


def signed(value: float | None) -> str:
    """Write a correlation with a true minus sign, or « non calculable »."""
    if value is None:
        return "non calculable"
    written = f"{abs(value):.2f}".replace(".", ",")
    return f"−{written}" if value < 0 and float(f"{value:.2f}") else written


def duration(seconds: float | None) -> str:
    """Write « 75 s », or « non mesuré »."""
    return "non mesuré" if seconds is None else french(f"{number(round(seconds))} s")


def entry_html(entry: Entry) -> str:
    """Give what a letter says, as HTML; the cells of a row one after the other."""
    return inline_html(entry.text or " · ".join(cell or "(vide)" for cell in entry.cells))


def _idle(one: Measured) -> list[str]:
    chosen = one.found.chosen if one.found else {}
    return [
        letter
        for letter, value in chosen.items()
        if letter not in one.expected.right and value < UNUSED
    ]
