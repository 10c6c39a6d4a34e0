"""What the desk of a question shows: the order of steps, the passages that are marked."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.walk import plain


def rows(box: Locator) -> list[str]:
    """Read the steps in their present order."""
    return [plain(text) for text in box.locator(".rang-texte").all_inner_texts()]


def another_than_shown(box: Locator, texts: tuple[str, ...]) -> tuple[str, ...]:
    """Give another wrong order where chance drew this one, which is no answer before a move."""
    return texts if rows(box) != list(texts) else (texts[1], texts[0], *texts[2:])


def passages(box: Locator) -> list[str]:
    """Read the passages listed under a text."""
    return [plain(text).strip("« »") for text in box.locator(".passage-texte").all_inner_texts()]


def words_of(box: Locator, passage: str) -> tuple[Locator, Locator, int]:
    """Find the first and the last word of a passage, and the place of the first one."""
    words = box.locator(".mot-texte")
    texts, sought = words.all_inner_texts(), passage.split()
    first = next(n for n in range(len(texts)) if texts[n : n + len(sought)] == sought)
    return words.nth(first), words.nth(first + len(sought) - 1), first
