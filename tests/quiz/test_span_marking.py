"""Passages marked in a text: found, in part, or too many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ContentError
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, expected, score
from grader.quiz.types.passages import find, runs_of
from tests.quiz.items import example, refusal_of, told

#: « Mme Claire Vasseur, » is 9-11, « 4 rue des Tilleuls » 13-16, the decoy « 300 € » 6-7.
ITEM = example("span_marking")
WORDS = TYPES["span_marking"].face(ITEM.body).words
LAST = len(WORDS) - 1


def text_of(target):
    first, _, last = target.partition("-")
    return " ".join(WORDS[int(first) : int(last) + 1])


def test_expected_marks_are_the_passages():
    assert [text_of(run) for run in expected(ITEM)] == ["Mme Claire Vasseur,", "4 rue des Tilleuls"]
    assert score(ITEM, expected(ITEM)).share == 1


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        (["9-11"], 0.5),
        (["9-10"], 0),
        (["9-11", "13-15"], 0.5),
        (["9-11", "13-16", "6-7"], 0.5),
        (["9-11", "13-16", "0-0"], 0.5),
        # One word beside a passage is forgiven, two are not.
        (["8-11", "13-16"], 1),
        (["9-16"], 1),
        (["9-11", "13-18"], 0.5),
        (["9-11", "13-18", "0-0"], 0),
        # A word alone elsewhere, or beside a passage found in part, is not.
        (["8-10", "13-16"], 0),
        ([f"0-{LAST}"], 0),
        (["19-25"], 0),
    ],
)
def test_each_passage_found_earns_and_each_too_many_takes(chosen, share):
    assert score(ITEM, chosen).share == share


def test_a_long_run_too_many_counts_for_several():
    raw = dict(TYPES["span_marking"].valid[0])
    words = [f"mot{n}" for n in range(30)]
    raw["text"] = " ".join(["un", *words, "deux", "mot", "trois", "mot", "quatre", "fin", "fin"])
    spans = [{"text": t, "feedback": "Oui."} for t in ("un", "deux", "trois", "quatre")]
    item = example("span_marking", text=raw["text"], spans=spans, decoys=[
        {"text": "mot7", "feedback": "Non."}])  # fmt: skip
    found = ["0-0", "31-31", "33-33", "35-35"]
    assert score(item, [*found, "2-6"]).share == 0.75
    assert score(item, [*found, "2-7"]).share == 0.5
    assert score(item, [*found, "2-16"]).share == 0.25


def test_words_may_be_marked_one_by_one():
    assert accept(ITEM, ["10-10", "11-11", "9-9", "0-0"]) == ("0-0", "9-11")
    assert told(ITEM, "9-9", "11-11", "10-10") == told(ITEM, "9-11")


def test_each_run_is_told_why_it_is_right_or_wrong():
    lines = told(ITEM, "5-7", "9-10", "13-14", "21-22")
    assert [(text_of(target), verdict) for target, verdict, _ in lines] == [
        ("300 €", "wrong"),
        ("Mme Claire", "wrong"),
        ("4 rue", "wrong"),
        (" ".join(WORDS[21:23]), "wrong"),
    ]
    assert lines[0][2] == "Un montant seul ne désigne personne."
    assert lines[1][2] == "Le nom entier est à masquer, civilité comprise."
    assert lines[2][2].startswith("Seule une partie de ce passage est marquée")
    assert lines[3][2] == "Ce passage ne permet pas de reconnaître la personne aidée."


def test_a_decoy_beside_a_passage_is_not_forgiven():
    item = example("span_marking", decoys=[
        {"text": "domiciliée", "feedback": "Ce mot ne désigne personne."}])  # fmt: skip
    assert score(item, ["9-16"]).share == 0.5
    assert ("12-12", "wrong", "Ce mot ne désigne personne.") in told(item, "9-16")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Aucun passage n'est marqué."),
        (["5-3"], "ne se trouve pas"),
        ([f"0-{LAST + 1}"], "ne se trouve pas"),
        (["0-99999"], "ne se trouve pas"),
        (["-1-2"], "ne se trouve pas"),
        (["1"], "ne se trouve pas"),
        (["1-"], "ne se trouve pas"),
        (["1-2-3"], "ne se trouve pas"),
        (["１-２"], "ne se trouve pas"),
        ([" 1-2"], "ne se trouve pas"),
        (["1-2\n"], "ne se trouve pas"),
        (["1-3", "2-4"], "se recouvrent"),
        (["1-1", "1-1"], "se recouvrent"),
    ],
)
def test_marks_that_are_none_take_no_try(chosen, words):
    assert words in refusal_of(ITEM, *chosen).message


def words_in(target):
    first, last = map(int, target.split("-"))
    return set(range(first, last + 1))


SOUGHT = set().union(*map(words_in, expected(ITEM)))
marks = st.sets(st.integers(0, LAST), min_size=1)


def one_by_one(words):
    return [f"{word}-{word}" for word in words]


@given(marks)
def test_what_counts_is_the_words_and_not_how_they_were_marked(marked):
    runs = [f"{first}-{last}" for first, last in runs_of(marked)]
    result = score(ITEM, runs)
    assert result == score(ITEM, one_by_one(marked))
    told_of = [word for remark in result.remarks for word in words_in(remark.target)]
    assert len(told_of) == len(set(told_of))
    assert set(told_of) <= marked


@given(marks)
def test_whole_share_is_for_the_passages_and_a_word_beside_them_at_most(marked):
    beside = {word + step for word in SOUGHT for step in (-1, 1)}
    whole = marked >= SOUGHT and marked <= SOUGHT | beside
    assert score(ITEM, one_by_one(marked)).correct == whole


@given(marks)
def test_nothing_is_earned_without_a_passage_found_whole(marked):
    if not any(words_in(run) <= marked for run in expected(ITEM)):
        assert score(ITEM, one_by_one(marked)).share == 0


@pytest.mark.parametrize(
    ("passage", "run"),
    [("un,", (0, 0)), ("l'article", (1, 1)), ("article,", (1, 1)), ("art", (2, 2)), ("Fin", (5, 5)),
     ("art et  un", (2, 4)), ("(deux)", (6, 6)), ("deux", (6, 6))],
)  # fmt: skip
def test_a_passage_is_found_by_whole_words(passage, run):
    words = ("un,", "l'article,", "art", "et", "un.", "Fin", "(deux)")
    assert find(passage, words, "essai/quiz.yml:1") == run


@pytest.mark.parametrize(
    ("passage", "times"),
    [("un", "2 fois"), ("rticle", "n'y figure pas"), ("deu", "n'y figure pas")],
)
def test_a_passage_is_there_once_and_is_no_part_of_a_word(passage, times):
    with pytest.raises(ContentError, match=times):
        find(passage, ("un,", "l'article,", "un.", "(deux)"), "essai/quiz.yml:1")
