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
# # Lire un export sale, et le réparer
#
# Un logiciel métier exporte rarement un fichier prêt à publier. Dans ce carnet, vous lisez deux exports de Val-Ouvert, notre commune fictive, sans rien abîmer. Puis vous réparez le second avec pandas, la bibliothèque Python des tableaux.
#
# **À la fin, vous saurez :**
#
# - reconnaître un encodage, un séparateur et des lignes de titre ;
# - lire chaque colonne comme du texte, pour ne perdre ni zéro ni chiffre ;
# - corriger par colonne, puis régler les cas isolés ;
# - faire vérifier votre tableau comme sur la page du cours.
#
# **Durée :** 40 minutes. **Avant de commencer :** savoir exécuter une cellule suffit. Cliquez dans la cellule grise ci-dessous, puis tapez Maj + Entrée.
#
# Là où se lit `____`, c'est à vous d'écrire. Une cellule de vérification suit chaque réponse. Rien ne s'affiche quand tout va bien ; sinon, elle dit ce qui reste à faire. Rien ne sort de votre ordinateur.

# %%
from decimal import Decimal

import pandas as pd
from IPython.display import display

import grader
from grader.atelier import *

# %% [markdown]
# ## 1. Regarder avant de lire
#
# Un fichier est une suite d'octets. L'*encodage* dit quelle lettre chaque octet représente. Regardez les six premières lignes de l'export des subventions, sans rien interpréter.

# %%
export = sandbox("communes/val-ouvert/subventions-export.csv")

for ligne in export.read_bytes().splitlines()[:6]:
    print(ligne[:90])

# %% [markdown]
# Lisez ce qui s'affiche :
#
# - `\xef\xbb\xbf`, au tout début, est la marque que des tableurs mettent en tête d'un fichier UTF-8. pandas la retire avec `encoding="utf-8-sig"` ;
# - `\xc3\x89` est un « É » écrit en UTF-8, sur deux octets ;
# - trois lignes de titre précèdent l'en-tête ;
# - les cellules sont séparées par un point-virgule.
#
# **À vous.** Lisez le fichier. `skiprows` compte les lignes à sauter. `dtype=str` lit tout comme du texte : un SIRET reste entier. `keep_default_na=False` laisse vides les cellules vides.

# %% role="answer" id="lire"
### BEGIN SOLUTION
subventions = pd.read_csv(
    export,
    encoding="utf-8-sig",
    sep=";",
    skiprows=3,
    dtype=str,
    keep_default_na=False,
)
### BLANK
# subventions = pd.read_csv(
#     export,
#     encoding=____,
#     sep=____,
#     skiprows=____,
#     dtype=str,
#     keep_default_na=False,
# )
### END SOLUTION
subventions.head(3)

# %% role="test" id="lire-verif" points=2
premiere = subventions.columns[0]
assert premiere == "Date de convention*", "comptez les lignes qui précèdent l'en-tête"
assert len(subventions.columns) == 15, "il doit y avoir 15 colonnes : vérifiez le séparateur"
### BEGIN HIDDEN TESTS
assert len(subventions) == 41, "il doit y avoir 41 lignes, total compris"
siret = subventions["idBeneficiaire"].iloc[0]
assert siret == "26990001500018", "le premier SIRET doit rester un texte de 14 chiffres"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Retirer le total, lire les montants
#
# La dernière ligne n'est pas une subvention.

# %%
subventions[["nomBeneficiaire", "objet", "montant"]].tail(3)

# %% [markdown]
# Un total au milieu des données fausse toutes les sommes. Et un montant écrit `3250,50` ou `1 500,00 €` n'est pas un nombre pour une machine : elle attend un point, sans espace ni signe.
#
# **À vous.** Gardez dans `aides` les lignes dont l'objet n'est pas `TOTAL`. Puis faites de `montants` une colonne de nombres. Le modèle `[^0-9,]` désigne tout ce qui n'est ni un chiffre ni une virgule.

# %% role="answer" id="montants"
### BEGIN SOLUTION
aides = subventions[subventions["objet"] != "TOTAL"]
montants = (
    aides["montant"]
    .str.replace(r"[^0-9,]", "", regex=True)
    .str.replace(",", ".")
    .map(Decimal)
)
### BLANK
# aides = subventions[____]
# montants = (
#     aides["montant"]
#     .str.replace(r"[^0-9,]", "", regex=True)
#     .str.replace(____, ____)
#     .map(Decimal)
# )
### MISTAKE montants-verif=0 : la ligne du total reste parmi les subventions
# aides = subventions
# montants = (
#     aides["montant"]
#     .str.replace(r"[^0-9,]", "", regex=True)
#     .str.replace(",", ".")
#     .map(Decimal)
# )
### END SOLUTION
montants.sum()

