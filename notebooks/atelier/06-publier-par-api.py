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
# # Publier par l'API, sans rien effacer
#
# Une *API* est l'adresse par laquelle un programme parle à un portail. Ce carnet publie les délibérations de Val-Ouvert par l'API, sur un portail d'essai qui tourne sur votre ordinateur. Les appels sont ceux de data.gouv.fr : seules l'adresse et la clé changeraient.
#
# **À la fin, vous saurez :**
#
# - lire le code d'une réponse : 200, 201, 400, 401 ;
# - créer une fiche en brouillon, puis y déposer un fichier ;
# - déclarer le schéma que suit le fichier ;
# - modifier une fiche sans effacer ce que vous ne dites pas ;
# - relire ce que le portail a gardé.
#
# **Durée :** 45 minutes. **Avant de commencer :** le carnet « Valider ».
#
# Une clé d'API vaut un mot de passe. Ce carnet ne l'affiche pas, et ne l'écrit dans aucune cellule.

# %%
import atexit
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import requests

import grader
from grader.atelier import *

# %% [markdown]
# ## 1. Démarrer le portail
#
# Cette cellule démarre `ouvroir portal` dans un dossier temporaire, sur un port libre. Elle attend qu'il réponde, puis lit la clé dans ce dossier. Rien ne part sur Internet.

# %%
dossier = tempfile.TemporaryDirectory(prefix="portail-", ignore_cleanup_errors=True)
with socket.socket() as libre:
    libre.bind(("127.0.0.1", 0))
    port = libre.getsockname()[1]

