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
# # Ajouter mon exercice
#
# Vous avez une faute vue dix fois dans vos fichiers ? Faites-en un exercice. Ce carnet vous mène d'une idée à un exercice vérifié, dans un petit cours à vous. Les cours d'Ouvroir ne sont pas touchés.
#
# **À la fin, vous saurez :**
#
# - partir d'une erreur réelle, et la dire en une phrase ;
# - fabriquer un fichier juste et son jumeau sale ;
# - écrire l'énoncé, les indices et le corrigé ;
# - déclarer les *cas* qui prouvent les points ;
# - lire ce que dit `ouvroir check`, et le corriger.
#
# **Durée :** 45 minutes. **Avant de commencer :** le carnet « Valider ».

# %%
import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path

import pandas as pd

import grader
from grader.atelier import *
from grader.cli.main import main

SCHEMA = "datagouv/schema-fontaine-eau@0.1.0"

# %% [markdown]
# ## 1. L'idée
#
# Un bon exercice part d'une erreur vraie. Voici la nôtre : dans la liste des fontaines, un agent coche d'un `X` celles qui ont une marche. Une collègue lit la croix comme un « oui, accessible ». Dix secondes de trop vite, et quatre fontaines deviennent accessibles en fauteuil, sur le papier.
#
# Pour essayer, il faut un cours et un bac à sable à soi, dans un dossier temporaire. Deux variables disent à Ouvroir où ils sont.

# %%
dossier = Path(tempfile.mkdtemp(prefix="mon-cours-"))
cours, bac = dossier / "courses", dossier / "sandbox_data"
cours.mkdir()
(bac / "fontaines").mkdir(parents=True)
juste = pd.read_csv(
    sandbox("communes/val-ouvert/publier/fontaines-eau-potable.csv"),
    dtype=str,
    keep_default_na=False,
)
shutil.copytree(sandbox("schemas/index.yml").parent, bac / "schemas")
os.environ["OUVROIR_COURSES"], os.environ["OUVROIR_SANDBOX"] = str(cours), str(bac)
(cours / "catalogue.yml").write_text("title: Mon cours\nmodules: []\n", encoding="utf-8")
(cours / "sources.yml").write_text("{}\n", encoding="utf-8")


def ouvroir(*mots):
    """Lance une commande d'Ouvroir ; rend son code de sortie et ce qu'elle dit."""
    dit = io.StringIO()
    with contextlib.redirect_stdout(dit), contextlib.redirect_stderr(dit):
        code = main(list(mots))
    return code, dit.getvalue().replace(f"{dossier}/", "")


juste[["id", "precision_geo", "accessible_pmr"]].head(6)

# %% [markdown]
# Dans un terminal, `ouvroir("check")` s'écrirait `ouvroir check`.
#
# ## 2. Le fichier juste et son jumeau
#
# L'apprenant reçoit le jumeau sale, et Ouvroir compare son travail au fichier juste. Une règle : la bonne valeur doit se retrouver dans le fichier. Ici, la colonne `precision_geo` dit « Une marche à l'entrée ».
#
# **À vous.** Faites `sale`, une copie de `juste` où `true` est écrit `OUI`, et `false`, `X`. Faites aussi `trop_vite`, ce que rend une personne pressée : toute la colonne vaut `true`.

# %% role="answer" id="jumeau"
### BEGIN SOLUTION
sale = juste.copy()
sale["accessible_pmr"] = juste["accessible_pmr"].replace({"true": "OUI", "false": "X"})
trop_vite = juste.assign(accessible_pmr="true")
### BLANK
# sale = juste.copy()
# sale["accessible_pmr"] = juste["accessible_pmr"].replace({"true": ____, "false": ____})
# trop_vite = juste.assign(accessible_pmr=____)
### END SOLUTION
for nom, table in {"juste": juste, "sale": sale, "trop-vite": trop_vite}.items():
    table.to_csv(bac / "fontaines" / f"{nom}.csv", index=False)

