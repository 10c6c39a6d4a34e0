"""Records of a portal: finding, showing, creating, changing, deleting and searching them."""

from grader.publication.datasets.finding import (
    dataset_of_resource,
    datasets_of_organization,
    find_dataset,
    find_even_deleted,
    find_to_change,
    is_public,
    name_in_address,
    public_datasets,
    visible_datasets,
)
from grader.publication.datasets.saving import new_dataset, save_dataset
from grader.publication.datasets.searching import asked_datasets, search, sorted_datasets
from grader.publication.datasets.views import dataset_view, viewer
from grader.publication.datasets.writing import (
    create_dataset,
    delete_dataset,
    update_dataset,
)
from grader.publication.quality import last_update_of

__all__ = [
    "asked_datasets",
    "create_dataset",
    "dataset_of_resource",
    "dataset_view",
    "datasets_of_organization",
    "delete_dataset",
    "find_dataset",
    "find_even_deleted",
    "find_to_change",
    "is_public",
    "last_update_of",
    "name_in_address",
    "new_dataset",
    "public_datasets",
    "save_dataset",
    "search",
    "sorted_datasets",
    "update_dataset",
    "viewer",
    "visible_datasets",
]
