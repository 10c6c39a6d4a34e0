"""Public views of the workbench of anonymisation.

Cells shown here go to the file's owner alone, or come from a fictional commune. Everything that
comes from a file is hostile text: the page escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.wire.views import SheetsView


@dataclass(frozen=True)
class LevelView:
    """One level of a treatment: 0 is the value as it stands.

    Attributes:
        title: « par tranche de 10 ans ».
        example: what a value of this column becomes, « 1984-03-12 → 1980–1989 »; "" for none.
    """

    title: str
    example: str


@dataclass(frozen=True)
class TreatmentView:
    """Something that may be done with a column.

    Attributes:
        key: names it in ``privacy_treat``: ``keep``, ``drop``, ``pseudonymise``, ``hash``,
            ``clip``, ``noise``, or ``generalise:<hierarchy>``.
        title: « Regrouper par âge ».
        why: what it is worth, in one sentence.
        levels: of ``generalise``, finest first, without the value as it stands; () for others.
        fields: numbers that it asks: (name, label, value, least, most, step); () for none.
    """

    key: str
    title: str
    why: str
    levels: tuple[LevelView, ...] = ()
    fields: tuple[tuple[str, str, float, float, float, float], ...] = ()


@dataclass(frozen=True)
class PrivacyColumn:
    """A column, what it tells, and what is done with it.

    Attributes:
        label: its name.
        role: ``direct``, ``quasi``, ``sensitive`` or ``free``.
        proposed: the role that detection proposes.
        reason: why, in one sentence.
        confidence: ``sure``, ``likely`` or ``unsure``; told in words by ``confidence_label``.
        confidence_label: « presque sûr ».
        treatments: what may be done with it, ``keep`` first.
        treatment: key of the one in force.
        level: level in force, 1-based; 0 where there is none.
        values: (name, value) of the numbers in force.
        distinct_before, distinct_after: distinct values.
        loss: share of what the column tells that is lost, 0 to 1.
        loss_label: « 35 % de précision perdue ».
        example: first value as it stands, and as it would be published.
    """

    label: str
    role: str
    proposed: str
    reason: str
    confidence: str
    confidence_label: str
    treatments: tuple[TreatmentView, ...]
    treatment: str
    level: int
    values: tuple[tuple[str, float], ...]
    distinct_before: int
    distinct_after: int
    loss: float
    loss_label: str
    example: tuple[str, str]


@dataclass(frozen=True)
class GaugeView:
    """One figure of the board, with the sentence that says what it means here.

    Attributes:
        name: ``k``, ``l``, ``t``, ``unique``, ``at_risk``, ``rows`` or ``utility``.
        title: « Plus petit groupe (k) ».
        value: as written, « 3 », « 12 % », « — ».
        share: 0 to 1, how full the gauge is; None without a gauge.
        state: ``good``, ``poor``, ``bad`` or ``none``; told in words too by ``state_label``.
        state_label: « suffisant ».
        sentence: « Au moins une personne est seule de son espèce. »
    """

    name: str
    title: str
    value: str
    share: float | None
    state: str
    state_label: str
    sentence: str


@dataclass(frozen=True)
class TrailPoint:
    """Where the file stood after a choice: the chart is drawn from these, and so is its table.

    Attributes:
        number: 0 for the file as given.
        label: « Naissance : par année ».
        k: smallest group.
        at_risk_share: share of rows at risk, 0 to 1.
        utility: 0 to 1.
    """

    number: int
    label: str
    k: int
    at_risk_share: float
    utility: float


@dataclass(frozen=True)
class UseView:
    """A use that the file is wanted for.

    Attributes:
        question: « Peut-on encore compter les aides par quartier ? »
        possible: ``yes``, ``roughly`` or ``no``; told in words by ``label``.
        label: « Oui », « À peu près », « Non ».
        sentence: why, with its figure.
    """

    question: str
    possible: str
    label: str
    sentence: str


@dataclass(frozen=True)
class RiskCriterion:
    """One of the three questions of the G29's opinion, or another reason not to publish.

    Attributes:
        title: « Peut-on isoler une personne ? »
        state: ``good``, ``poor`` or ``bad``.
        label: « Non », « Peut-être », « Oui ».
        sentence: why, with its figure, and what would mend it.
    """

    title: str
    state: str
    label: str
    sentence: str


@dataclass(frozen=True)
class AppraisalView:
    """The answer to « Est-ce publiable ? », with its reasons.

    Attributes:
        state: ``good``, ``poor`` or ``bad``.
        sentence: the answer.
        criteria: its reasons.
        limits: what no measure tells, in one sentence.
    """

    state: str
    sentence: str
    criteria: tuple[RiskCriterion, ...]
    limits: str


@dataclass(frozen=True)
class FoundView:
    """Somebody found again.

    Attributes:
        name: as the public file names her.
        how: what put her and her row together.
        learnt: (column, value) pairs.
    """

    name: str
    how: str
    learnt: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class AttackView:
    """One attack, run on the file as given and on the file as it would be published.

    Attributes:
        name: ``linkage``, ``homogeneity``, ``differencing`` or ``enumeration``.
        title: « Recouper avec un fichier public ».
        about: what the attacker has and does, in one or two sentences.
        tried: people or values tried.
        before: found on the file as given.
        after: found on the file as it would be published.
        sentence: what came of it.
        people: the first who are still found.
        stopped: names of some who are not found any more.
        possible: whether there was something to attack with; ``sentence`` says why not.
    """

    name: str
    title: str
    about: str
    tried: int
    before: int
    after: int
    sentence: str
    people: tuple[FoundView, ...]
    stopped: tuple[str, ...]
    possible: bool


@dataclass(frozen=True)
class PeopleView:
    """Attacks on the file at hand: ``privacy_people``.

    Attributes:
        revision: of the choices that were attacked.
        sentence: « 12 personnes sont encore retrouvées, sur 214 au départ. »
        found: people still found, each counted once.
        attacks: each of them.
    """

    revision: int
    sentence: str
    found: int
    attacks: tuple[AttackView, ...]


@dataclass(frozen=True)
class RowsPreview:
    """Rows as they would be published: ``privacy_rows``.

    Attributes:
        header: columns still published, or those of the table of counts.
        rows: cells.
        risky: for each row, whether it is at risk.
        offset: of the first.
        total: rows in all.
        hidden: rows left out.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    risky: tuple[bool, ...]
    offset: int
    total: int
    hidden: int