# %% role="test" id="jumeau-verif" points=2
assert set(sale["accessible_pmr"]) == {"OUI", "X"}, "le jumeau sale n'a que des OUI et des X"
assert set(trop_vite["accessible_pmr"]) == {"true"}, "la personne pressée met « true » partout"
### BEGIN HIDDEN TESTS
constat = grader.validate(bac / "fontaines" / "sale.csv", SCHEMA)
assert {groupe.column for groupe in constat.groups(1)} == {"accessible_pmr"}, "une colonne fausse"
assert grader.validate(bac / "fontaines" / "trop-vite.csv", SCHEMA).valid, "il doit être valide"
### END HIDDEN TESTS

# %% [markdown]
# Le fichier trop vite corrigé est **valide**, et faux. C'est tout l'intérêt de l'exercice.
#
# ## 3. Commencer avec `ouvroir new`
#
# La commande écrit des textes valides, à compléter. `mend_file` est la sorte d'exercice où l'on répare un fichier.
#
# **À vous.** Donnez les mots de la commande : le module s'appelle `fontaines`, et l'exercice `oui-ou-non`.

# %% role="answer" id="commencer"
### BEGIN SOLUTION
print(ouvroir("new", "module", "fontaines", "--title", "Les fontaines")[1])
print(ouvroir("new", "exercise", "fontaines/oui-ou-non", "--kind", "mend_file")[1])
### BLANK
# print(ouvroir("new", "module", ____, "--title", "Les fontaines")[1])
# print(ouvroir("new", "exercise", ____, "--kind", ____)[1])
### END SOLUTION

# %% role="test" id="commencer-verif" points=1
ecrits = sorted(un.name for un in (cours / "fontaines").glob("*"))
assert "exercises.yml" in ecrits, "la commande « new exercise » doit écrire exercises.yml"
### BEGIN HIDDEN TESTS
assert "id: oui-ou-non" in (cours / "fontaines" / "exercises.yml").read_text(encoding="utf-8")
### END HIDDEN TESTS

# %% [markdown]
# Un exercice vit dans une leçon. La cellule suivante écrit celle-ci pour vous : c'est un autre métier. Lisez-la quand même : les blocs ` ```{question} ` et ` ```{exercice} ` y placent ce qui se fait.

# %%
LECON = """---
title: Oui ou non
summary: Écrire une réponse que toute machine comprend.
minutes: 10
---

## Se questionner

Une colonne dit si l'on accède à la fontaine en fauteuil. Un agent écrit « OUI », un autre « X ».

```{question} font-r01
```

## Comprendre

Une machine compare des textes, signe à signe. Pour elle, « OUI », « oui » et « X » font trois.

:::{a-savoir} Le schéma décide
Le schéma des fontaines attend `true` ou `false`. Un tableur peut afficher autre chose.
:::

## S'exercer

```{exercice} oui-ou-non
```

## Retenir

- Une réponse s'écrit d'une seule façon, celle du schéma.
"""
MODULE = """title: Les fontaines
summary: Pour l'agent qui tient la liste des fontaines. Il saura répondre à une machine.
audiences:
  - agent
objectives:
  font-o1: Écrire un oui ou un non comme le schéma le demande
lessons:
  - premiere-lecon
"""
QUESTION = """items:
  - id: font-r01
    type: single_choice
    objective: font-o1
    level: 1
    question: Une colonne contient « OUI », « oui » et « X ». Que compte une machine ?
    answers:
    - text: Trois réponses différentes.
      correct: true
      feedback: 'Oui : elle compare les textes signe à signe.'
    - text: Trois fois la même réponse.
      feedback: Une personne le devine, une machine ne devine pas.
    misconception: Une machine comprend ce que l'on a voulu dire
"""
FICHE = "## À garder sous la main\n\n- Une réponse s'écrit d'une seule façon, celle du schéma.\n"
if (cours / "fontaines").exists():
    textes = {
        "premiere-lecon.md": LECON,
        "module.yml": MODULE,
        "quiz.yml": QUESTION,
        "a-retenir.md": FICHE,
    }
    for nom, texte in textes.items():
        (cours / "fontaines" / nom).write_text(texte, encoding="utf-8")

