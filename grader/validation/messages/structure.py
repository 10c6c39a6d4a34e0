"""Tellings about column names, lines, repeated values and keys."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.messages.model import Telling

_SHIFTED = "Tout ce qui suit sur cette ligne risque d'être lu sous une autre colonne que la sienne."
_TWICE = (
    "Le réutilisateur compterait deux fois la même chose, ou ne saurait pas laquelle des deux "
    "lignes croire."
)

STRUCTURE: Mapping[str, Telling] = {
    "missing-label": Telling(
        "La colonne obligatoire {column} manque.",
        "Un logiciel qui suit ce schéma cherche cette colonne ; sans elle, il refusera le fichier.",
        "Ajoutez une colonne nommée exactement {column} et remplissez-la.",
    ),
    "misspelt-label": Telling(
        "« {value} » : le schéma attend {column}.",
        "Les logiciels reconnaissent une colonne à son nom exact : pour une seule lettre, elle est "
        "perdue.",
        "Renommez la colonne {letter} en {column}.",
    ),
    "misspelt-optional-label": Telling(
        "« {value} » : le schéma attend {column}, une colonne facultative.",
        "Le fichier reste valide. Mais les logiciels reconnaissent une colonne à son nom exact : "
        "celle-ci sera ignorée, avec tout ce qu'elle contient.",
        "Renommez la colonne {letter} en {column}.",
        "warning",
    ),
    "duplicate-label": Telling(
        "La colonne {letter} porte le même nom que la colonne {first} : « {value} ».",
        "Un logiciel ne garde souvent que l'une des deux, sans dire laquelle.",
        "Supprimez la colonne en trop, ou donnez-lui un autre nom.",
    ),
    "blank-label": Telling(
        "La colonne {letter} n'a pas de nom.",
        "Personne ne peut savoir ce qu'elle contient, et des logiciels refuseront le fichier.",
        "Donnez-lui un nom, ou supprimez-la si elle est vide.",
    ),
    "label-case": Telling(
        "« {value} » s'écrit {column} dans le schéma.",
        "Seuls les majuscules ou les espaces diffèrent. La colonne a été reconnue ici, mais "
        "d'autres logiciels ne la verront pas.",
        "Renommez la colonne {letter} en {column}.",
        "warning",
    ),
    "missing-optional-label": Telling(
        "La colonne facultative {column} manque.",
        "Le fichier reste valide. Mais ceux qui réunissent les fichiers de plusieurs collectivités "
        "comptent y trouver partout les mêmes colonnes.",
        "Ajoutez la colonne {column}, même vide.",
        "warning",
    ),
    "extra-label": Telling(
        "La colonne « {value} » n'est pas dans le schéma.",
        "Le fichier reste valide, mais cette colonne sera ignorée ; elle peut aussi contenir des "
        "informations qui n'ont pas à être publiées.",
        "Supprimez-la, ou vérifiez que son contenu peut être publié.",
        "warning",
    ),
    "label-order": Telling(
        "Les colonnes ne sont pas dans l'ordre du schéma : {before} est placée avant {after}.",
        "Le fichier reste valide, mais un logiciel qui lit les colonnes par leur rang les "
        "confondra.",
        "Replacez-les dans cet ordre : {order}.",
        "warning",
    ),
    "blank-row": Telling(
        "Cette ligne est vide.",
        "Un logiciel peut croire que le tableau s'arrête là, ou compter une ligne de trop.",
        "Supprimez la ligne entière.",
    ),
    "missing-cell": Telling(
        "La ligne s'arrête avant la colonne {column}.",
        _SHIFTED,
        "Vérifiez que rien n'a été coupé, puis complétez la ligne : elle doit avoir autant de "
        "cellules que l'en-tête.",
    ),
    "extra-cell": Telling(
        "La ligne a une cellule de trop : « {value} », au-delà de la dernière colonne.",
        "Le plus souvent, un texte contenait le séparateur de colonnes. " + _SHIFTED,
        "Entourez ce texte de guillemets, ou retirez-en le séparateur.",
    ),
    "extra-cell:blank": Telling(
        "La ligne a une cellule vide de trop, au-delà de la dernière colonne.",
        "Des logiciels refusent un fichier dont les lignes n'ont pas toutes la même longueur.",
        "Supprimez les séparateurs en trop à la fin de la ligne.",
    ),
    "unique-error": Telling(
        "« {value} » figure déjà à la ligne {other}, alors que {column} n'admet pas deux fois la "
        "même valeur.",
        _TWICE,
        "Supprimez la ligne si c'est la même chose ; sinon, corrigez l'une des deux valeurs.",
    ),
    "duplicate-key": Telling(
        "« {value} » figure déjà à la ligne {other}, alors qu'un identifiant ne sert qu'une fois.",
        _TWICE,
        "Si les deux lignes disent la même chose, supprimez la seconde ; sinon, donnez à chacune "
        "son identifiant.",
    ),
    "primary-key": Telling(
        "La ligne {other} porte déjà la même clé (« {key} »).",
        _TWICE,
        "Supprimez la ligne si c'est la même chose ; sinon, corrigez la clé, c'est-à-dire : "
        "{columns}.",
    ),
    "primary-key:blank": Telling(
        "La clé de cette ligne est vide ({columns}).",
        "Sans clé, le réutilisateur ne peut pas citer cette ligne ni la retrouver dans une version "
        "suivante.",
        "Remplissez la clé de cette ligne.",
    ),
    "unchecked-rule": Telling(
        "La règle « {rule} » de ce schéma n'a pas été vérifiée.",
        "Le fichier peut encore contenir des erreurs que seul un autre outil verra.",
        "Vérifiez aussi le fichier avec Validata (validata.fr) avant de le publier.",
        "warning",
    ),
    "unchecked-rule/foreignKeys": Telling(
        "Ce schéma renvoie à d'autres tableaux (clés étrangères, « foreignKeys ») : ces renvois "
        "n'ont pas été vérifiés.",
        "Une valeur peut renvoyer à une ligne qui n'existe pas.",
        "Vérifiez que chaque valeur de ces colonnes figure bien dans l'autre tableau.",
        "warning",
    ),
    "unchecked-rule/primaryKey": Telling(
        "La clé de ce schéma (« primaryKey ») nomme une colonne qu'il ne décrit pas : elle n'a pas "
        "été vérifiée.",
        "Deux lignes peuvent porter la même clé sans que rien ne le dise.",
        "Signalez-le à qui tient ce schéma ; en attendant, vérifiez qu'aucune ligne ne revient.",
        "warning",
    ),
}
