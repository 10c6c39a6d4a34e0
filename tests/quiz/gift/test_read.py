"""Reading GIFT as people and Moodle write it, and saying what cannot be read, line by line."""

from __future__ import annotations

from decimal import Decimal

import pytest

from grader.quiz.gift.read import MOST_CHARACTERS, read_gift


def one(source):
    read = read_gift(source, "x.gift")
    assert read.faults == ()
    (question,) = read.questions
    return question


def test_a_question_to_choose_in():
    question = one(
        "// commentaire [id:prep-q01] [tag:objectif:prep-o1] [tag:niveau:2]\n"
        "::Titre \\: un::[markdown]Quel *format* ?{\n"
        "  =CSV#Oui \\= oui.\n"
        "  ~PDF # Non.\n"
        "  ~%-50%XLS\n"
        "  ####Un fichier se relit.\n"
        "}\n"
    )
    assert (question.kind, question.title, question.line) == ("single", "Titre : un", 2)
    assert (question.stem, question.explanation) == ("Quel *format* ?", "Un fichier se relit.")
    assert (question.id, question.tags) == ("prep-q01", ("objectif:prep-o1", "niveau:2"))
    assert [(a.text, a.weight, a.feedback, a.line) for a in question.answers] == [
        ("CSV", 100, "Oui = oui.", 3),
        ("PDF", 0, "Non.", 4),
        ("XLS", -50, "", 5),
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("2 + 2 \\= 4 {T}", "true_false"),
        ("Vrai {FALSE#faux#juste}", "true_false"),
        ("Dites {}", "essay"),
        ("Dites {\n}", "essay"),
        ("Combien {#3}", "numeric"),
        ("Combien {=quatre =4}", "short"),
        ("Combien {quatre}", "short"),
        ("Qui {=a -> b =c -> d}", "matching"),
        ("Qui {=a ~b}", "single"),
        ("Qui {~%50%a ~%50%b ~c}", "multiple"),
        ("Rangez {>6 VERTICAL ALL ABSOLUTE none\nun\ndeux\ntrois\n}", "ordering"),
    ],
)
def test_the_kind_is_told_by_the_answers(source, kind):
    assert one(source).kind == kind


def test_a_gap_shows_where_the_answer_goes():
    assert one("Le format {=CSV ~PDF} est un texte.").stem == "Le format _____ est un texte."
    assert one("Quel format ? {=CSV ~PDF}").stem == "Quel format ?"


def test_feedback_of_a_verdict_is_for_who_is_wrong_then_for_who_is_right():
    question = one("Vrai ?{TRUE#Si.#Oui.####Voilà.}")
    assert (question.truth, question.feedback) == (True, ("Si.", "Oui."))
    assert question.explanation == "Voilà."


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ("#12.5", [("12.5", "0", 100)]),
        ("#12.5:0.1", [("12.5", "0.1", 100)]),
        ("#1..5", [("3", "2", 100)]),
        ("#-3:2#Retour", [("-3", "2", 100)]),
        (
            "#\n=1822:0\n=%50%1822:2\n=%0%1\n",
            [("1822", "0", 100), ("1822", "2", 50), ("1", "0", 0)],
        ),
        ("#=1e3 ~#Non", [("1000", "0", 100), None]),
    ],
)
def test_numbers(answers, expected):
    found = [a.value and (*a.value, a.weight) for a in one(f"Combien ?{{{answers}}}").answers]
    assert found == [e and (Decimal(e[0]), Decimal(e[1]), e[2]) for e in expected]


def test_a_pair_without_left_is_a_decoy():
    question = one("Associez {\n=a b -> c -> d\n= -> e\n}")
    assert [(a.text, a.match) for a in question.answers] == [("a b", "c -> d"), ("", "e")]


def test_categories_and_texts_without_answers_are_passed_over():
    read = read_gift("$CATEGORY: a/b\n\nUn texte seul.\n\n// rien\n\nQui ?{=a ~b}\n", "x.gift")
    assert (len(read.questions), read.passed, read.faults) == (1, (3,), ())


