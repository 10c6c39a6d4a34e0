"""A small pandas script that does the same to next month's export.

It stands alone: pandas, the standard library, and the very functions that did it here. On the file
that it was made from, with the same key, it writes the bytes that ``transforms.written`` does. The
key is never written in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill, indent
from typing import Any

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.hierarchies.jobs import families
from grader.privacy.recipe import ladder_of
from grader.privacy.records import unique_labels
from grader.privacy.transforms.embed import parts
from grader.privacy.wording import told
from grader.tables.model import Table

Step = Mapping[str, Any]

_TITLE = '''"""Refait sur un nouvel export les transformations d'un premier fichier.

Il faut Python 3.11 ou plus récent, et pandas{more}. Dans un terminal :

    {command}python {name} FICHIER_REÇU FICHIER_À_PUBLIER

{key}Le fichier reçu n'est pas modifié. Un nouvel export a d'autres personnes : mesurez de nouveau
le risque avant de publier, car les mêmes transformations peuvent ne plus suffire.
"""
'''
_KEY = """(sous Windows, d'abord : $env:OUVROIR_CLE="CLÉ", puis la même commande à partir de python)

Remplacez CLÉ par la clé secrète : elle n'est pas écrite ici, et ne doit être ni publiée
ni jointe au fichier. La même clé redonne les mêmes pseudonymes et le même bruit.

"""
_ENGINES = ", avec openpyxl pour un classeur XLSX, xlrd pour XLS, odfpy pour ODS"
#: Encodings tried one after the other, as the reader of files does.
_ENCODINGS = {
    "utf-8": ["utf-8-sig"],
    "cp1252": ["utf-8-sig", "cp1252"],
    "latin-1": ["utf-8-sig", "cp1252", "latin-1"],
}
#: Constants that each script writes for itself.
_OWN = (
    "ENCODAGES", "ERREURS", "SEPARATEUR", "FIN_DE_LIGNE", "FEUILLE", "EN_TETE", "COLONNES",
    "AVEC_CLE",
)  # fmt: skip
#: Ladder to the function that does one rung of it.
_RUNGS = {
    "age": "par_age",
    "birth": "par_naissance",
    "date": "par_date",
    "postcode": "par_departement",
    "job": "par_metier",
    "amount": "par_montant",
    "prefix": "par_debut",
}
_WIDTH = 88
_LONGEST_COMMENT = 150


def pandas_script(
    recipe: Sequence[Step], table: Table, aids: Aids = NO_AIDS, name: str = "anonymiser.py"
) -> str:
    """Write the script.

    Args:
        recipe: checked steps.
        table: the file that it is made from: its header and how it is written; its cells are not
            looked at.
        aids: public tables; the table of streets is written in the script where a step needs it.
        name: file name of the script, for its own help.

    Raises:
        RefusedError: ``script-needs-mending``: the file has quotes out of place, which only our
            reader gets past; ``aids-missing``.
    """
    codes = {notice.code for notice in table.notices}
    if "orphan-quote" in codes:
        raise RefusedError(
            "script-needs-mending",
            "Ce fichier a des guillemets isolés : un script simple ne le lirait pas comme ici.",
            "Corrigez d'abord ce fichier, puis recommencez.",
        )
    body = _Body(recipe, aids)
    keyed = any(step["do"] == "noise" or step.get("keyed") for step in recipe)
    constants = {
        "ENCODAGES": _ENCODINGS.get(table.dialect.encoding, [table.dialect.encoding]),
        "ERREURS": "replace" if "encoding-mixed" in codes else "strict",
        "SEPARATEUR": table.dialect.delimiter,
        "FIN_DE_LIGNE": table.dialect.line_end or "\n",
        "FEUILLE": table.dialect.sheet,
        "EN_TETE": table.header_line,
        "COLONNES": list(unique_labels(table.header)),
        "AVEC_CLE": keyed,
    }
    tables = _tables(recipe, aids)
    pieces = parts({"main", *body.used, *tables}, _OWN)
    title = _TITLE.format(
        name=_comment(name),
        more="" if table.dialect.delimiter else _ENGINES,
        command="OUVROIR_CLE=CLÉ " if keyed else "",
        key=_KEY if keyed else "",
    )
    written = [f"{name} = {_literal(value)}" for name, value in constants.items()]
    blocks = [
        f"{title}\n{pieces.imports}",
        _titled("Comment le fichier reçu est écrit", "\n".join(written)),
        _titled("Les outils", pieces.source),
        *([_titled("Les tables", "\n\n".join(tables.values()))] if tables else []),
        _titled("Ce qui est fait, dans l'ordre", body.text),
        'if __name__ == "__main__":\n    main(transformer)',
    ]
    return "\n\n\n".join(blocks) + "\n"


class _Body:
    """The function that does every step.

    Args:
        recipe: checked steps.
        aids: public tables.

    Attributes:
        text: the function.
        used: functions that it calls.
    """

    def __init__(self, recipe: Sequence[Step], aids: Aids) -> None:
        self.used: set[str] = set()
        lines = ["def transformer(tableau: pd.DataFrame, cle: bytes) -> pd.DataFrame:"]
        lines.append('    """Refaire chaque étape."""')
        for number, step in enumerate(recipe, 1):
            lines.append(f"    # {_comment(f'{number}. {told(step)}')}")
            lines.append(indent(self._call(step, aids), "    "))
        self.text = "\n".join([*lines, "    return tableau"])

    def _call(self, step: Step, aids: Aids) -> str:
        do = step["do"]
        if do == "suppress":
            return self._written("ecarter_petits_groupes", repr(step["by"]), repr(step["least"]))
        if do == "count":
            return self._written(
                "compter",
                repr(step["by"]),
                repr(step["least"]),
                repr(step.get("value")),
                f"totaux={step['margins']!r}",
            )
        column = repr(step["column"])
        if do == "drop":
            return self._written("retirer", column)
        if do == "noise":
            numbers = (repr(step["scale"]), repr(step["decimals"]))
            return self._written("ajouter_du_bruit", column, *numbers, "cle")
        if do == "generalise" and step["level"] == len(ladder_of(step, aids).levels):
            return self._written("tout_confondre", column)
        function, *arguments = _function(step)
        self.used.add(function)
        return self._written("remplacer", column, function, *arguments)

    def _written(self, function: str, *arguments: str) -> str:
        self.used.add(function)
        line = f"tableau = {function}({', '.join(['tableau', *arguments])})"
        if len(line) <= _WIDTH:
            return line
        each = "".join(f"    {argument},\n" for argument in ("tableau", *arguments))
        return f"tableau = {function}(\n{each})"


def _function(step: Step) -> tuple[str, ...]:
    """Give the function that changes one value, and what it is called with."""
    do = step["do"]
    if do == "clip":
        return "borner", repr(step["low"]), repr(step["high"])
    if do == "pseudonymise":
        length = repr(step["length"])
        return ("pseudonyme", "cle", length) if step["keyed"] else ("empreinte", length)
    level = repr(step["level"])
    if step["by"] == "place":
        if step["streets"]:
            return "par_quartier", level, "VOIES", "LIEUX"
        return "par_adresse", level
    more = {
        "job": ["METIERS"],
        "amount": [repr(step.get("bounds"))],
        "prefix": [repr(step.get("starts"))],
    }
    return _RUNGS[step["by"]], level, *more.get(step["by"], [])


def _tables(recipe: Sequence[Step], aids: Aids) -> dict[str, str]:
    """Give the public tables that steps lean on, by the function that they need."""
    ladders = [step for step in recipe if step["do"] == "generalise"]
    tables: dict[str, str] = {}
    if any(step["by"] == "job" for step in ladders):
        by_family: dict[str, list[str]] = {}
        for job, family in families().items():
            by_family.setdefault(family, []).append(job)
        lines = "".join(
            f"    {family!r}: [\n{_wrapped(jobs)}\n    ],\n" for family, jobs in by_family.items()
        )
        tables["par_metier"] = (
            f"FAMILLES = {{\n{lines}}}\n"
            "METIERS = {metier: famille for famille, noms in FAMILLES.items() for metier in noms}"
        )
    if any(step.get("streets") for step in ladders):
        lines = "".join(
            f"    {street!r}: {tuple(parents)!r},\n" for street, parents in aids.streets.items()
        )
        tables["preparer_voies"] = (
            "# Voie : quartier, commune, intercommunalité.\n"
            f"TABLE_DES_VOIES = {{\n{lines}}}\nVOIES, LIEUX = preparer_voies(TABLE_DES_VOIES)"
        )
    return tables


def _wrapped(texts: Sequence[str]) -> str:
    joined = ", ".join(repr(text).replace(" ", "\0") for text in texts)
    wrapped = fill(
        joined, _WIDTH, initial_indent=" " * 8, subsequent_indent=" " * 8, break_long_words=False
    )
    return wrapped.replace("\0", " ") + ","


def _literal(value: object) -> str:
    if isinstance(value, list) and len(repr(value)) > _WIDTH:
        return "[\n" + "".join(f"    {one!r},\n" for one in value) + "]"
    return repr(value)


def _comment(text: str) -> str:
    """Give a text that cannot leave its comment."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    shown = shown.replace('"""', "'''").replace("\\", "/")
    return shown if len(shown) <= _LONGEST_COMMENT else shown[: _LONGEST_COMMENT - 1] + "…"


def _titled(title: str, text: str) -> str:
    return f"# {title} {'-' * (_WIDTH - len(title) - 3)}\n\n{text}"
