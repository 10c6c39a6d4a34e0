"""The routes of the portal's pages; those of its API and files are in ``portal_routes``."""

from __future__ import annotations

from typing import Any

import tornado.web

from grader.server import (
    portal_file_pages,
    portal_form_pages,
    portal_pages,
    portal_resource_pages,
    portal_space_pages,
)

_EITHER = r"bac-a-sable/e/([a-z0-9]{1,40})/(?:(regionale)/)?"
#: Writing is for the main portal: the regional one harvests.
_MAIN = r"bac-a-sable/e/([a-z0-9]{1,40})/"
_NAME = r"([^/]{1,300})"
_RECORD = rf"{_MAIN}gerer/([0-9a-f]{{24}})/"
_RESOURCE = rf"{_RECORD}ressource/([0-9a-f-]{{36}})/"

#: Pattern below the base URL, handler, and its arguments.
PAGE_ROUTES: tuple[tuple[str, type[tornado.web.RequestHandler], dict[str, Any]], ...] = (
    (r"bac-a-sable/?", portal_pages.MySandbox, {}),
    (r"bac-a-sable/rejoindre", portal_space_pages.JoinPage, {}),
    (_EITHER, portal_pages.PortalHome, {}),
    (rf"{_EITHER}datasets/?", portal_pages.RecordList, {}),
    (rf"{_EITHER}datasets/{_NAME}/?", portal_pages.RecordPage, {}),
    (rf"{_EITHER}organizations/?", portal_pages.OrganizationList, {}),
    (rf"{_EITHER}organizations/{_NAME}/?", portal_pages.OrganizationPage, {}),
    (rf"{_EITHER}reuses/{_NAME}/?", portal_pages.ReusePage, {}),
    (rf"{_EITHER}users/{_NAME}/?", portal_pages.PersonPage, {}),
    (rf"{_MAIN}gerer/nouvelle-fiche", portal_form_pages.NewRecord, {}),
    (rf"{_MAIN}gerer/discussion/([0-9a-f]{{24}})", portal_form_pages.AnswerDiscussion, {}),
    (rf"{_RECORD}(decrire|conditions|portee)", portal_form_pages.RecordSection, {}),
    (
        rf"{_RECORD}(publier|brouillon|archiver|desarchiver|supprimer|retablir|effacer)",
        portal_form_pages.RecordStep,
        {},
    ),
    (rf"{_RECORD}reutilisation", portal_form_pages.DeclareReuse, {}),
    (rf"{_RECORD}question", portal_form_pages.AskQuestion, {}),
    (rf"{_RECORD}deposer", portal_file_pages.UploadFile, {}),
    (rf"{_RECORD}lien", portal_resource_pages.AddLink, {}),
    (rf"{_RECORD}ordre", portal_resource_pages.OrderResources, {}),
    (rf"{_RESOURCE}decrire", portal_resource_pages.DescribeResource, {}),
    (rf"{_RESOURCE}remplacer", portal_file_pages.ReplaceFile, {}),
    (rf"{_RESOURCE}colonnes", portal_resource_pages.DescribeColumns, {}),
    (rf"{_RESOURCE}supprimer", portal_resource_pages.DeleteResource, {}),
    (rf"{_MAIN}cle", portal_space_pages.ApiKeyPage, {}),
    (rf"{_MAIN}espace", portal_space_pages.SpacePage, {}),
    (rf"{_MAIN}espace/vider", portal_space_pages.EmptySpace, {}),
)
