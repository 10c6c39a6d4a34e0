"""What changes from one schema to another: columns, constraints, keys and rules, in French.

Facts only are compared (see ``facts``): another title or description changes no verdict.
"""

from __future__ import annotations

import bisect
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.tables.labels import fold
from grader.typography import french, plural
from grader.validation.facts import facts
from grader.validation.schema_words import (
    TYPES,
    bound,
    describe_form,
    describe_format,
    describe_rule,
    joined,
    present_name,
    quoted_list,
)
from grader.validation.table_schema import CheckSpec, Field, TableSchema


@dataclass(frozen=True)
class Change:
    """One difference.

    Attributes:
        code: stable kebab-case kind, such as ``column-added`` or ``pattern-changed``.
        column: the column concerned, under its new name; "" for the whole schema.
        before: the fact in the first schema, or None.
        after: the fact in the second schema, or None.
        message: the difference told in French.
    """

    code: str
    column: str
    before: Any
    after: Any
    message: str

    def to_dict(self) -> dict[str, Any]:
        """Give the difference as a JSON object."""
        return {
            "code": self.code,
            "column": self.column,
            "before": self.before,
            "after": self.after,
            "message": self.message,
        }


#: Kinds of difference in the order told, each counted by a noun: singular, plural.
KINDS: Mapping[str, tuple[str, str]] = {
    "column-added": ("colonne ajoutée", "colonnes ajoutées"),
    "column-removed": ("colonne retirée", "colonnes retirées"),
    "column-renamed": ("colonne renommée", "colonnes renommées"),
    "column-moved": ("colonne déplacée", "colonnes déplacées"),
    "required-changed": ("obligation changée", "obligations changées"),
    "type-changed": ("type changé", "types changés"),
    "format-changed": ("format changé", "formats changés"),
    "pattern-changed": ("forme imposée changée", "formes imposées changées"),
    "enum-changed": ("liste de valeurs changée", "listes de valeurs changées"),
    "bound-changed": ("limite changée", "limites changées"),
    "unique-changed": ("règle d'unicité changée", "règles d'unicité changées"),
    "boolean-changed": ("écriture de oui et non changée", "écritures de oui et non changées"),
    "missing-values-changed": ("écriture du vide changée", "écritures du vide changées"),
    "other-changed": ("autre propriété changée", "autres propriétés changées"),
    "key-changed": ("clé changée", "clés changées"),
    "rule-added": ("règle ajoutée", "règles ajoutées"),
    "rule-removed": ("règle retirée", "règles retirées"),
}
_BOUNDS: Mapping[str, str] = {
    "minimum": "la plus petite valeur admise",
    "maximum": "la plus grande valeur admise",
    "minLength": "le plus petit nombre de caractères",
    "maxLength": "le plus grand nombre de caractères",
}
_KEYS: Mapping[str, str] = {
    "primaryKey": "La clé, qui distingue chaque ligne des autres,",
    "foreignKeys": "Le lien avec d'autres fichiers",
    "uniqueKeys": "La liste des colonnes sans doublon",
}
#: Facts of a field that have a telling of their own.
_TOLD = frozenset(
    {"name", "type", "format", "constraints", "trueValues", "falseValues", "missingValues"}
)


def compare_schemas(before: TableSchema, after: TableSchema) -> tuple[Change, ...]:
    """Tell what changes from a schema to another; nothing when they ask the same.

    Args:
        before: the first.
        after: the second.
    """
    old = {field.name: field for field in before.fields}
    new = {field.name: field for field in after.fields}
    renamed = _renamed(old, new)
    changes = [
        *_columns(old, new, renamed),
        *_moved(before.labels, after.labels, renamed),
    ]
    for name, field in new.items():
        same = old.get(renamed.get(name, name))
        if same is not None:
            changes.extend(_of_field(same, field))
    changes.extend(_of_schema(before, after))
    rank = {code: place for place, code in enumerate(KINDS)}
    return tuple(sorted(changes, key=lambda one: rank[one.code]))


def summarise(changes: Sequence[Change]) -> str:
    """Give « 2 colonnes ajoutées, 1 forme imposée changée », without a full stop.

    Args:
        changes: what ``compare_schemas`` gave.
    """
    counts = Counter(change.code for change in changes)
    told = [plural(counts[code], *nouns) for code, nouns in KINDS.items() if counts[code]]
    return ", ".join(told) if told else "les mêmes colonnes, contraintes et règles"


def _change(code: str, column: str, before: Any, after: Any, message: str) -> Change:
    return Change(code, column, before, after, french(message))


