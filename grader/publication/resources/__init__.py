"""Resources of a record: forms, views, uploads, order, community resources."""

from __future__ import annotations

from grader.publication.resources.availability import answers, say_whether_it_answers
from grader.publication.resources.changes import (
    add_remote,
    add_upload,
    delete_resource,
    document_columns,
    forget_resource,
    replace_upload,
    update_resource,
)
from grader.publication.resources.forms import resource_from_form
from grader.publication.resources.order import reorder
from grader.publication.resources.purging import purge_dataset
from grader.publication.resources.view import (
    created_at_of,
    find_resource,
    last_modified_of,
    resource_url,
    resource_view,
)

__all__ = [
    "add_remote",
    "add_upload",
    "answers",
    "created_at_of",
    "delete_resource",
    "document_columns",
    "find_resource",
    "forget_resource",
    "last_modified_of",
    "purge_dataset",
    "reorder",
    "replace_upload",
    "resource_from_form",
    "resource_url",
    "resource_view",
    "say_whether_it_answers",
    "update_resource",
]
