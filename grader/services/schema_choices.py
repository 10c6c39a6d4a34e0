"""Schemas that a learner may choose from, and the one that her file most likely follows."""

from __future__ import annotations

from collections.abc import Sequence

from grader.services.workshop import Workshop
from grader.typography import french
from grader.validation.model import SchemaRef
from grader.validation.schemas import list_schemas, schema_folders
from grader.wire import Guess
from grader.workers.bench_model import Likely

#: A schema is taken without asking when it shares that much with the file...
_CLEAR = 0.6
#: ... and that much more than any other.
_AHEAD = 0.1


def schema_choices(workshop: Workshop) -> tuple[tuple[str, str], ...]:
    """Give every known schema as (``id@version``, title), by title.

    Args:
        workshop: where the schemas are.
    """
    known = list_schemas(schema_folders(workshop.settings))
    return tuple(sorted(((str(ref), schema_title(ref)) for ref in known), key=lambda one: one[1]))


def is_known_schema(workshop: Workshop, schema: str) -> bool:
    """Tell whether a browser may name that schema.

    Args:
        workshop: where the schemas are.
        schema: ``id@version``.
    """
    return any(schema == str(ref) for ref in list_schemas(schema_folders(workshop.settings)))


def schema_title(ref: SchemaRef) -> str:
    """Give the title of a schema with its version.

    Args:
        ref: which schema.
    """
    return french(f"{ref.title} (version {ref.version})")


def told_guess(likely: Likely) -> Guess:
    """Tell why a schema is proposed: « 14 colonnes sur 16 ».

    Args:
        likely: the schema.
    """
    noun = "colonne" if likely.found < 2 else "colonnes"
    sentence = f"{likely.found} {noun} sur {likely.total}"
    return Guess(str(likely.schema), schema_title(likely.schema), french(sentence))


def clear_choice(likely: Sequence[Likely]) -> str:
    """Give the schema that a file follows without a doubt, or "".

    Args:
        likely: the likeliest first.
    """
    if not likely or likely[0].likeness < _CLEAR:
        return ""
    others = [one for one in likely[1:] if one.schema.id != likely[0].schema.id]
    if others and likely[0].likeness - others[0].likeness < _AHEAD:
        return ""
    return str(likely[0].schema)
