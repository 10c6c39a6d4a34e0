"""Rules that the browser's side keeps: no inline code, no other host, no markup from text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.ui import actions

UI = Path(actions.__file__).parent
STATIC = sorted((UI / "static").iterdir())
SCRIPTS = [path for path in STATIC if path.suffix == ".js"]
TEMPLATES = sorted(path for path in (UI / "templates").rglob("*") if path.is_file())

by_name = pytest.mark.parametrize


def ids(paths):
    return {"argvalues": paths, "ids": [path.name for path in paths]}


def code_of(path):
    """A script without its comments."""
    return re.sub(r"(?m)(^|\s)//.*$", r"\1", path.read_text(encoding="utf-8"))


@by_name("path", **ids(STATIC + TEMPLATES))
def test_no_other_host_is_named(path):
    addresses = re.findall(r"(?:https?:|wss?:)?//[\w.-]+\.\w+\S*", path.read_text(encoding="utf-8"))

    # The name of SVG's language is an address that nobody fetches.
    assert [a for a in addresses if not a.startswith("http://www.w3.org/2000/svg")] == []


@by_name("path", **ids(TEMPLATES))
def test_templates_hold_no_inline_code_and_no_inline_style(path):
    html = path.read_text(encoding="utf-8")
    tags = re.findall(r"<[a-z][^>]*>", re.sub(r"\{#.*?#\}", "", html, flags=re.DOTALL))

    assert [t for t in tags if re.search(r"\s(on[a-z]+|style)\s*=", t)] == []
    assert "<style" not in html
    for tag in (t for t in tags if t.startswith("<script")):
        assert 'type="application/json"' in tag or " src=" in tag, tag


@by_name("path", **ids(SCRIPTS))
def test_markup_is_made_from_text_in_one_place_only(path):
    code = code_of(path)
    makers = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextual"
    found = re.findall(makers, code)

    if path.name == "dom.js":
        body = code[code.index("export function trusted(") :]
        assert found == ["innerHTML"]
        assert "innerHTML" in body[: body.index("\n}")]
    else:
        assert found == []


@by_name("path", **ids(SCRIPTS))
def test_only_fields_rendered_by_the_server_are_trusted(path):
    if path.name == "dom.js":
        return
    for inside in re.findall(r"\btrusted(?:Inline)?\(([^)]*)\)", code_of(path)):
        # ``html`` is the name of the parameter that stands for such a field.
        assert inside.endswith("_html") or inside == "html", inside


@by_name("path", **ids(SCRIPTS))
def test_scripts_set_no_style_and_run_no_text_as_code(path):
    code = code_of(path)

    assert not re.search(
        r"\.style\b|\bstyle:|cssText|\beval\(|new Function|setAttribute\(.on", code
    )
    assert not re.search(r"\bset(?:Timeout|Interval)\(\s*[\"'`]", code)


def test_the_maker_of_elements_refuses_handlers_and_styles_as_attributes():
    code = (UI / "static" / "dom.js").read_text(encoding="utf-8")
    forbidden = re.compile(re.search(r"FORBIDDEN = /(.+)/i", code)[1], re.IGNORECASE)

    assert [n for n in ("onclick", "ONLOAD", "style", "srcdoc") if not forbidden.search(n)] == []
    assert [n for n in ("class", "data-style", "aria-live", "type") if forbidden.search(n)] == []


@by_name("path", **ids(SCRIPTS))
def test_each_script_is_short_and_says_why_it_is_there(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 300
    assert lines[0].startswith("// ")


@by_name("path", **ids(SCRIPTS))
def test_imports_lead_to_files_of_ours(path):
    code = code_of(path)
    names = re.findall(r"from \"([^\"]+)\"", code)

    assert [n for n in names if not (path.parent / n).is_file()] == []
    for names_in in re.findall(r"import \{([^}]*)\}", code):
        for name in filter(None, (n.strip() for n in names_in.split(","))):
            assert len(re.findall(rf"\b{name}\b", code)) > 1, f"{name} is imported for nothing"


def test_every_kind_of_piece_has_its_script():
    code = (UI / "static" / "page.js").read_text(encoding="utf-8")
    modules = dict(re.findall(r"(\w+): \"(\w+\.js)\"", code))

    assert modules.keys() == actions.ACTIONS.keys()
    for name in modules.values():
        script = (UI / "static" / name).read_text(encoding="utf-8")
        assert "export function mount(host)" in script


def test_every_action_asked_for_by_a_script_exists():
    asked = {}
    for path in SCRIPTS:
        code = code_of(path)
        asked[path.name] = set(re.findall(r"\b(?:ask|act|choose)\(\s*\"(\w+)\"", code))
    of_kind = {kind: set(known) for kind, known in actions.ACTIONS.items()}

    asked["question.js"] |= asked["question_report.js"]
    assert asked["question.js"] == of_kind["question"]
    # What counts in a grade is not begun anew, and comes back only once it is finished.
    graded = asked["quiz_solutions.js"] | asked["question.js"] - {"again", "hesitated"}
    assert asked["quiz.js"] | graded == of_kind["quiz"]
    assert asked["case.js"] | graded == of_kind["case"]
    bench = {name for file, names in asked.items() if file.startswith("bench") for name in names}
    bench.add("view")  # asked for with its prefix, when the file changed in another tab
    assert bench == of_kind["bench"]
    helps = asked["exercise_helps.js"]
    exercise = asked["file_exercise.js"] | asked["sheets.js"] | helps
    assert exercise | {f"bench_{name}" for name in bench} == of_kind["exercise"]
    privacy = {n for file, names in asked.items() if file.startswith("privacy") for n in names}
    privacy |= {"view"}
    assert privacy - asked["privacy_exercise.js"] == of_kind["privacy"]
    from_file = asked["privacy_start.js"]  # an exercise gives its file
    within = {f"privacy_{name}" for name in of_kind["privacy"] - from_file}
    assert asked["privacy_exercise.js"] | helps | within == of_kind["anonymise"]
    portal = {
        n for f, names in asked.items() if f.startswith(("publish", "console")) for n in names
    }
    assert portal | helps == of_kind["publish"]
    assert asked["chart_exercise.js"] | helps == of_kind["chart"]
    assert asked["redact.js"] | helps == of_kind["redact"]
    assert asked["duties.js"] | helps == of_kind["duties"]
    assert asked["dialogue.js"] | helps == of_kind["dialogue"]
    assert asked["rows.js"] | helps == of_kind["rows"]
    assert asked["dictionary.js"] | helps == of_kind["dictionary"]
    assert asked["lesson_end.js"] == of_kind["lesson_end"]
    # A draw is not begun anew: another one is made.
    free = asked["free_quiz.js"] | asked["question.js"] - {"again", "hesitated"}
    assert free == of_kind["free_quiz"]
    # A measure gives no hint and no solution; a review neither, and passes nothing.
    bare = asked["question.js"] - {"again", "hesitated", "hint", "reveal"}
    assert asked["placement.js"] | bare == of_kind["placement"]
    assert asked["recall.js"] | bare - {"skip"} == of_kind["recall"]
    assert asked["home.js"] == of_kind["home"]
    assert asked["module.js"] | {"refresh"} == of_kind["module"]
    room = {name for file, names in asked.items() if file.startswith("trainer") for name in names}
    assert room == of_kind["trainer"]


#: What is written for people: in scripts, whatever goes through ``t()`` or starts with a capital.
SENTENCES = [
    (path.name, text)
    for path in SCRIPTS
    for text in re.findall(r"[\"`]([^\"`\n]{12,})[\"`]", code_of(path))
    if re.match(r"[A-ZÀÉÊ«]", text)
] + [
    (path.name, text.strip())
    for path in TEMPLATES
    if path.suffix in (".html", ".j2")
    for text in re.findall(r">([^<>{}%]{12,})<", path.read_text(encoding="utf-8"))
    if text.strip()
]


def test_sentences_were_found():
    assert len(SENTENCES) > 80


@by_name(("where", "text"), SENTENCES)
def test_words_are_calm_and_well_typed(where, text):
    assert "!" not in text
    assert "Oups" not in text
    assert "  " not in text
    assert "..." not in text
    assert not re.search(r"\b(submit|upload|OK|login|feedback|score)\b", text, re.IGNORECASE)
    assert not re.search(r"[\U0001F300-\U0001FAFF]", text)
