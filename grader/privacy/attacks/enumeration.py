"""Enumeration: a code made without a secret key is made again for every possible value."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.privacy.attacks.candidates import (
    Space,
    Writing,
    days,
    names,
    numbers,
    postcodes,
    telephones,
)
from grader.privacy.attacks.knowledge import Publication, publication
from grader.privacy.attacks.model import (
    ENUMERATION,
    FIRST_PEOPLE,
    MOST_PEOPLE,
    TITLES,
    Auxiliary,
    Trial,
    impossible,
)
from grader.privacy.attacks.telling import MUTE, name_of, plain, shortened
from grader.privacy.model import SENSITIVE, Attack, Person
from grader.privacy.plan import PSEUDONYMISE, Step
from grader.typography import number, plural

if TYPE_CHECKING:
    import polars as pl

#: Hexadecimal signs of a whole code to what makes one.
_MAKERS: Mapping[int, tuple[str, ...]] = {32: ("md5",), 40: ("sha1",), 64: ("sha256",)}
#: Share of the cells, among those that are not blank, that must look like codes.
_MOST_CELLS = 0.9
#: Words of a column's name to the space that is tried first.
_HINTS = (
    ("telephone", ("tel", "portable", "mobile", "fixe")),
    ("nir", ("nir", "secu", "securite", "ssn", "insee")),
    ("day", ("naiss", "date", "nele")),
    ("postcode", ("postal", "cp")),
    ("name", ("nom", "prenom", "patronyme", "identite")),
)


@dataclass(frozen=True)
class _Coded:
    """A published column of codes.

    Attributes:
        label: its name.
        makers: functions of hashing that may have made it.
        length: hexadecimal signs of a code.
        keyed: made with a secret key: nobody can make it again.
    """

    label: str
    makers: tuple[str, ...]
    length: int
    keyed: bool


@dataclass(frozen=True)
class _Broken:
    """A column of codes, and the values found behind them."""

    coded: _Coded
    values: Mapping[str, str]
    codes: int
    rows_alike: int
    spaces: tuple[Space, ...]


def enumeration(
    original: pl.DataFrame,
    published: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
) -> Trial:
    """Make codes again for every possible value, and look for them in what is published.

    Args:
        original: the file as given: it tells whose a value that was found is.
        published: what would be published.
        recipe: the steps from one to the other.
        roles: column to role.
        auxiliary: what the attacker has: the names and births of a public file.
    """
    public = publication(published, recipe)
    columns = [coded for label in public.frame.columns if (coded := _coded(label, public))]
    if not columns:
        return impossible(
            ENUMERATION,
            "Aucune colonne publiée ne contient de codes calculés à partir d'une valeur.",
        )
    spaces = _spaces(auxiliary)
    broken = [_break(coded, public, spaces) for coded in columns]
    found = sum(len(one.values) for one in broken)
    tried = sum(space.size for space in {s.name: s for b in broken for s in b.spaces}.values())
    names_found, people = _people(
        broken, public, original=original, roles=roles, auxiliary=auxiliary
    )
    sentence = " ".join(map(_sentence, broken))
    attack = Attack(ENUMERATION, TITLES[ENUMERATION], tried, found, people, sentence)
    return Trial(attack, names_found)


def _coded(label: str, public: Publication) -> _Coded | None:
    """Tell whether a published column holds codes, from the recipe or from its looks."""
    for step in public.steps.get(label, ()):
        if step["do"] == PSEUDONYMISE:
            return _Coded(label, ("sha256",), step.get("length", 16), bool(step.get("keyed", True)))
    if public.steps.get(label):
        return None
    cells = public.frame[label]
    cells = cells.filter(cells != "")
    if cells.is_empty():
        return None
    length = len(str(cells[0]))
    if length not in _MAKERS:
        return None
    share = cells.str.contains(rf"^(?:[0-9a-f]{{{length}}}|[0-9A-F]{{{length}}})$").sum()
    if share < _MOST_CELLS * len(cells):
        return None
    return _Coded(label, _MAKERS[length], length, keyed=False)


def _spaces(auxiliary: Auxiliary) -> tuple[Space, ...]:
    """Give what may be tried, quickest first."""
    people = auxiliary.public
    ours: list[Space] = []
    if people is not None and not people.is_empty():
        people = people.head(MOST_PEOPLE)
        ours = [names(people, auxiliary.person), numbers(people, auxiliary.match)]
    return tuple(space for space in (*ours, days(), telephones(), postcodes()) if space.size)


def _break(coded: _Coded, public: Publication, spaces: Sequence[Space]) -> _Broken:
    """Try every value of the spaces that the column's name hints at, else of all."""
    cells = public.frame[coded.label]
    cells = cells.filter(cells != "")
    counts = cells.value_counts()
    alike = int(counts.filter(counts["count"] > 1)["count"].sum())
    targets = {str(code).lower(): str(code) for code in counts[coded.label]}
    hinted = next(
        (name for name, words in _HINTS if any(one in plain(coded.label) for one in words)), ""
    )
    likely = [space for space in spaces if space.name == hinted] or list(spaces)
    values: dict[str, str] = {}
    for space in likely:
        # Nothing comes of codes that a key made: one writing shows it as well as five. Where the
        # column does not say what it holds, one writing of everything is long enough.
        all_of_it = not coded.keyed and space.name == hinted
        writings = space.writings if all_of_it else space.writings[:1]
        for maker in coded.makers:
            values |= _behind(targets, writings, maker, coded.length)
        if values:
            break
    return _Broken(coded, values, len(targets), alike, tuple(likely))


