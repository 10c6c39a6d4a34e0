"""Homogeneity: what a whole group shares is learnt of each of its people, without finding a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grader.privacy.attacks.knowledge import WEIGHT, WHO, Publication, publication
from grader.privacy.attacks.linkage import Meeting
from grader.privacy.attacks.model import (
    FIRST_PEOPLE,
    HOMOGENEITY,
    TITLES,
    Trial,
    impossible,
)
from grader.privacy.attacks.telling import MUTE, people_are, shortened
from grader.privacy.model import QUASI, SENSITIVE, Attack, Person
from grader.privacy.plan import Step
from grader.typography import plural

if TYPE_CHECKING:
    import polars as pl


def homogeneity(
    meeting: Meeting | None,
    published: pl.DataFrame,
    recipe: Sequence[Step],
    roles: Mapping[str, str],
) -> Trial:
    """Find the people about whom all rows that may be theirs say the same.

    Args:
        meeting: what ``linkage.meet`` gave; without a public file, rows are counted instead.
        published: what would be published.
        recipe: the steps that gave it.
        roles: column to role.
    """
    public = publication(published, recipe)
    sensitive = [label for label in public.frame.columns if roles.get(label) == SENSITIVE]
    if not sensitive:
        return impossible(
            HOMOGENEITY,
            "Aucune colonne publiée n'est dite sensible : il n'y a rien à apprendre d'un groupe.",
        )
    quasi = [label for label in public.frame.columns if roles.get(label) == QUASI]
    rows = homogeneous_rows(public, quasi, sensitive)
    if meeting is not None and meeting.fits is not None:
        return _among_people(meeting, rows)
    total = int(public.weights.sum())
    sentence = _of_rows(rows) or "Aucun groupe de semblables ne partage une même valeur sensible."
    return Trial(Attack(HOMOGENEITY, TITLES[HOMOGENEITY], total, rows, (), sentence))


def homogeneous_rows(public: Publication, quasi: Sequence[str], sensitive: Sequence[str]) -> int:
    """Count the rows, in groups of two or more, whose group shares one sensitive value.

    Args:
        public: what is published.
        quasi: columns that make groups; none makes one group of all.
        sensitive: columns of which nothing should be learnt.
    """
    import polars as pl

    if public.frame.is_empty():
        return 0
    groups = (
        public.frame.select(
            *(pl.col(label).alias(f"q:{label}") for label in quasi),
            *(pl.col(label).alias(f"s:{label}") for label in sensitive),
        )
        .with_columns(public.weights.alias(WEIGHT), pl.lit(0).alias("q:"))
        .group_by("q:", *(f"q:{label}" for label in quasi))
        .agg(pl.col(WEIGHT).sum(), *(_shared(label) for label in sensitive))
    )
    told = groups.filter((pl.col(WEIGHT) > 1) & pl.any_horizontal(pl.col("^s:.*$")))
    return int(told[WEIGHT].sum())


def _shared(label: str) -> pl.Expr:
    """Tell whether a group shares one value that says something."""
    import polars as pl

    column = pl.col(f"s:{label}")
    return (column.n_unique() == 1) & column.first().is_in(MUTE).not_()


def _of_rows(rows: int) -> str:
    if not rows:
        return ""
    return (
        f"{plural(rows, 'ligne')} {'est' if rows < 2 else 'sont'} dans un groupe de semblables "
        "qui partagent tous une même valeur sensible."
    )


def _among_people(meeting: Meeting, rows: int) -> Trial:
    """Find the people of the public file whose possible rows all say the same."""
    import polars as pl

    if meeting.fits is None:
        raise ValueError("nothing was compared")
    shared = pl.any_horizontal(pl.lit(value=False), *(_told(label) for label in meeting.sensitive))
    found = meeting.fits.filter(
        meeting.present & (pl.col("rows") > 1) & pl.col("one_code").not_() & shared
    )
    names = tuple(meeting.name(who) for who in found[WHO])
    people = tuple(_person(meeting, row) for row in found.head(FIRST_PEOPLE).to_dicts())
    if found.is_empty():
        sentence = (
            f"Pour aucune des {plural(meeting.people.height, 'personne')} du fichier public, les "
            "lignes qui peuvent être la sienne ne disent toutes la même chose."
        )
    else:
        who = people_are(found.height, "n'est pas isolée", "ne sont pas isolées")
        sentence = (
            f"{who}, mais toutes les lignes qui peuvent être "
            f"{'la sienne' if found.height < 2 else 'les leurs'} disent la même chose."
        )
    told = " ".join(part for part in (sentence, _of_rows(rows)) if part)
    tried = meeting.people.height
    return Trial(Attack(HOMOGENEITY, TITLES[HOMOGENEITY], tried, found.height, people, told), names)


def _told(label: str) -> pl.Expr:
    """Tell whether the rows that fit somebody share one value that says something."""
    import polars as pl

    return (pl.col(f"n:{label}") == 1) & pl.col(f"v:{label}").is_in(MUTE).not_()


def _person(meeting: Meeting, row: Mapping[str, object]) -> Person:
    who, rows = int(str(row[WHO])), int(str(row["rows"]))
    learnt = {
        label: shortened(str(row[f"v:{label}"]))
        for label in meeting.sensitive
        if row[f"n:{label}"] == 1 and row[f"v:{label}"] not in MUTE
    }
    values = " et ".join(f"« {value} »" for value in learnt.values())
    how = f"{meeting.told(who)} : {plural(rows, 'ligne')} correspondent, et toutes disent {values}."
    return Person(meeting.name(who), how, learnt)
