"""A request of the guided console in words that other tools take: curl, Python, spreadsheets.

What a learner typed is quoted for each of them: copied as it stands, a snippet sends that text and
does nothing else. A key is never in it: ``VOTRE_CLE`` stands for one.
"""

from __future__ import annotations

import json
import shlex
from typing import Any

from grader.exercises.console import DATASET, ORGANIZATION, RESOURCE
from grader.publication.json_reading import read_json
from grader.services.console_requests import Asked, fill
from grader.services.console_sheets import excel, libreoffice
from grader.typography import french
from grader.wire.console import Snippet

#: Stands for the key in every snippet.
KEY = "VOTRE_CLE"
#: What stands for an identifier that no answer has given yet; braces mean something to curl.
_UNKNOWN = {
    DATASET: "IDENTIFIANT_DU_JEU",
    RESOURCE: "IDENTIFIANT_DE_LA_RESSOURCE",
    ORGANIZATION: "IDENTIFIANT_DE_L_ORGANISATION",
}
_INDENT = "    "
_SECONDS, _FILE_SECONDS = 30, 600


def snippets_of(asked: Asked, address: str) -> tuple[Snippet, ...]:
    """Write a request for each tool.

    Args:
        asked: the request; what is not known yet becomes a word to replace.
        address: what its path stands below.
    """
    ready = asked.filled(_UNKNOWN)
    url = address + ready.encoded
    where = _where_the_key_is(asked)
    return (
        Snippet("curl", "sh", _curl(ready, url), french(f"{_CURL_NOTE} {where}".strip())),
        Snippet("Python", "python", _python(ready, url), french(f"{_PYTHON_NOTE} {where}".strip())),
        excel(ready, url, KEY, where),
        libreoffice(ready, url),
    )


_CURL_NOTE = (
    "À coller dans un terminal. Sous Windows, prenez Git Bash ou WSL : l'invite de commandes lit "
    "autrement les apostrophes."
)
_PYTHON_NOTE = "Demande la bibliothèque requests (pip install requests)."


def _where_the_key_is(asked: Asked) -> str:
    said = []
    if asked.key:
        said.append(f"Remplacez {KEY} par une clé à vous : page « Ma clé d'API » du bac à sable.")
    if asked.step.file is not None:
        said.append(f"Lancez-le dans le dossier où se trouve {asked.step.file.name}.")
    if fill(asked.path + asked.body, _UNKNOWN) != asked.path + asked.body:
        said.append("Remplacez aussi les identifiants que le portail ne vous a pas encore donnés.")
    return " ".join(said)


def _curl(asked: Asked, url: str) -> str:
    words = ["curl -i"]
    # A file sent by -F is posted already.
    if asked.method != ("POST" if asked.step.file is not None else "GET") or asked.body:
        words[0] += f" -X {asked.method}"
    # Nothing in it needs quotes, until a host between brackets takes the place of ours.
    words[0] += f" '{url}'"
    if asked.key:
        words.append(f"-H {shlex.quote(f'X-API-KEY: {KEY}')}")
    if asked.step.file is not None:
        words.append(f"-F {shlex.quote(f'file=@{asked.step.file.name}')}")
    elif asked.body:
        words.append("-H 'Content-Type: application/json'")
        # Not -d: a text that begins with @ would name a file to read.
        words.append(f"--data-raw {shlex.quote(asked.body)}")
    return " \\\n  ".join(words) + "\n"


def _python(asked: Asked, url: str) -> str:
    lines = ["import requests", ""]
    if asked.key:
        lines += [f'cle = "{KEY}"', ""]
    called, indent = [f"{_quoted(url)},"], ""
    headers = {"X-API-KEY": "cle"} if asked.key else {}
    seconds = _SECONDS
    if asked.step.file is not None:
        lines.append(f'with open({_quoted(asked.step.file.name)}, "rb") as fichier:')
        called.append('files={"file": fichier},')
        indent, seconds = _INDENT, _FILE_SECONDS
    elif asked.body:
        sent, announced = _python_body(asked.body)
        called.append(sent)
        headers |= announced
    if headers:
        told = ", ".join(f"{_quoted(name)}: {value}" for name, value in headers.items())
        called.append(f"headers={{{told}}},")
    if asked.method != "GET":
        # A redirection would take key and body elsewhere.
        called.append("allow_redirects=False,")
    called.append(f"timeout={seconds},")
    body = "\n".join(called).replace("\n", f"\n{indent}{_INDENT}")
    lines.append(f"{indent}reponse = requests.{asked.method.lower()}(")
    lines.append(f"{indent}{_INDENT}{body}")
    lines += [f"{indent})", "print(reponse.status_code)", "print(reponse.text)"]
    return "\n".join(lines) + "\n"


def _python_body(body: str) -> tuple[str, dict[str, str]]:
    """Write the argument that carries a body, and the header that it needs beside."""
    try:
        value = read_json(body)
    except (ValueError, RecursionError):
        # What is no JSON is sent as it was typed: the portal's refusal is the lesson.
        return f"data={_quoted(body)}.encode(),", {"Content-Type": '"application/json"'}
    if value is None:
        # requests takes None for « no body ».
        return f"data={_quoted(body)}.encode(),", {"Content-Type": '"application/json"'}
    return f"json={_literal(value, 0)},", {}


def _literal(value: Any, depth: int) -> str:
    """Write a JSON value as Python does, on several lines."""
    inner, outer = _INDENT * (depth + 1), _INDENT * depth
    if isinstance(value, dict) and value:
        rows = (f"{inner}{_quoted(k)}: {_literal(v, depth + 1)},\n" for k, v in value.items())
        return "{\n" + "".join(rows) + outer + "}"
    if isinstance(value, list) and value:
        rows = (f"{inner}{_literal(one, depth + 1)},\n" for one in value)
        return "[\n" + "".join(rows) + outer + "]"
    return _quoted(value) if isinstance(value, str) else repr(value)


def _quoted(text: str) -> str:
    """Write a text as Python does: JSON's escapes are among its own, with the same meaning."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