def test_a_category_may_stand_on_the_question():
    question = one("$CATEGORY: a/b\nQui ?{=a ~b}\n")
    assert (question.stem, question.line) == ("Qui ?", 2)


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("\n\nQui ?{=a ~b", "unbalanced-brace", 3),
        ("Qui ?\n=a ~b}", "unbalanced-brace", 1),
        ("Qui } ou { quoi", "unbalanced-brace", 1),
        ("Qui ?{=a\n\n~b}", "unbalanced-brace", 1),
        ("Le {=a ~b} est {=c ~d}", "two-answers", 1),
        ("{=a ~b}", "no-question", 1),
        ("Qui ?{\n=a\ntrop {=b}", "two-answers", 3),
        ("Qui ?{\nbonjour\n=a ~b}", "text-before-answers", 2),
        ("Qui ?{\n=a\n~#retour}", "empty-answer", 3),
        ("Qui ?{\n=a\n~%150%b}", "bad-weight", 3),
        ("Combien ?{#\n=douze}", "bad-number", 2),
        ("Combien ?{#12,5}", "bad-number", 1),
        ("Combien ?{#~#Non}", "no-number", 1),
        ("Combien ?{#1:un}", "bad-number", 1),
        ("Associez {\n=a -> b\n=c}", "bad-pair", 3),
        ("Associez {\n=a -> b\n=c -> }", "bad-pair", 3),
        ("Qui ?{=a#=}", "empty-answer", 1),
        ("Qui ?{" + "~a" * 61 + "}", "too-many-answers", 1),
        ("Qui ?{>1\n" + "a\n" * 61 + "}", "too-many-answers", 1),
        ("Qui ?" + "a" * MOST_CHARACTERS + "{=a ~b}", "question-too-long", 1),
    ],
)
def test_what_cannot_be_read_says_its_line_and_does_not_hide_the_next(source, code, line):
    read = read_gift(f"{source}\n\nQuel format ?{{=CSV ~PDF}}\n", "x.gift")
    refused = [fault for fault in read.faults if fault.code == code]
    assert refused[0].where == f"x.gift:{line}"
    assert all(fault.hint for fault in read.faults)
    assert read.questions[-1].stem == "Quel format ?"


def test_lines_are_those_of_the_file_with_comments_between():
    read = read_gift("// a\n::t::Qui ?{\n// b\n=a#x\n// c\n~b#\n}\n", "x.gift")
    assert [a.line for a in read.questions[0].answers] == [4, 6]


@pytest.mark.parametrize(
    ("source", "stem", "answer", "lost"),
    [
        ("[html]<p>Un <b>mot</b></p>{=a_b* ~c}", "Un **mot**", "a_b\\*", ()),
        ("[html]A &lt; B &amp; C<br>fin{=`x` ~c}", "A < B & C\nfin", "\\`x\\`", ()),
        ("[plain]*brut* 1. [a]{=[markdown]*a* ~c}", "\\*brut\\* 1. \\[a\\]", "*a*", ()),
        ("Voir <img src\\=x.png> ici{=<i> a </i>b ~c}", "Voir  ici", "*a* b", ("img",)),
        ("[markdown]Un `<b>` <b>gras</b>{=a ~c}", "Un `<b>` **gras**", "a", ()),
        ("[inconnu]texte{=a ~c}", "\\[inconnu\\]texte", "a", ()),
        ("[html]<a href\\=\"http\\://a.test/b c\">ici</a>{=a ~c}", "[ici](http://a.test/b%20c)",
         "a", ()),
        ("[html]<a href\\=\"javascript\\:x\">ici</a><script>x</script>{=a ~c}", "ici", "a",
         ("script",)),
        ("[html]<code>a`b</code>{=a ~c}", "`` a`b ``", "a", ()),
    ],
)  # fmt: skip
def test_formats_become_light_markdown(source, stem, answer, lost):
    question = one(source)
    assert (question.stem, question.lost) == (stem, lost)
    assert question.answers[0].text == answer
