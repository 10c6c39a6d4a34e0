"""Tellings about SIRET and SIREN."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_DIRECTORY = "annuaire-entreprises.data.gouv.fr"
_SOURCE = (
    "Reprenez-les dans l'export d'origine, celui d'avant le tableur, et donnez le format "
    "« Texte » à la colonne avant de les coller."
)
_JOINS = "Un {name} relie ce fichier à d'autres ; "

CAUSES: Mapping[str, CauseTelling] = {
    "identifier-decimal": CauseTelling(
        "Identifiants suivis de décimales",
        "Un tableur a pris l'identifiant pour une quantité, et lui a ajouté « .0 ». Un programme "
        "y compte deux signes de trop, et ne reconnaît plus l'organisme.",
        "Retirer le point et les zéros qui le suivent.",
    ),
    "identifier-spaces": CauseTelling(
        "Identifiants écrits avec des espaces ou des signes",
        "Des espaces, des points ou un mot aident à lire le numéro. Un programme compare signe à "
        "signe, et n'y reconnaît plus l'organisme.",
        "Ne garder que les chiffres : leur clé de contrôle est juste.",
    ),
    "siren-of-siret": CauseTelling(
        "SIRET à la place de SIREN",
        "Le SIRET désigne un établissement, le SIREN l'organisme entier. Les neuf premiers "
        "chiffres d'un SIRET sont le SIREN.",
        "Garder les neuf premiers chiffres.",
        "Les cinq derniers chiffres, qui désignent l'établissement, ne seront plus dans cette "
        "colonne. Si une autre attend le SIRET, vérifiez qu'il y est.",
    ),
    "siren-for-siret": CauseTelling(
        "SIREN à la place de SIRET",
        "Le SIREN (9 chiffres) désigne l'organisme entier. Les cinq chiffres qui en font un SIRET "
        "disent de quel établissement il s'agit : rien, dans ce fichier, ne permet de les deviner.",
        f"Cherchez l'organisme sur {_DIRECTORY} : la page donne les SIRET de ses établissements. "
        "Le plus souvent, c'est celui du siège qui est attendu.",
    ),
    "lost-zero": CauseTelling(
        "Zéro effacé au début de {name}",
        "Un tableur efface les zéros qui commencent un nombre. Avec le sien, chaque numéro a ses "
        "{digits}, et sa clé de contrôle est juste.",
        "Remettre le zéro au début.",
        "Un chiffre oublié ailleurs dans le numéro peut, une fois sur dix, donner une clé juste : "
        f"vérifiez un ou deux de ces numéros sur {_DIRECTORY}.",
    ),
    "scientific": CauseTelling(
        "Nombres abrégés par le tableur",
        "« 2,18E+13 » veut dire « 218 suivi de onze autres chiffres » : le tableur n'a gardé que "
        "les premiers. Les autres sont perdus pour de bon dans ce fichier : élargir la colonne ou "
        "changer son format ne les ramène pas.",
        _SOURCE + f" Pour un SIRET ou un SIREN, {_DIRECTORY} donne aussi le numéro à partir du nom "
        "de l'organisme.",
    ),
    "zeroed-end": CauseTelling(
        "{name} terminés par des zéros",
        "Ces numéros ont leurs {digits}, mais les derniers sont des zéros : ils ont été abrégés "
        "par un tableur (« 2,204E+13 »), puis récrits en entier. Les vrais chiffres sont perdus "
        "dans ce fichier.",
        _SOURCE + f" {_DIRECTORY} donne aussi le numéro à partir du nom de l'organisme.",
    ),
    "null-identifier": CauseTelling(
        "{name} fait de zéros",
        "Un numéro fait de zéros passe le contrôle, mais ne désigne personne : c'est une façon "
        "d'écrire que le numéro manque.",
        f"Cherchez le vrai numéro sur {_DIRECTORY}. S'il n'y en a pas et que la colonne est "
        "facultative, laissez la cellule vide.",
    ),
    "identifier-key": CauseTelling(
        "{name} dont la clé de contrôle est fausse",
        "Les derniers chiffres d'un {name} se calculent à partir des autres. Ici, le compte n'y "
        "est pas : un chiffre au moins est faux, et rien ne dit lequel.",
        f"Cherchez l'organisme par son nom sur {_DIRECTORY}, et recopiez le numéro.",
    ),
    "identifier-length": CauseTelling(
        "{name} trop courts ou trop longs",
        "Un {name} compte {digits}. Ici, il en manque ou il y en a trop, et aucun zéro remis au "
        "début ne donne un numéro juste.",
        f"Cherchez l'organisme par son nom sur {_DIRECTORY}, et recopiez le numéro.",
    ),
    "association-number": CauseTelling(
        "Numéros d'association à la place de {name}",
        "Un numéro qui commence par W est celui du répertoire national des associations (RNA). Il "
        "n'est pas un {name}, et aucun calcul ne mène de l'un à l'autre.",
        "Si le schéma a une colonne pour le numéro RNA, mettez-le là. Le SIRET de l'association, "
        f"si elle en a un, se trouve sur {_DIRECTORY}.",
    ),
    "words-for-identifier": CauseTelling(
        "Noms à la place de {name}",
        _JOINS + "un nom n'y suffit pas. Et si ce nom est celui d'une personne, il n'a peut-être "
        "pas à être publié : des communes ont ainsi diffusé sans le vouloir le nom d'habitants "
        "qu'elles aident.",
        f"Pour un organisme, cherchez le numéro sur {_DIRECTORY}. Pour une personne, n'écrivez "
        "rien ici et demandez à votre délégué à la protection des données si la ligne peut être "
        "publiée.",
    ),
}
