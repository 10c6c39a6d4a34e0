"""Compter des lignes, et cacher ce qui est trop petit ou permettrait de le calculer."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from grader.privacy.transforms.scripted.nombres import ecrire_nombre, lire_nombre

# Ce qui est écrit à la place d'un nombre caché, qu'il soit petit ou qu'il trahisse un petit.
CACHE = "secret"
TOTAL = "(total)"
LE_PLUS_DE_CASES = 20_000
# Au-delà de cette part, une seule ligne fait presque toute la somme.
_DOMINANCE = Decimal("0.85")
# Les calculs de l'attaquant se refont modulo ce nombre premier, sans erreur d'arrondi.
_PREMIER = 2**61 - 1
# Au-delà, chercher qui trahit qui serait trop long : tout est caché.
_LE_PLUS_DE_CALCULS = 250_000

# Une case du tableau : une valeur par colonne, None pour un total.
Cle = tuple[str | None, ...]


class Case(NamedTuple):
    """Ce que contient une case : des lignes, leur somme, et ce qu'en fait la plus grosse."""

    nombre: int
    somme: Decimal
    taille: Decimal
    plus_gros: Decimal


def reunir(
    cases: dict[tuple[str, ...], Case], cle: tuple[str, ...], nombre: int, valeur: str | None
) -> None:
    """Ajouter à une case des lignes qui ont toutes cette valeur."""
    lue = lire_nombre(valeur) if valeur is not None else None
    montant = lue if lue is not None else Decimal(0)
    plus = Case(nombre, montant * nombre, abs(montant) * nombre, abs(montant))
    cases[cle] = _ensemble([cases[cle], plus]) if cle in cases else plus


def _ensemble(cases: Iterable[Case]) -> Case:
    nombre, somme, taille, plus_gros = 0, Decimal(0), Decimal(0), Decimal(0)
    for case in cases:
        nombre += case.nombre
        somme += case.somme
        taille += case.taille
        plus_gros = max(plus_gros, case.plus_gros)
    return Case(nombre, somme, taille, plus_gros)


def en_tete_des_comptes(colonnes: Sequence[str], valeur: str | None) -> list[str]:
    """Nommer les colonnes du tableau."""
    noms = list(colonnes)
    for nom in ["EFFECTIF", *([f"SOMME {valeur}"] if valeur else [])]:
        seul, rang = nom, 1
        while seul in noms:
            rang += 1
            seul = f"{nom} ({rang})"
        noms.append(seul)
    return noms


def lignes_de_comptes(
    cases: dict[tuple[str, ...], Case],
    largeur: int,
    moins: int,
    *,
    avec_somme: bool,
    totaux: bool,
) -> list[list[str]]:
    """Écrire le tableau : une ligne par case qui n'est pas vide, puis les totaux s'ils sont voulus.

    Est caché ce qui compte moins de « moins » lignes, ou dont une seule ligne fait plus de 85 % de
    la somme ; puis, une à une, d'autres cases, tant qu'une soustraction ou une suite de
    soustractions entre cases et totaux donnerait un nombre caché.
    """
    toutes = avec_totaux(cases, largeur)
    petites = {
        cle
        for cle, case in toutes.items()
        if case.nombre < moins
        or (avec_somme and case.taille and case.plus_gros > _DOMINANCE * case.taille)
    }
    cachees = cacher(toutes, petites)
    sortie = []
    for cle in sorted(toutes, key=_rang):
        if None in cle and not totaux:
            continue
        case = toutes[cle]
        nombres = [str(case.nombre), *([ecrire_nombre(case.somme)] if avec_somme else [])]
        noms = [TOTAL if nom is None else nom for nom in cle]
        sortie.append([*noms, *([CACHE] * len(nombres) if cle in cachees else nombres)])
    return sortie


def avec_totaux(cases: dict[tuple[str, ...], Case], largeur: int) -> dict[Cle, Case]:
    """Ajouter tous les totaux : selon chaque colonne, chaque groupe de colonnes, et l'ensemble."""
    parts: dict[Cle, list[Case]] = {}
    for cle, case in cases.items():
        for gardes in product((True, False), repeat=largeur):
            total = tuple(nom if garde else None for nom, garde in zip(cle, gardes, strict=True))
            parts.setdefault(total, []).append(case)
    return {cle: _ensemble(part) for cle, part in parts.items()}


