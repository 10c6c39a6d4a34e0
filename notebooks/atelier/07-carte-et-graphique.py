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
# # Une carte et un graphique, sans Internet
#
# Un dessin fait lire un fichier à qui n'ouvre pas de tableau. Ce carnet en trace deux avec pandas et du texte : le format SVG, une image écrite en balises, que tout navigateur montre. Aucun fond de carte, aucun service en ligne.
#
# **À la fin, vous saurez :**
#
# - répondre à une question par des barres triées, qui partent de zéro ;
# - écrire un titre qui répond, une source et un texte alternatif ;
# - placer des points sur une carte sans confondre longitude et latitude ;
# - distinguer deux familles par la forme autant que par la couleur ;
# - donner le tableau à côté du dessin.
#
# **Durée :** 45 minutes. **Avant de commencer :** le carnet « Lire un export sale, et le réparer ».

# %%
import json
from html import escape
from math import cos, radians, sqrt
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
from IPython.display import SVG, display

import grader
from grader.atelier import *

associations = pd.read_csv(sandbox("communes/val-ouvert/dessiner/associations.csv"))
associations.head(3)

# %% [markdown]
# ## 1. La question d'abord
#
# « De 2023 à 2025, à quelle association la commune a-t-elle versé le plus d'argent ? » La question donne tout : une marque par association, la somme de `montantVerse`, et l'ordre.
#
# **À vous.** Faites `totaux` : la somme versée à chaque association, de la plus grande à la plus petite.

# %% role="answer" id="totaux"
### BEGIN SOLUTION
totaux = (
    associations.groupby("nomBeneficiaire")["montantVerse"].sum().sort_values(ascending=False)
)
### BLANK
# totaux = (
#     associations.groupby(____)[____].sum().sort_values(ascending=____)
# )
### END SOLUTION
totaux.head()

# %% role="test" id="totaux-verif" points=2
assert len(totaux) == 20, "il y a vingt associations"
assert totaux.is_monotonic_decreasing, "la plus grande somme vient en premier"
### BEGIN HIDDEN TESTS
assert totaux.iloc[0] == 31450, "additionnez le montant versé, et non demandé"
### END HIDDEN TESTS

# %% [markdown]
# ## 2. Des barres
#
# Une barre se lit par sa longueur. Elle part donc de zéro, et sa longueur est proportionnelle : une valeur deux fois plus grande fait une barre deux fois plus longue.
#
# **À vous.** Écrivez `longueur(valeur, plus_grande)` : de 0 à 360 pixels, 360 pour la plus grande valeur.

# %% role="answer" id="longueur"
### BEGIN SOLUTION
def longueur(valeur, plus_grande):
    return 360 * valeur / plus_grande
### BLANK
# def longueur(valeur, plus_grande):
#     return ____
### MISTAKE longueur-verif=0 : l'axe est coupé à la plus petite valeur
# def longueur(valeur, plus_grande):
#     return 360 * (valeur - 1300) / (plus_grande - 1300)
### END SOLUTION

# %% role="test" id="longueur-verif" points=2
assert longueur(31450, 31450) == 360, "la plus grande barre fait 360 pixels"
### BEGIN HIDDEN TESTS
assert longueur(0, 31450) == 0, "une barre part de zéro : pour 0 euro, aucune longueur"
assert abs(longueur(10000, 40000) - 90) < 0.01, "un quart de la valeur fait un quart de la barre"
### END HIDDEN TESTS

# %% [markdown]
# La fonction qui suit assemble le dessin. Elle pense aux personnes qui ne voient pas l'image : `role="img"`, un titre (`<title>`) et une description (`<desc>`). Un lecteur d'écran les lit. `escape` neutralise les signes qui casseraient le dessin.

# %%
def euros(valeur):
    """Écrit un montant en euros, avec une espace entre les milliers."""
    return f"{valeur:,.0f} €".replace(",", " ")


