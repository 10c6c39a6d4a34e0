"""The widget: what it shows, what it answers, and what it never lets out."""

from __future__ import annotations

import os

import pytest

from grader.errors import OuvroirError
from grader.typography import french
from grader.ui import show
from grader.ui.piece import MIME, Piece, Unavailable
from tests.ui.conftest import QUESTION


class Server:
    """Stands for the client: answers with a view, or raises."""

    subject = "preparer/lecon"

    def __init__(self, answer):
        self.answer = answer
        self.asked = []

    def call(self, operation, request):
        self.asked.append((operation, request))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def piece_of(monkeypatch):
    def make(answer, kind="question", ref="prep-r01"):
        server = Server(answer)
        piece = Piece(kind, ref, {"state": "open"}, server)
        sent = []
        monkeypatch.setattr(piece, "send", sent.append)
        return piece, server, sent

    return make


def says(content, method="custom", **more):
    return {"content": {"data": {"method": method, "content": content, **more}}, "buffers": []}


def test_an_answer_is_shown_and_sent_back(piece_of):
    piece, server, sent = piece_of({"state": "done"})

    piece._handle_msg(says({"action": "answer", "request": "r1", "chosen": ["a"]}))

    assert server.asked == [("answer", {"item": "prep-r01", "chosen": ["a"]})]
    assert sent == [{"request": "r1", "view": {"state": "done"}}]
    assert piece.view == {"state": "done"}


def test_a_part_of_a_reply_is_kept_for_the_piece_that_asked(piece_of):
    piece, _, sent = piece_of({"end": {"done": True}}, "lesson_end", "preparer/lecon")

    piece._handle_msg(says({"action": "refresh", "request": "r1"}))

    assert sent == [{"request": "r1", "view": {"done": True}}]
    assert piece.view == {"done": True}


def test_what_only_its_asker_was_to_get_leaves_the_view_alone(piece_of):
    rows = {"key": "blank-row|", "rows": [], "total": 0}
    piece, server, sent = piece_of(rows, "bench", "validateur")

    asked = {"action": "rows", "request": "r1", "group": "blank-row|", "offset": 0}
    piece._handle_msg(says(asked))

    request = {"group": "blank-row|", "offset": 0, "subject": "validateur"}
    assert server.asked == [("bench_rows", request)]
    assert sent == [{"request": "r1", "view": rows}]
    assert piece.view == {"state": "open"}


def test_the_bench_of_an_exercise_takes_its_place_in_the_exercise(piece_of):
    piece, server, sent = piece_of({"state": "ready", "revision": 3}, "exercise", "preparer/f")

    piece._handle_msg(says({"action": "bench_undo", "request": "r1", "revision": 4}))

    whole = {"state": "open", "bench": {"state": "ready", "revision": 3}}
    assert server.asked == [("bench_undo", {"revision": 4, "subject": "preparer/f"})]
    assert sent == [{"request": "r1", "view": whole}]
    assert piece.view == whole


def test_a_refusal_of_the_server_is_told(piece_of):
    piece, _, sent = piece_of(OuvroirError("done", "Question terminée.", "Continuez."))

    piece._handle_msg(says({"action": "skip", "request": "r1"}))

    error = {"code": "done", "message": "Question terminée.", "hint": "Continuez."}
    assert sent == [{"request": "r1", "error": error}]
    assert piece.view == {"state": "open"}


def test_an_unknown_action_does_not_reach_the_server(piece_of):
    piece, server, sent = piece_of({})

    piece._handle_msg(says({"action": "grade", "request": "r1"}))

    assert server.asked == []
    assert sent[0]["error"]["code"] == "bad-request"


def test_an_unexpected_exception_reaches_the_browser_as_a_calm_sentence(piece_of, capfd):
    piece, _, sent = piece_of(ValueError("valeur-de-cellule"))

    piece._handle_msg(says({"action": "skip", "request": "r1"}))

    assert sent[0]["error"]["code"] == "page-fault"
    assert "valeur-de-cellule" not in str(sent)
    logged = capfd.readouterr().err
    assert "ValueError" in logged
    assert "valeur-de-cellule" not in logged


@pytest.mark.parametrize(
    "message",
    [
        pytest.param(says({"action": "skip"}), id="no request"),
        pytest.param(says({"action": "skip", "request": "x" * 100}), id="long request"),
        pytest.param(says("texte"), id="no object"),
        pytest.param(says(None), id="nothing"),
        pytest.param({"content": {"data": {"method": "custom"}}}, id="no content"),
        pytest.param({"content": {"data": "texte"}}, id="no data"),
        pytest.param({}, id="no message"),
        pytest.param(says({}, method="effacer"), id="unknown method"),
    ],
)
def test_what_cannot_be_answered_is_left_alone(piece_of, message):
    piece, server, sent = piece_of({})

    piece._handle_msg(message)

    assert (server.asked, sent, piece.view) == ([], [], {"state": "open"})


