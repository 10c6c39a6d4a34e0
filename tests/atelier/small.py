"""A notebook small enough to read at a glance, on an exercise of the courses."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from grader.settings import Settings

SLUG = "90-essai"
TEXT = """\
# %% [markdown]
# # Essai
#
# ## Lire

# %%
import grader
import pandas as pd
from IPython.display import display
from grader.atelier import *

# %% role="answer" id="lire"
### BEGIN SOLUTION
table = pd.read_csv(sandbox("communes/val-ouvert/deliberations.csv"), dtype=str)
### BLANK
# table = pd.read_csv(____, dtype=str)
### MISTAKE lire-verif=0, valide=0 : on ne lit que trois lignes
# table = pd.read_csv(sandbox("communes/val-ouvert/deliberations.csv"), dtype=str, nrows=3)
### END SOLUTION

# %% role="test" id="lire-verif" points=2
assert "DELIB_ID" in table.columns, "la colonne DELIB_ID doit exister"
### BEGIN HIDDEN TESTS
assert len(table) > 100, "il manque des lignes"
### END HIDDEN TESTS

# %% role="test" id="valide" points=10 exercise="preparer/deliberations-sales"
resultat = grader.check("preparer/deliberations-sales", table)
display(resultat)
resultat.points

# %% [markdown]
# ## À retenir
#
# - Un essai.
"""


def small_settings(root: Path, text: str = TEXT) -> Settings:
    """Write the notebook alone below a folder, and give settings that read it there.

    Args:
        root: an empty folder.
        text: of the notebook.
    """
    folder = root / "notebooks" / "atelier"
    folder.mkdir(parents=True)
    (folder / f"{SLUG}.py").write_text(text, encoding="utf-8")
    return replace(Settings(), notebooks=folder.parent, build=root / "build", data=root / "data")
