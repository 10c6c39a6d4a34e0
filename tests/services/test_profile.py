"""« Mon profil » : every field optional, refused field by field, kept, used, exported, erased."""

from __future__ import annotations

import json

import pytest

from grader.progress.profiles import LearnerProfile
from grader.services.my_data import erase_everything, my_data
from grader.services.profile import (
    folded_for_profile,
    profile_form,
    profile_from_json,
    profile_lines,
    profile_to_json,
    proposed,
    save_profile,
)

FIELDS = {
    "role": ["agent"],
    "type": ["commune"],
    "habitants": ["4 200 habitants"],
    "agents": ["49,5"],
    "service": ["finances", "enfance"],
}
KEPT = LearnerProfile("commune", 4200, "49.5", "agent", ("finances", "enfance"))


@pytest.fixture
def ana(shared_workshop):
    return shared_workshop.learners.create().id


def test_what_is_sent_is_kept_shown_again_and_changed(shared_workshop, ana):
    assert save_profile(shared_workshop, ana, FIELDS) is None
    assert shared_workshop.profiles.of(ana) == KEPT
    form = profile_form(shared_workshop, ana)
    assert (form.population, form.staff, form.saved) == ("4200", "49,5", True)
    assert [one.value for one in form.services if one.checked] == ["finances", "enfance"]
    assert save_profile(shared_workshop, ana, {**FIELDS, "habitants": [""]}) is None
    assert shared_workshop.profiles.of(ana).population is None


def test_every_field_may_be_left_out_and_nothing_at_all_is_no_profile(shared_workshop, ana):
    save_profile(shared_workshop, ana, FIELDS)
    assert save_profile(shared_workshop, ana, {}) is None
    assert shared_workshop.profiles.of(ana).is_blank
    for name, value in FIELDS.items():
        assert save_profile(shared_workshop, ana, {name: value}) is None
        assert not shared_workshop.profiles.of(ana).is_blank


@pytest.mark.parametrize(
    ("field", "typed"),
    [("habitants", "douze"), ("habitants", "-3"), ("habitants", "999999999"), ("agents", "1.200"),
     ("agents", "9999999"), ("agents", "x" * 5000)],
)  # fmt: skip
def test_a_wrong_figure_is_told_and_nothing_is_kept(shared_workshop, ana, field, typed):
    form = save_profile(shared_workshop, ana, {**FIELDS, field: [typed]})
    assert list(form.errors) == [field]
    assert shared_workshop.profiles.of(ana).is_blank
    assert len(form.staff) <= 40


def test_choices_that_are_not_ours_are_passed_over(shared_workshop, ana):
    sent = {"role": ["maire"], "type": ["royaume"], "service": ["<script>", "finances"]}
    assert save_profile(shared_workshop, ana, sent) is None
    assert shared_workshop.profiles.of(ana) == LearnerProfile(services=("finances",))


def test_her_role_opens_a_path_unless_she_chose_one(shared_workshop, ana):
    save_profile(shared_workshop, ana, {"role": ["direction"]})
    assert shared_workshop.learners.find(ana).door == "elu"
    save_profile(shared_workshop, ana, {"role": ["animateur"]})
    assert shared_workshop.learners.find(ana).door == "elu"


def test_it_proposes_answers_and_the_address_wins():
    assert proposed(KEPT, {}) == {"type": ["commune"], "habitants": ["4200"], "agents": ["49,5"]}
    assert proposed(KEPT, {"agents": ["3"]}) == {}
    assert proposed(KEPT, {"hourly": ["30"]}) != {}
    assert proposed(LearnerProfile(), {}) == {}


def test_it_is_seen_in_my_data_and_erased_with_all(shared_workshop, ana):
    shared_workshop.profiles.put(ana, KEPT)
    told = dict(my_data(shared_workshop, ana).profile)
    assert told["Votre collectivité"] == "Commune"
    assert told["Vos services"] == "Finances et ressources humaines, Écoles et restauration"
    assert profile_lines(LearnerProfile()) == ()
    erase_everything(shared_workshop, ana)
    assert shared_workshop.profiles.of(ana).is_blank


def test_it_travels_as_json_and_a_hostile_file_gives_nothing_unsound():
    assert profile_from_json(json.loads(json.dumps(profile_to_json(KEPT)))) == KEPT
    for raw in (None, [], "x", {"kind": [1], "population": True, "services": "finances"}):
        assert profile_from_json(raw).kind == ""
    hostile = {"kind": "royaume", "population": "10" * 400, "staff": {}, "services": ["x"] * 9000}
    assert profile_from_json(hostile).is_blank


EXAMPLE = (
    '<details class="encadre encadre-exemple" data-pour="{}" data-services="{}" open>\n'
    '<summary class="encadre-tete"><span class="encadre-etiquette">Exemple</span></summary>\n'
    "<p>Un marché</p>\n</details>"
)


@pytest.mark.parametrize(
    ("kinds", "services", "folded"),
    [("", "", False), ("commune epci", "", False), ("region", "", True),
     ("", "finances mobilites", False), ("", "mobilites", True), ("commune", "mobilites", True)],
)  # fmt: skip
def test_an_example_for_others_is_folded_and_never_lost(kinds, services, folded):
    html = EXAMPLE.format(kinds, services)
    told = folded_for_profile(html, KEPT)
    assert (" open>" not in told) == folded
    assert ("Exemple pour d'autres que vous" in told) == folded
    assert "<p>Un marché</p>" in told
    assert folded_for_profile(html, LearnerProfile()) == html
