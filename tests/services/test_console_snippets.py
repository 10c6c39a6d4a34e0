"""Requests in words that other tools take: what is quoted is read back as it was typed."""

from __future__ import annotations

import ast
import json
import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.services.console_requests import Asked
from grader.services.console_sheets import m_text
from grader.services.console_snippets import snippets_of
from tests.services.consoling import plain
from tests.services.reading_m import Reader, read_text
from tests.support.console import CREATE, DESCRIBE, READ, UPLOAD, console_exercise

BASE = "http://127.0.0.1:8866/bac-a-sable/e/0a1b"
STEPS = console_exercise().settings["console"]
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS
    | st.floats(allow_nan=False, allow_infinity=False, width=32),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


def written(number=CREATE, **changes):
    """The snippets of a step as somebody edited it: curl, Python, Excel, Calc."""
    step = STEPS[number - 1]
    asked = {"method": step.method, "path": step.path, "body": step.body, "key": step.key}
    return snippets_of(Asked(number, step, **{**asked, **changes}), BASE)


def python_call(text):
    """The one call of a Python snippet: its name, its address and its arguments by name."""
    calls = [
        node for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("requests.")
    ]  # fmt: skip
    (call,) = calls
    arguments = {one.arg: one.value for one in call.keywords}
    return ast.unparse(call.func), ast.literal_eval(call.args[0]), arguments


@settings(deadline=None, max_examples=80)
@given(VALUES)
def test_any_json_is_written_as_it_is_meant(value):
    curl, python, excel, _ = written(body=json.dumps(value, ensure_ascii=False))
    words = shlex.split(curl.text.replace("\\\n", ""))
    assert json.loads(words[words.index("--data-raw") + 1]) == value
    arguments = python_call(python.text)[2]
    if value is None:
        assert json.loads(ast.literal_eval(arguments["data"].func.value)) is None
    else:
        assert ast.literal_eval(arguments["json"]) == value
    assert Reader(excel.text).query()[2]["Content"] == ("Json.FromValue", value)


@settings(deadline=None, max_examples=80)
@given(TEXTS.filter(str.strip))
def test_a_body_that_is_no_json_is_sent_as_it_was_typed(text):
    body = "{" + text
    curl, python, excel, _ = written(body=body)
    words = shlex.split(curl.text.replace("\\\n  -", " -"))
    assert words[words.index("--data-raw") + 1] == body
    sent = python_call(python.text)[2]["data"]
    assert ast.unparse(sent.func).endswith(".encode")
    assert ast.literal_eval(sent.func.value) == body
    content = Reader(excel.text).query()[2]["Content"]
    assert content == ("Text.ToBinary", body, ("name", "TextEncoding.Utf8"))


@settings(deadline=None, max_examples=80)
@given(TEXTS.filter(str.isprintable))
def test_an_address_is_the_same_for_each_tool(text):
    path = "/api/1/datasets/" + text
    curl, python, excel, calc = written(READ, path=path, key=False)
    address = shlex.split(curl.text)[2]
    assert address.isascii()
    assert not set(address) & set("'\"\\$`{}[]<>| \n")
    assert address.startswith(f"{BASE}/api/1/datasets/")
    assert python_call(python.text)[1] == address
    assert Reader(excel.text).query()[1] == address
    assert calc.text == f'=WEBSERVICE("{address}")\n'


@settings(deadline=None)
@given(TEXTS)
def test_a_text_of_the_language_m_is_read_back(text):
    literal = m_text(text)
    assert literal.isprintable()
    assert read_text(literal) == text


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        ('dit "oui"', '"dit ""oui"""'),
        ("#(lf)", '"#(#)(lf)"'),
        ("a\nb\t", '"a#(000A)b#(0009)"'),
        ("\u202e", '"#(202E)"'),
        ("\U000e0001", '"#(000E0001)"'),
    ],
)
def test_what_the_language_m_would_read_otherwise_is_escaped(text, literal):
    assert m_text(text) == literal


def test_a_number_that_excel_would_round_is_sent_as_it_was_typed():
    body = '{"id": 9007199254740993}'
    content = Reader(written(body=body)[2].text).query()[2]["Content"]
    assert content == ("Text.ToBinary", body, ("name", "TextEncoding.Utf8"))


def test_names_that_are_words_of_the_language_m_are_quoted():
    excel = written(body='{"type": 1, "a-b": 2, "title": 3}')[2].text
    assert '#"type" = 1' in excel
    assert '#"a-b" = 2' in excel
    assert "\n                title = 3" in excel


def test_a_body_that_begins_like_a_file_name_is_not_read_from_a_file():
    assert "--data-raw @/etc/hosts" in written(body="@/etc/hosts")[0].text


def test_the_key_is_a_word_to_replace_with_where_to_get_one():
    for snippet in written()[:3]:
        assert "VOTRE_CLE" in snippet.text
        assert "Ma clé d'API" in plain(snippet.note)
    for snippet in written(key=False)[:3]:
        assert "VOTRE_CLE" not in snippet.text
        assert "X-API-KEY" not in snippet.text
        assert "Ma clé d'API" not in snippet.note


def test_an_identifier_that_is_not_known_is_a_word_to_replace():
    curl, python, excel, calc = written(DESCRIBE)
    path = "/api/1/datasets/IDENTIFIANT_DU_JEU/resources/IDENTIFIANT_DE_LA_RESSOURCE/"
    assert path in curl.text
    assert path in python.text
    assert "identifiants" in curl.note
    assert "IDENTIFIANT_DE_L_ORGANISATION" in written()[0].text
    assert "identifiants" not in written(READ, path="/api/1/datasets/")[0].note
    assert excel.text == calc.text == ""


def test_a_spreadsheet_says_what_it_cannot_do():
    *_, excel, calc = written(UPLOAD)
    assert excel.text == calc.text == ""
    assert "fichier" in excel.note
    *_, excel, calc = written(DESCRIBE)
    assert "PUT" in excel.note
    assert "curl" in excel.note
    *_, excel, calc = written(READ, method="DELETE")
    assert "DELETE" in excel.note
    *_, excel, calc = written(READ, method="GET", body="{}")
    assert excel.text == calc.text == ""
    *_, excel, calc = written(READ, key=True)
    assert "sans clé" in calc.note
    assert excel.text
    assert "plusieurs fois" in written()[2].note
    assert "plusieurs fois" not in excel.note


def test_an_upload_names_the_file_and_where_to_run():
    curl, python, *_ = written(UPLOAD)
    words = shlex.split(curl.text.replace("\\\n", ""))
    assert words[words.index("-F") + 1] == "file=@deliberations.csv"
    assert "-X" not in words
    assert 'open("deliberations.csv", "rb")' in python.text
    assert "dossier" in curl.note
