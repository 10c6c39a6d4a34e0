"""The page of feedback on a copy of an atelier: one file, in French, that opens anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape

from grader.gradebook.cell_words import CellWords
from grader.typography import french, number

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 42rem; padding: 1rem; }
h1, h2 { line-height: 1.25; overflow-wrap: anywhere; }
section { border-top: 1px solid; margin-top: 1.5rem; }
pre { font: inherit; margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
"""
_PAGE = """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def feedback_html(
    title: str,
    learner: str,
    cells: Iterable[CellWords],
    problem: str,
    handed_in_at: datetime | None,
) -> str:
    """Write the page; all that a copy said is shown as plain text.

    Args:
        title: of the notebook.
        learner: her pseudonym.
        cells: its tests, in order.
        problem: why the copy has no note, or "".
        handed_in_at: UTC time of the hand-in, when known.
    """
    found = list(cells)
    total, most = sum(c.points for c in found), sum(c.max_points for c in found)
    lines = [f"Pseudonyme : {learner}."]
    if handed_in_at is not None:
        lines.append(f"Rendu le {handed_in_at:%d/%m/%Y à %H h %M} (temps universel).")
    lines.append(problem or f"Note : {_points(total, most)}.")
    body = [f"<p>{escape(french(line))}</p>" for line in lines]
    if not problem:
        body += [_section(number_, cell) for number_, cell in enumerate(found, start=1)]
    return _PAGE.format(
        title=escape(french(f"Retour : {title}")), style=_STYLE, body="\n".join(body)
    )


def _section(place: int, cell: CellWords) -> str:
    heading = escape(french(f"Vérification {place} : {cell.part}"))
    state = escape(french(f"{_state(cell)} : {_points(cell.points, cell.max_points)}."))
    words = cell.words or ("" if cell.points < cell.max_points else "Rien à reprendre.")
    said = f"\n<pre>{escape(french(words))}</pre>" if words else ""
    return f"<section>\n<h2>{heading}</h2>\n<p><strong>{state}</strong></p>{said}\n</section>"


def _state(cell: CellWords) -> str:
    if cell.points >= cell.max_points:
        return "Réussi"
    return "En partie" if cell.points > 0 else "À reprendre"


def _points(earned: float, most: float) -> str:
    noun = "point" if earned < 2 else "points"
    return f"{number(round(earned, 2), 2)} {noun} sur {number(round(most, 2), 2)}"