# %% role="test" id="montants-verif" points=2
assert len(aides) == 40, "il doit rester 40 subventions, sans le total"
assert montants.sum() == Decimal("93554"), "la somme des 40 montants doit être 93554 euros"
### BEGIN HIDDEN TESTS
assert "TOTAL" not in set(aides["objet"]), "la ligne « TOTAL » doit partir"
assert montants.max() < Decimal("5000"), "un montant est trop grand : la virgule a disparu"
### END HIDDEN TESTS

# %% [markdown]
# `Decimal` compte les centimes exactement. Un nombre ordinaire (`float`) les arrondit en binaire : `0.1 + 0.2` n'y fait pas tout à fait `0.3`.
#
# Comparez maintenant votre somme et la ligne `TOTAL` : 94754,50 contre 93554,00. Il manque 1 200,50 €. Votre calcul est juste : c'est le fichier qui se contredit. Regardez le seul montant écrit autrement.

# %%
subventions.loc[subventions["montant"].str.contains("€"), ["nomBeneficiaire", "montant"]]

# %% [markdown]
# Ce montant a été retapé à la main. Le bon chiffre est dans la convention : demandez-le au service. Un total qui ne tombe pas juste est une question à poser, pas une cellule à arranger.
#
# ## 3. L'export des délibérations
#
# Voici l'exercice « Rendre valide l'export de Val-Ouvert » du module « Préparer ». Même fichier, mêmes points, mais réparé par du code. Lisez d'abord ses octets.

# %%
deliberations_sales = sandbox("communes/val-ouvert/deliberations-export.csv")

for ligne in deliberations_sales.read_bytes().splitlines()[:4]:
    print(ligne[:90])

# %% [markdown]
# `\xc9` seul, pour « É » : ce n'est pas de l'UTF-8, qui en prendrait deux. C'est Windows-1252, que Python appelle `cp1252`. La première ligne donne aussi le SIRET, que les cellules ont perdu : notez-le.
#
# **À vous.** Lisez ce fichier dans `table`, tout en texte. Comptez les lignes de titre.

# %% role="answer" id="deliberations"
### BEGIN SOLUTION
table = pd.read_csv(
    deliberations_sales,
    encoding="cp1252",
    sep=";",
    skiprows=2,
    dtype=str,
    keep_default_na=False,
)
### BLANK
# table = pd.read_csv(
#     deliberations_sales,
#     encoding=____,
#     sep=____,
#     skiprows=____,
#     dtype=str,
#     keep_default_na=False,
# )
### END SOLUTION
table.iloc[:3, :8]

# %% role="test" id="deliberations-verif" points=2
assert table.columns[0] == "COLL_NOM", "la première colonne doit être COLL_NOM"
assert table.shape == (202, 17), "il doit y avoir 202 lignes et 17 colonnes"
### BEGIN HIDDEN TESTS
accents = table["DELIB_MATIERE_NOM"].str.contains("é").any()
assert accents, "les lettres accentuées ne se lisent pas : vérifiez l'encodage"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Corriger par colonne
#
# Cinq colonnes n'ont pas le nom que le schéma attend. Le SIRET est abrégé en `2,199E+13`. Les dates ont le jour d'abord, les codes de matière une virgule, des voix un `,00`.
#
# **À vous.** Complétez. Une date se récrit avec un modèle : `(\d\d)` retient deux chiffres, `\1` les remet. Le premier groupe est le jour.

# %% role="answer" id="colonnes"
noms = {
    "DATE_DELIB": "DELIB_DATE",
    "DELIB_OBJT": "DELIB_OBJET",
    "VOTE_EFFFECTIF": "VOTE_EFFECTIF",
    "VOTE_ABST": "VOTE_ABSTENTION",
    "Delib_Url": "DELIB_URL",
}
### BEGIN SOLUTION
propre = table.rename(columns=noms)
propre = propre[propre["DELIB_ID"] != ""].copy()
propre["COLL_SIRET"] = "21990042000015"
for colonne in ["DELIB_DATE", "PREF_DATE"]:
    propre[colonne] = propre[colonne].str.replace(
        r"^(\d\d)/(\d\d)/(\d{4})$", r"\3-\2-\1", regex=True
    )
propre["DELIB_MATIERE_CODE"] = propre["DELIB_MATIERE_CODE"].str.replace(",", ".")
propre["VOTE_POUR"] = propre["VOTE_POUR"].str.replace(",00", "")
### BLANK
# propre = table.rename(columns=noms)
# propre = propre[propre["DELIB_ID"] != ____].copy()
# propre["COLL_SIRET"] = ____
# for colonne in ["DELIB_DATE", "PREF_DATE"]:
#     propre[colonne] = propre[colonne].str.replace(
#         r"^(\d\d)/(\d\d)/(\d{4})$", ____, regex=True
#     )
# propre["DELIB_MATIERE_CODE"] = propre["DELIB_MATIERE_CODE"].str.replace(____, ____)
# propre["VOTE_POUR"] = propre["VOTE_POUR"].str.replace(____, "")
### END SOLUTION
propre.iloc[:3, :8]

