"""Giving the locked cells of a copy the value that they would compute, where it is known.

``ouvroir grade`` assesses every response for its words. A copy as learners' pages write it holds
no other code than the release's locked cells, and each of these asks for one such value: there is
nothing in it to run. One more cell, one other word in a cell, and a kernel runs the whole copy.
"""

from __future__ import annotations

from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from traitlets import Dict, Float, Unicode

from grader.content.notebooks import score_source


class ExecuteUnknown(Execute):
    """nbgrader's step that runs a copy, less the copies whose every cell is known."""

    points = Dict(
        key_trait=Unicode(),
        value_trait=Float(),
        help="Points by exercise, as ``assess`` has just given them for this very copy.",
    ).tag(config=True)

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict, km: Any = None
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Write the value of each cell where all are known; else run them."""
        values = {score_source(exercise): points for exercise, points in self.points.items()}
        code = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        if not code or any(cell.source not in values for cell in code):
            return super().preprocess(nb, resources, km)
        for number, cell in enumerate(code, 1):
            cell.execution_count = number
            cell.outputs = [
                NotebookNode(
                    output_type="execute_result",
                    data={"text/plain": repr(values[cell.source])},
                    metadata={},
                    execution_count=number,
                )
            ]
        return nb, resources
