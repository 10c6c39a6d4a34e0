"""Every lesson and module of the catalogue, as somebody finds it: axe, bones and the keyboard.

What is done in them is tested kind by kind; here nothing that an author adds goes unseen.
"""

from __future__ import annotations

import pytest
import yaml

from tests.browser.bones import violations
from tests.browser.walk import ROOT, go

COURSES = ROOT / "courses"


def _pages() -> list[str]:
    catalogue = yaml.safe_load((COURSES / "catalogue.yml").read_text(encoding="utf-8"))
    pages = []
    for module in catalogue["modules"]:
        declared = yaml.safe_load((COURSES / module / "module.yml").read_text(encoding="utf-8"))
        pages += [f"module/{module}", *(f"lecon/{module}/{slug}" for slug in declared["lessons"])]
    return pages


#: Marks what the keyboard should reach, and gives how many there are. Of a group of radios one is
#: reached by Tab and the others by the arrows.
_WANTED = """() => {
  const groups = new Set();
  let count = 0;
  const asked = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  for (const one of document.querySelectorAll(asked)) {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({ visibilityProperty: true }))
      continue;
    if (one.type === "radio") {
      const checked = document.querySelector(`input[name="${one.name}"]:checked`);
      if (groups.has(one.name) || (checked && checked !== one)) continue;
      groups.add(one.name);
    }
    one.dataset.wanted = "1";
    count += 1;
  }
  return count;
}"""
_STEP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return "out";
  const first = one.dataset.wanted === "1";
  if (first) one.dataset.wanted = "reached";
  return first ? "new" : "old";
}"""
_LEFT = """() => [...document.querySelectorAll("[data-wanted='1']")]
  .map((one) => one.outerHTML.slice(0, 160))"""


@pytest.fixture
def page(newcomer):
    """A page whose colours change at once, so that axe never sees one half-way."""
    visitor = newcomer(reduced_motion="reduce")
    page = visitor.open()
    yield page
    assert visitor.complaints == []


@pytest.mark.parametrize("address", _pages())
def test_it_is_well_made_and_a_keyboard_reaches_all_of_it(page, address):
    go(page, address)
    assert violations(page) == []
    wanted = page.evaluate(_WANTED)
    page.evaluate("document.activeElement?.blur()")
    for _ in range(2 * wanted + 50):
        page.keyboard.press("Tab")
        if page.evaluate(_STEP) == "out" and not page.evaluate(_LEFT):
            break
    assert page.evaluate(_LEFT) == []
    assert wanted > 5
