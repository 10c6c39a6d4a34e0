"""Public views of the guided console: the steps of a publication by API, and what was answered.

Who draws it sends ``console_send`` with ``{exercise, step, method, path, body, key}`` (``key`` is
whether it is sent, a yes or no) and gets the whole exercise anew: the step that was sent then
holds its ``exchange``; what others held stays with who drew them. The snippets of a view are those
of the request as the step gives it (placeholders filled in); once a person edits,
``console_snippets`` with the same arguments gives a ``SnippetsView`` of her text, without sending
anything. ``body`` is the text of the JSON, "" for none or where the step sends a file.

Nothing here holds a key: ``VOTRE_CLE`` stands for it. Nor does the server know under which name a
browser reaches it: every absolute address, in snippets as in answers, begins with ``ORIGIN``, to
be replaced by ``location.origin`` where it is drawn or copied (it needs no quoting anywhere).
"""

from __future__ import annotations

from dataclasses import dataclass

#: Stands for scheme, host and port of the page; no real host may bear that name (RFC 2606).
ORIGIN = "http://adresse-de-cette-page.invalid"


@dataclass(frozen=True)
class Snippet:
    """A request in words that another tool takes.

    Attributes:
        label: « curl », « Python », « Excel »…
        language: ``sh``, ``python``, ``m`` or ``text``.
        text: to copy, ordinary line ends; "" where that tool cannot do it, and the note says so.
        note: how to use it, or what to know first.
    """

    label: str
    language: str
    text: str
    note: str


@dataclass(frozen=True)
class SnippetsView:
    """The snippets of a text as it was edited.

    Attributes:
        step: number of the step, from 1.
        snippets: in the order of the step's own.
    """

    step: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class Exchange:
    """A request that was sent, and what the portal answered.

    Attributes:
        step: number of the step, from 1.
        sent_line: method and path as they were sent.
        status: HTTP status.
        status_label: « 201 Created (créé) ».
        headers: those that matter, in order.
        body: text of the answer, JSON laid out on several lines; bounded.
        cut: whether the body was longer than what is shown.
        explanation: what the portal itself says in French beside its refusal, or "".
        meaning_html: what it means, and what to change where it is not what the step awaits.
        expected: whether the status is the one that the step awaits.
    """

    step: int
    sent_line: str
    status: int
    status_label: str
    headers: tuple[tuple[str, str], ...]
    body: str
    cut: bool
    explanation: str
    meaning_html: str
    expected: bool


@dataclass(frozen=True)
class ConsoleStep:
    """One request of a publication.

    Attributes:
        number: from 1.
        title: plain text.
        tell_html: what the request is for.
        method: ``GET``, ``POST``, ``PUT``, ``PATCH`` or ``DELETE``.
        path: below the portal, with what earlier answers gave in place of its placeholders.
        key: whether the key is sent; a person may choose otherwise.
        headers: as shown: the key reads « votre clé ».
        body: JSON text to edit, or "".
        file_name: the file that is sent, or "".
        editable: whether the body is a text that a person may edit; the path always is.
        waiting: what must be sent first, as a sentence, or "": the step can be sent all the same.
        state: ``todo``, ``expected`` (last answered as awaited) or ``other``.
        sent_label: what the last answer was, « Envoyée : 201 Created (créé). », or "".
        exchange: right after it was sent; None otherwise.
        snippets: curl, Python, spreadsheet.
    """

    number: int
    title: str
    tell_html: str
    method: str
    path: str
    key: bool
    headers: tuple[tuple[str, str], ...]
    body: str
    file_name: str
    editable: bool
    waiting: str
    state: str
    sent_label: str
    exchange: Exchange | None
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class ConsoleView:
    """A guided console.

    Attributes:
        steps: in order.
        all_sent: whether each step was last answered as awaited.
        portal_address: what paths stand below, as snippets write it; begins with ``ORIGIN``.
        key_url: address of « Ma clé d'API », below the page's own origin; "" before the first
            request: her space is opened by it.
        origin: what ``location.origin`` replaces.
    """

    steps: tuple[ConsoleStep, ...]
    all_sent: bool
    portal_address: str
    key_url: str
    origin: str = ORIGIN
