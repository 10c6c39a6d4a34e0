"""The official catalogue of schemas: what is new there is fetched, told and kept apart.

A fetched schema keeps the words of its producer; it lies in the data folder, never among those of
the installation, whose words are our own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.settings import MEBI
from grader.typography import french
from grader.validation.catalogue import Catalogue, CatalogueEntry, read_catalogue
from grader.validation.differences import Change, compare_schemas
from grader.validation.download import fetch, is_loopback
from grader.validation.fetched import Keeper
from grader.validation.schemas import Folders, load_schemas, version_key
from grader.validation.table_schema import TableSchema, parse_schema

CATALOGUE = "https://schema.data.gouv.fr/schemas/schemas.json"

_CATALOGUE_BYTES = 10 * MEBI
_SCHEMA_BYTES = MEBI
_SECONDS = 30.0
#: After that many schemas in a row that cannot be reached, the connection is held for lost.
_LOST = 3


@dataclass(frozen=True)
class UpdateItem:
    """What became of one schema.

    Attributes:
        status: ``new-version``, ``new-schema``, ``unchanged`` or ``failed``.
        id: the schema.
        version: its version in the catalogue.
        title: its title in the catalogue.
        installed: the highest version that was installed, or "".
        changes: what changes from that one, for a new version.
        reason: why it failed, in French, or "".
    """

    status: str
    id: str
    version: str
    title: str
    installed: str = ""
    changes: tuple[Change, ...] = ()
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give the item as a JSON object."""
        return {**vars(self), "changes": [change.to_dict() for change in self.changes]}


@dataclass(frozen=True)
class Update:
    """What an update did.

    Attributes:
        catalogue: what was read.
        items: one for each Table Schema looked at.
        absent: references installed whose schema the catalogue does not hold.
    """

    catalogue: Catalogue
    items: tuple[UpdateItem, ...]
    absent: tuple[str, ...]

    def of(self, status: str) -> tuple[UpdateItem, ...]:
        """Give the items of one status."""
        return tuple(item for item in self.items if item.status == status)


def update_schemas(
    folders: Folders,
    target: Path,
    *,
    today: date,
    address: str = CATALOGUE,
    only: Sequence[str] = (),
    dry_run: bool = False,
) -> Update:
    """Fetch the Table Schemas of a catalogue that are newer than those known, or unknown.

    Args:
        folders: where the known schemas are, ``target`` included.
        target: folder of the fetched schemas.
        today: the day that is noted beside them.
        address: the catalogue.
        only: ids looked at; all of the catalogue's when empty.
        dry_run: whether to tell without keeping anything.

    Raises:
        OuvroirError: the catalogue cannot be reached or used, an id of ``only`` is not in it, or
            the folder cannot be written; nothing was changed.
    """
    local = is_loopback(address)
    catalogue = _catalogue(address, local=local)
    ids = {entry.id for entry in catalogue.entries}
    unknown = [one for one in only if one not in ids]
    if unknown:
        raise OuvroirError(
            "not-in-catalogue",
            french(f"Le catalogue ne contient pas de Table Schema « {unknown[0]} »."),
            "Sans nom de schéma, la commande regarde tout le catalogue.",
        )
    installed = _highest(load_schemas(folders))
    wanted = [entry for entry in catalogue.entries if not only or entry.id in only]
    keeper = None if dry_run else Keeper(target, address, today)
    items = tuple(_items(wanted, installed, keeper, local=local))
    absent = tuple(str(one.ref) for name, one in sorted(installed.items()) if name not in ids)
    return Update(catalogue, items, () if only else absent)


def _catalogue(address: str, *, local: bool) -> Catalogue:
    try:
        content = fetch(address, most_bytes=_CATALOGUE_BYTES, seconds=_SECONDS, local=local)
        return read_catalogue(content)
    except OuvroirError as error:
        rest = "Rien n'a été changé : les schémas installés servent toujours."
        hint = f"{rest} {error.hint}".strip()
        message = french(f"Le catalogue de schémas n'a pas été lu. {error.message}")
        raise OuvroirError(error.code, message, french(hint)) from None


def _highest(schemas: Sequence[TableSchema]) -> dict[str, TableSchema]:
    """The highest version of each schema: they come older versions first."""
    return {schema.ref.id: schema for schema in schemas}


def _items(
    wanted: Sequence[CatalogueEntry],
    installed: Mapping[str, TableSchema],
    keeper: Keeper | None,
    *,
    local: bool,
) -> Iterator[UpdateItem]:
    lost = 0
    for entry in wanted:
        known = installed.get(entry.id)
        if known and version_key(known.ref.version) >= version_key(entry.version):
            yield _item("unchanged", entry, known)
        elif lost >= _LOST:
            yield _item("failed", entry, known, reason="La connexion a été perdue.")
        else:
            try:
                yield _fetched(entry, known, keeper, local=local)
                lost = 0
            except OuvroirError as error:
                if error.code == "schemas-not-kept":
                    raise
                lost = lost + 1 if error.code == "unreachable" else 0
                yield _item("failed", entry, known, reason=error.message)


def _item(
    status: str,
    entry: CatalogueEntry,
    known: TableSchema | None,
    changes: tuple[Change, ...] = (),
    reason: str = "",
) -> UpdateItem:
    installed = known.ref.version if known else ""
    return UpdateItem(status, entry.id, entry.version, entry.title, installed, changes, reason)


def _fetched(
    entry: CatalogueEntry, known: TableSchema | None, keeper: Keeper | None, *, local: bool
) -> UpdateItem:
    content = fetch(entry.address, most_bytes=_SCHEMA_BYTES, seconds=_SECONDS, local=local)
    schema = parse_schema(content, entry.id, entry.version)
    if keeper is not None:
        keeper.keep(entry, content, schema)
    if known is None:
        return _item("new-schema", entry, None)
    return _item("new-version", entry, known, compare_schemas(known, schema))