@dataclass(frozen=True)
class ChoiceView:
    """A choice so far; the last one can be undone.

    Attributes:
        number: from 1.
        label: « Naissance : par année ».
    """

    number: int
    label: str


@dataclass(frozen=True)
class GoalView:
    """What an exercise asks of the file.

    Attributes:
        text: « Au moins 5 personnes se ressemblent dans chaque groupe. »
        met: whether it is so now.
        points: what it is worth.
        sentence: where it stands, « le plus petit groupe en compte 3 ».
    """

    text: str
    met: bool
    points: float
    sentence: str


@dataclass(frozen=True)
class PrivacyDownload:
    """Something to download.

    Attributes:
        what: ``file``, ``script``, ``recipe`` or ``register``.
        label: what it is for.
        url: where it is.
        name: its file name.
    """

    what: str
    label: str
    url: str
    name: str


@dataclass(frozen=True)
class OwnFileView:
    """A file of hers that she may take up without dropping it again.

    Attributes:
        file: its hash, as she dropped it: asks for it in ``privacy_own``.
        name: as she named it.
        sentence: follows the name: when and where it was dropped, and whether corrections go on.
    """

    file: str
    name: str
    sentence: str


@dataclass(frozen=True)
class PrivacyView:
    """The workbench of anonymisation, whole.

    Attributes:
        subject: ``anonymiser``, or the exercise that it belongs to.
        state: ``empty`` (no file yet), ``sheet`` (one is to be chosen), ``unread`` (the file
            cannot be read: ``trouble`` says why) or ``ready``.
        trouble: message and hint of a refusal, or ("", "").
        warning: what is said before a file of her own is dropped, paragraph by paragraph;
            () where the file is fictional.
        upload_url, max_bytes, accepts, formats: of the drop; "" where the exercise gives the file.
        own: files of hers, dropped to be mended, that may be taken up here, the last first.
        file_name: as she named it, or as the exercise does.
        kept_until: until when the file is kept, or "".
        sheets: of a workbook of several, else None.
        columns: in the order of the file.
        least: rows in groups smaller than that are left out; 0 for none.
        by: columns by which rows are counted; () to publish rows.
        cells: counts below that are hidden.
        gauges: the board.
        trail: from the file as given to now.
        uses: what the file is wanted for, and whether it still serves.
        choices: so far, oldest first.
        can_undo: whether the last one can be undone.
        revision: names this moment; sent back with the next decision.
        appraisal: « Est-ce publiable ? », as it was last asked for these very choices, or None.
        goals: of the exercise, else ().
        graded: points and most points at the last « Est-ce publiable ? » of an exercise:
            (points, most); None before, or outside an exercise.
        texts: what detection found inside free texts, sentence by sentence.
        downloads: the file, the script, the recipe and the sentence for the register.
        preview: the first rows.
    """

    subject: str
    state: str
    trouble: tuple[str, str] = ("", "")
    warning: tuple[str, ...] = ()
    upload_url: str = ""
    max_bytes: int = 0
    accepts: str = ""
    formats: str = ""
    own: tuple[OwnFileView, ...] = ()
    file_name: str = ""
    kept_until: str = ""
    sheets: SheetsView | None = None
    columns: tuple[PrivacyColumn, ...] = ()
    least: int = 0
    by: tuple[str, ...] = ()
    cells: int = 0
    gauges: tuple[GaugeView, ...] = ()
    trail: tuple[TrailPoint, ...] = ()
    uses: tuple[UseView, ...] = ()
    choices: tuple[ChoiceView, ...] = ()
    can_undo: bool = False
    revision: int = 0
    appraisal: AppraisalView | None = None
    goals: tuple[GoalView, ...] = ()
    graded: tuple[float, float] | None = None
    texts: tuple[str, ...] = ()
    downloads: tuple[PrivacyDownload, ...] = ()
    preview: RowsPreview | None = None
