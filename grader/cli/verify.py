"""``ouvroir verify``: checking an attestation, without any network."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from grader.errors import RefusedError
from grader.typography import french

GOOD, REFUSED = 0, 1


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command.

    Args:
        subparsers: those of ``ouvroir``.
    """
    parser = subparsers.add_parser(
        "verify",
        help=french("vérifier une attestation de suivi"),
        description=french(
            "Sert à vérifier le PDF d'une attestation, hors ligne aussi. Rend 0 si elle est "
            "authentique, 1 si elle est refusée, 2 si un fichier ne peut pas être lu."
        ),
    )
    parser.add_argument("file", metavar="FICHIER", type=Path, help=french("le PDF"))
    parser.add_argument(
        "--key",
        type=Path,
        help=french("clés publiques : fichier PEM, ou page /verifier/cles ; sinon celles d'ici"),
    )
    parser.add_argument(
        "--revoked", type=Path, help=french("liste enregistrée de la page /verifier/revoquees")
    )
    parser.add_argument("--json", action="store_true", help=french("dire le résultat en JSON"))
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check a file; see ``grader.progress.attestations.checking``.

    Args:
        args: ``file``, ``key``, ``revoked``, ``json``.

    Returns:
        0 where it is authentic, else 1.

    Raises:
        RefusedError: a file cannot be read.
    """
    from grader.progress.attestations.checking import GOOD as AUTHENTIC
    from grader.progress.attestations.checking import check_file
    from grader.progress.attestations.keys import Keyring, read_keys
    from grader.progress.attestations.revocation import read_revoked
    from grader.progress.attestations.sealed import BIGGEST
    from grader.settings import Settings

    if args.key is None:
        keys = Keyring(Settings.from_environment().data).all()
    else:
        try:
            keys = read_keys(_bytes(args.key, BIGGEST))
        except ValueError as fault:
            raise RefusedError(
                "bad-keys",
                f"« {args.key.name} » ne contient pas de clé publique d'attestation.",
                "Enregistrez la page /verifier/cles de l'instance.",
            ) from fault
    revoked = []
    if args.revoked is not None:
        try:
            revoked = read_revoked(_bytes(args.revoked, BIGGEST), keys)
        except ValueError as fault:
            raise RefusedError(
                "bad-revoked-list",
                f"« {args.revoked.name} » n'est pas une liste signée par une clé connue.",
                "Enregistrez la page /verifier/revoquees de l'instance.",
            ) from fault
    found = check_file(_bytes(args.file, BIGGEST), keys, revoked)
    if args.json:
        print(json.dumps({"result": found.code, "message": found.told}, ensure_ascii=False))
    else:
        print(french(found.told))
        if found.attested is not None:
            about = found.attested
            print(french(f"{found.name} : {about.title}, {about.issued[:10]}, {about.issuer}"))
            print(french("Attestation de suivi, pas une certification."))
    return GOOD if found.code == AUTHENTIC else REFUSED


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as fault:
        raise RefusedError(
            "unreadable", f"« {path.name} » ne peut pas être lu.", "Vérifiez son chemin."
        ) from fault
    if len(content) > most:
        raise RefusedError("too-big", f"« {path.name} » dépasse 2 Mo.", "Ce n'est pas le bon.")
    return content
