"""CONTRIBUTING.md does what it says: its ten-minute example is followed literally, in a clone."""

from __future__ import annotations

import html
import re
import time
from pathlib import Path

import httpx
import pytest

from tests.support.following import Terminal, make_clone, put, steps_of
from tests.support.pages import Line, open_page

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
EXAMPLE = "Une leçon en dix minutes"
PATIENCE = 120
#: Rows whose command takes minutes, or asks for the network or for uv; the others are run here.
LONG = {"make lock", "make wheel", "python -m benchmarks validation",
        "python -m tests.browser.pictures"}  # fmt: skip


def plain(text: str) -> str:
    """Give a text as a person reads it: no tag, no mark, no difference between spaces."""
    bare = html.unescape(re.sub(r"<[^>]*>", "", text))
    return re.sub(r"[\s\u00a0\u202f]+", " ", bare.replace("`", "").replace("\u2019", "'"))


def sentences(block: str) -> list[str]:
    """Give the sentences of a lesson that a reader must find on the page."""
    body = re.sub(r"(?s)\A---\n.*?\n---\n", "", block)
    lines = " ".join(re.sub(r"^(#+|-) ", "", line) for line in body.splitlines())
    return [s.strip() for s in re.split(r"(?<=[.?]) ", plain(lines)) if len(s) > 12]


@pytest.fixture
def clone(tmp_path):
    return make_clone(ROOT, tmp_path / "ouvroir")


@pytest.fixture
def terminals(clone, tmp_path):
    """Open terminals; those that still run something at the end get a Ctrl+C."""
    opened = []

    def open_one() -> Terminal:
        environment = {"PORT": "0", "OUVROIR_DATA": str(tmp_path / "data"), "HOME": str(tmp_path)}
        opened.append(Terminal(clone, environment))
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.interrupt()


def until(true, otherwise=lambda: ""):
    deadline = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.3)
    return found


class Follower:
    """Somebody who does what the page says, and nothing else."""

    def __init__(self, clone, terminals):
        self.clone, self.terminals = clone, terminals
        self.first = terminals()
        self.client: httpx.Client | None = None
        self.lesson = ""
        self.said: list[str] = []

    def read(self, prose: str) -> None:
        """Open the address that the prose names, and hold it to what it says was answered."""
        for address in re.findall(r"<http://127\.0\.0\.1:8866/([\w/-]+)>", prose):
            self.lesson = address
            assert until(lambda: self.client.get(self.lesson).status_code == 200)
        for answer in re.findall(r"répond « (.*?) »", prose):
            assert self.said[-1] == answer

    def type(self, block: str) -> None:
        if "ouvroir serve" not in block:
            self.said = self.first.run(block)
            return
        second = self.terminals()
        second.type(block)
        _, address = second.wait_for(r"Ouvroir est prêt\s*:\s*(\S+)")
        second.wait_for("(Pour arrêter)")
        self.client = httpx.Client(
            base_url=address, headers={"Accept": "text/html"}, timeout=60, trust_env=False
        )

    def news(self) -> str:
        """Give what the preview says is wrong with what was written."""
        return self.client.get("apercu").text

    def put(self, step) -> None:
        path = put(step, self.clone)
        if path.suffix == ".md":
            wanted = sentences(step.text)
            assert wanted
            until(
                lambda: all(s in plain(self.client.get(self.lesson).text) for s in wanted),
                self.news,
            )
        else:
            self.answer(step.text)

    def answer(self, declared: str) -> None:
        """Answer the question on the page as its author declared it, and read what is said."""
        texts = re.findall(r'- text: "?(.*?)"?$', declared, re.MULTILINE)
        right = re.search(r'- text: "?(.*?)"?\n +correct: true\n +feedback: (.*)', declared)
        lesson = self.clone / "courses" / f"{self.lesson.removeprefix('lecon/')}.md"
        item = re.search(r"\{question\} ([\w-]+)", lesson.read_text(encoding="utf-8"))[1]

        def posed():
            page = open_page(self.client, self.lesson)
            answers = page.piece("question", item)["view"]["answers"]
            shown = {plain(answer["text_html"]): answer["id"] for answer in answers}
            return (page, shown) if set(shown) == {plain(text) for text in texts} else None

        page, shown = until(posed, self.news)
        line = Line(self.client, page.kernel)
        model = page.piece("question", item)["model"]
        reply = line.ask(model, "answer", chosen=[shown[plain(right[1])]])
        line.close()
        told = {answer["id"]: answer["feedback_html"] for answer in reply["view"]["answers"]}
        assert plain(told[shown[plain(right[1])]]) == plain(right[2])


def test_the_example_is_followed_to_the_letter(clone, terminals):
    follower = Follower(clone, terminals)

    for step in steps_of(PAGE, EXAMPLE):
        if step.language == "sh":
            follower.read(step.above)
            follower.type(step.text)
        elif step.language:
            follower.read(step.above)
            follower.put(step)
        else:
            follower.read(step.above)
            (undo,) = re.findall(r"`(git [^`]+)`", step.above)
            follower.first.run(undo)

    assert follower.lesson
    follower.first.run('test -z "$(git status --porcelain)"')
    follower.client.close()


def rows():
    """Give the rows of the table of derived files: patterns, and the command that makes them."""
    (table,) = re.findall(r"(?m)^\| dérivé .*\n\|[-|]+\n((?:\|.*\n)+)", PAGE)
    for line in table.splitlines():
        made, _, command = (cell.strip() for cell in line.strip("|").split("|"))
        yield re.findall(r"`([^`]+)`", made), command.strip("`")


ROWS = list(rows())


def test_every_long_command_is_a_row():
    assert {command for _, command in ROWS} > LONG


def beginning(path):
    """What a file has that no command makes from nothing: the identifiers that were retired."""
    if path.name != "identifiants.yml":
        return ""
    _, mark, retired = path.read_text(encoding="utf-8").partition("\nretired:")
    return f"retired:{retired}" if mark else "{}\n"


@pytest.mark.parametrize(("patterns", "command"), ROWS, ids=[command for _, command in ROWS])
def test_each_row_names_files_that_its_command_makes(patterns, command, request):
    if command in LONG:
        make, _, target = command.partition(" ")
        if make == "make":
            assert re.search(rf"(?m)^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"))
        else:
            module = ROOT / command.split()[2].replace(".", "/")
            assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file()
        for pattern in patterns:
            assert list(ROOT.glob(pattern)) or pattern.startswith("dist/"), pattern
        return
    clone, terminals = (request.getfixturevalue(name) for name in ("clone", "terminals"))
    for pattern in patterns:
        for path in clone.glob(pattern):
            path.write_text(beginning(path), encoding="utf-8")
    terminal = terminals()
    terminal.run(". .venv/bin/activate")

    terminal.run(command)

    for pattern in patterns:
        made = list(clone.glob(pattern))
        assert made, pattern
        assert all(path.stat().st_size for path in made), pattern
    terminal.run('test -z "$(git status --porcelain)"')


def test_a_text_that_nothing_says_where_to_put_is_an_error(tmp_path):
    (step, _) = steps_of("# A\n\n## B\n\nPuis :\n\n```yaml\na: 1\n```\n\n## C\n", "B")

    with pytest.raises(AssertionError, match="nothing says where"):
        put(step, tmp_path)
    with pytest.raises(AssertionError, match="no section"):
        list(steps_of(PAGE, "Une leçon en une heure"))
