"""Licences that a dataset may carry: those that data.gouv.fr's producers use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class License:
    """A licence.

    Attributes:
        id: as the API writes it.
        title: its name.
        url: where its text is; None where there is none.
        maintainer: who looks after its text, or None.
        flags: what it allows, as the API tags it.
        alternate_urls: other addresses by which a harvested record may name it.
        alternate_titles: other names.
    """

    id: str
    title: str
    url: str | None = None
    maintainer: str | None = None
    flags: tuple[str, ...] = ()
    alternate_urls: tuple[str, ...] = ()
    alternate_titles: tuple[str, ...] = ()


#: What is shown when a dataset has no licence.
NOT_SPECIFIED = "notspecified"

_OPEN = ("domain_data", "is_okd_compliant")
_ODC = "https://opendatacommons.org/licenses"
_CC = "https://creativecommons.org"

#: By identifier, by title.
LICENSES: dict[str, License] = {
    found.id: found
    for found in (
        License("other-at", "Autre (attribution)", flags=_OPEN),
        License("other-open", "Autre (licence ouverte)", flags=_OPEN),
        License("other-pd", "Autre (domaine public)", flags=_OPEN),
        License(
            "cc-by",
            "Creative Commons Attribution",
            f"{_CC}/licenses/by/4.0/",
            "Creative Commons",
            _OPEN,
            (f"{_CC}/licenses/by/4.0/deed.fr", f"{_CC}/licenses/by/3.0/"),
            ("CC BY", "CC-BY", "CC BY 4.0", "CC-BY-4.0"),
        ),
        License(
            "cc-by-sa",
            "Creative Commons Attribution Share-Alike",
            f"{_CC}/licenses/by-sa/4.0/",
            "Creative Commons",
            _OPEN,
            (f"{_CC}/licenses/by-sa/4.0/deed.fr", f"{_CC}/licenses/by-sa/3.0/"),
            ("CC BY-SA", "CC-BY-SA", "CC BY-SA 4.0", "CC-BY-SA-4.0"),
        ),
        License(
            "cc-zero",
            "Creative Commons CCZero",
            f"{_CC}/publicdomain/zero/1.0/",
            "Creative Commons",
            _OPEN,
            (f"{_CC}/publicdomain/zero/1.0/deed.fr",),
            ("CC0", "CC0 1.0", "CC0-1.0", "CC Zero"),
        ),
        License(NOT_SPECIFIED, "License Not Specified", alternate_titles=("Non spécifiée",)),
        License(
            "fr-lo",
            "Licence Ouverte / Open Licence",
            "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
            "Etalab",
            _OPEN,
            (),
            ("Licence Ouverte", "Open Licence", "Licence Ouverte 1.0", "Etalab 1.0"),
        ),
        License(
            "lov2",
            "Licence Ouverte / Open Licence version 2.0",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
            "Etalab",
            _OPEN,
            (
                "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
                "https://spdx.org/licenses/etalab-2.0.html",
            ),
            ("Licence Ouverte 2.0", "Licence Ouverte v2.0", "etalab-2.0", "LOv2"),
        ),
        License(
            "odc-by",
            "Open Data Commons Attribution License",
            f"{_ODC}/by/1-0/",
            "Open Data Commons",
            _OPEN,
            (f"{_ODC}/by/", f"{_ODC}/by/summary/"),
            ("ODC-BY", "ODC-By-1.0"),
        ),
        License(
            "odc-odbl",
            "Open Data Commons Open Database License (ODbL)",
            f"{_ODC}/odbl/1-0/",
            "Open Data Commons",
            _OPEN,
            (f"{_ODC}/odbl/", f"{_ODC}/odbl/summary/"),
            ("ODbL", "ODbL-1.0", "Open Database License"),
        ),
        License(
            "odc-pddl",
            "Open Data Commons Public Domain Dedication and Licence (PDDL)",
            f"{_ODC}/pddl/1-0/",
            "Open Data Commons",
            _OPEN,
            (f"{_ODC}/pddl/", f"{_ODC}/pddl/summary/"),
            ("PDDL", "PDDL-1.0"),
        ),
    )
}
