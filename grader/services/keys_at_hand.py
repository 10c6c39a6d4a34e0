"""What a worker finds once of an exercise, so that the server itself never reads a table for it.

The key of rows needs the validation engine, a dictionary the reader of tables: loading either takes
longer than a second, in which a server's other readers would wait.
"""

from __future__ import annotations

from grader.exercises import dictionary_facts, rows_key
from grader.exercises.model import DICTIONARY, ROWS, Exercise
from grader.services.workshop import Workshop
from grader.workers import jobs


def put_at_hand(workshop: Workshop, exercise: Exercise) -> None:
    """Have a worker find what the assessment of an exercise needs; it is kept in this process.

    Nothing is done for an exercise of another kind, or whose key is known already.

    Args:
        workshop: with the workers; not to be called inside a turn of the database.
        exercise: which exercise.

    Raises:
        UnusableFileError: the file of a dictionary is no table.
        JobFailedError: the worker died, or nobody waits for it any more.
    """
    if exercise.kind == ROWS and rows_key.known_key(exercise) is None:
        found = workshop.pool.run(jobs.rows_key, exercise)
        rows_key.remember_key(exercise, found)
    elif exercise.kind == DICTIONARY and not dictionary_facts.are_known(exercise):
        facts = workshop.pool.run(jobs.dictionary_facts, exercise)
        dictionary_facts.remember_facts(exercise, facts)
