"""``redact``: an act is given; points by what is hidden that must be, and by what is left to read.

What a learner marked travels as places of the text: what they hold is read here again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import RefusedError
from grader.exercises.fields import sandbox_file
from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    REDACT,
    UNCHECKABLE,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.redact_key import given_document, read_key
from grader.privacy.redaction.model import Span, TextDocument
from grader.privacy.redaction.reasons import REASONS
from grader.privacy.redaction.scoring import CLOSE, Judged, Score, score
from grader.privacy.redaction.spans import MOST_SPANS, tidy
from grader.privacy.redaction.telling import line_of
from grader.quiz.model import Item
from grader.typography import number, plural

#: Kind of the event that says what was marked.
REDACTION = "redaction"


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Compare the last marks that count with the expert's key."""
    said = after_solution(response, "cachez")
    event = last_redaction(response)
    if event is None:
        return outcome(exercise, NOT_ATTEMPTED, 0, *said)
    document = given_document(exercise.settings["file"])
    try:
        spans = tidy(document.text, spans_in(event.data))
    except RefusedError as error:
        return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", str(error)), *said)
    found = score(document.text, exercise.settings["key"], spans)
    feedback = (*_counted(found), *_told(found, document), *said)
    if found.whole:
        return outcome(exercise, PASSED, exercise.points, *feedback)
    # The full points are for who hides all that must be, and nothing else.
    points = min(exercise.points * found.mean, exercise.points - 0.01)
    return outcome(exercise, PARTIAL if points else FAILED, points, *feedback)


def last_redaction(response: Response) -> Event | None:
    """Give the marks that count: the last ones before the solution was seen; None for none.

    Args:
        response: all that she did.
    """
    return response.last_scored(REDACTION)


def spans_in(data: Mapping[str, Any]) -> tuple[Span, ...]:
    """Take the spans of the event of a redaction.

    Args:
        data: of the event; ``spans`` may hold anything.

    Raises:
        RefusedError: they are no spans.
    """
    given = data.get("spans")
    if not isinstance(given, list) or len(given) > MOST_SPANS or not all(map(_is_span, given)):
        raise RefusedError(
            "foreign-spans",
            "Les passages que contient cette réponse ne sont pas ceux d'un texte.",
            "Rouvrez l'exercice, puis demandez de nouveau « Vérifier ».",
        )
    return tuple(Span(start, end, reason) for start, end, reason in given)


def _is_span(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 3
        and all(isinstance(place, int) and not isinstance(place, bool) for place in value[:2])
        and isinstance(value[2], str)
        and (not value[2] or value[2] in REASONS)
    )


def _counted(found: Score) -> tuple[Feedback, ...]:
    hidden = sum(one.state == "hidden" for one in found.judged)
    wanted = sum(one.expected.hide for one in found.judged)
    told = (
        f"{plural(hidden, 'passage à cacher est caché', 'passages à cacher sont cachés')} "
        f"sur {number(wanted)}."
    )
    share = number(100 * found.precision)
    precise = f"De ce que vous avez caché, {share} % devait l'être."
    lost = any(one.state == "lost" for one in found.judged)
    if found.precision < CLOSE and not found.needless and not lost:
        precise += " Vos marques débordent : ne prenez que les mots à cacher, pas leur phrase."
    return (
        Feedback("good" if hidden == wanted else "wrong", told),
        Feedback("good" if found.precision == 1 else "wrong", precise),
    )


def _told(found: Score, document: TextDocument) -> tuple[Feedback, ...]:
    told = [_judged(one, document) for one in found.judged if not one.right]
    told += [
        Feedback(
            "wrong",
            f"Ligne {line_of(document.text, span)} : « {_shown(document, span)} » est caché sans "
            "motif. Un passage que rien ne protège reste lisible.",
        )
        for span in found.needless
    ]
    return tuple(told)


def _judged(one: Judged, document: TextDocument) -> Feedback:
    line = line_of(document.text, one.expected.span)
    if one.state == "lost":
        what = f"« {one.expected.text} » est caché et devait rester. {one.expected.because}"
    elif one.state == "cut":
        what = f"un passage n'est caché qu'en partie. {one.expected.because}"
    else:
        what = f"un passage à cacher se lit encore. {one.expected.because}"
    return Feedback("wrong", f"Ligne {line} : {what}")


def _shown(document: TextDocument, span: Span) -> str:
    passage = document.text[span.start : span.end].replace("\n", " / ")
    return passage if len(passage) <= 80 else f"{passage[:79]}…"


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    file = sandbox_file(raw, "file", where, around.sandbox)
    return (), {"file": file, "key": read_key(raw, where, file)}


_VALID: dict[str, Any] = {
    "id": "acte",
    "kind": REDACT,
    "title": "Occulter un acte",
    "points": 4,
    "statement": "Cachez ce qui doit l'être.",
    "file": "communes/exemple/acte.txt",
    "key": [
        {"hide": "Mme Jeanne Exemple", "reason": "private-life", "because": "Sa vie privée."},
        {"keep": "Odile Modèle", "because": "Une élue dans sa fonction."},
    ],
}


def _with_key(*key: Any) -> dict[str, Any]:
    return {**_VALID, "key": list(key)}


_HIDDEN = _VALID["key"][0]

KIND = Kind(
    name=REDACT,
    keys=frozenset({"file", "key"}),
    read=_read,
    assess=assess,
    valid=(_VALID, _with_key({**_HIDDEN, "nth": 1})),
    invalid=(
        ({**_VALID, "file": "communes/exemple/absent.txt"}, "missing-file"),
        ({**_VALID, "key": []}, "missing-key"),
        (_with_key({"keep": "Odile Modèle", "because": "Élue."}), "nothing-to-hide"),
        (_with_key({**_HIDDEN, "hide": "M. Inconnu"}), "unknown-passage"),
        (_with_key({**_HIDDEN, "nth": 9}), "unknown-passage"),
        (_with_key({**_HIDDEN, "nth": "un"}), "unknown-passage"),
        (_with_key({**_HIDDEN, "reason": "because"}), "bad-value"),
        (_with_key({**_HIDDEN, "keep": "Odile Modèle"}), "bad-value"),
        (_with_key({"hide": "Mme Jeanne Exemple", "reason": "private-life"}), "missing-key"),
        (_with_key(_HIDDEN, {**_HIDDEN, "hide": "Jeanne Exemple"}), "passages-overlap"),
        (_with_key("Mme Jeanne Exemple"), "bad-value"),
        (_with_key({**_HIDDEN, "why": "secret"}), "unknown-key"),
    ),
)
