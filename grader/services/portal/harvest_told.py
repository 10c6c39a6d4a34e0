"""What a run did, told in French: its state, and what became of each record."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication.documents import Document
from grader.publication.harvest.applying import TOLD_FIELDS
from grader.publication.portal import Portal, parse_moment
from grader.services.dates import day_and_time
from grader.typography import french, plural

#: State of a run: sign and word; colour never says it alone.
_STATES: dict[str, tuple[str, str, str]] = {
    "pending": ("○", "En attente", "attend"),
    "initializing": ("○", "En préparation", "attend"),
    "initialized": ("○", "Préparé", "attend"),
    "processing": ("○", "En cours", "attend"),
    "done": ("✔", "Réussi", "reussi"),
    "done-errors": ("●", "Terminé, avec des erreurs", "partiel"),
    "failed": ("✖", "En échec", "echec"),
}
_ITEM_STATES: dict[str, tuple[str, str]] = {
    "pending": ("○", "En attente"),
    "started": ("○", "Commencée"),
    "done": ("✔", "Faite"),
    "failed": ("✖", "En échec"),
    "skipped": ("○", "Laissée de côté"),
    "archived": ("●", "Archivée"),
}
_OCCASIONS = {
    "first": "à l'acceptation de la source",
    "night": "de nuit",
    "hand": "lancé à la main",
    "preview": "aperçu",
}
_DONE = {
    "created": "Nouvelle fiche créée ici.",
    "unchanged": "Rien n'a changé.",
    "archived": "Absente de la source depuis plus longtemps que le délai : archivée.",
    "still-archived": "Toujours absente de la source : elle reste archivée.",
    "deleted-here": (
        "Mise à jour sans bruit : cette fiche a été supprimée ici à la main, et le reste."
    ),
}


@dataclass(frozen=True)
class ItemLine:
    """What became of one record.

    Attributes:
        title: the record's, as its source writes it.
        identifier: as its source gives it, or a word that says that there is none.
        sign, state: what happened, in a word.
        sentence: the same, told.
        url: path of our record, or "".
    """

    title: str
    identifier: str
    sign: str
    state: str
    sentence: str
    url: str


@dataclass(frozen=True)
class JobLine:
    """One run.

    Attributes:
        id: hexadecimal.
        when: French date and time, on the space's own clock.
        occasion: what it was made for.
        sign, state, mood: how it ended, and a name for its colour.
        summary: what it did, in a sentence.
        errors: what stopped it.
    """

    id: str
    when: str
    occasion: str
    sign: str
    state: str
    mood: str
    summary: str
    errors: tuple[str, ...]


def job_line(job: Document) -> JobLine:
    """Tell a run."""
    sign, state, mood = _STATES[job["status"]]
    return JobLine(
        id=job["id"],
        when=day_and_time(parse_moment(job["started"] or job["created"])),
        occasion=_OCCASIONS[job["occasion"]],
        sign=sign,
        state=state,
        mood=mood,
        summary=french(_summary(job)),
        errors=tuple(french(error["explication"]) for error in job["errors"]),
    )


def item_lines(portal: Portal, home: str, job: Document) -> tuple[ItemLine, ...]:
    """Tell what became of each record of a run.

    Args:
        portal: the one that harvests, as the run left it.
        home: path of its pages, or "" where its records have no page: in a preview.
        job: the run.
    """
    return tuple(_item_line(portal, home, item) for item in job["items"])


def _item_line(portal: Portal, home: str, item: Document) -> ItemLine:
    sign, state = _ITEM_STATES[item["status"]]
    dataset = portal.catalogue.get("dataset", item["dataset"]) if item["dataset"] else None
    url = f"{home}datasets/{dataset['slug'] or dataset['id']}" if home and dataset else ""
    return ItemLine(
        title=item["title"] or "Sans titre",
        identifier=item["remote_id"] or "aucun",
        sign=sign,
        state=state,
        sentence=french(_sentence(item)),
        url=url,
    )


def _sentence(item: Document) -> str:
    if item["errors"]:
        return " ".join(error["explication"] for error in item["errors"])
    changed = ", ".join(TOLD_FIELDS[name] for name in item["changed"])
    if item["done"] == "updated":
        return f"Réécrite d'après la source : {changed}."
    if item["done"] == "restored":
        return "Revue à la source : désarchivée aussitôt." + (
            f" Réécrit : {changed}." if changed else ""
        )
    return _DONE.get(item["done"], "")


def _summary(job: Document) -> str:
    if job["status"] == "pending":
        return "Ce passage va commencer."
    if not job["items"]:
        return (
            "Aucune fiche n'a été lue."
            if job["status"] == "failed"
            else "Le catalogue est valide, et vide."
        )
    counts = {
        status: sum(1 for item in job["items"] if item["status"] == status)
        for status in _ITEM_STATES
    }
    words = {
        "done": ("fiche tenue à jour", "fiches tenues à jour"),
        "skipped": ("fiche laissée de côté", "fiches laissées de côté"),
        "failed": ("fiche en échec", "fiches en échec"),
        "archived": ("fiche archivée", "fiches archivées"),
    }
    told = [
        plural(counts[status], one, several)
        for status, (one, several) in words.items()
        if counts[status]
    ]
    return ", ".join(told) + "."
