"""« Signaler un problème avec cette question » : kept for the trainer, told without its author."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from grader.content.prose import inline_html
from grader.errors import NotFoundError, RefusedError
from grader.progress.question_reports import QuestionReport
from grader.services.dates import day_and_time
from grader.services.questions import asked_of, find_item
from grader.services.requests import plain_text
from grader.services.workshop import Workshop
from grader.typography import french, plural
from grader.wire import ReportedQuestion, ReportedView, ReportLine, ReportsView

#: Kinds of problem; their words, and what is answered at once, are in ``question_report.js``.
CATEGORIES = ("ambiguous", "wrong_key", "outdated", "typo", "broken", "other")
#: Most characters of a comment.
LONGEST = 500
#: Reports shown at once: those to deal with, and those dealt with.
MOST_OPEN, MOST_SETTLED = 100, 30


def report(
    workshop: Workshop, learner_id: str, item_id: str, category: str, comment: str
) -> ReportedView:
    """Keep what a learner says is wrong with a question; it is on disk when this returns.

    Args:
        workshop: stores and course.
        learner_id: who says so; kept so that it is erased with her, and shown to nobody.
        item_id: which question.
        category: one of ``CATEGORIES``.
        comment: in her words, or "".

    Raises:
        NotFoundError: no such question.
        RefusedError: no such category, a comment that is too long, or one report too many.
    """
    module, item = find_item(workshop, item_id)
    if item.id not in module.items:
        # A private one that is not asked of her is refused as if it did not exist.
        asked_of(workshop, learner_id, module, item)
    if category not in CATEGORIES:
        raise RefusedError(
            "unknown-category",
            "Ce motif de signalement n'existe pas.",
            "Choisissez l'un de ceux de la liste.",
        )
    comment = plain_text(comment, LONGEST)
    if category == "other" and not comment:
        raise RefusedError(
            "comment-needed",
            "Ce signalement ne dit pas encore ce qui ne va pas.",
            "Dites-le en quelques mots.",
        )
    workshop.reports.add(learner_id, item.id, category, comment)
    return ReportedView(
        french(
            "Merci, votre signalement est enregistré. Il sera lu par la personne qui vous "
            "forme, sans votre pseudonyme."
        )
    )


def settle(
    workshop: Workshop, report_id: int, *, settled: bool, people: Collection[str] | None = None
) -> str:
    """Say that a report was dealt with, or that it was not after all.

    Args:
        workshop: stores and course.
        report_id: which one.
        settled: dealt with.
        people: learners whose reports she who asks may read; None for everybody's.

    Returns:
        What was done, in French.

    Raises:
        NotFoundError: there is no such report any more.
    """
    workshop.reports.settle(report_id, settled=settled, people=people)
    return french(
        "Le signalement est marqué comme traité."
        if settled
        else "Le signalement est de nouveau à traiter."
    )


def reports_view(workshop: Workshop, people: Collection[str] | None = None) -> ReportsView:
    """Give the trainer's list: questions, the most reported first.

    Args:
        workshop: stores and course.
        people: learners whose reports are shown; None for everybody's.
    """
    counts: dict[str, dict[str, int]] = {}
    for (item_id, category), count in workshop.reports.counts(people).items():
        counts.setdefault(item_id, {})[category] = count
    total = sum(sum(by.values()) for by in counts.values())
    waiting = workshop.reports.newest(MOST_OPEN, settled=False, people=people)
    sentence = "Aucun signalement n'attend."
    if total:
        sentence = (
            f"{plural(total, 'signalement')} à traiter, sur {plural(len(counts), 'question')}."
        )
        if total > len(waiting):
            sentence += f" Les {len(waiting)} plus récents sont affichés."
    settled = workshop.reports.newest(MOST_SETTLED, settled=True, people=people)
    grouped = _grouped(workshop, waiting, counts)
    return ReportsView(
        sentence=french(sentence),
        open=tuple(sorted(grouped, key=lambda q: -sum(n for _, n in q.counts))),
        settled=tuple(_grouped(workshop, settled, _counted(settled))),
    )


def _counted(reports: Iterable[QuestionReport]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for one in reports:
        of_item = counts.setdefault(one.item_id, {})
        of_item[one.category] = of_item.get(one.category, 0) + 1
    return counts


def _grouped(
    workshop: Workshop, reports: Sequence[QuestionReport], counts: dict[str, dict[str, int]]
) -> list[ReportedQuestion]:
    """Group reports by question, in the order of the newest of each."""
    by_item: dict[str, list[ReportLine]] = {}
    for one in reports:
        line = ReportLine(one.id, one.category, one.comment, day_and_time(one.at))
        by_item.setdefault(one.item_id, []).append(line)
    return [
        _question(workshop, item_id, counts.get(item_id, {}), lines)
        for item_id, lines in by_item.items()
    ]


def _question(
    workshop: Workshop, item_id: str, counts: dict[str, int], lines: list[ReportLine]
) -> ReportedQuestion:
    try:
        module, item = find_item(workshop, item_id)
        place, stem = french(module.title), inline_html(item.question)
    except NotFoundError:
        # Taken out of the courses since; its reports stay until somebody has dealt with them.
        place, stem = french("Cette question ne figure plus dans les cours."), ""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], CATEGORIES.index(pair[0])))
    return ReportedQuestion(item_id, place, stem, tuple(ordered), tuple(lines))