def barres(valeurs, titre, alternative, source):
    """Trace des barres horizontales triées, en SVG."""
    haut, pas = 60, 26
    hauteur = haut + pas * len(valeurs) + 40
    lignes = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 {hauteur}" role="img"'
        ' aria-labelledby="b-titre b-texte" font-family="sans-serif" font-size="13">',
        f'<title id="b-titre">{escape(titre)}</title>',
        f'<desc id="b-texte">{escape(alternative)}</desc>',
        f'<rect width="720" height="{hauteur}" fill="#ffffff"/>',
        f'<text x="10" y="28" font-size="17" font-weight="bold">{escape(titre)}</text>',
    ]
    for rang, (nom, valeur) in enumerate(valeurs.items()):
        y = haut + pas * rang
        large = longueur(valeur, valeurs.max())
        couleur = "#0072b2" if rang == 0 else "#6b6b6b"
        lignes += [
            f'<text x="240" y="{y + 14}" text-anchor="end">{escape(nom)}</text>',
            f'<rect class="barre" x="250" y="{y}" width="{large:.1f}" height="18"'
            f' fill="{couleur}"/>',
            f'<text x="{256 + large:.1f}" y="{y + 14}">{euros(valeur)}</text>',
        ]
    lignes += [f'<text x="10" y="{hauteur - 12}">Source : {escape(source)}</text>', "</svg>"]
    return "\n".join(lignes)


# %% [markdown]
# **À vous.** Écrivez un titre qui donne la réponse, avec le nom et le montant. Puis le texte alternatif : la même réponse, puis un second chiffre, par exemple le suivant ou la part du total. Comptez soixante signes au moins.

# %% role="answer" id="barres"
### BEGIN SOLUTION
titre = "L'École de musique a reçu le plus : 31 450 € en trois ans"
alternative = (
    "De 2023 à 2025, l'École de musique a reçu 31 450 €, soit 15 % du total. "
    "Viennent ensuite le Judo club, 22 950 €, et la Ressourcerie, 15 000 €."
)
dessin = barres(totaux, titre, alternative, "commune de Val-Ouvert, subventions 2023 à 2025")
### BLANK
# titre = ____
# alternative = ____
# dessin = barres(totaux, titre, alternative, "commune de Val-Ouvert, subventions 2023 à 2025")
### END SOLUTION
SVG(dessin)

# %% role="test" id="barres-verif" points=2
arbre = ElementTree.fromstring(dessin)
rects = [r for r in arbre.iter("{http://www.w3.org/2000/svg}rect") if r.get("class") == "barre"]
assert len(rects) == 20, "il doit y avoir vingt barres"
### BEGIN HIDDEN TESTS
assert "musique" in titre.lower(), "le titre doit nommer l'association qui a le plus reçu"
assert len(alternative) >= 60, "le texte alternatif est trop court"
assert float(rects[0].get("width")) == 360, "la première barre doit être la plus longue"
### END HIDDEN TESTS

# %% [markdown]
# La page du cours fait vérifier les mêmes choix. `marks` est la forme, `by` ce que représente une marque, `value` et `count` le nombre montré, `most` le nombre de marques gardées (0 : toutes).
#
# **À vous.** Réunissez dans `reponse` ces choix, votre titre et votre texte alternatif.

# %% role="answer" id="choix"
### BEGIN SOLUTION
choix = {
    "marks": "bars",
    "by": "nomBeneficiaire",
    "value": "montantVerse",
    "count": "sum",
    "order": "value",
    "most": 0,
    "zero": True,
}
reponse = {"spec": choix, "title": titre, "alternative": alternative}
### BLANK
# choix = {
#     "marks": "bars",
#     "by": "nomBeneficiaire",
#     "value": "montantVerse",
#     "count": "sum",
#     "order": "value",
#     "most": 0,
#     "zero": True,
# }
# reponse = ____  # puis : {"spec": choix, "title": titre, "alternative": alternative}
### END SOLUTION

# %% role="test" id="qui-recoit-quoi" points=7 exercise="publier/qui-recoit-quoi"
resultat = grader.check("publier/qui-recoit-quoi", reponse)
display(resultat)
resultat.points

# %% [markdown]
# ## 3. Le tableau à côté
#
# Un dessin montre, un tableau donne les chiffres. Publiez les deux.
#
# **À vous.** Faites `tableau` : deux colonnes, `Association` et `Montant versé (€)`, dans l'ordre des barres.