portail = subprocess.Popen(
    [sys.executable, "-m", "grader", "portal", "--port", str(port)],
    env={**os.environ, "OUVROIR_DATA": dossier.name},
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
atexit.register(portail.kill)

API = f"http://127.0.0.1:{port}/bac-a-sable/api/1"
session = requests.Session()
session.trust_env = False  # un proxy de la mairie n'a rien à voir avec cet appel
for _ in range(150):
    try:
        session.get(f"{API}/datasets/", timeout=5)
        break
    except requests.ConnectionError:
        if portail.poll() is not None:
            break
        time.sleep(0.2)
cle = (Path(dossier.name) / "cle-bac-a-sable").read_text().strip()
print("Le portail répond." if portail.poll() is None else "Le portail s'est arrêté.")

# %% [markdown]
# ## 2. Avec et sans clé
#
# `requests.get` lit, `post` crée, `put` modifie. La clé part dans l'en-tête `X-API-KEY`. Sans elle, le portail ne sait pas qui vous êtes.
#
# **À vous.** Envoyez `essai` à l'adresse des fiches, `f"{API}/datasets/"`, sans clé. Puis demandez qui vous êtes à `f"{API}/me/"`, avec la clé.

# %% role="answer" id="cle"
essai = {"title": "Délibérations (essai)", "description": "Un essai que l'on jettera."}
### BEGIN SOLUTION
sans_cle = session.post(f"{API}/datasets/", json=essai, timeout=30)
session.headers["X-API-KEY"] = cle
moi = session.get(f"{API}/me/", timeout=30).json()
### BLANK
# sans_cle = session.post(____, json=____, timeout=30)
# session.headers["X-API-KEY"] = ____
# moi = session.get(____, timeout=30).json()
### END SOLUTION
print(sans_cle.status_code, sans_cle.json()["explication"])
print([une["name"] for une in moi["organizations"]])

# %% role="test" id="cle-verif" points=2
assert sans_cle.status_code == 401, "sans clé, la réponse doit être 401"
### BEGIN HIDDEN TESTS
assert moi["organizations"][0]["name"] == "Commune de Val-Ouvert", "demandez /me/ avec la clé"
assert "X-API-KEY" not in sans_cle.request.headers, "le premier appel doit partir sans clé"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Créer la fiche, en brouillon
#
# Premier piège : par l'API, une fiche naît **publique** si vous ne dites rien de `private`. Vérifions-le, puis jetons cet essai.

# %%
fiche_essai = session.post(f"{API}/datasets/", json=essai, timeout=30).json()
print("private :", fiche_essai.get("private"))
if "id" in fiche_essai:
    print(session.delete(f"{API}/datasets/{fiche_essai['id']}/", timeout=30).status_code)

# %% [markdown]
# **À vous.** Complétez la vraie fiche. Elle naît en brouillon. Sa licence s'écrit `lov2` (Licence Ouverte 2.0), sa fréquence `quarterly` (chaque trimestre), et la zone de Val-Ouvert `fr:commune:99042`.

# %% role="answer" id="creer"
description = (
    "Toutes les délibérations adoptées en 2024 et 2025, une par ligne : date de la séance, "
    "matière, objet, résultat du vote. Le secrétariat général complète ce fichier chaque "
    "trimestre. Une voix vide veut dire que le conseil a pris acte, sans voter."
)
### BEGIN SOLUTION
creation = session.post(
    f"{API}/datasets/",
    json={
        "title": "Délibérations du conseil municipal de Val-Ouvert, 2024 et 2025",
        "description": description,
        "organization": moi["organizations"][0]["id"],
        "private": True,
        "license": "lov2",
        "frequency": "quarterly",
        "temporal_coverage": {"start": "2024-01-01", "end": "2025-12-31"},
        "spatial": {"zones": ["fr:commune:99042"], "granularity": "fr:commune"},
        "tags": ["deliberations", "conseil-municipal", "vie-democratique"],
    },
    timeout=30,
)
fiche = creation.json()
### BLANK
# creation = session.post(
#     f"{API}/datasets/",
#     json={
#         "title": "Délibérations du conseil municipal de Val-Ouvert, 2024 et 2025",
#         "description": description,
#         "organization": moi["organizations"][0]["id"],
#         "private": ____,
#         "license": ____,
#         "frequency": ____,
#         "temporal_coverage": {"start": "2024-01-01", "end": "2025-12-31"},
#         "spatial": {"zones": [____], "granularity": "fr:commune"},
#         "tags": ["deliberations", "conseil-municipal", "vie-democratique"],
#     },
#     timeout=30,
# )
# fiche = creation.json()
### END SOLUTION
print(creation.status_code, fiche.get("id"))

# %% role="test" id="creer-verif" points=3
assert creation.status_code == 201, "201 veut dire « créé » : lisez l'explication de la réponse"
assert fiche["private"] is True, "la fiche doit naître en brouillon"
### BEGIN HIDDEN TESTS
assert fiche["license"] == "lov2", "la licence est perdue : son code est « lov2 »"
assert fiche["frequency"] == "quarterly", "la fréquence est « quarterly »"
assert fiche["spatial"]["zones"] == ["fr:commune:99042"], "la zone est « fr:commune:99042 »"
### END HIDDEN TESTS

# %% [markdown]
# Une licence mal écrite est perdue sans un mot, ici comme sur le vrai portail. D'où la règle : relire la réponse.
#
# ## 4. Déposer le fichier, puis le décrire
#
# On ne publie pas un fichier sans l'avoir validé.

# %%
fichier = sandbox("communes/val-ouvert/deliberations.csv")
constat = grader.validate(fichier, "scdl/deliberations@2.1.5")
constat.valid

# %% [markdown]
# Un fichier ne part pas en JSON mais en formulaire, dans le champ `file`. Il arrive sans description et sans schéma : on les ajoute ensuite, sur la *ressource*, c'est-à-dire sur le fichier.
#
# **À vous.** Complétez les deux adresses et le schéma : son nom est `scdl/deliberations`, sa version `2.1.5`.

# %% role="answer" id="deposer"
### BEGIN SOLUTION
with fichier.open("rb") as flux:
    depot = session.post(
        f"{API}/datasets/{fiche['id']}/upload/",
        files={"file": ("deliberations.csv", flux, "text/csv")},
        timeout=60,
    )
ressource = depot.json()
decrite = session.put(
    f"{API}/datasets/{fiche['id']}/resources/{ressource['id']}/",
    json={
        "title": "Délibérations 2024 et 2025 (CSV)",
        "description": "Une ligne par délibération, en UTF-8, séparateur virgule.",
        "type": "main",
        "schema": {"name": "scdl/deliberations", "version": "2.1.5"},
    },
    timeout=30,
)
### BLANK
# with fichier.open("rb") as flux:
#     depot = session.post(
#         f"{API}/datasets/{____}/upload/",
#         files={"file": ("deliberations.csv", flux, "text/csv")},
#         timeout=60,
#     )
# ressource = depot.json()
# decrite = session.put(
#     f"{API}/datasets/{____}/resources/{____}/",
#     json={
#         "title": "Délibérations 2024 et 2025 (CSV)",
#         "description": "Une ligne par délibération, en UTF-8, séparateur virgule.",
#         "type": "main",
#         "schema": {"name": ____, "version": ____},
#     },
#     timeout=30,
# )
### END SOLUTION
print(depot.status_code, decrite.status_code)

# %% role="test" id="deposer-verif" points=3
assert depot.status_code == 201, "le dépôt doit répondre 201"
assert decrite.status_code == 200, "la description doit répondre 200"
### BEGIN HIDDEN TESTS
assert decrite.json()["schema"]["name"] == "scdl/deliberations", "le schéma n'est pas déclaré"
assert decrite.json()["description"], "la description est vide"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Rendre publique, sans rien effacer
#
# Second piège : un `PUT` sur la fiche **efface** les mots-clés (`tags`) et la période (`temporal_coverage`) qu'il ne dit pas. Envoyer `{"private": False}` seul fait donc perdre un point de qualité. La façon sûre : relire la fiche, puis renvoyer ce que l'on veut garder.
#
# **À vous.** Lisez la fiche avec `get`. Puis renvoyez `private`, avec les mots-clés et la période que vous venez de lire.

# %% role="answer" id="publier"
adresse = f"{API}/datasets/{fiche['id']}/"
### BEGIN SOLUTION
lue = session.get(adresse, timeout=30).json()
publication = session.put(
    adresse,
    json={
        "private": False,
        "tags": lue["tags"],
        "temporal_coverage": lue["temporal_coverage"],
    },
    timeout=30,
)
### BLANK
# lue = session.get(____, timeout=30).json()
# publication = session.put(
#     adresse,
#     json={
#         "private": ____,
#         "tags": ____,
#         "temporal_coverage": ____,
#     },
#     timeout=30,
# )
### MISTAKE publier-verif=0 : seul « private » est envoyé, et le reste s'efface
# lue = session.get(adresse, timeout=30).json()
# publication = session.put(adresse, json={"private": False}, timeout=30)
### END SOLUTION
print(publication.status_code, publication.json()["tags"])

# %% role="test" id="publier-verif" points=4
assert publication.status_code == 200, "la publication doit répondre 200"
assert publication.json()["private"] is False, "la fiche doit être publique"
### BEGIN HIDDEN TESTS
assert len(publication.json()["tags"]) == 3, "les mots-clés ont disparu : relisez le piège"
assert publication.json()["temporal_coverage"], "la période a disparu : relisez le piège"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Relire comme le public
#
# Qui n'a pas de clé lit la fiche à l'adresse de votre espace. Le champ `quality` compte les neuf critères de data.gouv.fr : `score` va de 0 à 1.
#
# **À vous.** Relisez la fiche, et faites `manque`, la liste des critères qui valent `False` dans `quality`.

# %% role="answer" id="relire"
### BEGIN SOLUTION
qualite = session.get(adresse, timeout=30).json()["quality"]
manque = [critere for critere, valeur in qualite.items() if valeur is False]
### BLANK
# qualite = session.get(adresse, timeout=30).json()[____]
# manque = [critere for critere, valeur in qualite.items() if ____]
### END SOLUTION
print(qualite["score"], manque)

# %% role="test" id="relire-verif" points=2
assert qualite["score"] > 0.5, "relisez la fiche que vous venez de publier"
### BEGIN HIDDEN TESTS
attendu = [critere for critere, valeur in qualite.items() if valeur is False]
assert manque == attendu, "manque doit être la liste des critères à False"
### END HIDDEN TESTS

# %% [markdown]
# Enfin, le fichier lui-même. Est-ce bien le nôtre, octet pour octet ?

# %%
publie = session.get(decrite.json()["url"], timeout=60).content
publie == fichier.read_bytes()

# %% [markdown]
# ## 7. Arrêter le portail
#
# Le portail et son dossier disparaissent. Sur un vrai portail, la clé se supprime quand le script ne sert plus.

# %%
portail.terminate()
portail.wait(timeout=20)
session.close()
dossier.cleanup()

# %% [markdown]
# ## À retenir
#
# - `private: true` à la création, toujours : sans lui, la fiche est publique.
# - 401 : sans clé valable. 403 : pas le droit. 400 : la demande est mal écrite. 201 : créé.
# - Un `PUT` sur la fiche efface les mots-clés et la période qu'il ne dit pas. Relisez, puis renvoyez.
# - Déclarer un schéma n'est pas valider : validez avant.
# - Une clé ne s'écrit ni dans un carnet, ni dans un script, ni dans un courriel.
#
# **Exercice du cours :** `publier/publier-par-api`. Il se vérifie sur la page, dans votre bac à sable : relié à votre parcours (`grader.connect()`), `grader.check("publier/publier-par-api", "identifiant-de-la-fiche")` le fait aussi. **Pour de vrai :** `ouvroir publish` fait ces mêmes appels en une commande.
