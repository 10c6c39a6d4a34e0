"""The road of a file as pages and reports show it: five stages, their tables, what is left to do.

Tables are of texts, written once: the page and both reports show the same ones, so that their
figures cannot differ. No cell of a file is in them.
"""

from __future__ import annotations

from dataclasses import dataclass

from grader.documents.model import Table

DONE, ONGOING, NOT_YET = "done", "ongoing", "todo"
#: State to its sign, its word, and the class of its colour.
SIGNS = {
    DONE: ("✔", "Fait", "bon"),
    ONGOING: ("◐", "En cours", "partiel"),
    NOT_YET: ("○", "Pas encore", "neutre"),
}
#: The word of a stage that has no object for a file.
VOID = "Sans objet"
#: What a table says where nothing was measured.
NOTHING = "—"


@dataclass(frozen=True)
class Gauge:
    """A figure that is also drawn.

    Attributes:
        sentence: the figure in words: « 41 anomalies corrigées sur 42 ».
        share: how full it is, 0 to 1.
    """

    sentence: str
    share: float


@dataclass(frozen=True)
class RoadLink:
    """Where a stage is done.

    Attributes:
        label: what one does there.
        url: path below the server.
    """

    label: str
    url: str


@dataclass(frozen=True)
class Stage:
    """One stage of the road.

    Attributes:
        key: ``received``, ``mended``, ``protected``, ``published`` or ``seen``.
        title: « Corrigé ».
        about: what the stage is, for somebody who does not know.
        state: ``DONE``, ``ONGOING`` or ``NOT_YET``.
        sentence: where it stands.
        date: « 15 octobre 2026 », or "".
        figures: its figures; None where nothing was measured.
        gauge: the one that is drawn, or None.
        details: other tables, shown on demand.
        notes: what else there is to know.
        named: notes that name a file, which a report may leave out.
        left: what is left to do, each beginning with a verb.
        links: where it is done.
        elsewhere: whether its figures are those of another file.
        void: whether she said that it has no object for this file.
    """

    key: str
    title: str
    about: str
    state: str
    sentence: str
    date: str = ""
    figures: Table | None = None
    gauge: Gauge | None = None
    details: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    links: tuple[RoadLink, ...] = ()
    elsewhere: bool = False
    void: bool = False

    @property
    def sign(self) -> str:
        """Give the sign of its state."""
        return SIGNS[self.state][0]

    @property
    def word(self) -> str:
        """Give the word of its state."""
        return VOID if self.void and self.state == DONE else SIGNS[self.state][1]

    @property
    def tone(self) -> str:
        """Give the class of its colour."""
        return SIGNS[self.state][2]


@dataclass(frozen=True)
class RoadChoice:
    """One of several files, or records.

    Attributes:
        key: sent back to choose it.
        label: told to her.
        group: heading that it stands under.
        chosen: whether it is the one shown.
    """

    key: str
    label: str
    group: str
    chosen: bool


@dataclass(frozen=True)
class Road:
    """The road of one file.

    Attributes:
        file: key of the file; "" where she dropped none.
        file_name: as she named it, or "".
        schema: title and version of its schema, or "".
        kept: whether the file is still kept, and until when.
        files: those that she may choose.
        records: records that may stand for it, « none » among them.
        record: key of the one shown, or "".
        address: permanent address of the published file, below the server; or "".
        stages: the five, in order.
        sentence: « 3 étapes faites sur 5 ».
        today: « 22 novembre 2026 ».
    """

    file: str
    file_name: str
    schema: str
    kept: str
    files: tuple[RoadChoice, ...]
    records: tuple[RoadChoice, ...]
    record: str
    address: str
    stages: tuple[Stage, ...]
    sentence: str
    today: str

    @property
    def done(self) -> int:
        """Count the stages that are done."""
        return sum(stage.state == DONE for stage in self.stages)

    @property
    def void(self) -> bool:
        """Tell whether she said that the file speaks of nobody."""
        return any(stage.void for stage in self.stages)

    @property
    def begun(self) -> bool:
        """Tell whether there is anything to report."""
        return any(stage.state != NOT_YET for stage in self.stages)
