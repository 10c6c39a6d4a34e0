"""Texts are cut as an author sees them: each with its very line, and what covers it."""

from __future__ import annotations

import pytest

from grader.content.declared_texts import declared_passages
from grader.content.marks import Marks, marks_in, without_marks
from grader.content.passages import markdown_passages
from grader.content.prose import block_html, inline_html, lesson_markdown

LESSON = """\
## Un titre

Une phrase sur
deux lignes. {non-juridique}

- Une entrée, `doit` {source un-guide}
- Une autre

:::{droit} Le droit, en bref
:source: un-code

Un paragraphe.

- Une entrée de l'encadré
:::

```{table} Trois colonnes {source un-guide}
| A | B |
|---|---|
| c | [d](https://exemple.fr) |
```

```{question} prep-q01
```

```csv
doit;doit
```

Fin, avec ![une image](figures/x.svg).
"""


def seen(passages):
    return [(p.line, p.text, p.own, p.around) for p in passages if not p.noted]


def test_a_lesson_is_cut_with_the_lines_of_its_file():
    none, guide, code = Marks(), Marks(("un-guide",)), Marks(("un-code",))
    assert seen(markdown_passages(LESSON, "m/l.md", 5)) == [
        (5, "Un titre", none, none),
        (7, "Une phrase sur\ndeux lignes.", Marks(not_legal=True), none),
        (10, "Une entrée, X", guide, none),
        (11, "Une autre", none, none),
        (13, "Le droit, en bref", none, code),
        (16, "Un paragraphe.", none, code),
        (18, "Une entrée de l'encadré", none, code),
        (21, "Trois colonnes", guide, guide),
        (22, "A | B", none, guide),
        (24, "c | d", none, guide),
        (34, "Fin, avec .", none, none),
        (34, "une image", none, none),
    ]


def test_a_place_inside_a_passage_has_its_own_line():
    (passage,) = markdown_passages("un\ndeux\ntrois", "f.md", 3)
    assert [passage.where(passage.text.index(w)) for w in ("un", "deux", "trois")] == [
        "f.md:3", "f.md:4", "f.md:5",
    ]  # fmt: skip


DECLARED = """\
items:
  - id: obligatoire
    source: un-code
    misconception: croire
    question: >-
      Sur plusieurs
      lignes ?
    answers:
      - {text: "Un \\"mot\\"", feedback: 'L''autre'}
  - id: deux
    question: Que faire ? {non-juridique}
    hints:
      - un texte nu
        sur deux lignes
exercises:
  - id: trois
    items: [prep-q01]
    statement: |-
      Un paragraphe.

      | A | {source un-guide} |
      |---|---|
      | b | c |
"""


def test_a_declaration_is_cut_with_the_lines_of_its_file():
    code, mark, none = Marks(("un-code",)), Marks(not_legal=True), Marks()
    assert seen(declared_passages(DECLARED, "m/quiz.yml")) == [
        (6, "Sur plusieurs\nlignes ?", none, code),
        (9, 'Un "mot"', none, code),
        (9, "L'autre", none, code),
        (11, "Que faire ?", mark, mark),
        (13, "un texte nu\nsur deux lignes", none, mark),
        (19, "Un paragraphe.", none, none),
        (21, "A | ", Marks(("un-guide",)), none),
        (23, "b | c", none, none),
    ]


def test_what_an_author_notes_is_typed_and_not_read():
    noted = [(p.line, p.text) for p in declared_passages(DECLARED, "f") if p.noted]
    assert noted == [(4, "croire")]


@pytest.mark.parametrize("source", ["a: [", "a: &x [*x]", "- 3", ""])
def test_a_declaration_without_text_gives_none(source):
    assert list(declared_passages(source, "f")) == []


@pytest.mark.parametrize(
    ("text", "marks", "left"),
    [
        ("a {non-juridique}", Marks(not_legal=True), "a"),
        ("a {source x-1}.", Marks(("x-1",)), "a."),
        ("a {source: x, y}", Marks(("x", "y")), "a"),
        ("a\n{non-juridique}", Marks(not_legal=True), "a"),
        ("a {non juridique}", Marks(broken=("{non juridique}",)), "a {non juridique}"),
        ("a {Source x}", Marks(broken=("{Source x}",)), "a {Source x}"),
        ("a {source}", Marks(broken=("{source}",)), "a {source}"),
        ("a {sourceur}", Marks(), "a {sourceur}"),
        ("{question} x", Marks(), "{question} x"),
    ],
)
def test_a_mark_is_read_and_taken_out(text, marks, left):
    assert marks_in(text) == marks
    assert without_marks(text) == left


def test_a_mark_shows_nothing_wherever_it_stands():
    assert inline_html("Il doit **lire** {non-juridique}") == "Il doit <strong>lire</strong>"
    html = block_html("| a {source x} |\n|---|\n| b |\n\n- c {non-juridique}")
    html += lesson_markdown().render("# d {source x}")
    assert "{" not in html
    assert "<code>{source x}</code>" in inline_html("`{source x}`")
