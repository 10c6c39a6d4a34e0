"""What a title or a text alternative says: whom it names, which amounts it gives, whether it pads.

People write the same finding in many ways: without accents, in capitals, « 12 450 € », « 12450 »,
« 12,4 k€ », a name in short. All of these are read; nothing here understands a sentence, so what
cannot be told for sure is taken as right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
#: Words that say nothing by themselves.
_SMALL = frozenset((
    "a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "elle", "en", "est",
    "et", "il", "l", "la", "le", "les", "leur", "leurs", "ne", "n", "on", "ou", "par", "pas",
    "pour", "qu", "que", "qui", "s", "sa", "se", "ses", "son", "sont", "sur", "un", "une",
))  # fmt: skip
_FILLER = frozenset((
    "azerty", "blabla", "bla", "ipsum", "lorem", "qwerty", "test", "toto", "xxx", "xxxx",
))  # fmt: skip
#: Words that state who comes first, or last.
_MOST_WORDS = frozenset((
    "absorbe", "arrive", "beneficie", "capte", "concentre", "davantage", "devance", "devant",
    "domine", "gagne", "grand", "gro", "largement", "majorite", "maximum", "mieux", "moitie",
    "obtient", "percoit", "plu", "premier", "premiere", "prend", "principal", "principale",
    "quart", "recoit", "record", "superieur", "tete", "tier", "touche", "va",
))  # fmt: skip
_LEAST_WORDS = frozenset((
    "dernier", "derniere", "derriere", "faible", "inferieur", "moin", "minimum", "petit",
    "petite", "peu", "recoit", "obtient", "percoit", "touche", "queue", "va",
))  # fmt: skip
_A_RECEIVED = re.compile(r"\ba (?:ete |bien )?(?:recu|touche|obtenu|percu|beneficie|capte)")
_DENIED = re.compile(r"\bne? \w+ (?:pas|jamais) (?:\w+ qui \w+ )?l[ea]s? plus\b")
_OPENING = re.compile(
    r"(?:ceci est |voici |c est )?(?:un |une |le |la |l |ce |cette )?"
    r"(?:graphique|diagramme|image|camembert|courbe|histogramme|figure|schema|visuel|barre\w*)"
    r"(?: \w+){0,3}? (?:de|des|du|d|sur|montrant|representant|presentant|illustrant)\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ \u00a0\u202f\u2009'’.]\d{3})+|\d+)(?:[.,](\d+))?(?!\d)"
    r"[ \u00a0\u202f\u2009]*"
    r"(k ?€|k ?euros?|m ?€|milliers?|mille|millions?|%|pour ?cents?|€|eur\b|euros?)?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:environ|pr[eè]s de|presque|plus de|moins de|autour de|quelque|à peu près|≈|~)\s*$",
    re.IGNORECASE,
)
_YEARS = (1900, 2100)
#: How far an amount may be from the figure: as written, and after « environ ».
_NEAR, _ABOUT_NEAR = 0.02, 0.05
#: Numbers below that, without a unit, count things and are no amounts.
_AMOUNT = 1_000


def fold(text: str) -> str:
    """Write a text without accents, capitals nor signs: words apart by one space."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", kept).split())


