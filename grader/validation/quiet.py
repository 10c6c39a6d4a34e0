"""Silence around a schema's patterns; apart, for whoever must not import polars."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_warnings() -> Iterator[None]:
    """Keep Python's remarks on a schema's patterns from those who only validate a file."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        yield
