"""Pseudonyms: what is refused and told why, what passes, and what is proposed."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.services.codes import bare_code, grouped
from grader.services.sessions.pseudonyms import LONGEST, read_pseudonym


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "pseudonym-empty"),
        (" \t ", "pseudonym-empty"),
        ("---", "pseudonym-empty"),
        ("a" * (LONGEST + 1), "pseudonym-long"),
        ("ana@mairie.fr", "pseudonym-mail"),
        ("ana\uff20mairie.fr", "pseudonym-mail"),
        ("ana (at) mairie", "pseudonym-mail"),
        ("06 12 34 56 78", "pseudonym-phone"),
        ("Tél. 06.12.34.56.78", "pseudonym-phone"),
        ("+33 6-12-34-56-78", "pseudonym-phone"),
        ("\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", "pseudonym-phone"),
        ("2 85 05 78 006 084 36", "pseudonym-nir"),
        ("185057800608436", "pseudonym-nir"),
        ("1 85 05 2A 006 084", "pseudonym-nir"),
        ("a\u202eb", "pseudonym-signs"),
        ("a\u200bb", "pseudonym-signs"),
        ("a\x00b", "pseudonym-signs"),
        ("a\ud800", "pseudonym-signs"),
    ],
)
def test_what_may_name_somebody_or_deceive_is_refused(typed, code):
    with pytest.raises(RefusedError) as refused:
        read_pseudonym(typed)
    assert refused.value.code == code
    assert not typed.strip() or typed not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mésange", "Mésange"),
        ("  Mésange   bleue ", "Mésange bleue"),
        ("Me\u0301sange", "Mésange"),
        ("Sauge-42", "Sauge-42"),
        ("Équipe 2026", "Équipe 2026"),
        ("<b>x</b>", "<b>x</b>"),
        ("a" * LONGEST, "a" * LONGEST),
    ],
)
def test_anything_else_is_kept_as_written(typed, kept):
    assert read_pseudonym(typed) == kept


def test_a_code_is_read_as_people_type_it_and_written_in_threes():
    assert {bare_code(one) for one in (" acd efh-jkm\n", "ACD‑EFH–JKM", "ACDEFHJKM")} == {
        "ACDEFHJKM"
    }
    assert grouped("ACDEFHJKM") == "ACD-EFH-JKM"
    assert len(bare_code("A" * 10_000)) <= 64
