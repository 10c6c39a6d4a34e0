"""Files of rules: strict, and agreeing with the rest of the project."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
import yaml

from grader.errors import ContentError, NotFoundError
from grader.obligations import rules as rules_module
from grader.obligations.declare import Vocabulary
from grader.obligations.profile import AuthorityKind
from grader.obligations.questions import questions, read_questions
from grader.obligations.reading import parse_rules, read_rules_file
from grader.obligations.rules import read_rules, rule_of, rules, sources, themes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "grader" / "obligations" / "rules"
TODAY = date(2026, 11, 30)
GOOD = {
    "id": "essai",
    "title": "Publier un essai",
    "what": "Un essai.",
    "where": "Ici.",
    "when": "Demain.",
    "article": "Article 1",
    "why": "Pour voir.",
    "sanction": "Aucune.",
    "sources": ["dae"],
    "applies": {"fact": "website"},
    "exempt": "Personne.",
}


def read(**changes):
    raw = {key: value for key, value in {**GOOD, **changes}.items() if value is not ...}
    return read_rules([raw], "essai", Vocabulary(questions()), sources())


def test_a_rule_is_read_whole():
    (rule,) = read(since=date(2020, 1, 2), note="Deux mots :  ici ;  là.")
    assert (rule.id, rule.theme, rule.since) == ("essai", "essai", date(2020, 1, 2))
    assert rule.note == "Deux mots\u00a0: ici\u202f; là."
    assert rule.sources == (sources()["dae"],)
    assert rule.advised is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": ...}, "missing-field"),
        ({"what": ""}, "missing-field"),
        ({"what": 12}, "missing-field"),
        ({"applies": ...}, "bad-condition"),
        ({"sources": ...}, "no-source"),
        ({"sources": []}, "no-source"),
        ({"sources": "dae"}, "bad-list"),
        ({"sources": ["nulle-part"]}, "unknown-word"),
        ({"titre": "Un champ de trop"}, "unknown-field"),
        ({"since": "2020"}, "bad-date"),
        ({"advised": "always"}, "advice"),
        ({"advice": "Faites-le."}, "advice"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_file_and_its_name(changes, code):
    with pytest.raises(ContentError) as caught:
        read(**changes)
    assert caught.value.code == code
    assert caught.value.where == "essai.yml:essai"


@pytest.mark.parametrize("raw", [None, {}, [], "texte", ["texte"]])
def test_a_file_that_is_no_list_of_rules_is_refused(raw):
    with pytest.raises(ContentError):
        read_rules(raw, "essai", Vocabulary(questions()), sources())


def test_a_key_written_twice_is_refused_with_its_line():
    with pytest.raises(ContentError) as caught:
        parse_rules("a: 1\nb: 2\na: 3\n", "essai.yml")
    assert caught.value.where == "essai.yml:3"
    assert "deux fois" in caught.value.message


def test_what_is_not_yaml_is_refused():
    with pytest.raises(ContentError) as caught:
        parse_rules("a: [1\n", "essai.yml")
    assert caught.value.code == "bad-yaml"


def test_a_missing_file_is_refused():
    with pytest.raises(ContentError) as caught:
        read_rules_file("absent.yml")
    assert caught.value.code == "missing-file"


def test_an_identifier_declared_in_two_files_is_refused(monkeypatch):
    kept = read_rules_file
    monkeypatch.setattr(
        rules_module,
        "read_rules_file",
        lambda name: [GOOD] if name in ("acts.yml", "money.yml") else kept(name),
    )
    with pytest.raises(ContentError) as caught:
        rules_module.rules.__wrapped__()
    assert caught.value.code == "twice"


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("conditions.yml", ["always"]),
        ("conditions.yml", {"open-data": {"same_as": "open-data"}}),
        ("themes.yml", [{"id": "acts"}]),
        ("themes.yml", None),
        ("acts.yml", None),
    ],
)
def test_a_file_beside_the_rules_is_read_as_strictly(monkeypatch, name, raw):
    kept = read_rules_file
    monkeypatch.setattr(
        rules_module, "read_rules_file", lambda asked: raw if asked == name else kept(asked)
    )
    read = rules_module.themes if name == "themes.yml" else rules_module.rules
    with pytest.raises(ContentError) as caught:
        read.__wrapped__()
    assert caught.value.where.startswith(name)


QUESTIONS = {
    "groups": [
        {
            "id": "un",
            "title": "Un",
            "questions": [
                {"id": "a", "label": "A", "when_true": "a un A", "when_false": "n'a pas de A"}
            ],
        }
    ],
    "services": [{"id": "eau", "label": "Eau", "noun": "l'eau"}],
}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.pop("services"),
        lambda raw: raw.update(autre=1),
        lambda raw: raw["groups"].append(raw["groups"][0]),
        lambda raw: raw["groups"][0].update(questions=[]),
        lambda raw: raw["groups"][0]["questions"][0].pop("when_false"),
        lambda raw: raw["groups"][0]["questions"][0].update(kinds=["ville"]),
        lambda raw: raw["services"].append(dict(raw["services"][0])),
        lambda raw: raw["services"][0].update(prix=3),
    ],
)
def test_wrong_questions_are_refused(spoil):
    raw = copy.deepcopy(QUESTIONS)
    assert read_questions(copy.deepcopy(raw)).facts["a"].kinds == frozenset(AuthorityKind)
    spoil(raw)
    with pytest.raises(ContentError):
        read_questions(raw)


def test_a_rule_is_found_by_its_identifier():
    assert rule_of("addresses").theme == "territory"
    with pytest.raises(NotFoundError) as caught:
        rule_of("adresses")
    assert caught.value.code == "unknown-rule"


def test_rules_stand_in_the_order_of_themes():
    order = [theme.id for theme in themes()]
    seen = [rule.theme for rule in rules()]
    assert seen == sorted(seen, key=order.index)
    assert set(seen) == set(order)


def test_no_file_of_rules_is_forgotten():
    others = {"themes", "questions", "sources", "conditions"}
    assert {path.stem for path in FOLDER.iterdir()} == others | {theme.id for theme in themes()}


def test_every_source_serves_and_was_read():
    used = {source.id for rule in rules() for source in rule.sources}
    assert used == set(sources())
    for source in sources().values():
        assert source.address.startswith("https://")
        assert source.verified_on <= TODAY


def test_a_source_has_the_same_words_as_in_the_courses():
    courses = yaml.safe_load((ROOT / "courses" / "sources.yml").read_text(encoding="utf-8"))
    ours = read_rules_file("sources.yml")
    shared = set(courses) & set(ours)
    assert len(shared) >= 10
    assert {key: courses[key] for key in shared} == {key: ours[key] for key in shared}


def test_every_schema_exists_here():
    folder = ROOT / "sandbox_data" / "schemas"
    named = {rule.schema for rule in rules()} - {""}
    assert named
    assert not [name for name in named if not (folder / name).is_dir()]
    assert all(rule.schema_note for rule in rules() if rule.schema)


def test_every_fact_serves_a_rule():
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.yml"))
    # People's grants are asked only to say that they are no matter for publication.
    unused = [name for name in questions().facts if f"fact: {name}" not in text]
    assert unused == ["people-grants"]
