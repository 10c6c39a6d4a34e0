"""The room of the pages: what a Voilà page's kernel runs, and the face that the browser shows.

A page's notebook holds one call an activity, ``show(kind, ref)``. The kernel keeps widgets and
a token, and nothing else: views come from the server, answers go to it, and no key is ever
here. Importing this package pulls in ipywidgets and nothing heavier, because every open page
pays for it.
"""

from __future__ import annotations

from grader.ui.piece import Piece, show

__all__ = ["Piece", "show"]