# %% role="test" id="colonnes-verif" points=2
siret = set(propre["COLL_SIRET"])
assert siret == {"21990042000015"}, "COLL_SIRET doit être le SIRET de la première ligne de titre"
assert propre["DELIB_DATE"].iloc[0] == "2024-01-18", "la première date doit être 2024-01-18"
virgules = propre["DELIB_MATIERE_CODE"].str.contains(",").any()
assert not virgules, "un code de matière a encore une virgule"
### BEGIN HIDDEN TESTS
assert set(propre["PREF_DATE"].str.len()) == {0, 10}, "PREF_DATE s'écrit AAAA-MM-JJ, ou reste vide"
assert not propre["VOTE_POUR"].str.contains(",").any(), "des voix ont encore une virgule"
### END HIDDEN TESTS

# %% [markdown]
# Pourquoi récrire le texte, au lieu de `pd.to_datetime` ? Parce qu'un lecteur de dates devine : selon ses réglages, `03/04/2024` devient mars ou avril. Un modèle ne devine pas.
#
# ## 5. Régler les cas isolés
#
# Voici ce que dit la vérification à ce stade. Elle est la même que sur la page du cours.

# %%
grader.check("preparer/deliberations-sales", propre)

# %% [markdown]
# Il reste une ligne répétée, une date qui n'existe pas et des voix fausses. Le fichier contient de quoi les corriger :
#
# - `DELIB_ID` commence par la date de la séance : `2025-0227-04` est du 27 février 2025 ;
# - les procès-verbaux confirment toutes les voix, sauf `VOTE_POUR`. Il vaut donc `VOTE_REEL` moins `VOTE_CONTRE` moins `VOTE_ABSTENTION`.
#
# **À vous.** Bloqué ? `grader.hint("preparer/deliberations-sales")` donne un indice, sans rien coûter.

# %% role="answer" id="cas-isoles"
### BEGIN SOLUTION
final = propre.drop_duplicates("DELIB_ID").copy()
final.loc[final["DELIB_DATE"] == "2025-02-30", "DELIB_DATE"] = "2025-02-27"
votes = final["VOTE_REEL"] != ""
voix = final.loc[votes, ["VOTE_REEL", "VOTE_CONTRE", "VOTE_ABSTENTION"]].astype(int)
pour = voix["VOTE_REEL"] - voix["VOTE_CONTRE"] - voix["VOTE_ABSTENTION"]
final.loc[votes, "VOTE_POUR"] = pour.astype(str)
### BLANK
# final = propre.drop_duplicates(____).copy()
# final.loc[final["DELIB_DATE"] == "2025-02-30", "DELIB_DATE"] = ____
# votes = final["VOTE_REEL"] != ""
# voix = final.loc[votes, ["VOTE_REEL", "VOTE_CONTRE", "VOTE_ABSTENTION"]].astype(int)
# pour = ____
# final.loc[votes, "VOTE_POUR"] = pour.astype(str)
### END SOLUTION
len(final)

# %% role="test" id="rendre-valide" points=10 exercise="preparer/deliberations-sales"
resultat = grader.check("preparer/deliberations-sales", final)
display(resultat)
resultat.points

# %% [markdown]
# Un seul geste recalcule les 190 votes, et corrige « Unanimité » avec eux. C'est commode, mais c'est une règle. Ne l'appliquez que si elle est sûre : ici, les procès-verbaux confirment les autres colonnes.
#
# ## 6. Écrire le fichier
#
# Un fichier à publier est en UTF-8, avec des virgules, sans index. L'index est le numéro de ligne que pandas ajoute.

# %%
final.to_csv("deliberations-corrigees.csv", index=False, encoding="utf-8")

# %% [markdown]
# ## À retenir
#
# - Regardez les octets d'abord : encodage, séparateur, lignes de titre.
# - Lisez tout en texte : `dtype=str` et `keep_default_na=False`.
# - Retirez les totaux, et vérifiez que leur somme est juste.
# - Corrigez une colonne d'un seul geste, puis cherchez les exceptions.
# - Une valeur se retrouve dans le fichier ou dans l'acte. Elle ne s'invente pas.
#
# **Exercice du cours :** `preparer/deliberations-sales`. **Pour continuer :** le module « Préparer » donne aussi des exports de plusieurs centaines de lignes. `grader.list_exercises("preparer")` les liste.
