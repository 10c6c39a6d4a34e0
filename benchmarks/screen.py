"""The workbench of anonymisation in a real Chromium: from a range that moves to the new screen.

The clock starts when the range tells its new value, and stops once the browser has painted the
board again: page's script, socket, kernel, server, worker, the way back, and the drawing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.workbench import SIZES, bigger
from tests.browser.conftest import FLAGS
from tests.browser.install import CHROMIUM
from tests.browser.privacy_desk import NAMING, alone, level, put, role, settle, treatment
from tests.support.running import RunningServer

ROUNDS = 40
#: Moves the range, and gives the milliseconds until the frame that shows the new board.
MOVE = """([range, to]) => new Promise((done, fail) => {
  const board = document.querySelector(".tableau-de-bord");
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => done(performance.now() - start);
      painted.port2.postMessage(0);
    });
  });
  seen.observe(board, { subtree: true, childList: true, characterData: true });
  setTimeout(() => fail(new Error("nothing was drawn again")), 20_000);
  const start = performance.now();
  range.value = String(to);
  range.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> Iterator[tuple[str, str]]:
    """Give the median and the 95th percentile from a change to the screen, for each size.

    Args:
        sizes: rows of the files.
        rounds: moves of the range.
    """
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = RunningServer(Path(folder)).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            for rows in sizes:
                page = browser.new_context(base_url=server.address, locale="fr-FR").new_page()
                took = sorted(_moved(page, rows, rounds))
                median, late = took[len(took) // 2], took[int(len(took) * 0.95) - 1]
                yield f"{rows} rows, change to screen", f"p50 {median:.0f} ms, p95 {late:.0f} ms"
                page.context.close()
        finally:
            browser.close()
            server.stop()


def _moved(page: Page, rows: int, rounds: int) -> Iterator[float]:
    """Open a file of people, take the names out, then move the dates of birth."""
    box = alone(page)
    put(box, {"name": "aides.csv", "mimeType": "text/csv", "buffer": bigger(rows)})
    box.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for column in NAMING:
        treatment(box, column).select_option("drop")
    role(box, "ADRESSE").select_option("quasi")
    settle(box)
    dates = level(box, "DATE_NAISSANCE")
    most = int(dates.get_attribute("max") or 1)
    for turn in range(rounds):
        yield page.evaluate(MOVE, [dates.element_handle(), 1 + turn % most])
