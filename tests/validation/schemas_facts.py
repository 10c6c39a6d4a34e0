"""The digest of the facts of every schema, and the official files where they are at hand.

``python -m tests.validation.schemas_facts`` writes ``schemas_facts.csv`` anew from the official
files, which lie beside the project and are not part of it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grader.settings import DEFAULT_ROOT
from grader.validation.facts import facts_digest

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"
OFFICIAL = DEFAULT_ROOT.parent / "shared" / "schemas"
DIGESTS = Path(__file__).with_suffix(".csv")


def descriptors(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of a folder, by reference; nothing when there is no such folder."""
    for path in sorted(folder.glob("*/*/*/schema.json")):
        producer, name, version = path.parts[-4:-1]
        yield f"{producer}/{name}@{version}", json.loads(path.read_text(encoding="utf-8"))


def digests() -> dict[str, str]:
    """What is committed: reference to digest."""
    with DIGESTS.open(encoding="utf-8", newline="") as stream:
        return {row["schema"]: row["sha256"] for row in csv.DictReader(stream)}


def write() -> None:
    """Take the digests of the official files."""
    with DIGESTS.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("schema", "sha256"))
        writer.writerows((ref, facts_digest(one)) for ref, one in descriptors(OFFICIAL))


if __name__ == "__main__":
    write()