# %% role="answer" id="tableau"
### BEGIN SOLUTION
tableau = totaux.reset_index()
tableau.columns = ["Association", "Montant versé (€)"]
### BLANK
# tableau = totaux.____()
# tableau.columns = ____
### END SOLUTION
tableau.head()

# %% role="test" id="tableau-verif" points=1
assert list(tableau.columns) == ["Association", "Montant versé (€)"], "vérifiez les deux titres"
### BEGIN HIDDEN TESTS
assert tableau["Montant versé (€)"].sum() == 204700, "le tableau doit avoir les vingt montants"
### END HIDDEN TESTS

# %% [markdown]
# ## 4. Une carte de points
#
# Voici les trente stationnements pour vélos de Val-Ouvert. Leurs coordonnées suivent l'ordre du format GeoJSON : **longitude, puis latitude**. En France métropolitaine, la longitude va de -5 à 10, la latitude de 41 à 52. Inversées, les points tombent dans l'océan Indien, au large de la Somalie.
#
# **À vous.** Faites de `LON` et `LAT` deux colonnes de nombres. `json.loads` transforme le texte `"[2.44, 46.60]"` en une liste ; `.str[0]` en prend le premier élément.

# %% role="answer" id="coordonnees"
velos = pd.read_csv(sandbox("communes/val-ouvert/services/velos.csv"), dtype=str)
velos = velos[velos["code_com"] == "99042"].copy()
velos["capacite"] = velos["capacite"].astype(int)
couples = velos["coordonneesxy"].map(json.loads)
### BEGIN SOLUTION
velos["LON"] = couples.str[0]
velos["LAT"] = couples.str[1]
### BLANK
# velos["LON"] = couples.str[____]
# velos["LAT"] = couples.str[____]
### END SOLUTION
velos[["commentaires", "LON", "LAT", "capacite", "couverture"]].head()

# %% role="test" id="coordonnees-verif" points=2
assert velos["LAT"].between(41, 52).all(), "une latitude française va de 41 à 52"
### BEGIN HIDDEN TESTS
assert velos["LON"].between(-5, 10).all(), "une longitude française va de -5 à 10"
assert len(velos) == 30, "il y a trente stationnements"
### END HIDDEN TESTS

# %% [markdown]
# Un degré de longitude est plus court qu'un degré de latitude : à cette hauteur, de près d'un tiers. Le dessin en tient compte, avec le cosinus de la latitude. Un degré de latitude fait 111,3 kilomètres : de là vient l'échelle. Chaque point a une surface proportionnelle au nombre de places.
#
# Environ un homme sur douze distingue mal le rouge du vert. On prend donc un bleu et un orange foncé, qui se distinguent pour presque tous, et surtout deux **formes** : rond pour un abri couvert, carré sinon.

# %%
def carte(points, titre, alternative, source):
    """Trace une carte de points en SVG, avec sa légende."""
    milieu = cos(radians(points["LAT"].mean()))
    gauche, bas = points["LON"].min(), points["LAT"].min()
    etendue = max((points["LON"].max() - gauche) * milieu, points["LAT"].max() - bas)
    echelle = 480 / etendue
    lignes = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 640" role="img"'
        ' aria-labelledby="c-titre c-texte" font-family="sans-serif" font-size="13">',
        f'<title id="c-titre">{escape(titre)}</title>',
        f'<desc id="c-texte">{escape(alternative)}</desc>',
        '<rect width="720" height="640" fill="#ffffff"/>',
        f'<text x="10" y="28" font-size="17" font-weight="bold">{escape(titre)}</text>',
    ]
    for un in points.to_dict("records"):
        x = 40 + (un["LON"] - gauche) * milieu * echelle
        y = 570 - (un["LAT"] - bas) * echelle
        r = 3 * sqrt(un["capacite"])
        bulle = f"{un['commentaires']}, {un['capacite']} places"
        nom = f"<title>{escape(bulle)}</title>"
        if un["couverture"] == "true":
            lignes.append(
                f'<circle class="point" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#0072b2"'
                f' fill-opacity="0.8" stroke="#ffffff">{nom}</circle>'
            )
        else:
            cote = r * 1.77
            lignes.append(
                f'<rect class="point" x="{x - cote / 2:.1f}" y="{y - cote / 2:.1f}"'
                f' width="{cote:.1f}" height="{cote:.1f}" fill="#b34700" fill-opacity="0.8"'
                f' stroke="#ffffff">{nom}</rect>'
            )
    lignes += [
        '<circle cx="560" cy="80" r="8" fill="#0072b2"/><text x="580" y="85">couvert</text>',
        '<rect x="552" y="102" width="16" height="16" fill="#b34700"/>',
        '<text x="580" y="115">non couvert</text>',
        '<text x="552" y="142">Surface : nombre de places</text>',
        f'<path d="M552 170h{echelle * 0.5 / 111.3:.0f}" stroke="#000000" stroke-width="3"/>',
        '<text x="552" y="190">500 mètres</text>',
        f'<text x="10" y="625">Source : {escape(source)}. Le nord est en haut.</text>',
        "</svg>",
    ]
    return "\n".join(lignes)


