"""A page of instructions, followed to the letter: commands typed in terminals, texts put in files.

What a page says is read from its Markdown alone: shell blocks are typed as they stand, and each
other block is put where the sentence above it says. A sentence of another form is an error.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_BLOCK = re.compile(r"^(`{3,})(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_WHERE = re.compile(
    r"Dans `(?P<path>[\w./-]+)`, remplacez tout ce qui "
    r"(?P<what>précède la question|suit la question|suit `\w+` dans la dernière question) par :$"
)
_QUESTION = re.compile(r"^```\{question\} [\w-]+\n```\n", re.MULTILINE)
#: What a fresh clone has, and an example may need.
_CARRIED = (
    "grader", "courses", "notebooks", "sandbox_data", "Makefile", "pyproject.toml",
    "requirements.lock", "CONTRIBUTING.md",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A block, and what is said just above it.

    Attributes:
        language: ``sh``, or the language of a text to put in a file.
        text: the block.
        above: the prose since the block before.
    """

    language: str
    text: str
    above: str


def steps_of(markdown: str, title: str) -> Iterator[Step]:
    """Give the blocks of a section in order, then one without any for the prose after the last."""
    # Blocks are blanked first: a line that looks like a title there is none.
    flat = _BLOCK.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), markdown)
    section = re.search(
        rf"^#+ {re.escape(title)}\n(.*?)(?=^#{{1,3}} |\Z)", flat, re.MULTILINE | re.DOTALL
    )
    assert section, f"no section « {title} »"
    body = markdown[section.start(1) : section.end(1)]
    past = 0
    for block in _BLOCK.finditer(body):
        yield Step(block[2], block[3], body[past : block.start()])
        past = block.end()
    yield Step("", "", body[past:])


def put(step: Step, folder: Path) -> Path:
    """Put a text in the file that the sentence above it names, as that sentence says."""
    sentence = " ".join(step.above.split())
    where = _WHERE.search(sentence)
    assert where, f"nothing says where to put this text: {sentence!r}"
    path = folder / where["path"]
    source = path.read_text(encoding="utf-8")
    if where["what"].startswith("suit `"):
        key = re.search(r"`(\w+)`", where["what"])[1]
        kept = re.match(rf"(?s).*^  - id: .*?^    {key}: [^\n]*\n", source, re.MULTILINE)[0]
        path.write_text(kept + step.text, encoding="utf-8")
        return path
    (question,) = _QUESTION.finditer(source)
    before, after = source[: question.start()], source[question.end() :]
    if where["what"].startswith("précède"):
        before = f"{step.text}\n"
    else:
        after = f"\n{step.text}"
    path.write_text(before + question[0] + after, encoding="utf-8")
    return path


def make_clone(root: Path, folder: Path) -> Path:
    """Copy a checkout as git would give it, with an environment that is installed already."""
    leave = shutil.ignore_patterns("__pycache__", "carried")
    folder.mkdir()
    for name in _CARRIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=leave)
        else:
            shutil.copy(root / name, folder / name)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, command in (("python", ""), ("ouvroir", " -m grader")):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}"{command} "$@"\n')
        program.chmod(0o755)
    (programs / "activate").write_text(f'PATH="{programs}:$PATH"\nPYTHONPATH="{folder}"\n')
    (folder / ".venv" / ".installed").touch()
    (folder / ".gitignore").write_text("/.venv/\n/build/\n__pycache__/\n")
    git = ["git", "-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr"]
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "Essai"]):
        subprocess.run([*git, *command], cwd=folder, check=True)
    return folder


@dataclass
class Terminal:
    """A shell where blocks are typed one after the other; what it exported stays.

    Args:
        folder: where it opens.
        environment: variables beside those of the system.
    """

    folder: Path
    environment: dict[str, str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        system = {k: v for k, v in os.environ.items() if not k.startswith(("OUVROIR_", "PYTHON"))}
        self._shell = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=self.folder,
            env={**system, "PYTHONPATH": "", **self.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._heard = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def type(self, block: str) -> None:
        """Type a block without waiting for what it says."""
        self._shell.stdin.write(block)
        self._shell.stdin.flush()

    def run(self, block: str) -> list[str]:
        """Type a block, wait for its end, and give what it said; each command must succeed."""
        said = []
        for command in filter(None, block.splitlines()):
            known = len(self.lines)
            self.type(f'{command}\necho "=fin= $?"\n')
            end = self.wait_for(r"=fin= (\d+)$", known)
            said += self.lines[known : end[0]]
            assert end[1] == "0", "\n".join([command, *self.lines[known : end[0]]])
        return said

    def wait_for(self, pattern: str, past: int = 0) -> tuple[int, str]:
        """Wait for a line; gives its position, and the first group of the pattern in it."""

        def look() -> tuple[int, str] | None:
            for number, line in enumerate(self.lines[past:], past):
                if found := re.search(pattern, line):
                    return number, found[1]
            return None

        with self._heard:
            assert self._heard.wait_for(look, 240), "\n".join(self.lines)
            return look()

    def interrupt(self) -> None:
        """Press Ctrl+C, then close."""
        os.killpg(self._shell.pid, signal.SIGINT)
        self._shell.stdin.close()
        self._shell.wait(60)

    def _listen(self) -> None:
        for line in self._shell.stdout:
            with self._heard:
                self.lines.append(line.rstrip("\n"))
                self._heard.notify_all()
