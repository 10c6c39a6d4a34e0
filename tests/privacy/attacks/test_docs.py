"""The page on attacks tells what its example writes, and what its declaration of uses means."""

from __future__ import annotations

import re

import yaml

from grader.privacy.utility_uses import Use, appraise_use
from grader.settings import DEFAULT_ROOT
from tests.privacy.attacks.tables import published, read, streets, vague

PAGE = (DEFAULT_ROOT / "docs" / "attaques.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL))


def test_the_example_writes_what_the_page_says(monkeypatch, capsys):
    monkeypatch.chdir(DEFAULT_ROOT)
    exec(compile(BLOCKS["python"], "docs/attaques.md", "exec"), {})
    assert capsys.readouterr().out == BLOCKS["text"]


def test_the_uses_of_the_page_are_served_by_the_recipe_of_the_example():
    file = read("aides.csv")
    recipe, after = published(file, vague(4, 2, 5), streets())
    uses = [
        Use.from_declaration(one, file.columns) for one in yaml.safe_load(BLOCKS["yaml"])["uses"]
    ]
    found = [appraise_use(use, file, after, recipe, aids=streets()) for use in uses]
    assert [one.possible for one in found] == ["yes", "yes"]
    quoted = "1 973 lignes sur 2 000 sont encore comptées dans la bonne case"
    assert f"« {quoted} »" in PAGE
    assert found[0].sentence.replace("\u202f", " ").replace("\u00a0", " ").startswith(quoted)
