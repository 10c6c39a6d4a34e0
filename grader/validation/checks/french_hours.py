"""Opening hours as people write them in French, and what OpenStreetMap would write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DAYS = {
    name: day
    for day, names in {
        "Mo": "lundi lundis lun lu monday mo",
        "Tu": "mardi mardis mar ma tuesday tu",
        "We": "mercredi mercredis mer me wednesday we",
        "Th": "jeudi jeudis jeu je thursday th",
        "Fr": "vendredi vendredis ven ve friday fr",
        "Sa": "samedi samedis sam sa saturday",
        "Su": "dimanche dimanches dim di sunday su",
        "PH": "feries ferie ph",
    }.items()
    for name in names.split()
}
_MOMENTS = {"midi": "12:00", "minuit": "24:00"}
_CLOSED = frozenset({"ferme", "fermee", "fermes", "fermeture", "off", "closed"})
_TO = frozenset({"-", "–", "—", "a", "au", "jusqu'a", "jusqu'au"})
_PASSED_OVER = frozenset(
    {"du", "de", "des", "le", "les", "et", "puis", "jours", "ouvert", "ouverte", ",", "/", ":"}
    | {"ainsi", "que", "ouverture", "horaires", "&", "+", "."}
)
_ALWAYS = re.compile(
    r"(?:24\s*h?\s*/\s*24\s*h?)(?:\W+(?:et\W+)?7\s*j?(?:ours)?\s*/\s*7\s*j?)?"
    r"|7\s*j?(?:ours)?\s*/\s*7\s*j?\W+(?:et\W+)?24\s*h?\s*/\s*24\s*h?"
)
_EVERY_DAY = re.compile(r"\b(?:7\s*j?(?:ours)?\s*/\s*7\s*j?|tous les jours|chaque jour)\b")
_TOKEN = re.compile(
    r"\s*(?:(?P<hour>\d{1,2})\s*(?:h(?:eures?)?|:|\.(?=\d))\s*(?P<minute>\d\d)?(?!\d)"
    r"|(?P<bare>\d{1,2})(?!\d)|(?P<word>jusqu'au?|[a-z]+)|(?P<mark>\S))"
)


def _plain(text: str) -> str:
    """Drop case and accents; keep punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _tokens(text: str) -> Iterable[tuple[str, str]]:
    """Give (kind, word): ``time``, ``day``, ``to``, ``off``, ``next``, or ``?`` for any other."""
    for found in _TOKEN.finditer(text):
        hour = found["hour"] or found["bare"]
        word = found["word"] or found["mark"] or ""
        if hour:
            yield "time", f"{int(hour):02}:{found['minute'] or '00'}"
        elif word in _MOMENTS:
            yield "time", _MOMENTS[word]
        elif word in _DAYS:
            yield "day", _DAYS[word]
        elif word in _TO:
            yield "to", ""
        elif word in _CLOSED:
            yield "off", "off"
        elif word in {";", "|"}:
            yield "next", ""
        elif word not in _PASSED_OVER:
            yield "?", word


class _Rules:
    """The rules of opening hours as they are met: days, then times or « off »."""

    def __init__(self) -> None:
        self.rules: list[str] = []
        self.days: list[str] = []
        self.times: list[str] = []
        self.understood = True
        self._last = ""
        self._joining = False

    def close(self) -> None:
        """End the rule under way."""
        if self.days or self.times:
            # Days without hours may be open or closed: nothing is proposed.
            self.understood &= bool(self.times)
            self.understood &= "off" not in self.times or len(self.times) == 1
            self.rules.append(f"{','.join(self.days)} {','.join(self.times)}".strip())
        self.days, self.times = [], []

    def take(self, kind: str, word: str) -> None:
        """Take one token."""
        if kind == "to":
            self._joining = True
            return
        if kind == "next" or (kind == "off" and self.times):
            self.close()
        elif kind == "day" and self.times:
            if self.days:
                self.close()
            else:
                # « fermé le dimanche » is understood, « de 8 h à 9 h le lundi » is not.
                self.understood &= self.times == ["off"]
        if kind != "next":
            parts = self.days if kind == "day" else self.times
            if self._joining and self._last == kind and "-" not in parts[-1]:
                parts[-1] += f"-{word}"
            else:
                parts.append(word)
        self._last, self._joining = kind, False


def in_osm_form(text: str) -> str:
    """Write French opening hours as OpenStreetMap does; "" when the text is not understood.

    The answer is a proposal: it is for the caller to check its grammar.

    >>> in_osm_form("du lundi au vendredi de 8h30 à 12h, samedi 9h-12h")
    'Mo-Fr 08:30-12:00; Sa 09:00-12:00'

    Args:
        text: opening hours as a person wrote them.
    """
    plain = _plain(text).strip()
    if _ALWAYS.fullmatch(plain.rstrip(" .")):
        return "24/7"
    made = _Rules()
    for kind, word in _tokens(_EVERY_DAY.sub(" lundi au dimanche ", plain)):
        if kind == "?":
            return ""
        made.take(kind, word)
    made.close()
    return "; ".join(made.rules) if made.understood else ""
