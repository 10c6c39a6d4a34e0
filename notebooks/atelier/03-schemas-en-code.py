# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Écrire un schéma, et le dictionnaire avec
#
# Votre fichier n'a pas de schéma national ? Écrivez le sien. Un schéma est un texte au format JSON, que des programmes lisent. Le même texte donne le dictionnaire que lisent les personnes.
#
# **À la fin, vous saurez :**
#
# - décrire les colonnes d'un fichier en Table Schema, le format des schémas de données ;
# - poser des contraintes : obligatoire, liste de valeurs, bornes ;
# - écrire une règle qui compare deux colonnes ;
# - tirer du schéma un dictionnaire, qui ne peut pas le contredire.
#
# **Durée :** 40 minutes. **Avant de commencer :** le carnet « Valider ».
#
# Là où se lit `____`, c'est à vous d'écrire.

# %%
import json
from pathlib import Path

import frictionless
import pandas as pd

import grader
from grader.atelier import *

fichier = sandbox("communes/val-ouvert/dessiner/associations.csv")
table = pd.read_csv(fichier, dtype=str, keep_default_na=False)
table.head()

# %% [markdown]
# Ce fichier donne les subventions aux associations de Val-Ouvert, notre commune fictive. Trois ans, 65 lignes.
#
# ## 1. Observer avant d'écrire
#
# Un schéma dit ce qui est permis. Pour l'écrire, regardez ce qui est. Combien de valeurs différentes dans chaque colonne ? Peu de valeurs, c'est sans doute une liste fermée.
#
# **À vous.** Comptez les valeurs différentes de chaque colonne avec `nunique`. Puis faites `domaines`, la liste triée des valeurs de `domaine`.

# %% role="answer" id="observer"
### BEGIN SOLUTION
combien = table.nunique()
domaines = sorted(table["domaine"].unique())
### BLANK
# combien = table.____()
# domaines = sorted(table[____].unique())
### END SOLUTION
print(combien)
print(domaines)

# %% role="test" id="observer-verif" points=2
assert combien["annee"] == 3, "il y a trois années différentes"
### BEGIN HIDDEN TESTS
assert len(domaines) == 6, "il y a six domaines"
assert domaines[0] == "Culture", "la liste doit être triée"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Décrire chaque colonne
#
# Une colonne a un nom (`name`), un type (`type`), un titre et une description pour les personnes. Ses contraintes sont à part :
#
# | Contrainte | Ce qu'elle demande |
# |---|---|
# | `required` | une valeur dans chaque cellule |
# | `enum` | une valeur de la liste |
# | `minimum`, `maximum` | une borne, comprise |
#
# Les types les plus courants sont `string` (texte), `integer` (entier), `number` (nombre), `date`, `year` (année) et `boolean` (vrai ou faux).
#
# **À vous.** Complétez la description de `domaine` et de `montantVerse`. Un domaine est obligatoire et pris dans votre liste. Un montant versé est un nombre obligatoire, positif ou nul.

# %% role="answer" id="decrire"
description = {
    "name": "val-ouvert-associations",
    "title": "Subventions aux associations de Val-Ouvert",
    "fields": [
        {
            "name": "annee",
            "title": "Année",
            "description": "Année du versement.",
            "type": "year",
            "constraints": {"required": True, "minimum": 2023},
        },
        {
            "name": "nomBeneficiaire",
            "title": "Association",
            "description": "Nom de l'association, tel que dans ses statuts.",
            "type": "string",
            "constraints": {"required": True},
        },
        {
            "name": "domaine",
            "title": "Domaine",
            "description": "Domaine d'action, choisi par le service des associations.",
            "type": "string",
        },
        {
            "name": "objet",
            "title": "Objet",
            "description": "Ce que la subvention paie.",
            "type": "string",
        },
        {
            "name": "montantDemande",
            "title": "Montant demandé",
            "description": "En euros, avec un point devant les centimes.",
            "type": "number",
            "constraints": {"minimum": 0},
        },
        {
            "name": "montantVerse",
            "title": "Montant versé",
            "description": "En euros, avec un point devant les centimes.",
            "type": "number",
        },
    ],
}
par_nom = {colonne["name"]: colonne for colonne in description["fields"]}
### BEGIN SOLUTION
par_nom["domaine"]["constraints"] = {"required": True, "enum": domaines}
par_nom["montantVerse"]["constraints"] = {"required": True, "minimum": 0}
### BLANK
# par_nom["domaine"]["constraints"] = {"required": ____, "enum": ____}
# par_nom["montantVerse"]["constraints"] = {"required": ____, "minimum": ____}
### MISTAKE decrire-verif=0 : les contraintes sont laissées vides
# par_nom["domaine"]["constraints"] = {}
# par_nom["montantVerse"]["constraints"] = {"required": True, "minimum": 0}
### END SOLUTION
schema = frictionless.Schema.from_descriptor(description)
schema

