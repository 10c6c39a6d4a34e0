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
# # Mesurer k et l, puis les relever
#
# Retirer les noms ne rend pas un fichier anonyme. Une naissance, un sexe et une adresse suffisent souvent à retrouver quelqu'un. Ce carnet mesure ce risque avec pandas, le réduit, et compare vos chiffres à ceux d'Ouvroir.
#
# **À la fin, vous saurez :**
#
# - dire le rôle de chaque colonne ;
# - calculer k, l et le nombre de lignes seules ;
# - relever k en généralisant, sans vider le fichier ;
# - voir pourquoi un bon k ne suffit pas ;
# - faire vérifier votre recette par l'exercice du cours.
#
# **Durée :** 45 minutes. **Avant de commencer :** la leçon « Les trois critères » du module « Anonymiser » aide, sans être obligatoire.
#
# Le fichier est celui de l'exercice « Les aides du CCAS » : 2 000 aides, toutes inventées. Sur un vrai fichier, ce travail se fait dans un dossier protégé, et ce carnet s'efface ensuite : ses sorties montrent des lignes.

# %%
import pandas as pd
import polars as pl
from IPython.display import display

import grader
from grader.atelier import *
from grader.privacy.measures import measure

aides = pd.read_csv(
    sandbox("communes/val-ouvert/anonymiser/aides.csv"), dtype=str, keep_default_na=False
)
list(aides.columns)

# %% [markdown]
# ## 1. Le rôle de chaque colonne
#
# | Rôle | Ce qu'il veut dire |
# |---|---|
# | direct | nomme une personne à elle seule |
# | quasi | aide à la retrouver, avec d'autres colonnes : un *quasi-identifiant* |
# | sensible | ce qu'il ne faut pas apprendre d'elle |
# | libre | n'apprend rien d'une personne |
#
# **À vous.** Mettez dans `directs` les sept colonnes qui désignent quelqu'un à elles seules. Le numéro de dossier en est une, et le commentaire aussi : on y lit parfois un nom.

# %% role="answer" id="roles"
### BEGIN SOLUTION
directs = ["DOSSIER", "NOM", "PRENOM", "NIR", "TELEPHONE", "COURRIEL", "COMMENTAIRE"]
### BLANK
# directs = ["DOSSIER", "COMMENTAIRE", ____]
### END SOLUTION
quasi = ["SEXE", "DATE_NAISSANCE", "ADRESSE", "CODE_POSTAL", "PROFESSION"]
sans_noms = aides.drop(columns=directs)
sans_noms.head(3)

# %% role="test" id="roles-verif" points=2
assert len(directs) == 7, "il y a sept colonnes directes"
### BEGIN HIDDEN TESTS
assert set(sans_noms.columns) == {
    *quasi, "TYPE_AIDE", "MONTANT", "DATE_DECISION"
}, "il doit rester les quasi-identifiants, l'aide, le montant et la date"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Mesurer
#
# Rangez ensemble les lignes qui ont les mêmes quasi-identifiants. **k** est la taille du plus petit groupe. Une ligne est *seule* quand son groupe n'a qu'elle. **l** est le plus petit nombre de valeurs sensibles différentes dans un groupe.
#
# **À vous.** Écrivez la fonction `mesures`. `groupby(colonnes)` fait les groupes. `size()` donne leur taille. `["TYPE_AIDE"].nunique()` compte les aides différentes de chacun.

# %% role="answer" id="mesures"
### BEGIN SOLUTION
def mesures(table, colonnes):
    groupes = table.groupby(colonnes)
    tailles = groupes.size()
    return {
        "k": int(tailles.min()),
        "l": int(groupes["TYPE_AIDE"].nunique().min()),
        "seules": int((tailles == 1).sum()),
    }
### BLANK
# def mesures(table, colonnes):
#     groupes = table.groupby(colonnes)
#     tailles = groupes.size()
#     return {
#         "k": int(____),
#         "l": int(____),
#         "seules": int(____),
#     }
### END SOLUTION

# %%
mesures(sans_noms, ["SEXE", "DATE_NAISSANCE", "CODE_POSTAL"])

# %% role="test" id="mesures-verif" points=3
essai = mesures(sans_noms, ["SEXE", "DATE_NAISSANCE", "CODE_POSTAL"])
assert essai["k"] == 1, "le plus petit groupe n'a qu'une ligne"
### BEGIN HIDDEN TESTS
assert essai["seules"] == 1748, "1 748 lignes sont seules dans leur groupe"
large = mesures(sans_noms, ["SEXE"])
assert large["k"] > 500, "k est la taille du plus petit groupe, pas le nombre de groupes"
assert large["l"] == 8, "l compte les aides différentes, au moins, d'un groupe"
### END HIDDEN TESTS

