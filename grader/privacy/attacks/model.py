"""What attackers have beside the publication, and what their attempts give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grader.privacy.attacks.telling import plain
from grader.privacy.model import Attack

if TYPE_CHECKING:
    import polars as pl

LINKAGE, HOMOGENEITY, DIFFERENCING, ENUMERATION = (
    "linkage",
    "homogeneity",
    "differencing",
    "enumeration",
)
TITLES: Mapping[str, str] = {
    LINKAGE: "Recouper avec un fichier public",
    HOMOGENEITY: "Lire ce qu'un groupe a en commun",
    DIFFERENCING: "Comparer deux publications",
    ENUMERATION: "Essayer tous les codes possibles",
}
ABOUT: Mapping[str, str] = {
    LINKAGE: (
        "L'attaquant a un fichier public avec des noms. Il y cherche, pour chaque personne, "
        "les lignes publiées qui peuvent être la sienne."
    ),
    HOMOGENEITY: (
        "L'attaquant n'a pas besoin de trouver la bonne ligne si toutes celles qui peuvent "
        "l'être disent la même chose."
    ),
    DIFFERENCING: (
        "L'attaquant soustrait un tableau déjà publié de ce que vous publiez : "
        "ce qui reste ne concerne que quelques personnes."
    ),
    ENUMERATION: (
        "Un code calculé sans clé secrète (un hachage) se refait : l'attaquant le calcule pour "
        "toutes les valeurs possibles, et compare."
    ),
}
#: People whom an attack names; all are counted.
FIRST_PEOPLE = 20
#: People of a public file who are looked for: its first ones.
MOST_PEOPLE = 20_000


@dataclass(frozen=True)
class Auxiliary:
    """What an attacker has beside the publication.

    Attributes:
        public: a file with names, as ``records_of`` gives it; None for none.
        match: column of the public file to the column of the file that tells the same.
        person: columns of the public file that name people.
        earlier: what was published before: counts, or rows; None for none.
        earlier_match: column of ``earlier`` to column of the file. Columns of the same name, and
            those that ``match`` maps, need not be there.
    """

    public: pl.DataFrame | None = None
    match: Mapping[str, str] = field(default_factory=dict)
    person: tuple[str, ...] = ()
    earlier: pl.DataFrame | None = None
    earlier_match: Mapping[str, str] = field(default_factory=dict)


#: An attacker who only has what is published.
NOTHING_ELSE = Auxiliary()


@dataclass(frozen=True)
class Trial:
    """An attack that was run, and all whom it found.

    Attributes:
        attack: as shown: its ``people`` are the first ones.
        names: of all who were found, in the same order.
    """

    attack: Attack
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class AttackPair:
    """An attack on the file as given, and on the file as it would be published.

    Attributes:
        before: on the file as given.
        after: on what would be published.
        stopped: names of the first who were found before and are not any more.
    """

    before: Attack
    after: Attack
    stopped: tuple[str, ...] = ()


def impossible(name: str, sentence: str) -> Trial:
    """Give an attack that had nothing to start from.

    Args:
        name: of the attack.
        sentence: what it would need, in French.
    """
    return Trial(Attack(name, TITLES[name], 0, 0, (), sentence, possible=False))


def pair(before: Trial, after: Trial) -> AttackPair:
    """Put together the same attack before and after.

    Args:
        before: on the file as given.
        after: on what would be published.
    """
    left = Counter(after.names)
    stopped: list[str] = []
    for name in before.names:
        if left[name]:
            left[name] -= 1
        else:
            stopped.append(name)
        if len(stopped) == FIRST_PEOPLE:
            break
    return AttackPair(before.attack, after.attack, tuple(stopped))


def found_in_all(trials: Iterable[Trial]) -> int:
    """Count the people found, each once, whichever attacks found them.

    Args:
        trials: of the same publication.

    Returns:
        how many. Two people of one name whom different attacks found count for one, however the
        public file and the file write it.
    """
    most: Counter[str] = Counter()
    for trial in trials:
        most |= Counter(map(plain, trial.names))
    return most.total()
