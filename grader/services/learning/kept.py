"""What of positioning and reviewing travels with « Télécharger ma progression »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.learning.review import Known
from grader.quiz.attempts import ANSWER
from grader.services.learning import placement_store
from grader.services.learning.review_history import HESITATED, JOURNAL, RATE

#: Under which ids it is kept, beside exercises and questions.
LEARNING_IDS = frozenset({JOURNAL, *placement_store.slots()})
_OF_JOURNAL = frozenset({ANSWER, RATE, HESITATED})
_OF_TEST = frozenset(
    {
        placement_store.BEGIN,
        placement_store.ANSWER,
        placement_store.SKIP,
        placement_store.END,
    }
)
#: Modules named in a test, and strings of an answer.
_MOST = 500


def is_sound(exercise_id: str, kind: str, data: Mapping[str, Any]) -> bool:
    """Say whether an event that comes back from a file has the shape of one of ours.

    Args:
        exercise_id: one of ``LEARNING_IDS``.
        kind: of the event.
        data: JSON, as a stranger may have written it.
    """
    return _of_journal(kind, data) if exercise_id == JOURNAL else _of_test(kind, data)


def _of_journal(kind: str, data: Mapping[str, Any]) -> bool:
    if kind not in _OF_JOURNAL or not _is_name(data.get("item")):
        return False
    if kind == RATE:
        return data.get("known") in (Known.HARD, Known.GOOD, Known.EASY)
    return kind != ANSWER or _are_names(data.get("chosen"))


def _of_test(kind: str, data: Mapping[str, Any]) -> bool:
    number = data.get("number" if kind == placement_store.BEGIN else "test")
    if kind not in _OF_TEST or type(number) is not int or not 0 < number < 10**6:
        return False
    if kind == placement_store.BEGIN:
        return _are_names(data.get("modules"))
    if kind == placement_store.END:
        return True
    answered = kind == placement_store.SKIP or _are_names(data.get("chosen"))
    return answered and _is_name(data.get("item"))


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 2_000


def _are_names(values: object) -> bool:
    return isinstance(values, list) and len(values) <= _MOST and all(map(_is_name, values))