# %% [markdown]
# Sans aucun nom, 1 748 personnes sur 2 000 sont seules avec leur sexe, leur naissance et leur code postal. Qui connaît ces trois choses lit leur aide. Une délibération accordant un secours à une personne identifiable ne se communique pas (source `cada-20150707` du cours).
#
# Ouvroir compte-t-il comme vous ? Sa fonction `measure` veut des textes, dans une table polars, une autre bibliothèque de tableaux.

# %%
def mesures_ouvroir(table, colonnes):
    """Donne les mesures d'Ouvroir sur une table de pandas."""
    textes = pl.DataFrame({nom: table[nom].astype(str).tolist() for nom in table.columns})
    trouve = measure(textes, colonnes, ["TYPE_AIDE"])
    return {"k": trouve.k, "l": trouve.l, "seules": trouve.unique}


mesures_ouvroir(sans_noms, ["SEXE", "DATE_NAISSANCE", "CODE_POSTAL"])

# %% [markdown]
# ## 3. Généraliser
#
# Généraliser, c'est dire la même chose en moins précis : une décennie au lieu d'un jour, un quartier au lieu d'une adresse. La table des voies donne le quartier de chaque rue.
#
# **À vous.** Faites `DECENNIE` (les trois premiers chiffres de l'année, puis un zéro) et `QUARTIER` (par `map`, avec `quartiers`). Puis retirez les quatre colonnes devenues inutiles ou trop précises : `DATE_NAISSANCE`, `ADRESSE`, `CODE_POSTAL` et `PROFESSION`.

# %% role="answer" id="generaliser"
voies = pd.read_csv(sandbox("communes/val-ouvert/anonymiser/voies.csv"), dtype=str)
quartiers = dict(zip(voies["VOIE"], voies["QUARTIER"]))
rue = sans_noms["ADRESSE"].str.replace(r"^\d+ (bis |ter )?", "", regex=True)
### BEGIN SOLUTION
general = sans_noms.assign(
    DECENNIE=sans_noms["DATE_NAISSANCE"].str[:3] + "0",
    QUARTIER=rue.map(quartiers),
).drop(columns=["DATE_NAISSANCE", "ADRESSE", "CODE_POSTAL", "PROFESSION"])
### BLANK
# general = sans_noms.assign(
#     DECENNIE=sans_noms["DATE_NAISSANCE"].str[:____] + "0",
#     QUARTIER=rue.map(____),
# ).drop(columns=____)
### END SOLUTION
mesures(general, ["SEXE", "DECENNIE", "QUARTIER"])

# %% role="test" id="generaliser-verif" points=3
assert general["QUARTIER"].notna().all(), "chaque rue doit avoir son quartier"
assert set(general["DECENNIE"].str[-1]) == {"0"}, "une décennie finit par zéro"
### BEGIN HIDDEN TESTS
assert general["QUARTIER"].nunique() == 6, "il y a six quartiers"
apres = mesures(general, ["SEXE", "DECENNIE", "QUARTIER"])
assert apres == mesures_ouvroir(general, ["SEXE", "DECENNIE", "QUARTIER"]), "Ouvroir compte autrement"
assert apres["seules"] == 3, "trois lignes doivent rester seules"
### END HIDDEN TESTS

# %% [markdown]
# De 1 748 lignes seules à 3. Mais k vaut encore 1 : quelques personnes très âgées restent isolées.
#
# ## 4. Retirer les lignes trop rares
#
# Ici, l'objectif est k = 5. Aucun texte français ne fixe un k général : on le choisit, et on dit pourquoi (source `reperes-de-k`).
#
# **À vous.** `transform("size")` donne à chaque ligne la taille de son groupe. Gardez dans `publiable` les lignes dont le groupe a au moins cinq lignes.

# %% role="answer" id="retirer"
cle = ["SEXE", "DECENNIE", "QUARTIER"]
### BEGIN SOLUTION
taille = general.groupby(cle)["TYPE_AIDE"].transform("size")
publiable = general[taille >= 5]
### BLANK
# taille = general.groupby(cle)["TYPE_AIDE"].transform(____)
# publiable = general[____]
### MISTAKE retirer-verif=0 : on garde les groupes de plus d'une ligne
# taille = general.groupby(cle)["TYPE_AIDE"].transform("size")
# publiable = general[taille > 1]
### END SOLUTION
print(mesures(publiable, cle), len(publiable), "lignes sur", len(general))

