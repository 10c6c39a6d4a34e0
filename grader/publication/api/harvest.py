"""Calls about harvesting: sources, their runs, and what became of each record."""

from __future__ import annotations

from grader.publication.api.route import Call, Route, caller_of
from grader.publication.documents import Document
from grader.publication.exchange import Reply
from grader.publication.harvest import sources
from grader.publication.harvest.fetching import HarvestingPortal
from grader.publication.harvest.jobs import ITEM_STATUSES, find_job, jobs_of
from grader.publication.harvest.running import PREVIEWED, gather_source, preview_run
from grader.publication.harvest.views import item_view, job_view, preview_view, source_view
from grader.publication.pages import PAGE_QUERY, page_object
from grader.publication.portal import Portal
from grader.publication.problems import query_problem, simple_problem


def list_backends(portal: Portal, call: Call) -> Reply:
    """Give the kinds of catalogue that are read here."""
    del portal, call
    return Reply(
        [
            {"id": name, "label": label, "filters": [], "features": [], "extra_configs": []}
            for name, label in sources.BACKENDS.items()
        ]
    )


def list_sources(portal: Portal, call: Call) -> Reply:
    """Give the sources, the latest first."""
    found = sources.live_sources(portal)
    if owner := call.first("owner"):
        found = [one for one in found if owner in (one["owner"], one["organization"])]
    if words := call.first("q"):
        found = [one for one in found if words.lower() in one["name"].lower()]
    return Reply(page_object(portal, call, found, lambda one: source_view(portal, one)))


def create_source(portal: Portal, call: Call) -> Reply:
    """Declare a source, which waits to be accepted."""
    source = sources.create_source(portal, call.json_object())
    return Reply(source_view(portal, source), 201)


def read_source(portal: Portal, call: Call) -> Reply:
    """Give a source."""
    return Reply(source_view(portal, sources.find_source(portal, call.arguments["source"])))


def update_source(portal: Portal, call: Call) -> Reply:
    """Change a source."""
    source = sources.find_source(portal, call.arguments["source"])
    sources.check_may_change(portal, source)
    return Reply(source_view(portal, sources.update_source(portal, source, call.json_object())))


def delete_source(portal: Portal, call: Call) -> Reply:
    """Delete a source, and archive what it brought."""
    sources.delete_source(portal, sources.find_source(portal, call.arguments["source"]))
    return Reply(None, 204)


def validate_source(portal: Portal, call: Call) -> Reply:
    """Accept or refuse a source, as an administrator of the site."""
    source = sources.find_source(portal, call.arguments["source"])
    body = call.json_object()
    state, comment = body.get("state"), body.get("comment")
    done = sources.validate_source(
        portal,
        source,
        state if isinstance(state, str) else "",
        comment if isinstance(comment, str) else None,
    )
    return Reply(source_view(portal, done))


def run_source(portal: Portal, call: Call) -> Reply:
    """Refuse to run a source: runs take place at night."""
    source = sources.find_source(portal, call.arguments["source"])
    sources.check_may_change(portal, source)
    raise sources.no_manual_run()


def preview_new(portal: Portal, call: Call) -> Reply:
    """Try a source that is not declared yet, and keep nothing."""
    return _previewed(portal, sources.read_source(portal, call.json_object()))


def preview_source(portal: Portal, call: Call) -> Reply:
    """Try a source that is declared, and keep nothing."""
    source = sources.find_source(portal, call.arguments["source"])
    sources.check_may_change(portal, source)
    return _previewed(portal, source)


def list_jobs(portal: Portal, call: Call) -> Reply:
    """Give the runs of a source, the latest first."""
    jobs = jobs_of(portal, sources.find_source(portal, call.arguments["source"]))
    return Reply(page_object(portal, call, jobs, lambda one: job_view(portal, one)))


def read_job(portal: Portal, call: Call) -> Reply:
    """Give a run."""
    return Reply(job_view(portal, find_job(portal, call.arguments["job"])))


