"""Her own file, already dropped to be mended, goes on to be anonymised without another drop.

So does the file of a service that she chose among several: for her, it is the one to follow.

What goes on is the file as it was mended so far: the corrections decided on its workbench are
replayed first. The bytes are kept once more under the page « Anonymiser un fichier », with a date
of their own, so that erasing one of the two leaves the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from grader.errors import NotFoundError
from grader.services import bench, bench_desk
from grader.services.bench_desk import VALIDATOR, VALIDATOR_TITLE
from grader.services.dates import day
from grader.services.desk import READY, Desk
from grader.services.privacy_desk import ANONYMISER, find_desk
from grader.services.responses import as_event
from grader.services.sheets import choose_sheet
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french
from grader.wire import OwnFileView
from grader.workers.bench_model import FILE

#: Kind of the exercises on a file of the learner's own.
_OWN_FILE = "own_file"


@dataclass(frozen=True)
class _Own:
    """A file of hers at hand: where it was dropped, and how many corrections were decided."""

    desk: Desk
    title: str
    decisions: int


def own_files(workshop: Workshop, learner_id: str) -> tuple[OwnFileView, ...]:
    """Tell which files of her own may go on to be anonymised, the last dropped first.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    return tuple(_view(one) for one in _at_hand(workshop, learner_id))


def take_up(workshop: Workshop, learner_id: str, sha256: str) -> None:
    """Put a file of her own on the page « Anonymiser un fichier », as mended so far.

    Where this very content lies there already, nothing changes: its choices are kept.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        sha256: hash of the file as she dropped it.

    Raises:
        NotFoundError: it is not at hand any more.
        RefusedError: her files take up all the room, or it was changed elsewhere.
        OuvroirError: the mended file cannot be written; the message says why.
    """
    found = [one for one in _at_hand(workshop, learner_id) if one.desk.sha256 == sha256]
    if not found or found[0].desk.path is None:
        raise _no_longer()
    own, sheet = found[0].desk, ""
    if found[0].decisions:
        content = bench.write(workshop, learner_id, own.subject, FILE).content
        # Still her file: the name that a schema wants is for the day it is published.
        name = f"{PurePath(own.name).stem}.csv"
    else:
        name, sheet = own.name, own.sheet
        try:
            content = found[0].desk.path.read_bytes()
        except FileNotFoundError as error:  # its date came, or she was quicker
            raise _no_longer() from error
    incoming = workshop.files.incoming(len(content))
    try:
        incoming.write(content)
        there = find_desk(workshop, learner_id, ANONYMISER)
        if there.path is not None and there.path.read_bytes() == content:
            return
        event = workshop.files.keep(learner_id, ANONYMISER, name, "", incoming, taken_up=sha256)
    finally:
        incoming.discard()
    if sheet:
        # The names of its sheets lie beside the bytes, which are the same.
        choose_sheet(workshop, learner_id, ANONYMISER, as_event(event), sheet)


def _at_hand(workshop: Workshop, learner_id: str) -> tuple[_Own, ...]:
    titles = {
        exercise.id: exercise.title
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if exercise.kind == _OWN_FILE or (exercise.takes_file and exercise.choice)
    }
    titles[VALIDATOR] = french(VALIDATOR_TITLE)
    events = workshop.events.of(learner_id, list(titles))
    found: dict[str, _Own] = {}
    for subject, title in titles.items():
        if not events[subject]:
            continue
        desk = bench_desk.find_desk(workshop, learner_id, subject)
        if desk.path is None:
            continue
        state = bench_desk.read_state(workshop, desk)
        ready = state is not None and state.stage == READY
        decisions = len(state.decisions) if state is not None and ready else 0
        known = found.get(desk.sha256)
        # The same file dropped at two places: the one where it was mended is offered.
        if known is None or decisions > known.decisions:
            found[desk.sha256] = _Own(desk, title, decisions)
    return tuple(sorted(found.values(), key=lambda one: one.desk.drop, reverse=True))


def _view(own: _Own) -> OwnFileView:
    dropped = day(own.desk.event.at) if own.desk.event else ""
    mended = ", avec les corrections que vous y avez faites" if own.decisions else ""
    # A title comes from the course: only our own words are typeset.
    sentence = f"déposé le {dropped} dans «{NO_BREAK}{own.title}{NO_BREAK}»{french(mended)}."
    return OwnFileView(own.desk.sha256, own.desk.name, sentence)


def _no_longer() -> NotFoundError:
    return NotFoundError(
        "file-erased",
        "Ce fichier n'est plus là : il a été effacé, ou remplacé par un autre.",
        "Choisissez parmi ceux que la page propose, ou déposez-le.",
    )
