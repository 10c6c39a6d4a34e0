"""A lesson's Markdown: front matter, steps, activities, boxes, words of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from grader.content.declarations import OnError
from grader.content.examples import EXAMPLE, example_opening, for_nobody, whom
from grader.content.marks import without_marks
from grader.content.model import Part, Source
from grader.content.prose import (
    Env,
    figure_path,
    lesson_markdown,
    meaning_id,
    plain_text,
    slug_of,
    term_anchor,
    without_blank_lines,
)
from grader.content.spreadsheet import SPREADSHEET, demonstration
from grader.errors import ContentError
from grader.typography import MONTHS, french

STEPS = {
    "Se questionner": "questionner",
    "Comprendre": "comprendre",
    "S'exercer": "exercer",
    "Retenir": "retenir",
}
BOXES = {
    "a-savoir": "À savoir",
    "attention": "Attention",
    "droit": "Le droit",
    "terrain": "Sur le terrain",
    EXAMPLE: "Exemple",
}
ACTIVITIES = {
    "question": "question",
    "quiz": "quiz",
    "cas": "case",
    "exercice": "exercise",
    "anonymisation": "anonymise",
    "publication": "publish",
    "graphique": "chart",
    "occultation": "redact",
    "obligations": "duties",
    "dialogue": "dialogue",
    "lignes": "rows",
    "dictionnaire": "dictionary",
}

#: What opens a directive: its name, then its argument.
DIRECTIVE = re.compile(r"\{([^}]*)\}[ \t]*(.*)")
_OPTION = re.compile(r":([a-z-]+):[ \t]*(.*)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class Noted:
    """Something in a lesson that ``ouvroir check`` looks at: its ``value`` and its ``where``."""

    value: str
    where: str


@dataclass
class Prose:
    """What a text says and refers to.

    Attributes:
        parts: pieces in reading order.
        words: number of words that a reader reads, activities left out.
        activities: (kind, name as written) with their places.
        images: text alternatives, with their places.
        boxes: name of each box, and the source that it names, "" when it names none.
        ids: anchors of the page that is made of it.
        anchors: anchors that its links lead to.
        terms: terms of the glossary, in the order of their first use.
    """

    parts: list[Part] = field(default_factory=list)
    words: int = 0
    activities: list[tuple[str, Noted]] = field(default_factory=list)
    images: list[Noted] = field(default_factory=list)
    boxes: list[tuple[str, Noted]] = field(default_factory=list)
    anchors: list[Noted] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    terms: list[str] = field(default_factory=list)


class ProseReader:
    """Reads the body of one lesson.

    Args:
        name: path of the file relative to the courses folder, for messages.
        folder: folder of the module, for its figures.
        sources: references that ``{droit}`` boxes may name.
        glossary: terms and definitions.
        on_error: called with each fault.
    """

    def __init__(
        self,
        name: str,
        folder: Path,
        sources: Mapping[str, Source],
        glossary: Mapping[str, str],
        on_error: OnError,
    ) -> None:
        self._name = name
        self._sources = sources
        self._glossary = glossary
        self._folded = {term.casefold(): term for term in glossary}
        self._on_error = on_error
        self._prose = Prose()
        self._ids: dict[str, int] = {}
        self._given: set[str] = set()
        self._anchors: dict[str, str] = {}
        self._env: Env = {"folder": folder, "terms": self._anchors}

    def read(self, body: str, first_line: int) -> Prose:
        """Read the whole text.

        Args:
            body: Markdown after the front matter.
            first_line: 1-based line of its first line in the file.
        """
        md = lesson_markdown()
        step = "questionner"
        waiting: list[Token] = []
        tokens = list(self._expanded(md.parse(body, {}), first_line))
        for token in tokens:
            self._note(token)
        for position, token in enumerate(tokens):
            if token.type == "activity":
                self._flush(waiting, step)
                self._prose.parts.append(
                    Part(kind=token.meta["kind"], step=step, ref=token.meta["name"])
                )
                continue
            if token.type == "heading_open":
                title = plain_text(tokens[position + 1])
                if token.tag == "h2":
                    self._flush(waiting, step)
                    step = STEPS.get(title.replace("’", "'"), step)
                self._head(token, title)
            waiting.append(token)
        self._flush(waiting, step)
        if self._prose.terms:
            self._prose.parts.append(Part(kind="html", step=step, html=self._lexicon()))
        self._prose.ids = frozenset((*self._given, *self._anchors.values()))
        return self._prose

    def _flush(self, waiting: list[Token], step: str) -> None:
        md = lesson_markdown()
        html = without_blank_lines(md.renderer.render(waiting, md.options, self._env))
        if html:
            self._prose.parts.append(Part(kind="html", step=step, html=html))
        waiting.clear()

    # Directives ---------------------------------------------------------------------------

    def _expanded(
        self, tokens: Iterable[Token], first_line: int, depth: int = 0
    ) -> Iterator[Token]:
        """Replace fences that are directives, and give each block its line in the file."""
        for token in tokens:
            line = first_line + token.map[0] if token.map else first_line
            found = DIRECTIVE.fullmatch(token.info.strip())
            token.meta["line"] = line
            if token.type not in ("fence", "colon_fence") or found is None:
                if token.type == "colon_fence":
                    self._fault(
                        line, "unknown-box", "Un encadré commence par :::{nom}.",
                        f"Noms possibles : {', '.join(BOXES)}.",
                    )  # fmt: skip
                else:
                    yield token
                continue
            yield from self._directive(found[1], found[2].strip(), token, depth)

    def _directive(self, name: str, argument: str, token: Token, depth: int) -> Iterator[Token]:
        line = token.meta["line"]
        if name in ACTIVITIES:
            if depth:
                self._fault(
                    line, "activity-in-box", "Une activité ne se place pas dans un encadré.",
                    "Fermez l'encadré avant elle.",
                )  # fmt: skip
                return
            self._prose.activities.append((ACTIVITIES[name], Noted(argument, self._where(line))))
            activity = Token("activity", "", 0)
            activity.meta = {"kind": ACTIVITIES[name], "name": argument, "line": line}
            yield activity
            return
        if name == SPREADSHEET:
            yield _html(demonstration(token.content))
            return
        if depth > 2 or (name not in BOXES and name != "table"):
            known = ", ".join((*ACTIVITIES, *BOXES, "table", SPREADSHEET))
            self._fault(
                line, "unknown-directive", f"La directive « {name} » n'existe pas ici.",
                f"Directives connues : {known}.",
            )  # fmt: skip
            return
        options, body, skipped = options_of(token.content)
        argument = without_marks(argument)
        inner = list(
            self._expanded(lesson_markdown().parse(body, {}), line + 1 + skipped, depth + 1)
        )
        if name == "table":
            for child in inner:
                if child.type == "table_open":
                    child.meta["caption"] = argument
            yield from inner
            return
        if name == EXAMPLE:
            yield _html(self._example_opening(argument, options, line))
            yield from inner
            yield _html("</details>\n")
            return
        yield _html(self._box_opening(name, argument, options, line))
        yield from inner
        yield _html(f"{self._box_source(options) if name == 'droit' else ''}</aside>\n")

    def _box_opening(self, name: str, title: str, options: Mapping[str, str], line: int) -> str:
        source = options.get("source", "")
        self._prose.boxes.append((name, Noted(source, self._where(line))))
        label = f'<span class="encadre-etiquette">{BOXES[name]}</span>'
        self._prose.words += len(title.split())
        told = f' <span class="encadre-titre">{escapeHtml(french(title))}</span>' if title else ""
        # A note, not a landmark: a lesson holds several.
        return (
            f'<aside class="encadre encadre-{name}" role="note">\n'
            f'<p class="encadre-tete">{label}{told}</p>\n'
        )

    def _example_opening(self, title: str, options: Mapping[str, str], line: int) -> str:
        """Open an example: unfolded here, and folded by the server for whom it is not."""
        kinds, services, unknown = whom(options)
        if unknown:
            self._on_error(for_nobody(self._where(line), unknown))
        head = self._box_opening(EXAMPLE, title, options, line)
        return example_opening(head, kinds, services)

    def _box_source(self, options: Mapping[str, str]) -> str:
        source = self._sources.get(options.get("source", ""))
        if source is None:
            return ""
        name = escapeHtml(french(source.reference))
        if source.address:
            address = escapeHtml(source.address)
            name = f'<a class="lien-externe" rel="noopener" href="{address}">{name}</a>'
        dated = in_words(source.verified_on)
        checked = f" Vérifié le {dated}." if dated else ""
        return f'<p class="encadre-source">{french("Source :")} {name}.{checked}</p>\n'

    # Headings, words, links ---------------------------------------------------------------

    def _head(self, token: Token, title: str) -> None:
        if token.tag not in ("h2", "h3"):
            self._fault(
                token.meta["line"], "heading-level",
                "Une leçon emploie les titres de niveau 2 (##) et 3 (###).",
                "Le titre de la leçon s'écrit dans l'en-tête du fichier (title).",
            )  # fmt: skip
        step = STEPS.get(title.replace("’", "'")) if token.tag == "h2" else None
        token.attrSet("id", self._unique(step or slug_of(title)))
        if step:
            token.attrSet("class", "etape")

    def _note(self, token: Token) -> None:
        """Count words and note what the text refers to."""
        if token.type in ("fence", "code_block"):
            self._prose.words += len(token.content.split())
        if token.type != "inline":
            return
        line = token.meta["line"]
        self._prose.words += sum(
            any(c.isalnum() for c in word) for word in plain_text(token).split()
        )
        for child in token.children or []:
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "term_open":
                self._note_term(child, line)
            elif child.type == "link_open":
                self._note_link(str(child.attrGet("href")), line)
            elif child.type == "image":
                self._prose.images.append(Noted(child.content.strip(), self._where(line)))
                if figure_path(self._env["folder"], str(child.attrGet("src"))) is None:
                    self._fault(
                        line, "missing-figure",
                        f"La figure « {child.attrGet('src')} » n'existe pas dans le module.",
                        "Placez-la dans le dossier figures/ du module.",
                    )  # fmt: skip

    def _note_term(self, token: Token, line: int) -> None:
        written = token.meta["term"]
        term = written if written in self._glossary else self._folded.get(written.casefold())
        if term is None:
            self._fault(
                line, "unknown-term", f"Le terme « {written} » n'est pas au glossaire.",
                "Ajoutez-le à glossaire.yml, ou corrigez le lien.",
            )  # fmt: skip
            return
        if term not in self._prose.terms:
            self._prose.terms.append(term)
        self._anchors[written] = term_anchor(term)

    def _note_link(self, href: str, line: int) -> None:
        if href.startswith("#"):
            self._prose.anchors.append(Noted(href[1:], self._where(line)))
        elif not href.startswith(("https://", "http://", "mailto:")):
            self._fault(
                line, "bad-link", f"Le lien vers « {href} » ne mène nulle part.",
                "Écrivez une adresse complète (https://…), ou glossaire:terme.",
            )  # fmt: skip

    def _lexicon(self) -> str:
        lines = [f'<h2 id="{self._unique("mots")}">Les mots de cette leçon</h2>', "<dl>"]
        for term in sorted(self._prose.terms, key=slug_of):
            meaning = lesson_markdown().renderInline(self._glossary[term], {})
            name, anchor = escapeHtml(french(term)), term_anchor(term)
            lines.append(
                f'<dt id="{anchor}"><dfn>{name}</dfn></dt>'
                f'<dd id="{meaning_id(anchor)}">{meaning}</dd>'
            )
        return '<div class="lexique">\n' + "\n".join(lines) + "\n</dl>\n</div>"

    def _unique(self, name: str) -> str:
        self._ids[name] = self._ids.get(name, 0) + 1
        given = name if self._ids[name] == 1 else f"{name}-{self._ids[name]}"
        self._given.add(given)
        return given

    def _where(self, line: int) -> str:
        return f"{self._name}:{line}"

    def _fault(self, line: int, code: str, message: str, hint: str) -> None:
        self._on_error(ContentError(self._where(line), code, message, hint))


def options_of(content: str) -> tuple[dict[str, str], str, int]:
    """Take the ``:name: value`` lines that open a directive."""
    lines = content.split("\n")
    options: dict[str, str] = {}
    taken = 0
    for line in lines:
        found = _OPTION.fullmatch(line.strip())
        if found is None:
            break
        options[found[1]] = found[2].strip()
        taken += 1
    return options, "\n".join(lines[taken:]), taken


def _html(content: str) -> Token:
    """Make a block of our own HTML: the only one, since authors' HTML is disabled."""
    token = Token("html_block", "", 0)
    token.content = content
    token.meta = {}
    return token


def in_words(iso_date: str) -> str:
    """Write « 15 octobre 2026 »; "" when it is no date."""
    found = _ISO_DATE.fullmatch(iso_date)
    if found is None or not 1 <= int(found[2]) <= len(MONTHS):
        return ""
    day = "1er" if int(found[3]) == 1 else str(int(found[3]))
    return f"{day} {MONTHS[int(found[2]) - 1]} {found[1]}"


def split_front_matter(source: str) -> tuple[str, str, int] | None:
    """Split a lesson's file.

    Args:
        source: the whole file.

    Returns:
        Front matter, body, and the 1-based line where the body starts; None without one.
    """
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None
