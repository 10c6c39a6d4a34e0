"""``rows``: an excerpt of a schema and ten rows; which of them does the schema refuse?

Nobody writes the key: the validation engine does (``rows_key``). Ten rows are drawn for each
learner from those of the author. What she ticks rightly earns, what she ticks wrongly takes away:
ticking no row, or all of them, earns nothing. As with the tries of a question, a first draw counts
in full, a second one half, and the better of both stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from grader.exercises.kind import Kind, Surroundings, after_solution, outcome
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    ROWS,
    UNCHECKABLE,
    Event,
    Exercise,
    Feedback,
    Outcome,
    Response,
)
from grader.exercises.rows_declared import (
    ASKED,
    LINES,
    WRONG,
    DeclaredRow,
    read_rows,
)
from grader.exercises.rows_key import RowTold, key_of
from grader.quiz.attempts import WEIGHTS
from grader.quiz.draw import drawn_order
from grader.quiz.model import Item
from grader.typography import plural

#: Kind of the event by which other rows are asked for.
RESTART = "restart"
#: Rows that one answer may name.
MOST_TICKED = 20


@dataclass(frozen=True)
class Draw:
    """Ten rows, and what was answered of them.

    Attributes:
        rows: in the order shown.
        ticked: ids of those that she says are refused; None before she answers.
    """

    rows: tuple[DeclaredRow, ...]
    ticked: frozenset[str] | None = None


def draws(exercise: Exercise, seed: int, events: Iterable[Event]) -> tuple[tuple[Draw, ...], bool]:
    """Replay what a learner answered.

    Args:
        exercise: an exercise on rows.
        seed: hers.
        events: what she did, in order.

    Returns:
        Her draws, of which the last may wait for its answer, and whether an answer could not be
        read, or named a row that was not shown to her.
    """
    done: list[Draw] = []
    now, stale = drawn(exercise, seed, 1), False
    for event in events:
        if event.kind == RESTART and now.ticked is not None:
            done.append(now)
            now = drawn(exercise, seed, len(done) + 1)
        elif event.kind == ROWS and now.ticked is None:
            ticked = _names(event.data.get("ticked"))
            shown = frozenset(row.id for row in now.rows)
            if ticked is None or event.data.get("draw") != len(done) + 1:
                stale = True
                continue
            stale = stale or not ticked <= shown
            now = Draw(now.rows, shown & ticked)
    return (*done, now), stale


def _names(value: Any) -> frozenset[str] | None:
    """Read the rows of an answer; a copy or a progress file that came back may hold anything."""
    if not isinstance(value, list | tuple) or len(value) > MOST_TICKED:
        return None
    return frozenset(value) if all(isinstance(one, str) for one in value) else None


def drawn(exercise: Exercise, seed: int, number: int) -> Draw:
    """Draw rows for a learner; a next draw shows those that she has not seen yet, if any.

    Args:
        exercise: an exercise on rows.
        seed: hers.
        number: which draw, from 1.
    """
    lines: tuple[DeclaredRow, ...] = exercise.settings[LINES]
    by_id = {row.id: row for row in lines}
    wrong = exercise.settings[WRONG]
    chosen: list[str] = []
    for count, refused in ((wrong, True), (exercise.settings[ASKED] - wrong, False)):
        pool = [row.id for row in lines if bool(row.refused) == refused]
        order = drawn_order(pool, seed, f"{exercise.id}:{refused}")
        first = (number - 1) * count
        chosen += [order[(first + place) % len(order)] for place in range(count)]
    shown = drawn_order(chosen, seed, f"{exercise.id}:{number}")
    return Draw(tuple(by_id[name] for name in shown))


def share_of(draw: Draw, key: Mapping[str, tuple[RowTold, ...]]) -> float:
    """Give what an answered draw earns, from 0 to 1: the part found, less the part ticked wrongly.

    Args:
        draw: with its answer.
        key: what the engine says of each row.

    Raises:
        ValueError: the engine refuses none of these rows, or all of them.
    """
    bad = {row.id for row in draw.rows if key[row.id]}
    good = {row.id for row in draw.rows} - bad
    if not bad or not good:
        raise ValueError("rows that are all alike")
    ticked = draw.ticked or frozenset()
    return max(0.0, len(bad & ticked) / len(bad) - len(good & ticked) / len(good))


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Judge the draws that count: the first in full, the second for half."""
    found, stale = draws(exercise, response.seed, response.scored_events)
    said = list(after_solution(response, "cochez"))
    if stale:
        message = "L'exercice a changé depuis : une partie de votre réponse ne compte pas."
        said.append(Feedback("reason", message))
    answered = [draw for draw in found if draw.ticked is not None][: len(WEIGHTS)]
    if not answered:
        return outcome(exercise, UNCHECKABLE if stale else NOT_ATTEMPTED, 0, *said)
    key = key_of(exercise)
    shares = [share_of(one, key) * weight for one, weight in zip(answered, WEIGHTS, strict=False)]
    best = max(shares)
    kept = shares.index(best)
    told = list(_told(answered[kept], key))
    if kept:
        told.append(Feedback("info", "Au deuxième tirage, moitié des points."))
    status = PASSED if best == 1 else PARTIAL if best else FAILED
    return outcome(exercise, status, exercise.points * best, *told, *said)


