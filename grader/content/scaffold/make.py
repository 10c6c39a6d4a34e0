"""Writing the files of what is new; nothing that exists is overwritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from grader.content.editor import schema_line
from grader.content.ledger import LEDGER, Key, add_ids, retired_ids
from grader.content.scaffold import texts
from grader.content.scaffold.growing import with_entry
from grader.content.scaffold.texts import TO_WRITE
from grader.errors import OuvroirError
from grader.quiz.registry import TYPES
from grader.typography import french

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
#: Kinds of exercises that can be begun without another file.
KINDS = ("quiz", "mend_file", "own_file")
_ITEM_ID = re.compile(r"^[\s#-]*id:\s*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)
_EXAMPLE = {
    "file": "communes/val-ouvert/deliberations-export.csv",
    "reference": "communes/val-ouvert/deliberations.csv",
    "schema": "scdl/deliberations@2.1.5",
    "key": "DELIB_ID",
}


class Scaffold:
    """Adds to a courses folder.

    Args:
        courses: the folder.

    Attributes:
        written: files made or changed, relative to the folder, in order.
    """

    def __init__(self, courses: Path) -> None:
        self._courses = courses
        self.written: list[str] = []

    def module(self, slug: str, title: str) -> None:
        """Begin a module: its first lesson, one question, and what to keep of it.

        Args:
            slug: name of its folder.
            title: in French.

        Raises:
            OuvroirError: the name is not well formed, or is taken.
            ContentError: the catalogue cannot be read.
        """
        _require_name(slug)
        if (self._courses / slug).exists():
            raise _taken(f"Le module « {slug} » existe déjà.")
        self._require_new("modules", slug)
        prefix = self._free_prefix(slug)
        lesson, item = "premiere-lecon", f"{prefix}-r01"
        shown = _quoted(title)
        words = {"prefix": prefix, "lesson": lesson, "item": item, "to_write": TO_WRITE}
        self._grow("catalogue.yml", "modules", slug)
        self._write(f"{slug}/module.yml", texts.MODULE.format(title=shown, **words))
        self._write(
            f"{slug}/{lesson}.md",
            texts.LESSON.format(title=_quoted(f"{TO_WRITE} La première leçon"), **words),
        )
        self._write(f"{slug}/a-retenir.md", texts.TAKEAWAY.format(to_write=TO_WRITE))
        self._add_item(slug, "single_choice", item, f"{prefix}-o1")
        self._record(("modules", slug), ("lessons", f"{slug}/{lesson}"),
                     ("objectives", f"{prefix}-o1"))  # fmt: skip

    def lesson(self, module: str, slug: str, title: str) -> None:
        """Begin a lesson, with one question in it.

        Args:
            module: slug of its module.
            slug: name of its file, without ``.md``.
            title: in French.

        Raises:
            OuvroirError: there is no such module, or the name is not well formed or is taken.
        """
        _require_name(slug)
        objective = self._objectives(module)[0]
        if (self._courses / module / f"{slug}.md").exists():
            raise _taken(f"La leçon « {module}/{slug} » existe déjà.")
        self._require_new("lessons", f"{module}/{slug}")
        item = self._next_id(module, "r")
        self._grow(f"{module}/module.yml", "lessons", slug)
        self._write(
            f"{module}/{slug}.md",
            texts.LESSON.format(title=_quoted(title), item=item, to_write=TO_WRITE),
        )
        self._add_item(module, "single_choice", item, objective)
        self._record(("lessons", f"{module}/{slug}"))

    def item(self, module: str, kind: str) -> str:
        """Begin a question; gives its id, which was never used before.

        Args:
            module: slug of its module.
            kind: a name of ``grader.quiz.registry.TYPES``.

        Raises:
            OuvroirError: there is no such module or type.
        """
        if kind not in TYPES:
            raise OuvroirError(
                "unknown-item-type",
                french(f"Le type de question « {kind} » n'existe pas."),
                french(f"Types connus : {', '.join(sorted(TYPES))}."),
            )
        objective = self._objectives(module)[0]
        name = self._next_id(module, "r")
        self._add_item(module, kind, name, objective)
        return name

    def exercise(self, module: str, name: str, kind: str) -> None:
        """Begin an exercise and the responses that prove it.

        Args:
            module: slug of its module.
            name: of the exercise in its module.
            kind: one of ``KINDS``.

        Raises:
            OuvroirError: there is no such module or kind, or the name is taken.
        """
        _require_name(name)
        if kind not in KINDS:
            raise OuvroirError(
                "unknown-kind",
                french(f"La sorte d'exercice « {kind} » n'existe pas."),
                french(f"Sortes connues : {', '.join(KINDS)}."),
            )
        objective = self._objectives(module)[0]
        if name in self._ids(f"{module}/exercises.yml"):
            raise _taken(f"L'exercice « {module}/{name} » existe déjà.")
        self._require_new("exercises", f"{module}/{name}")
        item, words = "", {"name": name, "to_write": TO_WRITE, **_EXAMPLE}
        if kind == "quiz":
            item = self._next_id(module, "q")
            self._add_item(module, "single_choice", item, objective)
        template = {
            "quiz": texts.QUIZ_EXERCISE,
            "mend_file": texts.MEND_EXERCISE,
            "own_file": texts.OWN_EXERCISE,
        }[kind]
        self._begin(f"{module}/exercises.yml", texts.EXERCISES)
        self._grow(f"{module}/exercises.yml", "exercises", template.format(item=item, **words))
        if kind != "own_file":
            self._add_cases(module, name, kind, item)
        self._record(("exercises", f"{module}/{name}"))

    def _add_cases(self, module: str, name: str, kind: str, item: str) -> None:
        """Declare the solution of the example, and the untouched start."""
        if kind == "quiz":
            event, points = f"  - {{kind: answer, item: {item}, chosen: [a]}}", 1
        else:
            event, points = f"  - {{kind: file, path: {_EXAMPLE['reference']}}}", 5
        self._begin(f"{module}/cases.yml", texts.CASES)
        for case in (texts.SOLUTION_CASE, texts.UNTOUCHED_CASE):
            entry = case.format(name=name, events=event, points=points)
            self._grow(f"{module}/cases.yml", "cases", entry)

    def _add_item(self, module: str, kind: str, name: str, objective: str) -> None:
        """Declare an item: the example that its type carries, to be written over."""
        prefix = objective.partition("-")[0]
        self._begin(f"{module}/quiz.yml", texts.QUIZ.format(prefix=prefix))
        example: dict[str, Any] = dict(TYPES[kind].valid[0])
        example.pop("source", None)
        declared = {
            **example,
            "id": name,
            "objective": objective,
            "question": f"{TO_WRITE} {example['question']}",
            "misconception": f"{TO_WRITE} l'erreur que la question cherche, en quelques mots",
        }
        entry = yaml.safe_dump(declared, allow_unicode=True, sort_keys=False, width=94)
        self._grow(f"{module}/quiz.yml", "items", entry)
        self._record(("items", name))

    def _objectives(self, module: str) -> list[str]:
        """Give the ids of the objectives of a module."""
        path = self._courses / module / "module.yml"
        known = sorted(p.parent.name for p in self._courses.glob("*/module.yml"))
        if not NAME.fullmatch(module) or not path.is_file():
            raise OuvroirError(
                "unknown-module",
                french(f"Le module « {module} » n'existe pas."),
                french(f"Modules : {', '.join(known)}. Pour en commencer un : ouvroir new module."),
            )
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = list(data.get("objectives") or {}) if isinstance(data, dict) else []
        if not found:
            raise OuvroirError(
                "no-objective",
                french(f"Le module « {module} » n'a pas d'objectif."),
                french("Écrivez-en un dans module.yml : chaque question en sert un."),
            )
        return found

    def _next_id(self, module: str, letter: str) -> str:
        """Give an id that no text of the module or ledger names: a retired one stays retired."""
        prefix = self._objectives(module)[0].partition("-")[0]
        pattern = re.compile(rf"\b{re.escape(prefix)}-{letter}(\d+)\b")
        used = [
            int(number)
            for path in (*(self._courses / module).glob("*.*"), self._courses / LEDGER)
            if path.suffix in (".yml", ".md") and path.is_file()
            for number in pattern.findall(path.read_text(encoding="utf-8"))
        ]
        return f"{prefix}-{letter}{max(used, default=0) + 1:02d}"

    def _free_prefix(self, slug: str) -> str:
        """Give a short beginning for the ids of a module that no other module has."""
        taken = {
            objective.partition("-")[0]
            for path in self._courses.glob("*/module.yml")
            for objective in self._objectives(path.parent.name)
        }
        taken |= {name.partition("-")[0] for _, name in retired_ids(self._courses)}
        letters = slug.replace("-", "")
        for candidate in _beginnings(letters):
            if candidate not in taken:
                return candidate
        raise _taken(f"Les identifiants du module « {slug} » seraient ceux d'un autre.")

    def _require_new(self, kind: str, name: str) -> None:
        """Refuse a name that the ledger retired."""
        if (kind, name) in retired_ids(self._courses):
            raise _taken(f"Le nom « {name} » a déjà servi : il est retiré.")

    def _record(self, *keys: Key) -> None:
        """Write the new ids in the ledger of these courses, if they keep one."""
        if add_ids(self._courses, set(keys)) and LEDGER not in self.written:
            self.written.append(LEDGER)

    def _ids(self, name: str) -> set[str]:
        path = self._courses / name
        return set(_ITEM_ID.findall(path.read_text(encoding="utf-8"))) if path.is_file() else set()

    def _begin(self, name: str, text: str) -> None:
        """Make a file of declarations where there is none yet."""
        if not (self._courses / name).is_file():
            self._write(name, text.rstrip() + " []\n")

    def _grow(self, name: str, key: str, entry: str) -> None:
        path = self._courses / name
        self._write(name, with_entry(path.read_text(encoding="utf-8"), key, entry, name))

    def _write(self, name: str, text: str) -> None:
        path = self._courses / name
        path.parent.mkdir(parents=True, exist_ok=True)
        led = schema_line(self._courses, name) if not path.exists() else ""
        path.write_text(led + text, encoding="utf-8")
        if name not in self.written:
            self.written.append(name)


def _beginnings(letters: str) -> Iterator[str]:
    for length in range(min(4, len(letters)), len(letters) + 1):
        yield letters[:length]


def _quoted(title: str) -> str:
    """Write a title so that YAML reads it as a text, whatever it holds."""
    return '"' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _require_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise OuvroirError(
            "bad-name",
            french(f"Le nom « {name} » n'est pas bien formé."),
            french("Employez des minuscules sans accent, des chiffres et des tirets."),
        )


def _taken(message: str) -> OuvroirError:
    return OuvroirError("name-taken", french(message), french("Choisissez un autre nom."))
