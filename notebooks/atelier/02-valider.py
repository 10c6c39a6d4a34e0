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
# # Valider : deux outils, un même schéma
#
# Un *schéma* décrit ce qu'un fichier doit contenir : ses colonnes, leurs types, leurs règles. Valider, c'est comparer le fichier à ce schéma. Vous le faites ici avec frictionless, une bibliothèque libre et générale, puis avec `grader.validate`, qui connaît les fautes des fichiers français.
#
# **À la fin, vous saurez :**
#
# - valider un fichier avec chacun des deux outils ;
# - compter les anomalies par cause, plutôt que par cellule ;
# - reconnaître ce que l'un voit et que l'autre ne voit pas ;
# - corriger par les causes, puis prouver le progrès.
#
# **Durée :** 35 minutes. **Avant de commencer :** le carnet « Lire un export sale, et le réparer ».
#
# Là où se lit `____`, c'est à vous d'écrire.

# %%
import json

import frictionless
import pandas as pd
from IPython.display import display

import grader
from grader.atelier import *

# %% [markdown]
# ## 1. Avec frictionless
#
# Le fichier est celui de l'exercice « Des montants et des parts » : vingt subventions. `open_exercise` en pose une copie à côté de ce carnet. Le schéma est celui des subventions, de la collection SCDL (socle commun des données locales).

# %%
fichier = open_exercise("preparer/atelier-nombres")
reference = sandbox("schemas/scdl/subventions/2.1.1/schema.json")
schema = frictionless.Schema.from_descriptor(json.loads(reference.read_text(encoding="utf-8")))

rapport = frictionless.Resource(str(fichier), schema=schema).validate()
rapport.valid

# %% [markdown]
# `False` : le fichier n'est pas valide. Voici chaque anomalie sur une ligne. `type-error` veut dire « ce n'est pas le type attendu » ; `constraint-error`, « le type va, mais une règle n'est pas tenue ».

# %%
colonnes = ["type", "fieldName", "rowNumber", "cell", "message"]
anomalies = pd.DataFrame(rapport.flatten(colonnes), columns=colonnes)
anomalies.head(6)

# %% [markdown]
# Vingt-six anomalies ne demandent pas vingt-six corrections. Une *cause* touche souvent toute une colonne.
#
# **À vous.** Comptez les anomalies de chaque couple « type, colonne » : groupez `anomalies` par `type` et `fieldName`, puis prenez la taille des groupes.

# %% role="answer" id="causes"
### BEGIN SOLUTION
causes = anomalies.groupby(["type", "fieldName"]).size()
### BLANK
# causes = anomalies.groupby(____).size()
### END SOLUTION
causes

# %% role="test" id="causes-verif" points=2
assert len(causes) == 3, "il y a trois couples « type, colonne »"
### BEGIN HIDDEN TESTS
assert causes["type-error", "montant"] == 20, "les vingt montants sont mal écrits"
assert causes.sum() == 26, "la somme doit être le nombre d'anomalies, 26"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Avec grader.validate
#
# Même fichier, même schéma. Les messages sont en français, et chacun dit quoi faire.

# %%
constat = grader.validate(fichier, "scdl/subventions@2.1.1")

for groupe in constat.groups(1):
    premier = groupe.examples[0]
    print(f"{groupe.count} × {groupe.column}, ligne {premier.line}")
    print(f"   {premier.message}")
    print(f"   {premier.fix}")

# %% [markdown]
# Les deux outils comptent 26 anomalies. Alors, pourquoi deux ? Regardez un fichier que frictionless trouve juste.

# %%
juste = pd.read_csv(sandbox("communes/val-ouvert/subventions-exemple.csv"), dtype=str)
piege = juste.copy()
piege.loc[4, "idBeneficiaire"] = "26990005600013"
piege.loc[[9, 10], ["idBeneficiaire", "rnaBeneficiaire"]] = ""
piege.to_csv("piege.csv", index=False)

frictionless.Resource("piege.csv", schema=schema).validate().valid

# %% [markdown]
# Trois lignes sont fausses, et frictionless dit `True`. Le schéma demande bien autre chose, mais dans une partie à lui : les *contrôles supplémentaires* (`custom_checks`), que frictionless seul ne lit pas.
#
# **À vous.** Validez `piege.csv` avec `grader.validate`. Puis faites un dictionnaire `trouve` : à chaque cause (`groupe.cause`), son nombre (`groupe.count`).

# %% role="answer" id="piege"
### BEGIN SOLUTION
constat_piege = grader.validate("piege.csv", "scdl/subventions@2.1.1")
trouve = {groupe.cause: groupe.count for groupe in constat_piege.groups(1)}
### BLANK
# constat_piege = grader.validate(____, ____)
# trouve = {groupe.cause: ____ for groupe in constat_piege.groups(1)}
### END SOLUTION
trouve

# %% role="test" id="piege-verif" points=2
assert not constat_piege.valid, "ce fichier n'est pas valide"
### BEGIN HIDDEN TESTS
assert trouve["siret", "idBeneficiaire"] == 1, "un SIRET a une clé de contrôle fausse"
assert trouve["one-of-required", "idBeneficiaire"] == 2, "deux bénéficiaires n'ont aucun numéro"
### END HIDDEN TESTS

