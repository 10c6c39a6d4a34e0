"""Forms about a resource: a file, a link, its words, its schema, its columns, its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.publication.datasets import find_dataset
from grader.publication.documents import Document
from grader.publication.exchange import Received
from grader.publication.portal import Portal
from grader.publication.reference import RESOURCE_TYPES
from grader.publication.resources import (
    add_remote,
    add_upload,
    answers,
    delete_resource,
    document_columns,
    find_resource,
    reorder,
    replace_upload,
    say_whether_it_answers,
    update_resource,
)
from grader.publication.rights import check_edit
from grader.publication.slugs import slugify
from grader.services.portal.forms import Choice, Field, Form, check, refusing, required, told
from grader.typography import french

_TITLE = "Donnez un titre : sans lui, on ne voit que le nom du fichier."
_ADDRESS = "Écrivez l'adresse complète du fichier, qui commence par https://."
#: What a file may be, in words.
FORMATS = (
    "CSV, ODS, GeoJSON, JSON, PDF… Un CSV ou un ODS gagne le point de format ouvert, pas un XLSX "
    "ni un PDF"
)
#: Field of a form for each field of the API.
NAMES = {
    "title": "titre",
    "description": "description",
    "type": "type",
    "format": "format",
    "url": "adresse",
    "schema": "schema",
}
#: Before a column's number in the names of the fields of its title and description.
COLUMN_TITLE, COLUMN_TEXT, COLUMN_LABEL = "titre-", "texte-", "colonne-"


def to_change(portal: Portal, name: str) -> Document:
    """Find the record whose resources are about to change.

    Raises:
        Problem: there is none (404), it is gone (410), or the caller may not change it (403).
    """
    dataset = find_dataset(portal, name)
    check_edit(portal, dataset)
    return dataset


def file_form(limit: str, cancel: str) -> Form:
    """Ask for a file.

    Args:
        limit: « 100 Mo ».
        cancel: the record's page.
    """
    field = Field(
        "file",
        "Fichier",
        kind="file",
        hint=f"{FORMATS}. Taille : {limit} au plus.",
    )
    return Form(
        title="Déposer un fichier",
        fields=told((field,)),
        submit="Déposer mon fichier",
        cancel=cancel,
        lead=(
            french(
                "Le fichier se place en tête de la fiche. L'étape suivante vous demandera son "
                "titre et sa description : le dépôt ne les remplit pas."
            ),
            french("N'y mettez aucune donnée personnelle : c'est un bac à sable."),
        ),
    )


def replace_form(resource: Document, limit: str, cancel: str) -> Form:
    """Ask for the file that takes the place of another."""
    fields = (
        Field("file", "Nouveau fichier", kind="file", hint=f"{FORMATS}. Taille : {limit} au plus."),
        Field(
            "garder_titre",
            f"Garder le titre « {resource['title']} »",
            kind="box",
            hint="Sinon le titre devient le nom du nouveau fichier, comme le fait data.gouv.fr.",
            value="oui",
        ),
    )
    return Form(
        title="Remplacer le fichier",
        fields=told(fields),
        submit="Remplacer le fichier",
        cancel=cancel,
        lead=(
            french(
                "Remplacez, plutôt que de supprimer et recommencer : l'identifiant, l'adresse "
                "permanente, la description et le schéma restent. L'adresse directe du fichier, "
                "elle, change : ne la publiez pas."
            ),
            french("L'ancien fichier est effacé ; la fiche garde la trace de sa version."),
        ),
    )


def keep_file(portal: Portal, name: str, received: Received) -> str:
    """Host a file as a new resource; gives its id.

    Raises:
        FormFault: the file is refused.
        Problem: the caller may not.
    """
    dataset = to_change(portal, name)
    made: Document = refusing({}, lambda: add_upload(portal, dataset, received))
    return str(made["id"])


def replace_file(
    portal: Portal, name: str, rid: str, received: Received, *, keep_title: bool
) -> None:
    """Put a file in the place of a resource's.

    Raises:
        FormFault: the file is refused.
        Problem: the caller may not, or there is no such resource.
    """
    dataset = to_change(portal, name)
    title = find_resource(dataset, rid)["title"]
    refusing({}, lambda: replace_upload(portal, dataset, rid, received))
    if keep_title:
        update_resource(portal, dataset, rid, {"title": title})


def link_form(cancel: str) -> Form:
    """Ask for a file that lies elsewhere."""
    fields = (
        Field("adresse", "Adresse du fichier", kind="address", hint="Elle commence par https://."),
        Field("titre", "Titre", hint="Ce que contient ce fichier.", longest=350),
        Field(
            "format",
            "Format",
            hint="csv, json, geojson… Il n'est pas deviné ; vide, il compte comme fermé.",
            optional=True,
            longest=20,
        ),
        _described(""),
        _kind("main"),
    )
    return Form(
        title="Ajouter un lien",
        fields=told(fields),
        submit="Ajouter le lien",
        cancel=cancel,
        lead=(
            french(
                "Le fichier reste où il est : la fiche en donne l'adresse. S'il disparaît là-bas, "
                "le lien est mort ici."
            ),
        ),
    )


def keep_link(portal: Portal, name: str, values: Mapping[str, str]) -> str:
    """Add a link as a new resource; gives its id.

    Raises:
        FormFault: there is something to mend.
        Problem: the caller may not.
    """
    check(required(values, {"adresse": _ADDRESS, "titre": _TITLE}))
    dataset = to_change(portal, name)
    body = {
        "filetype": "remote",
        "url": values["adresse"].strip(),
        "title": values["titre"].strip(),
        "format": values.get("format", "").strip() or None,
        "description": values.get("description", "").strip() or None,
        "type": values.get("type") or "main",
    }
    made: Document = refusing(NAMES, lambda: add_remote(portal, dataset, body))
    return str(made["id"])


def resource_form(portal: Portal, resource: Document, cancel: str) -> Form:
    """Ask for what is said of a resource, as it is now."""
    schema = resource.get("schema") or {}
    value = _schema_value(schema)
    fields = [
        Field("titre", "Titre", value=resource["title"], longest=350),
        _described(resource.get("description") or ""),
        _kind(resource["type"]),
    ]
    if resource["filetype"] == "remote":
        fields += [
            Field("adresse", "Adresse du fichier", kind="address", value=resource.get("url") or ""),
            Field(
                "format",
                "Format",
                hint="Vide, il compte comme fermé.",
                value=resource.get("format") or "",
                optional=True,
                longest=20,
            ),
            Field(
                "lien_mort",
                "Faire comme si ce lien ne répondait plus",
                kind="box",
                hint=(
                    "Sur data.gouv.fr, un robot visite chaque lien ; ici, rien n'est visité. "
                    "Cochez pour voir ce qu'un lien mort coûte à la fiche."
                ),
                value="" if answers(resource) else "oui",
                optional=True,
            ),
        ]
    fields.append(
        Field(
            "schema",
            "Schéma",
            kind="list",
            hint=(
                "La liste des colonnes attendues, fixée pour tout le pays. Le déclarer, c'est "
                "promettre que le fichier s'y tient : ici, il est contrôlé aussitôt ; "
                "data.gouv.fr, lui, ne contrôle pas."
            ),
            choices=_schemas(portal, value),
            value=value,
            optional=True,
        )
    )
    return Form(
        title="Décrire la ressource",
        fields=told(fields),
        submit="Enregistrer",
        cancel=cancel,
        lead=(french("Une description, même courte, gagne le point de documentation."),),
    )


def change_resource(portal: Portal, name: str, rid: str, values: Mapping[str, str]) -> None:
    """Change what is said of a resource.

    Raises:
        FormFault: there is something to mend.
        Problem: the caller may not, or there is no such resource.
    """
    dataset = to_change(portal, name)
    resource = find_resource(dataset, rid)
    sentences = {"titre": _TITLE}
    if resource["filetype"] == "remote":
        sentences["adresse"] = _ADDRESS
    check(required(values, sentences))
    body: Document = {
        "title": values["titre"].strip(),
        "description": values.get("description", "").strip() or None,
        "type": values.get("type") or resource["type"],
    }
    if resource["filetype"] == "remote":
        body |= {"url": values["adresse"].strip(), "format": values.get("format", "").strip()}
    chosen = values.get("schema", "")
    if chosen != _schema_value(resource.get("schema") or {}):
        schema, _, version = chosen.partition(" ")
        body["schema"] = {"name": schema, "version": version or None} if schema else None

    def change() -> None:
        if resource["filetype"] == "remote":
            say_whether_it_answers(portal, dataset, rid, answers=not values.get("lien_mort"))
        update_resource(portal, dataset, rid, body)

    refusing(NAMES, change)


def column_fields(
    labels: Sequence[str], kept: Mapping[str, Mapping[str, str]], typed: Mapping[str, str]
) -> tuple[tuple[str, str, str], ...]:
    """Give (label, title, description) of each column of a file, in its order.

    Args:
        labels: as the file has them.
        kept: what its producer said already.
        typed: what was typed and could not be kept.
    """
    told_of = []
    for number, label in enumerate(labels):
        known = kept.get(label, {})
        told_of.append(
            (
                label,
                typed.get(f"{COLUMN_TITLE}{number}", known.get("title") or ""),
                typed.get(f"{COLUMN_TEXT}{number}", known.get("description") or ""),
            )
        )
    return tuple(told_of)


def keep_columns(portal: Portal, name: str, rid: str, values: Mapping[str, str]) -> None:
    """Keep what is said of the columns of a file.

    Raises:
        FormFault: a text is too long.
        Problem: the caller may not, or there is no such resource.
    """
    dataset = to_change(portal, name)
    columns = {
        label: {
            "title": values.get(COLUMN_TITLE + key.removeprefix(COLUMN_LABEL), ""),
            "description": values.get(COLUMN_TEXT + key.removeprefix(COLUMN_LABEL), ""),
        }
        for key, label in values.items()
        if key.startswith(COLUMN_LABEL)
    }
    refusing({}, lambda: document_columns(portal, dataset, rid, columns))


def remove_resource(portal: Portal, name: str, rid: str) -> None:
    """Delete a resource, with its file.

    Raises:
        Problem: the caller may not, or there is no such resource.
    """
    delete_resource(portal, to_change(portal, name), rid)


def move_resource(portal: Portal, name: str, rid: str, by: int) -> None:
    """Move a resource one place up (-1) or down (1); at the edge it stays.

    Raises:
        Problem: the caller may not, or there is no such resource.
    """
    dataset = to_change(portal, name)
    ids = [one["id"] for one in dataset["resources"]]
    at = ids.index(find_resource(dataset, rid)["id"])
    to = min(max(at + by, 0), len(ids) - 1)
    ids.insert(to, ids.pop(at))
    reorder(portal, dataset, ids)


def _described(value: str) -> Field:
    return Field(
        "description",
        "Description",
        kind="text",
        hint="Ce que contient chaque ligne, l'unité des montants, ce qui manque.",
        value=value,
        rows=5,
        optional=True,
    )


def _kind(value: str) -> Field:
    choices = tuple(Choice(key, label) for key, label in RESOURCE_TYPES.items())
    return Field("type", "Rôle dans la fiche", kind="list", choices=choices, value=value)


def _schemas(portal: Portal, current: str) -> tuple[Choice, ...]:
    choices = [Choice("", "Aucun schéma")]
    for schema in sorted(portal.schemas, key=lambda one: slugify(one.title)):
        for version in reversed(schema.versions):
            choices.append(Choice(f"{schema.name} {version}", f"{schema.title}, version {version}"))
    if current not in [one.value for one in choices]:
        choices.append(Choice(current, current))
    return tuple(choices)


def _schema_value(schema: Document) -> str:
    name = schema.get("name") or schema.get("url") or ""
    return f"{name} {schema.get('version') or ''}".strip()
