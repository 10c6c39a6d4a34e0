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
# # Automatiser l'export du mois
#
# Ce qui se refait chaque mois s'écrit une fois. Ce carnet écrit un vrai script, l'essaie, le teste, puis le fait lancer par l'ordinateur. Rien n'est programmé sur votre machine : les lignes sont expliquées, et vous choisirez.
#
# **À la fin, vous saurez :**
#
# - écrire un script qui reçoit des arguments et rend un code de sortie ;
# - ne jamais remplacer un bon fichier par un mauvais ;
# - tenir un journal utile, sans valeur de cellule ;
# - tester le script avant de lui faire confiance ;
# - le programmer sous Linux ou sous Windows.
#
# **Durée :** 45 minutes. **Avant de commencer :** le carnet « Valider ».

# %%
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd

import grader
from grader.atelier import *

# %% [markdown]
# ## 1. Ce que le script promet
#
# Avant le code, la promesse. Le script lit un fichier de délibérations, le valide, garde un mois, et écrit le résultat.
#
# | Situation | Ce qu'il fait | Code de sortie |
# |---|---|---|
# | tout va bien | il écrit le fichier du mois | 0 |
# | le fichier n'est pas valide, ou le mois est vide | il n'écrit rien | 1 |
# | le fichier ne se lit pas | il n'écrit rien | 2 |
#
# Le *code de sortie* est le nombre qu'un programme rend en s'arrêtant. C'est lui que regarde le planificateur : tout ce qui n'est pas 0 est un échec.
#
# **À vous.** Complétez la fonction `code_de_sortie`, qui résume ce tableau.

# %% role="answer" id="codes"
### BEGIN SOLUTION
def code_de_sortie(lisible, valide, lignes):
    if not lisible:
        return 2
    if not valide or lignes == 0:
        return 1
    return 0
### BLANK
# def code_de_sortie(lisible, valide, lignes):
#     if not lisible:
#         return ____
#     if not valide or lignes == 0:
#         return ____
#     return ____
### END SOLUTION

# %% role="test" id="codes-verif" points=2
assert code_de_sortie(True, True, 10) == 0, "quand tout va bien, le code est 0"
assert code_de_sortie(False, False, 0) == 2, "un fichier illisible rend 2"
### BEGIN HIDDEN TESTS
assert code_de_sortie(True, False, 10) == 1, "un fichier non valide rend 1"
assert code_de_sortie(True, True, 0) == 1, "un mois vide rend 1"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Le journal
#
# Le *journal* est le fichier où le script note ce qu'il fait. Des mois plus tard, c'est votre seule mémoire. Il se copie, se joint à un courriel, se garde longtemps. Il ne contient donc aucune valeur du fichier : ni nom, ni objet, ni montant. Des nombres, des noms de colonnes, des causes.
#
# **À vous.** Écrivez `ligne_de_journal(groupe)`. Elle reçoit un groupe d'anomalies de `grader.validate`. Elle rend un texte avec la colonne (`groupe.column`), la cause (`groupe.code`) et le nombre (`groupe.count`). Les messages (`groupe.examples`) citent des valeurs : laissez-les.

# %% role="answer" id="journal"
### BEGIN SOLUTION
def ligne_de_journal(groupe):
    return f"{groupe.column or 'fichier'} : {groupe.code}, {groupe.count} fois"
### BLANK
# def ligne_de_journal(groupe):
#     return f"{____} : {____}, {____} fois"
### MISTAKE journal-verif=0 : le message du constat est recopié, avec la valeur
# def ligne_de_journal(groupe):
#     return f"{groupe.column} : {groupe.code}, {groupe.count} fois ({groupe.examples[0].message})"
### END SOLUTION

# %%
sale = sandbox("communes/val-ouvert/deliberations-export.csv")
constat = grader.validate(sale, "scdl/deliberations@2.1.5")
for groupe in constat.groups(1):
    print(ligne_de_journal(groupe))