def test_the_browser_cannot_set_a_trait(piece_of):
    piece, _, _ = piece_of({})

    piece._handle_msg(says({}, method="update", state={"view": {"state": "done"}, "ref": "x"}))

    assert (piece.view, piece.ref) == ({"state": "open"}, "prep-r01")


def test_the_browser_may_ask_for_the_state_again(piece_of, monkeypatch):
    piece, _, _ = piece_of({})
    sent = []
    monkeypatch.setattr(piece, "_send", lambda msg, buffers=None: sent.append(msg))

    piece._handle_msg(says(None, method="request_state"))

    assert sent[0]["state"]["view"] == {"state": "open"}


def test_synced_traits_are_the_public_ones_and_no_other(piece_of):
    piece, _, _ = piece_of({})

    public = {name for name in piece.keys if not name.startswith("_")}

    # tabbable and tooltip belong to ipywidgets' DOM widgets; ours is not even one.
    assert public == {"kind", "ref", "view"}


def test_a_cell_gives_what_the_template_reads(fresh_page):
    fresh_page()

    bundle = show("question", "prep-r01")._repr_mimebundle_()

    piece = bundle[MIME]
    assert (piece["kind"], piece["ref"], piece["view"]) == ("question", "prep-r01", QUESTION)
    assert piece["model"]
    assert "error" not in piece
    assert "Ouvroir" in bundle["text/plain"]


@pytest.mark.parametrize(
    ("kind", "ref"),
    [
        ("question", "prep-r01"),
        ("quiz", "preparer/quiz"),
        ("exercise", "preparer/fichier"),
        ("lesson_end", "preparer/lecon"),
    ],
)
def test_each_part_of_a_lesson_is_found(fresh_page, kind, ref):
    fresh_page()

    assert show(kind, ref).view["id"] == ref


def test_a_bench_is_that_of_its_page(fresh_page, page_server):
    page_server.answers["bench_view"] = {"view": {"subject": "validateur", "state": "empty"}}
    fresh_page("validateur")

    piece = show("bench", "validateur")

    assert (piece.kind, piece.view["state"]) == ("bench", "empty")
    assert page_server.asked[0][:2] == ("/racine/page/bench_view", {"subject": "validateur"})


def test_a_lesson_is_asked_for_once(fresh_page, page_server):
    fresh_page()

    show("question", "prep-r01")
    show("quiz", "preparer/quiz")
    show("lesson_end", "preparer/lecon")

    assert [request for _, request, _ in page_server.asked] == [{"lesson": "preparer/lecon"}]


@pytest.mark.parametrize(
    ("kind", "operation", "subject", "request_", "ref"),
    [
        ("home", "home_view", "", {}, ""),
        ("module", "module_view", "preparer", {"module": "preparer"}, "preparer"),
        ("trainer", "trainer_view", "s12ab", {"session": "s12ab"}, "s12ab"),
        ("free_quiz", "free_view", "", {}, ""),
    ],
)
def test_a_page_of_its_own_asks_for_itself(
    fresh_page, page_server, kind, operation, subject, request_, ref
):
    fresh_page(subject)
    page_server.answers[operation] = {"view": {"title": kind}}

    piece = show(kind, "")

    assert (piece.view, piece.ref) == ({"title": kind}, ref)
    [(path, request, _)] = page_server.asked
    assert path.endswith(f"/page/{operation}")
    assert request == request_


def test_the_token_is_gone_once_a_page_is_open(fresh_page):
    fresh_page()

    show("question", "prep-r01")

    assert "OUVROIR_PAGE_TOKEN" not in os.environ


@pytest.mark.parametrize(
    ("kind", "ref"), [("question", "absente"), ("inconnu", "prep-r01"), ("quiz", "prep-r01")]
)
def test_what_the_lesson_does_not_hold_says_so(fresh_page, kind, ref):
    fresh_page()

    shown = show(kind, ref)

    assert isinstance(shown, Unavailable)
    error = shown._repr_mimebundle_()[MIME]["error"]
    assert error["code"] == "unknown-activity"
    assert french(error["message"]) == error["message"]


def test_showing_never_raises(fresh_page, page_server, capfd):
    fresh_page()
    page_server.answers["lesson_view"] = {"view": {"questions": ["pas", "un", "objet"]}}

    shown = show("question", "prep-r01")

    assert shown._repr_mimebundle_()[MIME]["error"]["code"] == "page-fault"
    assert "AttributeError" in capfd.readouterr().err
