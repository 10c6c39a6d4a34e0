"""One file in the page: verdict, constats de lecture, anomalies by group with examples."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from grader.errors import OuvroirError
from grader.tables.model import Notice
from grader.typography import NO_BREAK, french, number, plural
from grader.validation.messages.tell import shown
from grader.validation.model import Finding, Group, Report
from grader.validation.reports.writer import counted, place, totals, verdict, visible

_SEVERITIES = {"error": ("erreur", "Erreur"), "warning": ("avertissement", "Avertissement")}
_READING = french(
    "Ces constats portent sur le fichier lui-même, avant toute comparaison avec le schéma."
)
_TABLE = french(
    "Chaque ligne réunit les anomalies qui se corrigent par un même geste. Le détail, plus bas, "
    "dit pourquoi elles comptent et comment faire."
)
_ADVICE = french("Un avertissement est un conseil : il n'empêche pas le fichier d'être valide.")

#: Where the name of a column may be cut at the end of a line: after a sign, before a capital,
#: and in any case after twelve characters.
_CUTS = re.compile(r"(?<=[_.\-/:])(?=.)|(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[^\W_]{12})(?=[^\W_])")


@dataclass(frozen=True)
class Section:
    """Where a file stands in the page.

    Attributes:
        anchor: identifier of its title, unique in the page.
        level: level of its title: 1 when it is alone, else 2.
        examples: most findings shown for each group.
    """

    anchor: str
    level: int
    examples: int

    def title(self, depth: int, text: str, anchor: str = "") -> str:
        """Write a title.

        Args:
            depth: 0 for the file's name, 1 for its parts, 2 for a group.
            text: what it says, as HTML.
            anchor: identifier to link to, if any.
        """
        tag = f"h{self.level + depth}"
        named = f' id="{anchor}"' if anchor else ""
        return f"<{tag}{named}>{text}</{tag}>"


def plain(text: str) -> str:
    """Make HTML of a text: every character is shown, none commands.

    Args:
        text: a sentence, the name of a column or of a file…
    """
    return escape(visible(text))


def breakable(text: str) -> str:
    """Make HTML of a name, which may be cut at the end of a line.

    Args:
        text: the name of a column or of a file.
    """
    return "<wbr>".join(escape(part) for part in _CUTS.split(shown(text)))


def told_file(report: Report, name: str, section: Section) -> str:
    """Tell a file that was read.

    Args:
        report: what validating it gave.
        name: its name, without any folder.
        section: where it stands.
    """
    groups = sorted(report.groups(max(section.examples, 1)), key=lambda one: one.severity)
    return "\n".join(
        [
            f'<section class="fichier" aria-labelledby="{section.anchor}">',
            section.title(0, breakable(name), section.anchor),
            _verdict(good=report.valid, word="Valide" if report.valid else "À corriger",
                     sentence=verdict(report)),
            *_summary(report, len(groups)),
            *_reading(report.notices, section),
            *_table(groups, section),
            *_details(groups, section),
            "</section>",
        ]
    )  # fmt: skip


def told_refusal(error: OuvroirError, name: str, section: Section) -> str:
    """Tell a file that could not be used.

    Args:
        error: why.
        name: its name, without any folder.
        section: where it stands.
    """
    sentence = french("Ce fichier n'a pas pu être lu : il n'a donc pas été vérifié.")
    return "\n".join(
        [
            f'<section class="fichier" aria-labelledby="{section.anchor}">',
            section.title(0, breakable(name), section.anchor),
            _verdict(good=False, word="Illisible", sentence=sentence),
            f"<p>{plain(error.message)}</p>",
            *([_advice("Comment faire", error.hint)] if error.hint else []),
            "</section>",
        ]
    )


def _verdict(*, good: bool, word: str, sentence: str) -> str:
    kind, sign = ("bon", "✔") if good else ("faux", "✖")
    return (
        f'<p class="verdict {kind}"><span aria-hidden="true">{sign}</span> '
        f"<strong>{word}.</strong> {plain(sentence)}</p>"
    )


def _summary(report: Report, n_groups: int) -> Iterator[str]:
    size = (
        f"Le tableau compte {plural(report.n_rows, 'ligne')} de données et "
        f"{plural(len(report.header), 'colonne')}."
    )
    if report.dialect.sheet:
        size += french(" La feuille lue est « {} ».").format(report.dialect.sheet)
    if not n_groups:
        found = "La vérification n'a trouvé ni erreur ni avertissement."
    elif n_groups == 1:
        found = f"La vérification a trouvé {totals(report)}."
    else:
        sorts = plural(n_groups, "sorte")
        found = f"La vérification a trouvé {totals(report)}, de {sorts} en tout."
    yield f"<p>{plain(size)} {plain(found)}</p>"
    if report.n_warnings:
        first = "" if report.valid else "Commencez par les erreurs. "
        yield f"<p>{first}{_ADVICE}</p>"


def _reading(notices: Sequence[Notice], section: Section) -> Iterator[str]:
    if not notices:
        return
    yield section.title(1, "Constats de lecture")
    yield f"<p>{_READING}</p>"
    yield '<ul class="constats">'
    for notice in notices:
        yield f'<li><p class="quoi">{plain(notice.message)}</p>'
        yield _advice("Pourquoi", notice.why)
        yield f"{_advice('À faire', notice.fix)}</li>"
    yield "</ul>"


def _table(groups: Sequence[Group], section: Section) -> Iterator[str]:
    if not groups:
        return
    yield section.title(1, "Vue d'ensemble")
    yield f"<p>{_TABLE}</p>"
    yield "<table><caption>Les anomalies, réunies par sorte</caption>"
    yield (
        '<thead><tr><th scope="col">Où</th><th scope="col">Premier exemple</th>'
        '<th scope="col" class="nombre">Nombre</th></tr></thead>'
    )
    ranked = list(enumerate(groups, 1))
    for severity, (kind, word) in _SEVERITIES.items():
        some = [(rank, group) for rank, group in ranked if group.severity == severity]
        if not some:
            continue
        yield f'<tbody><tr><th colspan="3" scope="rowgroup" class="{kind}">{word}s</th></tr>'
        for rank, group in some:
            link = f'<a href="#{section.anchor}-{rank}">{rank}. {_where(group)}</a>'
            yield (
                f'<tr><th scope="row">{link}</th><td>{plain(group.examples[0].message)}</td>'
                f'<td class="nombre">{number(group.count)}</td></tr>'
            )
        yield "</tbody>"
    yield "</table>"


def _details(groups: Sequence[Group], section: Section) -> Iterator[str]:
    if not groups:
        return
    yield section.title(1, "Le détail, et comment corriger")
    for rank, group in enumerate(groups, 1):
        first = group.examples[0]
        kind, word = _SEVERITIES[group.severity]
        title = f"{rank}. {_where(group)}"
        if group.count > 1:
            title = french(f"{title} : {counted(group.count, first)}")
        yield section.title(2, title, f"{section.anchor}-{rank}")
        yield f'<p class="quoi"><span class="{kind}">{word}.</span> {plain(first.message)}</p>'
        yield _advice("Pourquoi", first.why)
        yield _advice("À faire", first.fix)
        if first.line is None or not section.examples:
            continue
        if group.count > 1:
            yield from _examples(group, group.examples[: section.examples])
        elif first.value is not None:
            yield f'<p><span class="terme">{french("Valeur :")}</span> {_value(first.value)}</p>'


def _examples(group: Group, examples: Sequence[Finding]) -> Iterator[str]:
    told = len(examples)
    caption = french(f"Où les trouver : {counted(group.count, examples[0])}")
    if told < group.count:
        shares = "la première" if told == 1 else f"les {number(told)} premières"
        caption += f" (ici, {shares})"
    # What is the same for all was told above.
    fixes = len({one.fix for one in examples}) > 1
    values = any(one.value is not None for one in examples)
    head = [*(["Valeur"] if values else []), *(["À faire"] if fixes else [])]
    yield f"<table><caption>{caption}</caption>"
    yield '<thead><tr><th scope="col" class="ligne">Ligne</th>'
    yield "".join(f'<th scope="col">{name}</th>' for name in head) + "</tr></thead><tbody>"
    for one in examples:
        line = "" if one.line is None else number(one.line)
        value = f"<td>{_value(one.value)}</td>" if values else ""
        fix = f"<td>{plain(one.fix)}</td>" if fixes else ""
        yield f'<tr><th scope="row" class="ligne">{line}</th>{value}{fix}</tr>'
    yield "</tbody></table>"


def _where(group: Group) -> str:
    first = group.examples[0]
    if group.column:
        alone = group.count == 1 and first.line is not None
        line = f", ligne{NO_BREAK}{number(first.line or 0)}" if alone else ""
        return breakable(group.column) + line
    return "Lignes" if first.line is not None and group.count > 1 else plain(place(first))


def _advice(title: str, text: str) -> str:
    return f'<p><span class="terme">{french(title + " :")}</span> {plain(text)}</p>'


def _value(value: str | None) -> str:
    if value is None:
        return '<span class="rien">aucune</span>'
    if not value:
        return '<span class="rien">cellule vide</span>'
    if value.isspace():
        return '<span class="rien">des espaces seulement</span>'
    return f'<span class="valeur">{escape(shown(value))}</span>'
