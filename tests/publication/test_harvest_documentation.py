"""``docs/moissonnage.md``: its example is harvested, and its tables are those of the code."""

from __future__ import annotations

import re

from grader.publication.api.harvest import ROUTES
from grader.publication.harvest import model, sources
from grader.publication.harvest.model import Fetched
from grader.settings import DEFAULT_ROOT
from grader.typography import number
from tests.support.harvest import URL, Region, outcomes

TEXT = (DEFAULT_ROOT / "docs" / "moissonnage.md").read_text(encoding="utf-8")


def test_the_example_is_harvested_whole(tmp_path):
    region = Region(tmp_path)
    example = TEXT.split("```turtle\n")[1].split("```")[0]
    source = region.declare()
    region.answers[URL] = Fetched(200, "text/turtle", example.encode())

    job = region.run_again(source)

    assert outcomes(job) == [("budget-2026", "done")]
    assert region.only()["tags"] == ["budget", "finances"]
    assert region.only()["resources"][0]["format"] == "csv"


def test_every_call_is_listed_and_no_other():
    listed = set(re.findall(r"^\| `((?:GET|POST|PUT|DELETE) /\S+)` \|", TEXT, re.M))

    assert listed == {f"{route.method} {route.path}" for route in ROUTES}


def test_every_fault_is_told_in_the_words_of_the_page():
    told = re.findall(r"^\| (.+?) \| (?:en échec|\*\*réussi\*\*) \|", TEXT, re.M)

    assert told == [words for key, words in sources.FAULTS.items() if key]


def test_the_bounds_and_delays_are_those_of_the_code():
    for words in (
        f"**{sources.GRACE_DAYS} jours** dans le code du logiciel",
        f"dit **{sources.GUIDE_GRACE_DAYS} jours**",
        f"de {model.MAX_PAGES} pages, de {plain(model.MAX_RECORDS)} fiches",
        f"et de {model.MAX_RUN_BYTES // 1024 // 1024} Mo en tout",
        f"de {model.MAX_PAGE_BYTES // 1024 // 1024} Mo et",
        f"et de {plain(model.MAX_TRIPLES)} déclarations par page",
    ):
        assert words in TEXT, words


def plain(value: int) -> str:
    return number(value).replace("\u202f", " ")
