"""A title that states the finding, and a text alternative that says it: what is wrong with one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.exercises.chart_file import Figure
from grader.exercises.chart_words import (
    Written,
    contradicts,
    first_sentence,
    fold,
    named,
    numbers,
    opens_emptily,
    padding,
    states,
)
from grader.typography import plural

#: With more names than that, a title lists: it no longer says who answers.
_MOST_NAMED = 3
#: What is wrong, and what would mend it.
Fault = tuple[str, str]

_WHERE = "Le tableau sous le graphique donne les chiffres."
_MORE = "l'écart avec les suivantes, ou la part du total"


@dataclass(frozen=True)
class Told:
    """The figures that answer a question, and what may honestly be said of them.

    Attributes:
        figures: those that answer, whatever was drawn.
        known: every amount that may be said of the file, besides.
        least: the least one is asked for; else the greatest.
        shared: the figures add up: shares of their total may be said.
    """

    figures: tuple[Figure, ...]
    known: frozenset[float]
    least: bool
    shared: bool

    @property
    def answers(self) -> tuple[Figure, ...]:
        """Those that come first (or last), several when they are level."""
        best = (min if self.least else max)(one.value for one in self.figures)
        return tuple(one for one in self.figures if one.value == best)

    @property
    def total(self) -> float:
        """All figures together."""
        return math.fsum(one.value for one in self.figures)

    def about_answer(self, one: Written) -> bool:
        """Tell whether a number is the answer's own figure, or its share of the total."""
        value = self.answers[0].value
        if not one.share:
            return one.says(value)
        return self.shared and self.total > 0 and one.says(100 * value / self.total)

    def around_answer(self, one: Written) -> bool:
        """Tell whether a number says something of the answer: a lead, several of the first."""
        ranked = sorted((f.value for f in self.figures), reverse=not self.least)
        sums = [math.fsum(ranked[: place + 1]) for place in range(len(ranked))]
        if one.share:
            return self.total > 0 and any(one.says(100 * part / self.total) for part in sums)
        return any(one.says(value) for value in (*sums, *(abs(ranked[0] - v) for v in ranked)))

    def may_be_said(self, one: Written) -> bool:
        """Tell whether the file gives this number in any way."""
        if self.about_answer(one) or self.around_answer(one):
            return True
        if one.share:
            parts = (100 * f.value / self.total for f in self.figures if self.total > 0)
            return any(one.says(part) for part in parts)
        return any(one.says(value) for value in self.known)


def title_fault(title: str, told: Told) -> Fault | None:
    """Say what keeps a title from stating the finding; None when it does.

    Args:
        title: what was written.
        told: the figures that answer.
    """
    if not title:
        return "Le graphique n'a pas de titre.", "Écrivez en une phrase ce que l'on y découvre."
    return next(_title_faults(title, told), None)


def _title_faults(title: str, told: Told) -> Iterator[Fault]:
    said, right = _named(title, told)
    if not right:
        without = "il annonce le sujet, pas ce que l'on découvre"
        yield _nobody("Votre titre", said, told, without)
        return
    if len(said) > _MOST_NAMED:
        many = plural(len(said), "valeur")
        sentence = f"Votre titre nomme {many} : on ne sait plus laquelle répond."
        yield sentence, "Nommez celle qui répond à la question ; le graphique montre les autres."
    if contradicts(title, least=told.least):
        yield "Votre titre dit le contraire de ce que montrent les chiffres.", _WHERE
    amounts = [one for one in numbers(title) if one.amount]
    yield from _unknown("Votre titre", amounts, told)
    near = [one for one in amounts if told.about_answer(one) or told.around_answer(one)]
    if amounts and not near:
        sentence = (
            f"Votre titre donne « {amounts[0].text} » : ce n'est pas le chiffre de « {right[0]} »."
        )
        yield sentence, _WHERE
    if not near and not states(title, least=told.least):
        sentence = f"Votre titre nomme « {right[0]} », mais ne dit rien de sa place."
        yield sentence, "Dites ce qui la distingue, ou donnez son chiffre."


def alternative_fault(text: str, title: str, told: Told, least: int) -> Fault | None:
    """Say what keeps a text alternative from telling the finding; None when it does.

    Args:
        text: what was written.
        title: of the chart, which is read as well.
        told: the figures that answer.
        least: characters at least.
    """
    if not text:
        return "Il n'y a pas de texte alternatif.", "Dites en une ou deux phrases qui, et combien."
    return next(_alternative_faults(text, title, told, least), None)


def _alternative_faults(text: str, title: str, told: Told, least: int) -> Iterator[Fault]:
    said, right = _named(text, told)
    if opens_emptily(text) and not _tells(first_sentence(text), told):
        sentence = "Votre texte annonce un graphique : un lecteur d'écran l'a déjà dit."
        yield sentence, "Commencez par ce que l'on y apprend : qui, et combien."
    if not right:
        yield _nobody("Votre texte", said, told, "qui écoute n'apprend pas la réponse")
        return
    written = numbers(text)
    if not any(told.about_answer(one) for one in written):
        sentence = f"Votre texte nomme « {right[0]} », mais ne donne pas son chiffre."
        yield sentence, f"Ajoutez le montant, ou la part du total. {_WHERE}"
    yield from _unknown("Votre texte", [one for one in written if one.amount], told)
    if contradicts(text, least=told.least):
        yield "Votre texte dit le contraire de ce que montrent les chiffres.", _WHERE
    if len(text) < least:
        sentence = f"Votre texte compte {plural(len(text), 'caractère')}, sur {least} au moins."
        yield sentence, f"Ajoutez ce que l'œil voit : {_MORE}."
    if fold(text) == fold(title):
        yield "Votre texte répète le titre, qui est déjà lu.", f"Dites le reste : {_MORE}."
    filled = padding(text)
    if filled:
        yield f"Votre texte ne compte pas : {filled}.", "Dites qui, combien, et l'écart."


def _named(text: str, told: Told) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the names that a text says, and those of them that answer."""
    said = named(text, [one.name for one in told.figures])
    answers = {one.name for one in told.answers}
    return said, tuple(name for name in said if name in answers)


def _tells(text: str, told: Told) -> bool:
    return bool(_named(text, told)[1]) or any(told.about_answer(one) for one in numbers(text))


def _nobody(subject: str, said: tuple[str, ...], told: Told, without: str) -> Fault:
    place = "la dernière place" if told.least else "la première place"
    if said:
        return (
            f"{subject} nomme « {said[0]} » : ce n'est pas la réponse à la question.",
            f"Regardez qui tient {place}, une fois la bonne colonne choisie.",
        )
    return (
        f"{subject} ne nomme pas ce qui répond à la question : {without}.",
        f"Nommez ce qui tient {place}.",
    )


def _unknown(subject: str, amounts: Sequence[Written], told: Told) -> Iterator[Fault]:
    """Say that an amount is nowhere in the file."""
    for one in amounts:
        if not told.may_be_said(one):
            yield f"{subject} donne « {one.text} » : le fichier ne donne pas ce chiffre.", _WHERE
