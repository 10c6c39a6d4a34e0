"""A territory as a person types it: its name or its code."""

from __future__ import annotations

from collections.abc import Sequence

from grader.publication.reference import LEVELS, Zone, find_zone, suggest_zones
from grader.publication.slugs import slugify
from grader.services.portal.forms import FormFault

_OFFERED = 6


def zone_named(text: str, stored: Sequence[str] = ()) -> Zone:
    """Find the one zone that a person means.

    Args:
        text: a name, a code, an identifier, or what this function offered: « Rennes (35238) ».
        stored: zones that the record has: one of them wins over its homonyms.

    Raises:
        FormFault: there is none, or several: they are named.
    """
    name, _, code = text.partition("(")
    code = code.rstrip(") ")
    found = [find_zone(text)] if find_zone(text) else suggest_zones(code or name, 50)
    zones = [zone for zone in found if zone is not None]
    if code:
        zones = [zone for zone in zones if slugify(zone.name) == slugify(name)] or zones
    exact = [one for one in zones if slugify(text) in (one.slug, slugify(one.code))] or zones
    kept = [one for one in exact if one.id in stored] or exact
    if len(kept) == 1:
        return kept[0]
    if not kept:
        raise FormFault(
            {
                "territoire": f"Aucun territoire connu ici ne s'appelle « {text} ». Ce bac à sable "
                "connaît la France, ses régions, ses départements et quelques communes."
            }
        )
    names = "; ".join(
        f"{one.name} ({one.code}), {LEVELS[one.level].lower()}" for one in kept[:_OFFERED]
    )
    raise FormFault(
        {
            "territoire": f"Plusieurs territoires répondent à « {text} ». Écrivez le code de celui "
            f"que vous voulez : {names}."
        }
    )