# %% role="test" id="retirer-verif" points=3
obtenu = mesures(publiable, cle)
assert obtenu["k"] >= 5, "k doit valoir au moins 5"
### BEGIN HIDDEN TESTS
assert obtenu["l"] >= 2, "l doit valoir au moins 2"
assert len(publiable) == 1973, "1 973 lignes doivent rester : ni plus, ni moins"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Pourquoi pas des tranches de cinq ans ?
#
# On voudrait garder plus de détail. Essayez : une tranche de cinq ans, puis les mêmes retraits.

# %%
fin = general.assign(
    TRANCHE=(sans_noms["DATE_NAISSANCE"].str[:4].astype(int) // 5 * 5).astype(str)
).drop(columns="DECENNIE")
cle_fine = ["SEXE", "TRANCHE", "QUARTIER"]
fin = fin[fin.groupby(cle_fine)["TYPE_AIDE"].transform("size") >= 5]
mesures(fin, cle_fine)

# %% [markdown]
# k est bon, et l vaut 1. Dans un groupe au moins, tout le monde a reçu la même aide. L'attaquant n'a pas besoin de savoir quelle ligne est celle de sa voisine.
#
# **À vous.** Trouvez ces groupes : faites `pareils`, le nombre d'aides différentes de chaque groupe de `fin`, réduit à ceux qui n'en ont qu'une.

# %% role="answer" id="pareils"
### BEGIN SOLUTION
aides_du_groupe = fin.groupby(cle_fine)["TYPE_AIDE"].nunique()
pareils = aides_du_groupe[aides_du_groupe == 1]
### BLANK
# aides_du_groupe = fin.groupby(cle_fine)["TYPE_AIDE"].____()
# pareils = aides_du_groupe[____]
### END SOLUTION
pareils

# %% role="test" id="pareils-verif" points=2
assert len(pareils) >= 1, "il y a au moins un groupe où tous ont la même aide"
### BEGIN HIDDEN TESTS
assert ("F", "1945", "Le Plateau") in pareils.index, "cherchez du côté du Plateau, vers 1945"
assert set(pareils) == {1}, "ne gardez que les groupes d'une seule aide"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. L'exercice du cours
#
# La page du cours fait le même travail par une *recette* : une suite d'étapes. `drop` retire une colonne. `generalise` la rend moins précise : au niveau 4, une naissance devient une décennie ; au niveau 2, une adresse devient un quartier. `suppress` retire les lignes trop rares. L'exercice mesure, puis attaque avec un annuaire et un tableau déjà publié.
#
# **À vous.** Complétez la recette.

# %% role="answer" id="recette"
roles = {
    **dict.fromkeys(directs, "direct"),
    **dict.fromkeys(quasi, "quasi"),
    "TYPE_AIDE": "sensitive",
    "MONTANT": "free",
    "DATE_DECISION": "free",
}
### BEGIN SOLUTION
a_retirer = [*directs, "CODE_POSTAL", "PROFESSION"]
recette = [{"do": "drop", "column": nom} for nom in a_retirer]
recette += [
    {"do": "generalise", "column": "DATE_NAISSANCE", "by": "birth", "level": 4},
    {"do": "generalise", "column": "ADRESSE", "by": "place", "level": 2, "streets": True},
    {"do": "suppress", "by": ["SEXE", "DATE_NAISSANCE", "ADRESSE"], "least": 5},
]
reponse = {"roles": roles, "recipe": recette}
### BLANK
# a_retirer = [*directs, ____]
# recette = [{"do": "drop", "column": nom} for nom in a_retirer]
# recette += [
#     {"do": "generalise", "column": "DATE_NAISSANCE", "by": "birth", "level": ____},
#     {"do": "generalise", "column": "ADRESSE", "by": "place", "level": ____, "streets": True},
#     {"do": "suppress", "by": ["SEXE", "DATE_NAISSANCE", "ADRESSE"], "least": ____},
# ]
# reponse = ____  # puis : {"roles": roles, "recipe": recette}
### END SOLUTION

# %% role="test" id="aides-du-ccas" points=8 exercise="anonymiser/aides-du-ccas"
resultat = grader.check("anonymiser/aides-du-ccas", reponse)
display(resultat)
resultat.points

# %% [markdown]
# ## À retenir
#
# - Sans nom ne veut pas dire anonyme : mesurez.
# - k compte les lignes qui se ressemblent ; l, ce que l'on apprend du groupe.
# - Généralisez d'abord, retirez les lignes rares ensuite, et dites ce que vous avez retiré.
# - k se choisit et se justifie.
# - Une mesure ne remplace pas une attaque : l'exercice en mène plusieurs.
#
# **Exercices du cours :** `anonymiser/aides-du-ccas`, puis `anonymiser/registre-des-demandes` et `anonymiser/deux-publications`.
