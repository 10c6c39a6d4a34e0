"""What ladders and their levels are called."""

from __future__ import annotations

from collections.abc import Mapping

from grader.typography import plural

#: The last level of every ladder.
ALL = "tout confondu"

TITLES: Mapping[str, str] = {
    "age": "Regrouper par âge",
    "birth": "Regrouper par date de naissance",
    "date": "Regrouper par date",
    "place": "Regrouper par lieu",
    "postcode": "Regrouper par département",
    "job": "Regrouper par famille de métiers",
    "amount": "Regrouper par tranche de montants",
    "prefix": "Ne garder que le début",
    "all": "Tout confondre",
}
#: What a ladder is worth, in one sentence; ``streets`` is ``place`` with the table of
#: streets, ``bare`` without postal codes.
WHYS: Mapping[str, str] = {
    "age": "Plus la tranche est large, plus il y a de personnes du même âge dans chaque groupe.",
    "birth": "Une date de naissance complète suffit souvent, avec le sexe et la commune, à "
    "désigner une personne ; une année ou une décennie, bien moins.",
    "date": "Le jour exact permet de recouper avec un autre fichier ; le mois ou l'année suffisent "
    "pour suivre une évolution.",
    "place": "Le numéro disparaît, puis la voie ; le code postal et le département sont lus dans "
    "l'adresse elle-même.",
    "bare": "Le numéro disparaît ; une rue compte plus d'habitants qu'une adresse, mais parfois "
    "très peu.",
    "streets": "Le numéro disparaît, puis la voie laisse la place au quartier et à la commune, "
    "d'après la table des voies.",
    "postcode": "Un département compte beaucoup plus d'habitants qu'un code postal.",
    "job": "Un métier rare désigne une personne ; une famille de métiers en réunit beaucoup.",
    "amount": "Un montant exact se retrouve dans un autre document ; une tranche, non.",
    "prefix": "Le début d'un code dit souvent une catégorie, la fin un cas particulier.",
    "all": "La colonne reste, mais ne dit plus rien : toutes ses valeurs deviennent « * ».",
}
#: Titles of the levels below the last one, finest first.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "age": (
        "par tranche de 5 ans",
        "par tranche de 10 ans",
        "par tranche de 20 ans",
        "en trois âges de la vie",
    ),
    "birth": ("par mois", "par année", "par tranche de 5 ans", "par décennie"),
    "date": ("par mois", "par trimestre", "par année"),
    "place": ("par voie, sans le numéro", "par code postal", "par département"),
    "bare": ("par voie, sans le numéro",),
    "streets": (
        "par voie, sans le numéro",
        "par quartier",
        "par commune",
        "par intercommunalité",
    ),
    "postcode": ("par département",),
    "job": ("par famille de métiers", "par grand ensemble"),
}


def bands_title(count: int) -> str:
    """Tell a level of amounts: « en 8 tranches ».

    Args:
        count: number of bands.
    """
    return f"en {plural(count, 'tranche')}"


def start_title(length: int) -> str:
    """Tell a level of a code: « les 3 premiers signes ».

    Args:
        length: signs that are kept.
    """
    return "le premier signe" if length == 1 else f"les {length} premiers signes"