# %% role="test" id="journal-verif" points=2
groupes = constat.groups(1)
notes = [ligne_de_journal(groupe) for groupe in groupes]
assert "DELIB_DATE" in "".join(notes), "la colonne doit se lire dans le journal"
### BEGIN HIDDEN TESTS
assert "type-error" in "".join(notes), "la cause doit se lire dans le journal"
assert "201" in "".join(notes), "le nombre doit se lire dans le journal"
cites = [v for v in ("2,199E+13", "18/01/2024", "25,00") if v in "".join(notes)]
assert not cites, "le journal cite une valeur du fichier : gardez la colonne, la cause, le nombre"
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Le script
#
# Voici le script, en deux textes que la cellule d'après réunit et enregistre. Le premier prépare : il est entier, lisez-le.
#
# - `argparse` lit les arguments, et écrit l'aide (`--help`) tout seul.
# - `logging` tient le journal, avec la date de chaque ligne.

# %%
DEBUT = '''"""Prépare le fichier du mois : lit, valide, garde un mois, écrit."""

import argparse
import logging
import sys
from pathlib import Path

import pandas as pd

import grader
from grader.errors import OuvroirError


def lire_demande(arguments):
    lecteur = argparse.ArgumentParser(description="Prépare le fichier du mois.")
    lecteur.add_argument("source", type=Path, help="fichier du logiciel métier")
    lecteur.add_argument("cible", type=Path, help="fichier à écrire")
    lecteur.add_argument("--mois", required=True, help="mois à garder : 2025-03")
    lecteur.add_argument("--journal", type=Path, default=Path("export.log"))
    return lecteur.parse_args(arguments)


def ouvrir_journal(chemin):
    forme = "%(asctime)s %(levelname)s %(message)s"
    logging.basicConfig(filename=chemin, encoding="utf-8", level=logging.INFO, format=forme)
'''

# %% [markdown]
# Le second texte fait le travail. Le résultat s'écrit dans un fichier provisoire, qui prend sa place **à la fin** (`replace`). Une panne au milieu ne laisse donc jamais un demi-fichier.
#
# **À vous.** Quatre blancs à remplacer dans le texte : le schéma, entre guillemets (`"scdl/deliberations@2.1.5"`), les deux codes d'échec, et le nom du fichier définitif (`demande.cible`).

# %% role="answer" id="script"
### BEGIN SOLUTION
SUITE = '''
SCHEMA = "scdl/deliberations@2.1.5"


def main(arguments=None):
    demande = lire_demande(arguments)
    ouvrir_journal(demande.journal)
    try:
        constat = grader.validate(demande.source, SCHEMA)
    except (OSError, OuvroirError) as erreur:
        logging.error("Le fichier ne se lit pas (%s).", type(erreur).__name__)
        return 2
    if not constat.valid:
        for groupe in constat.groups(1):
            logging.error("%s : %s, %d fois", groupe.column, groupe.code, groupe.count)
        return 1
    table = pd.read_csv(demande.source, dtype=str, keep_default_na=False)
    mois = table[table["DELIB_DATE"].str.startswith(demande.mois + "-")]
    if mois.empty:
        logging.warning("Aucune ligne pour %s : rien n'est écrit.", demande.mois)
        return 1
    provisoire = demande.cible.with_name(demande.cible.name + ".part")
    mois.to_csv(provisoire, index=False, encoding="utf-8")
    provisoire.replace(demande.cible)
    logging.info("%d lignes lues, %d gardées pour %s.", len(table), len(mois), demande.mois)
    return 0


if __name__ == "__main__":
    sys.exit(main())
'''
### BLANK
# SUITE = '''
# SCHEMA = ____
#
#
# def main(arguments=None):
#     demande = lire_demande(arguments)
#     ouvrir_journal(demande.journal)
#     try:
#         constat = grader.validate(demande.source, SCHEMA)
#     except (OSError, OuvroirError) as erreur:
#         logging.error("Le fichier ne se lit pas (%s).", type(erreur).__name__)
#         return ____
#     if not constat.valid:
#         for groupe in constat.groups(1):
#             logging.error("%s : %s, %d fois", groupe.column, groupe.code, groupe.count)
#         return ____
#     table = pd.read_csv(demande.source, dtype=str, keep_default_na=False)
#     mois = table[table["DELIB_DATE"].str.startswith(demande.mois + "-")]
#     if mois.empty:
#         logging.warning("Aucune ligne pour %s : rien n'est écrit.", demande.mois)
#         return 1
#     provisoire = demande.cible.with_name(demande.cible.name + ".part")
#     mois.to_csv(provisoire, index=False, encoding="utf-8")
#     provisoire.replace(____)
#     logging.info("%d lignes lues, %d gardées pour %s.", len(table), len(mois), demande.mois)
#     return 0
#
#
# if __name__ == "__main__":
#     sys.exit(main())
# '''
### END SOLUTION
SCRIPT = DEBUT + SUITE
Path("export_mensuel.py").write_text(SCRIPT, encoding="utf-8")
print("Blancs restants :", SCRIPT.count("_" * 4))

