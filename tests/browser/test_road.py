"""« La route de mon fichier » in Chromium: axe, narrow, paper, keyboard, and its report."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import bones, violations
from tests.browser.conftest import NARROW, Visitor
from tests.fixtures.course_paths import ROAD
from tests.services.doing import CLEAN, DELIBERATIONS, DIRTY, drop, open_workshop
from tests.support import roads
from tests.support.running import RunningServer

#: A sheet of A4 less the margins of the report, in CSS pixels.
SHEET = {"width": 658, "height": 994}
_WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A server, and the cookies of one at the end of the road, one half-way, one at its start."""
    folder = tmp_path_factory.mktemp("road")
    workshop = open_workshop(folder, folder / "build", courses=ROAD)
    end, half, start = (workshop.learners.create().id for _ in range(3))
    dataset = roads.publish(workshop, end, license=None, private=True)
    roads.hand_in(workshop, end, dataset)
    roads.hand_in(workshop, end, roads.walk(workshop, end))
    drop(workshop, half, roads.OWN, DIRTY.read_bytes(), DELIBERATIONS, f"{'export' * 20}.csv")
    drop(workshop, half, roads.OWN, CLEAN.read_bytes()[:9000], DELIBERATIONS, "export.csv")
    drop(workshop, half, roads.EXPORT, DIRTY.read_bytes(), name="autre.csv")
    roads.anonymise(workshop, half, "aides.csv")
    settings = workshop.settings
    workshop.close()
    server = RunningServer(folder, {"OUVROIR_COURSES": str(ROAD)})
    server.start()
    people = {"end": end, "half": half, "start": start}
    yield server.address, {who: roads.cookie_of(settings, one) for who, one in people.items()}
    server.stop()


@pytest.fixture
def page_of(chromium, told):
    """Open the page as somebody."""
    address, cookies = told
    visitors = []

    def opened(who, **options):
        visitors.append(Visitor(chromium, address, **options))
        name, value = cookies[who]
        visitors[-1].context.add_cookies([{"name": name, "value": value, "url": address}])
        page = visitors[-1].open()
        page.goto("mon-parcours")
        return page

    yield opened
    for visitor in visitors:
        assert visitor.complaints == []
        visitor.context.close()


@pytest.mark.parametrize("who", ["end", "half"])
def test_axe_finds_nothing_in_any_look(page_of, shot, who):
    page = page_of(who)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
    shot(page, f"route-{who}")
    assert violations(page) == []
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.evaluate(_WIDTH) <= 1440


def test_at_the_start_it_says_where_to_begin_and_reports_nothing(page_of, shot):
    page = page_of("start", viewport=NARROW)
    shot(page, "route-start-390")
    assert bones(page) == []
    assert page.evaluate(_WIDTH) <= NARROW["width"]
    assert page.get_by_role("button").count() == 0


def test_forced_colours_keep_the_states_in_words(page_of):
    page = page_of("half")
    page.emulate_media(forced_colors="active")
    words = page.locator(".route-ligne .marque-etat").all_inner_texts()
    assert [word.split(" ", 1)[1] for word in words] == [
        "Fait", "En cours", "En cours", "Pas encore", "Pas encore",
    ]  # fmt: skip


def test_the_keyboard_chooses_a_file_and_downloads_the_report(page_of):
    page = page_of("half")
    assert page.locator("h1").inner_text() == "La route de mon fichier"
    page.get_by_label("Le fichier", exact=True).focus()
    page.keyboard.type("autre")
    page.keyboard.press("Tab")
    if page.evaluate("document.activeElement.tagName") == "SELECT":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**fichier=**")
    assert page.locator(".faits .nom").inner_text() == "autre.csv"
    page.get_by_label("Ne pas écrire le nom de mon fichier").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "route-de-mon-fichier.html"
    text = got.value.path().read_text(encoding="utf-8")
    assert "Les chiffres qui comptent" in text
    assert "autre.csv" not in text
    page.keyboard.press("Tab")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "route-de-mon-fichier.odt"


def test_a_step_of_the_line_leads_to_its_stage(page_of):
    page = page_of("end")
    page.locator(".route-ligne a", has_text="Publié").click()
    assert page.url.endswith("#published")
    expect(page.locator("#published")).to_be_in_viewport()


def test_on_paper_figures_stay_and_controls_go(page_of):
    page = page_of("end")
    page.emulate_media(media="print")
    assert not page.get_by_role("button").first.is_visible()
    assert page.locator("#mended-detail-1").is_visible(), "what is folded is printed"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_the_report_is_whole_in_any_look_and_its_first_sheet_is_one(page_of, shot, tmp_path):
    page = page_of("end")
    with page.expect_download() as got:
        page.get_by_role("button", name="imprimer").click()
    path = tmp_path / "rapport.html"
    got.value.save_as(path)
    page.goto(path.as_uri())
    shot(page, "route-rapport")
    assert violations(page) == []
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    annex = page.locator("h2.feuille")
    assert annex.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    assert annex.evaluate("one => one.offsetTop") <= SHEET["height"]
