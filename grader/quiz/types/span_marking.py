"""``span_marking``: passages to mark in a text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from grader.errors import ContentError
from grader.quiz.fields import entries, feedback, text
from grader.quiz.itemtype import Given, ItemType, Marked
from grader.quiz.model import RIGHT, WRONG, Face, Remark
from grader.quiz.types.passages import Run, find, read_marked, require_apart, runs_of, written

_SPAN_KEYS = frozenset({"text", "feedback", "if_wrong"})
_DECOY_KEYS = frozenset({"text", "feedback"})
_MOST_WORDS = 600
#: A run marked too many counts once for each started stretch of so many words, or of the longest
#: passage: otherwise marking the whole text would count as one mistake.
_STRETCH = 5
_IN_PART = "Seule une partie de ce passage est marquée : cherchez où il commence et où il finit."


@dataclass(frozen=True)
class Span:
    """A passage: to mark, or a decoy.

    Attributes:
        run: its words.
        text: as the author wrote it.
        feedback: told to who marked it.
        if_wrong: told to who marked a part of it.
    """

    run: Run
    text: str
    feedback: str
    if_wrong: str

    @property
    def words(self) -> frozenset[int]:
        """Its words."""
        return frozenset(range(self.run[0], self.run[1] + 1))


@dataclass(frozen=True)
class MarkedText:
    """A text, what is to be marked in it, and what is marked by mistake.

    Attributes:
        words: of the text.
        spans: to mark.
        decoys: not to mark, each with its feedback.
        if_wrong: told of anything else that is marked.
    """

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    decoys: tuple[Span, ...]
    if_wrong: str

    @property
    def stretch(self) -> int:
        """How many words marked too many count as one passage."""
        return max(_STRETCH, *(len(span.words) for span in self.spans))


def _read(raw: Mapping[str, Any], where: str) -> MarkedText:
    words = tuple(text(raw, "text", where).split())
    if len(words) > _MOST_WORDS:
        raise ContentError(
            where,
            "text-too-long",
            f"Le texte a plus de {_MOST_WORDS} mots.",
            "Gardez le passage où l'on cherche.",
        )
    spans = tuple(
        _span(entry, f"Le passage {letter}", words, where)
        for letter, entry in entries(raw, "spans", where, _SPAN_KEYS, "Le passage", least=1)
    )
    decoys = tuple(
        _span(entry, f"Le leurre {letter}", words, where)
        for letter, entry in (
            entries(raw, "decoys", where, _DECOY_KEYS, "Le leurre", least=1)
            if "decoys" in raw
            else ()
        )
    )
    require_apart((span.run for span in (*spans, *decoys)), where)
    body = MarkedText(words, spans, decoys, feedback(raw, where, "Cette question", "if_wrong"))
    if _mark(body, (written((0, len(words) - 1)),)).share > 0:
        raise ContentError(
            where,
            "no-wrong-answer",
            "Marquer tout le texte rapporterait des points.",
            "Allongez le texte : il faut plus de mots à laisser que de passages à marquer.",
        )
    return body


def _span(entry: Mapping[str, Any], name: str, words: tuple[str, ...], where: str) -> Span:
    passage = text(entry, "text", where)
    return Span(
        find(passage, words, where),
        passage,
        feedback(entry, where, name),
        text(entry, "if_wrong", where, optional=True),
    )


def _face(body: MarkedText) -> Face:
    return Face(words=body.words)


def _accept(body: MarkedText, given: Given) -> Given:
    """Take runs of words; those that touch make one, however they were marked."""
    return tuple(written(run) for run in runs_of(read_marked(given, len(body.words))))


def _mark(body: MarkedText, given: Given) -> Marked:
    marked = read_marked(given, len(body.words))
    found = [span for span in body.spans if span.words <= marked]
    remarks = [(span.run, Remark(written(span.run), RIGHT, span.feedback)) for span in found]
    for span in body.spans:
        if span not in found:
            told = span.if_wrong or _IN_PART
            remarks += [
                (run, Remark(written(run), WRONG, told)) for run in runs_of(span.words & marked)
            ]
    false = 0
    inside = frozenset().union(*(span.words for span in body.spans))
    edges = {word for span in found for word in (span.run[0] - 1, span.run[1] + 1)}
    for run in runs_of(marked - inside):
        if run[0] == run[1] and run[0] in edges and not _decoys_in(body, {run[0]}):
            continue
        false += math.ceil((run[1] - run[0] + 1) / body.stretch)
        remarks += _why(body, run)
    share = max(0.0, (len(found) - false) / len(body.spans))
    return Marked(share, tuple(remark for _, remark in sorted(remarks, key=lambda r: r[0])))


def _decoys_in(body: MarkedText, words: Set[int]) -> list[Span]:
    return [decoy for decoy in body.decoys if decoy.words & words]


def _why(body: MarkedText, run: Run) -> list[tuple[Run, Remark]]:
    """Say what makes a run one too many: the decoys that it touches, or the general reason."""
    words = frozenset(range(run[0], run[1] + 1))
    decoys = _decoys_in(body, words)
    if not decoys:
        return [(run, Remark(written(run), WRONG, body.if_wrong))]
    return [
        (part, Remark(written(part), WRONG, decoy.feedback))
        for decoy in decoys
        for part in runs_of(decoy.words & words)
    ]


def _expected(body: MarkedText) -> Given:
    words = frozenset().union(*(span.words for span in body.spans))
    return tuple(written(run) for run in runs_of(words))


def _texts(body: MarkedText) -> tuple[str, ...]:
    told = (t for s in (*body.spans, *body.decoys) for t in (s.feedback, s.if_wrong) if t)
    return (" ".join(body.words), *told, body.if_wrong)


_VALID: dict[str, Any] = {
    "id": "exemple-d01",
    "type": "span_marking",
    "objective": "exemple-o1",
    "level": 2,
    "question": "Marquez ce qu'il faut masquer avant de publier cette délibération.",
    "text": "Le conseil attribue une aide de 300 € à Mme Claire Vasseur, domiciliée 4 rue des "
    "Tilleuls à Val-Ouvert. Le maire est chargé de l'exécution de la présente délibération.",
    "spans": [
        {
            "text": "Mme Claire Vasseur",
            "feedback": "Ce nom désigne une personne qui reçoit une aide.",
            "if_wrong": "Le nom entier est à masquer, civilité comprise.",
        },
        {"text": "4 rue des Tilleuls", "feedback": "Cette adresse mène à la personne."},
    ],
    "decoys": [{"text": "300 €", "feedback": "Un montant seul ne désigne personne."}],
    "if_wrong": "Ce passage ne permet pas de reconnaître la personne aidée.",
}
_SPANS: list[dict[str, Any]] = _VALID["spans"]

TYPE = ItemType(
    name="span_marking",
    how="Marquez les passages dans le texte.",
    credit="Chaque passage trouvé rapporte, chaque passage en trop retire ; un long passage en "
    "trop retire plusieurs fois.",
    keys=frozenset({"text", "spans", "decoys", "if_wrong"}),
    read=_read,
    face=_face,
    accept=_accept,
    mark=_mark,
    expected=_expected,
    texts=_texts,
    valid=(
        _VALID,
        {key: value for key, value in _VALID.items() if key != "decoys"},
        {
            **_VALID,
            "spans": [{**_SPANS[1], "text": "Mme Claire"}, {**_SPANS[1], "text": "Vasseur"}],
        },
    ),
    invalid=(
        ({**_VALID, "spans": []}, "too-few-answers"),
        ({**_VALID, "spans": [{**_SPANS[0], "text": "Mme Dupont"}]}, "bad-passage"),
        ({**_VALID, "spans": [{**_SPANS[0], "text": "de"}]}, "bad-passage"),
        ({**_VALID, "spans": [{**_SPANS[0], "text": "attrib"}]}, "bad-passage"),
        ({**_VALID, "spans": [*_SPANS, {**_SPANS[0], "text": "Vasseur"}]}, "passages-overlap"),
        ({**_VALID, "decoys": [{**_SPANS[0], "text": "300 €"}]}, "unknown-key"),
        ({**_VALID, "decoys": [{"text": "4 rue", "feedback": "?"}]}, "passages-overlap"),
        ({**_VALID, "spans": [{"text": "4 rue des Tilleuls"}]}, "missing-feedback"),
        ({**_VALID, "if_wrong": ""}, "missing-feedback"),
        ({**_VALID, "text": "Mme Claire Vasseur, 4 rue des Tilleuls, 300 €"}, "no-wrong-answer"),
        ({**_VALID, "text": "mot " * 601}, "text-too-long"),
    ),
)