# %% [markdown]
# ## 4. L'essayer pour de vrai
#
# On lance le script comme le ferait le planificateur, dans un autre processus. D'abord avec un bon fichier, puis avec l'export sale, puis avec un fichier qui n'existe pas.

# %%
def lancer(source, *suite):
    """Lance le script sur un fichier et rend son code de sortie."""
    commande = [sys.executable, "export_mensuel.py", str(source), "mars.csv", *suite]
    fini = subprocess.run(commande, capture_output=True, text=True, timeout=60)
    return fini.returncode


Path("mars.csv").unlink(missing_ok=True)
Path("export.log").unlink(missing_ok=True)
shutil.copyfile(sandbox("communes/val-ouvert/deliberations.csv"), "deliberations.csv")
essais = {
    "bon fichier": lancer("deliberations.csv", "--mois", "2025-03"),
    "export sale": lancer(sale, "--mois", "2025-03"),
    "fichier absent": lancer("absent.csv", "--mois", "2025-03"),
}
essais

# %% role="test" id="script-verif" points=4
assert essais["bon fichier"] == 0, "le bon fichier doit rendre 0"
assert essais["export sale"] == 1, "l'export sale doit rendre 1"
### BEGIN HIDDEN TESTS
assert essais["fichier absent"] == 2, "un fichier absent doit rendre 2"
ecrit = pd.read_csv("mars.csv", dtype=str)
assert set(ecrit["DELIB_DATE"].str[:7]) == {"2025-03"}, "seul mars 2025 doit être gardé"
assert grader.validate("mars.csv", "scdl/deliberations@2.1.5").valid, "le fichier doit être valide"
assert not Path("mars.csv.part").exists(), "le fichier provisoire doit prendre sa place"
### END HIDDEN TESTS

# %%
journal = Path("export.log")
if journal.exists():
    print("\n".join(journal.read_text(encoding="utf-8").splitlines()[:6]))

# %% [markdown]
# Le fichier de mars est toujours là, alors que le deuxième essai a échoué : un mauvais export ne remplace jamais un bon fichier.
#
# ## 5. Le tester
#
# Un *test* rejoue le script sur des fichiers connus, et dit si sa promesse tient. On le relance à chaque changement. Ces tests sont écrits avec `unittest`, que Python contient. L'outil pytest les lance aussi.
#
# Le premier test est donné.

# %%
PREMIER = '''import unittest
from pathlib import Path

import export_mensuel


class ExportMensuel(unittest.TestCase):
    def lancer(self, mois):
        self.cible = Path("essai.csv")
        self.cible.unlink(missing_ok=True)
        return export_mensuel.main(["deliberations.csv", str(self.cible), "--mois", mois])

    def test_un_mois_connu_est_ecrit(self):
        self.assertEqual(self.lancer("2025-03"), 0)
        self.assertTrue(self.cible.exists())
'''

# %% [markdown]
# **À vous.** Le test du mois vide est à compléter : en janvier 1999, il n'y a aucune délibération. Quel code, et quel fichier ne doit pas exister ? Écrivez-le comme dans le premier test.

# %% role="answer" id="tests"
### BEGIN SOLUTION
SECOND = '''
    def test_un_mois_vide_n_ecrit_rien(self):
        self.assertEqual(self.lancer("1999-01"), 1)
        self.assertFalse(self.cible.exists())
'''
### BLANK
# SECOND = '''
#     def test_un_mois_vide_n_ecrit_rien(self):
#         self.assertEqual(self.lancer("1999-01"), ____)
#         self.assertFalse(____)
# '''
### END SOLUTION
TESTS = PREMIER + SECOND
Path("test_export_mensuel.py").write_text(TESTS, encoding="utf-8")
passe = subprocess.run(
    [sys.executable, "-m", "unittest", "-q", "test_export_mensuel"],
    capture_output=True,
    text=True,
    timeout=60,
)
print(passe.returncode)

