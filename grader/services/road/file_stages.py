"""The first two stages: the file as it was received, and what was mended since."""

from __future__ import annotations

from collections.abc import Mapping

from grader.documents.model import Table
from grader.exercises.wording import cause_name
from grader.services.bench_desk import VALIDATOR
from grader.services.dates import day
from grader.services.road.journeys import Journey
from grader.services.road.model import (
    DONE,
    NOT_YET,
    NOTHING,
    ONGOING,
    Gauge,
    RoadLink,
    Stage,
)
from grader.typography import french, number, plural
from grader.validation.model import Cause, Comparison, Verdict, compare

_ABOUT_RECEIVED = "Le fichier tel qu'il sort du logiciel, comparé au schéma qui dit ses colonnes."
_ABOUT_MENDED = "Les anomalies corrigées, cause par cause, sans perdre de ligne."
_NO_COUNTS = (
    "Ses anomalies n'ont pas été comptées : l'atelier les compte quand on choisit « Vérifier de "
    "nouveau »."
)


def received_stage(journey: Journey | None, link: RoadLink) -> Stage:
    """Tell a file as it was received.

    Args:
        journey: the file; None where none was dropped.
        link: where a file is dropped.
    """
    if journey is None:
        return Stage(
            "received", "Reçu", french(_ABOUT_RECEIVED), NOT_YET,
            french("Aucun fichier n'a encore été déposé."),
            left=("Déposer un fichier et le faire vérifier.",), links=(link,),
        )  # fmt: skip
    first, date = journey.first, day(journey.received_at)
    if first is None:
        return Stage(
            "received", "Reçu", french(_ABOUT_RECEIVED), ONGOING,
            french(f"Le fichier a été déposé. {_uncounted(journey)}"), date,
            left=("Faire vérifier le fichier.",), links=(link,),
        )  # fmt: skip
    count, causes = _total(first), len(_counts(first))
    rows = plural(first.n_rows, "ligne")
    if count:
        found = f"{plural(count, 'anomalie')}, dues à {plural(causes, 'cause')}"
        if count == 1:
            found = "1 anomalie"
        sentence = f"Le fichier comptait {rows} et {found}."
    else:
        sentence = f"Le fichier comptait {rows} et aucune anomalie."
    figures = Table(
        "Le fichier à son arrivée",
        ("Mesure", "À l'arrivée"),
        (
            ("Lignes de données", number(first.n_rows)),
            ("Anomalies", number(count)),
            ("Causes d'anomalies", number(causes)),
            ("Valide pour le schéma", _yes(valid=first.valid)),
        ),
        numbers=True,
    )
    details = (_causes(first),) if count else ()
    return Stage(
        "received", "Reçu", french(_ABOUT_RECEIVED), DONE, french(sentence), date, figures,
        details=details, links=(link,),
    )  # fmt: skip


def mended_stage(journey: Journey | None, link: RoadLink) -> Stage:
    """Tell what was mended in a file.

    Args:
        journey: the file; None where none was dropped.
        link: where it is mended.
    """
    if journey is None or journey.first is None or journey.last is None:
        return Stage(
            "mended", "Corrigé", french(_ABOUT_MENDED), NOT_YET,
            french("Rien n'a encore été corrigé."),
            left=() if journey is None else ("Corriger le fichier, puis le faire vérifier.",),
            links=(link,),
        )  # fmt: skip
    first, last = journey.first, journey.last
    change = compare(first, last)
    solved, still, new = map(_sum, (change.solved, change.left, change.new))
    state = _mended_state(journey, first, last)
    tables = (_changes(change),) if solved or still or new else ()
    gauge = None
    if solved or still:
        share = solved / (solved + still)
        gauge = Gauge(french(_solved_of(solved, solved + still)), share)
    date = day(journey.changed_at) if state != NOT_YET and journey.drops + journey.pending else ""
    return Stage(
        "mended", "Corrigé", french(_ABOUT_MENDED), state,
        french(_mended_sentence(state, first, last, new)), date, _mended_figures(first, last),
        gauge, tables, _mended_notes(journey), (), _mended_left(journey, last), (link,),
    )  # fmt: skip


def _mended_state(journey: Journey, first: Verdict, last: Verdict) -> str:
    if last.valid and not _total(last) and not journey.lost:
        return DONE
    moved = first != last or journey.pending or journey.lost
    return ONGOING if moved else NOT_YET