def _behind(
    targets: Mapping[str, str], writings: Sequence[Writing], maker: str, length: int
) -> dict[str, str]:
    """Find the values of a space whose codes are wanted: code as published to value."""
    make: Callable[[bytes], hashlib._Hash] = getattr(hashlib, maker)
    found: dict[str, str] = {}
    for writing in writings:
        for value in writing():
            code = make(value.encode()).hexdigest()[:length]
            if code in targets:
                found[targets[code]] = value
                if len(found) == len(targets):
                    break
        if found:
            break
    return found


def _sentence(broken: _Broken) -> str:
    label = broken.coded.label
    tried = f"valeurs essayées : {' ; '.join(space.told for space in broken.spaces)}"
    if broken.values:
        gave = "a livré la sienne" if len(broken.values) < 2 else "ont livré la leur"
        codes = plural(len(broken.values), "code")
        told = f"{label}, {tried}. {codes} sur {number(broken.codes)} {gave}."
    elif broken.coded.keyed:
        told = (
            f"{label}, {tried}. Aucun code n'a livré la sienne : sans la clé secrète, un code ne "
            "se refait pas. Qui a la clé retrouve tout."
        )
    else:
        told = (
            f"{label}, {tried}. Aucun code n'a livré la sienne, mais ce n'est pas une preuve : "
            "d'autres valeurs peuvent être essayées."
        )
    if broken.rows_alike:
        told += (
            f" {plural(broken.rows_alike, 'ligne')} ont le même code qu'une autre : "
            "même valeur, donc souvent même personne."
        )
    return told


def _people(
    broken: Sequence[_Broken],
    public: Publication,
    *,
    original: pl.DataFrame,
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
) -> tuple[tuple[str, ...], tuple[Person, ...]]:
    """Name those whose codes gave their values: as the file names them, else by the value."""
    named = [label for label in auxiliary.person if label in original.columns]
    sensitive = [label for label in public.frame.columns if roles.get(label) == SENSITIVE]
    all_names: list[str] = []
    people: list[Person] = []
    for one in broken:
        label = one.coded.label
        owners = _owners(original, label, named)
        lines = {str(code): at for at, code in reversed(list(enumerate(public.frame[label])))}
        for code, value in sorted(one.values.items(), key=lambda item: lines[item[0]]):
            name = owners.get(value) or shortened(value)
            all_names.append(name)
            if len(people) < FIRST_PEOPLE:
                line = lines[code]
                learnt = {label: shortened(value)} | {
                    other: shortened(str(public.frame[other][line]))
                    for other in sensitive
                    if public.frame[other][line] not in MUTE
                }
                how = (
                    f"Le code « {shortened(code)} » de {label} est celui de « {shortened(value)} »."
                )
                people.append(Person(name, how, learnt, line))
    return tuple(all_names), tuple(people)


def _owners(original: pl.DataFrame, label: str, named: Sequence[str]) -> dict[str, str]:
    """Give the name of whom each value of a column belongs to; "" where it has several owners."""
    owners: dict[str, str] = {}
    if named and label in original.columns:
        names_of = [original[column].to_list() for column in named]
        for value, *parts in zip(original[label].to_list(), *names_of, strict=True):
            name = name_of(parts)
            owners[value] = name if owners.get(value, name) == name else ""
    return owners
