"""The page: says what it must, holds nothing that runs or is fetched, shows cells as texts."""

from __future__ import annotations

import io
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from grader.errors import UnusableFileError
from grader.tables.model import Dialect, Notice
from grader.validation.model import SchemaRef
from grader.validation.reports.html_page import HtmlWriter
from tests.validation.reports import HOSTILE, finding, ordinary, report, written

NOTICE = Notice("title-lines", "error", "Un titre.", "Il gêne.", "Retirez-le.")
WARNING = finding(severity="warning", code="extra-label", detail="", column="X", line=1)


class Page(HTMLParser):
    """Tags, attributes and texts of a page; fails on a tag that is not closed where it should."""

    ALONE = frozenset({"meta", "wbr", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.ALONE:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        if tag in {"td", "th", "caption", "p", "h1", "h2", "h3", "h4"}:
            self.texts.append(" ")

    def handle_data(self, data):
        if "style" not in self._open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return ordinary(re.sub(r"[ \n]+", " ", "".join(self.texts)))


def page(*told, file: str = "a.csv", **options) -> Page:
    return Page(written(HtmlWriter, (report(*told), file), **options))


def test_the_verdict_the_schema_and_the_size_are_said():
    text = page(finding(), WARNING).text
    assert (
        "✖ À corriger. Ce fichier n'est pas valide pour le schéma « Des dates » "
        "(essai/dates, version 1.0.0)." in text
    )
    assert "Le tableau compte 5 lignes de données et 1 colonne." in text
    assert "La vérification a trouvé 1 erreur et 1 avertissement, de 2 sortes en tout." in text


def test_a_valid_file_is_said_valid():
    text = page().text
    assert "✔ Valide. Ce fichier est valide pour le schéma « Des dates »" in text
    assert "n'a trouvé ni erreur ni avertissement" in text
    assert "Vue d'ensemble" not in text
    warned = page(WARNING).text
    assert "✔ Valide." in warned
    assert "0 erreur et 1 avertissement." in warned
    assert "Commencez par les erreurs" not in warned


def test_a_notice_is_told_whole():
    text = Page(written(HtmlWriter, (report(notices=[NOTICE]), "a.csv"))).text
    assert "Constats de lecture" in text
    assert "Un titre. Pourquoi : Il gêne. À faire : Retirez-le." in text


def test_the_sheet_of_a_workbook_is_named():
    dialect = Dialect("", "", has_bom=False, sheet="Année <2024>")
    text = Page(written(HtmlWriter, (report(dialect=dialect), "a.xlsx"))).text
    assert "La feuille lue est « Année <2024> »." in text


def test_groups_are_counted_then_told_with_their_first_examples():
    some = [finding(line=n, value=f"v{n}", fix=f"Écrivez {n}.") for n in range(2, 1_502)]
    text = page(*some).text
    assert "1. DATE « 1/2/2024 » n'est pas une date. 1 500" in text
    assert "1. DATE : 1 500 cellules" in text
    assert "Où les trouver : 1 500 cellules (ici, les 10 premières)" in text
    assert "11 v11 Écrivez 11." in text
    assert "v12" not in text


@pytest.mark.parametrize(
    ("limit", "caption", "shown"),
    [(0, None, 0), (1, "3 cellules (ici, la première)", 1), (3, "Où les trouver : 3 cellules", 3)],
)
def test_a_limit_is_the_number_of_examples(limit, caption, shown):
    text = page(*(finding(value=f"cellule{n}") for n in range(3)), limit=limit).text
    assert text.count("cellule0") + text.count("cellule1") + text.count("cellule2") == shown
    assert (caption or "DATE : 3 cellules") in text
    assert ("Où les trouver" in text) is bool(limit)


def test_a_finding_alone_needs_no_table():
    one = page(finding(line=1234))
    assert "1. DATE, ligne 1 234 Erreur. « 1/2/2024 » n'est pas une date." in one.text
    assert "Valeur : 1/2/2024" in one.text
    assert [tag for tag, _ in one.tags].count("table") == 1


@pytest.mark.parametrize(
    ("value", "said"), [("", "cellule vide"), ("  ", "des espaces seulement"), ("a\nb", "a⏎b")]
)
def test_what_cannot_be_seen_is_said(value, said):
    assert f"Valeur : {said}" in page(finding(value=value)).text


def test_a_hostile_file_is_shown_as_text():
    told = finding(value=HOSTILE, column=HOSTILE, message=HOSTILE, why=HOSTILE, fix=HOSTILE)
    schema = SchemaRef(HOSTILE, HOSTILE, HOSTILE)
    notice = Notice("x", "error", HOSTILE, HOSTILE, HOSTILE)
    dialect = Dialect("", "", has_bom=False, sheet=HOSTILE)
    one = report(told, told, schema=schema, notices=[notice], dialect=dialect)
    html = written(HtmlWriter, (one, HOSTILE), (one, "b"), several=True)
    assert "\x1b" not in html
    assert "\u202e" not in html
    shown = Page(html)
    assert {tag for tag, _ in shown.tags} <= {
        "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section",
        "h1", "h2", "h3", "h4", "p", "strong", "span", "ul", "li", "table", "caption", "thead",
        "tbody", "tr", "th", "td", "a", "wbr",
    }  # fmt: skip
    assert shown.text.count("alert(1)") > 10


def test_nothing_runs_and_nothing_is_fetched():
    shown = page(finding(), WARNING)
    named = {name for _, attributes in shown.tags for name in attributes}
    assert not {name for name in named if name.startswith("on") or name in {"src", "style"}}
    links = [attributes["href"] for _, attributes in shown.tags if "href" in attributes]
    assert links == ["#f1-1", "#f1-2"]
    assert {attributes.get("id") for _, attributes in shown.tags} >= {"f1-1", "f1-2"}
    html = written(HtmlWriter, (report(finding()), "a.csv"))
    assert not re.search(r"url\(|@import|https?:", html)
    assert "default-src 'none'" in html


def test_tables_have_captions_and_scopes():
    shown = page(*[finding(), finding()], WARNING)
    tags = [tag for tag, _ in shown.tags]
    assert tags.count("caption") == tags.count("table") == 2
    assert all(attributes.get("scope") for tag, attributes in shown.tags if tag == "th")
    assert ("html", {"lang": "fr"}) in shown.tags


@pytest.mark.parametrize("file", ["a.csv", "/home/anne/a.csv", "C:\\Anne\\a.csv", "../x/a.csv"])
def test_the_page_is_the_same_on_any_machine(file):
    assert written(HtmlWriter, (report(finding()), file)) == written(
        HtmlWriter, (report(finding()), "a.csv")
    )


def test_a_day_is_told_when_it_is_given():
    assert "20" not in page().text
    assert "Rapport de vérification du 1er août 2026" in page(day=date(2026, 8, 1)).text


def test_no_valid_file_is_said_as_such():
    out = io.StringIO()
    writer = HtmlWriter(out, several=True)
    for name in ("a.csv", "b.csv"):
        writer.write(report(finding()), name, 0.0)
    writer.close()
    assert "Aucun des 2 fichiers n'est valide." in Page(out.getvalue()).text


def test_several_files_are_listed_then_told():
    out = io.StringIO()
    writer = HtmlWriter(out, several=True)
    writer.write(report(finding(), finding()), "x/a.csv", 0.0)
    writer.write(report(), "y/a.csv", 0.0)
    writer.refuse(UnusableFileError("empty-file", "Il est vide.", "Refaites-le."), "z/c.csv")
    writer.close()
    shown = Page(out.getvalue())
    assert "Vérification de 3 fichiers 1 fichier sur 3 est valide." in shown.text
    assert "a.csv ✖ À corriger 2 0 a.csv ✔ Valide 0 0 c.csv ✖ Illisible — —" in shown.text
    assert "n'a pas pu être lu : il n'a donc pas été vérifié. Il est vide." in shown.text
    assert "Comment faire : Refaites-le." in shown.text
    anchors = [attributes["id"] for _, attributes in shown.tags if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    assert {href[1:] for _, one in shown.tags if (href := one.get("href"))} <= set(anchors)
