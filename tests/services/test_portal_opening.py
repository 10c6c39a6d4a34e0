"""First visits to the portal, several at once: one space for each, and one to look at."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from grader.services.portal.opening import demonstration, own_space
from grader.services.stores import open_stores
from grader.settings import Settings

TABS = 8


@pytest.fixture
def workshop(tmp_path):
    opened = open_stores(Settings(data=tmp_path / "data", workers=1))
    yield opened
    opened.close()


def test_tabs_opened_together_at_a_first_visit_share_one_space(workshop):
    learner = workshop.learners.create()
    with ThreadPoolExecutor(TABS) as tabs:
        found = {s.id for s in tabs.map(lambda _: own_space(workshop, learner.id), range(TABS))}
    assert len(found) == 1
    assert [space.id for space in workshop.spaces.of(learner.id)] == list(found)


def test_the_demonstration_is_opened_once_whoever_comes(workshop):
    with ThreadPoolExecutor(TABS) as visitors:
        found = list(visitors.map(lambda _: demonstration(workshop).id, range(TABS)))
    assert set(found) == {"demonstration"}
    titles = [d["title"] for d in workshop.spaces.catalogue(found[0], "main").all("dataset")]
    assert titles
    assert len(titles) == len(set(titles))
