"""Hooks of schemathesis: most calls are led to objects that exist, or all would be 404.

Loaded by schemathesis's own Python; ``PORTAL_OBJECTS`` names a file with the names of what exists:
``{"kept": {"dataset": […]}, "doomed": {…}}``, the second for what deletes.
"""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import schemathesis

OBJECTS = json.loads(Path(os.environ["PORTAL_OBJECTS"]).read_text(encoding="utf-8"))
#: One call in so many is left as it was drawn.
_LEFT = 6


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Put something that exists in the place of what was drawn, the same for the same draw."""
    if not path_parameters:
        return path_parameters
    pool = OBJECTS["doomed" if context.operation.method.upper() == "DELETE" else "kept"]
    if "resources/{rid}" in context.operation.path and "dataset" in path_parameters:
        pool = {**pool, "rid": pool["resource"], "dataset": pool["holder"]}
    elif "community_resources" in context.operation.path:
        pool = {**pool, "rid": pool["community"]}
    drawn = zlib.crc32(repr(sorted(map(str, path_parameters.values()))).encode("utf-8", "replace"))
    if drawn % _LEFT == 0:
        return path_parameters
    led = {}
    for name, value in path_parameters.items():
        known = pool.get(name)
        led[name] = known[drawn % len(known)] if known else value
    return led
