"""Tellings about rules over identifiers, contacts and several columns (``custom_checks``)."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.messages.model import Telling

_KEY_WHY = (
    "Les derniers chiffres d'un {name} se calculent à partir des autres : ici, le compte n'y est "
    "pas, donc un chiffre au moins est faux, et le numéro ne désigne personne ou désigne un autre."
)
_FIND_IT = "Recopiez-le depuis annuaire-entreprises.data.gouv.fr."
_ACTES = (
    "La nomenclature des actes permet de rassembler les délibérations de toutes les communes par "
    "matière."
)
_NO_CALL = "Un annuaire ou une application affichera ce numéro, et personne ne pourra l'appeler."
_PHONE = (
    "Écrivez les 10 chiffres d'un numéro français, comme 01 99 00 27 37, ou un numéro étranger "
    "précédé de + et du code du pays. Si le numéro n'est pas connu et que la colonne est "
    "facultative, laissez la cellule vide."
)
_HOURS_WHY = (
    "Les cartes et les applications affichent « ouvert » ou « fermé » d'après cette cellule. Elles "
    "ne comprennent que l'écriture d'OpenStreetMap, la carte libre."
)
_HOURS_DAYS = (
    "Les jours ont deux lettres, celles de l'anglais : Mo, Tu, We, Th, Fr, Sa, Su, du lundi au "
    "dimanche, et PH pour les jours fériés."
)
_DISAGREE = "Deux chiffres qui se contredisent font douter de tout le fichier."

RULES: Mapping[str, Telling] = {
    "siret": Telling(
        "« {value} » n'est pas un SIRET valide.", _KEY_WHY.replace("{name}", "SIRET"), _FIND_IT
    ),
    "siret:scientific": Telling(
        "« {value} » n'est pas un SIRET : le tableur a abrégé le nombre.",
        "Le SIRET permet de relier ce fichier à d'autres ; ici, ses derniers chiffres sont perdus.",
        "Reprenez les 14 chiffres dans votre logiciel ou sur annuaire-entreprises.data.gouv.fr, et "
        "donnez le format « Texte » à la colonne avant de les coller.",
    ),
    "siret:shape": Telling(
        "« {value} » n'est pas un SIRET : il en faut les 14 chiffres.",
        "Le SIRET permet de relier ce fichier à d'autres ; incomplet, il ne désigne personne.",
        _FIND_IT,
    ),
    "siren": Telling(
        "« {value} » n'est pas un SIREN valide.", _KEY_WHY.replace("{name}", "SIREN"), _FIND_IT
    ),
    "siren:shape": Telling(
        "« {value} » n'est pas un SIREN : il en faut les 9 chiffres.",
        "Le SIREN permet de relier ce fichier à d'autres ; incomplet, il ne désigne personne.",
        _FIND_IT,
    ),
    "phone-number-value": Telling(
        "« {value} » n'est pas un numéro de téléphone valide.", _NO_CALL, _PHONE
    ),
    "phone-number-value:digits": Telling(
        "« {value} » n'est pas un numéro de téléphone : il compte {count}, et un numéro français "
        "en compte 10.",
        _NO_CALL,
        _PHONE,
    ),
    "phone-number-value:several": Telling(
        "« {value} » : il y a plusieurs numéros de téléphone dans la cellule.",
        "Un logiciel lit la cellule comme un seul numéro : il n'en composera aucun, ou seulement "
        "le premier.",
        "Gardez un seul numéro ici, celui de l'accueil par exemple ; l'autre peut aller dans une "
        "autre colonne, si le schéma en a une.",
    ),
    "phone-number-value:text": Telling(
        "« {value} » n'est pas un numéro de téléphone : il n'y a aucun chiffre.",
        "Un annuaire ou une application affichera ce texte à la place d'un numéro.",
        _PHONE,
    ),
    "opening-hours-value": Telling(
        "« {value} » : ces horaires ne sont pas écrits à la façon d'OpenStreetMap.",
        _HOURS_WHY,
        "Écrivez par exemple « Mo-Fr 08:30-12:00,14:00-17:00; Sa 09:00-12:00 » : du lundi au "
        "vendredi de 8 h 30 à 12 h et de 14 h à 17 h, le samedi de 9 h à 12 h. "
        + _HOURS_DAYS
        + " « 24/7 » veut dire toujours ouvert.",
    ),
    "opening-hours-value:hour": Telling(
        "« {value} » : chaque heure doit avoir deux chiffres.",
        "Les cartes et les applications lisent cette cellule selon la règle d'OpenStreetMap ; "
        "certaines, comme Validata, refusent 8:30 et n'admettent que 08:30.",
        "Écrivez « {better} ».",
    ),
    "opening-hours-value:rewrite": Telling(
        "« {value} » : ces horaires ne sont pas écrits à la façon d'OpenStreetMap.",
        _HOURS_WHY,
        "Si nous comprenons bien, écrivez « {better} ». " + _HOURS_DAYS,
    ),
    "year-interval-value": Telling(
        "« {value} » n'est pas un intervalle de deux années.",
        "Un logiciel ne saura pas à quelles années se rapporte la ligne.",
        "Écrivez les deux années séparées par une barre oblique, comme 2024/2025.",
    ),
    "year-interval-value:or-year": Telling(
        "« {value} » n'est ni une année ni un intervalle de deux années.",
        "Un logiciel ne saura pas à quelles années se rapporte la ligne.",
        "Écrivez 2024 pour une année, ou 2024/2025 pour un intervalle.",
    ),
    "year-interval-value:reversed": Telling(
        "« {value} » : la seconde année devrait suivre la première.",
        "Un intervalle à l'envers ne contient aucune année.",
        "Écrivez d'abord l'année la plus ancienne, puis une année plus récente.",
    ),
    "compare-columns-value": Telling(
        "{column} (« {value} ») devrait être {relation} {column2} (« {value2} »).",
        _DISAGREE,
        "Reprenez les deux valeurs dans l'acte d'origine.",
    ),
    "compare-columns-value:incomparable": Telling(
        "{column} (« {value} ») et {column2} (« {value2} ») ne peuvent pas être comparées.",
        "Le schéma demande que l'une soit comparée à l'autre : il faut deux nombres, ou deux "
        "dates.",
        "Corrigez celle des deux qui n'est pas du bon genre.",
    ),
    "cohesive-columns-value": Telling(
        "Ces colonnes vont ensemble, mais {filled} et {empty}.",
        "Remplies à moitié, elles ne veulent plus rien dire : on ne peut pas refaire le compte.",
        "Remplissez-les toutes, ou laissez-les toutes vides.",
    ),
    "cohesive-columns-value:absent": Telling(
        "Ces colonnes vont ensemble, mais il manque : {columns}.",
        "Remplies à moitié, elles ne veulent plus rien dire : on ne peut pas refaire le compte.",
        "Ajoutez ce qui manque, ou retirez aussi les autres : {others}.",
    ),
    "sum-columns-value": Telling(
        "{column} vaut {value}, mais la somme de {columns} donne {sum}.",
        _DISAGREE,
        "Reprenez les chiffres dans l'acte d'origine.",
    ),
    "one-of-required": Telling(
        "{column} et {column2} sont vides toutes les deux : il faut l'une ou l'autre.",
        "Sans aucun des deux identifiants, on ne sait pas de qui parle la ligne.",
        "Remplissez {column}, ou à défaut {column2}.",
    ),
    "one-of-required:absent": Telling(
        "Les colonnes {column} et {column2} sont manquantes : il faut l'une ou l'autre.",
        "Sans aucun des deux identifiants, on ne sait pas de qui parlent les lignes.",
        "Ajoutez la colonne {column}, ou à défaut {column2}.",
    ),
    "nomenclature-acte/slash": Telling(
        "« {value} » : le signe oblique « / » manque entre la matière et la sous-matière.",
        _ACTES,
        "Écrivez la matière, une barre oblique, puis la sous-matière, comme « finances "
        "locales/subventions ».",
    ),
    "nomenclature-acte/space": Telling(
        "« {value} » : le signe oblique « / » ne doit être ni précédé ni suivi d'une espace.",
        "Un logiciel compare lettre à lettre : avec une espace, c'est une autre matière.",
        "Retirez les espaces autour du signe « / ».",
    ),
    "nomenclature-acte/prefix": Telling(
        "« {value} » ne commence pas par une matière de la nomenclature des actes.",
        _ACTES,
        "Écrivez avant le signe « / » une des neuf matières : {families}.",
    ),
    "unchecked-rule:no-edition": Telling(
        "La règle « {rule} » de ce schéma n'a pas été vérifiée : le schéma ne dit pas de quelle "
        "année est la liste officielle à suivre.",
        "Votre fichier n'est pas en cause, mais il peut contenir des valeurs qui ne sont plus, ou "
        "pas encore, dans la liste.",
        "Signalez-le au producteur du schéma : le paramètre « cog » manque, qui donne l'année "
        "({editions}, ou « latest » pour la plus récente).",
        "warning",
    ),
    "unchecked-rule:edition": Telling(
        "La règle « {rule} » de ce schéma n'a pas été vérifiée : elle demande la liste officielle "
        "de « {edition} », que nous n'avons pas.",
        "Votre fichier n'est pas en cause, mais il peut contenir des valeurs que cette liste "
        "n'admet pas.",
        "Vérifiez ces valeurs sur insee.fr avant de publier. Les listes connues ici : {editions}.",
        "warning",
    ),
}
