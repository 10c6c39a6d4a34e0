"""How often a dataset is updated: identifiers, French labels, and delays of the quality score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Frequency:
    """How often a dataset is updated.

    Attributes:
        id: as the API writes it.
        label: in French.
        delay: whole period after which the data is late; None where lateness is not counted.
    """

    id: str
    label: str
    delay: timedelta | None = None


_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

#: What ``unknown`` means: nothing was said.
UNKNOWN = "unknown"

#: By identifier, in the order of ``/datasets/frequencies/``.
FREQUENCIES: dict[str, Frequency] = {
    found.id: found
    for found in (
        Frequency("continuous", "Temps réel"),
        Frequency("oneMinute", "Toutes les minutes", _MINUTE),
        Frequency("fiveMinutes", "Toutes les cinq minutes", 5 * _MINUTE),
        Frequency("tenMinutes", "Toutes les dix minutes", 10 * _MINUTE),
        Frequency("fifteenMinutes", "Toutes les quinze minutes", 15 * _MINUTE),
        Frequency("thirtyMinutes", "Toutes les trente minutes", 30 * _MINUTE),
        Frequency("hourly", "Toutes les heures", _HOUR),
        Frequency("bihourly", "Toutes les deux heures", 2 * _HOUR),
        Frequency("trihourly", "Toutes les trois heures", 3 * _HOUR),
        Frequency("twelveHours", "Toutes les douze heures", 12 * _HOUR),
        Frequency("severalTimesADay", "Plusieurs fois par jour", _DAY),
        Frequency("threeTimesADay", "Trois fois par jour", _DAY),
        Frequency("semidaily", "Deux fois par jour", _DAY),
        Frequency("daily", "Quotidienne", _DAY),
        Frequency("fiveTimesAWeek", "Cinq fois par semaine", 7 * _DAY),
        Frequency("threeTimesAWeek", "Trois fois par semaine", 7 * _DAY),
        Frequency("semiweekly", "Deux fois par semaine", 7 * _DAY),
        Frequency("weekly", "Hebdomadaire", 7 * _DAY),
        Frequency("biweekly", "Toutes les deux semaines", 14 * _DAY),
        Frequency("threeTimesAMonth", "Trois fois par mois", 31 * _DAY),
        Frequency("semimonthly", "Deux fois par mois", 31 * _DAY),
        Frequency("monthly", "Mensuelle", 31 * _DAY),
        Frequency("bimonthly", "Tous les deux mois", 62 * _DAY),
        Frequency("quarterly", "Trimestrielle", 93 * _DAY),
        Frequency("threeTimesAYear", "Trois fois par an", 365 * _DAY),
        Frequency("semiannual", "Deux fois par an", 365 * _DAY),
        Frequency("annual", "Annuelle", 365 * _DAY),
        Frequency("biennial", "Tous les deux ans", 730 * _DAY),
        Frequency("triennial", "Tous les trois ans", 1_095 * _DAY),
        Frequency("quadrennial", "Tous les quatre ans", 1_460 * _DAY),
        Frequency("quinquennial", "Tous les cinq ans", 1_825 * _DAY),
        Frequency("decennial", "Tous les dix ans", 3_650 * _DAY),
        Frequency("bidecennial", "Tous les vingt ans", 7_300 * _DAY),
        Frequency("tridecennial", "Tous les trente ans", 10_950 * _DAY),
        Frequency("punctual", "Ponctuelle"),
        Frequency("irregular", "Sans régularité"),
        Frequency("never", "Jamais"),
        Frequency("notPlanned", "Non planifié"),
        Frequency("other", "Autre"),
        Frequency(UNKNOWN, "Inconnu"),
    )
}

#: Names of former releases, accepted and rewritten.
LEGACY_FREQUENCIES: dict[str, str] = {
    "realtime": "continuous",
    "fourTimesADay": "severalTimesADay",
    "fourTimesAWeek": "other",
    "fortnighly": "biweekly",
    "biannual": "semiannual",
}
