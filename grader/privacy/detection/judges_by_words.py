"""What a column of words or of plain figures holds: names, organisations, what its name says."""

from __future__ import annotations

from grader.privacy.detection.finding import Finding
from grader.privacy.detection.judges import HALF, MOST, NEARLY_ALL, NUMBERS, Judge, told_name
from grader.privacy.detection.kinds import KINDS
from grader.privacy.detection.labels import Announced
from grader.privacy.detection.looks import Column
from grader.privacy.detection.model import LIKELY, SURE, UNSURE
from grader.typography import number

_AGREES = "Le nom de la colonne le dit aussi."
_ELECTED = (
    "Le nom de la colonne parle d'élus : voyez si leur nom doit être publié avec leur fonction."
)
_NAMES = ("name-full", "name-first", "name-last", "name-both", "name-shaped")
#: Kinds that figures are only by the name of their column, and how sure that makes it.
_FIGURES = ("income", "appraisal", "aid", "health", "family", "amount")
#: Kinds that words are by the name of their column.
_WORDED = (
    "job", "family", "nationality", "commune", "health", "union", "politics", "religion",
    "appraisal", "income", "aid",
)  # fmt: skip
#: Kinds that values prove or deny, whatever the name of the column.
_CHECKED = ("nir", "email", "phone", "iban", "ip", "plate", "address", "birth-date")
#: Different words from which a column without a telling name may be one of last names.
_VARIED = 15
#: Kinds whose words tell them even under another name.
_BY_WORDS = ("health", "union", "politics", "religion", "aid", "job")


def judge_places(column: Column, said: Announced) -> Finding | None:
    """Postal codes and coordinates, by the name of their column."""
    postcodes = column.share("postcode")
    cells = column.cells("postcode")
    if "postcode" in said and postcodes >= HALF:
        confidence = SURE if postcodes >= NEARLY_ALL else LIKELY
        return Finding(column, said, "postcode", confidence, cells, notes=(_AGREES,))
    if "coordinates" in said:
        return Finding(column, said, "coordinates", LIKELY, column.filled, by_name=True)
    if not said.kinds and column.distinct > 1 and postcodes >= 0.95:
        return Finding(column, said, "postcode", UNSURE, cells)
    return None


def judge_figures(column: Column, said: Announced) -> Finding | None:
    """Ages, incomes, amounts: plain figures, that a name explains."""
    figures = column.share("number")
    if "age" in said:
        digits = sum(cells for value, cells in column.values if any(c.isdigit() for c in value))
        if column.share("age") >= MOST:
            return Finding(column, said, "age", SURE, column.cells("age"), notes=(_AGREES,))
        if digits >= MOST * column.filled or column.sampled:
            return Finding(column, said, "age", LIKELY, column.filled, by_name=True)
    if figures < 0.7:
        return None
    for kind in _FIGURES:
        if kind == "aid" and "amount" in said:
            continue
        if kind in said and not said.any_of("age", "postcode", "other-number"):
            confidence = SURE if kind == "amount" else LIKELY
            return Finding(column, said, kind, confidence, column.cells("number"), by_name=True)
    return None


def judge_organisations(column: Column, said: Announced) -> Finding | None:
    """Names of organisations and of places, which are not people's."""
    share = column.share("organisation")
    if said.any_of("text", "address", *_WORDED) and not said.any_of("organisation", "site"):
        return None
    people = column.share("name-full", "name-first", "name-last", "name-both")
    announced = said.any_of("organisation", "site")
    if share >= 0.4 and share > people and (announced or column.share("text") < HALF):
        sure = said.any_of("organisation", "site") and share >= MOST
        cells = column.cells("organisation")
        return Finding(column, said, "organisation", SURE if sure else LIKELY, cells)
    return None


def judge_names(column: Column, said: Announced) -> Finding | None:
    """Names of people: by the lists, the capitals and titles, then by the name of the column."""
    full = column.share("name-full")
    shaped = column.share(*_NAMES)
    named = said.any_of("last-name", "first-name", "full-name", "person", "elected")
    if not shaped >= (HALF if named else 0.6):
        return None
    if "job" in said and column.share("job") >= 0.1:
        return None
    if said.any_of("site", "street") and not said.any_of("last-name", "first-name", "person"):
        return _borne(column, said, full)
    notes = (_ELECTED,) if "elected" in said else ()
    if full >= HALF or (full >= 0.25 and said.any_of("full-name", "person", "elected")):
        sure = full >= MOST or named
        told = () if named else told_name(said, "full-name")
        cells = column.cells("name-full", "name-last", "name-both")
        kind, confidence = "name", SURE if sure and "organisation" not in said else LIKELY
        return Finding(column, said, kind, confidence, cells, notes=told + notes)
    return _first(column, said, notes) or _last(column, said, notes)


def _borne(column: Column, said: Announced, full: float) -> Finding | None:
    if full < 0.3:
        return None
    notes = ("Certains portent le nom d'une personne, mais la colonne annonce des lieux.",)
    cells = column.cells("name-full")
    return Finding(column, said, "organisation", UNSURE, cells, by_name=True, notes=notes)


