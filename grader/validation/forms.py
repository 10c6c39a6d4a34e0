"""The forms that patterns ask for, in words: no regular expression is shown without them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_DIGITS = re.compile(r"\^?(?:\\d|\[0-9\])\{(\d+)\}\$?")
#: Values to choose from, one or several with a sign between them.
_CHOICES = re.compile(r"\(\?:\(\?:\^\|(?P<sign>\\\||,|;)\)\((?P<values>.*)\)\)\+\$?")
_LOOSE_CHOICES = re.compile(r"\^\(\?:\(\?:(?P<values>.*)\)\(\?:,\\s\*\)\?\)\+\$")
_ESCAPED = re.compile(r"\\([^\w\s])")
_SPECIAL = re.compile(r"[\\\[\](){}*+?^$]")
_SIGNS = {
    r"\|": "une barre verticale ( | )",
    ",": "une virgule",
    ";": "un point-virgule",
}

_COMMUNE = "5 chiffres, comme 99042 (en Corse, un code INSEE commence par 2A ou 2B)"
_PHONE = (
    "un numéro au format international : l'indicatif (+33, ou celui d'un territoire d'outre-mer "
    "comme +262 ou +590), puis 6 à 9 chiffres, sans espace"
)
_INSTANT = (
    "une date et une heure complètes, comme 2025-03-27T14:30:00Z : année-mois-jour, la lettre T, "
    "l'heure, puis Z ou le décalage avec l'heure universelle"
)
_PLACE = (
    "des lettres (accentuées ou non), des chiffres, des espaces, et rien d'autre que ces signes : "
    "tiret, apostrophe, guillemets, degré, parenthèses, virgule et point"
)
_BAL_NAME = (
    "des lettres (accentuées ou non), des espaces, des apostrophes, des tirets et des "
    "parenthèses ; ou un arrondissement, comme « Lyon 3e Arrondissement »"
)
_BAL_WAY = (
    "des lettres (accentuées ou non), des chiffres, des espaces et les signes courants d'un nom de "
    "voie : tiret, apostrophe, point, virgule, parenthèses, barre oblique, degré"
)
_PARKING = "le code INSEE de la commune, puis -{letter}-, puis 3 chiffres, comme 99042-{letter}-001"
_EVSE = "deux lettres majuscules, puis 4 à 33 lettres majuscules ou chiffres, sans espace"

#: Patterns met in schemas of local authorities, in words that follow « Forme attendue : ».
FORMS: Mapping[str, str] = {
    r"^\d{14}$": "14 chiffres à la suite, sans espace",
    r"^\d{9}$": "9 chiffres à la suite, sans espace",
    r"^\d\.\d{1,2}$": "un chiffre, un point, puis un ou deux chiffres",
    r"^[0-9]{4}(\/[0-9]{4})?$": (
        "une année sur quatre chiffres, ou deux années séparées par une barre oblique"
    ),
    r"^W\d{9}$": "la lettre W suivie de 9 chiffres",
    r"^[0-9]{4}\-[0-9]{2}\-[0-9]{2}(\/[0-9]{4}\-[0-9]{2}\-[0-9]{2})?$": (
        "une date AAAA-MM-JJ, ou deux dates séparées par une barre oblique"
    ),
    r"^([013-9]\d|2[AB1-9])\d{3}$": _COMMUNE,
    r"^\d[AB\d]\d{3}$": _COMMUNE,
    r"^([013-9]\d|2[AB1-9])\d{3}-P-\d{3}$": _PARKING.replace("{letter}", "P"),
    r"^([013-9]\d|2[AB1-9])\d{3}-T-\d{3}$": _PARKING.replace("{letter}", "T"),
    r"^[0-9A-B]{5}-[0-9]{8}-[0-9]{3}": (
        "les 5 caractères du code INSEE de la commune, un tiret, 8 chiffres, un tiret, 3 chiffres"
    ),
    r"(^[0-9]{8,8}(\-[0-9])?)$": (
        "8 chiffres, suivis si vous voulez d'un tiret et d'un chiffre, comme 45000000-7"
    ),
    r"^[a-zA-Z0-9]{9,14}$": "de 9 à 14 chiffres ou lettres sans accent, sans espace",
    r"^(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)(\d){6,9}$": _PHONE,
    r"^(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+590|\+508|\+681)(\d){6,9}$": _PHONE,
    r"^https?://(?:[a-z0-9\-]+\.)+[a-z]{2,6}(?:/[^/#?]+)+\.(?:jpg|jpeg|gif|png)": (
        "l'adresse web d'une image, qui commence par https:// et finit par .jpg, .jpeg, .gif ou "
        ".png"
    ),
    r"^(7j/7|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jours fériés|événements){1}"
    r"(\|(7j/7|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|jours fériés|événements))*$"
    r"|^(non renseigné){1}$": (
        "« 7j/7 », un ou plusieurs jours (« lundi » à « dimanche », « jours fériés », "
        "« événements ») séparés par une barre verticale ( | ), ou « non renseigné »"
    ),
    r"^(heures ouvrables|heures de nuit|24h/24){1}(\|(heures ouvrables|heures de nuit|24h/24))*$"
    r"|^(non renseigné){1}$": (
        "« heures ouvrables », « heures de nuit » ou « 24h/24 », seuls ou séparés par une barre "
        "verticale ( | ), ou « non renseigné »"
    ),
    r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})$": _INSTANT,
    r"((Paris|Lyon|Marseille) [1-9][0-9]?er? Arrondissement)"
    r"|(([A-Za-zÀ-ÖØ-öø-ÿœŒâ' \-\(\)]+))": _BAL_NAME,
    r"(([A-Za-z0-9À-ÖØ-öø-ÿœŒâÂîÎ' \-\.\(\)\‘\’\/"
    '"°,]+))': _BAL_WAY,
    r"-?[0-9]{1,7}.[0-9]{1,2}": "un nombre de mètres avec un point et une ou deux décimales",
    r"-?[0-9]{1,2}.[0-9]{1,7}": "un nombre de degrés avec un point et une à sept décimales",
    r"([0-9]{9}[0-9A-Z]{2}[0-9]{4})(?:\|([0-9]{9}[0-9A-Z]{2}[0-9]{4}))*": (
        "l'identifiant d'une parcelle sur 15 caractères, ou plusieurs séparés par une barre "
        "verticale ( | )"
    ),
    r"^[A-Z]{2}[A-Z0-9]{4,33}$": _EVSE,
    r"(?:(?:^|,)(^[A-Z]{2}[A-Z0-9]{4,33}$|Non concerné))+$": f"{_EVSE} ; ou « Non concerné »",
    r"(.*?)((\d{1,2}:\d{2})-(\d{1,2}:\d{2})|24/7)": (
        "des horaires qui finissent par une plage, comme Mo-Fr 08:00-20:00, ou 24/7"
    ),
    r"^(\d+|N/A)$": "un nombre entier, ou « N/A »",
    r"^[a-zA-Z0-9\-\–\'\’\«\»\°\"\s\dÀ-ÿ\(\)\,\.]+$": _PLACE,
    r"^[a-zA-Z0-9\-\–\'\’\«\»\°\"\s\d\u00C0-\u00FF\(\)\,\.]+$": _PLACE,
    r"^[a-zA-Z0-9\-\'\s\d\u00C0-\u00FF]+$": (
        "des lettres (accentuées ou non), des chiffres, des espaces, des tirets et des apostrophes"
    ),
    r"^[A-Za-z\s\-\u00C0-\u00FF]+$": ("des lettres (accentuées ou non), des espaces et des tirets"),
    r"^[A-Za-z0-9_]+$": "des lettres sans accent, des chiffres et des tirets bas ( _ )",
    r"^(Le |La |Les |Los |Aux |L'|)([A-ZÉÇŒÈÎ])(((-| | - |')[A-ZÉÇŒÈÎ])"
    r"|('|-| |)[a-zàâéèêëïîÿôûüœç])*( \([A-Z][a-z]*\)|)$": (
        "le nom de la commune avec une majuscule au début de chaque mot important et ses accents, "
        "comme « Saint-Pierre » ou « Le Val »"
    ),
    r"^'?[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆ][a-zéàèùäëïüöÿâêîôûŷçæœ]*(|'|(('[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆ"
    r"a-zéàèùäëïüöÿâêîôûŷçæœ][a-zéàèùäëïüöÿâêîôûŷçæœ]*'?){1,2}|(-[A-ZÉÀÈÙÄËÏÖÜŸÂÊÎÔÛŶÇŒÆ]"
    r"[a-zéàèùäëïüöÿâêîôûŷçæœ]*'?){1,2}){1,5})$": (
        "un prénom avec une majuscule puis des minuscules, accents compris ; un prénom composé "
        "prend un tiret et une seconde majuscule, comme « Anne-Lise »"
    ),
}


def describe_pattern(pattern: str) -> str:
    """Say in words which form a pattern asks for, or "" when no words are known for it.

    The words follow « Forme attendue : »; they start with a small letter, without a full stop.

    Args:
        pattern: the constraint as written in the schema.
    """
    if pattern in FORMS:
        return FORMS[pattern]
    digits = _DIGITS.fullmatch(pattern)
    if digits:
        return f"{digits[1]} chiffres à la suite" if digits[1] != "1" else "un chiffre"
    listed = _CHOICES.fullmatch(pattern) or _LOOSE_CHOICES.fullmatch(pattern)
    if listed:
        sign = _SIGNS[listed.groupdict().get("sign") or ","]
        values = _values(listed["values"])
        if values:
            return f"une ou plusieurs de ces valeurs, séparées par {sign} : {', '.join(values)}"
    return ""


def _values(alternatives: str) -> list[str]:
    r"""Read « a|b \(c\) » as « a », « b (c) »; nothing when one of them is more than a text."""
    texts = []
    for alternative in alternatives.split("|"):
        if _SPECIAL.search(_ESCAPED.sub("", alternative)):
            return []
        plain = _ESCAPED.sub(r"\1", alternative)
        texts.append(f"« {plain} »")
    return texts
