"""A question of anybody's becomes a declaration; what it lacks is said with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.errors import ContentError
from grader.quiz.declare import parse_item
from grader.quiz.gift.adopt import Bank, adopt
from grader.quiz.gift.fragment import write_fragment
from grader.quiz.gift.read import read_gift

BANK = Bank(
    "essai", ("essai-o1", "essai-o2"), frozenset({"guide-scdl"}),
    {"essai-q01": "essai", "autre-q01": "autre"}, objective="essai-o1", prefix="es",
)  # fmt: skip


def adopted(source, bank=BANK):
    return adopt(read_gift(source, "x.gift").questions, "x.gift", bank)


def only(source, bank=BANK):
    (one,) = adopted(source, bank)
    return one


def hints(one):
    return [(fault.where.rpartition(":")[2], fault.message) for fault in one.missing]


def test_every_answer_without_feedback_is_named_with_its_line():
    one = only("Qui ?{\n=a#Oui.\n~b\n~c\n}")
    assert hints(one) == [
        ("3", "La réponse 2 n'a pas de retour."),
        ("4", "La réponse 3 n'a pas de retour."),
    ]
    assert one.raw["answers"][1] == {"text": "b"}
    assert all(fault.hint for fault in one.missing)


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("Vrai ?{T#Si.#Oui.}", ["raisons"]),
        ("Vrai ?{F}", ["« vrai »", "« faux »", "raisons"]),
        ("Dites.{}", ["critères"]),
        ("Combien ?{#3}", ["bonne réponse", "toute autre"]),
        ("Combien ?{#=%50%3#Presque. ~#Non.}", ["100 %", "bonne réponse"]),
        ("Combien ?{#=3:1#Oui =%0%4#Non ~#Non}", ["est une réponse juste"]),
        ("Quoi ?{=a#Oui. =%0%b*#Non =%0%*#Non.}", ["étoile"]),
        ("Quoi ?{=a#Oui. =%0%b =%0%*#Non.}", ["erreur prévue"]),
        ("Rangez {=a -> 1\n=b -> 2}", ["paire 1", "paire 2"]),
        ("Rangez {>3 x\na\nb\nc\n}", ["étape 1", "étape 2", "étape 3"]),
        ("Rangez {>2 x\na\nb\n}", ["au moins 3", "étape 1", "étape 2"]),
        ("Qui ?{~a#x ~b#y}", ["Aucune réponse"]),
        ("Qui ?{=a#x ~a#x}", []),
    ],
)
def test_what_is_missing_is_said(source, missing):
    one = only(source)
    told = [message for _, message in hints(one)]
    assert len(told) == len(missing), told
    for part, message in zip(missing, told, strict=True):
        assert part in message


@pytest.mark.parametrize(
    ("source", "note"),
    [
        ("Qui ?{=a#x =b#y ~c#z}", "cocher toutes"),
        ("Qui ?{~%70%a#x ~%30%b#y ~c#z}", "poids des réponses"),
        ("Qui ?{=a#x ~%50%b#y}", "une partie des points"),
        ("Combien ?{#=1#x =2#y ~#z}", "seul le premier"),
        ("Combien ?{#=1#x =%50%2#y ~#z}", "erreurs prévues"),
        ("Quoi ?{=a#x =%50%b#y =%0%*#z}", "erreurs prévues"),
        ("Quoi ?{=a#x =b#y =%0%*#z}", "retours différents"),
        ("Associez {=a -> b\n=c -> d\n= -> b}", "leurre"),
        ("[html]<table>Qui ?</table>{=a#x ~b#y}", "<table>"),
        ("// [tag:chapitre 3]\nQui ?{=a#x ~b#y}", "chapitre 3"),
        ("Qui ?{=a#x ~b#y}", "niveau n'est pas dit : 1"),
    ],
)
def test_what_changes_on_the_way_is_said(source, note):
    assert any(note in one for one in only(source).notes)


def test_multiple_choice_keeps_the_right_ones():
    raw = only("Qui ?{~%50%a#x ~%-50%b#y ~%50%c#z}").raw
    assert raw["type"] == "multiple_choice"
    assert [answer.get("correct", False) for answer in raw["answers"]] == [True, False, True]


def test_tags_say_the_objective_the_level_and_the_source():
    source = "// [tag:objectif:essai-o2] [tag:niveau:3] [tag:source:guide-scdl]\nQui ?{=a#x ~b#y}"
    raw = only(source).raw
    assert (raw["objective"], raw["level"], raw["source"]) == ("essai-o2", 3, "guide-scdl")


@pytest.mark.parametrize(("tag", "said"), [("objectif", "L'objectif « x »"), ("source", "« x »")])
def test_a_tag_that_names_nothing_is_said(tag, said):
    one = only(f"// [tag:{tag}:x]\nQui ?{{=a#x ~b#y}}", Bank("essai", ("o1",), frozenset(), {}))
    assert any(said in message for _, message in hints(one))


def test_ids_are_kept_where_they_are_free_and_made_where_they_are_not():
    answers = "{=a#x ~b#y}"
    many = adopted(
        f"Un{answers}\n\n::es-i01::Deux{answers}\n\n// [id:essai-q01]\nTrois{answers}\n\n"
        f"::autre-q01::Quatre{answers}\n\n::es-i01::Cinq{answers}\n\n::Un titre::Six{answers}\n"
    )
    assert [one.raw["id"] for one in many] == [
        "es-i02", "es-i01", "essai-q01", "es-i03", "es-i04", "es-i05",
    ]  # fmt: skip
    assert ["déjà" in " ".join(one.notes) for one in many] == [
        False, False, True, True, True, False,
    ]  # fmt: skip


def test_two_questions_of_an_objective_and_level_must_say_their_mistakes():
    first, second, third = adopted(
        "Un ?{=a#x ~b#y}\n\n// [erreur:croire que b]\nDeux ?{=a#x ~b#y}\n\n"
        "// [tag:niveau:2]\nTrois ?{=a#x ~b#y}"
    )
    assert hints(first) == [("1", "Une autre question a le même objectif et le même niveau.")]
    assert (second.missing, third.missing) == ((), ())
    assert second.raw["misconception"] == "croire que b"


@pytest.mark.parametrize(("item", "missing"), [("essai-q01", 0), ("essai-q02", 1)])
def test_a_question_that_takes_the_place_of_another_is_not_compared_with_it(item, missing):
    bank = replace(BANK, shelves={item: ("essai-o1", 1)})
    assert len(only("// [id:essai-q01]\nUn ?{=a#x ~b#y}", bank).missing) == missing


def test_a_declaration_without_gap_is_one_that_is_accepted():
    one = only("Qui ?{=a#x ~b#y}")
    assert one.missing == ()
    assert parse_item(one.raw, "x:1").objective == "essai-o1"


def test_a_declaration_with_a_gap_is_refused_until_it_is_filled():
    with pytest.raises(ContentError):
        parse_item(only("Qui ?{=a#x ~b}").raw, "x:1")


def test_a_fragment_keeps_its_comments_on_their_lines():
    many = adopted("::Un\u2028titre: [x]::Qui ?{=a#x ~b}\n")
    text = write_fragment(many, "ba\nnque.gift")
    assert "# Questions lues dans ba nque.gift." in text
    assert "  # Ligne 1 : Un titre: [x]\n" in text
    assert "  # - La réponse 2 n'a pas de retour." in text
