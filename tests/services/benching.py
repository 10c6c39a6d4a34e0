"""What a learner does on her workbench."""

from __future__ import annotations

from grader.services import bench
from grader.services.bench_desk import VALIDATOR
from grader.services.operations import perform
from grader.services.reception import Reception

DAY_FIRST = "date-day-first|DELIB_DATE"


def put_down(workshop, learner, content, *, name="export.csv", schema="", subject=VALIDATOR):
    """Drop a file; gives its hash."""
    reception = Reception(
        workshop, learner, subject, name=name, schema=schema, announced=len(content)
    )
    reception.write(content)
    return reception.keep()


def opened(workshop, learner, content, *, schema="", **more):
    """Drop a file on the page of the workbench, and give what it shows."""
    sha256 = put_down(workshop, learner, content, **more)
    return bench.read(workshop, learner, VALIDATOR, sha256, schema)


def ask(workshop, learner, operation, subject=VALIDATOR, **request):
    """Ask as a page's kernel does."""
    me = workshop.learners.find(learner)
    return perform(workshop, me, f"bench_{operation}", {"subject": subject, **request})
