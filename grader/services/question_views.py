"""What a learner may see of a question now: no key, feedback or solution before its time."""

from __future__ import annotations

from collections.abc import Mapping

from grader.content.prose import inline_html
from grader.quiz.attempts import DONE, RETRY, SKIPPED, WAITING, ItemState
from grader.quiz.draw import Cover, cover
from grader.quiz.model import EXPECTED, RIGHT, WRONG, Entry, Item, Remark
from grader.quiz.registry import TYPES
from grader.quiz.score import expected, rule, score
from grader.services.workshop import Workshop, seed_of
from grader.typography import french
from grader.wire import AnswerView, QuestionView, RemarkView, TargetView


def question_shown(
    workshop: Workshop, learner_id: str, item: Item, state: ItemState, *, graded: bool
) -> QuestionView:
    """Reduce an item to what a learner may see now.

    What she answered is told as soon as she validated it; the rest, once the question is
    finished.

    Args:
        workshop: for the sources.
        learner_id: who sees it.
        item: with its key.
        state: where she stands on it.
        graded: it counts in a grade.
    """
    finished = state.state == DONE
    drawn = cover(item, seed_of(learner_id))
    solution = expected(item) if finished else ()
    due = score(item, solution).remarks if solution else ()
    told = state.results[-1].remarks if state.results else ()
    read = finished and state.results and TYPES[item.type].review is not None
    result, kind = _read_by_a_person(state.share) if read else _result(state)
    source = workshop.course.sources.get(item.source) if finished and item.source else None
    return QuestionView(
        id=item.id,
        type=item.type,
        question_html=inline_html(item.question),
        rule=french(rule(item, graded=graded)),
        answers=_answers(state, drawn, told, due),
        state=state.state,
        tries_left=state.tries_left,
        result=french(result),
        result_kind=kind,
        explanation_html=inline_html(item.explanation) if finished and item.explanation else "",
        source=french(source.reference) if source else "",
        source_url=source.address if source else "",
        targets=tuple(TargetView(t.id, inline_html(t.text)) for t in drawn.face.targets),
        head_html=tuple(inline_html(name) for name in drawn.face.head),
        words=drawn.face.words,
        units=drawn.face.units,
        longest=drawn.face.longest,
        given=drawn.shown(state.last_chosen),
        expected=drawn.shown(solution),
        remarks=_beside(drawn, told, due),
        hints_html=tuple(inline_html(hint) for hint in item.hints[: state.hints]),
        hints_total=len(item.hints),
        can_reveal=bool(state.tries_left and expected(item)),
        can_restart=finished and not graded,
        comment=french(state.comment),
    )


def _answers(
    state: ItemState, drawn: Cover, told: tuple[Remark, ...], due: tuple[Remark, ...]
) -> tuple[AnswerView, ...]:
    """Tell of each entry what may be known of it; ``due`` is of the right answer, once finished."""
    said = {remark.target: remark for remark in told}
    right = {remark.target: remark for remark in due}
    own = {shown: letter for letter, shown in drawn.entries.items()}
    chosen = {one.partition("=")[0] for one in state.last_chosen}
    return tuple(
        _answer(entry, own[entry.id], chosen, said, right, finished=bool(due))
        for entry in drawn.face.entries
    )


def _answer(
    entry: Entry,
    letter: str,
    chosen: set[str],
    said: Mapping[str, Remark],
    due: Mapping[str, Remark],
    *,
    finished: bool,
) -> AnswerView:
    remark, right = said.get(letter), due.get(letter)
    verdict = remark.verdict if remark else ""
    if finished and not verdict:
        verdict = RIGHT if right else WRONG
    missed = right is not None and (remark is None or remark.verdict == WRONG)
    return AnswerView(
        id=entry.id,
        text_html=inline_html(entry.text),
        cells_html=tuple(inline_html(cell) for cell in entry.cells),
        chosen=letter in chosen,
        verdict=verdict,
        feedback_html=inline_html(remark.text) if remark else "",
        solution_html=inline_html(right.text) if missed and right else "",
    )


def _beside(
    drawn: Cover, told: tuple[Remark, ...], due: tuple[Remark, ...]
) -> tuple[RemarkView, ...]:
    """Tell what concerns no entry: the whole answer, or words of a text.

    Once finished, what was expected and not found is told too, and why.
    """
    missed = [one for one in due if one not in told]
    found = []
    for remark, verdict in [(r, r.verdict) for r in told] + [(r, EXPECTED) for r in missed]:
        if remark.target in drawn.entries:
            continue
        first, _, last = remark.target.partition("-")
        span = (int(first), int(last)) if last else (-1, -1)
        found.append(RemarkView(*span, verdict, inline_html(remark.text)))
    return tuple(found)


def _result(state: ItemState) -> tuple[str, str]:
    if state.state == SKIPPED:
        return "Question passée. Vous pouvez y répondre plus tard.", ""
    if state.state == WAITING:
        return "Réponse enregistrée. Une personne la lira et vous répondra ici.", "waiting"
    if not state.results:
        return ("Vous avez demandé la solution.", "wrong") if state.revealed else ("", "")
    last = state.results[-1]
    if last.correct:
        again = " au second essai" if len(state.results) > 1 else ""
        return f"Bonne réponse{again}.", "good"
    more = " Il vous reste un essai." if state.state == RETRY else ""
    if last.share > 0:
        return f"Réponse en partie juste.{more}", "partial"
    return f"Ce n'est pas la réponse attendue.{more}", "wrong"


def _read_by_a_person(share: float) -> tuple[str, str]:
    """Tell what a person gave: the remarks say it line by line."""
    read = "Votre réponse a été lue"
    if share >= 1:
        return f"{read} : tout ce qui était attendu y est.", "good"
    if share > 0:
        return f"{read} : une partie de ce qui était attendu y est.", "partial"
    return f"{read} : ce qui était attendu n'y est pas encore.", "wrong"