# %% [markdown]
# Le dernier chiffre d'un SIRET est une clé : il se calcule d'après les treize autres. Un chiffre mal recopié se voit donc. Mais un SIRET juste, attribué à la mauvaise association, ne se voit jamais. « Valide » ne veut pas dire « vrai ».
#
# ## 3. Corriger par les causes
#
# Lisez les montants et les parts, tels qu'ils sont.

# %%
brut = pd.read_csv(fichier, sep=";", dtype=str, keep_default_na=False)
brut[["objet", "montant", "pourcentageSubvention"]]

# %% [markdown]
# Trois pièges, que l'objet de la subvention aide à lever :
#
# - `2,600` n'est pas 2 euros 60 : l'objet dit « 2 600 € par école » ;
# - `deux cents` s'écrit `200` ;
# - dans `pourcentageSubvention`, la part va de 0.01 à 1 : « 100 % » et `100` s'écrivent `1`.
#
# **À vous.** Corrigez d'abord les trois cas isolés, avec `replace`. Retirez ensuite l'habillage : le modèle `[^0-9,]` désigne tout sauf les chiffres et la virgule. La virgule devient enfin un point.

# %% role="answer" id="nombres"
propre = brut.copy()
### BEGIN SOLUTION
propre["montant"] = (
    propre["montant"]
    .replace({"2,600": "2600", "deux cents": "200"})
    .str.replace(r"[^0-9,]", "", regex=True)
    .str.replace(",", ".")
)
propre["pourcentageSubvention"] = (
    propre["pourcentageSubvention"].replace({"100 %": "1", "100": "1"}).str.replace(",", ".")
)
### BLANK
# propre["montant"] = (
#     propre["montant"]
#     .replace({"2,600": ____, "deux cents": ____})
#     .str.replace(r"[^0-9,]", "", regex=True)
#     .str.replace(",", ".")
# )
# propre["pourcentageSubvention"] = (
#     propre["pourcentageSubvention"].replace({"100 %": ____, "100": ____}).str.replace(",", ".")
# )
### MISTAKE nombres-verif=0 : « 2,600 » est lu deux euros soixante
# propre["montant"] = (
#     propre["montant"]
#     .replace({"deux cents": "200"})
#     .str.replace(r"[^0-9,]", "", regex=True)
#     .str.replace(",", ".")
# )
# propre["pourcentageSubvention"] = (
#     propre["pourcentageSubvention"].replace({"100 %": "1", "100": "1"}).str.replace(",", ".")
# )
### END SOLUTION
propre[["objet", "montant", "pourcentageSubvention"]].tail(4)

# %% role="test" id="nombres-verif" points=2
assert propre["montant"].iloc[0] == "3250.50", "le premier montant s'écrit 3250.50"
### BEGIN HIDDEN TESTS
assert propre["montant"].iloc[17] == "2600", "« 2,600 » vaut 2 600 euros : l'objet le dit"
assert propre["montant"].iloc[10] == "200", "« deux cents » s'écrit 200"
### END HIDDEN TESTS

# %% role="test" id="montants-et-parts" points=4 exercise="preparer/atelier-nombres"
resultat = grader.check("preparer/atelier-nombres", propre)
display(resultat)
resultat.points

# %% [markdown]
# Avec `2.60` au lieu de `2600`, le fichier serait valide : c'est bien un nombre. Seul l'exercice, qui connaît les vrais montants, voit l'erreur.
#
# ## 4. Prouver le progrès
#
# `grader.compare` met deux constats côte à côte : ce qui est résolu, ce qui reste, ce qui est nouveau.
#
# **À vous.** Écrivez `propre` dans `nombres-corriges.csv`, sans index. Validez ce fichier. Puis comparez les deux verdicts, `constat.verdict()` et celui du fichier corrigé.

# %% role="answer" id="progres"
### BEGIN SOLUTION
propre.to_csv("nombres-corriges.csv", index=False)
apres = grader.validate("nombres-corriges.csv", "scdl/subventions@2.1.1")
progres = grader.compare(constat.verdict(), apres.verdict())
### BLANK
# propre.to_csv("nombres-corriges.csv", index=____)
# apres = grader.validate(____, "scdl/subventions@2.1.1")
# progres = grader.compare(____, ____)
### END SOLUTION
progres

# %% role="test" id="progres-verif" points=2
assert apres.valid, "le fichier corrigé doit être valide"
### BEGIN HIDDEN TESTS
resolues = sum(progres.solved.values())
assert resolues == 27, "les 26 anomalies et le conseil du séparateur doivent être résolus"
assert not progres.left, "il reste une anomalie"
assert not progres.new, "une correction a créé une anomalie nouvelle"
### END HIDDEN TESTS

# %% [markdown]
# Le constat résolu en plus, `delimiter-not-comma`, est un conseil : pandas a écrit le fichier avec des virgules.
#
# ## À retenir
#
# - Comptez par cause : trois causes se corrigent en trois gestes.
# - frictionless vérifie les types et les contraintes de tout Table Schema.
# - `grader.validate` lit aussi les contrôles supplémentaires, et explique en français.
# - « Valide » veut dire conforme au schéma, et rien de plus. Les valeurs se vérifient auprès du service.
# - Gardez les deux constats : ils disent ce que la correction a changé.
#
# **Exercice du cours :** `preparer/atelier-nombres`. **Pour continuer :** `preparer/atelier-identifiants`, où des SIRET sont à retrouver.
