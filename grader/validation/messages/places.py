"""Tellings about codes and names of places, and about points on a map."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.messages.model import Telling

_JOINED = (
    "Ce code relie la ligne à tous les autres fichiers qui parlent du même lieu ; faux, il la "
    "relie à un autre lieu, ou à aucun."
)
_LETTER_BY_LETTER = (
    "Un logiciel compare lettre à lettre : une espace ou une minuscule en font un autre code."
)
_LOST_ZERO = (
    "Un tableur efface les zéros qui commencent un nombre. Sans le sien, ce code ne désigne plus "
    "rien, ou désigne un autre lieu."
)
_KEEP_ZERO = (
    "Écrivez {better}. Donnez d'abord le format « Texte » à la colonne, sinon le tableur effacera "
    "encore le zéro."
)
_SAME_NAME = (
    "Un logiciel compare lettre à lettre : sans les accents, les traits d'union ou les majuscules "
    "de la liste officielle, c'est un autre nom."
)
_YEARS = (
    "Des territoires fusionnent, se séparent ou changent de nom : d'une année à l'autre, la liste "
    "officielle n'est pas la même."
)
_INSEE = "la liste officielle de l'INSEE de {edition}"


def _code(rule: str, noun: str, find: str, *, dated: bool = True) -> dict[str, Telling]:
    """Tell about a code that is not in its list.

    Args:
        rule: name of the rule.
        noun: what the code should be, « un code postal ».
        find: where the right one is found.
        dated: whether there is a list a year.
    """
    listed = f", d'après {_INSEE}" if dated else ""
    tellings = {
        rule: Telling(f"« {{value}} » n'est pas {noun}{listed}.", _JOINED, find),
        f"{rule}:rewrite": Telling(
            f"« {{value}} » n'est pas {noun}, mais {{better}} en est un.",
            _LETTER_BY_LETTER,
            "Écrivez {better}.",
        ),
        f"{rule}:zero": Telling(
            f"« {{value}} » n'est pas {noun} : il lui manque un zéro au début.",
            _LOST_ZERO,
            _KEEP_ZERO,
        ),
    }
    return tellings | (_other_edition(rule) if dated else {})


def _name(rule: str, noun: str, example: str, *, near: bool = False) -> dict[str, Telling]:
    """Tell about a name that is not in its list.

    Args:
        rule: name of the rule.
        noun: what the name should be, « le nom d'une commune ».
        example: a name that is in the list.
        near: whether the nearest name is looked for.
    """
    message = f"« {{value}} » n'est pas {noun}, d'après {_INSEE}."
    why = (
        "Ce nom sert à retrouver toutes les lignes d'un même lieu ; celles dont le nom s'écarte de "
        "la liste seront oubliées."
    )
    tellings = {
        rule: Telling(message, why, "Cherchez le nom exact sur insee.fr, et recopiez-le."),
        f"{rule}:rewrite": Telling(
            "« {value} » s'écrit « {better} » dans la liste officielle.",
            _SAME_NAME,
            "Écrivez « {better} ».",
        ),
        f"{rule}:code": Telling(
            f"« {{value}} » est un code, et cette colonne attend {noun}.",
            why,
            f"Écrivez le nom en toutes lettres, comme « {example} », et gardez le code pour la "
            "colonne des codes s'il y en a une.",
        ),
    }
    if near:
        tellings[f"{rule}:near"] = Telling(
            message, why, "Vouliez-vous dire « {better} » ? Sinon, cherchez le nom sur insee.fr."
        )
    return tellings | _other_edition(rule)


def _other_edition(rule: str) -> dict[str, Telling]:
    """Tell about a value that is in the list of another year."""
    return {
        f"{rule}:other-edition": Telling(
            "« {value} » n'est pas dans la liste officielle de {edition}, que demande ce schéma, "
            "mais il est dans celle de {other}.",
            _YEARS,
            "Écrivez ce qui valait en {edition} pour ce territoire : insee.fr dit ce qui l'a "
            "remplacé ou précédé.",
        )
    }


PLACES: Mapping[str, Telling] = {
    **_code(
        "code-postal",
        "un code postal de La Poste",
        "Écrivez les 5 chiffres du code postal de la commune, comme 75001. Les codes CEDEX, "
        "propres à certains organismes, ne sont pas admis.",
        dated=False,
    ),
    **_code(
        "code-commune-insee",
        "un code de commune",
        "Écrivez les 5 caractères du code de l'INSEE, que donne insee.fr pour chaque commune : "
        "01004 pour Ambérieu-en-Bugey, 2A004 pour Ajaccio, 97411 pour Saint-Denis de La Réunion.",
    ),
    "code-commune-insee:postal": Telling(
        "« {value} » est un code postal ; cette colonne attend le code de commune de l'INSEE.",
        "Un code postal peut servir à plusieurs communes, et une commune en avoir plusieurs : il "
        "ne dit pas de quelle commune on parle.",
        "Cherchez la commune sur insee.fr : son code a 5 caractères et diffère souvent du code "
        "postal.",
    ),
    "code-commune-insee:corsica": Telling(
        "« {value} » : les codes des communes de Corse commencent par 2A ou 2B, non par 20.",
        "Le code 20 a disparu en 1976, quand la Corse a été partagée en deux départements ; seuls "
        "les codes postaux l'ont gardé.",
        "Écrivez {better}, si c'est bien cette commune.",
    ),
    **_code(
        "code-departement",
        "un code de département",
        "Écrivez 2 caractères, comme 01, 2A ou 75, ou 3 chiffres pour l'outre-mer, comme 974.",
    ),
    **_code(
        "code-region",
        "un code de région",
        "Écrivez les 2 chiffres du code de l'INSEE, que donne insee.fr : 11 pour l'Île-de-France, "
        "53 pour la Bretagne.",
    ),
    **_code(
        "code-fantoir",
        "un code FANTOIR de voie",
        "Écrivez les 4 caractères du code de la voie, puis sa lettre de contrôle en majuscule. Ce "
        "répertoire des voies, tenu par les impôts, n'est plus mis à jour depuis 2023.",
        dated=False,
    ),
    **_name("commune", "le nom d'une commune", "Saint-Étienne"),
    **_name("departement", "le nom d'un département", "Côte-d'Or", near=True),
    **_name("region", "le nom d'une région", "Île-de-France", near=True),
    **_name("pays", "le nom d'un pays", "Allemagne", near=True),
    **_name("canton", "le nom d'un canton", "Bourg-en-Bresse-1"),
    "french-gps-coordinates": Telling(
        "Le point « {value} » n'est pas en France.",
        "Sur une carte, ce lieu tombera à l'étranger ou en pleine mer : personne ne l'y trouvera.",
        "Retrouvez le lieu sur une carte et recopiez ses coordonnées en degrés : la longitude "
        "d'abord, puis la latitude, avec un point pour les décimales, comme 2.35, 48.85 à Paris.",
    ),
    "french-gps-coordinates/reversed": Telling(
        "« {value} » : la latitude est écrite avant la longitude.",
        "La longitude est attendue la première. À l'envers, un lieu de Paris tombe dans l'océan "
        "Indien, au large de la Somalie.",
        "Échangez les deux nombres : {better}. Si toute la colonne est ainsi, corrigez le réglage "
        "du logiciel qui la produit.",
    ),
    "french-gps-coordinates/zero": Telling(
        "Le point « {value} » a deux zéros pour coordonnées.",
        "Ce point est dans l'océan Atlantique, au large de l'Afrique : le plus souvent, un "
        "logiciel a écrit 0 parce qu'il ne connaissait pas le lieu.",
        "Écrivez les coordonnées du lieu, la longitude d'abord ; si elles ne sont pas connues et "
        "que la colonne est facultative, laissez la cellule vide.",
    ),
    "french-gps-coordinates/elsewhere": Telling(
        "Le point « {value} » est {place}, que la règle de ce schéma ne connaît pas.",
        "Le lieu est bien français. Mais la règle ne connaît que la métropole, la Guadeloupe, la "
        "Martinique, la Guyane, La Réunion et Mayotte : Validata, par exemple, le refusera.",
        "Gardez ces coordonnées si le lieu est le bon, et signalez-le au producteur du schéma.",
        "warning",
    ),
    "french-gps-coordinates/shape": Telling(
        "« {value} » n'est pas un point : il faut une longitude et une latitude.",
        "Sans deux nombres, aucun logiciel ne peut placer ce lieu sur une carte.",
        "Écrivez la longitude, une virgule, puis la latitude, en degrés et avec un point pour les "
        "décimales, comme 2.35, 48.85.",
    ),
}
