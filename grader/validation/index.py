"""The index of the schemas: who keeps each, under which licence, and who must publish it.

``index.yml`` lies at the top of a folder of schemas, with one entry for each version. A schema
fetched from the official catalogue has none: what is known of it lies beside it (``origin.json``,
see ``official``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from grader.errors import UnknownSchemaError
from grader.typography import french
from grader.validation.schemas import Folders

_FILE = "index.yml"

#: Services of a local authority, in the order of the list.
SERVICES: Mapping[str, str] = {
    "assemblees": "Assemblées et actes",
    "finances": "Finances et ressources humaines",
    "etat-civil": "État civil",
    "commande-publique": "Commande publique",
    "urbanisme-adresses": "Urbanisme et adresses",
    "mobilites": "Mobilités et voirie",
    "restauration": "Restauration collective",
    "patrimoine-equipements": "Patrimoine et équipements",
    "securite-sante": "Sécurité et santé",
    "social-numerique": "Social et numérique",
    "environnement": "Environnement",
    "pilotage-donnees": "Pilotage des données",
}
#: How far a legal statement was checked, and how that is told.
CONFIDENCES: Mapping[str, str] = {
    "vérifié": "vérifié",
    "vérifié (2nd)": "vérifié dans une source secondaire seulement",
    "à vérifier": "à vérifier avant de s'y fier",
}


@dataclass(frozen=True)
class Licence:
    """Under which terms the official schema is given.

    Attributes:
        name: its name, or « non indiquée ».
        doubtful: whether nothing but facts may be taken from the schema.
        note: what is known of it.
    """

    name: str
    doubtful: bool
    note: str


@dataclass(frozen=True)
class LegalBasis:
    """The law behind a schema, with how far it was checked (a key of ``CONFIDENCES``)."""

    text: str
    confidence: str

    @property
    def certain(self) -> bool:
        """Whether it may be told as a fact."""
        return self.confidence != "à vérifier"


@dataclass(frozen=True)
class IndexEntry:
    """What is known about one version of a schema, beside what is in it.

    Attributes:
        id: ``producer/name``.
        version: its version.
        title: what its tables hold.
        service: a key of ``SERVICES``.
        producer: who keeps it.
        address: where it is kept.
        licence: under which terms.
        legal_basis: the law behind it, when one is known.
        publishers: who must, or who may, publish it.
    """

    id: str
    version: str
    title: str
    service: str
    producer: str
    address: str
    licence: Licence
    legal_basis: LegalBasis | None
    publishers: str

    @property
    def ref(self) -> str:
        """The reference of that version."""
        return f"{self.id}@{self.version}"

    def to_dict(self) -> dict[str, Any]:
        """Give the entry as a JSON object."""
        return asdict(self)


def load_index(folder: Path) -> Mapping[str, IndexEntry]:
    """Read the index of a folder of schemas, by reference; empty when there is none.

    Args:
        folder: the top of the tree of schemas.

    Raises:
        UnknownSchemaError: ``schema-index-unusable``, with the entry and what is wrong with it.
    """
    path = folder / _FILE
    try:
        seen = path.stat()
    except OSError:
        return {}
    return _remembered(str(path), seen.st_mtime_ns, seen.st_size, seen.st_ino)


def load_indexes(folder: Folders) -> Mapping[str, IndexEntry]:
    """Read the indexes of several folders; the first folder that speaks of a schema wins.

    Args:
        folder: where the known schemas are.

    Raises:
        UnknownSchemaError: ``schema-index-unusable``.
    """
    entries: dict[str, IndexEntry] = {}
    for one in (folder,) if isinstance(folder, Path) else folder:
        entries = {**load_index(one), **entries}
    return entries


@lru_cache(maxsize=8)
def _remembered(path: str, _modified: int, _size: int, _inode: int) -> Mapping[str, IndexEntry]:
    try:
        declared = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        raise _unusable("le fichier ne peut pas être lu") from None
    listed = declared.get("schemas") if isinstance(declared, dict) else None
    if not isinstance(listed, list):
        raise _unusable("il doit contenir une liste « schemas »")
    entries: dict[str, IndexEntry] = {}
    for place, one in enumerate(listed, start=1):
        entry = _entry(one, place)
        if entry.ref in entries:
            raise _unusable(f"« {entry.ref} » y est deux fois")
        entries[entry.ref] = entry
    return entries


_TEXTS = ("id", "version", "title", "service", "producer", "address", "publishers")
_KEYS = frozenset({*_TEXTS, "licence", "legal_basis"})


def _entry(declared: Any, place: int) -> IndexEntry:
    if not isinstance(declared, dict):
        raise _unusable(f"l'entrée {place} n'est pas une suite de clés")
    where = f"entrée {place} ({declared.get('id')})"
    if set(declared) != _KEYS:
        wrong = ", ".join(sorted(_KEYS ^ set(map(str, declared))))
        raise _unusable(f"{where} : clé absente ou inconnue, {wrong}")
    for key in _TEXTS:
        if not isinstance(declared[key], str) or not declared[key].strip():
            raise _unusable(f"{where} : « {key} » doit être un texte (entre guillemets au besoin)")
    if declared["service"] not in SERVICES:
        raise _unusable(f"{where} : service inconnu, « {declared['service']} »")
    texts = {key: declared[key] for key in _TEXTS}
    licence = _licence(declared["licence"], where)
    return IndexEntry(**texts, licence=licence, legal_basis=_basis(declared["legal_basis"], where))


def _licence(declared: Any, where: str) -> Licence:
    match declared:
        case {"name": str(name), "doubtful": bool(doubtful), "note": str(note)} if name:
            return Licence(name, doubtful, note)
    raise _unusable(f"{where} : la licence demande « name », « doubtful » et « note »")


def _basis(declared: Any, where: str) -> LegalBasis | None:
    match declared:
        case None:
            return None
        case {"text": str(text), "confidence": str(confidence)} if confidence in CONFIDENCES:
            return LegalBasis(text, confidence)
    raise _unusable(
        f"{where} : la base légale demande « text » et « confidence » (ou rien du tout)"
    )


def _unusable(reason: str) -> UnknownSchemaError:
    return UnknownSchemaError(
        "schema-index-unusable",
        french(f"L'index des schémas ne peut pas servir : {reason}."),
        french(f"Corrigez le fichier « {_FILE} » ; sa forme est décrite dans docs/schemas.md."),
    )
