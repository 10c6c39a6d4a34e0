"""What a schema asks, in words: types, constraints, rules. No text here is an instruction.

Sentences are typed with ordinary spaces; who assembles them passes them through ``french``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from grader.typography import plural
from grader.validation.forms import describe_pattern
from grader.validation.table_schema import CheckSpec, Field, TableSchema

#: Types, for people.
TYPES: Mapping[str, str] = {
    "string": "texte",
    "date": "date",
    "datetime": "date et heure",
    "time": "heure",
    "year": "année",
    "yearmonth": "mois",
    "integer": "nombre entier",
    "number": "nombre",
    "boolean": "oui ou non",
    "array": "liste",
    "object": "objet JSON",
    "geopoint": "position",
    "geojson": "tracé géographique",
    "duration": "durée",
    "any": "valeur libre",
}
_DAY = "Année-mois-jour, comme 2025-03-27."
_FORMATS: Mapping[tuple[str, str], str] = {
    ("string", "uri"): "Adresse web complète, qui commence par https:// ou http://.",
    ("string", "email"): "Adresse électronique, comme mairie@val-ouvert.example.",
    ("string", "uuid"): (
        "Identifiant UUID : 32 chiffres ou lettres de a à f, en cinq groupes séparés par des "
        "tirets ; le logiciel métier le fabrique."
    ),
    ("string", "binary"): "Contenu codé en base64.",
    ("date", "default"): _DAY,
    ("date", "%Y-%m-%d"): _DAY,
    ("datetime", "default"): "Date, lettre T, heure, lettre Z, comme 2025-03-27T14:30:00Z.",
    ("time", "default"): "Heures, minutes et secondes, comme 08:30:00.",
    ("year", "default"): "Quatre chiffres, comme 2025.",
    ("yearmonth", "default"): "Année-mois, comme 2025-03.",
    ("number", "default"): "Des chiffres et un point pour les décimales, comme 1250.50.",
    ("array", "default"): (
        'Liste entre crochets, chaque texte entre guillemets droits, comme ["un", "deux"].'
    ),
    ("geopoint", "default"): "Longitude, virgule, latitude, comme 2.35, 48.85.",
    ("geopoint", "array"): "Longitude et latitude entre crochets, comme [2.35, 48.85].",
}
_KNOWN_DEFAULTS = frozenset({"string", "integer", "boolean", "any", "object", "geojson"})
_TRUE = ("true", "True", "TRUE", "1")
_FALSE = ("false", "False", "FALSE", "0")


def quoted_list(values: Sequence[Any], last: str = "et") -> str:
    """Give « a », « b » et « c »; an empty text is told as an empty cell.

    Args:
        values: texts or numbers.
        last: word before the last one.
    """
    return joined([_quoted(str(value)) for value in values], last)


def _quoted(value: str) -> str:
    if not value:
        return "la cellule vide"
    # A stray space that a schema asks for cannot be seen between French quotes.
    return f"« {value} »" + (" (suivi d'une espace)" if value.endswith(" ") else "")


def joined(texts: Sequence[str], last: str = "et") -> str:
    """Give « a, b et c ».

    Args:
        texts: what to join.
        last: word before the last one.
    """
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}" if len(texts) > 1 else "".join(texts)


def bound(value: Any) -> str:
    """Write a bound as French readers do: 0.01 is « 0,01 ».

    Args:
        value: a number, or a text such as a date.
    """
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def describe_form(field: Field) -> str:
    """Say in words the form that a field's pattern asks for; never a bare regular expression.

    Args:
        field: a field with a ``pattern``.
    """
    pattern = str(field.constraints.get("pattern", ""))
    words = describe_pattern(pattern)
    if words:
        return words
    code = f"celle que décrit l'expression régulière (une écriture codée) « {pattern} »"
    return f"la même que « {field.example} », {code}" if field.example else code


def describe_format(field: Field) -> str:
    """Say how a value of the field is written, or "" when its type says it all.

    Args:
        field: a field.
    """
    known = _FORMATS.get((field.type, field.format))
    if known:
        return known
    if field.type in _KNOWN_DEFAULTS and field.format == "default":
        return ""
    if field.type in {"date", "datetime", "time"} and field.format not in {"default", "any"}:
        return f"Écriture codée du format : « {field.format} »."
    return ""


def describe_constraints(field: Field) -> Iterator[str]:
    """Give one sentence for each thing that a value must satisfy, beside being filled.

    Args:
        field: a field.
    """
    form = describe_format(field)
    if form:
        yield form
    if field.type == "boolean":
        true = field.descriptor.get("trueValues") or _TRUE
        false = field.descriptor.get("falseValues") or _FALSE
        yield f"Oui s'écrit {quoted_list(true, 'ou')} ; non s'écrit {quoted_list(false, 'ou')}."
    constraints = field.constraints
    if "pattern" in constraints:
        yield f"Forme attendue : {describe_form(field)}."
    if "enum" in constraints:
        yield f"Une de ces valeurs : {quoted_list(constraints['enum'], 'ou')}."
    yield from _bounds(constraints)
    if constraints.get("unique"):
        yield "Une valeur ne sert qu'une fois dans la colonne."
    match field.descriptor.get("arrayItem"):
        case {"constraints": {"enum": [_, *_] as admitted}}:
            yield f"Dans la liste, une ou plusieurs de ces valeurs : {quoted_list(admitted)}."
    missing = field.descriptor.get("missingValues")
    if isinstance(missing, list) and missing != [""]:
        yield f"Compte comme vide : {quoted_list(missing, 'ou')}."


def _bounds(constraints: Mapping[str, Any]) -> Iterator[str]:
    least, most = constraints.get("minimum"), constraints.get("maximum")
    if least is not None and most is not None:
        yield f"De {bound(least)} à {bound(most)}."
    elif least is not None:
        yield f"Au moins {bound(least)}."
    elif most is not None:
        yield f"Au plus {bound(most)}."
    shortest, longest = constraints.get("minLength"), constraints.get("maxLength")
    if shortest is not None and shortest == longest:
        yield f"Exactement {plural(shortest, 'caractère')}."
        return
    if shortest:
        yield f"Au moins {plural(shortest, 'caractère')}."
    if longest is not None:
        yield f"Au plus {plural(longest, 'caractère')}."


def describe_schema_rules(schema: TableSchema) -> Iterator[str]:
    """Give one sentence for each rule over several columns or lines.

    Args:
        schema: a schema.
    """
    if schema.primary_key:
        several = len(schema.primary_key) > 1
        subject = "Ensemble, les colonnes" if several else "La colonne"
        verb = "distinguent" if several else "distingue"
        names = joined(schema.primary_key)
        yield f"{subject} {names} {verb} chaque ligne des autres : ni doublon ni cellule vide."
    if schema.missing_values not in ((), ("",)):
        yield f"Compte comme une cellule vide : {quoted_list(schema.missing_values, 'ou')}."
    for check in schema.checks:
        yield describe_rule(check)


_RELATIONS: Mapping[str, str] = {
    ">": "supérieure à celle de {other} (pour une date, après)",
    ">=": "supérieure ou égale à celle de {other} (pour une date, le même jour ou après)",
    "==": "égale à celle de {other}",
    "<=": "inférieure ou égale à celle de {other} (pour une date, le même jour ou avant)",
    "<": "inférieure à celle de {other} (pour une date, avant)",
}


def _compared(params: Mapping[str, Any]) -> str:
    relation = _RELATIONS[str(params["op"])].replace("{other}", str(params["column2"]))
    return f"La valeur de {params['column']} doit être {relation}."


def _year_interval(params: Mapping[str, Any]) -> str:
    alone = str(params.get("allow-year-only", "")) in {"yes", "true", "True"}
    rest = " Une seule année convient aussi." if alone else ""
    return f"{params['column']} : deux années comme 2024/2025, la seconde après la première.{rest}"


#: Rules under their old and new names, in words; a column that is empty is not checked.
_RULES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "siret": lambda p: (
        f"{p['column']} : un SIRET dont la clé est juste (ses derniers chiffres se calculent à "
        "partir des autres)."
    ),
    "siren": lambda p: (
        f"{p['column']} : un SIREN dont la clé est juste (son dernier chiffre se calcule à partir "
        "des autres)."
    ),
    "nomenclature-acte": lambda p: (
        f"{p['column']} : une des neuf matières de la nomenclature des actes, une barre oblique, "
        "puis la sous-matière, comme « Finances locales/Subventions »."
    ),
    "year-interval-value": _year_interval,
    "compare-columns-value": _compared,
    "cohesive-columns-value": lambda p: (
        f"{joined([p['column'], *p['othercolumns']])} se remplissent ensemble : toutes, ou aucune."
    ),
    "sum-columns-value": lambda p: (
        f"{p['column']} est la somme exacte de {joined(list(p['columns']))}."
    ),
    "one-of-required": lambda p: (
        f"{p['column1']} ou {p['column2']} : l'une des deux au moins doit être remplie."
    ),
    "phone-number-value": lambda p: (
        f"{p['column']} : un seul numéro de téléphone, français, court (115, 3949) ou "
        "international."
    ),
    "opening-hours-value": lambda p: (
        f"{p['column']} : des horaires dans l'écriture d'OpenStreetMap, comme Mo-Fr 08:30-12:00 "
        "(jours en abrégé anglais)."
    ),
    "french-gps-coordinates": lambda p: (
        f"{p['column']} : une position en France, la longitude avant la latitude."
    ),
    "code-postal": lambda p: f"{p['column']} : un code postal qui existe.",
    "code-commune-insee": lambda p: f"{p['column']} : le code INSEE d'une commune qui existe.",
    "code-region": lambda p: f"{p['column']} : le code INSEE d'une région.",
    "code-fantoir": lambda p: f"{p['column']} : un code FANTOIR (celui d'une voie, au cadastre).",
    "commune": lambda p: f"{p['column']} : le nom officiel d'une commune.",
    "departement": lambda p: f"{p['column']} : le nom officiel d'un département.",
    "region": lambda p: f"{p['column']} : le nom officiel d'une région.",
    "pays": lambda p: f"{p['column']} : le nom officiel d'un pays.",
    "canton": lambda p: f"{p['column']} : le nom officiel d'un canton.",
}
_OLD_NAMES: Mapping[str, str] = {
    "french-siret-value": "siret",
    "french-siren-value": "siren",
    "nomenclature-actes-value": "nomenclature-acte",
}


def present_name(name: str) -> str:
    """Give the present name of a rule that may be called by its old one.

    Args:
        name: as written in a schema.
    """
    return _OLD_NAMES.get(name, name)


def describe_rule(check: CheckSpec) -> str:
    """Say what a rule asks; one that is unknown is named, so that nobody believes it absent.

    Args:
        check: the rule as declared.
    """
    rule = _RULES.get(present_name(check.name))
    try:
        if rule is not None:
            return rule(check.params)
    except (KeyError, TypeError):
        return f"Règle « {check.name} », dont les paramètres sont mal écrits dans le schéma."
    column = check.params.get("column")
    place = f"{column} : règle" if isinstance(column, str) else "Règle"
    return f"{place} « {check.name} », propre à ce schéma."