def stems(text: str) -> list[str]:
    """Give the words of a text, folded, without the s or x of a plural."""
    return [_stem(word) for word in fold(text).split()]


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def named(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """Find which of some names a text says, in full or in short.

    « la pétanque » says « Club de pétanque de Val-Ouvert » when no other name has that word;
    a word that several names share says none of them.

    Args:
        text: what was written.
        names: all that may be meant.
    """
    said = set(stems(text))
    whole = f" {' '.join(stems(text))} "
    words = {name: _telling(name) for name in names}
    shared = Counter(word for found in words.values() for word in found)
    hits = {name: found & said for name, found in words.items()}
    spelled = {name for name in names if f" {' '.join(stems(name))} " in whole}
    found = []
    for name in names:
        others = [hits[other] for other in names if other != name]
        if name in spelled:
            # A longer name that holds this one was meant, if it is there in full.
            longer = any(words[name] < words[other] for other in spelled)
            found.extend([] if longer else [name])
        elif _says(hits[name], words[name], shared, others):
            found.append(name)
    return tuple(found)


def _telling(name: str) -> frozenset[str]:
    folded = stems(name)
    return frozenset(word for word in folded if word not in _SMALL and len(word) > 1) or frozenset(
        folded
    )


def _says(
    hit: frozenset[str] | set[str],
    words: frozenset[str],
    shared: Counter[str],
    others: Iterable[frozenset[str] | set[str]],
) -> bool:
    """Tell whether these words of a name are enough to know it from all the others."""
    if not hit or any(hit <= other for other in others):
        return False
    own = {word for word in words if shared[word] == 1}
    # Half of what is its own: « source » alone does not say « Jardins partagés de la Source ».
    return len(hit & own) * 2 >= len(own) if own else hit == words


@dataclass(frozen=True)
class Written:
    """A number as somebody wrote it.

    Attributes:
        text: as written, its unit included.
        readings: what it may mean: (value, step of its last digit).
        share: it is a percentage.
        about: « environ », « plus de »… stands before.
        amount: it is an amount for sure: it has a unit, or is great and no year.
    """

    text: str
    readings: tuple[tuple[float, float], ...]
    share: bool
    about: bool
    amount: bool

    def says(self, value: float) -> bool:
        """Tell whether it is an honest way of writing a figure."""
        return any(self._near(given, step, value) for given, step in self.readings)

    def _near(self, given: float, step: float, value: float) -> bool:
        away = abs(given - value)
        slack = step if self.about else step / 2
        if away > slack * (1 + 1e-9) + 1e-9:
            return False
        if self.share:
            return True
        return away <= abs(value) * (_ABOUT_NEAR if self.about else _NEAR) + 1e-9


def numbers(text: str) -> tuple[Written, ...]:
    """Find the numbers of a text, years left out.

    Args:
        text: what was written.
    """
    found = []
    for match in _NUMBER.finditer(text):
        digits, decimals, unit = match[1], match[2] or "", (match[3] or "").casefold()
        share = unit.startswith(("%", "pour"))
        whole = re.sub(r"\D", "", digits)
        times = _times(unit)
        readings = [(float(f"{whole}.{decimals or 0}") * times, _step(whole, decimals) * times)]
        if len(decimals) == 3 and times == 1 and not share:
            # « 12,450 » is also how some write twelve thousand.
            readings.append((float(whole + decimals), _step(whole + decimals, "")))
        year = not unit and not decimals and whole == digits
        if year and _YEARS[0] <= int(whole) <= _YEARS[1]:
            continue
        amount = bool(unit) or readings[-1][0] >= _AMOUNT
        about = _ABOUT.search(text[: match.start()]) is not None
        found.append(Written(match[0].strip(), tuple(readings), share, about, amount))
    return tuple(found)


def _times(unit: str) -> float:
    if unit.startswith(("k", "mill")) and not unit.startswith("million"):
        return 1_000.0
    return 1_000_000.0 if unit.startswith("m") else 1.0


def _step(whole: str, decimals: str) -> float:
    """Give what the last written digit is worth: « 12 000 » was rounded to the thousand."""
    if decimals:
        return float(10.0 ** -len(decimals))
    zeros = len(whole) - len(whole.rstrip("0"))
    return float(10.0 ** min(zeros, len(whole) - 1))


def states(text: str, *, least: bool = False) -> bool:
    """Tell whether a title says who comes first (or last), and does not only name somebody.

    Args:
        text: the title.
        least: the one who comes last is asked for.
    """
    if set(stems(text)) & (_LEAST_WORDS if least else _MOST_WORDS):
        return True
    return _A_RECEIVED.search(fold(text)) is not None


def contradicts(text: str, *, least: bool = False) -> bool:
    """Tell whether a title says the contrary: « ne reçoit pas le plus », « reçoit le moins ».

    Args:
        text: the title.
        least: the one who comes last is asked for.
    """
    words, folded = set(stems(text)), fold(text)
    if _DENIED.search(folded):
        return True
    right, wrong = ("moin", "plu") if least else ("plu", "moin")
    return f"le {wrong}" in folded and right not in words


def opens_emptily(text: str) -> bool:
    """Tell whether a text alternative begins with what it is: « Graphique des subventions »."""
    clause = re.split(r"[.,:;!?…]", text.strip(), maxsplit=1)[0]
    return _OPENING.match(fold(clause)) is not None


def first_sentence(text: str) -> str:
    """Give the first sentence of a text."""
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]


def padding(text: str) -> str:
    """Say how a text was filled to be long: a French clause, or "" when it was not.

    Args:
        text: a text alternative.
    """
    words = fold(text).split()
    if any(word in _FILLER for word in words) or re.search(r"(\w)\1{3,}", text):
        return "il contient du texte de remplissage"
    sentences = [fold(one) for one in re.split(r"[.!?\n]+", text) if len(fold(one)) > 8]
    if len(set(sentences)) < len(sentences):
        return "la même phrase y est dite deux fois"
    telling = [word for word in words if word not in _SMALL and not word.isdigit()]
    if telling and max(Counter(telling).values()) > max(3, len(telling) // 3):
        return "le même mot y revient sans cesse"
    if len(set(words)) < 8:
        return "il a trop peu de mots différents"
    return ""
