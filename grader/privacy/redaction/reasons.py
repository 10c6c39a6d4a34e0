"""Why a passage of an act is hidden before it is published: the secrets of the law, by name.

Articles L311-5, L311-6 and L312-1-2 of the code des relations entre le public et
l'administration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Reason:
    """A reason to hide.

    Attributes:
        label: what is written in place of the passage, after « occulté ».
        told: what it protects, in a sentence.
        article: where it is written.
    """

    label: str
    told: str
    article: str


REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "private-life": Reason(
            "vie privée",
            "La vie privée d'une personne : adresse, famille, ressources, date de naissance…",
            "article L311-6 du CRPA",
        ),
        "personal-data": Reason(
            "donnée personnelle",
            "Ce qui fait reconnaître une personne, quand rien n'autorise à la nommer en ligne.",
            "article L312-1-2 du CRPA",
        ),
        "health": Reason(
            "secret médical",
            "La santé d'une personne, ou un handicap.",
            "article L311-6 du CRPA",
        ),
        "appraisal": Reason(
            "appréciation sur une personne",
            "Un jugement de valeur sur une personne désignée ou facile à reconnaître.",
            "article L311-6 du CRPA",
        ),
        "behaviour": Reason(
            "comportement d'une personne",
            "La conduite d'une personne, quand la révéler peut lui nuire.",
            "article L311-6 du CRPA",
        ),
        "business": Reason(
            "secret des affaires",
            "Les procédés, les finances ou la stratégie d'une entreprise.",
            "article L311-6 du CRPA",
        ),
        "security": Reason(
            "sécurité",
            "La sûreté de l'État, la sécurité publique, celle des personnes ou des systèmes.",
            "article L311-5 du CRPA",
        ),
    }
)
