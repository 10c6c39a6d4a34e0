"""``ouvroir admin keys`` and ``attestations``: the keys that sign, and what is taken back."""

from __future__ import annotations

import argparse
import unicodedata

from grader.errors import RefusedError
from grader.typography import french


def add_to(subjects: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare both.

    Args:
        subjects: those of ``ouvroir admin``.
    """
    parser = subjects.add_parser(
        "keys",
        help=french("les clés qui signent les attestations"),
        description=french("Sert à lister, remplacer, exporter les clés des attestations."),
    )
    acts = parser.add_subparsers(metavar="ACTE", dest="act", required=True)
    for name, about in (
        ("list", "lister les clés"),
        ("rotate", "faire une autre clé ; les anciennes attestations restent vérifiables"),
        ("export", "écrire les clés publiques en JSON"),
    ):
        act = acts.add_parser(name, help=french(about), description=french(f"Sert à {about}."))
        act.set_defaults(run=run_keys)
    about = "refuser ce qu'une clé volée a signé depuis une date"
    revoke = acts.add_parser("revoke-key", help=about, description=f"Sert à {about}.")
    revoke.add_argument("key", metavar="CLE", help=french("son identifiant"))
    revoke.add_argument(
        "--since", required=True, help=french("date et heure, 2026-10-15T08:00:00Z")
    )
    revoke.set_defaults(run=run_keys)
    about = "lister ou révoquer des attestations"
    issued = subjects.add_parser("attestations", help=about, description=f"Sert à {about}.")
    acts = issued.add_subparsers(metavar="ACTE", dest="act", required=True)
    listing = acts.add_parser("list", help="les lister", description="Sert à les lister.")
    listing.set_defaults(run=run_attestations)
    revoke = acts.add_parser("revoke", help=french("en révoquer une"), description=french(
        "Sert à révoquer une attestation. Le motif est public : n'y écrivez aucun nom."
    ))  # fmt: skip
    revoke.add_argument("serial", metavar="NUMERO", help=french("son numéro"))
    revoke.add_argument("--reason", required=True, help=french("motif, 300 caractères au plus"))
    revoke.set_defaults(run=run_attestations)


def run_keys(args: argparse.Namespace) -> int:
    """Do what is asked of the keys.

    Args:
        args: ``act``, and ``key`` and ``since`` for a stolen one.

    Returns:
        0.

    Raises:
        RefusedError: there is no such key, or the date is none.
    """
    from datetime import UTC, datetime

    from grader.cli.admin import tell_json
    from grader.progress.attestations.keys import Keyring, published
    from grader.settings import Settings

    ring = Keyring(Settings.from_environment().data)
    if args.act == "export":
        tell_json(published(ring.all()))
        return 0
    if args.act == "rotate":
        ring.rotate()
    elif args.act == "revoke-key":
        try:
            since = datetime.fromisoformat(args.since).astimezone(UTC)
        except ValueError as fault:
            raise RefusedError(
                "bad-date", "Cette date ne se lit pas.", "Écrivez 2026-10-15T08:00:00Z."
            ) from fault
        ring.distrust(args.key, since.strftime("%Y-%m-%dT%H:%M:%SZ"))
    for key in ring.all():
        state = f"jusqu'au {key.until}" if key.until else "signe aujourd'hui"
        stolen = f", refusée depuis le {key.compromised}" if key.compromised else ""
        print(french(f"{key.id} : depuis le {key.since}, {state}{stolen}"))
    return 0


def run_attestations(args: argparse.Namespace) -> int:
    """List attestations, or revoke one.

    Args:
        args: ``act``, and ``serial`` and ``reason`` to revoke.

    Returns:
        0.

    Raises:
        RefusedError: none bears this serial, or the reason cannot be kept.
    """
    from grader.cli.admin import stores
    from grader.progress.attestations.issued import Attestations

    with stores() as workshop:
        kept = Attestations(workshop.database)
        if args.act == "revoke":
            reason = " ".join(args.reason.split())
            odd = any(unicodedata.category(one)[0] == "C" for one in reason)
            if odd or not 0 < len(reason) <= 300:
                raise RefusedError("bad-reason", "Écrivez un motif de 1 à 300 caractères.")
            kept.revoke(args.serial, reason)
        for one in kept.all():
            who = one.pseudonym or "personne effacée"
            state = f"révoquée : {one.reason}" if one.revoked_at else "valable"
            path = one.path or "parcours effacé"
            print(french(f"{one.serial} · {one.issued_at:%Y-%m-%d} · {path} · {who} · {state}"))
    return 0
