"""A request of the guided console for spreadsheets: Excel's Power Query, LibreOffice Calc.

What is said of them is what their makers document: ``Web.Contents`` makes a GET, or a POST where
there is a content, and leaves 401 and 403 to the credentials; texts are written as in the lexical
structure of the language M; Calc's ``WEBSERVICE`` takes an address and nothing else.
"""

from __future__ import annotations

import re
from typing import Any

from grader.publication.json_reading import read_json
from grader.services.console_requests import Asked
from grader.typography import french
from grader.wire.console import Snippet

_INDENT = "    "
#: Refusals that Power Query is asked to show as they come; 401 and 403 it keeps for itself.
_SHOWN = "{400, 404, 405, 410, 413, 501}"
#: Names that need no quotes in a record; the others, and words of the language, have them.
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_WORDS = frozenset(
    {
        "and", "as", "each", "else", "error", "false", "if", "in", "is", "let", "meta", "not",
        "null", "or", "otherwise", "section", "shared", "then", "true", "try", "type",
    }
)  # fmt: skip
#: Beyond, a number of the language M loses its last digits.
_EXACT = 2**53
_EXCEL, _CALC = "Excel (Power Query)", "LibreOffice Calc"
_INSTEAD = "Prenez curl ou Python."


def excel(asked: Asked, url: str, key: str, where: str) -> Snippet:
    """Write a query in the language M.

    Args:
        asked: the request.
        url: where it goes.
        key: what stands for the key.
        where: where to get a key, and what else is to be replaced.
    """
    if asked.step.file is not None:
        told = f"Power Query n'a rien pour joindre un fichier à un formulaire. {_INSTEAD}"
        return Snippet(_EXCEL, "m", "", french(told))
    if asked.method not in ("GET", "POST") or (asked.method == "GET" and asked.body):
        what = f"{asked.method} avec un corps" if asked.method == "GET" else asked.method
        told = f"Power Query n'envoie que GET, et POST avec un contenu : pas {what}. {_INSTEAD}"
        return Snippet(_EXCEL, "m", "", french(told))
    headers = [f'#"X-API-KEY" = {m_text(key)}'] if asked.key else []
    if asked.content_type:
        headers.append('#"Content-Type" = "application/json"')
    options = [f"Headers = [{', '.join(headers)}]"] if headers else []
    if asked.method == "POST":
        options.append(f"Content = {_content(asked.body)}")
    options.append(f"ManualStatusHandling = {_SHOWN}")
    inside = f",\n{_INDENT * 3}".join(options)
    text = (
        f"let\n{_INDENT}Reponse = Web.Contents(\n{_INDENT * 2}{m_text(url)},\n"
        f"{_INDENT * 2}[\n{_INDENT * 3}{inside}\n{_INDENT * 2}]\n{_INDENT}),\n"
        f"{_INDENT}Resultat = Json.Document(Reponse)\nin\n{_INDENT}Resultat\n"
    )
    kept = "La clé reste lisible dans le classeur : ne le partagez pas." if asked.key else ""
    note = " ".join(one for one in (_EXCEL_NOTE, _once(asked), where, kept) if one)
    return Snippet(_EXCEL, "m", text, french(note))


_EXCEL_NOTE = (
    "Dans Excel, ouvrez une requête vide, puis l'Éditeur avancé, et collez. Choisissez l'accès "
    "« Anonyme » : la clé voyage dans l'en-tête. Sur un refus 401 ou 403, Excel redemande comment "
    "se connecter au lieu de montrer la réponse."
)


def _once(asked: Asked) -> str:
    if asked.method == "GET":
        return "« Actualiser » relit le portail."
    return (
        "Attention : chaque actualisation renvoie la requête, et l'aperçu peut l'envoyer aussi. "
        "Une création serait faite plusieurs fois."
    )


def libreoffice(asked: Asked, url: str) -> Snippet:
    """Write a formula for Calc, where it can: it reads without a key, and does nothing else.

    Args:
        asked: the request.
        url: where it goes.
    """
    if asked.method != "GET" or asked.body:
        told = f"Calc sait lire une adresse, pas envoyer. {_INSTEAD}"
        return Snippet(_CALC, "text", "", french(told))
    if asked.key:
        told = (
            "Calc lit une adresse sans pouvoir y joindre d'en-tête, donc sans clé : vos brouillons "
            f"lui restent invisibles. {_INSTEAD}"
        )
        return Snippet(_CALC, "text", "", french(told))
    quoted = url.replace('"', '""')
    note = (
        "Selon la langue de Calc, la fonction s'appelle WEBSERVICE ou SERVICEWEB. La réponse "
        "arrive en JSON dans une seule cellule : Calc n'a pas de fonction qui la découpe. Pour un "
        "fichier CSV publié, ouvrez plutôt son adresse par Fichier, Ouvrir."
    )
    return Snippet(_CALC, "text", f'=WEBSERVICE("{quoted}")\n', french(note))


def m_text(text: str) -> str:
    """Write a text in the language M.

    Args:
        text: anything.
    """
    written = text.replace("#(", "#(#)(").replace('"', '""')
    return '"' + "".join(c if c.isprintable() else _m_escape(c) for c in written) + '"'


def _m_escape(character: str) -> str:
    code = ord(character)
    return f"#({code:04X})" if code < 0x10000 else f"#({code:08X})"


def _content(body: str) -> str:
    """Write what a POST carries: a record that anyone reads, or the text as it was typed."""
    try:
        value = read_json(body)
        return f"Json.FromValue({_m_value(value, 3)})"
    except (ValueError, RecursionError):
        # No JSON, or a number that M would round: the text, as it is.
        return f"Text.ToBinary({m_text(body)}, TextEncoding.Utf8)"


def _m_value(value: Any, depth: int) -> str:
    inner, outer = _INDENT * (depth + 1), _INDENT * depth
    if isinstance(value, dict):
        rows = [f"{_m_name(k)} = {_m_value(v, depth + 1)}" for k, v in value.items()]
        opening, closing = "[", "]"
    elif isinstance(value, list):
        rows = [_m_value(one, depth + 1) for one in value]
        opening, closing = "{", "}"
    else:
        return _m_plain(value)
    if not rows:
        return opening + closing
    return f"{opening}\n{inner}" + f",\n{inner}".join(rows) + f"\n{outer}{closing}"


def _m_plain(value: str | float | bool | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return m_text(value)
    if isinstance(value, int) and abs(value) > _EXACT:
        raise ValueError("a number that M would round")
    return repr(value)


def _m_name(name: str) -> str:
    plain = _PLAIN_NAME.fullmatch(name) and name not in _WORDS
    return name if plain else "#" + m_text(name)
