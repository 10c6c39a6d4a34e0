"""The kinds of exercises that exist, by the name that ``exercises.yml`` gives them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from grader.exercises import (
    anonymise,
    case,
    chart,
    dialogue,
    dictionary,
    duties,
    mend_file,
    own_file,
    publish,
    quiz,
    redact,
    rows,
)
from grader.exercises.kind import Kind

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            quiz.KIND,
            case.KIND,
            mend_file.KIND,
            own_file.KIND,
            anonymise.KIND,
            chart.KIND,
            publish.KIND,
            redact.KIND,
            duties.KIND,
            dialogue.KIND,
            rows.KIND,
            dictionary.KIND,
        )
    }
)
