"""The routes of harvesting, and of the page that other sites frame."""

from __future__ import annotations

from typing import Any

import tornado.web

from grader.server import portal_harvest_pages, portal_white_label

_SPACE = r"bac-a-sable/e/([a-z0-9]{1,40})/"
_EITHER = rf"{_SPACE}(?:(regionale)/)?"
_SOURCES = rf"{_SPACE}regionale/moissonneurs"
_ID = r"([0-9a-f]{24})"

#: Pattern below the base URL, handler, and its arguments; before those of the API, which take any.
HARVEST_ROUTES: tuple[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]], ...] = (
    (r"bac-a-sable/()()api/(1/harvest/.*)", portal_harvest_pages.HarvestApi, {}),
    (rf"{_EITHER}api/(1/harvest/.*)", portal_harvest_pages.HarvestApi, {}),
    (_SOURCES, portal_harvest_pages.SourceList, {}),
    (rf"{_SOURCES}/nouveau", portal_harvest_pages.NewSource, {}),
    (rf"{_SOURCES}/temps", portal_harvest_pages.AdvanceTime, {}),
    (rf"{_SOURCES}/passages/{_ID}", portal_harvest_pages.RunPage, {}),
    (rf"{_SOURCES}/{_ID}", portal_harvest_pages.SourcePage, {}),
    (rf"{_SOURCES}/{_ID}/apercu", portal_harvest_pages.SourcePreview, {}),
    (
        rf"{_SOURCES}/{_ID}/(accepter|refuser|lancer|regler|supprimer)",
        portal_harvest_pages.SourceStep,
        {},
    ),
    (rf"{_EITHER}marque-blanche/([^/]{{1,300}})", portal_white_label.FramedPage, {}),
    (rf"{_EITHER}marque-blanche/([^/]{{1,300}})/integrer", portal_white_label.FrameHelp, {}),
)
