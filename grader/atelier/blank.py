"""``____``: what a learner has not written yet. It has a value, so that no cell meets a NameError.

Whatever is computed from a blank is a blank, until a cell has to decide something with it: then
the cell stops with a kind sentence, and what it would have checked is « non commencé ».
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from grader.errors import OuvroirError
from grader.typography import french


class NotStartedError(OuvroirError):
    """A cell still holds a blank; Jupyter shows the sentence alone."""

    def __init__(self) -> None:
        super().__init__(
            "not-started",
            french("Non commencé : il reste un blanc, « ____ »."),
            french("Écrivez votre code à la place de « ____ », puis exécutez de nouveau."),
        )
        # Exception.__reduce__ replays args: this one takes none.
        self.args = ()

    def _render_traceback_(self) -> list[str]:
        """Give what Jupyter shows in place of a traceback."""
        return [str(self)]


class Blank:
    """A place to fill; see the module."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # no key of a table: two blanks are not alike

    def _blank(self, *_args: Any, **_named: Any) -> Blank:
        return self

    def _stop(self, *_args: Any, **_named: Any) -> NoReturn:
        raise NotStartedError

    def __getattr__(self, name: str) -> Blank:
        # Jupyter and numpy ask any object for names of theirs: a blank has none of them.
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        self._stop()

    def __repr__(self) -> str:
        return "____"

    __call__ = __getitem__ = _blank
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _blank
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _blank
    __pow__ = __rpow__ = __matmul__ = __rmatmul__ = __and__ = __rand__ = __or__ = __ror__ = _blank
    __xor__ = __rxor__ = __neg__ = __pos__ = __invert__ = __abs__ = _blank
    __lt__ = __le__ = __gt__ = __ge__ = _blank
    __eq__ = __ne__ = _blank  # type: ignore[assignment]  # the answer to « equal? » is a blank too
    __bool__ = __len__ = __int__ = __float__ = __index__ = __contains__ = _stop
    __enter__ = __exit__ = __setitem__ = __delitem__ = __fspath__ = _stop


#: The one blank of a notebook: ``from grader.atelier import *`` names it ``____``.
BLANK = Blank()


def is_blank(value: Any) -> bool:
    """Tell whether a value is a blank, or nothing at all.

    Args:
        value: anything.
    """
    return value is None or value is Ellipsis or isinstance(value, Blank)
