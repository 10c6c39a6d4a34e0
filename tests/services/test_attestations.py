"""From « en cours » to a sealed file, and a name that is kept nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.content.path_model import PAGE
from grader.errors import RefusedError
from grader.services import attestations as at

NAME = "Éloïse Zzyqv"


def test_a_name_that_hides_or_turns_text_is_refused():
    for typed in ("", "  ", "123", "a" * 81, "Zoé\u202e", "Zo\né"):
        with pytest.raises(RefusedError):
            at.checked_name(typed)


def test_the_file_is_given_once_obtained_and_no_name_stays(workshop):
    named = replace(workshop, settings=replace(workshop.settings, instance="Syndicat"))
    me = workshop.learners.create().id
    first = at.standings(named, me)[0]
    assert first.status == at.GOING_ON
    with pytest.raises(RefusedError):
        at.take(named, me, first.path.id, NAME, "https://a.example")
    known = replace(
        first, modules=tuple(replace(m, percent=90, reached=True) for m in first.modules)
    )
    assert at._status(known.modules, ()) == at.OBTAINED
    assert any(step.kind != PAGE for step in first.path.steps)
