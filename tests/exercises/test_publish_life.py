"""Goals about the life of a record: draft, way in, updates, harvest, answers; and lookalikes."""

from __future__ import annotations

import pytest

from tests.exercises.publishing import (
    BODY,
    GOOD,
    HARVEST,
    PERIOD,
    REPLACE,
    TAGS,
    create,
    describe,
    judged,
    put,
    regional,
    source,
    upload,
)

NEW_FILE = "communes/val-ouvert/deliberations.csv"
OLD_FILE = "communes/val-ouvert/publier/deliberations-septembre-2025.csv"
KEPT = {"kept": ["description", "tags", "temporal_coverage", "spatial", "schema", "resources"]}
WHOLE = {"title": BODY["title"], "tags": TAGS, "temporal_coverage": PERIOD}
REPLACED = {"replaced": NEW_FILE}
SWAP = {
    "method": "POST",
    "path": "/api/1/datasets/{seances}/resources/{seances.0}/upload/",
    "file": NEW_FILE,
}
DROP = {"method": "DELETE", "path": "/api/1/datasets/{seances}/resources/{seances.0}/"}
ADD = {"method": "POST", "path": "/api/1/datasets/{seances}/upload/"}
#: The call that makes the record of the start public, with a licence.
OPEN = put(
    "{fontaines}",
    license="lov2",
    private=False,
    tags=["fontaines", "eau-potable", "accessibilite"],
    temporal_coverage={"start": "2026-03-01"},
)
COPY = regional(
    "POST",
    "/api/1/datasets/",
    title="Fontaines d'eau potable de Val-Ouvert",
    description="Recopiée à la main.",
    organization="{organisation}",
)


@pytest.mark.parametrize(
    ("calls", "met"),
    [
        (GOOD, True),
        ([create(private=True)], False),
        ([create(private=True), put(**WHOLE, private=False)], True),
        ([create(archived="2026-10-01T00:00:00+00:00")], False),
        ([*GOOD, put(**WHOLE, private=True)], False),
    ],
)
def test_public_is_what_anyone_reads(calls, met):
    assert judged({"public": True}, calls).met is met


@pytest.mark.parametrize(
    ("calls", "met"),
    [
        ([create(private=True), put(**WHOLE, private=False)], True),
        ([create(private=True), upload(), describe(), put(**WHOLE, private=False)], True),
        ([create(private=True)], False),
        (GOOD, False),
        ([create(), put(**WHOLE, private=True), put(**WHOLE, private=False)], False),
    ],
)
def test_a_draft_is_born_so(calls, met):
    assert judged({"drafted": True}, calls).met is met


@pytest.mark.parametrize("via", ["api", "page"])
def test_the_way_in_is_that_of_the_creation(via):
    other = "page" if via == "api" else "api"

    assert judged({"by": via}, GOOD, **{"as": via}).met
    assert not judged({"by": other}, GOOD, **{"as": via}).met


# What updates keep -----------------------------------------------------------------------


def test_an_update_that_says_again_what_it_must_erases_nothing():
    assert judged(KEPT, [*GOOD, put(**WHOLE, frequency="monthly")]).met


@pytest.mark.parametrize(
    ("calls", "word"),
    [
        ([put(title="Autre", temporal_coverage=PERIOD)], "les mots-clés"),
        ([put(title="Autre", tags=TAGS)], "la période couverte"),
        ([put(**{**WHOLE, "tags": []})], "les mots-clés"),
        ([{**describe(), "body": {"schema": None}}], "le schéma"),
        ([put(**WHOLE, resources=[{"title": "x", "url": "https://x.example/a.csv"}])], "ressour"),
    ],
)
def test_an_update_that_erases_is_told_by_what_it_erased(calls, word):
    state = judged(KEPT, [*GOOD, *calls])

    assert not state.met
    assert word in state.sentence
    assert "Une mise à jour a effacé" in state.sentence


def test_what_was_emptied_and_filled_again_was_still_emptied():
    calls = [*GOOD, put(title="Autre"), put(**WHOLE)]

    assert not judged(KEPT, calls).met


def test_what_was_never_filled_is_not_kept():
    state = judged(KEPT, [create(tags=[]), upload(), describe()])

    assert not state.met
    assert "Il manque les mots-clés" in state.sentence


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, True),
        ({"tags": ["deliberations", "conseil-municipal", "vie-democratique", "votes"]}, True),
        ({"temporal_coverage": {"start": "2024-01-01", "end": "2025-12-31"}}, True),
        ({"tags": ["fontaines"]}, False),
        ({"temporal_coverage": {"start": "2025-10-01", "end": "2025-12-31"}}, False),
        ({"description": "Tout autre chose, pour dire que le fichier a changé."}, False),
        ({"spatial": {"zones": ["fr:commune:99017"]}}, False),
    ],
)
def test_what_the_start_said_holds_and_may_be_added_to(changes, met):
    said = {
        "tags": ["deliberations", "conseil-municipal", "vie-democratique"],
        "temporal_coverage": {"start": "2024-01-01", "end": "2025-09-30"},
        **changes,
    }
    assert judged(KEPT, [SWAP, put("{seances}", **said)], REPLACE).met is met


