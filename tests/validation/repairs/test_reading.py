"""What writing the new file mends: told once, without a change to any cell."""

from __future__ import annotations

import pytest

from grader.tables.notices import NOTICES
from grader.validation.repairs.mend import mend
from grader.validation.repairs.structure.reading import DELIMITERS
from tests.validation.repairs.structural import AIDS, aids, applied, found, read, sure
from tests.validation.reports import ordinary

SURE = {"do": "sure"}
TEXT = "\r\n".join(aids()) + "\r\n"
TITLES = "SUBVENTIONS VERSÉES\r\nAttribuant : Commune de Val-Ouvert\r\nSIRET : 21990042000015\r\n"


@pytest.mark.parametrize(
    ("data", "cause", "before", "after"),
    [
        (TEXT.encode("cp1252"), "encoding", "Windows-1252 (aussi appelé « ANSI »)", "UTF-8"),
        (TEXT.encode("utf-16"), "encoding", "UTF-16", "UTF-8"),
        (TEXT.encode("utf-8-sig"), "byte-order-mark", "marque d'ordre des octets", None),
        (TEXT.replace(",", ";").encode(), "delimiter", "point-virgule", "virgule"),
        (TEXT.replace(",", "\t").encode(), "delimiter", "tabulation", "virgule"),
        ((TITLES + TEXT).encode(), "title-lines", "3 lignes de titre", None),
        (TEXT.replace("unique", "uni\0que", 1).encode(), "nul-bytes", "1 caractère nul", None),
        (
            TEXT.replace("\r\n", "\u2028").encode(),
            "line-ends",
            "le séparateur de lignes d'Unicode",
            "un retour à la ligne",
        ),
        (
            TEXT.replace("Vélo-école", '"Vélo" école', 1).encode(),
            "orphan-quote",
            "1 ligne au guillemet isolé",
            "textes entourés de guillemets, ceux de l'intérieur doublés",
        ),
    ],
    ids=["ansi", "wide", "mark", "semicolon", "tab", "titles", "nul", "line-ends", "quote"],
)
def test_the_way_of_writing_is_mended_once(tmp_path, data, cause, before, after):
    table = read(tmp_path, data)
    every = found(table)
    assert sure(every) == {f"{cause}|"}
    (place,) = every[f"{cause}|"].change.places(None, slice(None))
    assert (place.line, ordinary(place.before), place.after) == (None, before, after)
    draft = applied(table, f"{cause}|")
    assert draft.cells.equals(table.cells)
    assert [step.repair.cause for step in mend(table, AIDS, [SURE, SURE]).steps] == [cause]


def test_all_that_is_amiss_at_once_is_told_and_settled(tmp_path):
    data = (TITLES + TEXT.replace(",", ";")).encode("cp1252")
    every = found(read(tmp_path, data))
    assert sure(every) == {"encoding|", "delimiter|", "title-lines|"}
    mended = mend(read(tmp_path, data), AIDS, [SURE])
    assert mended.draft.notices == ()
    assert len(mended.steps) == 3


def test_what_a_person_must_look_at_is_not_settled_by_writing(tmp_path):
    table = read(tmp_path, (TEXT + TEXT.partition("\r\n")[2].replace("é", "\ufffd")).encode())
    codes = {notice.code for notice in mend(table, AIDS, [SURE]).draft.notices}
    assert "lost-characters" in codes


def test_every_notice_that_is_settled_exists_and_every_separator_has_a_name():
    from grader.tables.dialect import DELIMITERS as KNOWN
    from grader.validation.repairs.structure.reading import SETTLED

    assert set(SETTLED) <= set(NOTICES)
    assert set(DELIMITERS) == set(KNOWN)
