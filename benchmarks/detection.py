"""Precision and recall of the detection of personal data, on a labelled set of our own.

Columns are judged in a file that speaks of people, or of organisations for what only looks like
personal data; passages are found if they are of the right kind and share half of the place.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl

from benchmarks import detection_values as values
from benchmarks.detection_columns import Case, cases
from benchmarks.detection_columns import unseen as unseen_columns
from benchmarks.detection_texts import texts, unseen
from grader.privacy.detection import detect, found_in
from grader.privacy.detection.model import UNSURE
from grader.privacy.detection.names import is_first_name, is_last_name
from grader.privacy.model import FREE

Score = tuple[int, int, int]
Labelled = tuple[str, list[tuple[int, int, str, str]]]
Slots = dict[str, tuple[int, int]]


def measure() -> Iterator[tuple[str, object]]:
    """Give lines of the table: kind, then precision, recall and how many were labelled."""
    held = [name for name in values.LAST if is_last_name(name)]
    held += [name for name in values.FIRST if is_first_name(name)]
    total = len(values.LAST) + len(values.FIRST)
    yield "rare names that the lists hold after all", f"{len(held)} of {total}"
    for title, all_cases in (
        ("columns", cases()),
        ("columns written afterwards", unseen_columns()),
    ):
        columns = score_columns(all_cases)
        yield f"{title}, decoys among them", f"{sum(columns[1].values())}, {columns[2]}"
        yield "kind of column", "precision, recall (right / told / labelled)"
        yield from _lines(columns[0])
    for title, drawn in (("texts", texts()), ("texts written afterwards", unseen())):
        passages, count, slots = score_texts(drawn)
        yield f"{title}, labelled", count
        yield "kind of passage", "precision, recall (right / told / labelled)"
        yield from _lines(passages)
        for slot, (right, labelled) in sorted(slots.items()):
            yield f"recall of names: {slot}", f"{right / labelled:.1%} ({right} / {labelled})"
    yield from speed()
    yield from hostile()


def score_columns(all_cases: Iterable[Case]) -> tuple[dict[str, Score], Counter[str], int]:
    """Judge labelled columns.

    Args:
        all_cases: files of which the first column is judged.

    Returns:
        kind to (right, told, labelled); columns by kind; how many decoys.
    """
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    decoys = 0
    for case in all_cases:
        labelled[case.kind] += 1
        decoys += not case.kind
        found = detect(pl.DataFrame(case.columns)).columns[0]
        if found.role != FREE:
            told[found.kind] += 1
            right[found.kind] += found.kind == case.kind
    kinds = sorted({*told, *labelled} - {""})
    return {kind: (right[kind], told[kind], labelled[kind]) for kind in kinds}, labelled, decoys


def score_texts(drawn: Iterable[Labelled]) -> tuple[dict[str, Score], int, Slots]:
    """Judge labelled texts.

    Args:
        drawn: texts with their passages: start, end, kind, slot.

    Returns:
        kind to (right, told, labelled); number of texts; ways of writing names to (found,
        labelled).
    """
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    slots: dict[str, list[int]] = {}
    count = 0
    for text, passages in drawn:
        count += 1
        found = [one for one in found_in(text) if one.confidence != UNSURE]
        for start, end, kind, slot in passages:
            labelled[kind] += 1
            hit = any(
                one.kind == kind and min(one.end, end) - max(one.start, start) >= (end - start) / 2
                for one in found
            )
            right[kind] += hit
            if kind == "name":
                some = slots.setdefault(slot, [0, 0])
                some[0] += hit
                some[1] += 1
        for one in found:
            told[one.kind] += 1
            true = any(
                one.kind == kind and one.start < end and start < one.end
                for start, end, kind, _ in passages
            )
            told["~" + one.kind] += true
    kinds = sorted({kind for kind in {*told, *labelled} if not kind.startswith("~")})
    scores = {
        # A passage told twice over one labelled passage is right, and counted once in the recall.
        kind: (right[kind], told[kind] - told["~" + kind] + right[kind], labelled[kind])
        for kind in kinds
    }
    return scores, count, {slot: (some[0], some[1]) for slot, some in slots.items()}


def _lines(scores: dict[str, Score]) -> Iterator[tuple[str, str]]:
    for kind, (right, told, labelled) in scores.items():
        precision = f"{right / told:.1%}" if told else "—"
        recall = f"{right / labelled:.1%}" if labelled else "—"
        yield kind, f"{precision}, {recall} ({right} / {told} / {labelled})"


def speed() -> Iterator[tuple[str, str]]:
    """Measure a file of 100,000 rows of fifteen columns, nearly all of whose values differ."""
    import random

    r = random.Random(15)
    rows = 100_000
    draws = {
        "NIR": values.nir, "TELEPHONE": values.phone, "COURRIEL": values.email,
        "IBAN": values.iban, "ADRESSE": values.address, "NAISSANCE": values.birth,
        "NOM": values.last, "PRENOM": values.first, "SEXE": values.one_of("H|F"),
        "MONTANT": values.whole(1, 90_000), "AGENT": values.full, "SIRET": values.siret,
        "IMMAT": values.plate, "DATE": values.sitting,
        "COMMENTAIRE": lambda r: f"{r.choice(values.OBJECTS)} Vu le {values.sitting(r)}.",
    }  # fmt: skip
    frame = pl.DataFrame({label: [draw(r) for _ in range(rows)] for label, draw in draws.items()})
    detect(frame.head(100))
    start, used = time.perf_counter(), time.process_time()
    detect(frame)
    yield (
        "100,000 rows × 15 columns",
        (f"{time.perf_counter() - start:.1f} s ({time.process_time() - used:.1f} s of processor)"),
    )


def hostile() -> Iterator[tuple[str, str]]:
    """Search the longest cell that may be read, made of what patterns stumble on."""
    seeds = ("1", "12 ", "A", "Ab ", "Jean ", "1 rue A ", "12 rue de la ", "a@", "a:", "né le ",
             "FR76 AAAA ", "M. ", "35000 Aa de la ", "12 bis, rue du ", "Mme D. ")  # fmt: skip
    longest, worst = 0.0, ""
    for seed in seeds:
        text = (seed * 32_767)[:32_767]
        used = time.process_time()
        found_in(text)
        used = time.process_time() - used
        if used > longest:
            longest, worst = used, seed
    yield "a hostile cell of 32,767 characters, slowest", f"{longest:.2f} s of processor ({worst})"
