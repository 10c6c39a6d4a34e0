"""Words of the vocabularies that the catalogue is written in. No RDF library is needed to read it.

What is emitted, and what is not, is that of udata 17.18.0: docs/catalogue-dcat.md lists both.
"""

from __future__ import annotations

from typing import Any, NamedTuple

#: Prefixes, as every serialisation binds them.
PREFIXES: dict[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "freq": "http://purl.org/cld/freq/",
    "geodcat": "http://data.europa.eu/930/",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_AUTHORITY = "http://publications.europa.eu/resource/authority"


class Serialisation(NamedTuple):
    """One way of writing the catalogue.

    Attributes:
        name: as the RDF library names it.
        mime: what the answer announces.
        extension: of the address that a redirection leads to.
    """

    name: str
    mime: str
    extension: str


_JSON = Serialisation("json-ld", "application/ld+json", "json")
_TURTLE = Serialisation("turtle", "application/x-turtle", "ttl")
_XML = Serialisation("xml", "application/rdf+xml", "xml")
_N3 = Serialisation("n3", "text/n3", "n3")
_NT = Serialisation("nt", "application/n-triples", "nt")
_TRIG = Serialisation("trig", "application/trig", "trig")

DEFAULT_SERIALISATION = _JSON
BY_EXTENSION: dict[str, Serialisation] = {
    "json": _JSON,
    "jsonld": _JSON,
    "ttl": _TURTLE,
    "xml": _XML,
    "rdf": _XML,
    "n3": _N3,
    "nt": _NT,
    "trig": _TRIG,
}
#: What a header ``Accept`` may name.
BY_MIME: dict[str, Serialisation] = {
    "application/ld+json": _JSON,
    "application/json": _JSON,
    "application/x-turtle": _TURTLE,
    "text/turtle": _TURTLE,
    "application/rdf+xml": _XML,
    "application/xml": _XML,
    "text/xml": _XML,
    "text/n3": _N3,
    "application/n-triples": _NT,
    "application/trig": _TRIG,
}

#: Frequencies that the Dublin Core vocabulary names as the API does.
_DUBLIN_CORE = frozenset(
    {
        "annual",
        "biennial",
        "bimonthly",
        "biweekly",
        "continuous",
        "daily",
        "irregular",
        "monthly",
        "quarterly",
        "semiannual",
        "semimonthly",
        "semiweekly",
        "threeTimesAMonth",
        "threeTimesAWeek",
        "threeTimesAYear",
        "triennial",
        "weekly",
    }
)
#: The others, by the European authority's code.
_EUROPEAN = {
    "oneMinute": "1MIN",
    "fiveMinutes": "5MIN",
    "tenMinutes": "10MIN",
    "fifteenMinutes": "15MIN",
    "thirtyMinutes": "30MIN",
    "hourly": "HOURLY",
    "bihourly": "BIHOURLY",
    "trihourly": "TRIHOURLY",
    "twelveHours": "12HRS",
    "severalTimesADay": "CONT",
    "threeTimesADay": "DAILY_3",
    "semidaily": "DAILY_2",
    "fiveTimesAWeek": "WEEKLY_5",
    "quadrennial": "QUADRENNIAL",
    "quinquennial": "QUINQUENNIAL",
    "decennial": "DECENNIAL",
    "bidecennial": "BIDECENNIAL",
    "tridecennial": "TRIDECENNIAL",
    "punctual": "AS_NEEDED",
    "never": "NEVER",
    "notPlanned": "NOT_PLANNED",
    "other": "OTHER",
}


def frequency_term(frequency: str | None) -> str:
    """Give the address of a frequency: Dublin Core's where it exists, else the European one."""
    if frequency in _DUBLIN_CORE:
        return f"{PREFIXES['freq']}{frequency}"
    return f"{_AUTHORITY}/frequency/{_EUROPEAN.get(frequency or '', 'UNKNOWN')}"


def access_term(access_type: str) -> str:
    """Give the European address of how one gets at a record."""
    word = "NON_PUBLIC" if access_type == "restricted" else "PUBLIC"
    return f"{_AUTHORITY}/access-right/{word}"


#: What makes some datasets of high value: the European regulation 2023/138.
HVD_LEGISLATION = "http://data.europa.eu/eli/reg_impl/2023/138/oj"
#: Its six categories, by the tag that tells one.
HVD_CATEGORIES: dict[str, str] = {
    "meteorologiques": "http://data.europa.eu/bna/c_164e0bf5",
    "entreprises-et-propriete-d-entreprises": "http://data.europa.eu/bna/c_a9135398",
    "geospatiales": "http://data.europa.eu/bna/c_ac64a52d",
    "mobilite": "http://data.europa.eu/bna/c_b79e35eb",
    "observation-de-la-terre-et-environnement": "http://data.europa.eu/bna/c_dd313021",
    "statistiques": "http://data.europa.eu/bna/c_e1da4e07",
}

#: What a contact is for a record, by its role.
CONTACT_PREDICATES: dict[str, str] = {
    "contact": "dcat:contactPoint",
    "creator": "dct:creator",
    "publisher": "dct:publisher",
    "rightsHolder": "dct:rightsHolder",
    **{
        role: f"geodcat:{role}"
        for role in (
            "custodian",
            "distributor",
            "originator",
            "principalInvestigator",
            "processor",
            "resourceProvider",
            "user",
        )
    },
}

_ADDRESS = "@id"
#: What JSON-LD words stand for; a word that is not here is DCAT's.
CONTEXT: dict[str, Any] = {
    "@vocab": PREFIXES["dcat"],
    **PREFIXES,
    **{
        name: {"@id": f"dct:{name}"}
        # Not « an address » for a period: it has none of its own, and the library would lose it.
        for name in (
            "description",
            "format",
            "identifier",
            "language",
            "rights",
            "temporal",
            "title",
        )
    },
    **{
        name: {"@id": f"dct:{name}", "@type": _ADDRESS}
        for name in ("accessRights", "accrualPeriodicity", "license", "publisher")
    },
    **{
        name: {"@id": f"dct:{name}", "@type": "xsd:dateTime"}
        for name in ("created", "issued", "modified")
    },
    **{
        name: {"@id": f"dcat:{name}", "@type": _ADDRESS}
        for name in ("accessURL", "dataset", "distribution", "downloadURL", "landingPage")
    },
    **{
        name: {"@id": f"hydra:{name}", "@type": _ADDRESS}
        for name in ("first", "last", "next", "previous", "view")
    },
    "totalItems": {"@id": "hydra:totalItems"},
    "name": {"@id": "foaf:name"},
    "homepage": {"@id": "foaf:homepage", "@type": _ADDRESS},
}
