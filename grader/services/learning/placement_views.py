"""What a learner is told of her positioning test: the question, then what is concluded of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.content.model import Lesson, Module
from grader.learning.bank import questions_of
from grader.learning.gains import own_gains
from grader.learning.mastery import Standing, standings, targets_of
from grader.learning.positioning import TIME, Position, Verdict
from grader.quiz.attempts import item_state
from grader.quiz.model import Item
from grader.services.free_pool import usable_items
from grader.services.learning.placement_store import PlacementTest
from grader.services.lessons import lesson_address
from grader.services.question_views import question_shown
from grader.services.workshop import Workshop
from grader.typography import french, plural
from grader.wire.learning import (
    GainLine,
    PlacementLesson,
    PlacementLine,
    PlacementModule,
    PlacementResult,
    PlacementView,
)
from grader.wire.quiz import QuestionView

_STATES = {
    Verdict.MASTERED: ("done", "Acquis"),
    Verdict.TO_LEARN: ("wrong", "À apprendre"),
    Verdict.UNSURE: ("none", "Pas encore sûr"),
}
#: A change under that, in points of a hundred, is none.
_SAME = 10


def shown_name(learner_id: str, number: int) -> str:
    """Name what the letters of a test's answers are shuffled by: another test, other letters."""
    return f"{learner_id}/positionnement/{number}"


def placement_view(
    workshop: Workshop,
    learner_id: str,
    tests: Sequence[PlacementTest],
    here: Position | None,
    again: str,
) -> PlacementView:
    """Tell the page.

    Args:
        workshop: stores and course.
        learner_id: for whom.
        tests: hers, in order.
        here: where the last one stands; None when there is none.
        again: from which day another may be taken, or "".
    """
    modules = tuple(
        PlacementModule(slug, french(module.title), len(module.objectives))
        for slug, module in workshop.course.modules.items()
    )
    question, result, state, progress = None, None, "none", ""
    if here is not None:
        question = _question(workshop, learner_id, tests[-1].number, here)
        state = "open" if question else "ended"
        progress = _progress(here) if question else ""
        result = None if question else _result(workshop, tests, here)
    return PlacementView(
        modules=modules,
        minutes=TIME // 60,
        state=state,
        number=tests[-1].number if tests else 0,
        question=question,
        asked=len(tests[-1].answers) if tests else 0,
        progress=progress,
        result=result,
        again=again,
    )


def _question(
    workshop: Workshop, learner_id: str, number: int, here: Position
) -> QuestionView | None:
    """Show the question as it is before any answer, without a hint: it is a measure."""
    if here.next is None:
        return None
    item = usable_items(workshop, learner_id, [here.next.id])[here.next.id]
    bare: Item = replace(item, hints=())
    state = item_state(bare, (), solution_seen=False)
    shown = question_shown(workshop, shown_name(learner_id, number), bare, state, graded=False)
    return replace(shown, rule="", can_restart=False, can_reveal=False)


def _progress(here: Position) -> str:
    sure = sum(verdict is not Verdict.UNSURE for verdict in here.verdicts.values())
    minutes = max(1, round(here.seconds_left / 60))
    return french(
        f"{plural(sure, 'objectif situé', 'objectifs situés')} sur {len(here.verdicts)}. "
        f"Encore {plural(minutes, 'minute')} au plus."
    )


def _result(workshop: Workshop, tests: Sequence[PlacementTest], here: Position) -> PlacementResult:
    lines = tuple(_lines(workshop, here))
    lessons = tuple(_lessons(workshop, here))
    gains = tuple(_gains(workshop, tests))
    return PlacementResult(
        sentence=french(_sentence(lines)),
        advice=french(_advice(lessons)),
        lines=lines,
        lessons=lessons,
        gains=gains,
        gain_sentence=french(_gain_sentence(gains)),
    )


def _sentence(lines: Sequence[PlacementLine]) -> str:
    counts = {state: sum(line.state == state for line in lines) for state, _ in _STATES.values()}
    parts = (
        plural(counts["done"], "objectif acquis", "objectifs acquis"),
        f"{counts['wrong']} à apprendre",
        f"{counts['none']} dont le test n'est pas sûr",
    )
    return f"Sur {plural(len(lines), 'objectif')} : {parts[0]}, {parts[1]}, {parts[2]}."


def _advice(lessons: Sequence[PlacementLesson]) -> str:
    skipped = [lesson for lesson in lessons if lesson.skip]
    minutes = sum(lesson.minutes for lesson in lessons if not lesson.skip)
    follow = len(lessons) - len(skipped)
    if not follow:
        return (
            "Vous pouvez passer toutes les leçons. Elles restent ouvertes : leurs exercices sur "
            "des fichiers peuvent encore vous servir."
        )
    told = f"Nous vous proposons {plural(follow, 'leçon')}, soit environ {_duration(minutes)}."
    if not skipped:
        return told
    one = len(skipped) == 1
    return (
        f"{told} Vous pouvez passer {'la leçon' if one else f'les {len(skipped)} leçons'} dont "
        f"tout est acquis ; {'elle reste ouverte' if one else 'elles restent ouvertes'}."
    )