def list_items(portal: Portal, call: Call) -> Reply:
    """Give what became of each record in a run."""
    items = find_job(portal, call.arguments["job"])["items"]
    status = call.first("status")
    if status is not None and status not in ITEM_STATUSES:
        raise query_problem(
            {"status": f"The value '{status[:100]}' is not a valid choice for 'status'."},
            f"« status » est l'un de : {', '.join(ITEM_STATUSES)}.",
        )
    found = [one for one in items if status is None or one["status"] == status]
    return Reply(page_object(portal, call, found, lambda one: item_view(portal, one)))


def _previewed(portal: Portal, source: Document) -> Reply:
    caller_of(portal)
    if not isinstance(portal, HarvestingPortal):
        raise simple_problem(
            501,
            "Previews are not available here.",
            "L'aperçu d'une source n'est pas possible à cette adresse : demandez-le à l'adresse "
            "de votre espace, sur la plateforme régionale.",
        )
    gathered = gather_source(source, portal.fetch, portal.read, enough=PREVIEWED)
    tried, job = preview_run(portal, source, gathered)
    return Reply(preview_view(tried, job))


_SOURCE = "/api/1/harvest/source/{source}"

#: Fixed paths before those that take a name.
ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/api/1/harvest/backends/",
        list_backends,
        "Sortes de catalogues que la plateforme sait moissonner",
        answer="BackendList",
    ),
    Route(
        "GET",
        "/api/1/harvest/sources/",
        list_sources,
        "Sources moissonnées",
        answer="HarvestSourcePage",
        query=(
            *PAGE_QUERY,
            ("owner", "Identifiant de la personne ou de l'organisation.", "string"),
            ("q", "Mot du nom.", "string"),
        ),
    ),
    Route(
        "POST",
        "/api/1/harvest/sources/",
        create_source,
        "Déclarer une source ; elle attend d'être acceptée",
        key=True,
        body="HarvestSourceForm",
        answer="HarvestSource",
    ),
    Route(
        "POST",
        "/api/1/harvest/source/preview/",
        preview_new,
        "Essayer une source sans rien garder (20 fiches au plus)",
        key=True,
        body="HarvestSourceForm",
        answer="HarvestPreview",
    ),
    Route("GET", f"{_SOURCE}/", read_source, "Une source", answer="HarvestSource"),
    Route(
        "PUT",
        f"{_SOURCE}/",
        update_source,
        "Modifier une source",
        key=True,
        body="HarvestSourceForm",
        answer="HarvestSource",
    ),
    Route(
        "DELETE",
        f"{_SOURCE}/",
        delete_source,
        "Supprimer une source et archiver ce qu'elle a apporté",
        key=True,
    ),
    Route(
        "POST",
        f"{_SOURCE}/validate/",
        validate_source,
        "Accepter ou refuser une source (administrateurs du site)",
        key=True,
        body="HarvestValidation",
        answer="HarvestSource",
    ),
    Route("POST", f"{_SOURCE}/run/", run_source, "Lancer un passage : refusé", key=True),
    Route(
        "GET",
        f"{_SOURCE}/preview/",
        preview_source,
        "Essayer une source déclarée sans rien garder (20 fiches au plus)",
        key=True,
        answer="HarvestPreview",
    ),
    Route(
        "GET",
        f"{_SOURCE}/jobs/",
        list_jobs,
        "Passages d'une source, le dernier d'abord",
        answer="HarvestJobPage",
        query=PAGE_QUERY,
    ),
    Route("GET", "/api/1/harvest/job/{job}/", read_job, "Un passage", answer="HarvestJob"),
    Route(
        "GET",
        "/api/1/harvest/job/{job}/items/",
        list_items,
        "Ce qu'est devenue chaque fiche dans un passage",
        answer="HarvestItemPage",
        query=(*PAGE_QUERY, ("status", "État des fiches.", "string")),
    ),
)
