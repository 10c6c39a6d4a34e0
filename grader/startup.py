"""What every process of Ouvroir does before it imports a third party.

``jsonschema`` imports ``rfc3987_syntax`` where it is installed (the Jupyter packages ask
for it), and that module compiles 38 grammars at import: 1 to 1.5 s in every server, kernel,
worker and command, for the check of IRI formats that few documents use. Here the module is
replaced by a proxy that loads the real one at the first check: same answers, no cost at start.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType

_SLOW = "rfc3987_syntax"


def _deferred_is_valid_syntax(term: str, value: str) -> bool:
    proxy = sys.modules.pop(_SLOW, None)
    try:
        real = importlib.import_module(_SLOW)
    except ImportError:
        if proxy is not None:
            sys.modules[_SLOW] = proxy
        raise
    return bool(real.is_valid_syntax(term, value))


def defer_slow_imports() -> None:
    """Install the proxy unless the real module is absent or already loaded."""
    if _SLOW in sys.modules or importlib.util.find_spec(_SLOW) is None:
        return
    proxy = ModuleType(_SLOW, "Loads the real module at the first check (grader.startup).")
    vars(proxy)["is_valid_syntax"] = _deferred_is_valid_syntax
    sys.modules[_SLOW] = proxy
