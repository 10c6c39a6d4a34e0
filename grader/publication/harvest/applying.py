"""What a harvested record does to ours, field by field, at each run.

Section 15 of the portal's contract: some fields are overwritten each time, and emptied where the
source says nothing; others are kept then.
"""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document, new_object_id
from grader.publication.harvest.identity import domain_of
from grader.publication.harvest.licensing import guess_license
from grader.publication.harvest.model import RemoteContact, RemoteDataset, RemoteResource
from grader.publication.portal import Portal, parse_moment
from grader.publication.reference.licenses import NOT_SPECIFIED
from grader.publication.resources.forms import new_resource
from grader.publication.slugs import MAX_TAG, MIN_TAG, slugify

#: Characters of titles and of descriptions: what is longer is cut.
LONGEST_TITLE, _LONGEST_TEXT = 350, 100_000
_LONGEST_ACRONYM, _MOST_TAGS = 128, 200
#: Fields whose change is told to people, with what they are called.
TOLD_FIELDS: dict[str, str] = {
    "title": "titre",
    "acronym": "sigle",
    "description": "description",
    "tags": "mots-clés",
    "frequency": "fréquence de mise à jour",
    "temporal_coverage": "période couverte",
    "spatial": "lieu couvert",
    "license": "licence",
    "contact_points": "contacts",
    "schema": "schéma",
    "resources": "ressources",
}


def apply_record(
    portal: Portal, source: Document, dataset: Document, remote: RemoteDataset
) -> list[str]:
    """Change one of our records as its source describes it now.

    Args:
        portal: where; contacts may be made there.
        source: where the record comes from.
        dataset: changed in place; a new one, or the one that was found. Not kept yet.
        remote: has an identifier and a title.

    Returns:
        which of ``TOLD_FIELDS`` changed.
    """
    before = {name: dataset[name] for name in TOLD_FIELDS}
    # Changed in place below; the other fields are replaced.
    before["resources"] = [dict(one) for one in dataset["resources"]]
    dataset["title"] = (remote.title or "")[:LONGEST_TITLE]
    dataset["description"] = (remote.description or "")[:_LONGEST_TEXT]
    dataset["tags"] = harvested_tags(remote.tags)
    dataset["acronym"] = (remote.acronym or "")[:_LONGEST_ACRONYM] or dataset["acronym"]
    dataset["frequency"] = remote.frequency or dataset["frequency"]
    if remote.temporal is not None:
        dataset["temporal_coverage"] = {"start": remote.temporal[0], "end": remote.temporal[1]}
    if remote.geometry is not None:
        dataset["spatial"] = {"zones": [], "granularity": "other", "geom": remote.geometry}
    dataset["license"] = guess_license(remote.licences) or dataset["license"] or NOT_SPECIFIED
    if contacts := [_contact(portal, source, one) for one in remote.contacts]:
        dataset["contact_points"] = [one for one in dict.fromkeys(contacts) if one]
    if remote.schema is not None:
        dataset["schema"] = remote.schema
    if remote.raw is not None:
        dataset["extras"] = {**dataset["extras"], "dcat": remote.raw}
    for resource in remote.resources:
        _apply_resource(portal, dataset, resource)
    dataset["harvest"] = _harvest(portal, source, dataset["harvest"] or {}, remote)
    # Seen: whatever had archived it, it is there.
    dataset["archived"] = None
    return [name for name in TOLD_FIELDS if _differ(name, before[name], dataset[name])]


def harvested_tags(words: tuple[str, ...]) -> list[str]:
    """Normalise the words of a source: too short ones are dropped, too long ones cut."""
    tags = {slugify(word)[:MAX_TAG].strip("-") for word in words}
    return sorted(tag for tag in tags if len(tag) >= MIN_TAG)[:_MOST_TAGS]


def _harvest(
    portal: Portal, source: Document, former: Document, remote: RemoteDataset
) -> dict[str, Any]:
    """Make what a record says of its source; keys without a value are left out."""
    modified = remote.modified
    if modified is not None and parse_moment(modified) > portal.clock():
        # A date that is yet to come is refused: it would keep the record fresh for ever.
        modified = former.get("modified_at")
    values = {
        "backend": "DCAT",
        "domain": domain_of(source["url"]),
        "source_id": source["id"],
        "source_url": source["url"],
        "remote_id": remote.identifier,
        "remote_url": remote.landing or remote.uri,
        "uri": remote.uri,
        "dct_identifier": remote.identifier,
        "created_at": remote.created,
        "issued_at": remote.issued,
        "modified_at": modified,
        "last_update": portal.now(),
    }
    return {name: value for name, value in values.items() if value is not None}


def _apply_resource(portal: Portal, dataset: Document, remote: RemoteResource) -> None:
    """Add or update one resource, matched by its address; none is ever removed."""
    found = next((one for one in dataset["resources"] if _is_same(one, remote)), None)
    if found is None:
        if len(dataset["resources"]) >= portal.limits.resources:
            return
        found = _new_resource(portal)
        dataset["resources"].insert(0, found)
    before = dict(found)
    found["title"] = (remote.title or "")[:LONGEST_TITLE]
    found["description"] = remote.description[:_LONGEST_TEXT] if remote.description else None
    found["url"] = remote.url
    found["format"] = remote.format
    found["mime"] = remote.mime
    found["filesize"] = remote.filesize
    kind, value = remote.checksum or (None, None)
    found["checksum"] = {"type": kind, "value": value} if value else None
    moments = {"uri": remote.uri, "issued_at": remote.issued, "modified_at": remote.modified}
    found["harvest"] = {name: moment for name, moment in moments.items() if moment} or None
    if found != before:
        found["last_modified"] = portal.now()


def _is_same(resource: Document, remote: RemoteResource) -> bool:
    if resource["url"] != remote.url:
        return False
    return not remote.service or resource["title"] == remote.title


def _new_resource(portal: Portal) -> Document:
    return {**new_resource(portal), "filetype": "remote", "type": "main"}


def _contact(portal: Portal, source: Document, remote: RemoteContact) -> str | None:
    """Give the id of a contact of the source's owner, made where there is none; None when full."""
    wanted = {
        "name": remote.name[:255],
        "email": remote.email,
        "contact_form": remote.form,
        "role": remote.role,
        "owner": source["owner"],
        "organization": source["organization"],
    }
    contacts = portal.catalogue.all("contact")
    for contact in contacts:
        if all(contact[name] == value for name, value in wanted.items()):
            identifier: str = contact["id"]
            return identifier
    if len(contacts) >= portal.limits.objects:
        return None
    made = new_object_id()
    portal.catalogue.put("contact", {"id": made, **wanted})
    return made


def _differ(name: str, before: Any, after: Any) -> bool:
    if name != "resources":
        return bool(before != after)
    return [_shown(one) for one in before] != [_shown(one) for one in after]


def _shown(resource: Document) -> dict[str, Any]:
    """Give what a person would see of a resource: not the dates of our own passages."""
    return {key: value for key, value in resource.items() if key != "last_modified"}
