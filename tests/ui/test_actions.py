"""The list of what a browser may ask of a piece: everything else is refused before the server."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.ui.actions import ACTIONS, is_request_id, read_action

SHA = "0123456789abcdef" * 4
SPEC = {
    "marks": "bars", "by": "Association (n° 1)", "value": "", "count": "rows", "order": "value",
    "most": 0, "zero": True,
}  # fmt: skip
CHART = {"spec": SPEC, "title": "", "alternative": "Voir <b>."}
ANSWERS = {"databases": "not_applicable", "dpo": "required"}
SPANS = [[0, 12, "private-life"], [20, 24, ""]]

ALLOWED = [
    ("question", "prep-r01", {"action": "answer", "chosen": ["a", "c"]},
     "answer", {"item": "prep-r01", "chosen": ["a", "c"]}),
    ("question", "prep-r01", {"action": "skip"}, "skip", {"item": "prep-r01"}),
    ("quiz", "preparer/quiz", {"action": "answer", "item": "prep-q01", "chosen": ["b"]},
     "answer", {"item": "prep-q01", "chosen": ["b"], "quiz": "preparer/quiz"}),
    ("quiz", "preparer/quiz", {"action": "skip", "item": "prep-q01"},
     "skip", {"item": "prep-q01", "quiz": "preparer/quiz"}),
    ("question", "prep-r01", {"action": "hint"}, "question_hint", {"item": "prep-r01"}),
    ("question", "prep-r01", {"action": "reveal"}, "reveal", {"item": "prep-r01"}),
    ("question", "prep-r01", {"action": "again"}, "again", {"item": "prep-r01"}),
    ("quiz", "preparer/quiz", {"action": "hint", "item": "prep-q01"},
     "question_hint", {"item": "prep-q01", "quiz": "preparer/quiz"}),
    ("quiz", "preparer/quiz", {"action": "reveal", "item": "prep-q01"},
     "reveal", {"item": "prep-q01", "quiz": "preparer/quiz"}),
    ("question", "prep-r01", {"action": "report", "category": "typo", "comment": ""},
     "report_question", {"item": "prep-r01", "category": "typo", "comment": ""}),
    *(
        (kind, "preparer/x",
         {"action": "report", "item": "prep-q01", "category": "wrong_key", "comment": "Voir <b>."},
         "report_question",
         {"item": "prep-q01", "category": "wrong_key", "comment": "Voir <b>."})
        for kind in ("quiz", "case", "free_quiz", "placement", "recall")
    ),
    ("case", "preparer/cas", {"action": "answer", "item": "prep-q01", "chosen": ["b"]},
     "answer", {"item": "prep-q01", "chosen": ["b"], "case": "preparer/cas"}),
    *(
        ("case", "preparer/cas", {"action": action, "item": "prep-q01"},
         operation, {"item": "prep-q01", "case": "preparer/cas"})
        for action, operation in (
            ("skip", "skip"), ("hint", "question_hint"), ("reveal", "reveal"),
        )
    ),
    ("case", "preparer/cas", {"action": "solution"}, "solution", {"exercise": "preparer/cas"}),
    ("quiz", "preparer/quiz", {"action": "solution"}, "solution", {"exercise": "preparer/quiz"}),
    ("exercise", "preparer/f", {"action": "check_file", "file": SHA, "schema": ""},
     "check_file", {"exercise": "preparer/f", "file": SHA, "schema": ""}),
    ("exercise", "preparer/f",
     {"action": "check_file", "file": SHA, "schema": "scdl/deliberations@2.1.5"},
     "check_file", {"exercise": "preparer/f", "file": SHA, "schema": "scdl/deliberations@2.1.5"}),
    ("exercise", "preparer/f", {"action": "read_sheet", "file": SHA, "sheet": "Délibérations <b>"},
     "read_sheet", {"exercise": "preparer/f", "file": SHA, "sheet": "Délibérations <b>"}),
    ("exercise", "preparer/f", {"action": "hint"}, "hint", {"exercise": "preparer/f"}),
    ("exercise", "preparer/f", {"action": "solution"}, "solution", {"exercise": "preparer/f"}),
    ("exercise", "preparer/f", {"action": "restart"}, "restart", {"exercise": "preparer/f"}),
    ("exercise", "preparer/f", {"action": "refresh"}, "exercise_view", {"exercise": "preparer/f"}),
    *(
        ("anonymise", "essai/a", {"action": action}, operation, {"exercise": "essai/a"})
        for action, operation in (
            ("hint", "hint"), ("solution", "solution"), ("refresh", "exercise_view"),
        )
    ),
    *(
        ("chart", "essai/g", {"action": action}, action, {"exercise": "essai/g"})
        for action in ("hint", "solution")
    ),
    ("chart", "essai/g", {"action": "check", **CHART},
     "chart_check", {"exercise": "essai/g", **CHART}),
    *(
        ("redact", "essai/a", {"action": action}, action, {"exercise": "essai/a"})
        for action in ("hint", "solution")
    ),
    *(
        ("redact", "essai/a", {"action": action, "spans": SPANS},
         f"redact_{action}", {"exercise": "essai/a", "spans": SPANS})
        for action in ("keep", "check")
    ),
    *(
        ("duties", "essai/d", {"action": action}, action, {"exercise": "essai/d"})
        for action in ("hint", "solution")
    ),
    *(
        ("dictionary", "essai/f", {"action": action}, action, {"exercise": "essai/f"})
        for action in ("hint", "solution")
    ),
    ("dictionary", "essai/f", {"action": "check", "columns": {"A b": {"unit": "m²"}}},
     "dictionary_check", {"exercise": "essai/f", "columns": {"A b": {"unit": "m²"}}}),
    *(
        ("rows", "essai/l", {"action": action}, sent, {"exercise": "essai/l"})
        for action, sent in (("hint", "hint"), ("solution", "solution"), ("again", "rows_again"))
    ),
    ("rows", "essai/l", {"action": "answer", "draw": 1, "ticked": [1, 4]},
     "rows_answer", {"exercise": "essai/l", "draw": 1, "ticked": [1, 4]}),
    ("duties", "essai/d", {"action": "check", "answers": ANSWERS},
     "duties_check", {"exercise": "essai/d", "answers": ANSWERS}),
    *(
        ("dialogue", "essai/r", {"action": action}, action, {"exercise": "essai/r"})
        for action in ("hint", "solution")
    ),
    ("dialogue", "essai/r", {"action": "reply", "turn": "debut", "reply": "b"},
     "dialogue_reply", {"exercise": "essai/r", "turn": "debut", "reply": "b"}),
    ("dialogue", "essai/r", {"action": "replay"}, "dialogue_replay", {"exercise": "essai/r"}),
    ("lesson_end", "preparer/l", {"action": "finish"}, "finish_lesson", {"lesson": "preparer/l"}),
    ("lesson_end", "preparer/l", {"action": "refresh"}, "lesson_view", {"lesson": "preparer/l"}),
    ("module", "preparer", {"action": "hand_in", "send_files": False},
     "hand_in", {"module": "preparer", "send_files": False}),
    ("module", "preparer", {"action": "refresh"}, "module_view", {"module": "preparer"}),
    ("home", "", {"action": "choose_role", "role": "agent"}, "choose_role", {"role": "agent"}),
    ("trainer", "s1", {"action": "grade"}, "grade", {"session": "s1"}),
    ("trainer", "", {"action": "refresh"}, "trainer_view", {"session": ""}),
    ("trainer", "", {"action": "review", "answer": 7, "marks": ["a=2", "b=0.5"], "comment": ""},
     "review", {"answer": 7, "marks": ["a=2", "b=0.5"], "comment": "", "session": ""}),
    ("trainer", "", {"action": "settle", "report": 3, "settled": True},
     "settle_report", {"report": 3, "settled": True, "session": ""}),
    ("room", "s1/projection", {"action": "refresh"}, "room_view", {"room": "s1/projection"}),
]  # fmt: skip

REFUSED = [
    pytest.param("question", {"action": "hand_in", "send_files": True}, id="another piece's"),
    pytest.param("question", {"action": "grade"}, id="a trainer's"),
    pytest.param("question", {"action": "lesson_view"}, id="a server's operation by its name"),
    pytest.param("question", {"action": "__class__"}, id="a Python name"),
    pytest.param("question", {"action": ["answer"]}, id="no text"),
    pytest.param("question", {}, id="no action"),
    pytest.param("unknown", {"action": "answer", "chosen": ["a"]}, id="a piece that is none"),
    pytest.param("question", {"action": "answer"}, id="argument missing"),
    pytest.param("question", {"action": "answer", "chosen": ["a"], "item": "prep-q01"},
                 id="another item"),
    pytest.param("exercise", {"action": "hint", "exercise": "preparer/autre"},
                 id="another exercise"),
    pytest.param("question", {"action": "answer", "chosen": "abc"}, id="letters as a text"),
    pytest.param("question", {"action": "answer", "chosen": ["a"] * 10_000}, id="oversized"),
    pytest.param("question", {"action": "answer", "chosen": [1]}, id="numbers"),
    pytest.param("question", {"action": "answer", "chosen": ["a" * 8_001]}, id="a novel"),
    pytest.param("question", {"action": "answer", "chosen": {"a": 1}}, id="an object"),
    pytest.param("quiz", {"action": "skip", "item": "../secret"}, id="a path for an item"),
    pytest.param("quiz", {"action": "skip", "item": "a" * 65}, id="a long item"),
    pytest.param("quiz", {"action": "skip", "item": "prep-q01\n"}, id="a line end"),
    pytest.param("exercise", {"action": "check_file", "file": SHA.upper(), "schema": ""},
                 id="no hash of ours"),
    pytest.param("exercise", {"action": "check_file", "file": "../../etc/passwd", "schema": ""},
                 id="a path for a file"),
    pytest.param("exercise", {"action": "check_file", "file": SHA, "schema": "x" * 500},
                 id="a long schema"),
    pytest.param("exercise", {"action": "check_file", "file": SHA, "schema": None},
                 id="no schema at all"),
    pytest.param("exercise", {"action": "read_sheet", "file": SHA, "sheet": ""}, id="no sheet"),
    pytest.param("exercise", {"action": "read_sheet", "file": SHA, "sheet": "x" * 121},
                 id="a long sheet"),
    pytest.param("exercise", {"action": "read_sheet", "file": SHA, "sheet": 1}, id="a place"),
    pytest.param("exercise", {"action": "read_sheet", "file": "../a", "sheet": "Feuil1"},
                 id="a path for a workbook"),
    *(
        pytest.param("chart", {"action": "check", **CHART, **bad}, id=f"a chart: {name}")
        for name, bad in {
            "no choices": {"spec": None},
            "a choice of one's own": {"spec": {**SPEC, "file": "/etc/passwd"}},
            "a list for a column": {"spec": {**SPEC, "by": ["a"]}},
            "a long column": {"spec": {**SPEC, "value": "x" * 201}},
            "a tag for a form": {"spec": {**SPEC, "marks": "<b>"}},
            "a yes for a number": {"spec": {**SPEC, "most": True}},
            "a number for a yes": {"spec": {**SPEC, "zero": 1}},
            "a long title": {"title": "x" * 201},
            "a novel": {"alternative": "x" * 1_001},
            "another exercise": {"exercise": "essai/autre"},
        }.items()
    ),
    *(
        pytest.param("redact", {"action": "check", "spans": spans}, id=f"passages: {name}")
        for name, spans in {
            "no list": {"0": 12},
            "two places": [[0, 12]],
            "a text for a place": [["0", 12, ""]],
            "a yes for a place": [[True, 12, ""]],
            "before the text": [[-1, 12, ""]],
            "a tag for a reason": [[0, 12, "<b>"]],
            "no reason at all": [[0, 12, None]],
            "too many": [[0, 1, ""]] * 2_001,
        }.items()
    ),
    *(
        pytest.param("dialogue", {"action": "reply", "turn": "debut", "reply": "a", **changes},
                     id=f"dialogue: {name}")
        for name, changes in {
            "a path for a turn": {"turn": "../debut"},
            "a number for a turn": {"turn": 1},
            "two letters": {"reply": "ab"},
            "a letter past the last": {"reply": "e"},
            "no letter": {"reply": None},
            "another exercise": {"exercise": "essai/autre"},
        }.items()
    ),
    pytest.param("redact", {"action": "keep", "spans": [], "exercise": "essai/autre"},
                 id="another act"),
    *(
        pytest.param("rows", {"action": "answer", "draw": 1, "ticked": ticked}, id=f"rows: {name}")
        for name, ticked in {
            "a text": "1", "no number": ["1"], "a yes": [True], "zero": [0], "too many": [1] * 21,
        }.items()
    ),
    *(
        pytest.param("dictionary", {"action": "check", "columns": said}, id=f"dictionary: {name}")
        for name, said in {
            "a list": ["A"], "a text": {"A": "m²"}, "no text": {"A": {"unit": 1}},
            "a long text": {"A": {"unit": "x" * 501}}, "too many": {f"C{n}": {} for n in range(61)},
        }.items()
    ),
    pytest.param("rows", {"action": "answer", "draw": 0, "ticked": [1]}, id="rows: no draw"),
    *(
        pytest.param("duties", {"action": "check", "answers": answers}, id=f"duties: {name}")
        for name, answers in {
            "a list": ["databases"],
            "no text": {"databases": 1},
            "a path for a duty": {"../secret": "required"},
            "a tag for an answer": {"databases": "<b>"},
            "a long answer": {"databases": "x" * 17},
            "too many": {f"duty-{n}": "required" for n in range(16)},
        }.items()
    ),
    pytest.param("duties", {"action": "check", "answers": {}, "exercise": "essai/autre"},
                 id="another dossier"),
    pytest.param("module", {"action": "hand_in", "send_files": "non"}, id="a text for a yes"),
    pytest.param("module", {"action": "hand_in", "send_files": 1}, id="a number for a yes"),
    pytest.param("home", {"action": "choose_role", "role": "Formateur"}, id="a role's label"),
    pytest.param("question", {"action": "report", "category": "typo", "comment": "x" * 501},
                 id="a long report"),
    pytest.param("question", {"action": "report", "category": "../etc", "comment": ""},
                 id="a path for a category"),
    pytest.param("question", {"action": "report", "category": "typo", "comment": None},
                 id="no comment at all"),
    pytest.param("question", {"action": "review", "answer": 7, "marks": [], "comment": ""},
                 id="marks from a learner's page"),
    pytest.param("trainer", {"action": "review", "answer": 7, "marks": ["a=<b>"], "comment": ""},
                 id="a mark that is no number"),
    pytest.param("trainer", {"action": "review", "answer": 7, "marks": ["a=1"] * 27, "comment": ""},
                 id="more marks than a rubric has lines"),
    pytest.param("trainer", {"action": "review", "answer": 7, "marks": ["a=1"],
                             "comment": "x" * 1001}, id="a long comment"),
    pytest.param("trainer", {"action": "settle", "report": 3, "settled": 1}, id="1 for a yes"),
    pytest.param("room", {"action": "refresh", "room": "s2"}, id="another session's room"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "ref", "content", "operation", "request_"), ALLOWED)
def test_what_the_browser_may_ask(kind, ref, content, operation, request_):
    action, request = read_action(kind, ref, {"request": "r1", **content})

    assert (action.operation, request) == (operation, request_)


def test_every_action_of_the_list_is_tried_above():
    tried = {(kind, content["action"]) for kind, _, content, _, _ in ALLOWED}

    # Those of workbenches, free quiz and portal: see ``test_bench_actions``,
    # ``test_privacy_actions``, ``test_free_quiz_actions``, ``test_publish_actions``,
    # ``test_learning_actions``.
    assert tried == {
        (kind, name)
        for kind, names in ACTIONS.items()
        for name, action in names.items()
        if kind != "publish"
        and not action.operation.startswith(
            ("bench_", "free_", "privacy_", "placement_", "recall_")
        )
    }


@pytest.mark.parametrize(("kind", "content"), REFUSED)
def test_anything_else_is_refused_in_french(kind, content):
    with pytest.raises(RefusedError) as refused:
        read_action(kind, "preparer/quiz", {"request": "r1", **content})

    assert refused.value.code == "bad-request"
    assert "Rechargez" in refused.value.hint


@pytest.mark.parametrize("value", ["r1", "A" * 64, "0-9"])
def test_a_request_has_a_plain_name(value):
    assert is_request_id(value)


@pytest.mark.parametrize("value", [None, 1, "", "a b", "A" * 65, "<b>", ["r1"], "r1\n"])
def test_nothing_else_names_a_request(value):
    assert not is_request_id(value)
