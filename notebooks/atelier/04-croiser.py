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
# # Croiser deux fichiers, et voir ce qui casse
#
# Deux fichiers ouverts valent plus ensemble : des aides d'un côté, des communes de l'autre. Encore faut-il que leurs codes se rencontrent. Ce carnet montre les cinq pannes les plus courantes, et comment les voir.
#
# **À la fin, vous saurez :**
#
# - rendre à un code les zéros que le tableur a retirés ;
# - compter ce qui ne se croise pas, au lieu de le perdre ;
# - suivre une commune qui a fusionné ;
# - empêcher une ligne d'être comptée deux fois ;
# - choisir la bonne clé : jamais un nom.
#
# **Durée :** 40 minutes. **Avant de commencer :** le carnet « Lire un export sale, et le réparer ».
#
# Les fichiers sont dans `sandbox_data/atelier/` :
#
# | Fichier | Contenu | Origine |
# |---|---|---|
# | `communes.csv` | 36 lignes du code officiel géographique (COG) | Insee ; codes et noms réels |
# | `etablissements.csv` | des associations et leurs établissements, à la façon de Sirene | inventé |
# | `aides-export.csv` | deux ans d'aides d'un fonds, sortis d'un tableur | inventé |
#
# Aucune de ces associations n'existe. Leurs numéros SIREN commencent par 2699 : personne ne peut les porter.

# %%
import pandas as pd

from grader.atelier import *

communes = pd.read_csv(sandbox("atelier/communes.csv"), dtype=str, keep_default_na=False)
etablissements = pd.read_csv(sandbox("atelier/etablissements.csv"), dtype=str)
aides = pd.read_csv(sandbox("atelier/aides-export.csv"), sep=";", dtype=str)
aides["montant"] = aides["montant"].astype(int)

aides.head()

# %% [markdown]
# ## 1. Les zéros perdus
#
# Le code d'une commune a cinq signes. Bourg-en-Bresse est `01053`. Ouvert dans un tableur, ce code devient le nombre 1053. La Corse garde sa lettre : `2A004`. Un code n'est donc pas un nombre.
#
# **À vous.** Ajoutez une colonne `code` : `code_commune`, complété à gauche par des zéros jusqu'à cinq signes. La méthode s'appelle `str.zfill`.

# %% role="answer" id="zeros"
### BEGIN SOLUTION
aides["code"] = aides["code_commune"].str.zfill(5)
### BLANK
# aides["code"] = aides["code_commune"].str.zfill(____)
### END SOLUTION
aides[["code_commune", "code"]].drop_duplicates().head()

# %% role="test" id="zeros-verif" points=2
assert set(aides["code"].str.len()) == {5}, "chaque code doit avoir cinq signes"
### BEGIN HIDDEN TESTS
assert "01053" in set(aides["code"]), "1053 doit redevenir 01053"
assert "2A004" in set(aides["code"]), "le code d'Ajaccio, 2A004, ne change pas"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Les lignes en double
#
# Croisons maintenant les aides et les communes, sans précaution. Une croisée se dit *jointure*. `how="left"` garde toutes les lignes de gauche, même celles qui ne trouvent rien.

# %%
naif = aides.merge(communes, left_on="code", right_on="COM", how="left")
print(len(aides), "aides,", len(naif), "lignes après la jointure")
print(aides["montant"].sum(), "euros avant,", naif["montant"].sum(), "après")

# %% [markdown]
# De l'argent est apparu. Une clé au moins est donc en double du côté des communes. Cherchez laquelle.

# %%
communes[communes["COM"].duplicated(keep=False)]

