"""From the paths of ``catalogue.yml`` to the model; what names nothing is told and left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.content.declarations import Document, OnError
from grader.content.model import Lesson, Module
from grader.content.path_model import (
    EXERCISE,
    LESSON,
    PAGE,
    PATH_PAGES,
    LearningPath,
    PathPart,
    PathStep,
)
from grader.errors import ContentError
from grader.obligations.deciding.datasets import services as dataset_services
from grader.typography import french

_KINDS = (LESSON, EXERCISE, PAGE)


class PathReader:
    """Reads the paths, and which exercises are on the files of which service.

    Args:
        document: ``catalogue.yml``, which conforms to its schema.
        modules: those that it names, by slug.
        on_error: called with each fault.
    """

    def __init__(
        self, document: Document, modules: Mapping[str, Module], on_error: OnError
    ) -> None:
        self._document = document
        self._lessons = {one.id: one for module in modules.values() for one in module.lessons}
        self._exercises = {
            name: one for module in modules.values() for name, one in module.exercises.items()
        }
        self._on_error = on_error

    def paths(self) -> tuple[LearningPath, ...]:
        """Give the paths in order; those whose id or door is already taken are left out."""
        found: dict[str, LearningPath] = {}
        doors: set[str] = set()
        for position, raw in enumerate(self._document.data.get("paths", ())):
            place = ("paths", position)
            path = self._path(raw, place)
            if path.id in found or path.door in doors:
                self._fault(
                    place, "path-twice",
                    f"Deux parcours ont le même identifiant ou la même porte (« {path.id} »).",
                    "Changez l'un des deux : une porte mène à un parcours.",
                )  # fmt: skip
                continue
            found[path.id] = path
            doors.add(path.door)
        return tuple(found.values())

    def services(self) -> dict[str, frozenset[str]]:
        """Give, by exercise, the services whose files it is about."""
        known = {one.id for one in dataset_services()}
        found: dict[str, set[str]] = {}
        for service, exercises in self._document.data.get("services", {}).items():
            if service not in known:
                self._fault(
                    ("services", service), "unknown-service",
                    f"Le service « {service} » n'existe pas.",
                    f"Services connus : {', '.join(sorted(known))}.",
                )  # fmt: skip
                continue
            for position, name in enumerate(exercises):
                if name in self._exercises:
                    found.setdefault(name, set()).add(service)
                else:
                    self._unknown(("services", service, position), f"L'exercice « {name} »")
        return {name: frozenset(services) for name, services in found.items()}

    def _path(self, raw: Mapping[str, Any], place: tuple[str | int, ...]) -> LearningPath:
        least, most = raw["minutes"]
        return LearningPath(
            id=raw["id"],
            door=raw["door"],
            title=french(raw["title"]),
            summary=french(raw["summary"]),
            parts=tuple(
                self._part(one, (*place, "parts", position))
                for position, one in enumerate(raw["parts"])
            ),
            least=least,
            most=most,
            where=self._document.where(*place),
        )

    def _part(self, raw: Mapping[str, Any], place: tuple[str | int, ...]) -> PathPart:
        steps = (
            self._step(one, (*place, "steps", position))
            for position, one in enumerate(raw["steps"])
        )
        least, most = raw.get("minutes", (0, 0))
        return PathPart(
            title=french(raw["title"]),
            summary=french(raw.get("summary", "")),
            steps=tuple(step for step in steps if step is not None),
            least=least,
            most=most,
            where=self._document.where(*place),
        )

    def _step(self, raw: Mapping[str, Any], place: tuple[str | int, ...]) -> PathStep | None:
        kinds = [kind for kind in _KINDS if kind in raw]
        if len(kinds) != 1:
            self._fault(
                place, "bad-step", "Une étape est une leçon, un exercice ou une page.",
                "Gardez une seule des clés « lesson », « exercise », « page ».",
            )  # fmt: skip
            return None
        kind, ref = kinds[0], raw[kinds[0]]
        where = self._document.where(*place)
        if kind == LESSON:
            return self._lesson(raw, ref, place)
        if kind == EXERCISE and ref not in self._exercises:
            self._unknown(place, f"L'exercice « {ref} »")
            return None
        if kind == PAGE and ref not in PATH_PAGES:
            self._fault(
                place, "unknown-page", f"La page « {ref} » ne peut pas être une étape.",
                f"Pages possibles : {', '.join(PATH_PAGES)}.",
            )  # fmt: skip
            return None
        own = self._exercises[ref].title if kind == EXERCISE else ""
        title, minutes = raw.get("title", own), raw.get("minutes", 0)
        if not title or not minutes:
            self._fault(
                place, "untold-step", f"L'étape « {ref} » ne dit pas son titre ou sa durée.",
                "Ajoutez « minutes », et « title » pour une page.",
            )  # fmt: skip
            return None
        return PathStep(kind, ref, french(title), minutes, where)

    def _lesson(
        self, raw: Mapping[str, Any], ref: str, place: tuple[str | int, ...]
    ) -> PathStep | None:
        lesson: Lesson | None = self._lessons.get(ref)
        if lesson is None:
            self._unknown(place, f"La leçon « {ref} »")
            return None
        if "minutes" in raw:
            self._fault(
                place, "minutes-twice", f"La durée de la leçon « {ref} » est dans la leçon.",
                "Retirez « minutes » de cette étape.",
            )  # fmt: skip
        return PathStep(
            LESSON, ref, french(raw.get("title", lesson.title)), lesson.minutes,
            self._document.where(*place),
        )  # fmt: skip

    def _unknown(self, place: tuple[str | int, ...], what: str) -> None:
        self._fault(
            place, "unknown-step", f"{what} n'existe pas.",
            "Écrivez « module/nom », comme dans les dossiers du parcours.",
        )  # fmt: skip

    def _fault(self, place: tuple[str | int, ...], code: str, message: str, hint: str) -> None:
        self._on_error(ContentError(self._document.where(*place), code, message, hint))
