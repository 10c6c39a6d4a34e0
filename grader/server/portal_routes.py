"""The routes of the sandbox portal: API, files and pages."""

from __future__ import annotations

from typing import Any

import tornado.web

from grader.server import portal_api, portal_files, portal_uploads
from grader.server.portal_harvest_routes import HARVEST_ROUTES
from grader.server.portal_page_routes import PAGE_ROUTES

#: A space of the portal in an address, and the portal that harvests in it.
SPACE = r"bac-a-sable/e/([a-z0-9]{1,40})/(?:(regionale)/)?"

#: The calls of the API that bring a file.
_UPLOAD = (
    r"api/(1/datasets/(?:[^/]+/upload(?:/community)?|[^/]+/resources/[^/]+/upload"
    r"|community_resources/[^/]+/upload)/?)"
)
_NAME = r"([A-Za-z0-9_][A-Za-z0-9._-]*)"

#: Pattern below the base URL, handler, and its arguments. A fixed path stands before those that
#: take any.
ROUTES: tuple[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]], ...] = (
    # Before those of the whole API: they ask sources, and wait for them.
    *HARVEST_ROUTES,
    # Without a space in the address, the key, the cookie or nothing chooses it.
    (rf"bac-a-sable/()(){_UPLOAD}", portal_uploads.PortalUpload, {}),
    (rf"{SPACE}{_UPLOAD}", portal_uploads.PortalUpload, {}),
    (r"bac-a-sable/()()api/(.*)", portal_api.PortalApi, {}),
    (rf"{SPACE}api/(.*)", portal_api.PortalApi, {}),
    (rf"{SPACE}resources/{_NAME}/{_NAME}/{_NAME}", portal_files.HostedFile, {}),
    (rf"{SPACE}datasets/([^/]+)/(datapackage\.json)", portal_files.RecordFile, {}),
    (
        rf"{SPACE}datasets/([^/]+)/(dictionnaire/[0-9a-f-]{{36}}\.(?:csv|md))",
        portal_files.RecordFile,
        {},
    ),
    (rf"{SPACE}rapports/([0-9a-f-]{{36}})", portal_files.ReportState, {}),
    *PAGE_ROUTES,
)
