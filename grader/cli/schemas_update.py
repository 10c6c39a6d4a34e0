"""How ``ouvroir schemas update`` tells what it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader.typography import french, plural
from grader.validation.differences import summarise
from grader.validation.official import Update, UpdateItem


def tell_update(update: Update, address: str, *, dry_run: bool) -> tuple[dict[str, Any], list[str]]:
    """Tell an update.

    Args:
        update: what was done.
        address: the catalogue.
        dry_run: whether nothing was kept.

    Returns:
        the same as a JSON object and as lines.
    """
    data = {
        "catalogue": address,
        "dry_run": dry_run,
        "schemas": [item.to_dict() for item in update.items],
        "other_kinds": update.catalogue.others,
        "unreadable_entries": update.catalogue.refused,
        "absent": list(update.absent),
    }
    return data, [french(line) for line in _lines(update, address, dry_run=dry_run)]


def _lines(update: Update, address: str, *, dry_run: bool) -> Iterator[str]:
    versions, schemas, failed = map(update.of, ("new-version", "new-schema", "failed"))
    yield f"Catalogue lu : {address}"
    yield _summary(update, dry_run=dry_run)
    if versions:
        yield "\nNouvelles versions"
        for item in versions:
            yield from _version(item)
    if schemas:
        yield "\nNouveaux schémas"
        for item in schemas:
            yield f"  {item.id}@{item.version} : {item.title}"
    if failed:
        yield "\nNon récupérés"
        for item in failed:
            yield f"  {item.id}@{item.version} : {item.reason}"
    yield from _left_aside(update)
    if versions:
        yield (
            "\nLes versions déjà installées restent : un cours ou une commande qui en nomme une "
            "continue de s'en servir. Sans version nommée, la plus haute est prise."
        )


def _summary(update: Update, *, dry_run: bool) -> str:
    versions, schemas, same, failed = (
        len(update.of(status)) for status in ("new-version", "new-schema", "unchanged", "failed")
    )
    told = []
    if versions:
        told.append(plural(versions, "nouvelle version", "nouvelles versions"))
    if schemas:
        told.append(plural(schemas, "nouveau schéma", "nouveaux schémas"))
    if failed:
        told.append(plural(failed, "schéma non récupéré", "schémas non récupérés"))
    told.append(plural(same, "schéma déjà à jour", "schémas déjà à jour"))
    essay = " Essai : rien n'a été enregistré." if dry_run else ""
    return f"{', '.join(told)}.{essay}"


def _version(item: UpdateItem) -> Iterator[str]:
    yield f"  {item.id} : version {item.version} (vous aviez la {item.installed})"
    yield f"      {summarise(item.changes)}"
    for change in item.changes:
        yield f"      - {change.message}"


def _left_aside(update: Update) -> Iterator[str]:
    if update.absent:
        count = plural(len(update.absent), "schéma installé", "schémas installés")
        verb = "n'est" if len(update.absent) == 1 else "ne sont"
        yield f"\n{count} {verb} pas dans ce catalogue : {', '.join(update.absent)}."
    if update.catalogue.others:
        count = plural(update.catalogue.others, "schéma")
        yield f"\n{count} d'une autre nature (JSON Schema…) : Ouvroir ne vérifie que des tableaux."
    if update.catalogue.refused:
        count = plural(update.catalogue.refused, "entrée illisible", "entrées illisibles")
        yield f"\nLe catalogue contient {count}."
