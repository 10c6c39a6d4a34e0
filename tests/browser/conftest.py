"""A real Chromium (Debian's package), one for the folder, a fresh context for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.browser.install import CHROMIUM
from tests.fixtures.course_paths import CHART, DUTIES, PRIVACY, PUBLISH, QUIZ, REDACT, SMALL_SANDBOX
from tests.support.acts import act_sandbox
from tests.support.running import RunningServer

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(__file__).resolve().parents[2] / "screenshots"
WIDE = {"width": 1024, "height": 900}
NARROW = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def chromium():
    """Chromium, closed after these tests: Playwright's loop would bar ``asyncio.run`` elsewhere."""
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """A browser context, and all that its pages asked for and complained of."""

    def __init__(self, browser, address: str, **options) -> None:
        settings = {"locale": "fr-FR", "viewport": WIDE, **options}
        self.context = browser.new_context(base_url=address, **settings)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))

    def open(self):
        page = self.context.new_page()
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.complaints.append(f"pageerror: {error}"))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(f"console: {message.text}")
                if message.type == "error"
                else None
            ),
        )
        return page


@pytest.fixture
def newcomer(chromium, request):
    """Make visitors who do not know each other, on the session's server or on another."""
    made = []

    def arrive(address: str = "", **options) -> Visitor:
        # The session's server is started only for those who go there.
        address = address or request.getfixturevalue("server").address
        made.append(Visitor(chromium, address, **options))
        return made[-1]

    yield arrive
    for visitor in made:
        visitor.context.close()


@pytest.fixture(scope="session")
def quiz_server(tmp_path_factory):
    """A server on the course that has a question of every type, a graded quiz and a case."""
    settings = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("quiz"), settings).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def privacy_server(tmp_path_factory):
    """A server on the course whose exercise is to anonymise a file."""
    running = RunningServer(tmp_path_factory.mktemp("privacy"), {"OUVROIR_COURSES": str(PRIVACY)})
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def publish_server(tmp_path_factory):
    """A server on the course whose exercises are done on the sandbox portal."""
    running = RunningServer(tmp_path_factory.mktemp("publish"), {"OUVROIR_COURSES": str(PUBLISH)})
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def chart_server(tmp_path_factory):
    """A server on the course whose exercise is to draw a chart."""
    running = RunningServer(tmp_path_factory.mktemp("chart"), {"OUVROIR_COURSES": str(CHART)})
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def duties_server(tmp_path_factory):
    """A server on the course whose exercise is the dossier of an authority."""
    running = RunningServer(tmp_path_factory.mktemp("duties"), {"OUVROIR_COURSES": str(DUTIES)})
    yield running.start()
    running.stop()


@pytest.fixture(scope="session")
def redact_server(tmp_path_factory):
    """A server on the course whose exercise is to redact an act."""
    folder = tmp_path_factory.mktemp("redact")
    settings = {"OUVROIR_COURSES": str(REDACT), "OUVROIR_SANDBOX": str(act_sandbox(folder))}
    running = RunningServer(folder / "data", settings)
    yield running.start()
    running.stop()


@pytest.fixture
def visitor(newcomer):
    return newcomer()


@pytest.fixture
def page(visitor):
    """One page of one visitor; anything that the browser complained of fails the test."""
    page = visitor.open()
    yield page
    assert visitor.complaints == []


@pytest.fixture(scope="session")
def shot():
    """Keep a picture for a person to look at; the folder is not in git."""
    SCREENSHOTS.mkdir(exist_ok=True)

    def take(page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def opened(chromium, server):
    """Open a page that asks for no account; nobody may come out of it with a cookie."""
    visitors = []

    def open_page(address: str, **options):
        visitors.append(Visitor(chromium, server.address, **options))
        page = visitors[-1].open()
        page.goto(address)
        return page

    yield open_page
    for visitor in visitors:
        # A refused form is answered 400, of which the console tells.
        assert [one for one in visitor.complaints if "400" not in one] == []
        assert visitor.context.cookies() == []
        visitor.context.close()