# %% [markdown]
# Un bon schéma accepte le fichier juste, et refuse les fautes. La vérification essaie donc les deux : votre fichier, puis trois lignes fausses.

# %% role="test" id="decrire-verif" points=3
juste = frictionless.Resource(table.to_dict("records"), schema=schema).validate()
assert juste.valid, "le fichier de Val-Ouvert doit être valide"
### BEGIN HIDDEN TESTS
faux = table.head(3).copy()
faux.loc[0, "domaine"] = "sports"
faux.loc[1, "montantVerse"] = "-50"
faux.loc[2, "montantVerse"] = ""
essai = frictionless.Resource(faux.to_dict("records"), schema=schema).validate()
lignes = {numero for (numero,) in essai.flatten(["rowNumber"])}
assert 2 in lignes, "un domaine hors de la liste doit être refusé"
assert {3, 4} <= lignes, "un montant versé négatif ou vide doit être refusé"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Une règle entre deux colonnes
#
# Une commune ne verse pas plus que ce qui est demandé. Aucun type ne le dit : la règle regarde deux cellules à la fois. Les schémas français l'écrivent dans `custom_checks`. `compare-columns-value` compare `column` et `column2` selon le signe `op`.
#
# **À vous.** Complétez la règle : `montantVerse` est inférieur ou égal (`<=`) à `montantDemande`.

# %% role="answer" id="regle"
### BEGIN SOLUTION
regle = {
    "name": "compare-columns-value",
    "params": {"column": "montantVerse", "op": "<=", "column2": "montantDemande"},
}
### BLANK
# regle = {
#     "name": "compare-columns-value",
#     "params": {"column": ____, "op": ____, "column2": ____},
# }
### END SOLUTION
complet = {**description, "custom_checks": [regle]}

# %% [markdown]
# Le schéma s'écrit dans un fichier, comme on le publierait. Il sert aussitôt à valider un fichier où une ligne verse trop. `grader.validate` reconnaît un fichier à `Path(…)` : un texte seul serait le nom d'un schéma connu.
#
# **À vous.** Donnez à la ligne 7 de `trop` un montant bien plus grand que la demande, entre guillemets : `"9999.00"`. Puis donnez à `grader.validate` le fichier du schéma, `Path("schema.json")`.

# %% role="answer" id="ecrire"
### BEGIN SOLUTION
Path("schema.json").write_text(
    json.dumps(complet, ensure_ascii=False, indent=2), encoding="utf-8"
)
trop = table.copy()
trop.loc[7, "montantVerse"] = "9999.00"
trop.to_csv("trop-verse.csv", index=False)
constat = grader.validate("trop-verse.csv", Path("schema.json"))
### BLANK
# Path("schema.json").write_text(
#     json.dumps(complet, ensure_ascii=False, indent=2), encoding="utf-8"
# )
# trop = table.copy()
# trop.loc[7, "montantVerse"] = ____
# trop.to_csv("trop-verse.csv", index=False)
# constat = grader.validate("trop-verse.csv", ____)
### END SOLUTION
for groupe in constat.groups(1):
    print(groupe.column, groupe.count, groupe.examples[0].message)

# %% role="test" id="regle-verif" points=3
assert constat.n_errors == 1, "une ligne, et une seule, doit être refusée"
### BEGIN HIDDEN TESTS
(groupe,) = constat.groups(1)
assert groupe.examples[0].line == 9, "c'est la ligne 9 du fichier, en-tête compris"
table.to_csv("juste.csv", index=False)
assert grader.validate("juste.csv", Path("schema.json")).valid, "le fichier juste doit le rester"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. La même règle en Python
#
# frictionless accepte aussi une règle écrite en Python. Une classe reçoit chaque ligne (`row`) et signale celles qui ne vont pas. C'est utile pour une règle que personne d'autre n'a prévue. En voici une : un domaine ne change pas pour une même association.