def _mended_sentence(state: str, first: Verdict, last: Verdict, new: int) -> str:
    count, now = _total(first), _total(last)
    if state == DONE and not count:
        return "Rien n'était à corriger : le fichier suivait déjà le schéma."
    if state == DONE:
        return "Toutes les anomalies sont corrigées : le fichier suit le schéma."
    if state == NOT_YET:
        return "Aucune anomalie n'a encore été corrigée."
    added = f", dont {plural(new, 'nouvelle')}" if new else ""
    if not now:
        return "Les anomalies ont disparu, mais des lignes aussi."
    if last.valid:
        return (
            f"Le fichier est valide ; sa lecture appelle encore {plural(now, 'remarque')}{added}."
        )
    remain = "Il reste" if now < count else "Le fichier compte encore"
    return f"{remain} {plural(now, 'anomalie')}{added}."


def _mended_figures(first: Verdict, last: Verdict) -> Table:
    return Table(
        "Avant et après correction",
        ("Mesure", "À l'arrivée", "Au dernier contrôle"),
        (
            ("Anomalies", number(_total(first)), number(_total(last))),
            ("Causes d'anomalies", number(len(_counts(first))), number(len(_counts(last)))),
            ("Lignes de données", number(first.n_rows), number(last.n_rows)),
            ("Valide pour le schéma", _yes(valid=first.valid), _yes(valid=last.valid)),
        ),
        numbers=True,
    )


def _mended_notes(journey: Journey) -> tuple[str, ...]:
    notes = []
    if journey.pending:
        one = plural(journey.pending, "correction")
        verb = "faite" if journey.pending == 1 else "faites"
        notes.append(f"{one} {verb} dans l'atelier, pas encore vérifiée.")
        if journey.pending > 1:
            notes[-1] = notes[-1].replace("vérifiée.", "vérifiées.")
    if journey.lost:
        one = plural(journey.lost, "ligne")
        gone = "a disparu" if journey.lost == 1 else "ont disparu"
        notes.append(f"{one} {gone} sans que des lignes vides ou en double l'expliquent.")
    if journey.drops > 1:
        notes.append(f"Le fichier a été déposé {number(journey.drops)} fois.")
    return tuple(map(french, notes))


def _mended_left(journey: Journey, last: Verdict) -> tuple[str, ...]:
    left = []
    if count := _total(last):
        which = "l'anomalie restante" if count == 1 else f"les {number(count)} anomalies restantes"
        left.append(f"Corriger {which}.")
    if journey.pending:
        left.append("Faire vérifier de nouveau le fichier corrigé dans l'atelier.")
    if journey.lost:
        which = "la ligne perdue" if journey.lost == 1 else "les lignes perdues"
        left.append(f"Retrouver {which}, ou dire pourquoi.")
    return tuple(map(french, left))


def _uncounted(journey: Journey) -> str:
    if journey.subject == VALIDATOR:
        return _NO_COUNTS
    return "Il n'a pas pu être lu comme un tableau."


def _solved_of(solved: int, total: int) -> str:
    noun = "anomalie corrigée" if solved < 2 else "anomalies corrigées"
    return f"{number(solved)} {noun} sur {number(total)}"


def _causes(verdict: Verdict) -> Table:
    ranked = sorted(_counts(verdict).items(), key=lambda pair: (-pair[1], pair[0]))
    rows = tuple((french(cause_name(cause)), number(count)) for cause, count in ranked)
    return Table(
        "Les causes, de la plus à la moins fréquente", ("Cause", "Anomalies"), rows, numbers=True
    )


def _changes(change: Comparison) -> Table:
    parts = (change.solved, change.left, change.new)
    causes = {cause for part in parts for cause in part}
    ranked = sorted(causes, key=lambda one: (-sum(part.get(one, 0) for part in parts), one))
    rows = tuple(
        (french(cause_name(cause)), *(_count(part.get(cause, 0)) for part in parts))
        for cause in ranked
    )
    head = ("Cause", "Corrigées", "Restantes", "Nouvelles")
    return Table("Ce qui a changé, cause par cause", head, rows, numbers=True)


def _count(value: int) -> str:
    return number(value) if value else NOTHING


def _counts(verdict: Verdict) -> Mapping[Cause, int]:
    return {cause: count for cause, count in verdict.counts.items() if count > 0}


def _total(verdict: Verdict) -> int:
    return _sum(_counts(verdict))


def _sum(part: Mapping[Cause, int]) -> int:
    return sum(part.values())


def _yes(*, valid: bool) -> str:
    return "Oui" if valid else "Non"