# Replacing a file ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calls", "word"),
    [
        ([SWAP], "gardé son identifiant"),
        ([], "n'est pas sur la fiche"),
        ([{**SWAP, "file": OLD_FILE}], "n'est pas sur la fiche"),
        ([{**ADD, "file": NEW_FILE}], "autre adresse"),
        ([DROP, {**ADD, "file": NEW_FILE}], "autre adresse"),
        ([SWAP, {**ADD, "file": OLD_FILE}], "resté à côté"),
        ([SWAP, {**ADD, "file": OLD_FILE, "name": "archive-2025.csv"}], "resté à côté"),
        ([SWAP, {**ADD, "file": NEW_FILE}], "resté à côté"),
        ([{**SWAP, "file": OLD_FILE}, SWAP], "gardé son identifiant"),
    ],
)
def test_a_file_is_replaced_at_its_own_address_and_nothing_stays_beside(calls, word):
    state = judged(REPLACED, calls, REPLACE)

    assert word in state.sentence
    assert state.met is (word == "gardé son identifiant")


# Harvested once --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calls", "word"),
    [
        ([OPEN, *source()], "Elle y est une fois"),
        ([*source(), OPEN, {"harvest": "run"}], "Elle y est une fois"),
        ([OPEN, *source(), {"harvest": "run"}, {"days": 2}], "Elle y est une fois"),
        ([], "ne présente pas"),
        ([*source(), {"harvest": "run"}], "ne présente pas"),
        ([OPEN, source()[0], {"harvest": "run"}], "ne présente pas"),
        ([COPY], "recopiée à la main"),
        ([COPY, OPEN, *source()], "2 fois"),
        ([OPEN, *source(), COPY], "2 fois"),
        (
            [
                COPY,
                OPEN,
                *source(),
                {**COPY, "method": "DELETE", "path": "/api/1/datasets/{copie}/"},
            ],
            "Elle y est une fois",
        ),
        (
            [OPEN, *source(), put("{fontaines}", **{**OPEN["body"], "private": True}), {"days": 9}],
            "plus visible",
        ),
    ],
)
def test_harvested_once_is_neither_a_copy_nor_twice_nor_gone(calls, word):
    state = judged({"harvested": 1}, calls, HARVEST)

    assert word in state.sentence
    assert state.met is (word == "Elle y est une fois")
    assert bool(state.remedy) is not state.met


def test_a_copy_under_another_title_that_leads_to_the_same_file_is_a_copy():
    file = {
        **regional(
            "POST",
            "/api/1/datasets/{copie}/resources/",
            title="x",
            url="{portail}/api/1/datasets/r/{fontaines.0}",
            filetype="remote",
        )
    }
    renamed = {**COPY, "body": {**COPY["body"], "title": "Points d'eau"}}
    calls = [renamed, file, OPEN, *source()]

    assert "2 fois" in judged({"harvested": 1}, calls, HARVEST).sentence


def test_another_record_of_the_region_is_nothing_to_do_with_it():
    other = {**COPY, "body": {**COPY["body"], "title": "Bancs publics"}}

    assert judged({"harvested": 1}, [other, OPEN, *source()], HARVEST).met


# Answering -------------------------------------------------------------------------------

_FIND = "/api/1/discussions/"
ANSWER = "Bonjour, le fichier de décembre est en ligne, à la même adresse permanente."


def _answered(**more):
    return {"method": "POST", "path": _FIND + "{discussion}/", "body": more}


def _ask_anew(**more):
    subject = {"class": "Dataset", "id": "{seances}"}
    body = {"title": "Réponse", "comment": ANSWER, "subject": subject, **more}
    return {"method": "POST", "path": _FIND, "body": body}


@pytest.mark.parametrize(
    ("calls", "word"),
    [
        ([_answered(comment=ANSWER)], "Votre réponse est sous la fiche"),
        ([_answered(comment=ANSWER, close=True)], "Votre réponse est sous la fiche"),
        ([], "attend encore"),
        ([_answered(comment="Oui.")], "quelques mots"),
        ([_answered(comment="oui oui oui oui oui oui")], "quelques mots"),
        ([_answered(close=True)], "close, sans réponse"),
        ([_ask_anew()], "attend encore"),
    ],
)
def test_an_answer_is_in_the_discussion_itself(calls, word):
    state = judged({"answered": True}, calls, REPLACE)

    assert word in state.sentence
    assert state.met is (word == "Votre réponse est sous la fiche")
