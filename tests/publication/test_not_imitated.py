"""What is not imitated: 501 with a sentence, and the same list in the documentation."""

from __future__ import annotations

import re

import pytest

from grader.cli.main import make_parser
from grader.publication.api.answer import routes
from grader.publication.api.not_imitated import PARTS, find_part
from grader.publication.portal import Limits
from grader.settings import DEFAULT_ROOT, Settings
from tests.support.portal import Asker

PAGE = DEFAULT_ROOT / "docs" / "portail.md"
PATHS = [(part, path) for part in PARTS for path in part.paths]


def address(path: str) -> str:
    """An address of the real API that a pattern stands for."""
    whole = path if path.startswith("/") else f"/api/1/{path}"
    return whole.replace("{}", "essai").removesuffix("*")


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def asker(tmp_path_factory):
    return Asker(tmp_path_factory.mktemp("portal"))


@pytest.mark.parametrize(("part", "path"), PATHS, ids=[path for _, path in PATHS])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_it_is_501_with_a_sentence_and_what_to_do(asker, part, path, method):
    status, told = asker.ask(method, address(path))
    assert status == 501
    plain = told["explication"].replace("\u00a0", " ").replace("\u202f", " ")
    assert plain.startswith(f"« {part.name} » : cette partie de data.gouv.fr n'est pas imitée")
    assert plain.endswith(part.instead)
    assert set(told) == {"message", "explication"}


def test_below_such_a_path_too_and_without_its_slash(asker):
    for path in ("/api/1/topics/abc/elements/", "/api/1/topics", "/api/1/users/x/followers/"):
        assert asker.ask("GET", path)[0] == 501


@pytest.mark.parametrize(
    "path", ["/api/1/topicss/", "/api/1/rien/", "/api/2/rien/", "/api/3/topics/", "/api/1/sites/"]
)
def test_a_path_that_the_real_one_does_not_have_is_404(asker, path):
    assert asker.ask("GET", path)[0] == 404


def test_no_route_is_said_not_to_be_imitated():
    for route in routes():
        path = re.sub(r"\{\w+:uuid\}", "00000000-0000-0000-0000-000000000000", route.path)
        found = find_part(re.sub(r"\{\w+(:\w+)?\}", "ttl", path))
        assert found is None, (route.path, found)


def test_the_documentation_lists_the_same_parts(page):
    table = page.partition("## Ce qui n'est pas imité")[2].partition("## ")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|$", table, flags=re.MULTILINE)[1:]
    assert rows == [(part.name, part.instead) for part in PARTS]


def test_the_documentation_tells_the_bounds_as_they_are(page):
    bounds, limits = Settings().bounds, Limits()
    told = (
        f"{limits.datasets} fiches par portail, {limits.resources} ressources par fiche, "
        f"{bounds.portal_upload_bytes >> 20} Mo par fichier, "
        f"{bounds.portal_bytes_per_space >> 20} Mo par espace, "
        f"{bounds.api_body_bytes >> 20} Mo par appel sans fichier"
    )
    assert told in page


def test_the_commands_of_the_documentation_are_commands(page):
    shown = re.findall(r"^(?:\w+=\w+ )*ouvroir (.+)$", page, flags=re.MULTILINE)
    assert len(shown) == 3
    for line in shown:
        assert make_parser().parse_args(line.split()).command in ("portal", "publish")


def test_what_the_documentation_links_to_is_there(page):
    for target in re.findall(r"\]\(([\w./-]+\.md)\)", page):
        assert (PAGE.parent / target).is_file(), target
