"""From a question of GIFT to a declaration of ``quiz.yml``, and what its author has to add."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from grader.errors import ContentError
from grader.quiz.declare import parse_item
from grader.quiz.gift.bodies import BODIES
from grader.quiz.gift.gaps import Gap, declared, tried
from grader.quiz.gift.model import GiftQuestion
from grader.quiz.moodle import tags

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID = 40
_LEVELS = {"1": 1, "2": 2, "3": 3}


@dataclass(frozen=True)
class Bank:
    """Where the questions go, and what is there already.

    Attributes:
        module: slug.
        objectives: ids of the module's objectives.
        sources: keys of ``sources.yml``.
        ids: module of every item that exists, by id.
        shelves: objective and level of every item of the module, by id.
        objective: for the questions that do not say theirs, or "".
        level: the same, 1 to 3.
        prefix: of the ids that are made.
    """

    module: str
    objectives: tuple[str, ...]
    sources: frozenset[str]
    ids: Mapping[str, str]
    shelves: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    objective: str = ""
    level: int = 1
    prefix: str = ""


@dataclass(frozen=True)
class Adopted:
    """One question, declared.

    Attributes:
        line: of the file.
        title: that it had in the file, or "".
        raw: its declaration; what is missing is left out.
        missing: what its author has to add or change before ``ouvroir check`` accepts it.
        notes: French sentences: what changed on the way, to be read again.
    """

    line: int
    title: str
    raw: Mapping[str, Any]
    missing: tuple[ContentError, ...]
    notes: tuple[str, ...]


def adopt(questions: Iterable[GiftQuestion], name: str, bank: Bank) -> list[Adopted]:
    """Declare the questions of a file, each with an id of its own.

    Args:
        questions: in the order of the file.
        name: of the file, for the messages.
        bank: where they go.
    """
    found = list(questions)
    # An id that is made must not be one that a later question of the file has.
    reserved = {written for one in found if (written := _written_id(one))}
    adopter = _Adopter(name, bank, reserved)
    adopted = [adopter.adopt(one) for one in found]
    shelves = Counter(shelf for item, shelf in bank.shelves.items() if item not in adopter.given)
    shelves.update(_shelf(one) for one in adopted)
    return [
        replace(one, missing=(*one.missing, _same_shelf(one, name)))
        if shelves[_shelf(one)] > 1 and "misconception" not in one.raw
        else one
        for one in adopted
    ]


def _shelf(one: Adopted) -> tuple[str, int]:
    return one.raw.get("objective", ""), one.raw["level"]


def _same_shelf(one: Adopted, name: str) -> ContentError:
    """Say that two questions must differ by the mistake that they look for."""
    return ContentError(
        f"{name}:{one.line}",
        "to-add",
        "Une autre question a le même objectif et le même niveau.",
        "Ajoutez « misconception: … » : en quelques mots, l'erreur que celle-ci cherche.",
    )


def well_formed(text: str) -> bool:
    """Tell whether a text may be an id, or begin one."""
    return bool(_ID.fullmatch(text)) and len(text) <= _LONGEST_ID


def _written_id(question: GiftQuestion) -> str:
    """Give the id that the file itself gives, where it is well-formed; else ""."""
    written = question.id or question.title
    return written if well_formed(written) else ""


@dataclass
class _Adopter:
    name: str
    bank: Bank
    reserved: set[str]
    given: set[str] = field(default_factory=set)

    def adopt(self, question: GiftQuestion) -> Adopted:
        notes: list[str] = []
        missing: list[ContentError] = []

        def gap(line: int, message: str, hint: str, trial: Any = "…") -> Gap:
            missing.append(ContentError(f"{self.name}:{line}", "to-add", message, hint))
            return Gap(trial)

        ours, others = tags.read_tags(question.tags)
        kind, body = BODIES[question.kind](question, ours.get(tags.TYPE, ""), gap, notes)
        raw: dict[str, Any] = {
            "id": self._id(question, notes),
            "type": kind,
            "objective": self._objective(question, ours, gap),
            "level": self._level(ours, notes),
            **self._source(question, ours, gap),
            "question": question.stem,
            **body,
        }
        if question.explanation:
            raw["explanation"] = question.explanation
        if question.mistake:
            raw["misconception"] = question.mistake
        if others:
            notes.append(f"Étiquettes qui ne sont pas reprises : {', '.join(others)}.")
        if question.lost:
            elements = ", ".join(f"<{one}>" for one in question.lost)
            notes.append(f"Éléments HTML qui ne sont pas repris : {elements}.")
        where = f"{self.name}:{question.line}"
        try:
            parse_item(tried(raw), where)
        except ContentError as refusal:
            missing.append(refusal)
        missing.sort(key=lambda one: int(one.where.rpartition(":")[2]))
        return Adopted(question.line, question.title, declared(raw), tuple(missing), tuple(notes))

    def _id(self, question: GiftQuestion, notes: list[str]) -> str:
        """Keep the id of the file where it is free, or of this module; else make one."""
        written = _written_id(question)
        if written and written not in self.given:
            home = self.bank.ids.get(written)
            if home in (None, self.bank.module):
                if home:
                    notes.append(
                        f"« {written} » existe déjà dans ce module : gardez l'ancienne question ou "
                        "celle-ci, pas les deux."
                    )
                self.given.add(written)
                return written
        if written:
            notes.append(f"L'identifiant « {written} » est déjà pris : un autre est donné.")
        prefix = self.bank.prefix or self.bank.module
        taken = self.given | self.reserved | self.bank.ids.keys()
        made = next(one for n in count(1) if (one := f"{prefix}-i{n:02d}") not in taken)
        self.given.add(made)
        return made

    def _objective(
        self, question: GiftQuestion, ours: Mapping[str, str], gap: Callable[..., Gap]
    ) -> str | Gap:
        written = ours.get(tags.OBJECTIVE, "")
        if written in self.bank.objectives:
            return written
        if self.bank.objective:
            return self.bank.objective
        said = "L'objectif n'est pas dit."
        if written:
            said = f"L'objectif « {written} » n'est pas de ce module."
        known = ", ".join(self.bank.objectives)
        return gap(question.line, said, f"Ajoutez « objective », parmi : {known}.", "objectif")

    def _level(self, ours: Mapping[str, str], notes: list[str]) -> int:
        level = _LEVELS.get(ours.get(tags.LEVEL, ""))
        if level is None:
            notes.append(f"Le niveau n'est pas dit : {self.bank.level} lui est donné.")
        return level or self.bank.level

    def _source(
        self, question: GiftQuestion, ours: Mapping[str, str], gap: Callable[..., Gap]
    ) -> dict[str, Any]:
        source = ours.get(tags.SOURCE, "")
        if source and source not in self.bank.sources:
            return {
                "source": gap(
                    question.line,
                    f"La source « {source} » n'existe pas dans sources.yml.",
                    "Ajoutez-la, ou donnez une autre clé sous « source ».",
                )
            }
        return {"source": source} if source else {}
