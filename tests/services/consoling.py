"""What a learner does in a guided console, and what her page then shows."""

from __future__ import annotations

from typing import Any

from grader.services.console import console_view, send
from grader.services.responses import as_event

#: What is read is plain: no no-break spaces.
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    return text.translate(_SPACES)


class Consoling:
    """A learner in front of a console; ``sends`` is her « Envoyer »."""

    def __init__(self, workshop: Any, exercise: Any) -> None:
        self.workshop, self.exercise = workshop, exercise
        self.me = workshop.learners.create().id

    @property
    def events(self) -> list[Any]:
        stored = self.workshop.events.of(self.me, [self.exercise.id])[self.exercise.id]
        return [as_event(one) for one in stored]

    def view(self, exchange: Any = None) -> Any:
        return console_view(self.workshop, self.me, self.exercise, self.events, exchange)

    def request(self, number: int, **changes: Any) -> dict[str, Any]:
        """What the page holds of a step, and what she changed in it."""
        shown = self.view().steps[number - 1]
        return {
            "step": number, "method": shown.method, "path": shown.path, "body": shown.body,
            "key": shown.key, **changes,
        }  # fmt: skip

    def sends(self, number: int, **changes: Any) -> Any:
        return send(self.workshop, self.me, self.exercise, self.request(number, **changes))
