"""Where the simulator is, for whoever leads to it."""

from __future__ import annotations

#: The simulator's address, below the site's.
DUTIES = "obligations"
