"""The workbench of anonymisation told to the file's owner."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from grader.exercises.anonymise_goals import GoalState
from grader.privacy.attacks.model import ABOUT, AttackPair
from grader.privacy.criteria import Appraisal
from grader.privacy.gauges import GaugeText, percent
from grader.privacy.model import Person
from grader.services.desk import EMPTY, READY, SHEET, Desk
from grader.services.file_choices import ACCEPTS, FORMATS
from grader.services.kept_files import kept_until
from grader.services.privacy_desk import ANONYMISER, State, is_example
from grader.services.privacy_own import own_files
from grader.services.read_back import read_back
from grader.services.responses import as_event
from grader.services.sheets import sheets_view
from grader.services.workshop import Workshop
from grader.typography import french, number, plural
from grader.wire import (
    AppraisalView,
    AttackView,
    ChoiceView,
    FoundView,
    GaugeView,
    GoalView,
    LevelView,
    PeopleView,
    PrivacyColumn,
    PrivacyDownload,
    PrivacyView,
    RiskCriterion,
    RowsPreview,
    TrailPoint,
    TreatmentView,
    UseView,
)
from grader.workers.privacy_model import (
    ENDINGS,
    FILE,
    KEY,
    RECIPE,
    REGISTER,
    SCRIPT,
    Column,
    Hunted,
    Look,
    Offer,
    Rows,
)

_CONFIDENCES = {"sure": "sûr", "likely": "presque sûr", "unsure": "à vérifier"}
_POSSIBLE = {"yes": "Oui", "roughly": "À peu près", "no": "Non"}
_DOWNLOADS: Mapping[str, str] = {
    FILE: "Le fichier à publier (CSV)",
    SCRIPT: "Le script qui refait ces choix sur votre prochain export (Python)",
    RECIPE: "La recette : vos choix, dans l'ordre (JSON)",
    REGISTER: "La phrase pour votre registre des traitements (texte)",
    KEY: "La clé secrète de ces choix, à garder à part (texte)",
}
_GIVEN = "Le fichier d'origine"


def empty_view(workshop: Workshop, desk: Desk) -> PrivacyView:
    """Give a bench with nothing on it.

    Args:
        workshop: for addresses and bounds.
        desk: whose.
    """
    return _dressed(workshop, desk, PrivacyView(subject=desk.subject, state=EMPTY))


def stopped_view(workshop: Workshop, desk: Desk, state: State) -> PrivacyView:
    """Give the bench of a file that cannot be read, or not yet.

    Args:
        workshop: for addresses and bounds.
        desk: whose file.
        state: why.
    """
    view = PrivacyView(
        subject=desk.subject,
        state=state.stage,
        trouble=state.trouble,
        file_name=desk.name,
        revision=state.revision,
    )
    return _dressed(workshop, desk, view, asked=state.stage == SHEET)


def look_view(workshop: Workshop, desk: Desk, state: State, look: Look) -> PrivacyView:
    """Tell a file as decisions leave it.

    Args:
        workshop: for addresses and bounds.
        desk: whose file.
        state: what was decided.
        look: what the worker found.
    """
    labels = (french(_GIVEN), *look.told)
    view = PrivacyView(
        subject=desk.subject,
        state=READY,
        file_name=desk.name,
        columns=tuple(map(_column, look.columns)),
        least=look.least,
        by=look.by,
        cells=look.cells,
        gauges=tuple(map(_gauge, look.gauges)),
        trail=tuple(
            TrailPoint(place, label, *point)
            for place, (label, point) in enumerate(zip(labels, state.trail, strict=False))
        ),
        uses=tuple(
            UseView(
                french(one.question),
                one.possible,
                french(_POSSIBLE[one.possible]),
                french(one.sentence),
            )
            for one in look.uses
        ),
        choices=tuple(ChoiceView(place, label) for place, label in enumerate(look.told, 1)),
        can_undo=bool(state.decisions),
        revision=state.revision,
        appraisal=_kept_appraisal(state),
        goals=tuple(map(_goal, look.goals)),
        graded=(state.graded[0], state.graded[1]) if state.graded else None,
        texts=look.texts,
        downloads=tuple(
            _download(workshop, desk, what) for what in _DOWNLOADS if what != KEY or look.keyed
        ),
        preview=rows_view(look.preview, 0),
    )
    return _dressed(workshop, desk, view, read=bool(look.sheets))


def rows_view(rows: Rows, offset: int) -> RowsPreview:
    """Tell some rows.

    Args:
        rows: what the worker found.
        offset: of the first.
    """
    return RowsPreview(rows.header, rows.rows, rows.risky, offset, rows.total, rows.hidden)


def people_view(hunted: Hunted, revision: int) -> PeopleView:
    """Tell whom attacks find.

    Args:
        hunted: what the worker found.
        revision: of the choices that were attacked.
    """
    if not hunted.before:
        sentence = "Les attaques essayées ici ne retrouvent personne, même dans le fichier donné."
    elif not hunted.after:
        verb = "était retrouvée" if hunted.before == 1 else "étaient retrouvées"
        sentence = (
            "Plus personne n'est retrouvé par les attaques essayées ici : "
            f"{plural(hunted.before, 'personne')} {verb} au départ."
        )
    else:
        verb = "est encore retrouvée" if hunted.after == 1 else "sont encore retrouvées"
        sentence = (
            f"{plural(hunted.after, 'personne')} {verb}, sur {number(hunted.before)} au départ."
        )
    return PeopleView(revision, french(sentence), hunted.after, tuple(map(_attack, hunted.pairs)))


def appraisal_view(appraisal: Appraisal) -> AppraisalView:
    """Tell the answer to « Est-ce publiable ? ».

    Args:
        appraisal: what the worker found.
    """
    return AppraisalView(
        appraisal.state,
        appraisal.sentence,
        tuple(
            RiskCriterion(one.title, one.state, one.label, one.text) for one in appraisal.criteria
        ),
        appraisal.limits,
    )


def stem_of(desk: Desk) -> str:
    """Give how the names of what is downloaded begin.

    Args:
        desk: whose file.
    """
    folded = unicodedata.normalize("NFKD", PurePath(desk.name).stem).encode("ascii", "ignore")
    slug = re.sub(r"[^a-z0-9]+", "-", folded.decode().lower()).strip("-")[:60]
    return f"{slug or 'fichier'}-publiable"


def _kept_appraisal(state: State) -> AppraisalView | None:
    """Give the last answer, as long as it is about these very choices."""
    if state.appraisal is None or state.appraised != state.revision:
        return None
    try:
        return read_back(AppraisalView, state.appraisal)
    except (KeyError, TypeError, ValueError):
        # Another version of ours kept something else: she may ask again.
        return None


def _dressed(
    workshop: Workshop, desk: Desk, view: PrivacyView, *, asked: bool = False, read: bool = False
) -> PrivacyView:
    """Add what depends on the page, and on the time."""
    if desk.subject == ANONYMISER:
        view = replace(
            view,
            upload_url=workshop.address(f"depot/{ANONYMISER}/fichier"),
            max_bytes=workshop.settings.bounds.upload_bytes,
            accepts=ACCEPTS,
            formats=FORMATS,
            own=own_files(workshop, desk.learner_id),
            warning=() if is_example(workshop, desk) else _warning(workshop),
        )
    if desk.event is None:
        return view
    return replace(
        view,
        sheets=sheets_view(
            workshop,
            desk.learner_id,
            [as_event(desk.event)],
            asked=asked,
            read=desk.sheet if read else "",
        ),
        kept_until=kept_until(workshop, desk.learner_id, desk.sha256) if desk.path else "",
    )


def _warning(workshop: Workshop) -> tuple[str, ...]:
    """Say what should be known before a file of hers is dropped."""
    days = plural(workshop.settings.file_days, "jour")
    return (
        french(
            "Un vrai fichier de personnes ne devrait pas quitter votre poste de travail. Exercez-"
            "vous d'abord sur le fichier d'exemple : personne n'y existe."
        ),
        french(
            "Si vous déposez tout de même un fichier, ce serveur le conserve avec vos choix "
            f"pendant {days}. Vous seule ou vous seul pouvez le lire ici. Vous pouvez l'effacer "
            "à tout moment depuis « Mes données »."
        ),
        french(
            "Pour un vrai fichier, faites tourner Ouvroir sur votre poste : la commande "
            "« make serve » y ouvre ce même atelier, et rien n'en sort."
        ),
    )


def _download(workshop: Workshop, desk: Desk, what: str) -> PrivacyDownload:
    name = f"{stem_of(desk)}{ENDINGS[what]}"
    url = workshop.address(f"anonymise/{desk.subject}/{what}/{name}")
    return PrivacyDownload(what, french(_DOWNLOADS[what]), url, name)


def _column(column: Column) -> PrivacyColumn:
    return PrivacyColumn(
        label=column.label,
        role=column.role,
        proposed=column.proposed,
        reason=column.reason,
        confidence=column.confidence,
        confidence_label=french(_CONFIDENCES[column.confidence]),
        treatments=tuple(map(_treatment, column.offers)),
        treatment=column.treatment,
        level=column.level,
        values=column.values,
        distinct_before=column.distinct_before,
        distinct_after=column.distinct_after,
        loss=column.loss,
        loss_label=_loss_label(column.loss),
        example=column.example,
    )


def _loss_label(loss: float) -> str:
    if loss <= 0:
        return "aucune précision perdue"
    return f"{percent(loss)} de précision perdue"


def _treatment(offer: Offer) -> TreatmentView:
    levels = tuple(LevelView(french(title), example) for title, example in offer.levels)
    return TreatmentView(offer.key, french(offer.title), french(offer.why), levels, offer.fields)


def _gauge(gauge: GaugeText) -> GaugeView:
    return GaugeView(
        gauge.name,
        gauge.title,
        gauge.value,
        gauge.share,
        gauge.state,
        gauge.state_label,
        gauge.sentence,
    )


def _goal(goal: GoalState) -> GoalView:
    return GoalView(goal.text, goal.met, goal.points, f"{goal.sentence} {goal.remedy}".strip())


def _attack(pair: AttackPair) -> AttackView:
    after = pair.after
    return AttackView(
        name=after.name,
        title=french(after.title),
        about=french(ABOUT[after.name]),
        tried=after.tried,
        before=pair.before.found,
        after=after.found,
        sentence=french(after.sentence),
        people=tuple(map(_person, after.people)),
        stopped=pair.stopped,
        possible=after.possible,
    )


def _person(person: Person) -> FoundView:
    return FoundView(person.name, french(person.how), tuple(person.learnt.items()))
