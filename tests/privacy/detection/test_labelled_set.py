"""The labelled set of ``benchmarks``: as large as announced, and as well told as published."""

from __future__ import annotations

from benchmarks.detection import score_columns, score_texts
from benchmarks.detection_columns import cases
from benchmarks.detection_texts import texts, unseen

#: Least precision and recall by kind, whatever the draw.
_LEAST = 0.9


def test_columns_of_the_labelled_set():
    scores, labelled, decoys = score_columns(cases())
    assert sum(labelled.values()) >= 400
    assert decoys >= 100
    assert sum(count >= 6 for _, _, count in scores.values()) >= 15
    bad = {
        kind: score
        for kind, score in scores.items()
        if score[0] < _LEAST * score[1] or score[0] < _LEAST * score[2]
    }
    assert bad == {}


def test_texts_of_the_labelled_set():
    scores, count, _ = score_texts(texts())
    assert count >= 200
    numbers = ("nir", "phone", "iban", "email", "plate", "ip")
    for kind in numbers:
        right, told, labelled = scores[kind]
        assert right == told, kind
        assert right >= _LEAST * labelled, kind
    right, told, labelled = scores["name"]
    assert right >= 0.95 * told
    assert right >= 0.85 * labelled


def test_texts_written_afterwards():
    right, told, labelled = score_texts(unseen())[0]["name"]
    assert right >= 0.9 * told
    assert right >= 0.75 * labelled
