"""Reference lists of the portal: plain facts, that nobody edits there."""

from grader.publication.reference.choices import (
    ACCESS_TYPES,
    BADGES,
    CHECKSUM_TYPES,
    CLOSED_FORMATS,
    CONTACT_ROLES,
    EXTENSIONS,
    ORGANIZATION_BADGES,
    RESOURCE_TYPES,
    REUSE_TOPICS,
    REUSE_TYPES,
    ROLES,
)
from grader.publication.reference.frequencies import (
    FREQUENCIES,
    LEGACY_FREQUENCIES,
    UNKNOWN,
    Frequency,
)
from grader.publication.reference.licenses import LICENSES, NOT_SPECIFIED, License
from grader.publication.reference.zones import (
    GRANULARITIES,
    LEVELS,
    Zone,
    find_zone,
    suggest_zones,
)

__all__ = [
    "ACCESS_TYPES",
    "BADGES",
    "CHECKSUM_TYPES",
    "CLOSED_FORMATS",
    "CONTACT_ROLES",
    "EXTENSIONS",
    "FREQUENCIES",
    "GRANULARITIES",
    "LEGACY_FREQUENCIES",
    "LEVELS",
    "LICENSES",
    "NOT_SPECIFIED",
    "ORGANIZATION_BADGES",
    "RESOURCE_TYPES",
    "REUSE_TOPICS",
    "REUSE_TYPES",
    "ROLES",
    "UNKNOWN",
    "Frequency",
    "License",
    "Zone",
    "find_zone",
    "suggest_zones",
]