def _told(draw: Draw, key: Mapping[str, tuple[RowTold, ...]]) -> Iterable[Feedback]:
    ticked = draw.ticked or frozenset()
    bad = [row for row in draw.rows if key[row.id]]
    good = [row for row in draw.rows if not key[row.id]]
    missed = sum(row.id not in ticked for row in bad)
    wrongly = sum(row.id in ticked for row in good)
    if not missed and not wrongly:
        yield Feedback("good", "Chaque ligne est bien jugée.")
        return
    kind = "wrong" if missed else "good"
    found = len(bad) - missed
    yield Feedback(kind, f"{plural(found, 'ligne refusée trouvée', 'lignes refusées trouvées')} "
                   f"sur {len(bad)}.")  # fmt: skip
    if wrongly:
        what = plural(wrongly, "bonne ligne cochée à tort", "bonnes lignes cochées à tort")
        yield Feedback("wrong", f"{what} : cela retire des points.")
    for number, row in enumerate(draw.rows, start=1):
        if bool(key[row.id]) != (row.id in ticked):
            why = key[row.id][0].message if key[row.id] else "le schéma l'accepte."
            yield Feedback("wrong", f"Ligne {number} : {why}")


def _read(
    raw: Mapping[str, Any], where: str, around: Surroundings
) -> tuple[tuple[Item, ...], dict[str, Any]]:
    return (), read_rows(raw, where, around)


def _row(name: str, day: str, *refused: str) -> dict[str, Any]:
    declared: dict[str, Any] = {"id": name, "cells": [name, day, "7.5"]}
    return {**declared, "refused": list(refused)} if refused else declared


_LINES = [_row("un", "2025-03-27"), _row("deux", "2025-04-02"), _row("trois", "2/4/25", "JOUR")]
_VALID: dict[str, Any] = {
    "id": "registre-refuse",
    "kind": ROWS,
    "title": "Quelles lignes sont refusées ?",
    "points": 3,
    "statement": "Cochez les lignes que le schéma refuse.",
    "schema": "exemple/registre@1.0.0",
    "columns": ["ID", "JOUR", "CODE"],
    "fixed": {"OBJET": "Registre", "MONTANT": "12"},
    "asked": 3,
    "wrong": 1,
    "rows": _LINES,
}


def _lines(*rows: Any) -> dict[str, Any]:
    return {**_VALID, "rows": list(rows)}


_NEW = _row("quatre", "2025-05-06")

KIND = Kind(
    name=ROWS,
    keys=frozenset({"schema", "columns", "fixed", "asked", "wrong", "rows"}),
    read=_read,
    assess=assess,
    valid=(_VALID, {**_VALID, "hints": ["Lisez d'abord les types."]}),
    invalid=(
        ({**_VALID, "schema": "exemple/registre"}, "unknown-schema"),
        ({**_VALID, "columns": []}, "missing-key"),
        ({**_VALID, "columns": ["ID", "JOUR", "JOUR"]}, "bad-columns"),
        ({**_VALID, "columns": [f"C{n}" for n in range(13)]}, "bad-columns"),
        ({**_VALID, "fixed": ["OBJET"]}, "bad-value"),
        ({**_VALID, "fixed": {"JOUR": "2025-03-27"}}, "bad-value"),
        ({**_VALID, "fixed": {"MONTANT": 12}}, "bad-value"),
        ({**_VALID, "asked": 2}, "bad-rows"),
        ({**_VALID, "asked": 21}, "bad-rows"),
        ({**_VALID, "asked": True}, "bad-rows"),
        ({**_VALID, "wrong": 0}, "bad-rows"),
        ({**_VALID, "wrong": 3}, "bad-rows"),
        ({**_VALID, "wrong": "1"}, "bad-rows"),
        ({**_VALID, "rows": "un"}, "bad-value"),
        (_lines(*_LINES[:2]), "bad-rows"),
        (_lines(*_LINES[1:]), "bad-rows"),
        (_lines(*_LINES, "quatre"), "bad-value"),
        (_lines(*_LINES, {"cells": _NEW["cells"]}), "missing-key"),
        (_lines(*_LINES, {**_NEW, "id": "un"}), "row-twice"),
        (_lines(*_LINES, {**_LINES[0], "id": "quatre"}), "row-twice"),
        (_lines(*_LINES, {**_NEW, "cells": ["quatre", "7.5"]}), "bad-cells"),
        (_lines(*_LINES, {**_NEW, "cells": ["quatre", "2025-05-06", 7.5]}), "bad-cells"),
        (_lines(*_LINES, {**_NEW, "cells": ["x" * 161, "2025-05-06", "7.5"]}), "bad-cells"),
        (_lines(*_LINES, {**_NEW, "id": "N° 4"}), "bad-id"),
        (_lines(*_LINES, {**_NEW, "refused": ["OBJET"]}), "unknown-column"),
        (_lines(*_LINES, {**_NEW, "key": "refusée"}), "unknown-key"),
    ),
)
