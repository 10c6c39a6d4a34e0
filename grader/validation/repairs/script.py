"""A small pandas script that does the same repairs to next month's export.

It stands alone: pandas, the standard library, the recipes that were followed and the few functions
that it calls (``scripting.kit``). On the file that was mended it writes the very bytes that
``written`` does; on another, what is tied to one line is done only where that line is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import indent
from typing import TYPE_CHECKING

from grader.validation.repairs.draft import Draft
from grader.validation.repairs.journal import decided_by, step_label
from grader.validation.repairs.mend import Mended
from grader.validation.repairs.recipes.book import BOOK
from grader.validation.repairs.written import column_order
from grader.validation.reports.writer import visible
from grader.validation.schemas import TableSchema

if TYPE_CHECKING:
    from grader.validation.repairs.scripting.calls import Calls

_TITLE = '''"""Refait sur un nouvel export les corrections d'un premier fichier.

Schéma : {schema}. Il faut Python 3.10 ou plus récent, et pandas{more}. Dans un terminal :

    python {name} FICHIER_REÇU FICHIER_CORRIGÉ

Les recettes et les listes servent pour tout nouvel export. Ce qui a été corrigé à une ligne
précise n'est refait que si cette ligne contient toujours la même chose. Vérifiez toujours le
fichier corrigé avec le schéma avant de le publier.
"""
'''
_KIT_CONSTANTS = ("LE_PLUS_DE_LIGNES", "AU_DELA", "ETIQUETTES")
_WIDTH = 88
#: Tells of the two ways to write a date the one that most cells of a workbook have.
_DAY_FIRST, _ISO = re.compile(r"\d{1,2}/\d{1,2}/\d{4}"), re.compile(r"\d{4}-\d{2}-\d{2}")
#: Encodings tried one after the other, as the reader of files does.
_ENCODINGS = {
    "utf-8": ["utf-8-sig"],
    "cp1252": ["utf-8-sig", "cp1252"],
    "latin-1": ["utf-8-sig", "cp1252", "latin-1"],
}
_ENGINES = ", avec openpyxl pour un classeur XLSX, xlrd pour XLS, odfpy pour ODS"
_LONGEST_LABEL = 150


def pandas_script(mended: Mended, schema: TableSchema, name: str = "reprise.py") -> str:
    """Write the script.

    Args:
        mended: a table, and what was done to it.
        schema: the schema, whose order the columns take.
        name: file name of the script, for its own help.
    """
    # The kit imports pandas: those who write no script do not wait for it.
    from grader.validation.repairs.scripting.calls import Calls
    from grader.validation.repairs.scripting.embed import (
        imports,
        kit_constant,
        kit_source,
        recipe_sources,
    )

    first = mended.steps[0].before if mended.steps else mended.draft
    calls = Calls(first)
    body = _body(mended, calls)
    order = [calls.names[index] for index in column_order(mended.draft, schema)]
    constants, read, used = _reading(first)
    recipes = [BOOK[recipe] for recipe in calls.recipes]
    kit = kit_source({*calls.used, *used, "ecrire", "main"})
    kit_constants = [kit_constant(one) for one in _KIT_CONSTANTS if one in kit]
    constants += [f"ORDRE = {_listed(order)}", *kit_constants]
    text = "\n\n\n".join(
        [
            _titled(
                "Comment le fichier reçu est écrit, et le nouvel ordre des colonnes",
                "\n".join(constants),
            ),
            _titled("Ce qui est fait, dans l'ordre", body),
            read,
            *([_titled("Les recettes", "\n\n\n".join(recipe_sources(recipes)))] if recipes else []),
            _titled("Les outils", kit),
            'if __name__ == "__main__":\n    main(lire, corriger)',
        ]
    )
    more = "" if first.dialect.delimiter else _ENGINES
    title = _TITLE.format(schema=_comment(str(schema.ref)), name=_comment(name), more=more)
    return f"{title}\n{imports(recipes, text)}\n\n\n{text}\n"


def _body(mended: Mended, calls: Calls) -> str:
    """Give the function that does every step."""
    lines = ["def corriger(tableau: pd.DataFrame) -> pd.DataFrame:"]
    lines.append('    """Refaire chaque étape."""')
    for number, step in enumerate(mended.steps, 1):
        done = calls.of(step)
        label = f"{number}. {step_label(step)} ({decided_by(step.repair)})"
        lines.append(f"    # {_comment(label)}")
        lines += [indent(one, "    ") for one in done]
    return "\n".join([*lines, "    return tableau"])


def _reading(draft: Draft) -> tuple[list[str], str, set[str]]:
    """Give how the file is written: constants, the function that reads it, what that calls."""
    dialect = draft.dialect
    codes = {notice.code for notice in draft.notices}
    common = [f"EN_TETE = {draft.header_line}", f"COLONNES = {_listed(draft.header)}"]
    if not dialect.delimiter:
        constants = [f"FEUILLE = {dialect.sheet!r}", f"DATES = {_dates(draft)!r}", *common]
        lines, used = "lire_classeur(chemin)", {"lire_classeur"}
    else:
        cut = "couper_avec_guillemets_isoles" if "orphan-quote" in codes else "couper"
        constants = [
            f"ENCODAGES = {_ENCODINGS.get(dialect.encoding, [dialect.encoding])!r}",
            f"ERREURS = {'replace' if 'encoding-mixed' in codes else 'strict'!r}",
            f"SEPARATEUR = {dialect.delimiter!r}",
            *common,
        ]
        text = "lire_texte(chemin)"
        if dialect.line_end:
            text += f".replace({dialect.line_end!r}, '\\n')"
        lines, used = f"{cut}({text})", {cut, "lire_texte"}
    read = (
        "def lire(chemin: Path) -> pd.DataFrame:\n"
        '    """Lire le fichier reçu."""\n'
        f"    return mettre_en_tableau({lines})"
    )
    return constants, read, {*used, "mettre_en_tableau"}


def _dates(draft: Draft) -> str:
    """Give how a workbook shows its dates."""
    cells = [cell for column in draft.cells for cell in column.unique().drop_nulls().to_list()]
    iso, day_first = (sum(1 for cell in cells if look.match(cell)) for look in (_ISO, _DAY_FIRST))
    return "%Y-%m-%d" if iso > day_first else "%d/%m/%Y"


def _listed(texts: Sequence[str]) -> str:
    return "[\n" + "".join(f"    {text!r},\n" for text in texts) + "]"


def _comment(text: str) -> str:
    """Give a text that cannot leave its comment."""
    shown = visible(text).replace('"""', "'''").replace("\\", "/")
    return shown if len(shown) <= _LONGEST_LABEL else shown[: _LONGEST_LABEL - 1] + "…"


def _titled(title: str, text: str) -> str:
    return f"# {title} {'-' * (_WIDTH - len(title) - 3)}\n\n{text}"
