"""Proving what exercises earn: the cases of their authors, and the draws that learners may get."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from grader.content.check_rows import rows_of_case
from grader.content.model import Case
from grader.content.problems import Problem, problem
from grader.errors import ContentError
from grader.exercises.assess import assess
from grader.exercises.dialogue import MAP, REPLY
from grader.exercises.drawing import DRAW, asked
from grader.exercises.model import (
    DIALOGUE,
    DUTIES,
    NOT_ATTEMPTED,
    PASSED,
    PUBLISH,
    REDACT,
    ROWS,
    Event,
    Exercise,
    Response,
)
from grader.quiz.attempts import ANSWER
from grader.quiz.score import expected
from grader.typography import number

#: Kind of the event of a case that calls a portal.
CALLS = "calls"
#: Kind of the event of a case that hides passages of an act.
REDACTION = "redaction"
#: What such a case hides to hide the whole act.
WHOLE = {"whole": True}
SOLUTION = "solution"
UNTOUCHED = "untouched"
#: Draws that are tried: enough to meet each item of an ordinary bank.
_SEEDS = range(1, 21)
_AT = "2026-10-15T08:00:00+00:00"


def draw_problems(where: str, exercise: Exercise) -> Iterator[Problem]:
    """Answer as expected all that twenty learners are asked: each must earn everything.

    Args:
        where: ``file:line`` of the exercise.
        exercise: a quiz; nothing is tried when it draws nothing.
    """
    if not exercise.settings.get(DRAW):
        return
    for seed in _SEEDS:
        items = asked(exercise, Response(exercise.id, seed))
        if not all(expected(item) for item in items):
            # A person marks one of them: she alone gives its points.
            continue
        given = ({"item": item.id, "chosen": list(expected(item))} for item in items)
        events = tuple(Event(ANSWER, _AT, data) for data in given)
        outcome = assess(exercise, Response(exercise.id, seed, events))
        if (outcome.status, outcome.points) != (PASSED, exercise.points):
            yield problem(
                where,
                "draw-not-passed",
                f"Avec la graine {seed}, les réponses attendues ne donnent que "
                f"{_points(outcome.points)}.",
                " ".join(_plain(f.message) for f in outcome.feedback),
            )
            return


def case_problems(where: str, exercise: Exercise, case: Case, sandbox: Path) -> Iterator[Problem]:
    """Run a case, and compare what it earns with what its author declared.

    Args:
        where: ``file:line`` of the case.
        exercise: the exercise of the case.
        case: as declared.
        sandbox: folder that paths of ``file`` events start from.
    """
    name = f"Le cas « {case.name} »"
    expected = {SOLUTION: (PASSED, exercise.points), UNTOUCHED: (NOT_ATTEMPTED, 0.0)}.get(case.name)
    if expected is not None and (case.status, case.points) != expected:
        yield problem(
            where,
            "bad-case",
            f"{name} doit déclarer le statut {expected[0]} et {_points(expected[1])}.",
            "Corrigez la déclaration, ou renommez le cas.",
        )
    try:
        response = case_response(where, exercise, case, sandbox)
    except ContentError as error:
        yield problem(error.where, error.code, error.message, error.hint)
        return
    outcome = assess(exercise, response)
    said = [_plain(f.message) for f in outcome.feedback]
    got = f"Obtenu : {outcome.status}, {_points(outcome.points)}. {' '.join(said)}".strip()
    if outcome.status != case.status:
        yield problem(where, "case-status", f"{name} attend le statut {case.status}.", got)
    if abs(outcome.points - case.points) >= 0.005:
        yield problem(where, "case-points", f"{name} attend {_points(case.points)}.", got)
    for text in case.feedback:
        if not any(_plain(text) in message for message in said):
            yield problem(where, "case-feedback", f"{name} attend le retour « {text} ».", got)


def case_response(where: str, exercise: Exercise, case: Case, sandbox: Path) -> Response:
    """Make the response of a case as the server would have recorded it.

    Args:
        where: ``file:line`` of the case.
        exercise: the exercise of the case.
        case: events as declared.
        sandbox: folder that paths of ``file`` events start from.

    Raises:
        ContentError: a file or an item of the case does not exist.
    """
    if any(raw.get("kind") == CALLS for raw in case.events):
        return _replayed(where, exercise, case, sandbox)
    events: list[Event] = []
    files: dict[str, Path] = {}
    # Asked before anything was touched: an item that is touched stays hers.
    items = {item.id for item in asked(exercise, Response(exercise.id, case.seed))}
    for raw in case.events:
        data: dict[str, Any] = dict(raw)
        kind = str(data.pop("kind"))
        if kind == "file":
            path = sandbox / str(data["path"])
            if not path.is_file():
                raise ContentError(
                    where,
                    "missing-file",
                    f"Le cas « {case.name} » nomme un fichier absent : « {data['path']} ».",
                    "Corrigez son chemin dans sandbox_data.",
                )
            sha = hashlib.sha256(path.read_bytes()).hexdigest()
            data = {"sha256": sha, "name": path.name, "schema": data.get("schema", "")}
            files[sha] = path
        elif kind == REDACTION:
            data = {"spans": _hidden(where, exercise, case, data["hide"])}
        elif kind == REPLY:
            _require_turn(where, exercise, case, data)
        elif kind == DUTIES:
            _require_duties(where, exercise, case, data["answers"])
        elif kind == ROWS:
            data = rows_of_case(where, exercise, case, data)
        elif "item" in data and data["item"] not in items:
            raise ContentError(
                where,
                "unknown-item",
                f"Le cas « {case.name} » nomme la question « {data['item']} », qui n'est pas "
                "dans cet exercice, ou n'y est pas tirée.",
                "Corrigez l'identifiant, ou la graine du tirage (seed).",
            )
        events.append(Event(kind, _AT, data))
    return Response(exercise.id, case.seed, tuple(events), files)


def _require_turn(where: str, exercise: Exercise, case: Case, data: Mapping[str, Any]) -> None:
    """Check that a case replies to a turn of its exercise.

    Raises:
        ContentError: the exercise is no dialogue, or has no such turn or reply.
    """
    if exercise.kind != DIALOGUE:
        raise ContentError(
            where,
            "bad-case",
            f"Le cas « {case.name} » donne une réplique, et cet exercice n'est pas un dialogue.",
            "Gardez « kind: reply » pour un exercice « dialogue ».",
        )
    turns = exercise.settings[MAP].turns
    turn = turns.get(data["turn"])
    if turn is None or data["reply"] not in {reply.letter for reply in turn.replies}:
        raise ContentError(
            where,
            "unknown-turn",
            f"Le cas « {case.name} » répond « {data['reply']} » au tour « {data['turn']} », et ce "
            "tour ou cette réplique n'existe pas.",
            f"Tours : {', '.join(turns)}. Les répliques se nomment a, b, c, d, dans leur ordre.",
        )


def _require_duties(where: str, exercise: Exercise, case: Case, answers: Mapping[str, Any]) -> None:
    """Check that a case answers what its exercise asks.

    Raises:
        ContentError: the exercise asks no duty, or not one of these.
    """
    if exercise.kind != DUTIES:
        raise ContentError(
            where,
            "bad-case",
            f"Le cas « {case.name} » répond sur des obligations, et cet exercice n'en demande pas.",
            "Gardez « kind: duties » pour un exercice « duties ».",
        )
    asked = [duty.rule.id for duty in exercise.settings["expected"]]
    for name in answers:
        if name not in asked:
            raise ContentError(
                where,
                "unknown-duty",
                f"Le cas « {case.name} » répond sur « {name} », que l'exercice ne demande pas.",
                f"Obligations demandées : {', '.join(asked)}.",
            )


def _hidden(where: str, exercise: Exercise, case: Case, passages: Sequence[Any]) -> list[list[Any]]:
    """Give the places of the passages that a case hides.

    Raises:
        ContentError: the exercise gives no act, or a passage is not in it.
    """
    if exercise.kind != REDACT:
        raise ContentError(
            where,
            "bad-case",
            f"Le cas « {case.name} » cache des passages, et cet exercice ne donne pas d'acte.",
            "Gardez « kind: redaction » pour un exercice « redact ».",
        )
    # Late: the reading of documents, for these cases alone.
    from grader.exercises.redact_key import given_document, places_of

    whole = given_document(exercise.settings["file"]).text
    spans: list[list[Any]] = []
    for one in passages:
        if one == WHOLE:
            spans.append([0, len(whole), ""])
            continue
        passage, nth = (one, None) if isinstance(one, str) else (one["passage"], one.get("nth"))
        reason = "" if isinstance(one, str) else one.get("reason", "")
        places = list(places_of(passage, whole))
        if not places or (nth is not None and nth > len(places)):
            raise ContentError(
                where,
                "unknown-passage",
                f"Le cas « {case.name} » cache « {passage} », que l'acte ne contient pas"
                + ("." if nth is None else f" {nth} fois."),
                "Recopiez le passage tel qu'il est dans le document ; il tient sur une ligne.",
            )
        chosen = places if nth is None else [places[nth - 1]]
        spans += [[start, start + len(passage), reason] for start in chosen]
    return spans


def _replayed(where: str, exercise: Exercise, case: Case, sandbox: Path) -> Response:
    """Make the response of a case whose calls are played in a portal in memory.

    Raises:
        ContentError: the exercise has no portal, or a call is not answered as the case says.
    """
    if exercise.kind != PUBLISH:
        raise ContentError(
            where,
            "bad-case",
            f"Le cas « {case.name} » fait des appels, et cet exercice n'a pas de portail.",
            "Gardez « kind: calls » pour un exercice « publish ».",
        )
    # Late: a portal and all that answers its calls, for these cases alone.
    from grader.exercises.publish_replay import Replay, temporary_folder

    events: list[Event] = []
    with temporary_folder() as folder:
        replay = Replay(exercise, sandbox, Path(folder))
        for raw in case.events:
            data = dict(raw)
            kind = str(data.pop("kind"))
            made = replay.play(data, where) if kind == CALLS else [(kind, data)]
            events.extend(Event(name, _AT, found) for name, found in made)
    return Response(exercise.id, case.seed, tuple(events))


def _points(points: float) -> str:
    return f"{number(points, 2)} {'point' if points < 2 else 'points'}"


def _plain(text: str) -> str:
    """Read no-break spaces as spaces: authors type ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
