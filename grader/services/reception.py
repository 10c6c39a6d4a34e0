"""A learner's file on its way in, for an exercise or for a page for any file."""

from __future__ import annotations

from pathlib import Path

from grader.errors import RefusedError
from grader.services.bench_desk import VALIDATOR
from grader.services.finding import find_file_exercise
from grader.services.privacy_desk import ANONYMISER
from grader.services.schema_choices import is_known_schema
from grader.services.sessions.rules import require_drop
from grader.services.workshop import Workshop


def _allowed_schema(workshop: Workshop, subject: str, schema: str) -> str:
    """Check the schema that the browser named against those that may be chosen there.

    Raises:
        NotFoundError: there is no such exercise, or it takes no file.
        RefusedError: it is not one of them.
    """
    if subject == VALIDATOR:
        known = not schema or is_known_schema(workshop, schema)
    elif subject == ANONYMISER:
        known = not schema
    else:
        exercise = find_file_exercise(workshop, subject)
        if exercise.kind == "mend_file":
            return ""
        known = schema in [str(one) for one in exercise.settings["schemas"]]
    if not known:
        raise RefusedError(
            "unknown-choice",
            "Le modèle de fichier choisi n'est pas proposé ici.",
            "Choisissez-en un dans la liste, puis déposez le fichier.",
        )
    return schema


class Reception:
    """A learner's file on its way in: checked before its first byte, kept after its last.

    Args:
        workshop: stores and course.
        learner_id: who sends it.
        subject: for which exercise, or the name of a page for any file.
        name: as she named it; only its last part is kept.
        schema: ``id@version`` that she chose, or "".
        announced: size that the browser announced, in bytes.

    Raises:
        NotFoundError: there is no such exercise, or it takes no file.
        RefusedError: the schema is not a choice, or the size is past the bound.
    """

    def __init__(
        self,
        workshop: Workshop,
        learner_id: str,
        subject: str,
        *,
        name: str,
        schema: str,
        announced: int,
    ) -> None:
        self._workshop = workshop
        self._learner_id = learner_id
        self._subject = subject
        self._name = Path(name).name or "fichier"
        self._schema = _allowed_schema(workshop, subject, schema)
        require_drop(workshop, learner_id, subject)
        self._incoming = workshop.files.incoming(announced)

    def write(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            RefusedError: the file is past the bound.
        """
        self._incoming.write(chunk)

    def keep(self) -> str:
        """Keep the file; gives its hash once it is on disk.

        Raises:
            RefusedError: it is empty, or her files together are past the bound.
        """
        if self._incoming.size == 0:
            raise RefusedError(
                "empty-file",
                "Le fichier est vide.",
                "Enregistrez-le de nouveau depuis votre tableur, puis déposez-le.",
            )
        event = self._workshop.files.keep(
            self._learner_id, self._subject, self._name, self._schema, self._incoming
        )
        return str(event.data["sha256"])

    @property
    def size(self) -> int:
        """Bytes that were received."""
        return int(self._incoming.size)

    def discard(self) -> None:
        """Forget what was received; harmless once it was kept."""
        self._incoming.discard()
