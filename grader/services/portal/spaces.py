"""Spaces as a learner meets them: hers, those of her groups, her API keys, emptying."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import NotFoundError, OuvroirError
from grader.progress.portal.spaces import Member, Space
from grader.services.dates import day, day_and_time
from grader.services.people import find_learner, is_trainer
from grader.services.portal.opening import enter_space
from grader.services.portal.visits import Visit, path_of
from grader.services.workshop import Workshop
from grader.typography import french, plural

_LONGEST_TITLE = 80


@dataclass(frozen=True)
class SpaceLine:
    """One of a learner's spaces.

    Attributes:
        id: stands in its address.
        name: « Mon bac à sable », or the group's.
        url: its home page.
        current: whether it is the one she is in now.
        members: how many are in, told.
        until: when it is erased, told.
        code: what one writes to join it, or "".
        mine: whether she may empty it.
    """

    id: str
    name: str
    url: str
    current: bool
    members: str
    until: str
    code: str
    mine: bool


@dataclass(frozen=True)
class Keys:
    """A member's API keys: never the keys themselves.

    Attributes:
        made: when each was made, told.
        told: how many there are.
    """

    made: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class SpacesView:
    """A learner's spaces.

    Attributes:
        current: the one whose page she looks at.
        others: those that she may go to.
        has_own: whether one of them is hers alone.
        trainer: whether she may open one for a group.
        pseudonym: what others of a group read of her.
    """

    current: SpaceLine
    others: tuple[SpaceLine, ...]
    has_own: bool
    trainer: bool
    pseudonym: str


def spaces_of(workshop: Workshop, learner_id: str, current: str) -> tuple[SpaceLine, ...]:
    """Tell a learner of each space that she is in.

    Args:
        workshop: stores.
        learner_id: who.
        current: id of the space whose page she looks at.
    """
    learner = find_learner(workshop, learner_id)
    trainer = learner is not None and is_trainer(learner)
    lines = []
    for space in workshop.spaces.of(learner_id):
        group = space.kind == "group"
        count = workshop.spaces.count_members(space.id)
        lines.append(
            SpaceLine(
                id=space.id,
                name=french(f"Groupe « {space.title} »") if group else "Mon bac à sable",
                url=path_of(workshop, space),
                current=space.id == current,
                members=plural(count, "personne") if group else "",
                until=day(space.expires_at) if space.expires_at else "",
                code=_spaced(space.join_code) if group else "",
                mine=not group or trainer,
            )
        )
    return tuple(lines)


def space_lines(workshop: Workshop, learner_id: str) -> tuple[SpaceLine, ...]:
    """Tell « Mes données » of each space that a learner is in."""
    spaces = workshop.spaces.of(learner_id)
    return spaces_of(workshop, learner_id, spaces[0].id if spaces else "")


def open_group(workshop: Workshop, learner_id: str, title: str) -> Space:
    """Open a space for a group, and enter it.

    Args:
        workshop: stores.
        learner_id: a trainer.
        title: what the group is called.

    Raises:
        OuvroirError: she is no trainer, or the title is empty.
    """
    learner = find_learner(workshop, learner_id)
    if learner is None or not is_trainer(learner):
        raise OuvroirError(
            "trainers-only",
            "Un espace de groupe s'ouvre depuis l'espace formateur.",
            "Demandez le code à la personne qui anime votre session.",
        )
    title = " ".join(title.split())
    if not 0 < len(title) <= _LONGEST_TITLE:
        raise OuvroirError(
            "group-title",
            "Donnez un nom à votre groupe.",
            f"Par exemple « Session de mars ». {_LONGEST_TITLE} signes au plus.",
        )
    space = workshop.spaces.open("group", title)
    enter_space(workshop, space, learner_id)
    return space


def join_group(workshop: Workshop, learner_id: str, code: str) -> Space:
    """Enter the space of a group by its code.

    Raises:
        OuvroirError: no group has that code.
    """
    space = workshop.spaces.by_code(code)
    if space is None:
        raise OuvroirError(
            "unknown-code",
            "Aucun groupe n'a ce code.",
            "Vérifiez-le signe par signe : il en compte neuf, sans O, I, L, 0 ni 1. Un groupe est "
            "aussi fermé à sa date d'effacement.",
        )
    enter_space(workshop, space, learner_id)
    return space


def move_to(workshop: Workshop, learner_id: str, space_id: str) -> Space:
    """Make another of her spaces the one where a learner is now.

    Raises:
        NotFoundError: she is not in it.
    """
    space = workshop.spaces.find(space_id)
    if space is None or workshop.spaces.member(space_id, learner_id) is None:
        raise NotFoundError("unknown-space", "Cet espace n'est pas l'un des vôtres.")
    enter_space(workshop, space, learner_id)
    return space


def open_mine(workshop: Workshop, learner_id: str) -> Space:
    """Give a learner's own space, opened anew where she has none, and enter it."""
    spaces = [one for one in workshop.spaces.of(learner_id) if one.kind == "learner"]
    space = spaces[0] if spaces else workshop.spaces.open("learner")
    enter_space(workshop, space, learner_id)
    return space


def empty_space(workshop: Workshop, learner_id: str, space_id: str) -> Space:
    """Erase a space with all that it holds, and open a new one in its place.

    Raises:
        NotFoundError: she is not in it.
        OuvroirError: it is a group's, and she is no trainer.
    """
    lines = {line.id: line for line in spaces_of(workshop, learner_id, space_id)}
    if space_id not in lines:
        raise NotFoundError("unknown-space", "Cet espace n'est pas l'un des vôtres.")
    if not lines[space_id].mine:
        raise OuvroirError(
            "trainers-only",
            "L'espace d'un groupe ne se vide que depuis l'espace formateur.",
            "Supprimez vos propres fiches, ou demandez à la personne qui anime la session.",
        )
    workshop.spaces.erase(space_id)
    return open_mine(workshop, learner_id)


def space_page(workshop: Workshop, seen: Visit) -> SpacesView:
    """Make the page where a learner sees her spaces.

    Args:
        workshop: stores.
        seen: who looks; a member.
    """
    learner_id = seen.member.learner_id if seen.member else ""
    learner = find_learner(workshop, learner_id)
    lines = spaces_of(workshop, learner_id, seen.space.id)
    return SpacesView(
        current=next(line for line in lines if line.current),
        others=tuple(line for line in lines if not line.current),
        has_own=any(not line.code for line in lines),
        trainer=learner is not None and is_trainer(learner),
        pseudonym=learner.pseudonym if learner else "",
    )


def make_key(workshop: Workshop, member: Member) -> str:
    """Make an API key for a member: it is told here, and never again.

    Raises:
        RefusedError: she has as many keys as one may.
    """
    return workshop.spaces.make_key(member)


def revoke_keys(workshop: Workshop, member: Member) -> None:
    """Make every key of a member good for nothing."""
    workshop.spaces.revoke_keys(member)


def key_page(workshop: Workshop, member: Member) -> Keys:
    """Tell a member of her keys."""
    made = tuple(day_and_time(moment) for moment in workshop.spaces.keys_made(member))
    if not made:
        return Keys((), french("Vous n'avez pas encore de clé."))
    return Keys(made, french(f"Vous avez {plural(len(made), 'clé')}."))


def _spaced(code: str) -> str:
    """Write a code in threes, as one reads it on a board."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))
