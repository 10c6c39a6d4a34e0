"""What a learner does on the workbench of anonymisation."""

from __future__ import annotations

from grader.services import privacy
from grader.services.operations import perform
from grader.services.privacy_desk import ANONYMISER
from tests.services.benching import put_down

AIDS = "essai/aides"
#: What a solution drops from the fictional file.
NAMING = (
    "DOSSIER", "NOM", "PRENOM", "NIR", "CODE_POSTAL", "TELEPHONE", "COURRIEL", "PROFESSION",
    "COMMENTAIRE",
)  # fmt: skip
#: The rest of it, as operations and what they ask.
REST = (
    ("role", {"column": "ADRESSE", "role": "quasi"}),
    ("role", {"column": "TYPE_AIDE", "role": "sensitive"}),
    ("treat", {"column": "DATE_NAISSANCE", "treatment": "generalise:birth", "level": 4}),
    ("treat", {"column": "ADRESSE", "treatment": "generalise:place", "level": 2}),
    ("suppress", {"least": 5}),
)
SMALL = (
    "Nom;Naissance;Quartier;Aide\n"
    "Dupont;1984-03-12;Gare;Loyer\n"
    "Martin;1984-07-01;Gare;Énergie\n"
    "Petit;1991-01-30;Halle;Loyer\n"
    "Morel;1991-11-02;Halle;Loyer\n"
).encode()


def ask(workshop, learner, operation, subject=ANONYMISER, **request):
    """Ask as a page's kernel does."""
    me = workshop.learners.find(learner)
    return perform(workshop, me, f"privacy_{operation}", {"subject": subject, **request})


def opened(workshop, learner, content=SMALL, name="aides.csv"):
    """Drop a file on the page, and give what it shows."""
    sha256 = put_down(workshop, learner, content, name=name, subject=ANONYMISER)
    return privacy.read(workshop, learner, ANONYMISER, sha256)


def treat(workshop, learner, view, column, treatment, level=0, **values):
    """Decide what is done with a column."""
    return ask(
        workshop,
        learner,
        "treat",
        view.subject,
        column=column,
        treatment=treatment,
        level=level,
        values=values,
        revision=view.revision,
    )


def solved(workshop, learner, view, *, leave=()):
    """Take every decision of the solution, but for some."""
    for column in NAMING:
        if column not in leave:
            view = treat(workshop, learner, view, column, "drop")
    for operation, asked in REST:
        more = {"values": {}} if operation == "treat" else {}
        view = ask(
            workshop, learner, operation, view.subject, **asked, **more, revision=view.revision
        )
    return view


def column(view, label):
    """Give a column of a view."""
    return next(one for one in view.columns if one.label == label)


def gauge(view, name):
    """Give a figure of the board."""
    return next(one for one in view.gauges if one.name == name)