# %% [markdown]
# Annecy et Cherbourg ont fusionné avec des voisines. Leur code désigne à la fois la commune nouvelle (`COM`) et la *commune déléguée* (`COMD`), l'ancienne commune, qui garde son nom. Le fichier contient aussi des arrondissements (`ARM`).
#
# **À vous.** Gardez dans `seules` les lignes dont `TYPECOM` vaut `COM`. Puis refaites la jointure avec deux protections :
#
# - `validate="many_to_one"` refuse une clé en double à droite ;
# - `indicator=True` ajoute une colonne `_merge`, qui vaut `left_only` quand rien n'est trouvé.

# %% role="answer" id="doubles"
### BEGIN SOLUTION
seules = communes[communes["TYPECOM"] == "COM"]
croise = aides.merge(
    seules, left_on="code", right_on="COM", how="left", validate="many_to_one", indicator=True
)
### BLANK
# seules = communes[____]
# croise = aides.merge(
#     seules, left_on="code", right_on="COM", how="left", validate=____, indicator=____
# )
### MISTAKE doubles-verif=0 : les communes déléguées restent dans la jointure
# seules = communes
# croise = aides.merge(seules, left_on="code", right_on="COM", how="left", indicator=True)
### END SOLUTION
croise["_merge"].value_counts()

# %% role="test" id="doubles-verif" points=3
assert len(croise) == len(aides), "il doit y avoir autant de lignes qu'avant la jointure"
### BEGIN HIDDEN TESTS
assert croise["montant"].sum() == aides["montant"].sum(), "le total des montants a changé"
assert not seules["COM"].duplicated().any(), "une commune est encore en double"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Ce qui ne se croise pas
#
# Une jointure qui laisse tomber des lignes ne prévient personne. Le total baisse, et c'est tout. Regardez toujours ce qui reste.
#
# **À vous.** Faites `orphelins` : les codes différents, triés, des lignes où `_merge` vaut `left_only`.

# %% role="answer" id="orphelins"
### BEGIN SOLUTION
orphelins = sorted(croise.loc[croise["_merge"] == "left_only", "code"].unique())
### BLANK
# orphelins = sorted(croise.loc[____, "code"].unique())
### END SOLUTION
communes[communes["COM"].isin(orphelins)]

# %% role="test" id="orphelins-verif" points=2
assert "75111" in orphelins, "75111, le 11e arrondissement de Paris, doit y être"
### BEGIN HIDDEN TESTS
assert orphelins == ["50602", "69383", "74093", "74268", "75111"], "il y a cinq codes orphelins"
### END HIDDEN TESTS

# %% [markdown]
# Aucun de ces codes n'est faux. Cran-Gevrier et Seynod sont dans Annecy, Tourlaville dans Cherbourg-en-Cotentin. Les arrondissements sont dans Paris et dans Lyon. La colonne `COMPARENT` donne la commune d'aujourd'hui.
#
# ## 4. Suivre les fusions
#
# **À vous.** Faites `parent`, une table de correspondance : pour chaque ligne qui n'est pas `COM`, du code (`COM`) vers la commune d'aujourd'hui (`COMPARENT`). Puis remplacez les codes, et refaites la jointure.

# %% role="answer" id="fusions"
anciennes = communes[communes["TYPECOM"] != "COM"]
### BEGIN SOLUTION
parent = dict(zip(anciennes["COM"], anciennes["COMPARENT"]))
aides["commune"] = aides["code"].replace(parent)
complet = aides.merge(
    seules, left_on="commune", right_on="COM", how="left", validate="many_to_one", indicator=True
)
### BLANK
# parent = dict(zip(anciennes[____], anciennes[____]))
# aides["commune"] = aides["code"].replace(____)
# complet = aides.merge(
#     seules, left_on="commune", right_on="COM", how="left", validate="many_to_one", indicator=True
# )
### END SOLUTION
par_commune = complet.groupby("LIBELLE")["montant"].sum().sort_values(ascending=False)
par_commune.head(8)

