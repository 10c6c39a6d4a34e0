"""The guided console of a ``publish`` exercise: the steps of a publication by API, as declared.

Each step is one request, with what is said before and after it. What it sends is checked here as
far as it can be without a portal, so that an author learns of a slip before a learner does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import ContentError
from grader.exercises.fields import sandbox_file
from grader.exercises.kind import Surroundings
from grader.quiz.fields import expect_keys, flag, text

#: Kind of the event that says which request was sent, and with what status it was answered.
CONSOLE = "console"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
#: What stands in a path or a body for what is known only once the portal has answered.
DATASET, RESOURCE, ORGANIZATION = "{jeu}", "{ressource}", "{organisation}"
PLACEHOLDERS = (DATASET, RESOURCE, ORGANIZATION)
MOST_STEPS = 12
#: Bytes of a body, declared or typed.
BODY_BYTES = 64 * 1024

_KEYS = frozenset(
    {"title", "tell", "method", "path", "key", "body", "file", "then", "expect", "otherwise"}
)
_PATH = re.compile(r"/api/[12]/[\w{}/.~%-]*(\?[\w{}=&.~%+-]*)?", re.ASCII)
_PLACEHOLDER = re.compile(r"\{\w*\}")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WITHOUT_BODY = frozenset({"GET", "DELETE"})
_CREATES = re.compile(r"/api/1/datasets/")
_ADDS = re.compile(r"/api/1/datasets/[^/]+/(upload|resources)/")


@dataclass(frozen=True)
class Step:
    """One request of a publication.

    Attributes:
        title: plain French.
        tell: French Markdown, before.
        method: one of ``METHODS``.
        path: below the portal; may hold placeholders.
        key: whether the key is sent.
        body: JSON text, or ""; may hold placeholders.
        file: what is sent as ``multipart/form-data``, or None.
        expect: HTTP status of the answer that is awaited.
        then: French Markdown, once it came.
        otherwise: French Markdown, when another came, or "".
    """

    title: str
    tell: str
    method: str
    path: str
    key: bool
    body: str
    file: Path | None
    expect: int
    then: str
    otherwise: str

    @property
    def creates(self) -> bool:
        """Whether it makes a record."""
        return self.method == "POST" and bool(_CREATES.fullmatch(self.path))

    @property
    def adds(self) -> bool:
        """Whether it makes a resource."""
        return self.method == "POST" and bool(_ADDS.fullmatch(self.path))


def read_console(raw: Mapping[str, Any], where: str, around: Surroundings) -> tuple[Step, ...]:
    """Take the console of a declaration.

    Args:
        raw: the declaration of the exercise.
        where: ``file:line``, for messages.
        around: what it may refer to.

    Returns:
        Its steps in order; none where the exercise has no console.

    Raises:
        ContentError: it is no list of steps, or one is ill-formed.
    """
    if "console" not in raw:
        return ()
    value = raw["console"]
    if not isinstance(value, list) or not 0 < len(value) <= MOST_STEPS:
        raise ContentError(
            where,
            "bad-console",
            f"« console » est une liste d'une à {MOST_STEPS} étapes.",
            "Chaque étape commence par « - title: … » et dit method, path, tell, expect et then.",
        )
    steps = tuple(
        _read_step(one, f"L'étape {number} de la console", where, around)
        for number, one in enumerate(value, 1)
    )
    _check_order(steps, where)
    return steps


def _read_step(raw: Any, name: str, where: str, around: Surroundings) -> Step:
    expect_keys(raw, _KEYS, where, name)
    method, path = text(raw, "method", where), text(raw, "path", where)
    if method not in METHODS:
        raise ContentError(
            where,
            "bad-method",
            f"{name} : la méthode « {method} » n'est pas connue.",
            f"Méthodes possibles : {', '.join(METHODS)}.",
        )
    if not _PATH.fullmatch(path):
        raise ContentError(
            where,
            "bad-path",
            f"{name} : « {path} » n'est pas une adresse de l'API du bac à sable.",
            "Elle commence par /api/1/ ou /api/2/, sans nom de serveur ni espace.",
        )
    file = sandbox_file(raw, "file", where, around.sandbox) if "file" in raw else None
    step = Step(
        title=text(raw, "title", where),
        tell=text(raw, "tell", where),
        method=method,
        path=path,
        key=flag(raw, "key", where, name) if "key" in raw else True,
        body=_body(raw, name, where),
        file=file,
        expect=_status(raw, name, where),
        then=text(raw, "then", where),
        otherwise=text(raw, "otherwise", where, optional=True),
    )
    _check_load(step, name, where)
    _check_placeholders(step, name, where)
    return step


def _body(raw: Mapping[str, Any], name: str, where: str) -> str:
    if "body" not in raw:
        return ""
    value = raw["body"]
    refusal = ContentError(
        where,
        "bad-body",
        f"{name} : « body » n'est pas un objet ou une liste que JSON peut écrire.",
        f"Écrivez « body: {{title: Budget 2026}} », {BODY_BYTES // 1024} ko au plus.",
    )
    if not isinstance(value, dict | list):
        raise refusal
    try:
        body = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise refusal from error
    if len(body.encode()) > BODY_BYTES:
        raise refusal
    return body


def _status(raw: Mapping[str, Any], name: str, where: str) -> int:
    value = raw.get("expect")
    if isinstance(value, bool) or not isinstance(value, int) or not 200 <= value <= 599:
        raise ContentError(
            where,
            "bad-expect",
            f"{name} : « expect » est le code de réponse attendu, de 200 à 599.",
            "Écrivez par exemple « expect: 201 » pour une création.",
        )
    return value


def _check_load(step: Step, name: str, where: str) -> None:
    """Refuse what no client would send: two bodies, or one where none is read."""
    if step.file is not None and (step.body or step.method != "POST"):
        raise ContentError(
            where,
            "bad-body",
            f"{name} : un fichier s'envoie seul, par POST.",
            "Retirez « body », ou écrivez « method: POST ».",
        )
    if step.file is not None and not _FILE_NAME.fullmatch(step.file.name):
        raise ContentError(
            where,
            "bad-value",
            f"{name} : le nom du fichier « {step.file.name} » n'est pas assez simple.",
            "Employez des lettres sans accent, des chiffres, des points et des tirets.",
        )
    if step.body and step.method in _WITHOUT_BODY:
        raise ContentError(
            where,
            "bad-body",
            f"{name} : {step.method} n'a pas de corps.",
            "Retirez « body », ou changez de méthode.",
        )


def _check_placeholders(step: Step, name: str, where: str) -> None:
    unknown = [one for one in _PLACEHOLDER.findall(step.path) if one not in PLACEHOLDERS]
    if unknown:
        raise ContentError(
            where,
            "unknown-placeholder",
            f"{name} : « {unknown[0]} » ne sera remplacé par rien.",
            f"Écrivez {', '.join(PLACEHOLDERS)}.",
        )


def _check_order(steps: tuple[Step, ...], where: str) -> None:
    """Refuse a step that needs what no step before it makes."""
    known: set[str] = {ORGANIZATION}
    for number, step in enumerate(steps, 1):
        for one in PLACEHOLDERS:
            if one in step.path + step.body and one not in known:
                made = "crée une fiche" if one == DATASET else "ajoute une ressource"
                raise ContentError(
                    where,
                    "early-placeholder",
                    f"L'étape {number} de la console emploie {one} trop tôt.",
                    f"Placez avant elle une étape qui {made} (POST, « expect: 201 »).",
                )
        if step.expect == 201:
            known |= {DATASET} if step.creates else {RESOURCE} if step.adds else set()
