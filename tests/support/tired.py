"""``ouvroir serve`` where OUVROIR_PAGE_IDLE_MINUTES counts seconds: no test waits for a minute.

``python -m tests.support.tired serve`` takes what ``ouvroir`` takes.
"""

from __future__ import annotations

import dataclasses
import sys

from grader import settings
from grader.cli.main import main

if __name__ == "__main__":
    settings.LIMITS = tuple(
        dataclasses.replace(limit, unit=1) if limit.bound == "page_idle_seconds" else limit
        for limit in settings.LIMITS
    )
    raise SystemExit(main(sys.argv[1:]))
