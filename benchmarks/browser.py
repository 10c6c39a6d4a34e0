"""A page in Chromium: when its text is painted, when a widget can be used, what it took to load."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.conftest import FLAGS
from tests.browser.install import CHROMIUM

ROUNDS = 3
_MILLISECONDS = 120_000
_PAINT = """() => {
  const found = performance.getEntriesByName("first-contentful-paint")[0];
  return found ? found.startTime : null;
}"""


def in_chromium(address: str, visible: str) -> Iterator[tuple[str, str]]:
    """Open a page as somebody who has nothing in her cache, then as one who comes back.

    Args:
        address: of the page.
        visible: selector of a widget's control.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        first, again = [], []
        for _ in range(ROUNDS):
            context = _arrive(browser)
            first.append(_visit(context, address, visible))
            again.append(_visit(context, address, visible))
            context.close()
        browser.close()
    for name, visits in (("first visit", first), ("next visits", again)):
        paint, widget, requests, size = (median(column) for column in zip(*visits, strict=True))
        yield (
            name,
            (
                f"text painted {paint:.2f} s, widget visible {widget:.2f} s, "
                f"{requests:.0f} requests, {size / 1024:.0f} kB over the wire"
            ),
        )


def _arrive(browser: Browser) -> BrowserContext:
    return browser.new_context(locale="fr-FR", viewport={"width": 1024, "height": 900})


def _visit(context: BrowserContext, address: str, visible: str) -> tuple[float, float, int, float]:
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    sizes: list[float] = []
    # What comes from the browser's own cache has no length on the wire.
    line.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    begun = time.perf_counter()
    page.goto(address, wait_until="commit", timeout=_MILLISECONDS)
    page.locator(visible).first.wait_for(state="visible", timeout=_MILLISECONDS)
    widget = time.perf_counter() - begun
    page.wait_for_load_state("load", timeout=_MILLISECONDS)
    paint = page.evaluate(_PAINT)
    page.close()
    asked = [size for size in sizes if size > 0]
    return (paint or 0.0) / 1000, widget, len(asked), sum(asked)
