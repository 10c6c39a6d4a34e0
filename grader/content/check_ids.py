"""Proving that ids are never used again: the courses against their ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from grader.content.bank import BANK
from grader.content.ledger import KINDS, LEDGER, Key, Ledger, ids_in_use, read_ledger
from grader.content.load import Reading
from grader.content.problems import Problem, problem
from grader.errors import ContentError

_RECORD = "Lancez « ouvroir check --record-ids », et gardez ce fichier avec les cours."


def ids(
    reading: Reading, folder: Path, private_bank: Path | None, *, whole: bool = True
) -> Iterator[Problem]:
    """Every id is written down, none that was is missing, and none serves twice.

    Args:
        reading: the courses.
        folder: the courses folder.
        private_bank: folder of the private bank, if one is mounted; it has its own ledger.
        whole: whether all could be read: else a name that is new may be one that was changed.
    """
    faults: list[ContentError] = []
    public, private = ids_in_use(reading)
    ledger = read_ledger(folder, "", faults.append)
    banked = read_ledger(private_bank, f"{BANK}/", faults.append) if private_bank else Ledger()
    for fault in faults:
        yield problem(fault.where, fault.code, fault.message, fault.hint)
    yield from _again({**public, **private}, {**ledger.retired, **banked.retired})
    if not any(fault.where.startswith(LEDGER) for fault in faults):
        yield from _compared(public, ledger, LEDGER, whole)
    if private_bank and not any(fault.where.startswith(BANK) for fault in faults):
        yield from _compared(private, banked, f"{BANK}/{LEDGER}", whole)


def _again(present: Mapping[Key, str], retired: Mapping[Key, str]) -> Iterator[Problem]:
    for kind, name in present.keys() & retired.keys():
        yield problem(
            present[kind, name],
            "retired-id",
            f"L'identifiant « {name} » est retiré ({retired[kind, name]}) : il ne resservira pas.",
            "Choisissez-en un autre, qui n'a jamais servi.",
        )


def _compared(
    present: Mapping[Key, str], ledger: Ledger, name: str, whole: bool
) -> Iterator[Problem]:
    if not ledger.exists:
        if present:
            yield problem(
                f"{name}:1", "no-ledger", "Le registre des identifiants n'existe pas.", _RECORD
            )
        return
    if not whole:
        return
    for key in present.keys() - ledger.used.keys() - ledger.retired.keys():
        yield problem(
            present[key],
            "unrecorded-id",
            f"L'identifiant « {key[1]} » n'est pas encore au registre.",
            _RECORD,
        )
    for kind, missing in ledger.used.keys() - present.keys():
        yield problem(
            ledger.used[kind, missing],
            "vanished-id",
            f"Il manque {KINDS[kind]} « {missing} », qui a servi.",
            "S'il a changé de nom, rendez-lui le sien. Si vous l'avez supprimé : "
            f"« ouvroir check --retire-id {missing} ».",
        )
    for key in ledger.used.keys() & ledger.retired.keys():
        yield problem(
            ledger.retired[key],
            "id-used-and-retired",
            f"L'identifiant « {key[1]} » est à la fois en service et retiré.",
            "Gardez-le sous « retired » s'il ne sert plus.",
        )
