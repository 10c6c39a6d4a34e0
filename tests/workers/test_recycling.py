"""A worker is replaced once it has had its share of jobs, and nobody sees that."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from itertools import groupby

from grader.settings import Settings
from grader.workers import pool as pools

EACH, JOBS = 2, 5


def test_a_worker_that_has_had_its_jobs_makes_way_for_another(tmp_path, monkeypatch):
    monkeypatch.setattr(pools, "_JOBS_A_WORKER", EACH)
    pool = pools.WorkerPool(replace(Settings(data=tmp_path), workers=1))
    try:
        served = [pool.run(os.getpid) for _ in range(JOBS)]
    finally:
        pool.close()
    # One after the other, each with its share, and none comes back.
    assert len(list(groupby(served))) == len(set(served)) == -(-JOBS // EACH)
    assert max(Counter(served).values()) == EACH
