"""Recognisers of causes in cells; the first that knows a cell takes it."""

from __future__ import annotations

from grader.validation.repairs.cells.absent import absent_marks, narrow_columns
from grader.validation.repairs.cells.address_keys import address_keys
from grader.validation.repairs.cells.booleans import answers
from grader.validation.repairs.cells.damaged import damaged
from grader.validation.repairs.cells.dates import dates, moments, years_of_dates
from grader.validation.repairs.cells.enums import enums, matters
from grader.validation.repairs.cells.identifiers import identifiers
from grader.validation.repairs.cells.numbers import numbers, shares
from grader.validation.repairs.cells.patterns import patterns, phones, years
from grader.validation.repairs.cells.places import places
from grader.validation.repairs.cells.points import coordinates, points
from grader.validation.repairs.cells.spaces import stray_spaces
from grader.validation.repairs.cells.web import hours, web
from grader.validation.repairs.cells.zeros import lost_zeros
from grader.validation.repairs.sight import Recogniser

#: The order matters. Damaged letters first: nothing else can be read in them. Then values of a
#: list, which are known by their letters alone, spaces or not. Then spaces: they hide in cells
#: that are otherwise right, and every later recogniser would take them for its own cause. Then
#: what stands for no value at all, so that « néant » is no misspelt date nor a word in place of a
#: number. Then types, which never share a cell, since a field has one type.
RECOGNISERS: tuple[Recogniser, ...] = (
    damaged,
    enums,
    stray_spaces,
    absent_marks,
    narrow_columns,
    dates,
    moments,
    years_of_dates,
    numbers,
    shares,
    answers,
    points,
    web,
    identifiers,
    lost_zeros,
    places,
    phones,
    hours,
    matters,
    years,
    coordinates,
    address_keys,
    patterns,
)
