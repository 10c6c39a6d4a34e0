"""Linkage with a public file: who is alone to fit one published row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.privacy.aids import NO_AIDS, Aids
from grader.privacy.attacks.knowledge import WHO, Publication, compared, fits, publication
from grader.privacy.attacks.model import (
    FIRST_PEOPLE,
    LINKAGE,
    MOST_PEOPLE,
    TITLES,
    Auxiliary,
    Trial,
    impossible,
)
from grader.privacy.attacks.telling import (
    MUTE,
    description,
    fitting,
    name_of,
    people_are,
    shortened,
)
from grader.privacy.model import DIRECT, SENSITIVE, USUAL_K, Attack, Person
from grader.privacy.plan import PSEUDONYMISE, Step
from grader.typography import plural

if TYPE_CHECKING:
    import polars as pl

#: A column that names people has about one value for each; a surname alone has many namesakes.
_OWN_VALUE = 0.8


@dataclass(frozen=True)
class Meeting:
    """A public file and a publication, brought together.

    Attributes:
        people: the public file, its first people.
        auxiliary: where it comes from.
        publication: what is published.
        fits: as ``knowledge.fits`` gives it; None when nothing can be compared.
        present: for each person, whether she is in the file at all.
        sensitive: published columns of which nothing should be learnt.
    """

    people: pl.DataFrame
    auxiliary: Auxiliary
    publication: Publication
    fits: pl.DataFrame | None
    present: pl.Series
    sensitive: tuple[str, ...]

    def name(self, who: int) -> str:
        """Name somebody as the public file does."""
        columns = [one for one in self.auxiliary.person if one in self.people.columns]
        return name_of(str(self.people[column][who]) for column in columns)

    def told(self, who: int) -> str:
        """Say what the attacker knows of somebody."""
        return description(
            {
                column: str(self.people[column][who])
                for column in self.auxiliary.match
                if column in self.people.columns
            }
        )


def meet(
    original: pl.DataFrame,
    published: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
    auxiliary: Auxiliary,
    *,
    aids: Aids = NO_AIDS,
) -> Meeting | None:
    """Bring a public file and a publication together.

    Args:
        original: the file as given: it tells who is really in it.
        published: what would be published.
        recipe: the steps from one to the other.
        roles: column to role.
        auxiliary: what the attacker has.
        aids: public tables that hierarchies lean on.

    Returns:
        None without a public file, or when it has nobody or no column of the file.
    """
    import polars as pl

    people = auxiliary.public
    if people is None or people.is_empty():
        return None
    people = people.head(MOST_PEOPLE)
    raw = publication(original, ())
    known, theirs = compared(people, auxiliary.match, raw, aids)
    if not known.columns:
        return None
    present = fits(known, theirs, raw)["rows"].fill_null(0) > 0
    now = publication(published, recipe)
    sensitive = tuple(label for label in now.frame.columns if roles.get(label) == SENSITIVE)
    known, theirs = compared(people, auxiliary.match, now, aids)
    found: pl.DataFrame | None = None
    if known.columns:
        codes = () if now.counted else tuple(_codes(now, roles))
        found = fits(known, theirs, now, sensitive=sensitive, codes=codes).with_columns(
            pl.col("one_code").fill_null(value=False)
        )
    return Meeting(people, auxiliary, now, found, present, sensitive)


def _codes(public: Publication, roles: Mapping[str, str]) -> list[str]:
    """Give the columns in which a person has one value of her own: pseudonyms, numbers."""
    rows = public.frame.height
    return [
        label
        for label in public.frame.columns
        if any(step["do"] == PSEUDONYMISE for step in public.steps.get(label, ()))
        or (
            roles.get(label) == DIRECT
            and not public.steps.get(label)
            and public.frame[label].n_unique() > _OWN_VALUE * rows
        )
    ]


def linkage(meeting: Meeting | None) -> Trial:
    """Find the people of a public file whom one published row alone fits.

    A person is found when exactly one row fits what the public file tells of her, or when all
    that do bear one code; when she is the only one there whom it fits; and when she is in the file.

    Args:
        meeting: what ``meet`` gave.
    """
    import polars as pl

    if meeting is None:
        return impossible(
            LINKAGE,
            "Il faudrait un fichier public : une liste de personnes avec, par exemple, leur sexe, "
            "leur date de naissance et leur rue.",
        )
    tried = meeting.people.height
    if meeting.fits is None:
        sentence = (
            "Rien de ce que dit le fichier public ne peut être comparé avec ce qui est publié."
        )
        return Trial(Attack(LINKAGE, TITLES[LINKAGE], tried, 0, (), sentence))
    alone = meeting.fits.filter(
        (pl.col("alike") == 1)
        & ((pl.col("rows") == 1) | (pl.col("one_code") & (pl.col("rows") > 0)))
    )
    right = meeting.present.gather(alone[WHO])
    found, wrong = alone.filter(right), alone.height - int(right.sum())
    names = tuple(meeting.name(who) for who in found[WHO])
    people = tuple(_person(meeting, row) for row in found.head(FIRST_PEOPLE).to_dicts())
    sentence = _sentence(meeting, found, wrong)
    return Trial(Attack(LINKAGE, TITLES[LINKAGE], tried, found.height, people, sentence), names)


def _person(meeting: Meeting, row: Mapping[str, object]) -> Person:
    who, rows = int(str(row[WHO])), int(str(row["rows"]))
    how = f"{meeting.told(who)} : {fitting(rows)}"
    if rows > 1:
        how += ", sous un même code : ce sont toutes les siennes"
    elif meeting.publication.counted:
        how = f"{meeting.told(who)} : une seule personne est comptée dans sa case"
    learnt = {
        label: shortened(str(row[f"v:{label}"]))
        for label in meeting.sensitive
        if row[f"v:{label}"] not in MUTE
    }
    line = None if meeting.publication.counted else int(str(row["line"]))
    return Person(meeting.name(who), f"{how}.", learnt, line)


def _sentence(meeting: Meeting, found: pl.DataFrame, wrong: int) -> str:
    import polars as pl

    tried = meeting.people.height
    present = (meeting.fits if meeting.fits is not None else found).filter(meeting.present)
    others = present.join(found.select(WHO), on=WHO, how="anti")
    fitted = others.filter(pl.col("rows") > 1)["rows"]
    if found.height:
        who = people_are(found.height, "est retrouvée", "sont retrouvées")
        parts = [f"{who} sur {tried} : une seule ligne publiée peut être la sienne."]
        if found.height > 1:
            parts = [f"{who} sur {tried} : pour chacune, une seule ligne publiée correspond."]
    else:
        parts = [f"Aucune des {plural(tried, 'personne')} du fichier public n'est retrouvée."]
    narrowed = int((fitted < USUAL_K).sum())
    if narrowed:
        parts.append(
            f"{plural(narrowed, 'autre')} "
            f"{'est ramenée' if narrowed < 2 else 'sont ramenées'} à moins de {USUAL_K} lignes."
        )
    elif len(fitted):
        least = int(str(fitted.min()))
        parts.append(
            f"Pour {'chaque autre' if found.height else 'chacune'} qui est dans le fichier, "
            f"au moins {plural(least, 'ligne')} correspondent."
        )
    if wrong:
        parts.append(
            f"{_times(wrong)}, la seule ligne qui "
            "correspond est celle de quelqu'un d'autre : l'attaquant se tromperait de personne."
        )
    return " ".join(parts)


def _times(count: int) -> str:
    return "Une fois" if count == 1 else f"{count} fois"
