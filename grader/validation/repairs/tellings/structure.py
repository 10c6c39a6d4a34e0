"""Tellings about labels, rows and columns."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.tellings.model import CauseTelling

_LABELS: Mapping[str, CauseTelling] = {
    "label-writing": CauseTelling(
        "Noms de colonnes écrits autrement",
        "Ce sont les noms du schéma, aux majuscules, espaces, accents, signes ou petits mots près. "
        "Un programme les cherche lettre à lettre.",
        "Écrire les noms comme le schéma.",
    ),
    "label-spelling": CauseTelling(
        "Nom de colonne proche de celui du schéma",
        "« {label} » est le nom attendu {how}. Un programme cherche les colonnes par leur nom "
        "exact : pour lui, celle-ci manque.",
        "Écrire le nom du schéma, {column}.",
        "Vérifiez que cette colonne contient bien ce que le schéma attend sous ce nom, dans la "
        "même unité.",
    ),
    "blank-label": CauseTelling(
        "Colonne sans nom",
        "La colonne {letter} est remplie, mais rien ne la nomme. À cette place, le schéma attend "
        "{column}, qui manque, et ce qu'elle contient y ressemble.",
        "Nommer cette colonne {column}.",
        "Lisez quelques cellules de la colonne {letter} : est-ce bien cela ?",
    ),
    "unknown-column": CauseTelling(
        "Colonne sans nom, au contenu inconnu",
        "La colonne {letter} est remplie, mais rien ne la nomme, et sa place ne dit pas laquelle "
        "ce peut être.",
        "Retrouvez son nom dans le logiciel ou le tableur d'où vient l'export ; si elle n'a pas à "
        "être publiée, supprimez-la.",
    ),
}

_COLUMNS: Mapping[str, CauseTelling] = {
    "missing-columns": CauseTelling(
        "Colonnes facultatives absentes",
        "Le schéma prévoit ces colonnes, même vides : ceux qui assemblent vos fichiers les "
        "attendent.",
        "Ajouter ces colonnes, vides, à leur place.",
        "Des lignes attendent que leurs cellules soient remises en place : faites-le d'abord.",
    ),
    "missing-required-columns": CauseTelling(
        "Colonnes obligatoires absentes",
        "Il manque {columns} : {names}. Rien dans le fichier ne permet de les remplir, et un "
        "logiciel le refusera.",
        "Refaites l'export avec ces colonnes. Ce qui est le même sur toutes les lignes, comme le "
        "nom ou le SIRET de votre collectivité, est peut-être dans le titre du fichier : ajoutez "
        "une colonne et recopiez-le sur chaque ligne.",
    ),
    "other-schema": CauseTelling(
        "Fichier qui suit un autre schéma",
        "Seules {found} colonnes sur {all} sont reconnues : le fichier suit sans doute un autre "
        "schéma, ou une ancienne version de celui-ci, dont les colonnes ont d'autres noms.",
        "Vérifiez le schéma choisi. S'il est le bon, refaites l'export avec ses colonnes : leurs "
        "noms et leurs définitions se trouvent sur schema.data.gouv.fr.",
    ),
    "blank-columns": CauseTelling(
        "Colonnes en trop, entièrement vides",
        "Un tableur garde les colonnes effacées, et des séparateurs en trop en créent. Le schéma "
        "ne les prévoit pas, et elles ne contiennent rien.",
        "Retirer ces colonnes.",
        "Des lignes attendent que leurs cellules soient remises en place : faites-le d'abord.",
    ),
    "equal-columns": CauseTelling(
        "Colonne en double",
        "Deux colonnes portent le même nom, et l'une répète l'autre ou ne contient rien. Un "
        "logiciel n'en garde qu'une, sans dire laquelle.",
        "Ne garder que celle qui est remplie.",
        "Vérifiez que l'une des deux ne devait pas porter un autre nom.",
    ),
    "different-columns": CauseTelling(
        "Deux colonnes de même nom, au contenu différent",
        "Les colonnes {first} et {second} se nomment « {label} » et ne disent pas la même chose. "
        "Rien ne permet de choisir.",
        "Regardez dans le logiciel d'origine ce que chacune contient, puis renommez ou supprimez "
        "celle qui n'est pas {column}.",
    ),
    "column-order": CauseTelling(
        "Colonnes dans un autre ordre que celui du schéma",
        "{before} est placée avant {after}. Un logiciel qui lit les colonnes par leur rang les "
        "confondra.",
        "Remettre les colonnes dans l'ordre du schéma ; celles qu'il ne prévoit pas viennent à la "
        "fin.",
        "Des lignes attendent que leurs cellules soient remises en place : faites-le d'abord.",
    ),
    "shifted-columns": CauseTelling(
        "Fichier entier décalé d'une colonne",
        "À partir de la colonne {letter}, les cellules ne sont pas sous leur nom : une colonne a "
        "été ajoutée ou retirée dans les données, mais pas dans l'en-tête. Sur {looked} "
        "examinées, {before} ne ressemblent pas à ce que leur colonne attend ; une fois "
        "déplacées : {after}.",
        "Déplacer d'une colonne toutes les cellules concernées.",
        "Lisez une ligne ou deux de l'aperçu : chaque valeur doit être sous son nom.",
    ),
    "unlabelled-column": CauseTelling(
        "Nom de colonne oublié dans l'en-tête",
        "Les lignes ont toutes une cellule de plus que l'en-tête : il manque un nom en colonne "
        "{letter}. Sur {looked} examinées, {before} ne ressemblent pas à ce que leur colonne "
        "attend ; avec un nom de plus : {after}.",
        "Insérer le nom « {label} » en colonne {letter}.",
        "Lisez une ligne ou deux de l'aperçu : chaque valeur doit être sous son nom.",
    ),
}

_ROWS: Mapping[str, CauseTelling] = {
    "blank-rows": CauseTelling(
        "Lignes vides",
        "Un tableur garde les lignes effacées. Un programme y lit des lignes sans rien.",
        "Retirer ces lignes.",
    ),
    "equal-rows": CauseTelling(
        "Lignes en double",
        "Ces lignes répètent une ligne précédente, cellule par cellule, alors que leur "
        "identifiant ne doit servir qu'une fois : un réutilisateur compterait deux fois la même "
        "chose.",
        "Ne garder que la première ligne.",
        "Vérifiez qu'il s'agit bien de la même chose, et non de deux qui se ressemblent.",
    ),
    "repeated-header": CauseTelling(
        "En-tête répété au milieu des lignes",
        "Plusieurs fichiers ont été mis bout à bout avec leurs noms de colonnes. Un logiciel y lit "
        "des données.",
        "Retirer ces lignes.",
    ),
    "total-rows": CauseTelling(
        "Ligne de total ou de note",
        "Une ou deux cellules sont remplies sur ces lignes, et presque rien de ce qui est "
        "obligatoire : c'est sans doute un total ou une note du tableur. Un réutilisateur "
        "compterait ce total avec le reste.",
        "Retirer ces lignes.",
        "Vérifiez que ce n'est pas une ligne dont le reste a été effacé.",
    ),
    "short-rows": CauseTelling(
        "Lignes qui s'arrêtent avant la dernière colonne",
        "Des logiciels omettent les dernières cellules quand elles sont vides. D'autres refusent "
        "un fichier dont les lignes n'ont pas toutes la même longueur.",
        "Ajouter les cellules vides qui manquent ; elles sont toutes facultatives.",
    ),
    "cut-rows": CauseTelling(
        "Lignes peut-être coupées",
        "Ces lignes s'arrêtent avant la dernière colonne, et il leur manque une valeur obligatoire "
        "ou une autre cellule y est fausse : la ligne a pu être coupée.",
        "Ajouter les cellules vides qui manquent.",
        "Cherchez la ligne entière dans le fichier d'origine : la suite se trouve peut-être à la "
        "ligne suivante.",
    ),
    "empty-extra-cells": CauseTelling(
        "Séparateurs en trop à la fin des lignes",
        "Ces lignes ont des cellules vides au-delà de la dernière colonne. Des logiciels refusent "
        "un fichier dont les lignes n'ont pas toutes la même longueur.",
        "Retirer ces cellules vides.",
    ),
    "unquoted-separator": CauseTelling(
        "Texte coupé par le séparateur",
        "Un texte ou un nombre contenait le signe qui sépare les colonnes, sans guillemets autour "
        "de lui : il a été coupé, et la suite de la ligne a glissé. Telles quelles, {before} ne "
        "sont pas à leur place ; une fois le texte recollé : {after}.",
        "Recoller les morceaux et remettre la suite de la ligne sous ses colonnes.",
        "Lisez dans l'aperçu le texte recollé : les morceaux doivent bien aller ensemble.",
    ),
    "shifted-rows": CauseTelling(
        "Lignes décalées d'une cellule",
        "Une cellule vide en trop ou en moins a fait glisser la suite de la ligne. Telles quelles, "
        "{before} ne ressemblent pas à ce que leur colonne attend (une date, un nombre, un mot de "
        "la liste) ; une fois déplacées : {after}.",
        "Remettre ces cellules sous leur colonne.",
        "Lisez ces lignes dans l'aperçu : chaque valeur doit être sous son nom.",
    ),
}

CAUSES: Mapping[str, CauseTelling] = {**_LABELS, **_COLUMNS, **_ROWS}