def _first(column: Column, said: Announced, notes: tuple[str, ...]) -> Finding | None:
    """Judge whether single words are first names."""
    first, both = column.share("name-first"), column.share("name-both")
    named = "first-name" in said
    if first + both >= HALF and first >= 0.3 and first >= column.share("name-last"):
        sure = named or (first + both >= NEARLY_ALL and not said.kinds)
        told = told_name(said, "first-name")
        cells = column.cells(*(_NAMES if named else ("name-first", "name-both")))
        confidence = SURE if sure else LIKELY
        return Finding(column, said, "first-name", confidence, cells, notes=told + notes)
    if named and column.share(*_NAMES) >= 0.7:
        cells = column.cells(*_NAMES)
        confidence = SURE if first + both >= 0.2 else LIKELY
        return Finding(column, said, "first-name", confidence, cells, notes=(_AGREES,))
    return None


def _last(column: Column, said: Announced, notes: tuple[str, ...]) -> Finding | None:
    """Judge whether words are last names, or names as a whole where the column says so."""
    shaped, cells = column.share(*_NAMES), column.cells(*_NAMES)
    listed = column.share("name-last", "name-both")
    if "last-name" in said and shaped >= 0.6:
        told = (
            _AGREES,
            f"{number(100 * listed)} % figurent dans des listes de noms de famille.",
        )
        confidence = SURE if listed >= 0.3 else LIKELY if listed >= 0.08 else UNSURE
        if "organisation" in said and confidence == SURE:
            confidence = LIKELY
        return Finding(column, said, "last-name", confidence, cells, notes=told + notes)
    somebody = said.any_of("full-name", "person", "elected") and not said.any_of(*_WORDED)
    if somebody and shaped >= 0.7:
        confidence = LIKELY if listed + column.share("name-first") >= 0.15 else UNSURE
        return Finding(column, said, "name", confidence, cells, notes=(_AGREES, *notes))
    if not said.kinds and listed >= 0.2 and shaped >= 0.95 and column.distinct >= _VARIED:
        notes = ("Certains figurent dans des listes de noms de famille.", *notes)
        return Finding(column, said, "last-name", UNSURE, cells, notes=notes)
    if listed >= 0.6 and column.distinct >= 5 and not said.any_of("text", *_WORDED):
        cells = column.cells("name-last", "name-both")
        notes = told_name(said, "last-name") + notes
        return Finding(column, said, "last-name", LIKELY, cells, notes=notes)
    return None


def judge_words(column: Column, said: Announced) -> Finding | None:
    """Jobs, communes, health, aid, opinions: by the name of the column, or by their words."""
    texts = column.share("text") >= HALF
    letters = column.share("number", "day") < HALF
    for kind in said.kinds:
        if kind in _WORDED and letters and not (texts and "text" in said):
            if kind in ("aid", "commune", "nationality", "politics") and texts:
                continue
            share = column.share(kind) if kind in _BY_WORDS else 0.0
            confidence = SURE if share >= HALF else LIKELY
            return Finding(column, said, kind, confidence, column.filled, by_name=True)
    for kind in _BY_WORDS:
        if column.share(kind) >= HALF and not texts and not said.any_of("text", "organisation"):
            notes = told_name(said, kind)
            return Finding(column, said, kind, LIKELY, column.cells(kind), notes=notes)
    return None


def judge_texts(column: Column, said: Announced) -> Finding | None:
    """Free texts, which are searched inside afterwards."""
    wordy = column.share("text")
    if wordy >= HALF or ("text" in said and column.distinct > 1 and wordy + _loose(column) >= 0.3):
        return Finding(column, said, "text", LIKELY, column.filled)
    return None


def _loose(column: Column) -> float:
    """Give the share of cells with three words or more."""
    cells = sum(count for value, count in column.values if value.count(" ") >= 2)
    return cells / max(1, sum(count for _, count in column.values))


def judge_file_numbers(column: Column, said: Announced) -> Finding | None:
    """Numbers of files, of agents: one for each row, they lead to a person by another file."""
    if "file-number" not in said or said.any_of("siren", "organisation", "site"):
        return None
    if column.distinct < MOST * column.filled or column.filled < 2:
        return None
    return Finding(column, said, "file-number", LIKELY, column.filled, by_name=True)


def judge_rest(column: Column, said: Announced) -> Finding:
    """What nothing was recognised in; a name that announces more is said to be wrong."""
    announced = [kind for kind in said.kinds if kind in _CHECKED]
    notes: tuple[str, ...] = ()
    if announced:
        many = KINDS[announced[0]].many
        notes = (f"Le nom de la colonne annonce {many}, mais ses cellules n'en sont pas.",)
    return Finding(column, said, "other", LIKELY if notes else SURE, 0, notes=notes)


JUDGES: tuple[Judge, ...] = (
    *NUMBERS, judge_places, judge_figures, judge_organisations, judge_names, judge_words,
    judge_texts, judge_file_numbers,
)  # fmt: skip


def judged(column: Column, said: Announced) -> Finding:
    """Say what a column holds, without a look at the others.

    Args:
        column: as it was looked at.
        said: what its name announces.
    """
    for judge in JUDGES:
        finding = judge(column, said)
        if finding is not None:
            return finding
    return judge_rest(column, said)