def _lines(workshop: Workshop, here: Position) -> list[PlacementLine]:
    return [
        PlacementLine(
            french(text),
            french(module.title),
            *_STATES[here.verdicts[name]],
            note=_rests_on(here.standings[name]),
            share=_share(here.standings[name]),
        )
        for module in workshop.course.modules.values()
        for name, text in module.objectives.items()
        if name in here.verdicts
    ]


def _share(standing: Standing) -> str:
    return french(f"{round(100 * standing.mastered)} %") if standing.answers else ""


def _duration(minutes: int) -> str:
    if minutes < 90:
        return plural(minutes, "minute")
    return f"{minutes // 60} h {minutes % 60:02d}"


def _rests_on(standing: Standing) -> str:
    if not standing.answers:
        return "Aucune question posée"
    return french(plural(standing.answers, "question posée", "questions posées"))


def _lessons(workshop: Workshop, here: Position) -> list[PlacementLesson]:
    found = []
    for module in workshop.course.modules.values():
        for lesson in module.lessons:
            served = objectives_of(module, lesson) & here.verdicts.keys()
            if served:
                found.append(_lesson(workshop, module, lesson, here, served))
    return found


def _lesson(
    workshop: Workshop, module: Module, lesson: Lesson, here: Position, served: set[str]
) -> PlacementLesson:
    mastered = sum(here.verdicts[name] is Verdict.MASTERED for name in served)
    skip = mastered == len(served)
    if skip:
        why = "Son objectif est acquis." if mastered == 1 else "Tous ses objectifs sont acquis."
    elif not mastered:
        why = "Aucun de ses objectifs n'est acquis à coup sûr."
    else:
        told = plural(mastered, "objectif acquis", "objectifs acquis")
        why = f"{told} sur {len(served)}."
    return PlacementLesson(
        title=french(lesson.title),
        url=lesson_address(workshop, lesson),
        module=french(module.title),
        minutes=lesson.minutes,
        skip=skip,
        label="Vous pouvez la passer" if skip else "À suivre",
        why=french(why),
    )


def objectives_of(module: Module, lesson: Lesson) -> set[str]:
    """Give the objectives that the questions and exercises of a lesson serve.

    Args:
        module: where the lesson is.
        lesson: one of its lessons.
    """
    found: set[str] = set()
    for part in lesson.parts:
        if part.kind == "question":
            found.add(module.items[part.ref].objective)
        elif part.kind == "case" and part.ref in module.exercises:
            found |= {item.objective for item in module.exercises[part.ref].items}
    return found


def _gains(workshop: Workshop, tests: Sequence[PlacementTest]) -> list[GainLine]:
    """Compare the first test with the last, on what both asked about."""
    ended = [test for test in tests if test.ended_at is not None]
    if len(ended) < 2:
        return []
    texts = {
        name: text
        for module in workshop.course.modules.values()
        for name, text in module.objectives.items()
    }
    before, after = (believed(workshop, test) for test in (ended[0], ended[-1]))
    return [
        GainLine(
            french(texts[gain.objective]),
            round(100 * gain.before),
            round(100 * gain.after),
            _change(round(100 * gain.after) - round(100 * gain.before)),
        )
        for gain in own_gains(before, after)
        if gain.objective in texts
    ]


def believed(workshop: Workshop, test: PlacementTest) -> Mapping[str, Standing]:
    """Work out what a test says of each objective, whoever asks: all its items are looked at.

    Args:
        workshop: for the course.
        test: on record.
    """
    bank = questions_of(workshop.course)
    known = {question.id: question for question in bank}
    items = {
        name: item
        for module in workshop.course.modules.values()
        for name, item in module.items.items()
    }
    given = [(known[one.item], one.right) for one in test.answered(items) if one.item in known]
    return standings(targets_of(bank), given)


def _change(points: int) -> str:
    if abs(points) < _SAME:
        return "Comme avant"
    return french(f"{'+' if points > 0 else '−'}{abs(points)} points")


def _gain_sentence(gains: Sequence[GainLine]) -> str:
    if not gains:
        return ""
    better = sum(gain.after - gain.before >= _SAME for gain in gains)
    worse = sum(gain.before - gain.after >= _SAME for gain in gains)
    told = (
        f"Depuis votre premier test, {plural(better, 'objectif', 'objectifs')} sur {len(gains)} "
        f"{'a progressé' if better < 2 else 'ont progressé'}."
    )
    if worse:
        told += f" {worse} {'a baissé' if worse == 1 else 'ont baissé'} : à revoir."
    return told