# %% [markdown]
# **À vous.** Comptez les places (`capacite`) sous abri, et toutes les places. Puis écrivez le titre avec ces deux nombres, et le texte alternatif.

# %% role="answer" id="carte"
### BEGIN SOLUTION
couvertes = velos.loc[velos["couverture"] == "true", "capacite"].sum()
toutes = velos["capacite"].sum()
titre_carte = f"À Val-Ouvert, {couvertes} places à vélo sur {toutes} sont couvertes"
texte_carte = (
    f"Carte de trente stationnements. {couvertes} places sur {toutes} sont couvertes, "
    "dans huit stationnements sur trente."
)
plan = carte(velos, titre_carte, texte_carte, "commune de Val-Ouvert, stationnements cyclables")
### BLANK
# couvertes = velos.loc[____, "capacite"].sum()
# toutes = ____
# titre_carte = f"À Val-Ouvert, {couvertes} places à vélo sur {toutes} sont couvertes"
# texte_carte = ____
# plan = carte(velos, titre_carte, texte_carte, "commune de Val-Ouvert, stationnements cyclables")
### END SOLUTION
SVG(plan)

# %% role="test" id="carte-verif" points=3
points = [p for p in ElementTree.fromstring(plan).iter() if p.get("class") == "point"]
assert len(points) == 30, "la carte doit avoir trente points"
assert toutes == velos["capacite"].sum(), "additionnez la capacité de chaque stationnement"
### BEGIN HIDDEN TESTS
assert couvertes == velos[velos["couverture"] == "true"]["capacite"].sum(), "comptez les couverts"
assert len(texte_carte) >= 40, "le texte alternatif est trop court"
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Écrire les fichiers
#
# Le SVG s'ouvre dans un navigateur, et s'insère dans une page du site. Le CSV l'accompagne. Pour une vraie carte avec un fond, publiez aussi un GeoJSON : les outils en ligne le lisent.

# %%
def geojson(points):
    """Rend les points au format GeoJSON : longitude, puis latitude."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [un["LON"], un["LAT"]]},
                "properties": {"places": un["capacite"], "couvert": un["couverture"] == "true"},
            }
            for un in points.to_dict("records")
        ],
    }


Path("graphique.svg").write_text(str(dessin), encoding="utf-8")
Path("carte.svg").write_text(str(plan), encoding="utf-8")
Path("velos.geojson").write_text(json.dumps(geojson(velos)), encoding="utf-8")
tableau.to_csv("graphique.csv", index=False)

# %% [markdown]
# ## À retenir
#
# - Une question, un dessin, un titre qui répond.
# - Des barres triées, qui partent de zéro.
# - La couleur ne suffit jamais : ajoutez une forme ou un mot.
# - Texte alternatif, source et tableau vont avec le dessin.
# - GeoJSON veut la longitude d'abord. Vérifiez les bornes avant de tracer.
#
# **Exercice du cours :** `publier/qui-recoit-quoi`. Les coordonnées inversées se corrigent dans `preparer/atelier-coordonnees`.
