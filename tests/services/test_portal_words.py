"""What a person types into the portal's pages: Markdown made safe, territories, forms."""

from __future__ import annotations

import pytest

from grader.publication.problems import form_problem, simple_problem
from grader.services.portal.forms import Field, Form, FormFault, as_fault, filled, too_long
from grader.services.portal.markdown import safe_html, summary
from grader.services.portal.record_states import state_of
from grader.services.portal.zones import zone_named


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("<b>gras</b>", "&lt;b&gt;", "<b>"),
        ("[x](javascript:alert(1))", "[x]", "href"),
        ("[x](JaVaScRiPt:alert(1))", "[x]", "href"),
        ("[x](data:text/html;base64,AAAA)", "[x]", "href"),
        ("[x](//exemple.fr)", 'href="//exemple.fr"', "javascript"),
        ("<javascript:alert(1)>", "&lt;", "href"),
        ("![x](https://exemple.fr/a.png)", "<a ", "<img"),
        ("[x](https://exemple.fr)", 'rel="nofollow noopener ugc"', "javascript"),
        ("# Titre", "<h3>Titre</h3>", "<h1"),
        ("###### Bas", "<h6>Bas</h6>", "<h8"),
        ("| a |\n|---|\n| 1 |", '<div class="defile"', "<script"),
        ("[x][1]\n\n[1]: vbscript:x", "[x]", "href"),
    ],
)
def test_markdown_is_rendered_without_harm(text, there, absent):
    html = safe_html(text)
    assert there in html
    assert absent not in html


def test_a_summary_is_short_and_plain():
    assert summary("**Deux** mots, `ici`.") == "Deux mots, ici."
    told = summary("mot " * 200, 50)
    assert len(told) <= 51
    assert told.endswith("mot…")


@pytest.mark.parametrize(
    "text", ["Rennes", "35238", "fr:commune:35238", "rennes", "Rennes (35238)"]
)
def test_a_territory_is_found_by_its_name_or_its_code(text):
    assert zone_named(text).id == "fr:commune:35238"


def test_a_territory_that_is_not_known_is_said_not_to_be():
    with pytest.raises(FormFault) as refusal:
        zone_named("Trifouillis")
    assert "« Trifouillis »" in refusal.value.errors["territoire"].replace("\u00a0", " ")


def test_a_refusal_of_the_portal_goes_to_its_field():
    problem = form_problem({"tags": ["trop court"]}, "Écrivez-le en entier.")
    assert as_fault(problem, {"tags": "mots_cles"}).errors == {"mots_cles": "Écrivez-le en entier."}
    nested = form_problem({"schema": {"name": ["un"]}, "title": ["deux"]}, "Voyez les champs.")
    named = as_fault(nested, {"schema": "schema", "title": "titre"}).errors
    assert named == {"schema": "un", "titre": "deux"}
    assert as_fault(simple_problem(400, "x", "Complet."), {}).errors == {"": "Complet."}


def test_a_form_is_given_back_with_what_was_typed_and_its_errors_in_order():
    fields = (Field("a", "A", longest=3), Field("b", "B"), Field("c", "C", kind="file"))
    form = Form("T", fields, "Faire", "/")
    values = {"a": "trop long", "b": "", "c": "x"}
    back = filled(form, values, {"b": "vide", "a": "long", "": "tout"})
    assert [one.value for one in back.fields] == ["trop long", "", ""]
    assert back.errors == (("", "tout"), ("a", "long"), ("b", "vide"))
    assert list(too_long(form, values)) == ["a"]


def test_what_may_be_done_depends_on_the_state():
    def steps(**fields):
        return [step.name for step in state_of(fields).steps]

    assert steps(private=True) == ["publier", "archiver", "supprimer"]
    assert steps(private=False) == ["brouillon", "archiver", "supprimer"]
    assert steps(private=False, archived="x") == ["desarchiver", "supprimer"]
    assert steps(private=True, deleted="x") == ["retablir", "effacer"]
