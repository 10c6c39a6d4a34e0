"""A step of nbgrader that keeps hidden tests out of what a learner is given back.

A graded copy holds them, for they were run; nbgrader's own feedback shows the whole copy. An error
quotes the lines around it: of a test cell only the error's own words are kept.
"""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import ClearHiddenTests


class HideTests(ClearHiddenTests):
    """Take hidden tests out of test cells, and the lines that their errors quote."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Clean one cell; nbconvert calls it for each.

        Args:
            cell: of a graded copy; changed in place.
            resources: nbconvert's.
            cell_index: place of the cell.
        """
        if utils.is_grade(cell):
            for output in cell.get("outputs", ()):
                if output.output_type == "error":
                    output.traceback = [error_words(output)]
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        return cell, resources


def error_words(output: NotebookNode) -> str:
    """Give what an error says, without the lines that it quotes.

    Args:
        output: of type ``error``.
    """
    told = [str(one) for one in output.get("traceback", ())]
    # Told in French by the notebook itself: one sentence, and no line of the cell.
    if len(told) == 1 and "\n" not in told[0] and "\x1b" not in told[0]:
        return told[0]
    return f"{output.get('ename', '')} : {output.get('evalue', '')}"
