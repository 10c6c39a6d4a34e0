"""Une adresse : sa voie sans le numéro, puis le quartier, la commune, l'intercommunalité."""

import re
from collections.abc import Mapping, Sequence

from grader.privacy.transforms.scripted.codes import par_departement
from grader.privacy.transforms.scripted.textes import PAS_LU, simplifier

_TYPES_DE_VOIE = {
    abrege: entier
    for entier, abreges in {
        "rue": "rue r",
        "avenue": "avenue av ave",
        "boulevard": "boulevard bd bld bvd boul",
        "place": "place pl",
        "impasse": "impasse imp",
        "chemin": "chemin ch che chem",
        "allee": "allee allees all",
        "route": "route rte",
        "square": "square sq",
        "cours": "cours crs",
        "cour": "cour",
        "quai": "quai",
        "passage": "passage pass psg",
        "ruelle": "ruelle rle",
        "sentier": "sentier sente sen",
        "venelle": "venelle ven",
        "esplanade": "esplanade esp",
        "promenade": "promenade prom",
        "faubourg": "faubourg fbg fg",
        "montee": "montee mte",
        "cote": "cote",
        "villa": "villa",
        "cite": "cite",
        "clos": "clos",
        "rond": "rond",
        "mail": "mail",
        "parvis": "parvis",
        "traverse": "traverse tra",
        "voie": "voie",
        "hameau": "hameau ham",
        "lieu": "lieu ld",
        "lotissement": "lotissement lot",
        "residence": "residence res",
        "domaine": "domaine dom",
        "quartier": "quartier qua",
        "grande": "grande grand",
    }.items()
    for abrege in abreges.split()
}
_ABREGES = {
    "st": "saint",
    "ste": "sainte",
    "gal": "general",
    "gen": "general",
    "mal": "marechal",
    "dr": "docteur",
    "pdt": "president",
    "cdt": "commandant",
    "prof": "professeur",
}
# Ce qui suit la voie, ou désigne quelqu'un : on s'arrête là.
_FIN_DE_VOIE = re.compile(
    "chez|appt|apt|app|appartement|bat|batiment|esc|escalier|etage|porte|bp|cs|tsa|cedex|residence"
    "|res|lot|lotissement|numero|no|n|m|mr|mme|mlle|madame|monsieur|famille|mademoiselle"
)
_MOIS_DE_VOIE = re.compile(
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_MORCEAUX = re.compile(r"[,;|\n\r]+|\s[-–—]\s")
_NUMERO = re.compile(r"\d+[a-z]?|bis|ter|quater|[a-h]")
_CODE = re.compile(r"\d{5}")
_CHIFFRE = re.compile(r"\d")
_PLUS_LONGUE_ADRESSE = 300


def lire_adresse(
    valeur: str, voies: Mapping[str, Sequence[str]] | None = None
) -> tuple[str, str, str]:
    """Lire une adresse : la voie sans numéro ni complément, le code postal, ce qui le suit.

    Avec une table des voies, la voie est une de celles de la table.
    """
    if len(valeur) > _PLUS_LONGUE_ADRESSE:
        return "", "", ""
    voie, code, suite = "", "", ""
    for morceau in _MORCEAUX.split(valeur):
        mots = simplifier(morceau).split()
        codes = [rang for rang, mot in enumerate(mots) if _CODE.fullmatch(mot)]
        if codes:
            code, suite = mots[codes[-1]], " ".join(mots[codes[-1] + 1 :])
            mots = mots[: codes[-1]]
        voie = voie or (lire_voie(mots) if voies is None else _voie_connue(mots, voies))
    return voie, code, suite


def lire_voie(mots: Sequence[str]) -> str:
    """Lire la voie parmi les mots d'une adresse : « 12 bis r des lilas » est « rue des lilas »."""
    debut = _debut_de_voie(mots)
    if debut < 0:
        return ""
    lue = [_TYPES_DE_VOIE[mots[debut]]]
    rang = debut + 1
    while rang < len(mots):
        mot = mots[rang]
        jour = mot.removesuffix("er").isdigit() and mots[rang + 1 : rang + 2]
        if jour and _MOIS_DE_VOIE.fullmatch(jour[0]):
            # « rue du 8 mai 1945 » : ces chiffres-là sont le nom de la voie.
            annee = mots[rang + 2 : rang + 3]
            garde = 3 if annee and len(annee[0]) == 4 and annee[0].isdigit() else 2
            lue += mots[rang : rang + garde]
            rang += garde
            continue
        if _CHIFFRE.search(mot) or (_FIN_DE_VOIE.fullmatch(mot) and rang > debut + 1):
            break
        lue.append(_ABREGES.get(mot, mot))
        rang += 1
    return " ".join(lue) if len(lue) > 1 else ""


def _debut_de_voie(mots: Sequence[str]) -> int:
    for rang, mot in enumerate(mots):
        if mot in _TYPES_DE_VOIE and rang and _NUMERO.fullmatch(mots[rang - 1]):
            return rang
    return 0 if mots and mots[0] in _TYPES_DE_VOIE else -1


def par_adresse(valeur: str, niveau: int) -> str:
    """Écrire une adresse de moins en moins précise : 1 la voie, 2 le code postal, 3 le département.

    Sans table des voies, la voie est écrite en capitales sans accents, avec le code postal : deux
    voies du même nom, dans deux communes, restent distinctes.
    """
    voie, code, _ = lire_adresse(valeur)
    if niveau == 3:
        return par_departement(code)
    connus = [voie.upper(), code] if niveau == 1 else [code]
    return ", ".join(connu for connu in connus if connu) or PAS_LU


def par_quartier(
    valeur: str, niveau: int, voies: Mapping[str, Sequence[str]], lieux: Mapping[str, Sequence[str]]
) -> str:
    """Écrire une adresse d'après la table des voies : 1 voie, 2 quartier, 3 commune, 4 ensemble.

    « voies » et « lieux » viennent de preparer_voies. Une voie qui n'y est pas n'est pas écrite.
    """
    trouve = lieux.get(simplifier(valeur))
    if trouve is None:
        voie, code, suite = lire_adresse(valeur, voies)
        trouve = voies.get(voie)
        ailleurs = code and suite and trouve and not suite.startswith(trouve[-1])
        if trouve is None or ailleurs:
            return PAS_LU
    return trouve[niveau - 1] or PAS_LU


def _voie_connue(mots: Sequence[str], voies: Mapping[str, Sequence[str]]) -> str:
    """Trouver une voie de la table parmi les mots d'une adresse, ou rien."""
    debut = 0
    while debut < len(mots) and _NUMERO.fullmatch(mots[debut]):
        debut += 1
    for nom in (lire_voie(mots), " ".join(mots[debut:])):
        if nom in voies:
            return nom
        entiers = nom.split()
        for fin in range(len(entiers) - 1, 0, -1):
            # « rue des lilas val ouvert » : la commune suit la voie, sans virgule.
            court = " ".join(entiers[:fin])
            if court in voies and " ".join(entiers[fin:]) == voies[court][-1]:
                return court
    return ""


def preparer_voies(
    table: Mapping[str, Sequence[str]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Préparer la table des voies (voie : quartier, commune, ensemble).

    Rend ce qui s'écrit à chaque niveau pour chaque voie, puis pour chaque quartier et commune. Le
    dernier élément est le nom simplifié de la commune.
    """
    chemins = {voie: [voie, *parents] for voie, parents in table.items()}
    for niveau in (2, 1, 0):
        _distinguer(list(chemins.values()), niveau)
    voies: dict[str, tuple[str, ...]] = {}
    lieux: dict[str, tuple[str, ...]] = {}
    for voie, chemin in chemins.items():
        nom = lire_voie(simplifier(voie).split()) or simplifier(voie)
        voies.setdefault(nom, (*chemin, simplifier(table[voie][1])))
    suites: dict[tuple[int, str], str] = {}
    for ecrit in voies.values():
        _s_accorde(ecrit, suites)
    for voie, chemin in chemins.items():
        for niveau in (1, 2):
            nom = simplifier(chemin[niveau])
            ecrit = (*[chemin[niveau]] * niveau, *chemin[niveau:], simplifier(table[voie][1]))
            if nom and nom not in voies and nom not in lieux and _s_accorde(ecrit, suites):
                lieux[nom] = ecrit
    return voies, lieux


def _s_accorde(ecrit: Sequence[str], suites: dict[tuple[int, str], str]) -> bool:
    """Dire si ce qui est écrit à chaque niveau a partout la même suite, et le retenir alors."""
    liens = {(niveau, ecrit[niveau]): ecrit[niveau + 1] for niveau in range(3)}
    if any(suites.get(lien, suite) != suite for lien, suite in liens.items()):
        return False
    suites.update(liens)
    return True


def _distinguer(chemins: list[list[str]], niveau: int) -> None:
    """Faire qu'un nom de lieu n'ait qu'un lieu au-dessus de lui : « Centre (Val-Ouvert) »."""
    dessus: dict[str, set[str]] = {}
    for chemin in chemins:
        chemin[niveau] = chemin[niveau] or chemin[niveau + 1]
        dessus.setdefault(chemin[niveau], set()).add(chemin[niveau + 1])
    pris: dict[str, str] = {}
    for chemin in chemins:
        parent = chemin[niveau + 1]
        if len(dessus[chemin[niveau]]) > 1:
            chemin[niveau] += f" ({parent or 'ailleurs'})"
        while pris.setdefault(chemin[niveau], parent) != parent:
            chemin[niveau] += " (bis)"
