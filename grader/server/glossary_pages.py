"""« Le glossaire » : open to anyone, without a kernel and without an account."""

from __future__ import annotations

import asyncio

from grader.server.access import Access, OuvroirHandler
from grader.server.rendering import render_shell
from grader.services.glossary import MOST_SOUGHT, glossary_page


class GlossaryPage(OuvroirHandler):
    """Every word that the lessons explain, or those that hold what is looked for."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Show the page; ``q`` is what is looked for."""
        sought = self.get_query_argument("q", "")
        glossary = await asyncio.to_thread(glossary_page, self.workshop, sought)
        self.finish(
            render_shell(
                self,
                "glossaire.html",
                title="Glossaire",
                kind="glossary",
                glossary=glossary,
                most_sought=MOST_SOUGHT,
            )
        )
