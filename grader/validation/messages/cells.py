"""Tellings about single cells: types and constraints of Table Schema."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.messages.model import Telling

_SORT = "Une date écrite AAAA-MM-JJ (année, mois, jour) est comprise par tous les logiciels, et "
_DATES = _SORT + "d'un pays à l'autre : 03/04 est le 3 avril ici, le 4 mars ailleurs."
_SUMS = "Un logiciel ne pourra ni additionner ni comparer cette valeur."
_EXACT = "Un logiciel compare lettre à lettre : une valeur écrite autrement est une autre valeur."
_LOST = (
    "Ce n'est plus le nombre : le tableur n'en montre que les premiers chiffres, et les derniers "
    "sont perdus dans ce fichier."
)
_FROM_SOURCE = (
    "Reprenez la valeur dans votre logiciel ou dans l'export d'origine, puis donnez le format "
    "« Texte » à la colonne avant de la coller."
)
_OUT_OF_BOUNDS = "Une valeur hors limites est presque toujours une faute de frappe ou d'unité."

_DATE: Mapping[str, Telling] = {
    "type-error/date": Telling(
        "« {value} » n'est pas une date.", _DATES, "Écrivez la date sous la forme AAAA-MM-JJ."
    ),
    "type-error/date:rewrite": Telling(
        "« {value} » n'est pas une date écrite sous la forme AAAA-MM-JJ.",
        _DATES,
        "Écrivez {iso}.",
    ),
    "type-error/date:with-time": Telling(
        "« {value} » donne une heure, alors que seule la date est attendue.",
        _DATES,
        "Écrivez {iso}.",
    ),
    "type-error/date:serial": Telling(
        "« {value} » est le nombre par lequel un tableur compte les jours, pas une date.",
        "Personne d'autre que le tableur ne peut y lire une date.",
        "Donnez à la cellule le format AAAA-MM-JJ : elle devrait montrer {iso}.",
    ),
    "type-error/date:impossible": Telling(
        "« {value} » : ce jour n'existe pas dans le calendrier.",
        "Un logiciel refusera cette date, ou la déplacera au mois suivant sans rien dire.",
        "Retrouvez le bon jour dans l'acte d'origine et écrivez-le sous la forme AAAA-MM-JJ.",
    ),
    "type-error/date:month-first": Telling(
        "« {value} » : il n'y a pas de tel mois ; le mois semble écrit avant le jour.",
        _DATES,
        "Écrivez {iso}, si c'est bien ce jour, et vérifiez les autres dates de la colonne : "
        "l'ordre peut y être le même sans que cela se voie.",
    ),
    "type-error/date:within": Telling(
        "« {value} » n'est pas une date seule : d'autres mots l'accompagnent.",
        _DATES,
        "Écrivez {iso}, si c'est la date que demande le schéma.",
    ),
    "type-error/date:incomplete": Telling(
        "« {value} » n'est pas une date complète.",
        _DATES,
        "Retrouvez le jour et écrivez la date sous la forme AAAA-MM-JJ.",
    ),
    "type-error/date:several": Telling(
        "« {value} » contient plusieurs dates, alors qu'une seule est attendue.",
        "Un logiciel ne peut pas choisir entre elles.",
        "Gardez la date que décrit le schéma, sous la forme AAAA-MM-JJ.",
    ),
    "type-error/date:other-form": Telling(
        "« {value} » n'est pas une date de la forme que demande le schéma ({form}).",
        "Les réutilisateurs liront toutes les dates du fichier de cette seule façon.",
        "Récrivez la date sous cette forme : %d y est le jour, %m le mois, %Y l'année.",
    ),
    "type-error/datetime": Telling(
        "« {value} » n'est pas une date suivie d'une heure.",
        _DATES,
        "Écrivez par exemple 2024-03-14T18:30:00Z.",
    ),
    "type-error/time": Telling(
        "« {value} » n'est pas une heure.", _SUMS, "Écrivez par exemple 18:30:00."
    ),
    "type-error/year": Telling(
        "« {value} » n'est pas une année.", _SUMS, "Écrivez l'année sur quatre chiffres."
    ),
    "type-error/yearmonth": Telling(
        "« {value} » n'est pas un mois.", _SUMS, "Écrivez l'année et le mois : 2024-03."
    ),
    "type-error/duration": Telling(
        "« {value} » n'est pas une durée.", _SUMS, "Écrivez par exemple P1Y6M pour un an et demi."
    ),
}

_NUMBER: Mapping[str, Telling] = {
    "type-error/integer": Telling(
        "« {value} » n'est pas un nombre entier.", _SUMS, "Écrivez seulement des chiffres."
    ),
    "type-error/integer:decimal": Telling(
        "« {value} » a des décimales, alors qu'un nombre entier est attendu.",
        _SUMS,
        "Vérifiez la valeur, puis écrivez un nombre entier.",
    ),
    "type-error/number": Telling(
        "« {value} » n'est pas un nombre.",
        _SUMS,
        "Écrivez seulement des chiffres, avec un point devant les décimales.",
    ),
    "type-error/number:rewrite": Telling(
        "« {value} » n'est pas écrit comme un nombre : il y faut un point devant les décimales, "
        "sans espace ni unité.",
        _SUMS,
        "Écrivez {plain}.",
    ),
    "type-error/number:other-sign": Telling(
        "« {value} » n'est pas écrit comme un nombre : dans ce schéma, le signe « {sign} » vient "
        "devant les décimales.",
        _SUMS,
        "Écrivez {plain}.",
    ),
    "type-error/number:percent": Telling(
        "« {value} » est un pourcentage, alors qu'un nombre est attendu.",
        _SUMS,
        "Écrivez {plain} si le schéma demande une part de 1.",
    ),
    "type-error/integer:rewrite": Telling(
        "« {value} » n'est pas écrit comme un nombre entier : seuls les chiffres sont admis.",
        _SUMS,
        "Écrivez {plain}.",
    ),
    ":words": Telling(
        "« {value} » est un texte, alors qu'un nombre est attendu.",
        _SUMS,
        "Écrivez le nombre. Un commentaire a sa place dans une autre colonne.",
    ),
    ":absent": Telling(
        "« {value} » veut sans doute dire que la valeur manque.",
        "Une cellule vide se reconnaît ; un mot ou un tiret fait échouer le calcul.",
        "Laissez la cellule vide si la valeur n'est pas connue.",
    ),
    ":absent-required": Telling(
        "« {value} » veut sans doute dire que la valeur manque, mais la colonne est obligatoire.",
        "Un mot ou un tiret ne remplace pas la valeur : il fait échouer le calcul.",
        "Retrouvez la valeur dans le document d'origine.",
    ),
    ":spaces": Telling(
        "La cellule semble vide, mais elle contient une espace ou plusieurs.",
        "Pour un logiciel, une espace est un texte : il cherche à y lire une valeur.",
        "Effacez tout le contenu de la cellule, ou écrivez-y la valeur.",
    ),
    ":scientific": Telling("« {value} » est un nombre abrégé par le tableur.", _LOST, _FROM_SOURCE),
    "constraint-error/maximum:percent": Telling(
        "« {value} » dépasse {bound} : la part est attendue en nombre de 0 à 1.",
        _OUT_OF_BOUNDS,
        "Si c'est un pourcentage, écrivez {plain}.",
    ),
}

_OTHER_TYPES: Mapping[str, Telling] = {
    "type-error": Telling(
        "« {value} » n'a pas la forme que demande le schéma.",
        "Un logiciel ne saura pas lire cette valeur.",
        "Récrivez-la comme le demande la description de la colonne.",
    ),
    "type-error/boolean": Telling(
        "« {value} » n'est pas une des deux réponses admises.",
        _EXACT,
        "Écrivez {allowed}.",
    ),
    "type-error/boolean:rewrite": Telling(
        "« {value} » n'est pas écrit comme le schéma le demande.",
        _EXACT,
        "Écrivez « {plain} » (sont admis {allowed}).",
    ),
    "type-error/uri": Telling(
        "« {value} » n'est pas une adresse web complète.",
        "Un lien incomplet ne s'ouvre pas : le document ne peut pas être consulté.",
        "Écrivez l'adresse entière, qui commence par https://.",
    ),
    "type-error/uri:rewrite": Telling(
        "« {value} » n'est pas une adresse web complète.",
        "Un lien incomplet ne s'ouvre pas : le document ne peut pas être consulté.",
        "Écrivez {plain}, et vérifiez que le lien s'ouvre.",
    ),
    "type-error/email": Telling(
        "« {value} » n'est pas une adresse électronique.",
        "Un message envoyé à cette adresse n'arrivera pas.",
        "Écrivez une seule adresse, comme mairie@commune.example.",
    ),
    "type-error/uuid": Telling(
        "« {value} » n'est pas un identifiant UUID.",
        "Un UUID est un identifiant de 32 chiffres et lettres ; autrement écrit, il ne désigne "
        "plus rien.",
        "Recopiez l'identifiant entier, tirets compris.",
    ),
    "type-error/array": Telling(
        "« {value} » n'est pas une liste entre crochets.",
        "Un logiciel ne saura pas séparer les valeurs.",
        "Écrivez la liste entre crochets, comme {example}.",
    ),
    "type-error/geopoint": Telling(
        "« {value} » n'est pas une position géographique.",
        "Le lieu ne pourra pas être placé sur une carte.",
        "Écrivez la longitude puis la latitude, en degrés, avec un point devant les décimales, "
        "{shape}.",
    ),
    "type-error/geopoint:rewrite": Telling(
        "« {value} » n'est pas une position géographique écrite comme le schéma le demande : "
        "{shape}.",
        "Le lieu ne pourra pas être placé sur une carte.",
        "Écrivez {plain}, si le premier nombre est bien la longitude.",
    ),
}

_CONSTRAINTS: Mapping[str, Telling] = {
    "constraint-error": Telling(
        "« {value} » ne respecte pas une contrainte du schéma.",
        _OUT_OF_BOUNDS,
        "Vérifiez la valeur avec la description de la colonne.",
    ),
    "constraint-error/required": Telling(
        "La cellule est vide, alors que {column} est obligatoire.",
        "Sans cette valeur, la ligne ne peut pas être reliée à d'autres données ni comprise seule.",
        "Remplissez la cellule.",
    ),
    "constraint-error/pattern": Telling(
        "« {value} » n'a pas la forme attendue : {form}.", _EXACT, "Récrivez la valeur ainsi."
    ),
    "constraint-error/pattern:rewrite": Telling(
        "« {value} » n'a pas la forme attendue : {form}.", _EXACT, "Écrivez {plain}."
    ),
    "constraint-error/pattern:digits": Telling(
        "« {value} » compte {actual} au lieu de {expected}.",
        _EXACT,
        "Reprenez le numéro entier. Un zéro au début est souvent effacé par les tableurs : donnez "
        "d'abord le format « Texte » à la colonne.",
    ),
    "constraint-error/pattern:siren": Telling(
        "« {value} » est un SIREN (9 chiffres), alors qu'un SIRET est attendu (14 chiffres).",
        "Le SIREN désigne l'organisme ; le SIRET désigne l'établissement, et permet de relier ce "
        "fichier à d'autres.",
        "Cherchez le SIRET du siège sur annuaire-entreprises.data.gouv.fr.",
    ),
    "constraint-error/enum": Telling(
        "« {value} » n'est pas une des valeurs admises.", _EXACT, "Choisissez parmi : {allowed}."
    ),
    "constraint-error/enum:rewrite": Telling(
        "« {value} » n'est pas écrit comme le schéma le demande.", _EXACT, "Écrivez « {plain} »."
    ),
    "constraint-error/enum:near": Telling(
        "« {value} » n'est pas une des valeurs admises.",
        _EXACT,
        "Écrivez « {plain} », si c'est bien ce que vous vouliez dire ; sont admis {allowed}.",
    ),
    "constraint-error/minimum": Telling(
        "« {value} » est trop petit : le minimum est {bound}.",
        _OUT_OF_BOUNDS,
        "Vérifiez la valeur.",
    ),
    "constraint-error/maximum": Telling(
        "« {value} » est trop grand : le maximum est {bound}.",
        _OUT_OF_BOUNDS,
        "Vérifiez la valeur.",
    ),
    "constraint-error/exclusiveMinimum": Telling(
        "« {value} » est trop petit : il faut plus de {bound}.",
        _OUT_OF_BOUNDS,
        "Vérifiez la valeur.",
    ),
    "constraint-error/exclusiveMaximum": Telling(
        "« {value} » est trop grand : il faut moins de {bound}.",
        _OUT_OF_BOUNDS,
        "Vérifiez la valeur.",
    ),
    "constraint-error/minLength": Telling(
        "« {value} » est trop court : {length}, pour {bound} au moins.",
        "Un texte aussi court est souvent une saisie interrompue.",
        "Complétez le texte.",
    ),
    "constraint-error/maxLength": Telling(
        "« {value} » est trop long : {length}, pour {bound} au plus.",
        "Les logiciels couperont le texte sans prévenir.",
        "Raccourcissez le texte.",
    ),
    "constraint-error/maxLength:around": Telling(
        "« {value} » est trop long : {length}, pour {bound} au plus, espaces compris.",
        "Une espace au début ou à la fin ne se voit pas, mais un logiciel la compte.",
        "Retirez les espaces au début et à la fin.",
    ),
}

CELLS: Mapping[str, Telling] = {**_DATE, **_NUMBER, **_OTHER_TYPES, **_CONSTRAINTS}
