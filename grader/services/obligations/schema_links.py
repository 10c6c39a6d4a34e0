"""Schemas that rules name and that we have: what they are called here, in their last version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.services.schema_choices import schema_title
from grader.settings import Settings
from grader.validation.schemas import list_schemas, schema_folders


@dataclass(frozen=True)
class SchemaLink:
    """A schema that files can be checked against here.

    Attributes:
        id: ``producer/name``.
        version: the last one that we have.
        title: its title, with its version.
    """

    id: str
    version: str
    title: str


def schema_links(settings: Settings) -> Mapping[str, SchemaLink]:
    """Give the schemas that we have, by identifier.

    Args:
        settings: where they are.
    """
    # Older versions come first: the last one of each name stays.
    return {
        ref.id: SchemaLink(ref.id, ref.version, schema_title(ref))
        for ref in list_schemas(schema_folders(settings))
    }
