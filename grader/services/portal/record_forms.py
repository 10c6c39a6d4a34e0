"""Forms about a record: prepare one, describe it, its conditions, what it covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from grader.publication.datasets import create_dataset, update_dataset
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reference import FREQUENCIES, LICENSES
from grader.publication.rights import role_in
from grader.publication.slugs import MAX_TAG, MIN_TAG, slugify
from grader.services.portal.coverage_forms import coverage_form, covered
from grader.services.portal.forms import (
    Choice,
    Field,
    Form,
    FormFault,
    check,
    refusing,
    required,
    told,
)
from grader.typography import french

_TITLE = "Écrivez un titre : c'est ce que l'on lit en premier dans une recherche."
_DESCRIPTION = (
    "Écrivez une description : ce que contiennent les données, d'où elles viennent, ce qu'elles "
    "ne contiennent pas."
)
#: Field of a form for each field of the API.
NAMES = {
    "title": "titre",
    "description": "description",
    "acronym": "sigle",
    "tags": "mots_cles",
    "license": "licence",
    "frequency": "frequence",
    "temporal_coverage": "debut",
    "spatial": "territoire",
    "organization": "organisation",
    "owner": "organisation",
}
_COMMON = (
    "annual", "semiannual", "quarterly", "monthly", "weekly", "daily", "punctual", "irregular",
)  # fmt: skip
_PERSONAL = "moi"


def _title(value: str = "") -> Field:
    return Field(
        "titre",
        "Titre",
        hint=(
            "Dites le sujet, le lieu et la période : « Subventions versées par Val-Ouvert en "
            "2025 »."
        ),
        value=value,
        longest=350,
    )


def _description(value: str = "") -> Field:
    return Field(
        "description",
        "Description",
        kind="text",
        hint=(
            "Plus de cent signes pour gagner le point de qualité. Vous pouvez écrire en Markdown : "
            "une ligne vide sépare deux paragraphes, un tiret ouvre une liste."
        ),
        value=value,
        rows=9,
    )


def new_form(portal: Portal, cancel: str) -> Form:
    """Ask for what a record cannot be born without."""
    organizations = [
        Choice(one["id"], one["name"])
        for one in portal.catalogue.all("organization")
        if not one.get("deleted") and role_in(portal, one["id"]) in ("admin", "editor")
    ]
    choices = (
        *organizations,
        Choice(
            _PERSONAL,
            "Personne d'autre que moi",
            "La fiche sera à vous seule : vos collègues ne pourront pas la modifier.",
        ),
    )
    fields = (
        _title(),
        _description(),
        Field(
            "organisation",
            "Qui publie ?",
            kind="radios",
            hint="Une fiche au nom de l'organisation peut être reprise par toute votre équipe.",
            choices=choices,
            value=choices[0].value,
        ),
        Field(
            "etat",
            "Pour commencer",
            kind="radios",
            choices=(
                Choice(
                    "brouillon",
                    "Enregistrer en brouillon",
                    "Vous relisez et complétez avant de la rendre publique.",
                ),
                Choice(
                    "publique",
                    "Rendre publique tout de suite",
                    "Elle apparaît aussitôt dans les recherches : il n'y a pas d'autre étape. "
                    "C'est aussi ce que fait l'API quand on ne dit rien.",
                ),
            ),
            value="brouillon",
        ),
    )
    return Form(
        title="Préparer une fiche",
        lead=(
            french(
                "Une fiche décrit un jeu de données. Vous y ajouterez ensuite un fichier ou un "
                "lien."
            ),
        ),
        fields=told(fields),
        submit="Enregistrer la fiche",
        cancel=cancel,
    )


def create_record(portal: Portal, values: Mapping[str, str]) -> Document:
    """Make a record out of what was typed.

    Raises:
        FormFault: there is something to mend.
    """
    check(required(values, {"titre": _TITLE, "description": _DESCRIPTION}))
    body: Document = {
        "title": values["titre"].strip(),
        "description": values["description"].strip(),
        "private": values.get("etat") != "publique",
    }
    if values.get("organisation", _PERSONAL) != _PERSONAL:
        body["organization"] = values["organisation"]
    made: Document = refusing(NAMES, lambda: create_dataset(portal, body))
    return made


def section_form(dataset: Document, name: str, cancel: str) -> Form:
    """Ask for one part of a record, as it is now.

    Args:
        dataset: as stored.
        name: one of ``SECTIONS``.
        cancel: the record's page.
    """
    return SECTIONS[name][0](dataset, cancel)


def change_section(
    portal: Portal, dataset: Document, name: str, values: Mapping[str, str]
) -> Document:
    """Change one part of a record; the rest is sent again as it was, so that nothing is lost.

    Raises:
        FormFault: there is something to mend.
        Problem: the caller may not.
    """
    changes = SECTIONS[name][1](dataset, values)
    return update_record(portal, dataset, changes)


def update_record(portal: Portal, dataset: Document, changes: Document) -> Document:
    """Update a record with what changes, and all that an update would otherwise erase.

    A record's update takes absent key words and period for empty ones.
    """
    coverage = dataset.get("temporal_coverage")
    body: Document = {
        "title": dataset["title"],
        "description": dataset["description"],
        "tags": list(dataset["tags"]),
        "temporal_coverage": dict(coverage) if coverage else None,
        "private": bool(dataset.get("private")),
        **changes,
    }
    made: Document = refusing(NAMES, lambda: update_dataset(portal, dataset, body))
    return made


def _describe(dataset: Document, cancel: str) -> Form:
    fields = (
        _title(dataset["title"]),
        Field(
            "sigle",
            "Sigle",
            hint="Si l'on connaît ces données sous un nom court.",
            value=dataset.get("acronym") or "",
            optional=True,
            longest=128,
        ),
        _description(dataset["description"]),
        Field(
            "mots_cles",
            "Mots-clés",
            hint=(
                "Séparés par des virgules, de 3 à 96 signes chacun : « subventions, "
                "associations ». Ils sont réécrits en minuscules, sans accents, avec des tirets."
            ),
            value=", ".join(dataset["tags"]),
            optional=True,
        ),
    )
    return Form(
        title="Décrire",
        fields=told(fields),
        submit="Enregistrer",
        cancel=cancel,
        lead=(
            french(
                "Changer le titre change aussi l'adresse de la fiche ; l'ancienne y conduit "
                "encore. L'identifiant, lui, ne change jamais."
            ),
        ),
    )


def _described(_dataset: Document, values: Mapping[str, str]) -> Document:
    check(required(values, {"titre": _TITLE, "description": _DESCRIPTION}))
    tags = [tag.strip() for tag in values.get("mots_cles", "").split(",") if tag.strip()]
    for tag in tags:
        written = slugify(tag)
        if not MIN_TAG <= len(written) <= MAX_TAG:
            raise FormFault(
                {
                    "mots_cles": f"Le mot-clé « {tag} » devient « {written} », qui n'a pas de "
                    f"{MIN_TAG} à {MAX_TAG} signes. Écrivez-le en toutes lettres, ou retirez-le."
                }
            )
    return {
        "title": values["titre"].strip(),
        "description": values["description"].strip(),
        "acronym": values.get("sigle", "").strip() or None,
        "tags": tags,
    }


def _conditions(dataset: Document, cancel: str) -> Form:
    licence = dataset.get("license") or ""
    offered = [
        Choice("lov2", "Licence Ouverte 2.0", "Chacun réutilise en citant la source et la date."),
        Choice(
            "odc-odbl",
            "ODbL",
            "Une base tirée de la vôtre doit être partagée de la même façon.",
        ),
        Choice(
            "notspecified",
            "Non précisée",
            "Le point de qualité est compté, mais personne ne sait ce qui est permis.",
        ),
    ]
    if licence and licence not in [one.value for one in offered] and licence in LICENSES:
        offered.insert(0, Choice(licence, LICENSES[licence].title, "Celle de la fiche."))
    if not licence:
        offered.append(Choice("", "Aucune pour l'instant"))
    common = [Choice(key, FREQUENCIES[key].label, group="Les plus courantes") for key in _COMMON]
    others = [
        Choice(one.id, one.label, group="Toutes")
        for one in FREQUENCIES.values()
        if one.id not in _COMMON
    ]
    fields = (
        Field("licence", "Licence", kind="radios", choices=tuple(offered), value=licence),
        Field(
            "frequence",
            "Fréquence de mise à jour",
            kind="list",
            hint=(
                "Dites ce que vous tiendrez : passé ce délai, et un jour de plus, la note baisse "
                "toute seule, sans que vous ayez rien changé."
            ),
            choices=(*common, *others),
            value=dataset.get("frequency") or "unknown",
        ),
    )
    return Form(
        title="Licence et mise à jour",
        fields=told(fields),
        submit="Enregistrer",
        cancel=cancel,
        lead=(
            french(
                "La licence dit ce que chacun peut faire de vos données. D'autres licences se "
                "choisissent par l'API."
            ),
        ),
    )


def _conditioned(_dataset: Document, values: Mapping[str, str]) -> Document:
    licence = values.get("licence", "")
    if licence and licence not in LICENSES:
        raise FormFault({"licence": "Choisissez une licence de la liste."})
    frequency = values.get("frequence", "unknown")
    if frequency not in FREQUENCIES:
        raise FormFault({"frequence": "Choisissez une fréquence de la liste."})
    return {"license": licence or None, "frequency": frequency}


_Asks = Callable[[Document, str], Form]
_Reads = Callable[[Document, Mapping[str, str]], Document]
#: Parts of a record that a page changes, by the name in its address.
SECTIONS: dict[str, tuple[_Asks, _Reads]] = {
    "decrire": (_describe, _described),
    "conditions": (_conditions, _conditioned),
    "portee": (coverage_form, covered),
}
