"""Arguments of a query that are words of a closed list, identifiers, yes or no."""

from __future__ import annotations

from collections.abc import Collection

from grader.publication.api.route import Call
from grader.publication.problems import query_problem
from grader.publication.rights import is_object_id
from grader.publication.slugs import slugify

_YES, _NO = ("true", "1", "on"), ("false", "0")


def choice_argument(call: Call, name: str, told: str, choices: Collection[str]) -> str | None:
    """Read a word of a closed list, or None where there is none.

    Args:
        call: the call.
        name: of the argument.
        told: what it is, as the real API's refusal begins.
        choices: the list.

    Raises:
        Problem: shape D.
    """
    word = call.first(name)
    if word is None or word in choices:
        return word
    raise query_problem(
        {name: f"{told} The value '{word[:100]}' is not a valid choice for '{name}'."},
        f"« {name} » n'a que ces valeurs : {', '.join(choices)}.",
    )


def sort_argument(call: Call, names: Collection[str]) -> tuple[str, bool] | None:
    """Read in which order a list is asked for, or None where it is not.

    Args:
        call: the call.
        names: of the orders; each may have a dash before it.

    Returns:
        the order, and whether it goes from the last to the first.

    Raises:
        Problem: shape D.
    """
    asked = choice_argument(
        call,
        "sort",
        "The field (and direction) on which sorting apply",
        [*names, *(f"-{name}" for name in names)],
    )
    return None if asked is None else (asked.removeprefix("-"), asked.startswith("-"))


def boolean_argument(call: Call, name: str, told: str) -> bool | None:
    """Read a yes or no, or None where there is none.

    Raises:
        Problem: shape D.
    """
    word = call.first(name)
    if word is None:
        return None
    if word.lower() in _YES:
        return True
    if word.lower() in _NO:
        return False
    raise query_problem(
        {name: f"{told} Invalid literal for boolean(): {word[:100]}"},
        f"« {name} » vaut true ou false.",
    )


def identifiers_argument(call: Call, name: str, told: str) -> list[str]:
    """Read every identifier that an argument gives.

    Raises:
        Problem: shape D, one of them has not the form of an identifier.
    """
    found = call.every(name)
    for word in found:
        if not is_object_id(word):
            raise query_problem(
                {name: f"{told} {word[:100]} is not a valid identifier"},
                f"« {name} » demande un identifiant : 24 chiffres ou lettres de a à f. Le nom "
                "lisible d'une adresse n'est pas accepté ici.",
            )
    return found


def required_argument(call: Call, name: str, told: str) -> str:
    """Read a word that must be there.

    Raises:
        Problem: shape D.
    """
    word = call.first(name)
    if word is None:
        raise query_problem(
            {name: f"{told} Missing required parameter in the query string"},
            f"Ajoutez « ?{name}=… » à l'adresse.",
        )
    return word


def holds_words(words: str, *texts: str | None) -> bool:
    """Say whether texts hold every word, accents and case ignored."""
    held = slugify(" ".join(text for text in texts if text))
    return all(slugify(word) in held for word in words.split())
