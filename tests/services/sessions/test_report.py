"""The report of a session: a group's figures, nobody's own, and little of a small group."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from grader.documents.model import Bars, Heading, Table
from grader.documents.writing import written
from grader.services.sessions.exports import session_file
from grader.services.sessions.report import session_report
from grader.services.sessions.satisfaction import give_opinion
from tests.services import reading
from tests.services.sessions.group import NAMES, open_session, work


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    workshop = reading.open_reading(tmp_path_factory.mktemp("bilan"))
    trainer, session, people = open_session(workshop)
    for rank, one in enumerate(people):
        work(workshop, one, rank)
        me = workshop.learners.find(one)
        give_opinion(workshop, me, session.id, {"utile": str(1 + rank % 5), "texte": f"mot {rank}"})
    yield workshop, trainer, session
    workshop.close()


def words(document):
    return written(document, "html").decode()


def test_it_tells_the_group_and_names_nobody(place):
    workshop, _, session = place
    document = session_report(workshop, session)
    told = words(document)
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert [title for title in titles if title.startswith(("Assid", "Progr", "Points", "Ce qui"))]
    for name in NAMES:
        assert name.replace("=", "&#61;") not in told
        assert name not in told
    plots = {block.caption: block for block in document.blocks if isinstance(block, Bars)}
    spread = next(plot for caption, plot in plots.items() if caption.startswith("Répartition"))
    # 0 to 7 points of 8: shares of 0, 12.5, 25, 37.5, 50, 62.5, 75, 87.5 percents.
    assert [bar.value for bar in spread.bars] == [2, 2, 1, 2, 1]
    assert "8\u202ftravaux notés" in spread.caption or "8\u00a0travaux notés" in spread.caption
    assert "mot 3" in told
    failed = next(
        block for block in document.blocks
        if isinstance(block, Table) and block.caption.startswith("Questions, du plus")
    )  # fmt: skip
    assert failed.rows[0][2].endswith("sur 8")
    assert "es-q01" in failed.rows[0][0]


def test_pseudonyms_are_there_when_they_are_asked_for(place):
    workshop, _, session = place
    document = session_report(workshop, session, pseudonyms=True)
    table = document.blocks[-1]
    assert [row[0] for row in table.rows] == list(NAMES)
    assert "88" in table.rows[-1][1]


def test_every_format_is_written(place):
    workshop, trainer, session = place
    for ending, start in (("odt", b"PK"), ("docx", b"PK"), ("pdf", b"%PDF")):
        for stem in ("bilan", "emargement"):
            content = session_file(workshop, trainer, session.id, f"{stem}.{ending}")
            assert content.startswith(start)
    assert session_file(workshop, trainer, session.id, "bilan.exe") is None
    assert session_file(workshop, trainer, session.id, "corriges.pdf") is None


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is missing")
def test_the_pdf_says_the_title_as_it_was_typed(place):
    workshop, trainer, session = place
    content = session_file(workshop, trainer, session.id, "bilan.pdf", pseudonyms=True)
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    told = " ".join(done.stdout.decode().split())
    assert '<session> & #eval("x")' in told
    assert "=1+1" in told
    assert "Lou □" in told


def test_a_small_group_has_no_distribution(place):
    workshop, _, _ = place
    _, session, people = open_session(workshop, NAMES[2:6])
    for rank, one in enumerate(people):
        work(workshop, one, rank)
        give_opinion(workshop, workshop.learners.find(one), session.id, {"utile": "5"})
    document = session_report(workshop, session)
    told = words(document)
    assert not [block for block in document.blocks if isinstance(block, Bars)]
    assert "aucune répartition n'est donnée" in told.replace("&#x27;", "'")
    assert "4\u00a0avis reçus" in told or "4\u202favis reçus" in told
    progress = next(b for b in document.blocks if isinstance(b, Table) and len(b.head) == 4)
    assert progress.rows[0][1] == progress.rows[0][3] == "non montré"


def test_an_empty_session_is_told_too(place):
    workshop, _, _ = place
    _, session, _ = open_session(workshop, ())
    assert "Personne n'a encore rejoint" in words(session_report(workshop, session)).replace(
        "&#x27;", "'"
    )
