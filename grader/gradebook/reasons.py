"""Why a copy or an exercise earned nothing, in French."""

from __future__ import annotations

from collections.abc import Iterable

from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    UNCHECKABLE,
    Outcome,
)
from grader.typography import french, number

#: Read by the trainer and, on her page, by the learner: the sentences suit both.
_COPIES = {
    "unreadable-notebook": (
        "nbgrader n'a pas pu lire cette copie : son carnet ou sa date manque, ou est abîmé. "
        "Ce travail est à rendre de nouveau."
    ),
    "unresponsive": (
        "L'exécution de cette copie ne répondait plus et n'a pas pu être interrompue. "
        "Ce travail est à rendre de nouveau."
    ),
    "kernel-died": (
        "L'exécution de cette copie s'est arrêtée brutalement, le plus souvent faute de mémoire. "
        "Elle sera reprise à la prochaine notation."
    ),
    "unexpected": (
        "nbgrader n'a pas pu noter cette copie, pour une raison qu'Ouvroir ne connaît pas. "
        "Elle sera reprise à la prochaine notation."
    ),
    "responses-unreadable": (
        "Les réponses de cette copie (reponses.json) manquent ou ne peuvent pas être lues. "
        "Ce travail est à rendre de nouveau."
    ),
    "being-replaced": (
        "Cette copie a été rendue de nouveau pendant la notation. "
        "Elle sera reprise à la prochaine notation."
    ),
    "wrong-copy": (
        "Les réponses de cette copie portent un autre pseudonyme ou un autre module que son "
        "dossier. Vérifiez d'où elle vient avant de publier la note."
    ),
    "unknown-folder": (
        "Ce dossier n'est pas au nom d'un pseudonyme (minuscules sans accent, chiffres, tirets) : "
        "la copie n'a pas été notée. Renommez-le, puis lancez de nouveau « ouvroir grade »."
    ),
}

_CELLS = {
    "raised": "La vérification de cet exercice s'est arrêtée sur une erreur dans la copie.",
    "wrote-errors": (
        "La vérification de cet exercice a affiché un avertissement : nbgrader donne alors zéro."
    ),
    "timed-out": "La vérification de cet exercice a dépassé le temps permis.",
}

_STATUSES = {
    NOT_ATTEMPTED: "Cet exercice n'a pas été commencé.",
    FAILED: "Aucune réponse n'était juste.",
    PARTIAL: "Le travail commencé ne rapporte pas encore de point.",
    NEEDS_REVIEW: "Une personne doit encore relire cette réponse.",
    UNCHECKABLE: "Cette réponse n'a pas pu être vérifiée.",
}

#: Kinds of feedback that explain a zero, the most telling first.
_TELLING = ("reason", "wrong", "info")


def of_copy(code: str) -> str:
    """Tell why a copy could not be graded, or should be looked at.

    Args:
        code: a failure of ``converters``, or one of this file's own.
    """
    return french(_COPIES[code])


def of_cell(trouble: str) -> str:
    """Tell what a test cell did beside giving a number.

    Args:
        trouble: one of ``model``'s: ``raised``, ``wrote-errors`` or ``timed-out``.
    """
    return french(_CELLS[trouble])


def of_zero(outcome: Outcome, trouble: str) -> str:
    """Tell why an exercise earned nothing.

    Args:
        outcome: what ``assess`` says of it.
        trouble: what its test cell did beside giving a number, or "".
    """
    if trouble:
        return of_cell(trouble)
    if outcome.status == NEEDS_REVIEW:
        # No zero yet: whatever else is to be mended does not explain it.
        return french(_STATUSES[NEEDS_REVIEW])
    telling = _TELLING[:1] if outcome.status == NOT_ATTEMPTED else _TELLING
    for kind in telling:
        for feedback in outcome.feedback:
            if feedback.kind == kind:
                return french(feedback.message)
    return french(_STATUSES.get(outcome.status, _STATUSES[UNCHECKABLE]))


def of_disagreement(differences: Iterable[tuple[str, float, float]]) -> str:
    """Tell where the gradebook and Ouvroir's own check differ.

    Args:
        differences: (title of the exercise, points of nbgrader, points of ``assess``).
    """
    parts = [
        f"« {title} » : {_points(official)} dans nbgrader, {_points(ours)} selon Ouvroir"
        for title, official, ours in differences
    ]
    return french(
        f"Les deux notes diffèrent. {' ; '.join(parts)}. "
        "La copie a pu être modifiée : regardez-la avant de publier la note."
    )


def _points(value: float) -> str:
    return f"{number(value, 2)} {'point' if value < 2 else 'points'}"
