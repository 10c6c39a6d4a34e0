"""What a page loads: the text before the kernel, and files that are compressed once and kept."""

from __future__ import annotations

import gzip
import re
import signal

import pytest

from grader.server.assets import static_bytes
from tests.support.kernels import held_zygote
from tests.support.pages import open_page

LESSON = "lecon/preparer/valider-ses-deliberations"


@pytest.fixture(scope="module")
def named(server):
    """Addresses of the scripts and styles that a lesson names."""
    with server.client() as client:
        html = open_page(client, LESSON).html
    return re.findall(r'(?:href|src)="([^"]*/statique/[^"]*)"', html)


def test_each_file_that_a_page_names_is_compressed_cached_for_good_and_whole(server, named):
    assert named
    with server.client() as client:
        for address in named:
            answer = client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.content == static_bytes(address.rpartition("/")[2])


def test_who_reads_no_gzip_or_has_the_file_already_is_served_too(server, named):
    with server.client() as client:
        for address in named:
            plain = client.get(address, headers={"Accept-Encoding": "identity"})
            assert "Content-Encoding" not in plain.headers
            assert plain.content == static_bytes(address.rpartition("/")[2])
        plain = client.get(named[0], headers={"Accept-Encoding": "identity"})
        assert plain.content == static_bytes(named[0].rpartition("/")[2])
        packed = client.get(named[0], headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Etag"] != plain.headers["Etag"]
        known = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["Etag"]}
        assert client.get(named[0], headers=known).status_code == 304
        head = client.head(named[0], headers={"Accept-Encoding": "gzip"})
        assert head.status_code == 200
        assert head.content == b""
        kept = int(head.headers["Content-Length"])
        assert kept == len(gzip.compress(plain.content, mtime=0))


@pytest.mark.parametrize(
    "path", ["absent.js", "..%2fpiece.py", "%2e%2e/actions.py", ".js", "a/b.js"]
)
def test_no_other_file_comes_by_that_way(server, named, path):
    base = named[0].rpartition("/")[0]
    with server.client() as client:
        answer = client.get(f"{base}/{path}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code in (403, 404)


def test_all_that_can_be_read_comes_before_the_kernel_does(server):
    with (
        held_zygote(server.pid) as zygote,
        server.client() as client,
        client.stream("GET", LESSON) as answer,
    ):
        text = ""
        chunks = answer.iter_text()
        while "</footer>" not in text:
            text += next(chunks)
        assert "ouvroir-page" not in text
        assert "<h1>" in text
        zygote.send_signal(signal.SIGCONT)
        text += "".join(chunks)
        assert 'id="ouvroir-page"' in text
        assert text.rstrip().endswith("</html>")
