"""What a person chose wrongly, said field by field."""

from __future__ import annotations

from collections.abc import Mapping

from grader.errors import RefusedError
from grader.typography import french


class BadChoicesError(RefusedError):
    """Choices, weights, hypotheses or dates cannot be; ``fields`` says why, field by field.

    Args:
        fields: French sentences by name of field.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        said = {name: french(text) for name, text in fields.items()}
        super().__init__("bad-choices", " ".join(said.values()), "Corrigez ces réponses.")
        # Exception.__reduce__ replays args: keep them equal to the signature.
        self.args = (fields,)
        self.fields = said


def refuse_if_wrong(fields: Mapping[str, str]) -> None:
    """Refuse when a sentence of ``fields`` is not empty.

    Raises:
        BadChoicesError: with the sentences that are not empty.
    """
    wrong = {name: text for name, text in fields.items() if text}
    if wrong:
        raise BadChoicesError(wrong)