def cacher(toutes: dict[Cle, Case], petites: set[Cle]) -> set[Cle]:
    """Cacher, en plus des petites cases, de quoi rendre tout calcul impossible.

    Une case écrite n'est pas vide : le lecteur sait qu'elle compte au moins 1, et deux secrets dont
    la somme est 2 sont deux fois 1. Une case de 1 ne peut donc que grandir, et n'aide pas à en
    cacher une autre ; seules les autres cases cachées et les totaux cachés jouent dans les deux
    sens.
    """
    lignes = _additions(toutes)
    ou: dict[Cle, list[int]] = {cle: [] for cle in toutes}
    for rang, ligne in enumerate(lignes):
        for cle in ligne:
            ou[cle].append(rang)
    cachees = set(petites)
    calculs = 0
    while True:
        mobiles = {cle for cle in cachees if None in cle or toutes[cle].nombre > 1}
        endroits = [ligne for ligne in lignes if _se_lit(ligne, cachees, mobiles)]
        if not endroits:
            calculables, faits = _calculables(toutes, lignes, cachees, mobiles)
            calculs += faits
            endroits = [
                [voisine for rang in ou[cle] for voisine in lignes[rang]]
                for cle in sorted(calculables, key=_rang)
            ]
        if not endroits:
            return cachees
        vides = [cachees.isdisjoint(ligne) for ligne in lignes]

        def prix(cle: Cle) -> tuple[bool, int, int, tuple[tuple[bool, str], ...]]:
            fixe = None not in cle and toutes[cle].nombre == 1
            seule = sum(1 for rang in ou[cle] if vides[rang])  # noqa: B023 - used in this turn
            return fixe, seule, toutes[cle].nombre, _rang(cle)

        nouvelles: set[Cle] = set()
        for endroit in endroits:
            choix = [cle for cle in endroit if cle not in cachees]
            if choix and nouvelles.isdisjoint(endroit):
                nouvelles.add(min(choix, key=prix))
        if not nouvelles or calculs > _LE_PLUS_DE_CALCULS:
            return set(toutes)
        cachees |= nouvelles


def _se_lit(ligne: list[Cle], cachees: set[Cle], mobiles: set[Cle]) -> bool:
    """Dire si une seule addition donne ce qu'elle cache : rien d'autre n'y joue."""
    presentes = cachees.intersection(ligne)
    return len(presentes) == 1 or (len(presentes) > 1 and mobiles.isdisjoint(presentes))


def _additions(toutes: dict[Cle, Case]) -> list[list[Cle]]:
    """Donner les additions du tableau : un total, puis les cases dont il est la somme."""
    lignes: dict[tuple[Cle, int], list[Cle]] = {}
    for cle in sorted(toutes, key=_rang):
        for rang, nom in enumerate(cle):
            if nom is not None:
                total = (*cle[:rang], None, *cle[rang + 1 :])
                lignes.setdefault((total, rang), [total]).append(cle)
    return list(lignes.values())


def _calculables(
    toutes: dict[Cle, Case], lignes: list[list[Cle]], cachees: set[Cle], mobiles: set[Cle]
) -> tuple[set[Cle], int]:
    """Trouver les cases cachées qu'un lecteur du tableau pourrait calculer.

    Chaque addition qui a des cases cachées est une équation. Combinées (méthode de Gauss), elles
    fixent une inconnue qu'elles laissent seule, et celles qu'elles ne lient à aucune case mobile.
    Une case de 2 qui bougerait de 2 quand une autre bouge de 1 est fixée de même.
    Rend aussi le nombre de calculs ; au-delà du plus grand, tout est dit calculable.
    """
    pivots: dict[Cle, dict[Cle, int]] = {}
    presences: dict[Cle, set[Cle]] = {}
    fixees: set[Cle] = set()
    calculs = 0
    for ligne in lignes:
        equation = {cle: 1 for cle in ligne[1:] if cle in cachees}
        if ligne[0] in cachees:
            equation[ligne[0]] = _PREMIER - 1
        for cle in [cle for cle in equation if cle in pivots]:
            calculs += len(pivots[cle])
            _retrancher(equation, pivots[cle], equation.get(cle, 0))
        calculs += len(ligne)
        jouent = [cle for cle in equation if cle in mobiles]
        if not jouent:
            fixees.update(equation)
            continue
        pivot = min(jouent, key=lambda cle: len(presences.get(cle, ())))
        inverse = pow(equation[pivot], -1, _PREMIER)
        equation = {cle: nombre * inverse % _PREMIER for cle, nombre in equation.items()}
        for autre in presences.pop(pivot, set()):
            calculs += len(equation)
            _retrancher(pivots[autre], equation, pivots[autre].get(pivot, 0))
            for cle in equation:
                if cle in pivots[autre]:
                    presences.setdefault(cle, set()).add(autre)
                elif cle in presences:
                    presences[cle].discard(autre)
        pivots[pivot] = equation
        for cle in equation:
            presences.setdefault(cle, set()).add(pivot)
        if calculs > _LE_PLUS_DE_CALCULS:
            return cachees, calculs
    seules = {pivot for pivot, equation in pivots.items() if len(equation) == 1}
    bornees = {
        pivot
        for pivot, equation in pivots.items()
        if None not in pivot
        and any(
            min(nombre, _PREMIER - nombre) >= toutes[pivot].nombre
            for cle, nombre in equation.items()
            if cle != pivot
        )
    }
    return fixees | seules | bornees, calculs


def _retrancher(equation: dict[Cle, int], autre: dict[Cle, int], fois: int) -> None:
    """Retrancher d'une équation une autre, autant de fois qu'il faut."""
    for cle, nombre in autre.items():
        reste = (equation.get(cle, 0) - fois * nombre) % _PREMIER
        if reste:
            equation[cle] = reste
        else:
            equation.pop(cle, None)


def _rang(cle: Cle) -> tuple[tuple[bool, str], ...]:
    """Ranger les cases : par nom, les totaux après."""
    return tuple((nom is None, nom or "") for nom in cle)
