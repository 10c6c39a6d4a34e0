"""Whatever happens to a file on its way, a person gets a report or a refusal in French."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path

import pytest

from grader.settings import MEBI, Bounds
from tests.fuzz import seeds
from tests.fuzz.cases import make_case
from tests.fuzz.reader import FAULT, REFUSAL, REPORT, BoundedReader, Ending

COUNT = 5_000 if os.environ.get("OUVROIR_LONG") else 300
#: As long as a worker may take.
SECONDS = Bounds().job_seconds
#: What reading one may take, all included; a worker is stopped at twice that.
PEAK_BYTES = 1024 * MEBI


def numbers() -> list[int]:
    asked = os.environ.get("OUVROIR_FUZZ_CASES", "")
    return [int(one) for one in asked.split(",")] if asked else list(range(COUNT))


def test_every_spoilt_file_ends_in_a_report_or_in_a_refusal(tmp_path: Path):
    asked = numbers()
    endings: Counter[tuple[str, str]] = Counter()
    failures = []
    with BoundedReader(Bounds().worker_bytes, SECONDS) as reader:
        for number in asked:
            case = make_case(number)
            path = tmp_path / "fichier"
            path.write_bytes(case.data)
            before = reader.peak
            ending = reader.read(path, case.schema)
            endings[(ending.kind, "" if ending.kind == REPORT else ending.code)] += 1
            fat = reader.peak > PEAK_BYTES and reader.peak > before
            if ending.kind == FAULT or ending.detail or fat:
                failures.append(f"{case}: {ending} (peak {reader.peak // MEBI} MiB)")
                keep(path, number)
    assert not failures, f"{len(failures)} cases:\n" + "\n".join(failures)
    if len(asked) == COUNT:
        assert_it_shows_something(endings)


def keep(path: Path, number: int) -> None:
    folder = os.environ.get("OUVROIR_FUZZ_KEEP")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"case-{number}").write_bytes(path.read_bytes())


def assert_it_shows_something(endings: Counter[tuple[str, str]]) -> None:
    """A campaign whose files are all refused, or all read, would prove nothing."""
    kinds = Counter({REPORT: 0, REFUSAL: 0})
    for (kind, _), count in endings.items():
        kinds[kind] += count
    assert min(kinds.values()) > COUNT / 10, kinds
    refusals = {code for kind, code in endings if kind == REFUSAL}
    assert {"no-header", "too-many-columns", "cell-too-long", "workbook-damaged"} <= refusals


def test_a_case_is_known_by_its_number():
    made = [make_case(number) for number in range(0, 60, 3)]
    seeds.texts.cache_clear()
    seeds.workbooks.cache_clear()
    assert [make_case(case.number) for case in made] == made
    assert len({case.data for case in made}) == len(made)


class Panic(BaseException):
    """As polars has one: no ``Exception``."""


def panic(_path: Path, _schema: str) -> Ending:
    raise Panic


def hang(_path: Path, _schema: str) -> Ending:
    time.sleep(600)
    return Ending(REPORT, "0")


def die(_path: Path, _schema: str) -> Ending:
    os._exit(7)


def fill_memory(_path: Path, _schema: str) -> Ending:
    return Ending(REPORT, str(len(bytearray(4096 * MEBI))))


@pytest.mark.parametrize(
    ("attempt", "codes"),
    [
        (panic, ["Panic"]),
        (hang, ["too-long"]),
        (die, ["lost", "lost"]),  # the second time, by a process started again
        (fill_memory, ["MemoryError"]),
    ],
)
def test_the_campaign_would_see_a_fault(attempt, codes, tmp_path):
    with BoundedReader(Bounds().worker_bytes, 1.0 if attempt is hang else SECONDS, attempt) as one:
        assert [one.read(tmp_path, "").code for _ in codes] == codes