# %% [markdown]
# ## 4. L'énoncé, l'indice, le corrigé
#
# L'exercice est un texte au format YAML : un champ par ligne, l'alignement compte.
#
# | Champ | Ce qu'il dit |
# |---|---|
# | `file`, `reference` | le fichier donné, et le fichier juste |
# | `schema` | le schéma qui valide |
# | `key` | la colonne qui reconnaît une ligne |
# | `compare` | les colonnes dont la valeur compte |
#
# **À vous.** Remplacez les cinq blancs du texte : `fontaines/sale.csv`, `fontaines/juste.csv`, la clé `id`, la colonne comparée `accessible_pmr`, et un indice à vous, sans donner la réponse.

# %% role="answer" id="enonce"
### BEGIN SOLUTION
EXERCICE = f"""exercises:
  - id: oui-ou-non
    kind: mend_file
    title: Des oui et des croix
    points: 4
    statement: |-
      Douze fontaines. La colonne `accessible_pmr` attend `true` ou `false`.

      Avant de lire une croix comme un oui, cherchez pourquoi l'agent l'a mise.
    file: fontaines/sale.csv
    reference: fontaines/juste.csv
    schema: {SCHEMA}
    key: id
    compare: [accessible_pmr]
    hints:
      - >-
        Lisez `precision_geo` sur les lignes où se trouve une croix.
    solution: |-
      « OUI » devient `true`. La croix signale une marche : elle devient `false`.
"""
### BLANK
# EXERCICE = f"""exercises:
#   - id: oui-ou-non
#     kind: mend_file
#     title: Des oui et des croix
#     points: 4
#     statement: |-
#       Douze fontaines. La colonne `accessible_pmr` attend `true` ou `false`.
#
#       Avant de lire une croix comme un oui, cherchez pourquoi l'agent l'a mise.
#     file: ____
#     reference: ____
#     schema: {SCHEMA}
#     key: ____
#     compare: [____]
#     hints:
#       - >-
#         ____
#     solution: |-
#       « OUI » devient `true`. La croix signale une marche : elle devient `false`.
# """
### END SOLUTION
if (cours / "fontaines").exists():
    (cours / "fontaines" / "exercises.yml").write_text(EXERCICE, encoding="utf-8")
print(ouvroir("check", "--record-ids")[1])

# %% role="test" id="enonce-verif" points=2
assert EXERCICE.count("_" * 4) == 0, "il reste un blanc dans l'énoncé"
assert "key: id\n" in EXERCICE, "la clé est la colonne id"
### BEGIN HIDDEN TESTS
assert "file: fontaines/sale.csv" in EXERCICE, "le fichier donné est fontaines/sale.csv"
assert "compare: [accessible_pmr]" in EXERCICE, "la colonne comparée est accessible_pmr"
### END HIDDEN TESTS

# %% [markdown]
# Deux remarques portent sur les cas : c'est attendu, la partie suivante les écrit.
#
# `ouvroir check` lit tous les textes du cours. Il refuse une phrase trop longue, un guillemet mal tapé, ou une obligation sans source : écrivez « doit » dans un énoncé, et il vous demandera de quelle loi.
#
# ## 5. Les cas : la preuve
#
# Comment savoir que l'exercice note juste ? En déclarant des *cas* : une réponse, et ce qu'elle vaut. `ouvroir check` les rejoue tous. Trois sont nécessaires :
#
# - la solution, qui vaut tous les points (`passed`) ;
# - rien du tout, « non commencé » (`not_attempted`) ;
# - l'erreur que l'exercice cherche, qui ne vaut pas tout.
#
# **À vous.** Complétez les états et les points. Si un chiffre est faux, `ouvroir check` dit celui qu'il a obtenu. La personne pressée n'a rien compris : elle n'a aucun point, et son état est `failed`.

