"""What a page must be in each look: without fault for axe, well built, and well typeset."""

from __future__ import annotations

import itertools
import json
import re

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import NARROW, WIDE

AXE = Axe()
#: Only what fails comes back: what passes is hundreds of elements that nobody reads.
_RUN = "() => axe.run({ resultTypes: ['violations'] }).then(found => found.violations)"
#: An ordinary space where French wants one that does not break; and a mark that we never use.
BAD_SPACES = re.compile(r" [:;?!»](\s|$)|« |\d [%€]|!(\s|$)")
LOOKS = list(itertools.product((WIDE, NARROW), ("light", "dark")))


def violations(page) -> list[str]:
    """Give what axe finds in each look, and what is wrong with the page's bones."""
    found = [f"bones: {fault}" for fault in bones(page)]
    found += [f"spaces: {text}" for text in badly_spaced(page)]
    # Once for all looks, which stay on the same document.
    page.evaluate(AXE.axe_script)
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        # A colour on its way to another is none that anybody reads.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{size['width']} {scheme}: the page scrolls sideways")
        for violation in page.evaluate(_RUN):
            nodes = [node["html"][:200] for node in violation["nodes"][:3]]
            found.append(f"{size['width']} {scheme} {violation['id']}: {json.dumps(nodes)}")
    return found


def bones(page) -> list[str]:
    """Look at language, title, main part and headings."""
    faults = []
    if page.locator("html").get_attribute("lang") != "fr":
        faults.append("the page does not say that it is in French")
    if not page.title().endswith(" — Ouvroir") or len(page.title()) < len("x — Ouvroir"):
        faults.append(f"title: {page.title()}")
    if page.locator("main").count() != 1:
        faults.append("there is not one main part")
    levels = page.locator(":is(h1, h2, h3, h4, h5, h6):visible").evaluate_all(
        "titles => titles.map(title => [Number(title.tagName[1]), title.textContent.trim()])"
    )
    if [level for level, _ in levels].count(1) != 1:
        faults.append("there is not one h1")
    for (before, _), (level, text) in itertools.pairwise(levels):
        if level > before + 1:
            faults.append(f"from h{before} to h{level} at « {text} »")
    faults += [f"h{level} is empty" for level, text in levels if not text]
    return faults


def badly_spaced(page) -> list[str]:
    """Give the texts whose spaces are not those of French typography; values are left alone."""
    texts = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [...document.querySelectorAll("[aria-label]")].map(at => at.ariaLabel);
          while (walker.nextNode()) {
            const inside = walker.currentNode.parentElement;
            if (!inside.closest("script, code, td, .nom, .choisi, .libre, .texte-libre")) {
              texts.push(walker.currentNode.data);
            }
          }
          return texts;
        }"""
    )
    return [text for text in texts if BAD_SPACES.search(text)]
