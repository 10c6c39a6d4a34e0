"""What an answer of the portal means to who sent a request, and what to change in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from grader.content.prose import block_html
from grader.exercises.console import DATASET, ORGANIZATION, PLACEHOLDERS, RESOURCE
from grader.services.console_json import json_fault
from grader.services.console_requests import Asked
from grader.services.console_sending import Answer, status_label
from grader.typography import french

#: How the portal refuses a value that is in none of its lists.
_NOT_VALID = re.compile(r"'(.+)' is not a valid \w+", re.DOTALL)
#: Fields that are named at most, characters of a name, and of what the portal says of it.
_MOST_NAMES, _LONGEST_NAME, _LONGEST_WORDS = 8, 60, 200
_NAMED = {
    DATASET: "l'identifiant de la fiche",
    RESOURCE: "l'identifiant de la ressource",
    ORGANIZATION: "l'identifiant de la commune",
}


class Code(str):
    """A piece of text that is shown as code, as it was typed."""

    __slots__ = ()


#: A sentence: plain French and pieces of code, in order.
Parts = tuple[str, ...]


def meaning_html(asked: Asked, declared: Asked, answer: Answer, *, again: bool) -> str:
    """Tell what an answer means.

    Args:
        asked: the request as it was sent.
        declared: the step's own, with what placeholders stood for then.
        answer: what came.
        again: whether that step made something once already.
    """
    step = asked.step
    if answer.status == step.expect:
        return block_html(step.then) + (_sentence(_AGAIN) if again and _made(answer) else "")
    own = block_html(step.otherwise) if step.otherwise else ""
    if answer.accepted:
        opening = f"Le portail a accepté cet appel, et répondu {status_label(answer.status)}. "
        opening += f"Cette étape attendait {status_label(step.expect)}."
    else:
        opening = f"Cette étape attendait {status_label(step.expect)}."
        opening += "" if asked.method == "GET" else " Rien n'a été changé."
    changes = list(_to_change(asked, declared, answer))
    if not changes:
        changes = [(_FOLLOW if answer.explanation else _COMPARE,)]
    listed = "".join(f"<li>{_inline(one)}</li>" for one in changes)
    told = _sentence(opening) + _sentence("Ce qu'il faut changer :")
    return f"{told}<ul>{listed}</ul>{own}"


_FOLLOW = "Suivez l'explication du portail."
_COMPARE = "Rechargez la page pour retrouver la demande d'origine, et comparez."
_AGAIN = (
    "Cette étape avait déjà été envoyée : le portail a créé un second objet, sans remplacer le "
    "premier. Les étapes suivantes portent sur le dernier."
)


def _made(answer: Answer) -> bool:
    return bool(answer.dataset or answer.resource)


def _to_change(asked: Asked, declared: Asked, answer: Answer) -> Iterator[Parts]:
    """Give what would make the answer the awaited one, the surest first."""
    fault = json_fault(asked.body) if asked.body else None
    if answer.status == 400 and fault is not None:
        yield (f"Le corps n'est pas du JSON. {fault.told}",)
        return
    for placeholder in PLACEHOLDERS:
        if placeholder in asked.path + asked.body:
            told = f" n'est pas un identifiant : {_NAMED[placeholder]} n'est pas encore connu."
            yield Code(placeholder), told, " Envoyez d'abord l'étape qui le donne."
    yield from _key(asked)
    if asked.method != asked.step.method:
        yield (
            "La méthode est ",
            Code(asked.method),
            " ; l'étape emploie ",
            Code(asked.step.method),
            ".",
        )
    yield from _address(asked, declared, answer)
    yield from _fields(asked, answer)


def _key(asked: Asked) -> Iterator[Parts]:
    if asked.key == asked.step.key:
        return
    if asked.step.key:
        yield ("Cet appel demande votre clé : cochez son envoi.",)
    else:
        yield ("Cette étape montre ce qui arrive sans clé : ne l'envoyez pas.",)


def _address(asked: Asked, declared: Asked, answer: Answer) -> Iterator[Parts]:
    typed, awaited = (one.path.partition("?")[0] for one in (asked, declared))
    if answer.status == 308 and not typed.endswith("/"):
        yield "L'adresse finit par une barre oblique : ", Code(_short(f"{typed}/")), "."
    elif _shape(typed) != _shape(awaited):
        yield "L'adresse n'est pas celle de l'étape : ", Code(awaited), "."
    elif answer.status in (404, 410) and typed != awaited:
        yield "L'identifiant ", Code(_short(_last_id(typed))), " ne mène à rien ici : vérifiez-le."
    elif answer.status == 410:
        yield ("Cette fiche a été supprimée : renvoyez l'étape qui la crée, puis celle-ci.",)


def _shape(path: str) -> tuple[str, ...]:
    """Give a path with its identifiers left out: what it asks, whatever it asks about."""
    return tuple(
        "?" if one.startswith("{") or any(c.isdecimal() for c in one[1:]) else one
        for one in path.split("/")
    )


def _last_id(path: str) -> str:
    ids = [one for one in path.split("/") if len(one) > 1 and any(c.isdecimal() for c in one[1:])]
    return ids[-1] if ids else path


def _fields(asked: Asked, answer: Answer) -> Iterator[Parts]:
    """Name the fields that the portal refuses, and those that the step has and she left out."""
    refused = list(_refused(answer.value))
    for name, said in refused[:_MOST_NAMES]:
        yield Code(_short(name)), " : ", _GLOSSES.get(said, f"« {said[:_LONGEST_WORDS]} »")
    unknown = _unknown_value(answer.value)
    holding = [one for one in _names(asked.body) if unknown and _value(asked.body, one) == unknown]
    for name in holding[:_MOST_NAMES]:
        yield (
            Code(_short(name)),
            " : le portail ne connaît pas la valeur ",
            Code(_short(unknown)),
            ".",
        )
    left = [name for name in _names(asked.step.body) if name not in _names(asked.body)]
    # What was refused by name is told already; what was let in needs no field.
    if left and not answer.accepted and not refused and not unknown:
        names = [part for name in left[:_MOST_NAMES] for part in (", ", Code(_short(name)))][1:]
        yield "Il manque au corps, par rapport à l'étape : ", *names, "."
    if not asked.body and asked.step.body:
        yield ("Le corps est vide : l'étape envoie du JSON.",)


#: What the portal says in English of a field; the rest it says in French.
_GLOSSES = {
    "Unable to parse date range": (
        'la période ne se lit pas : écrivez {"start": "2026-01-01", "end": "2026-12-31"}.'
    ),
    "expecting application/json": "le corps doit être annoncé comme du JSON.",
    "expecting a JSON object": "un objet JSON est attendu, entre accolades.",
    "Unsupported data type": (
        "cette sorte de valeur n'est pas acceptée ici : comparez avec la demande de l'étape."
    ),
    "String value is too long": "ce texte est trop long.",
    "Wrong contact point id or contact point ownership mismatch": (
        "ce contact n'existe pas, ou il est à quelqu'un d'autre."
    ),
    "Cannot modify filetype after creation": "ce champ ne change plus après la création.",
}


def _refused(value: Any) -> list[tuple[str, str]]:
    errors = value.get("errors") if isinstance(value, dict) else None
    if not isinstance(errors, dict):
        return []
    return [(str(name), _first(said)) for name, said in errors.items()]


def _first(said: Any) -> str:
    while isinstance(said, list | dict) and said:
        said = said[0] if isinstance(said, list) else next(iter(said.values()))
    return str(said)


def _unknown_value(value: Any) -> str:
    """Give the value that is in no list of the portal's, where it is refused without its field."""
    message = value.get("message") if isinstance(value, dict) else None
    found = _NOT_VALID.fullmatch(message) if isinstance(message, str) else None
    return found[1] if found else ""


def _value(body: str, name: str) -> Any:
    return json.loads(body)[name]


def _names(body: str) -> list[str]:
    try:
        value = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        return []
    return list(value) if isinstance(value, dict) else []


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"


def _sentence(*parts: str) -> str:
    return f"<p>{_inline(parts)}</p>"


def _inline(parts: Parts) -> str:
    """Write a sentence as HTML; what was typed is never markup."""
    return "".join(
        f"<code>{escape(one, quote=False)}</code>"
        if isinstance(one, Code)
        else escape(french(one), quote=False)
        for one in parts
    )
