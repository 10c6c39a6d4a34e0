"""The widget of one activity, and ``show``, the one call that a page's cell makes.

A piece is a real ipywidgets model with three public traits: its kind, what it shows, and the
server's view of it. It is drawn by our own browser modules (``static/``), which read the view
from the page and ask for actions by comm messages. Nothing private is here to be read: a
``request_states`` of the browser gives only what the browser already had.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import comm
import ipywidgets
from traitlets import Dict, Unicode

from grader.errors import OuvroirError
from grader.typography import french
from grader.ui.actions import is_request_id, read_action
from grader.ui.client import ServerClient
from grader.ui.incidents import keep_logs_from_browser, record

#: Mime type under which the template finds a piece in a cell's output.
MIME = "application/vnd.ouvroir.piece+json"

_PAGE_OPERATIONS = {
    "home": ("home_view", ""),
    "module": ("module_view", "module"),
    "trainer": ("trainer_view", "session"),
    "room": ("room_view", "room"),
    "bench": ("bench_view", "subject"),
    "privacy": ("privacy_view", "subject"),
    "free_quiz": ("free_view", ""),
    "placement": ("placement_view", ""),
    "recall": ("recall_view", ""),
}
_LESSON_PARTS = {
    "question": "questions",
    "quiz": "quizzes",
    "case": "cases",
    "exercise": "exercises",
    "anonymise": "anonymisations",
    "publish": "publications",
    "chart": "charts",
    "redact": "redactions",
    "duties": "duties",
    "dialogue": "dialogues",
    "rows": "rows",
    "dictionary": "dictionaries",
}


class Page:
    """What a kernel knows of its page: the server's client, and the lesson once asked for.

    Args:
        client: the server's client.
    """

    def __init__(self, client: ServerClient) -> None:
        self.client = client
        self._lesson: dict[str, Any] | None = None
        self._refusal: OuvroirError | None = None

    def view(self, kind: str, ref: str) -> dict[str, Any]:
        """Give the view of one activity; a lesson is asked for once, whatever it holds.

        Args:
            kind: kind of the activity.
            ref: which one.

        Raises:
            OuvroirError: the server refused, is silent, or does not know it.
        """
        if kind in _PAGE_OPERATIONS:
            operation, argument = _PAGE_OPERATIONS[kind]
            return self.client.call(operation, {argument: ref} if argument else {})
        if self._lesson is None:
            self._lesson = self._read_lesson()
        if kind == "lesson_end":
            found = self._lesson.get("end")
        else:
            found = (self._lesson.get(_LESSON_PARTS.get(kind, "")) or {}).get(ref)
        if not isinstance(found, dict):
            raise OuvroirError(
                "unknown-activity",
                french("Cette activité est introuvable."),
                french("Rechargez la page. Si rien ne change, prévenez votre formateur."),
            )
        return found

    def _read_lesson(self) -> dict[str, Any]:
        """Ask for the lesson; a refusal holds for all its activities, each of which asks here.

        Where the server is slow to refuse, a page would otherwise wait once for each of them.
        """
        if self._refusal is not None:
            raise self._refusal
        try:
            return self.client.call("lesson_view", {"lesson": self.client.subject})
        except OuvroirError as refusal:
            self._refusal = refusal
            raise


class Piece(ipywidgets.Widget):
    """One activity of a page.

    Args:
        kind: ``question``, ``quiz``, ``case``, ``exercise``, ``anonymise``, ``publish``, ``chart``,
            ``redact``, ``duties``, ``dialogue``, ``rows``, ``dictionary``, ``lesson_end``,
            ``home``, ``module``,
            ``trainer``, ``room``, ``bench``, ``privacy`` or ``free_quiz``.
        ref: which one.
        view: the server's view, as JSON types.
        client: the server's client, for what the browser asks.
    """

    _model_name = Unicode("PieceModel", read_only=True).tag(sync=True)
    _model_module = Unicode("ouvroir", read_only=True).tag(sync=True)
    _model_module_version = Unicode("1.0.0", read_only=True).tag(sync=True)
    _view_name = Unicode("PieceView", read_only=True).tag(sync=True)
    _view_module = Unicode("ouvroir", read_only=True).tag(sync=True)
    _view_module_version = Unicode("1.0.0", read_only=True).tag(sync=True)

    kind = Unicode("", read_only=True, help="Kind of activity; public.").tag(sync=True)
    ref = Unicode("", read_only=True, help="Which activity; public.").tag(sync=True)
    view = Dict(help="The server's view, without any key; public.", read_only=True).tag(sync=True)

    def __init__(self, kind: str, ref: str, view: dict[str, Any], client: ServerClient) -> None:
        self._client = client
        # Set before the base class opens the comm, so that the first state is whole.
        for name, value in (("kind", kind), ("ref", ref), ("view", view)):
            self.set_trait(name, value)
        super().__init__()

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        return _bundle(self.kind, self.ref, model=self.model_id, view=self.view)

    def _handle_msg(self, msg: Mapping[str, Any]) -> None:
        """Receive a comm message: the only door of the browser into this kernel.

        Replaces the one of ipywidgets, which lets the browser set synced traits and which
        publishes the traceback of a failed handler to the browser.
        """
        try:
            content = msg["content"]["data"]
            if content.get("method") == "custom":
                self._answer(content.get("content"))
            elif content.get("method") == "request_state":
                self.send_state()
        except Exception as error:  # noqa: BLE001 - whatever it is, the browser must not read it
            record("message refused", error)

    def _answer(self, content: Any) -> None:
        if not isinstance(content, dict) or not is_request_id(content.get("request")):
            return
        reply: dict[str, Any] = {"request": content["request"]}
        try:
            reply["view"] = self._act(content)
        except OuvroirError as refusal:
            reply["error"] = refusal.to_dict()
        except Exception as error:  # noqa: BLE001 - told as one calm sentence, logged by place
            record(f"action on {self.kind}", error)
            reply["error"] = _unexpected().to_dict()
        self.send(reply)

    def _act(self, content: dict[str, Any]) -> dict[str, Any]:
        action, request = read_action(self.kind, self.ref, content)
        view = self._client.call(action.operation, request)
        if action.aside:
            return view
        if action.part:
            view = view[action.part]
        if action.into:
            view = {**self.view, action.into: view}
        self.set_trait("view", view)
        return view


def _bundle(
    kind: str,
    ref: str,
    *,
    model: str = "",
    view: dict[str, Any] | None = None,
    error: OuvroirError | None = None,
) -> dict[str, Any]:
    """Give the output of a cell as the template reads it."""
    piece: dict[str, Any] = {"model": model, "kind": kind, "ref": ref, "view": view}
    if error is not None:
        piece["error"] = error.to_dict()
    text = french("Activité d'Ouvroir. Ouvrez cette page avec le serveur pour la faire.")
    return {MIME: piece, "text/plain": text}


class Unavailable:
    """Stands for an activity that could not be opened: says so, and asks nothing.

    Args:
        kind: kind of the activity.
        ref: which one.
        error: what happened.
    """

    def __init__(self, kind: str, ref: str, error: OuvroirError) -> None:
        self.kind = kind
        self.ref = ref
        self.error = error

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, Any]:
        return _bundle(self.kind, self.ref, error=self.error)


def _unexpected() -> OuvroirError:
    return OuvroirError(
        "page-fault",
        french("Cette activité a rencontré un problème."),
        french("Rechargez la page. Vos réponses déjà validées sont conservées."),
    )


_pages: list[Page] = []


def _page() -> Page:
    """Give the kernel's one page, made at first use: a forked kernel gets its token late."""
    if not _pages:
        _close_widget_target()
        keep_logs_from_browser()
        _pages.append(Page(ServerClient.from_environment()))
    return _pages[0]


def _close_widget_target() -> None:
    """Keep the browser from making widgets of its own in the kernel: pages need none."""
    comm.get_comm_manager().targets.pop("jupyter.widget", None)


def show(kind: str, ref: str) -> Piece | Unavailable:
    """Open one activity: the last line of a page's cell.

    Args:
        kind: ``question``, ``quiz``, ``case``, ``exercise``, ``anonymise``, ``publish``, ``chart``,
            ``redact``, ``duties``, ``dialogue``, ``rows``, ``dictionary``, ``lesson_end``,
            ``home``, ``module``,
            ``trainer``, ``room``, ``bench``, ``privacy`` or ``free_quiz``.
        ref: item id, full exercise id, lesson id, whose bench; "" for what the page is about.

    Returns:
        The widget, or what says in French that it could not be opened. Never raises: a
        traceback would travel to the browser.
    """
    try:
        page = _page()
        if kind in ("module", "trainer", "room"):
            ref = ref or page.client.subject
        return Piece(kind, ref, page.view(kind, ref), page.client)
    except OuvroirError as refusal:
        return Unavailable(kind, ref, refusal)
    except Exception as error:  # noqa: BLE001 - see Returns
        record(f"opening {kind}", error)
        return Unavailable(kind, ref, _unexpected())
