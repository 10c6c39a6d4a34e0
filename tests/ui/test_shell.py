"""The server's plain pages: escaping, forms, words."""

from __future__ import annotations

import re
from types import SimpleNamespace

import jinja2
import pytest

from grader.typography import french
from tests.ui.test_template import NASTY, TEMPLATES, about

FILE = SimpleNamespace(
    id=7,
    name=NASTY,
    exercise=NASTY,
    size_label="34 ko",
    dropped_label="15 septembre 2026",
    kept_until_label="15 octobre 2026",
    erase_url="/racine/mes-donnees/fichiers/7",
)
SPACE = SimpleNamespace(
    name=NASTY,
    url="/racine/bac-a-sable/e/0a1b/",
    members="2 personnes",
    until="15 octobre 2026",
)
DATA = SimpleNamespace(
    pseudonym=NASTY,
    files=(FILE,),
    answers_sentence="14 actions enregistrées.",
    files_sentence="Un fichier est effacé après 30 jours.",
    erase_all_url="/racine/mes-donnees/tout",
    progress_url="/racine/mes-donnees/ma-progression.zip",
    resume_url="/racine/mes-donnees/reprendre",
    code_url="/racine/mes-donnees/code",
    code_sentence="Vous avez un code de reprise.",
    spaces=(SPACE,),
    profile=(("Vous êtes", NASTY),),
    profile_url="/racine/mon-profil",
    seats=(SimpleNamespace(title=NASTY, pseudonym=NASTY, sees="Votre formatrice vous suit."),),
)
PAGES = {
    "message.html": {
        "title": NASTY,
        "message": NASTY,
        "hint": NASTY,
        "actions": [(NASTY, "/racine/")],
    },
    "aide.html": {"title": "Aide"},
    "mes-donnees.html": {"title": "Mes données", "data": DATA},
    "confirmer.html": {"title": "Tout effacer", "action": "/a", "cancel": "/b"},
}


def render(name, **more):
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "shell"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    shell = about(title=more.get("title", ""), lesson=None, kind="plain", breadcrumb=[], next=None)
    return environment.get_template(name).render(**shell, **more)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_page_stands_and_escapes(name):
    html = render(name, **PAGES[name])

    assert html.startswith("<!doctype html>")
    assert html.count("<h1>") == html.count('<main id="contenu"') == 1
    assert "<script" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("name", sorted(PAGES))
def test_each_form_carries_its_token(name):
    html = render(name, **PAGES[name])

    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert len(forms) == {"mes-donnees.html": 4, "confirmer.html": 1}.get(name, 0)
    for form in forms:
        assert 'method="post"' in form
        # A body that is read as it comes has its token in the address.
        token = "?_xsrf=jeton" if "multipart" in form else 'name="_xsrf" value="jeton"'
        assert token in form


@pytest.mark.parametrize("name", sorted(PAGES))
def test_words_are_set_in_french(name):
    html = render(name, **PAGES[name])

    for text in re.findall(r">([^<]+)<", html):
        if "alert" in text:
            continue
        plain = text.replace("&nbsp;", "\u00a0").replace("&#39;", "'")
        assert french(plain) == plain


def test_a_message_is_not_said_twice():
    html = render("message.html", title="Pleine.", message="Pleine.", hint="", actions=[])

    assert html.count("Pleine.") == html.count("<title>Pleine.") + 1


def test_no_file_is_said_in_words():
    data = SimpleNamespace(**{**vars(DATA), "files": ()})

    assert "Aucun fichier" in render("mes-donnees.html", title="Mes données", data=data)