# %% role="answer" id="cas"
### BEGIN SOLUTION
CAS = """cases:
  - exercise: oui-ou-non
    name: solution
    events:
      - {kind: file, path: fontaines/juste.csv}
    status: passed
    points: 4

  - exercise: oui-ou-non
    name: untouched
    events: []
    status: not_attempted
    points: 0

  - exercise: oui-ou-non
    name: la-croix-lue-comme-un-oui
    events:
      - {kind: file, path: fontaines/trop-vite.csv}
    status: failed
    points: 0
"""
### BLANK
# CAS = """cases:
#   - exercise: oui-ou-non
#     name: solution
#     events:
#       - {kind: file, path: fontaines/juste.csv}
#     status: ____
#     points: ____
#
#   - exercise: oui-ou-non
#     name: untouched
#     events: []
#     status: ____
#     points: ____
#
#   - exercise: oui-ou-non
#     name: la-croix-lue-comme-un-oui
#     events:
#       - {kind: file, path: fontaines/trop-vite.csv}
#     status: ____
#     points: ____
# """
### MISTAKE cas-verif=0 : la réponse trop vite faite est déclarée juste
# CAS = """cases:
#   - exercise: oui-ou-non
#     name: solution
#     events:
#       - {kind: file, path: fontaines/juste.csv}
#     status: passed
#     points: 4
#
#   - exercise: oui-ou-non
#     name: untouched
#     events: []
#     status: not_attempted
#     points: 0
#
#   - exercise: oui-ou-non
#     name: la-croix-lue-comme-un-oui
#     events:
#       - {kind: file, path: fontaines/trop-vite.csv}
#     status: passed
#     points: 4
# """
### END SOLUTION
if (cours / "fontaines").exists():
    (cours / "fontaines" / "cases.yml").write_text(CAS, encoding="utf-8")
code, dit = ouvroir("check", "--record-ids")
print(dit)

# %% role="test" id="cas-verif" points=4
assert CAS.count("_" * 4) == 0, "il reste un blanc dans les cas"
assert code == 0, "ouvroir check doit ne rien trouver à reprendre : lisez ce qu'il dit"
### BEGIN HIDDEN TESTS
assert CAS.count("- exercise:") >= 3, "il faut trois cas au moins"
faux = CAS.replace("points: 4", "points: 3")
(cours / "fontaines" / "cases.yml").write_text(faux, encoding="utf-8")
refus = ouvroir("check")[0]
(cours / "fontaines" / "cases.yml").write_text(CAS, encoding="utf-8")
assert refus == 1, "un mauvais nombre de points doit être refusé"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Proposer l'exercice
#
# Pour qu'il rejoigne les cours d'Ouvroir :
#
# 1. copiez ses textes dans `courses/`, et ses fichiers dans `sandbox_data/` ;
# 2. lancez `ouvroir check --record-ids`, qui note son identifiant pour toujours ;
# 3. faites-le essayer à une personne qui ne le connaît pas, sans l'aider ;
# 4. proposez le tout comme le demande `CONTRIBUTING.md`.
#
# Les noms, les numéros et les adresses d'un fichier d'exercice sont inventés. `sandbox_data/communes/val-ouvert/README.md` explique comment.
#
# La cellule suivante range : le cours d'essai disparaît.

# %%
for nom in ("OUVROIR_COURSES", "OUVROIR_SANDBOX"):
    os.environ.pop(nom, None)
shutil.rmtree(dossier, ignore_errors=True)

# %% [markdown]
# ## À retenir
#
# - Une erreur vraie, une seule, dite en une phrase.
# - La bonne valeur se retrouve dans le fichier donné.
# - Un fichier valide peut être faux : c'est là qu'un exercice sert.
# - Trois cas au moins : la solution, rien, l'erreur cherchée.
# - `ouvroir check` rejoue la preuve à chaque changement.
#
# **Exercice du cours dont celui-ci est tiré :** `preparer/atelier-reponses`.
