"""The road of one file, gathered from what the server already keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from grader.errors import OuvroirError
from grader.exercises.model import CHART, Exercise
from grader.progress.database import now
from grader.publication.portal import parse_moment
from grader.services.bench_desk import VALIDATOR
from grader.services.dates import day
from grader.services.lessons import exercise_address
from grader.services.portal.opening import MOUNT
from grader.services.portal.record_states import state_of
from grader.services.privacy_desk import ANONYMISER
from grader.services.road.file_stages import mended_stage, received_stage
from grader.services.road.journeys import OWN_FILE, Journey, journeys_of
from grader.services.road.model import Road, RoadChoice, RoadLink
from grader.services.road.portal_stages import published_stage, seen_stage
from grader.services.road.protection import protected_stage, protection_of
from grader.services.road.records import (
    NO_RECORD,
    Record,
    look_at,
    own_publication,
    record_for,
    records_of,
)
from grader.services.road.without_people import is_without_people
from grader.services.schema_choices import schema_title
from grader.services.workshop import Workshop
from grader.typography import french
from grader.validation.schemas import load_schema, schema_folders

_LONGEST_LABEL = 90
_CHOSEN = "Le fichier de service que vous avez choisi"


def road_of(workshop: Workshop, learner_id: str, file: str = "", record: str = "") -> Road:
    """Give the road of one of a learner's files.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        file: key of the file; the last one of her own where it is not hers, or "".
        record: id of the record that carries it, ``NO_RECORD`` for none; the likeliest where it is
            not hers, or "".
    """
    journeys = journeys_of(workshop, learner_id)
    journey = next((one for one in journeys if one.key == file), journeys[0] if journeys else None)
    records = records_of(workshop, learner_id)
    chosen = _record(records, journeys, journey, record)
    known = look_at(workshop, learner_id, chosen) if chosen is not None else None
    schema = _schema_label(workshop, journey)
    where = _mending_link(workshop, journey)
    without_people = journey is not None and is_without_people(
        workshop.events.of(learner_id, [ANONYMISER])[ANONYMISER], journey
    )
    stages = (
        received_stage(journey, where),
        mended_stage(journey, where),
        protected_stage(
            protection_of(workshop, learner_id, journey),
            (RoadLink("Anonymiser un fichier", workshop.address(ANONYMISER)),),
            without_people=without_people,
        ),
        published_stage(known, _publishing_link(workshop)),
        seen_stage(known, _charts(workshop, learner_id), _seeing_links(workshop)),
    )
    road = Road(
        file=journey.key if journey else "",
        file_name=journey.name if journey else "",
        schema=schema,
        kept=_kept(journey),
        files=tuple(_file_choice(workshop, one, journey) for one in journeys),
        records=_record_choices(records, chosen),
        record=chosen.id if chosen else NO_RECORD if records else "",
        address=known.permanent if known else "",
        stages=stages,
        sentence="",
        today=day(now()),
    )
    return _with_sentence(road)


def _with_sentence(road: Road) -> Road:
    noun = "étape faite" if road.done < 2 else "étapes faites"
    return replace(road, sentence=french(f"{road.done} {noun} sur {len(road.stages)}"))


def _record(
    records: Sequence[Record],
    journeys: Sequence[Journey],
    journey: Journey | None,
    asked: str,
) -> Record | None:
    if asked == NO_RECORD:
        return None
    found = next((one for one in records if one.id == asked), None)
    alone = sum(one.own for one in journeys) < 2
    return found or record_for(records, journey, alone=alone)


def _file_choice(workshop: Workshop, one: Journey, chosen: Journey | None) -> RoadChoice:
    label = f"{_cut(one.name)}, déposé le {day(one.received_at)}"
    if schema := _schema_label(workshop, one):
        label += f" ({schema})"
    group = "Vos fichiers" if one.own else _CHOSEN if one.chosen else "Fichiers d'exercice"
    return RoadChoice(one.key, french(label), group, chosen is not None and chosen.key == one.key)


def _record_choices(records: Sequence[Record], chosen: Record | None) -> tuple[RoadChoice, ...]:
    if not records:
        return ()
    none = RoadChoice(NO_RECORD, french("Aucune fiche"), "", chosen is None)
    told = []
    for one in records:
        gone = "effacée depuis" if one.space is None else state_of(dict(one.document)).label.lower()
        group = "Vos fiches" if one.own or not one.handed else "Fiches d'exercice"
        when = day(parse_moment(str(one.document["last_modified"])))
        label = french(f"{_cut(one.title)} ({gone}, changée le {when})")
        told.append(RoadChoice(one.id, label, group, chosen is not None and chosen.id == one.id))
    return (none, *told)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"


def _schema_label(workshop: Workshop, journey: Journey | None) -> str:
    """Give the title and version of the schema of a file; its name where it is gone."""
    if journey is None or not journey.schema:
        return ""
    try:
        return french(
            schema_title(load_schema(journey.schema, schema_folders(workshop.settings)).ref)
        )
    except OuvroirError:
        return journey.schema


def _kept(journey: Journey | None) -> str:
    if journey is None:
        return ""
    if journey.kept_until is None:
        return french("Le fichier n'est plus conservé ici : ses mesures, elles, le sont.")
    return french(f"Le fichier est conservé ici jusqu'au {day(journey.kept_until)}.")


def _mending_link(workshop: Workshop, journey: Journey | None) -> RoadLink:
    """Lead to where a file is mended: the exercise of this one, else that for one's own."""
    if journey is not None and journey.subject != VALIDATOR:
        found = [one for one in _of_kind(workshop) if one.id == journey.subject]
    else:
        found = _of_kind(workshop, OWN_FILE) if journey is None else []
    if not found:
        return RoadLink("Vérifier et corriger un fichier", workshop.address(VALIDATOR))
    return RoadLink(french(f"Exercice « {found[0].title} »"), _address(workshop, found[0]))


def _publishing_link(workshop: Workshop) -> RoadLink:
    """Lead to the exercise where one publishes a file of one's own, else to the portal."""
    found = own_publication(workshop)
    if found is None:
        return RoadLink("Ouvrir le bac à sable", workshop.address(f"{MOUNT}/"))
    return RoadLink(french(f"Exercice « {found.title} »"), _address(workshop, found))


def _seeing_links(workshop: Workshop) -> tuple[RoadLink, ...]:
    found = _of_kind(workshop, CHART)
    links = [
        RoadLink(french(f"Exercice « {one.title} »"), _address(workshop, one)) for one in found
    ]
    return (*links[:1], RoadLink("Ouvrir le bac à sable", workshop.address(f"{MOUNT}/")))


def _charts(workshop: Workshop, learner_id: str) -> int:
    """Count the exercises where she drew a chart."""
    ids = [one.id for one in _of_kind(workshop, CHART)]
    events = workshop.events.of(learner_id, ids)
    return sum(any(event.kind == CHART for event in some) for some in events.values())


def _of_kind(workshop: Workshop, *kinds: str) -> list[Exercise]:
    return [
        exercise
        for module in workshop.course.modules.values()
        for exercise in module.exercises.values()
        if not kinds or exercise.kind in kinds
    ]


def _address(workshop: Workshop, exercise: Exercise) -> str:
    return exercise_address(workshop, workshop.course.modules[exercise.module], exercise.id)
