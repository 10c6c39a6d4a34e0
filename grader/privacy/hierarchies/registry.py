"""Every ladder by its name, made again from what a step declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from grader.errors import RefusedError
from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.hierarchies.jobs import families
from grader.privacy.hierarchies.model import Hierarchy
from grader.privacy.hierarchies.words import ALL, LEVELS, TITLES, WHYS, bands_title, start_title
from grader.privacy.transforms.scripted.adresses import par_adresse, par_quartier
from grader.privacy.transforms.scripted.codes import par_debut, par_departement
from grader.privacy.transforms.scripted.dates import par_date, par_naissance
from grader.privacy.transforms.scripted.metiers import par_metier
from grader.privacy.transforms.scripted.nombres import par_age, par_montant
from grader.privacy.transforms.scripted.textes import TOUT

Params = Mapping[str, Any]
Rung = Callable[[str, int], str]

#: Bounds of amounts, and lengths of beginnings, at most.
MOST_BOUNDS, MOST_STARTS = 31, 6
_LONGEST_START = 40
_GREATEST = 1e12
#: Decimals of a number of a step: more than money has.
_DECIMALS = 4
#: Ladders that need no parameter: what does one rung.
_PLAIN: Mapping[str, Rung] = {
    "age": par_age,
    "birth": par_naissance,
    "date": par_date,
    "postcode": par_departement,
}


def hierarchy(name: str, params: Params | None = None, aids: Aids = NO_AIDS) -> Hierarchy:
    """Make a ladder.

    Args:
        name: ``age``, ``birth``, ``date``, ``place``, ``postcode``, ``job``, ``amount``,
            ``prefix`` or ``all``.
        params: what it needs: ``bounds`` (amount: increasing numbers), ``starts`` (prefix:
            decreasing lengths), ``streets`` (place: true to use the table of streets),
            ``codes`` (place: false where addresses hold no postal code).
        aids: public tables; the table of streets is needed where ``streets`` is true.

    Raises:
        RefusedError: ``unknown-recipe``: no such ladder, or not with these parameters;
            ``aids-missing``: the table of streets is needed and was not given.
    """
    params = dict(params or {})
    if name in _PLAIN and not params:
        return _ladder(name, _PLAIN[name])
    if name == "all" and not params:
        return Hierarchy("all", TITLES["all"], WHYS["all"], (ALL,), lambda _value, _level: TOUT)
    if name == "job" and not params:
        return _ladder(name, partial(par_metier, metiers=families()))
    if name == "place" and params.keys() <= {"streets", "codes"}:
        return _place(params, aids)
    if name == "amount" and params.keys() == {"bounds"}:
        return _amount(params["bounds"])
    if name == "prefix" and params.keys() == {"starts"}:
        return _prefix(params["starts"])
    raise unknown_recipe()


def unknown_recipe() -> RefusedError:
    """Give the refusal of a recipe that cannot be followed."""
    return RefusedError(
        "unknown-recipe",
        "Cette suite de transformations ne peut pas être suivie sur ce fichier.",
        "Vérifiez qu'elle a été faite pour un fichier qui a les mêmes colonnes.",
    )


def _ladder(name: str, rung: Rung, params: Params | None = None, key: str = "") -> Hierarchy:
    levels = (*LEVELS[key or name], ALL)
    return Hierarchy(name, TITLES[name], WHYS[key or name], levels, rung, dict(params or {}))


def _place(params: Params, aids: Aids) -> Hierarchy:
    streets, codes = params.get("streets", False), params.get("codes", True)
    if not isinstance(streets, bool) or not isinstance(codes, bool):
        raise unknown_recipe()
    if not streets:
        if codes:
            return _ladder("place", par_adresse, {"streets": False}, "place")
        # Addresses without a postal code have nothing between their street and everything.
        return _ladder("place", par_adresse, {"streets": False, "codes": False}, "bare")
    if not aids.streets:
        raise RefusedError(
            "aids-missing",
            "Regrouper ces adresses demande la table des voies de la commune.",
            "Donnez cette table (colonnes VOIE, QUARTIER, COMMUNE, EPCI), ou regroupez autrement.",
        )
    by_street, by_place = aids.ladders
    rung = partial(par_quartier, voies=by_street, lieux=by_place)
    return _ladder("place", rung, {"streets": True}, "streets")


def _amount(bounds: object) -> Hierarchy:
    if not isinstance(bounds, list | tuple) or not 1 <= len(bounds) <= MOST_BOUNDS:
        raise unknown_recipe()
    kept = [finite(bound) for bound in bounds]
    if any(one >= other for one, other in pairwise(kept)):
        raise unknown_recipe()
    # Each level keeps one bound out of two of the one before: its bands are whole unions of them.
    counts = [len(kept[2**n - 1 :: 2**n]) + 1 for n in range(len(kept).bit_length())]
    return Hierarchy(
        "amount",
        TITLES["amount"],
        WHYS["amount"],
        (*map(bands_title, counts), ALL),
        partial(par_montant, bornes=kept),
        {"bounds": kept},
    )


def _prefix(starts: object) -> Hierarchy:
    if not isinstance(starts, list | tuple) or not 1 <= len(starts) <= MOST_STARTS:
        raise unknown_recipe()
    whole = [one for one in starts if isinstance(one, int) and not isinstance(one, bool)]
    longer = [_LONGEST_START + 1, *whole]
    if len(whole) != len(starts) or any(
        not 0 < one < before for before, one in zip(longer, whole, strict=False)
    ):
        raise unknown_recipe()
    return Hierarchy(
        "prefix",
        TITLES["prefix"],
        WHYS["prefix"],
        (*map(start_title, whole), ALL),
        partial(par_debut, garde=whole),
        {"starts": whole},
    )


def finite(value: object) -> float:
    """Check a number of a step, and give it as it is written: 80 and 80.0 are one recipe.

    Args:
        value: decoded JSON: anything at all.

    Raises:
        RefusedError: ``unknown-recipe``: no number, or none that a column could hold.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise unknown_recipe()
    # So written, what is no number at all is out of bounds too.
    if not -_GREATEST <= value <= _GREATEST:
        raise unknown_recipe()
    kept = round(float(value), _DECIMALS)
    return int(kept) if kept == int(kept) else kept
