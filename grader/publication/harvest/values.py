"""Values of a graph as text, dates, periods and frequencies; French first where several are."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from grader.publication.reference.frequencies import FREQUENCIES, LEGACY_FREQUENCIES, UNKNOWN

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_EU_FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"
_PURL_FREQUENCY = "http://purl.org/cld/freq/"
#: Terms of the European list that are not written as the portal's own in capitals.
_EU_TERMS = {
    "1MIN": "oneMinute",
    "5MIN": "fiveMinutes",
    "10MIN": "tenMinutes",
    "15MIN": "fifteenMinutes",
    "30MIN": "thirtyMinutes",
    "12HRS": "twelveHours",
    "CONT": "continuous",
    "UPDATE_CONT": "continuous",
    "DAILY_2": "semidaily",
    "WEEKLY_2": "semiweekly",
    "WEEKLY_3": "threeTimesAWeek",
    "WEEKLY_5": "fiveTimesAWeek",
    "MONTHLY_2": "semimonthly",
    "MONTHLY_3": "threeTimesAMonth",
    "ANNUAL_2": "semiannual",
    "ANNUAL_3": "threeTimesAYear",
    "IRREG": "irregular",
    "NOT_PLANNED": "notPlanned",
}
_WORDS = {name.lower(): name for name in FREQUENCIES} | {
    name.lower(): now for name, now in LEGACY_FREQUENCIES.items()
}
_INTERVAL = re.compile(r"\s*(\d{4}(?:-\d\d){0,2})\s*(?:/|\s-\s|\s)\s*(\d{4}(?:-\d\d){0,2})\s*")
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_LAST_MONTH = 12
_SCHEMES = ("http://", "https://", "ftp://")
_LONGEST_ADDRESS = 2_000


def text_of(graph: Graph, node: Node, *predicates: Any) -> str | None:
    """Give the text of the first predicate that has one, in French where it is in several.

    A node stands for its label, else for its own address. Empty text is none.
    """
    for predicate in predicates:
        if found := texts_of(graph, node, predicate):
            return found[0]
    return None


def texts_of(graph: Graph, node: Node, predicate: Any) -> list[str]:
    """Give every text of a predicate, French first, then without a language, then the others."""
    from rdflib import Literal

    ranked = []
    for value in graph.objects(node, predicate):
        text = str(value) if isinstance(value, Literal) else label_of(graph, value)
        if text is not None and text.strip():
            language = value.language if isinstance(value, Literal) else None
            rank = 1 if language is None else 0 if language.lower().startswith("fr") else 2
            ranked.append((rank, text))
    return [text for _, text in sorted(ranked, key=lambda pair: pair[0])]


def label_of(graph: Graph, node: Node) -> str | None:
    """Give the label of a node, else its address; None for a blank one without a label."""
    from rdflib import RDFS, SKOS, Literal, URIRef

    for predicate in (SKOS.prefLabel, RDFS.label):
        for value in graph.objects(node, predicate):
            if isinstance(value, Literal):
                return str(value)
    return str(node) if isinstance(node, URIRef) else None


def address_of(graph: Graph, node: Node, *predicates: Any) -> str | None:
    """Give the first address of the web among what predicates hold."""
    for predicate in predicates:
        for value in graph.objects(node, predicate):
            text = str(value).strip()
            if len(text) <= _LONGEST_ADDRESS and text.startswith(_SCHEMES):
                return text
    return None


def moment_of(text: str | None) -> str | None:
    """Write a date or a moment as ISO 8601 in UTC; None where it is not one."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    try:
        return at.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        return None


def frequency_of(text: str | None) -> str | None:
    """Find a frequency by its address in either vocabulary, or by its bare word."""
    if text is None:
        return None
    text = text.strip()
    if text.startswith(_EU_FREQUENCY):
        term = text.removeprefix(_EU_FREQUENCY)
        found = _EU_TERMS.get(term) or _WORDS.get(term.lower())
    else:
        found = _WORDS.get(text.removeprefix(_PURL_FREQUENCY).lower())
    return None if found == UNKNOWN else found


def period_of(graph: Graph, node: Node | None) -> tuple[str, str | None] | None:
    """Read a period: its two bounds, or text such as « 2024 » and « 2024-01-01/2024-12-31 »."""
    from rdflib import DCAT, SDO, Literal

    if node is None:
        return None
    if isinstance(node, Literal):
        return _written_period(str(node))
    start = text_of(graph, node, DCAT.startDate, SDO.startDate)
    end = text_of(graph, node, DCAT.endDate, SDO.endDate)
    first, last = _day(start, first=True), _day(end, first=False)
    if first is None:
        return None
    return _ordered(first, last)


def _written_period(text: str) -> tuple[str, str | None] | None:
    if found := _INTERVAL.fullmatch(text):
        first, last = _day(found[1], first=True), _day(found[2], first=False)
    else:
        first, last = _day(text, first=True), _day(text, first=False)
    return _ordered(first, last) if first is not None and last is not None else None


def _ordered(first: str, last: str | None) -> tuple[str, str | None]:
    return (last, first) if last is not None and last < first else (first, last)


def _day(text: str | None, *, first: bool) -> str | None:
    """Read a day, a month or a year, as its first day or its last."""
    found = _DAY.match((text or "").strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None:
            return date(year or 0, month or 0, day).isoformat()
        if first:
            return date(year or 0, month or 1, 1).isoformat()
        if month is None or month == _LAST_MONTH:
            return date(year or 0, _LAST_MONTH, 31).isoformat()
        return date.fromordinal(date(year or 0, month + 1, 1).toordinal() - 1).isoformat()
    except ValueError:
        return None
