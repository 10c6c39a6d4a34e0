"""Sentences as an author types them, turned into runs.

``**words**`` are strong, ``[[label]]`` is a blank to fill in, ``{name}`` stands for a value that is
never read as markup: it may come from a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.documents.model import Mark, Run, Text, runs_of
from grader.typography import NO_BREAK, french

_MARKUP = re.compile(r"\*\*(?P<strong>.+?)\*\*|\[\[(?P<blank>.+?)\]\]|\{(?P<value>\w+)\}")


def blank(label: str) -> Run:
    """Make a blank that says what is missing: « [à compléter : montant] ».

    Args:
        label: what is to be written there, in French.
    """
    return Run(f"[à compléter{NO_BREAK}: {french(label)}]", Mark.BLANK)


def filled(value: str, label: str) -> Text:
    """Give a value, or a blank where it is missing.

    Args:
        value: what a person typed; spaces around it do not count.
        label: what is to be written there otherwise.
    """
    return value.strip() or (blank(label),)


def prose(template: str, **values: Text) -> tuple[Run, ...]:
    """Turn a sentence into runs, with French spaces.

    Args:
        template: the sentence, with the markup told above.
        values: what each ``{name}`` stands for.

    Raises:
        KeyError: the sentence names a value that is not given.
    """
    return tuple(_runs(french(template), values))


def _runs(template: str, values: dict[str, Text]) -> Iterator[Run]:
    end = 0
    for found in _MARKUP.finditer(template):
        yield from runs_of(template[end : found.start()])
        end = found.end()
        if found["strong"] is not None:
            yield Run(found["strong"], Mark.STRONG)
        elif found["blank"] is not None:
            yield blank(found["blank"])
        else:
            yield from runs_of(values[found["value"]])
    yield from runs_of(template[end:])
