"""Names of uploaded files: how they are written here, which are taken, what they say."""

from __future__ import annotations

from grader.publication.portal import Portal
from grader.publication.problems import simple_problem
from grader.publication.reference import EXTENSIONS
from grader.publication.slugs import slugify

#: Endings that wrap another file, told together with it: ``csv.gz``.
_WRAPPERS = frozenset({"7z", "bz2", "gz", "rar", "tar", "tgz", "xz", "zip"})
_COMPRESSED = {
    "bz2": "application/x-bzip2",
    "gz": "application/gzip",
    "tgz": "application/gzip",
    "xz": "application/x-xz",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
#: Media types by ending, as the IANA registers them; the rest is ``application/octet-stream``.
_MEDIA = {
    "7z": "application/x-7z-compressed",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "epub": "application/epub+zip",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "gpkg": "application/geopackage+sqlite3",
    "gpx": "application/gpx+xml",
    "ics": "text/calendar",
    "jp2": "image/jp2",
    "jpe": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "json": "application/json",
    "kml": "application/vnd.google-earth.kml+xml",
    "kmz": "application/vnd.google-earth.kmz",
    "n3": "text/n3",
    "odg": f"{_OPEN_DOCUMENT}.graphics",
    "odp": f"{_OPEN_DOCUMENT}.presentation",
    "ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    "odt": f"{_OPEN_DOCUMENT}.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "pps": "application/vnd.ms-powerpoint",
    "ppt": "application/vnd.ms-powerpoint",
    "rar": "application/vnd.rar",
    "rdf": "application/rdf+xml",
    "rtf": "application/rtf",
    "sql": "application/sql",
    "sqlite": "application/vnd.sqlite3",
    "svg": "image/svg+xml",
    "svgz": "image/svg+xml",
    "tar": "application/x-tar",
    "tiff": "image/tiff",
    "ttl": "text/turtle",
    "txt": "text/plain",
    "webp": "image/webp",
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "xml": "application/xml",
    "xsd": "application/xml",
    "zip": "application/zip",
}
#: A stem is cut there: a folder's entry has 255 bytes at most.
_LONGEST = 200


def plain_name(sent: str) -> str:
    """Write a file's name as it stands in its address: slugified, dots kept.

    Args:
        sent: as the sender named it; only what follows the last slash counts.
    """
    last = sent.replace("\\", "/").rpartition("/")[2]
    parts = [slugify(part) for part in last.split(".")]
    name = ".".join(part for part in parts if part)
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:_LONGEST].rstrip('.-')}{dot}{ending[:20]}" if dot else ending[:_LONGEST]


def format_of(name: str) -> str:
    """Give the format that a name says: its ending, with what an archive wraps.

    Args:
        name: as ``plain_name`` gives it.
    """
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return ""
    inner = stem.rpartition(".")[2] if "." in stem else ""
    return f"{inner}.{ending}" if ending in _WRAPPERS and inner in EXTENSIONS else ending


def mime_of(name: str) -> str:
    """Give the media type that a name says; the content is not looked at.

    Args:
        name: as ``plain_name`` gives it.
    """
    ending = name.rpartition(".")[2] if "." in name else ""
    return _COMPRESSED.get(ending) or _MEDIA.get(ending, "application/octet-stream")


def accepted_name(portal: Portal, sent: str) -> str:
    """Check the name of an uploaded file, and give it as it will be written.

    Args:
        portal: for the address of the list of what is taken.
        sent: as the sender named it.

    Raises:
        Problem: no such file is taken (400), or it is HTML (415).
    """
    name = plain_name(sent)
    stem, dot, ending = name.rpartition(".")
    if not dot or ending not in EXTENSIONS:
        listed = portal.addresses.api_url("/api/1/datasets/extensions/")
        raise simple_problem(
            400,
            f"This file type is not allowed.The allowed file type list is available at {listed}",
            "Le nom du fichier doit finir par une extension admise (.csv, .xlsx, .geojson…). "
            "Un fichier d'un autre type peut être déclaré par son adresse, comme ressource "
            "distante.",
        )
    if ending in _COMPRESSED and stem.rpartition(".")[2] in ("htm", "html", "shtml"):
        raise simple_problem(
            415,
            "Incorrect file content type: HTML",
            "Une page web ne se dépose pas : publiez les données qu'elle montre.",
        )
    return name
