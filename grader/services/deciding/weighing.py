"""The page of priorities: datasets by wave, with reasons, and what may be changed of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.obligations.deciding.datasets import Dataset, datasets, services
from grader.obligations.deciding.priorities import (
    FORMULA,
    JUDGEMENT,
    MOST_NOW,
    STANDING_TITLES,
    WAVE_HELPS,
    WAVE_TITLES,
    Choice,
    Priority,
    Standing,
    State,
    Wave,
    Weights,
    in_wave,
    standing_at,
)
from grader.obligations.deciding.reasons import (
    EFFORT_WORDS,
    INTEREST_WORDS,
    OBLIGATION_WORDS,
    RISK_WORDS,
)
from grader.services.deciding.fields import LONGEST_TYPED, Select
from grader.services.deciding.situation import CRITERIA, MARKS, MOST_NOW_FIELD, Situation
from grader.services.obligations.form_view import Line, Option
from grader.typography import french

_WEIGHT_LABELS = {
    "obligation": "L'obligation",
    "interest": "L'intérêt du public",
    "effort": "La facilité",
    "risk": "La sécurité des personnes",
}
_WEIGHT_WORDS = {0: "ne compte pas", 1: "compte un peu", 2: "compte", 3: "compte beaucoup"}
_MARK_LABELS = {"interest": "Intérêt", "effort": "Effort", "risk": "Risque"}
_MARK_WORDS = {"interest": INTEREST_WORDS, "effort": EFFORT_WORDS, "risk": RISK_WORDS}
_STATE_WORDS = {
    State.TODO: "À publier",
    State.DONE: "Déjà publié par nous",
    State.SKIPPED: "À écarter",
}


@dataclass(frozen=True)
class Shown:
    """Datasets that share a wave or a standing.

    Attributes:
        id: of its place on the page.
        title, help: what they share; the help may be empty.
        rows: of them, in order.
    """

    id: str
    title: str
    help: str
    rows: tuple[Priority, ...]


@dataclass(frozen=True)
class Adjusting:
    """What may be changed of one dataset.

    Attributes:
        dataset: of which.
        fields: what was done with it, then its marks.
        changed: whether something was changed.
    """

    dataset: Dataset
    fields: tuple[Select, ...]
    changed: bool


@dataclass(frozen=True)
class Service:
    """The datasets of one service; open where one of them was changed or is to mend."""

    title: str
    datasets: tuple[Adjusting, ...]
    opened: bool


@dataclass(frozen=True)
class Weighing:
    """All that the page shows beside the profile.

    Attributes:
        waves, rest: datasets to publish, by wave; the others, by standing. None is empty.
        weights: what counts most.
        most_now: how many at most at once.
        services: what may be changed, by service.
        errors: (field, sentence) in the order of the page.
        formula, judgement: how it is worked out, and what it is worth.
        obligation_words: what each mark of obligation says.
    """

    waves: tuple[Shown, ...]
    rest: tuple[Shown, ...]
    weights: tuple[Select, ...]
    most_now: Line
    services: tuple[Service, ...]
    errors: tuple[tuple[str, str], ...]
    formula: tuple[str, ...] = FORMULA
    judgement: str = JUDGEMENT


def weighing_of(situation: Situation) -> Weighing:
    """Give the page of priorities.

    Args:
        situation: with a profile.
    """
    found, errors = situation.ranked, situation.errors
    weights = tuple(_weight(name, situation) for name in CRITERIA)
    most_now = Line(
        name=MOST_NOW_FIELD,
        label=french("Combien de jeux au plus à publier tout de suite ?"),
        hint=french("De 1 à 20. Peu de jeux bien faits valent mieux que beaucoup."),
        value=situation.typed.get(MOST_NOW_FIELD, str(MOST_NOW)),
        error=errors.get(MOST_NOW_FIELD, ""),
        longest=LONGEST_TYPED,
        numeric="numeric",
    )
    shown = _services(situation)
    order = [one.name for one in weights] + [MOST_NOW_FIELD]
    order += [one.name for group in shown for each in group.datasets for one in each.fields]
    return Weighing(
        waves=_present(
            Shown(wave.value, WAVE_TITLES[wave], WAVE_HELPS[wave], in_wave(found, wave))
            for wave in Wave
        ),
        rest=_present(
            Shown(one.value, STANDING_TITLES[one], "", standing_at(found, one))
            for one in Standing
            if one is not Standing.RANKED
        ),
        weights=weights,
        most_now=most_now,
        services=shown,
        errors=tuple((name, errors[name]) for name in order if name in errors),
    )


def obligation_word(one: Priority) -> str:
    """Say what the law asks of a dataset, in two or three words."""
    return OBLIGATION_WORDS[one.obligation]


def mark_words(one: Priority) -> tuple[str, ...]:
    """Say the three marks of a dataset: « intérêt fort », « effort léger », « risque nul »."""
    return tuple(
        f"{_MARK_LABELS[mark].lower()} {_MARK_WORDS[mark][getattr(one, mark)]}" for mark in MARKS
    )


def _present(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(one for one in shown if one.rows)


def _weight(name: str, situation: Situation) -> Select:
    field = f"weight-{name}"
    usual = getattr(Weights(), name)
    chosen = situation.typed.get(field, str(usual))
    options = tuple(
        Option(
            str(value),
            french(f"{value} : {word}{' (proposé)' if value == usual else ''}"),
            checked=str(value) == chosen,
        )
        for value, word in _WEIGHT_WORDS.items()
    )
    error = situation.errors.get(field, "")
    return Select(field, french(_WEIGHT_LABELS[name]), options, error=error)


def _services(situation: Situation) -> tuple[Service, ...]:
    """Give what may be changed of each dataset that makes sense for the profile."""
    outside = {one.dataset.id for one in standing_at(situation.ranked, Standing.OUTSIDE)}
    groups = []
    for service in services():
        rows = tuple(
            _adjusting(one, situation)
            for one in datasets()
            if one.service == service.id and one.publish and one.id not in outside
        )
        if rows:
            wrong = any(field.error for row in rows for field in row.fields)
            opened = wrong or any(row.changed for row in rows)
            groups.append(Service(service.title, rows, opened))
    return tuple(groups)


def _adjusting(dataset: Dataset, situation: Situation) -> Adjusting:
    choice = situation.choices.get(dataset.id, Choice())
    typed, errors = situation.typed, situation.errors
    state = Select(
        name=dataset.id,
        label="Ce que vous en faites",
        options=tuple(
            Option(
                "" if one is State.TODO else one.value, french(word), checked=one is choice.state
            )
            for one, word in _STATE_WORDS.items()
        ),
        error=errors.get(dataset.id, ""),
    )
    marks = []
    for mark in MARKS:
        field = f"{dataset.id}-{mark}"
        ours = getattr(dataset, mark)
        words = _MARK_WORDS[mark]
        # What was typed and cannot be chosen is told beside the list, which then shows ours.
        chosen = typed.get(field, "")
        options = [
            Option("", french(f"{words[ours]} (proposé)"), checked=chosen in ("", str(ours)))
        ]
        options += [
            Option(str(value), word, checked=str(value) == chosen)
            for value, word in words.items()
            if value != ours
        ]
        marks.append(Select(field, _MARK_LABELS[mark], tuple(options), error=errors.get(field, "")))
    return Adjusting(dataset, (state, *marks), dataset.id in situation.choices)