# %% role="test" id="tests-verif" points=3
assert passe.returncode == 0, "les deux tests doivent passer"
### BEGIN HIDDEN TESTS
assert "____" not in TESTS, "il reste un blanc dans les tests"
script = Path("export_mensuel.py").read_text(encoding="utf-8")
abime = script.replace("if mois.empty:", "if False:")
Path("export_mensuel.py").write_text(abime, encoding="utf-8")
commande = [sys.executable, "-m", "unittest", "-q", "test_export_mensuel"]
vu = subprocess.run(commande, capture_output=True, timeout=60).returncode
Path("export_mensuel.py").write_text(script, encoding="utf-8")
assert vu != 0, "vos tests doivent échouer quand le script écrit un mois vide"
### END HIDDEN TESTS

# %% [markdown]
# ## 6. Le programmer
#
# **Sous Linux, avec cron.** Une ligne a cinq champs, puis la commande : minute, heure, jour du mois, mois, jour de la semaine. `*` veut dire « tous ». Écrivez des chemins entiers : cron ne part pas de votre dossier. Dans une ligne de cron, le signe `%` s'écrit `\%`.
#
# **Sous Linux, avec systemd.** Un *timer* dit quand. `OnCalendar=*-*-02 06:00:00` veut dire « le 2 de chaque mois, à 6 h ». `Persistent=true` rattrape le passage manqué quand la machine était éteinte.
#
# ```ini
# [Unit]
# Description=Export du mois
#
# [Timer]
# OnCalendar=*-*-02 06:00:00
# Persistent=true
#
# [Install]
# WantedBy=timers.target
# ```
#
# **Sous Windows.** Le Planificateur de tâches se règle à la souris, ou par une commande : `/SC MONTHLY` chaque mois, `/D` le jour, `/ST` l'heure.
#
# ```bat
# schtasks /Create /TN "Export du mois" /SC MONTHLY /D 2 /ST 06:00 /TR "C:\ouvroir\export.bat"
# ```
#
# Le fichier `export.bat` contient la commande entière. Reste à dire le mois : lancé le 2, le script doit garder le mois passé.
#
# **À vous.** Complétez `cron` pour lancer la commande **le 2 de chaque mois à 6 h 30**. Puis écrivez `mois_passe(jour)` : elle rend le mois d'avant, au format `2025-03`.

# %% role="answer" id="programmer"
from datetime import date, timedelta

commande = "/opt/ouvroir/bin/python /srv/export/export_mensuel.py"
### BEGIN SOLUTION
cron = f"30 6 2 * * {commande}"


def mois_passe(jour):
    veille = jour.replace(day=1) - timedelta(days=1)
    return f"{veille:%Y-%m}"
### BLANK
# cron = f"____ ____ ____ * * {commande}"
#
#
# def mois_passe(jour):
#     veille = jour.replace(day=1) - timedelta(days=____)
#     return f"{veille:%Y-%m}"
### END SOLUTION

# %% role="test" id="programmer-verif" points=3
assert cron.split()[:5] == ["30", "6", "2", "*", "*"], "minute, heure, jour, mois, jour de semaine"
assert mois_passe(date(2025, 4, 2)) == "2025-03", "le 2 avril, le mois passé est mars"
### BEGIN HIDDEN TESTS
assert mois_passe(date(2026, 1, 2)) == "2025-12", "en janvier, le mois passé est décembre"
assert mois_passe(date(2024, 3, 31)) == "2024-02", "le 31 mars aussi, le mois passé est février"
### END HIDDEN TESTS

# %% [markdown]
# Prévoyez enfin qui lit le journal. Un script qui échoue en silence pendant six mois est pire que pas de script.
#
# ## À retenir
#
# - Écrivez la promesse d'abord : entrées, sortie, codes.
# - Validez avant d'écrire, et remplacez le fichier d'un seul geste.
# - Un journal sans valeur de cellule, mais avec des nombres et des causes.
# - Un test qui ne peut pas échouer ne teste rien : abîmez le script pour le voir.
# - Des chemins entiers, un compte dédié, et quelqu'un qui regarde.
#
# **Exercice du cours sur le même sujet :** `publier/remplacer-le-fichier`, une version de plus à la même adresse.