def _renamed(old: Mapping[str, Field], new: Mapping[str, Field]) -> dict[str, str]:
    """New name to old name, for columns whose writing alone changed (case, accents, signs)."""
    gone = {fold(name): name for name in old if name not in new}
    return {name: gone[fold(name)] for name in new if name not in old and fold(name) in gone}


def _columns(
    old: Mapping[str, Field], new: Mapping[str, Field], renamed: Mapping[str, str]
) -> Iterator[Change]:
    for name, field in new.items():
        if name in renamed:
            text = f"La colonne {renamed[name]} s'écrit maintenant {name}."
            yield _change("column-renamed", name, renamed[name], name, text)
        elif name not in old:
            duty = "obligatoire" if field.required else "facultative"
            text = f"Nouvelle colonne {name} ({_type(field)}, {duty})."
            yield _change("column-added", name, None, name, text)
    for name in old:
        if name not in new and name not in renamed.values():
            text = f"La colonne {name} n'existe plus."
            yield _change("column-removed", name, name, None, text)


def _moved(old: Sequence[str], new: Sequence[str], renamed: Mapping[str, str]) -> Iterator[Change]:
    """Tell the fewest columns whose moving explains the new order."""
    names = {renamed.get(name, name): name for name in new}
    kept_old = [names[name] for name in old if name in names]
    rank = {name: place for place, name in enumerate(kept_old)}
    kept_new = [name for name in new if name in rank]
    still = _longest_increasing([rank[name] for name in kept_new])
    for place, name in enumerate(kept_new):
        if rank[name] in still:
            continue
        was = kept_old[rank[name] - 1] if rank[name] else ""
        comes = f"après {kept_new[place - 1]}" if place else "en premier"
        text = f"La colonne {name} change de place : elle vient maintenant {comes}."
        yield _change(
            "column-moved", name, was or None, kept_new[place - 1] if place else None, text
        )


