"""Which pages are put to sleep: those that were left, or that nobody looks at; no other."""

from __future__ import annotations

import pytest
import websocket

from grader.errors import RefusedError
from grader.server.kernels import said_to_server
from grader.server.open_pages import UNSEEN_SECONDS, OpenPages
from grader.settings import Bounds
from tests.support.pages import Line, open_page
from tests.support.running import RunningServer


class Told:
    """Stands where a websocket would: notes what it was told."""

    def __init__(self) -> None:
        self.words: list[object] = []

    def tell(self, message) -> None:
        self.words.append(message["ouvroir"])


class Room:
    """A register of pages, and the time of its clock."""

    def __init__(self, **bounds: int) -> None:
        self.now = 0.0
        self.closed: list[str] = []
        self.pages = OpenPages(
            Bounds(**bounds),
            clock=lambda: self.now,
            closing=lambda page: self.closed.append(page.owner),
        )

    def arrive(self, owner: str):
        page = self.pages.open(owner)
        page.kernel_id = f"kernel-of-{owner}"
        line = Told()
        self.pages.connected(page.kernel_id, line)
        return page, line


def test_an_open_page_is_put_to_sleep_once_nobody_has_looked_at_it_for_long():
    room = Room()
    reading, _ = room.arrive("ana")
    hidden, _ = room.arrive("bea")
    for _ in range(180):
        room.now += 20
        room.pages.look(reading)
        assert reading not in room.pages.idle(Bounds().page_idle_seconds)
    assert room.pages.idle(Bounds().page_idle_seconds) == [hidden]


def test_what_a_kernel_asks_and_a_line_that_opens_are_looks_too():
    room = Room()
    page, line = room.arrive("ana")
    room.now = 1_000
    room.pages.by_token(page.token)
    assert not room.pages.idle(900)
    room.now = 2_000
    room.pages.disconnected(page.kernel_id, line)
    room.pages.connected(page.kernel_id, line)
    assert not room.pages.idle(900)
    room.now = 2_901
    assert room.pages.idle(900) == [page]


def test_a_page_that_closes_is_told_and_what_it_waited_for_is_called_off_once():
    room = Room()
    page, line = room.arrive("ana")
    room.pages.forget(page)
    room.pages.forget(page)
    assert line.words == ["asleep"]
    assert room.closed == ["ana"]


def test_in_a_full_room_the_page_unseen_for_longest_makes_way_and_never_one_that_is_read():
    room = Room(open_pages=2)
    first, _ = room.arrive("ana")
    second, _ = room.arrive("bea")
    assert room.pages.unseen() == []
    with pytest.raises(RefusedError, match="La salle est pleine"):
        room.pages.open("cleo")
    room.now = UNSEEN_SECONDS - 1
    room.pages.look(first)
    room.now = UNSEEN_SECONDS + 1
    assert room.pages.unseen() == [second]
    room.pages.look(second)
    assert room.pages.unseen() == []
    room.pages.forget(second)
    room.now += 10 * UNSEEN_SECONDS
    assert room.pages.unseen() == []  # there is room


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ('{"ouvroir": "here"}', "here"),
        ('{"ouvroir":"stop"}', "stop"),
        ('{"ouvroir": ["stop"]}', None),
        ('{"ouvroir": "stop"', None),
        ('{"ouvroir": "' + "x" * 64 + '"}', None),
        ('{"header": {"msg_type": "comm_msg"}}', None),
        (b'{"ouvroir": "stop"}', None),
        ("", None),
    ],
)
def test_what_is_said_to_the_server_is_told_from_what_is_for_the_kernel(message, said):
    assert said_to_server(message) == said


@pytest.fixture(scope="module")
def tired(tmp_path_factory):
    """A server whose pages fall asleep after four seconds."""
    server = RunningServer(
        tmp_path_factory.mktemp("tired"),
        {"OUVROIR_PAGE_IDLE_MINUTES": "4"},
        module="tests.support.tired",
    )
    yield server.start()
    server.stop()


def test_a_page_that_says_somebody_is_there_stays_and_a_silent_one_is_put_to_sleep(tired):
    reader, absent = tired.client(), tired.client()
    reading, left = open_page(reader), open_page(absent)
    here, gone = Line(reader, reading.kernel), Line(absent, left.kernel)
    gone._socket.settimeout(1)
    told = None
    while told is None:
        # As often as it takes for the silent page to be told.
        here.tell("here")
        try:
            told = gone.told_by_server()
        except websocket.WebSocketTimeoutException:
            continue
    assert told == {"ouvroir": "asleep"}
    model = reading.piece("home")["model"]
    assert "view" in here.ask(model, "choose_role", role="elu")
    assert reader.post(f"pages/{reading.kernel}/fermer", data={"_xsrf": reading.xsrf}).is_success
    # The one that sleeps is nobody's any more; opening it again gives what was there.
    again = open_page(absent)
    assert again.piece("home")["view"] == left.piece("home")["view"]
    for line in (here, gone):
        line.close()