# %%
class MemeDomaine(frictionless.Check):
    """Une association garde son domaine d'une ligne à l'autre."""

    type = "meme-domaine"
    Errors = [frictionless.errors.RowConstraintError]

    def __init__(self):
        super().__init__()
        self.connus = {}

    def validate_row(self, row):
        nom, domaine = row["nomBeneficiaire"], row["domaine"]
        if self.connus.setdefault(nom, domaine) != domaine:
            yield frictionless.errors.RowConstraintError.from_row(
                row, note=f"{nom} était dans « {self.connus[nom]} »."
            )

# %% [markdown]
# **À vous.** Faites `change`, une copie de `table` où la dernière ligne a le domaine `Sport` si elle ne l'avait pas, sinon `Culture`. Puis validez-la avec `MemeDomaine`.

# %% role="answer" id="python"
ancien = table["domaine"].iloc[-1]
### BEGIN SOLUTION
change = table.copy()
change.loc[change.index[-1], "domaine"] = "Culture" if ancien == "Sport" else "Sport"
verdict = frictionless.Resource(change.to_dict("records"), schema=schema).validate(
    frictionless.Checklist(checks=[MemeDomaine()])
)
### BLANK
# change = table.copy()
# change.loc[change.index[-1], "domaine"] = ____
# verdict = frictionless.Resource(change.to_dict("records"), schema=schema).validate(
#     frictionless.Checklist(checks=[____])
# )
### END SOLUTION
verdict.flatten(["rowNumber", "note"])

# %% role="test" id="python-verif" points=2
assert not verdict.valid, "le changement de domaine doit être signalé"
### BEGIN HIDDEN TESTS
assert verdict.flatten(["rowNumber"]) == [[66]], "seule la dernière ligne, la 66, est en cause"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Le dictionnaire
#
# Un fichier publié a besoin d'un dictionnaire : une ligne par colonne, pour qui ne lit pas le JSON. Écrit à la main, il finit par contredire le schéma. Tiré du schéma, il ne le peut pas.
#
# **À vous.** Complétez la fonction : elle rend, pour une colonne, son nom, son titre, son type, « oui » ou « non » selon qu'elle est obligatoire, et sa description.

# %% role="answer" id="dictionnaire"
TYPES = {"year": "année", "string": "texte", "number": "nombre"}


### BEGIN SOLUTION
def ligne(colonne):
    obligatoire = colonne.get("constraints", {}).get("required", False)
    return [
        colonne["name"],
        colonne["title"],
        TYPES[colonne["type"]],
        "oui" if obligatoire else "non",
        colonne["description"],
    ]
### BLANK
# def ligne(colonne):
#     obligatoire = colonne.get("constraints", {}).get("required", False)
#     return [colonne["name"], ____, ____, ____, ____]
### END SOLUTION

# %%
titres = ["Colonne", "Titre", "Type", "Obligatoire", "Description"]
dictionnaire = pd.DataFrame([ligne(une) for une in description["fields"]], columns=titres)
dictionnaire.to_csv("dictionnaire.csv", index=False)
dictionnaire

# %% role="test" id="dictionnaire-verif" points=2
assert list(dictionnaire["Colonne"]) == list(table.columns), "une ligne par colonne, dans l'ordre"
### BEGIN HIDDEN TESTS
obligatoires = list(dictionnaire["Obligatoire"])
assert obligatoires == ["oui", "oui", "oui", "non", "non", "oui"], "vérifiez « obligatoire »"
assert list(dictionnaire["Type"])[-1] == "nombre", "le type se dit en français"
### END HIDDEN TESTS

# %% [markdown]
# ## À retenir
#
# - Cherchez d'abord un schéma existant : `ouvroir schemas list` les montre, schema.data.gouv.fr aussi.
# - Observez le fichier, puis écrivez ce qui est permis.
# - Essayez votre schéma sur un fichier juste, puis sur des lignes fausses.
# - Une règle entre colonnes va dans `custom_checks`, ou dans une classe Python.
# - Le dictionnaire se tire du schéma. On publie les deux.