def _longest_increasing(ranks: Sequence[int]) -> set[int]:
    """Give the members of one longest increasing run of distinct ranks (patience sorting)."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for rank in ranks:
        place = bisect.bisect_left(tails, rank)
        before[rank] = tails[place - 1] if place else None
        tails[place : place + 1] = [rank]
    kept: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def _type(field: Field) -> str:
    return TYPES.get(field.type, f"type « {field.type} »")


def _of_field(old: Field, new: Field) -> Iterator[Change]:
    name = new.name
    if old.required != new.required:
        text = (
            f"{name} devient obligatoire : plus de cellule vide."
            if new.required
            else f"{name} devient facultative."
        )
        yield _change("required-changed", name, old.required, new.required, text)
    if old.type != new.type:
        text = f"{name} change de type : {_type(old)} avant, {_type(new)} maintenant."
        yield _change("type-changed", name, old.type, new.type, text)
    elif old.format != new.format:
        how = describe_format(new)
        text = f"{name} change de format." + (f" {how}" if how else "")
        yield _change("format-changed", name, old.format, new.format, text)
    yield from _of_constraints(old, new)
    for keys, code, tell in (
        (("trueValues", "falseValues"), "boolean-changed", _boolean),
        (("missingValues",), "missing-values-changed", _missing),
    ):
        before, after = ([field.descriptor.get(key) for key in keys] for field in (old, new))
        if before != after:
            yield _change(code, name, before, after, tell(new))
    for key in _others(old.descriptor, new.descriptor, _TOLD):
        text = f"{name} : la propriété « {key} » change."
        facts_of_both = old.descriptor.get(key), new.descriptor.get(key)
        yield _change("other-changed", name, *facts_of_both, text)


def _others(old: Mapping[str, Any], new: Mapping[str, Any], told: frozenset[str]) -> list[str]:
    """Facts that differ and have no telling of their own."""
    before, after = (facts({"fields": [one]})["fields"][0] for one in (old, new))
    keys = dict.fromkeys((*before, *after))
    return [key for key in keys if key not in told and before.get(key) != after.get(key)]


def _boolean(field: Field) -> str:
    true, false = field.descriptor.get("trueValues"), field.descriptor.get("falseValues")
    if not true and not false:
        return f"{field.name} : oui et non s'écrivent de nouveau « true » et « false »."
    told = []
    if true:
        told.append(f"oui s'écrit {quoted_list(true, 'ou')}")
    if false:
        told.append(f"non s'écrit {quoted_list(false, 'ou')}")
    return f"{field.name} : {', '.join(told)}."


def _missing(field: Field) -> str:
    declared = field.descriptor.get("missingValues")
    if not declared:
        return f"{field.name} : seul ce qui est vide dans tout le fichier compte comme vide."
    return f"{field.name} : compte comme vide {quoted_list(declared, 'ou')}."


def _of_constraints(old: Field, new: Field) -> Iterator[Change]:
    name = new.name
    for key in dict.fromkeys((*old.constraints, *new.constraints)):
        before, after = old.constraints.get(key), new.constraints.get(key)
        if before == after or key == "required":
            continue
        if key in _CONSTRAINTS:
            code, tell = _CONSTRAINTS[key]
            yield _change(code, name, before, after, tell(old, new))
        elif key in _BOUNDS:
            yield _change("bound-changed", name, before, after, _bounded(name, key, before, after))
        else:
            text = f"{name} : la contrainte « {key} » change."
            yield _change("other-changed", name, before, after, text)


def _bounded(name: str, key: str, before: Any, after: Any) -> str:
    if after is None:
        return f"{name} : plus de limite ({_BOUNDS[key]} était {bound(before)})."
    was = f" au lieu de {bound(before)}" if before is not None else ""
    return f"{name} : {_BOUNDS[key]} est {bound(after)}{was}."


def _pattern(old: Field, new: Field) -> str:
    if "pattern" not in new.constraints:
        return f"{new.name} : plus de forme imposée."
    now = f"{new.name} : la forme attendue est maintenant {describe_form(new)}"
    return f"{now} (avant : {describe_form(old)})." if "pattern" in old.constraints else f"{now}."


def _enum(old: Field, new: Field) -> str:
    before, after = (list(field.constraints.get("enum") or ()) for field in (old, new))
    if not after:
        return f"{new.name} : plus de liste de valeurs, tout texte convient."
    if not before:
        return f"{new.name} : une de ces valeurs seulement : {quoted_list(after, 'ou')}."
    added = [value for value in after if value not in before]
    removed = [value for value in before if value not in after]
    told = [f"admet aussi {quoted_list(added)}"] if added else []
    if removed:
        told.append(f"n'admet plus {quoted_list(removed, 'ni')}")
    return (
        f"{new.name} {' ; '.join(told)}."
        if told
        else (f"{new.name} : les mêmes valeurs dans un autre ordre.")
    )


def _unique(_old: Field, new: Field) -> str:
    if new.constraints.get("unique"):
        return f"{new.name} : une valeur ne sert plus qu'une fois dans la colonne."
    return f"{new.name} : une valeur peut maintenant revenir."


_CONSTRAINTS: Mapping[str, tuple[str, Callable[[Field, Field], str]]] = {
    "pattern": ("pattern-changed", _pattern),
    "enum": ("enum-changed", _enum),
    "unique": ("unique-changed", _unique),
}


def _of_schema(old: TableSchema, new: TableSchema) -> Iterator[Change]:
    missing = list(old.missing_values), list(new.missing_values)
    if missing[0] != missing[1]:
        text = "Plus aucun texte ne compte comme une cellule vide."
        if missing[1]:
            text = f"Compte maintenant comme une cellule vide : {quoted_list(missing[1], 'ou')}."
        yield _change("missing-values-changed", "", *missing, text)
    for key, subject in _KEYS.items():
        before, after = old.descriptor.get(key), new.descriptor.get(key)
        if key == "primaryKey":
            before, after = list(old.primary_key) or None, list(new.primary_key) or None
        if before != after:
            now = "n'existe plus" if not after else "change"
            names = f" : {joined(list(new.primary_key))}" if after and key == "primaryKey" else ""
            yield _change("key-changed", "", before, after, f"{subject} {now}{names}.")
    yield from _rules(old.checks, new.checks)


def _rules(old: Sequence[CheckSpec], new: Sequence[CheckSpec]) -> Iterator[Change]:
    before, after = ({_mark(check): check for check in checks} for checks in (old, new))
    for mark, check in after.items():
        if mark not in before:
            text = f"Nouvelle règle. {describe_rule(check)}"
            yield _change("rule-added", _column(check), None, _plain(check), text)
    for mark, check in before.items():
        if mark not in after:
            text = f"Règle abandonnée. {describe_rule(check)}"
            yield _change("rule-removed", _column(check), _plain(check), None, text)


def _mark(check: CheckSpec) -> str:
    """A rule under its old name and under its new one is the same rule."""
    return json.dumps([present_name(check.name), dict(check.params)], sort_keys=True)


def _plain(check: CheckSpec) -> dict[str, Any]:
    return {"name": check.name, "params": dict(check.params)}


def _column(check: CheckSpec) -> str:
    column = check.params.get("column")
    return column if isinstance(column, str) else ""
