"""One HTML file that needs nothing else: style and script within, nothing fetched."""

from __future__ import annotations

from importlib import resources
from string import Template

from markdown_it.common.utils import escapeHtml

from grader.typography import french

_PAGE = Template(
    """\
<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>$title</title>
<style>
$style</style>
</head>
<body class="$kind">
$body
$script</body>
</html>
"""
)


def standalone(kind: str, title: str, body: str, *, script: bool = False) -> bytes:
    """Give the bytes of a page; same content, same bytes.

    Args:
        kind: ``diaporama`` or ``fiche``: names the style, and the script when there is one.
        title: plain text.
        body: HTML made of our own sources.
        script: the page has one.
    """
    code = f"<script>\n{_asset(f'{kind}.js')}</script>\n" if script else ""
    return _PAGE.substitute(
        title=escapeHtml(f"{french(title)} — Ouvroir"),
        style=_asset("commun.css") + _asset(f"{kind}.css"),
        kind=kind,
        body=body,
        script=code,
    ).encode()


def _asset(name: str) -> str:
    folder = resources.files("grader.content.handouts")
    return (folder / name).read_text(encoding="utf-8")