# %% role="test" id="fusions-verif" points=3
assert (complet["_merge"] == "both").all(), "une aide ne trouve toujours pas sa commune"
### BEGIN HIDDEN TESTS
assert set(complet.loc[complet["code"] == "74093", "LIBELLE"]) == {"Annecy"}, "74093 est à Annecy"
assert complet["montant"].sum() == aides["montant"].sum(), "le total des montants a changé"
### END HIDDEN TESTS

# %% [markdown]
# Gardez les deux codes : celui du fichier, et celui d'aujourd'hui. Et notez la date de votre COG. Il change chaque année, au 1er janvier.
#
# ## 5. Une clé n'est pas un nom
#
# Dans le tableau ci-dessus, « Saint-Denis » a une seule ligne. Pourtant, deux communes portent ce nom.

# %%
seules[seules["LIBELLE"] == "Saint-Denis"]

# %% [markdown]
# **À vous.** Regroupez de nouveau, par `COM` et `LIBELLE` ensemble. Les deux Saint-Denis ont alors chacune leur total.

# %% role="answer" id="homonymes"
### BEGIN SOLUTION
par_code = complet.groupby(["COM", "LIBELLE"])["montant"].sum()
### BLANK
# par_code = complet.groupby(____)["montant"].sum()
### END SOLUTION
par_code.xs("Saint-Denis", level="LIBELLE")

# %% role="test" id="homonymes-verif" points=2
assert len(par_code) == len(par_commune) + 1, "un nom doit se partager en deux communes"
### BEGIN HIDDEN TESTS
assert par_code.sum() == par_commune.sum(), "le total des montants a changé"
assert {"93066", "97411"} <= set(par_code.index.get_level_values("COM")), "regroupez par code"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. SIREN ou SIRET
#
# Le SIREN désigne l'organisme, en 9 chiffres. Le SIRET désigne l'un de ses établissements, en 14 : le SIREN, puis 5 chiffres. Une association peut en avoir plusieurs. Croiser des aides et des établissements par le SIREN multiplie donc les lignes : plusieurs aides à gauche, plusieurs établissements à droite.

# %%
aides["siren"] = aides["siret"].str[:9]
gonfle = aides.merge(etablissements, on="siren")
print(aides["montant"].sum(), "euros versés,", gonfle["montant"].sum(), "après la jointure")

# %% [markdown]
# **À vous.** Refaites cette jointure sans rien gonfler : croisez par `siret`, avec `how="left"` et `validate="many_to_one"`.

# %% role="answer" id="siret"
### BEGIN SOLUTION
juste = aides.merge(
    etablissements.drop(columns="siren"), on="siret", how="left", validate="many_to_one"
)
### BLANK
# juste = aides.merge(
#     etablissements.drop(columns="siren"), on=____, how="left", validate=____
# )
### END SOLUTION
juste[["annee", "siret", "denomination", "montant"]].head()

# %% role="test" id="siret-verif" points=2
assert juste["montant"].sum() == aides["montant"].sum(), "le total des montants a changé"
### BEGIN HIDDEN TESTS
assert len(juste) == len(aides), "il doit y avoir une ligne par aide"
assert juste["denomination"].notna().all(), "chaque aide doit trouver son établissement"
### END HIDDEN TESTS

# %% [markdown]
# ## À retenir
#
# - Un code est un texte. Lisez-le avec `dtype=str`, et rendez-lui ses zéros.
# - Comptez les lignes et les montants avant et après chaque jointure.
# - `validate` refuse les doublons ; `indicator` montre ce qui n'est pas trouvé.
# - Les communes fusionnent : gardez le code d'origine, et dites de quelle année est votre COG.
# - Croisez par un code, jamais par un nom.
# - Croiser peut aussi désigner quelqu'un. C'est le sujet du carnet suivant.
#
# **Sources.** Les codes sont des faits publics, tirés du code officiel géographique de l'Insee. Le COG complet et Sirene se téléchargent sur data.gouv.fr, sous Licence Ouverte. **Exercice du cours sur le même sujet :** `preparer/atelier-identifiants`.
