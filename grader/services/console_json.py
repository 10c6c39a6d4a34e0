"""What keeps a typed text from being JSON: where, and what to write instead, in plain French."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from grader.publication.json_reading import read_json
from grader.typography import french

_WORDS = {"True": "true", "False": "false", "None": "null", "vrai": "true", "faux": "false"}
_WORD = re.compile(r"[^\W\d]\w*")
_CURLY = "«»“”„‟‘’‚"
_ESCAPES = (
    'Les seules suites permises sont \\" \\\\ \\/ \\b \\f \\n \\r \\t et \\u suivi de 4 chiffres.'
)


@dataclass(frozen=True)
class JsonFault:
    """Why a text is not JSON.

    Attributes:
        line: from 1; 0 when the whole text is meant.
        column: from 1.
        why: one sentence.
        remedy: one sentence.
    """

    line: int
    column: int
    why: str
    remedy: str

    @property
    def told(self) -> str:
        """The whole in plain text: where, why, what to do."""
        where = f"Ligne {self.line}, colonne {self.column} : " if self.line else ""
        why = self.why[0].lower() + self.why[1:] if where and self.why[1:2].islower() else self.why
        return french(f"{where}{why} {self.remedy}")


def json_fault(written: str) -> JsonFault | None:
    """Find what keeps a text from being JSON that the portal reads; None when it is.

    Args:
        written: the body as typed, not empty.
    """
    try:
        read_json(written.encode())
    except json.JSONDecodeError as error:
        return _located(written, error)
    except RecursionError:
        return JsonFault(0, 0, "Trop de niveaux sont imbriqués.", "Rapprochez-les de la racine.")
    except ValueError:
        return JsonFault(
            0,
            0,
            "Le texte contient une valeur que JSON ne sait pas écrire, ou trop de niveaux.",
            "Remplacez NaN, Infinity ou un nombre de plus de 18 chiffres ; 40 niveaux au plus.",
        )
    return None


def _located(written: str, error: json.JSONDecodeError) -> JsonFault:
    at = error.pos
    # What is missing is best shown where the text before it ends.
    if "delimiter" in error.msg:
        before = written[:at].rstrip()
        if _is_missing(written, at) and "\n" in written[len(before) : at]:
            at = len(before)
    why, remedy = _reason(written, error)
    line, column = _place(written, at)
    return JsonFault(line, column, why, remedy)


def _place(written: str, at: int) -> tuple[int, int]:
    return written.count("\n", 0, at) + 1, at - (written.rfind("\n", 0, at) + 1) + 1


def _is_missing(written: str, at: int) -> bool:
    return written[at : at + 1] not in (*_CURLY, "'", "#", "=", ";")


def _reason(written: str, error: json.JSONDecodeError) -> tuple[str, str]:
    found = written[error.pos : error.pos + 1]
    known = _odd(written, error.pos, error.msg) or _special(written, error.pos, found)
    if known:
        return known
    if found or error.msg.startswith(_BEFORE_THE_END):
        for beginning, told in _TOLD:
            if error.msg.startswith(beginning):
                return told
    return "Le texte s'arrête avant la fin.", "Refermez ce qui est ouvert : } ou ]."


#: Faults of the parser that mean what they say, even at the very end.
_BEFORE_THE_END = ("Unterminated", "Invalid")
#: Why, and what to do, by how the parser's message begins; the last fits any.
_TOLD: tuple[tuple[str, tuple[str, str]], ...] = (
    (
        "Unterminated string",
        ("Ce texte entre guillemets n'est jamais refermé.", 'Ajoutez un " à sa fin.'),
    ),
    (
        "Invalid control character",
        (
            "Un texte entre guillemets passe à la ligne.",
            "Refermez-le avant la fin de la ligne, ou écrivez \\n là où il passe à la ligne.",
        ),
    ),
    ("Invalid \\", ("Une barre oblique inverse n'est suivie de rien de connu.", _ESCAPES)),
    (
        "Expecting property name",
        (
            "Un nom entre guillemets droits est attendu ici.",
            'Écrivez "nom": valeur ; après la dernière valeur, ne laissez pas de virgule.',
        ),
    ),
    (
        "Expecting ',' delimiter",
        ("Il manque une virgule entre deux valeurs.", "Ajoutez une virgule à cet endroit."),
    ),
    (
        "Expecting ':' delimiter",
        ("Il manque deux-points entre un nom et sa valeur.", "Ajoutez : à cet endroit."),
    ),
    (
        "Extra data",
        (
            "Quelque chose suit la fin de l'objet.",
            "Vérifiez qu'aucune accolade n'est refermée trop tôt, et retirez ce qui suit.",
        ),
    ),
    (
        "",
        (
            "Une valeur est attendue ici.",
            "Écrivez un texte entre guillemets, un nombre, true, false, null, { } ou [ ].",
        ),
    ),
)
_QUOTES = ("Ces guillemets ne sont pas ceux de JSON.", 'Écrivez des guillemets droits : ".')
_COMMENT = ("JSON n'a pas de commentaire.", "Retirez-le.")
#: Signs that people type in place of what JSON wants.
_SIGNS = {
    **dict.fromkeys((*_CURLY, "'"), _QUOTES),
    "#": _COMMENT,
    "//": _COMMENT,
    "/*": _COMMENT,
    "=": ("JSON n'emploie pas le signe égal.", "Remplacez-le par deux-points."),
    ";": ("JSON n'emploie pas le point-virgule.", "Remplacez-le par une virgule."),
}


def _special(written: str, at: int, found: str) -> tuple[str, str] | None:
    """Name what people often type in place of what JSON wants."""
    sign = _SIGNS.get(found) or _SIGNS.get(written[at : at + 2])
    if sign:
        return sign
    if found and found in "]}" and written[:at].rstrip().endswith(","):
        return "Une virgule précède la fin de la liste ou de l'objet.", "Retirez cette virgule."
    word = _WORD.match(written, at)
    if word is None:
        return None
    if word[0] in _WORDS:
        right = _WORDS[word[0]]
        return f"« {word[0]} » n'est pas un mot de JSON.", f"Écrivez {right}, sans majuscule."
    return "Ce mot n'est pas entre guillemets.", 'Entourez-le de guillemets droits : ".'


def _odd(written: str, at: int, message: str) -> tuple[str, str] | None:
    """Name what a missing comma or name is often the mask of."""
    found, before = written[at : at + 1], written[:at].rstrip()
    if found.isdecimal() or found == ".":
        cut = before[-1:] if "',' delimiter" in message else written[max(at - 2, 0) : at]
        if cut[:1].isdecimal() and cut[1:] in ("", ","):
            return (
                "Ce nombre n'est pas écrit comme JSON le veut.",
                "Écrivez 2500.5 : ni espace ni zéro devant, un point pour les décimales.",
            )
    if "',' delimiter" not in message:
        return None
    if found and found in "]}":
        return (
            "Ce signe ne referme pas ce qui est ouvert.",
            "Une liste se referme par ], un objet par }.",
        )
    if _WORD.match(written, at) and written[at - 1] == '"':
        return (
            "Un guillemet droit a refermé le texte trop tôt.",
            "À l'intérieur d'un texte, écrivez \\\" ou des guillemets français.",
        )
    return None
