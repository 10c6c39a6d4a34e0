"""``ouvroir publish``: send a record to the sandbox, or for real to demo.data.gouv.fr."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from grader.cli.output import without_controls
from grader.errors import OuvroirError, RefusedError
from grader.publication import sending
from grader.settings import Settings
from grader.typography import french, plural

SENT, SENT_OTHERWISE = 0, 1
_CONSENT = "demo"
_MAX_RECORD = 1024 * 1024


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command and its options."""
    parser = subparsers.add_parser(
        "publish",
        help=french("envoyer une fiche et ses fichiers à un portail"),
        description=french(
            "Crée une fiche sur le portail bac à sable, avec ses fichiers ; en brouillon, sauf "
            "avec --public. Les mêmes appels vont à demo.data.gouv.fr avec --to demo, si "
            "OUVROIR_DEMO=1 et après confirmation. Code de sortie : 0 si tout est gardé comme "
            "envoyé, 1 si le portail a gardé autre chose, 2 s'il a refusé."
        ),
        epilog=french(
            "La clé d'API se lit dans un fichier (--key-file) ou se tape ; elle ne s'écrit jamais "
            "dans la commande."
        ),
    )
    parser.add_argument("record", metavar="FICHE", help=french("la fiche, au format JSON"))
    parser.add_argument(
        "--file",
        dest="files",
        action="append",
        default=[],
        metavar="FICHIER",
        help=french("un fichier de données à déposer ; l'option peut être répétée"),
    )
    parser.add_argument(
        "--to",
        choices=("sandbox", "demo"),
        default="sandbox",
        help=french("sandbox : le bac à sable (par défaut) ; demo : demo.data.gouv.fr"),
    )
    parser.add_argument(
        "--address",
        metavar="ADRESSE",
        help=french("l'adresse du bac à sable (celui de cette machine par défaut)"),
    )
    parser.add_argument(
        "--key-file", metavar="FICHIER", help=french("le fichier qui contient la clé d'API")
    )
    parser.add_argument(
        "--public", action="store_true", help=french("publier tout de suite, sans brouillon")
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help=french("text : des phrases ; json : pour un programme"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Send, and tell.

    Args:
        args: ``record``, ``files``, ``to``, ``address``, ``key_file``, ``public`` and ``format``.

    Returns:
        the exit code.

    Raises:
        OuvroirError: something is missing, not allowed, or the portal refuses.
    """
    parcel = sending.parcel_of(
        _read_record(Path(args.record)), [Path(name) for name in args.files], public=args.public
    )
    _check_files(parcel)
    address = sending.DEMO_ADDRESS if args.to == "demo" else _sandbox(args.address)
    if args.to == "demo":
        _check_demo(args)
    key = _read_key(args.key_file)
    _check_key(key, args.to)
    if args.to == "demo":
        _ask_consent(parcel)

    def tell(line: str) -> None:
        if args.format == "text":
            print(without_controls(french(line)), flush=True)

    for title in parcel.left_out:
        tell(f"Ressource laissée, faute de fichier : {title}")
    sent = sending.Sender(address, key, tell).send(parcel)
    if args.format == "json":
        told = {**_as_json(sent), "left_out": list(parcel.left_out)}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _tell_end(sent)
    return SENT_OTHERWISE if sent.differences else SENT


def _read_record(path: Path) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise OuvroirError(
            "unreadable-file",
            french(f"La fiche {path.name} ne peut pas être lue : {error.strerror}."),
            "Vérifiez son nom et ses droits.",
        ) from error
    try:
        record = json.loads(raw[:_MAX_RECORD].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise OuvroirError(
            "bad-record",
            french(f"La fiche {path.name} n'est pas du JSON lisible."),
            "Vérifiez guillemets, virgules et accolades.",
        ) from error
    if not isinstance(record, dict):
        raise OuvroirError(
            "bad-record",
            french(f"La fiche {path.name} n'est pas un objet JSON."),
            french("Elle doit commencer par une accolade : {"),
        )
    return record


def _check_files(parcel: sending.Parcel) -> None:
    for file, _ in parcel.files:
        if not file.is_file():
            raise OuvroirError(
                "unreadable-file",
                french(f"Le fichier {file.name} n'existe pas."),
                "Rien n'a été envoyé. Vérifiez son nom.",
            )


def _sandbox(given: str | None) -> str:
    """Give the address of a sandbox; the real sites have a door of their own."""
    if not given:
        settings = Settings.from_environment()
        return f"http://127.0.0.1:{settings.port}{settings.base_url}bac-a-sable"
    parts = urlsplit(given)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or not host:
        raise OuvroirError(
            "bad-address",
            french(f"« {given} » n'est pas une adresse de portail."),
            french("Écrivez-la en entier : http://127.0.0.1:8866/bac-a-sable"),
        )
    if host == "data.gouv.fr" or host.endswith(".data.gouv.fr"):
        raise RefusedError(
            "not-a-sandbox",
            french(f"{host} est un vrai portail."),
            french("Pour un essai réel, demandez-le ainsi : --to demo, sans --address."),
        )
    return given.rstrip("/").removesuffix("/api/1")


def _check_demo(args: argparse.Namespace) -> None:
    if args.address:
        raise RefusedError(
            "address-with-demo",
            french("--address ne va pas avec --to demo."),
            "Retirez l'un des deux.",
        )
    if os.environ.get("OUVROIR_DEMO") != "1":
        raise RefusedError(
            "demo-is-off",
            french("L'envoi réel vers demo.data.gouv.fr est désactivé ; rien n'a été envoyé."),
            french("Si vous le voulez vraiment : OUVROIR_DEMO=1 ouvroir publish … --to demo"),
        )


def _read_key(key_file: str | None) -> str:
    if key_file:
        try:
            key = Path(key_file).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise OuvroirError(
                "no-key",
                french("Le fichier de la clé ne peut pas être lu."),
                french("Il doit contenir la clé, seule."),
            ) from error
    elif sys.stdin.isatty():
        key = getpass.getpass(french("Votre clé d'API (rien ne s'affiche) : ")).strip()
    else:
        key = ""
    if not key or not key.isascii() or any(one.isspace() for one in key):
        raise OuvroirError(
            "no-key",
            "Il faut une clé d'API.",
            french("Mettez-la, seule, dans un fichier lisible par vous, puis : --key-file FICHIER"),
        )
    return key


def _check_key(key: str, to: str) -> None:
    """Refuse to show a key to a site that is not its own."""
    is_sandbox = key.startswith(sending.SANDBOX_KEY)
    if is_sandbox and to == "demo":
        raise RefusedError(
            "wrong-key",
            french("Cette clé est celle d'un bac à sable : demo.data.gouv.fr ne la connaît pas."),
            french("Créez-en une dans votre profil sur demo.data.gouv.fr."),
        )
    if not is_sandbox and to == "sandbox":
        raise RefusedError(
            "wrong-key",
            french("Cette clé n'est pas celle d'un bac à sable ; elle n'a pas été envoyée."),
            french("Une clé du bac à sable commence par « bacasable_ »."),
        )


def _ask_consent(parcel: sending.Parcel) -> None:
    """Say what will leave, and wait for a word that nobody types by mistake."""
    files = plural(len(parcel.files), "fichier")
    print(
        without_controls(
            french(
                f"La fiche « {parcel.record['title']} » et {files} vont être envoyés sur Internet, "
                f"à {sending.DEMO_ADDRESS}, avec votre clé."
            )
        )
    )
    print(french("N'y envoyez aucune donnée personnelle : c'est un site public."))
    try:
        typed = input(french(f"Écrivez {_CONSENT} pour confirmer : "))
    except EOFError:
        typed = ""
    if typed.strip().lower() != _CONSENT:
        raise RefusedError("not-confirmed", "Rien n'a été envoyé.", "")


def _tell_end(sent: sending.Sent) -> None:
    dataset = sent.dataset
    address = str(dataset.get("page") or dataset.get("uri") or "")
    print(without_controls(french(f"Terminé : {address}")))
    for line in sent.differences:
        print(without_controls(french(f"À vérifier, {line}")))


def _as_json(sent: sending.Sent) -> dict[str, Any]:
    dataset = sent.dataset
    names = ("id", "title", "url", "latest", "filetype")
    return {
        **{name: dataset.get(name) for name in ("id", "slug", "uri", "page", "private")},
        "resources": [
            {name: resource.get(name) for name in names}
            for resource in dataset.get("resources") or []
        ],
        "differences": list(sent.differences),
    }
