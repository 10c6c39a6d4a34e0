"""A workshop over the course made for these tests, in place of the real one."""

from __future__ import annotations

from tests.support.training_workshop import data, prepared, reopen, workshop

__all__ = ["data", "prepared", "reopen", "workshop"]
