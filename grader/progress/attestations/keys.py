"""The signing keys of an instance: Ed25519, in the data folder, readable by the server alone."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from grader.errors import NotFoundError, OuvroirError

#: Below the data folder.
FOLDER = "attestations"
_LIST = "cles.json"
#: Begins with a dot: no back-up holds it.
_LOCK = ".verrou"
#: Two first requests at once must not make two keys.
_making = threading.Lock()


@dataclass(frozen=True)
class PublicKey:
    """What anybody may know of a key.

    Attributes:
        id: hash of the key, so that a key cannot take the name of another.
        public: its 32 bytes, in base64.
        since: when it began to sign (ISO 8601, UTC).
        until: when it ceased; "" while it signs.
        compromised: what it signed from then on is refused; "" where it is safe.
    """

    id: str
    public: str
    since: str = ""
    until: str = ""
    compromised: str = ""

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Tell whether this key signed some bytes."""
        try:
            raw = base64.b64decode(self.public, validate=True)
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, content)
        except (InvalidSignature, ValueError, binascii.Error):
            return False
        return True


def moment() -> str:
    """Give the present time as it is written in keys and codes."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def key_id(raw: bytes) -> str:
    """Name a public key by its hash."""
    return hashlib.sha256(raw).hexdigest()[:12]


class Keyring:
    """The keys in a data folder.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def all(self) -> list[PublicKey]:
        """List the public keys, oldest first."""
        try:
            found = json.loads((self._folder / _LIST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        return [PublicKey(**one) for one in found]

    def ensure(self) -> PublicKey:
        """Give the key that signs; the first call makes it."""
        found = _signing(self.all())
        if found is not None:
            return found
        with self._alone():
            keys = self.all()
            return _signing(keys) or self._make(keys)

    def sign(self, content: bytes, key: PublicKey) -> bytes:
        """Sign some bytes.

        Args:
            content: the bytes.
            key: one of ours, as ``ensure`` gives it.

        Raises:
            OuvroirError: its private part cannot be read.
        """
        try:
            private = load_pem_private_key(self._private(key.id).read_bytes(), password=None)
        except (OSError, ValueError) as fault:
            raise OuvroirError(
                "no-signing-key",
                "La clé qui signe les attestations ne peut pas être lue.",
                "Un administrateur peut en faire une autre : ouvroir admin keys rotate.",
            ) from fault
        assert isinstance(private, Ed25519PrivateKey)  # noqa: S101
        return private.sign(content)

    def rotate(self, compromised: str = "") -> PublicKey:
        """Make another key; the one before signs nothing more, and its past stays verifiable.

        Args:
            compromised: ISO moment from which what the present key signed is refused; "" for none.
        """
        with self._alone():
            return self._rotate(compromised)

    def distrust(self, name: str, compromised: str) -> PublicKey:
        """Refuse what a key signed from a moment on; one that still signs is replaced.

        Raises:
            NotFoundError: there is no such key.
        """
        with self._alone():
            keys = self.all()
            found = next((key for key in keys if key.id == name), None)
            if found is None:
                raise NotFoundError("unknown-key", f"Aucune clé ne s'appelle « {name} ».")
            if not found.until:
                self._rotate(compromised)
            else:
                new = replace(found, compromised=compromised)
                self._write([new if key is found else key for key in keys])
            return next(key for key in self.all() if key.id == name)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Change the keys while nobody else does: no thread of ours, no other process."""
        _make_private(self._folder)
        path = self._folder / _LOCK
        with _making, os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "wb") as lock:
            _lock(lock)
            yield

    def _rotate(self, compromised: str) -> PublicKey:
        now = moment()
        old = [
            key if key.until else replace(key, until=now, compromised=compromised)
            for key in self.all()
        ]
        made = self._make(old)
        # Once the new one signs: cut short before, the old one still does.
        for key in old:
            self._private(key.id).unlink(missing_ok=True)
        return made

    def _make(self, others: list[PublicKey]) -> PublicKey:
        private = Ed25519PrivateKey.generate()
        raw = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        key = PublicKey(key_id(raw), base64.b64encode(raw).decode(), moment())
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write_private(self._private(key.id), pem)
        self._write([*others, key])
        return key

    def _write(self, keys: list[PublicKey]) -> None:
        text = json.dumps([asdict(key) for key in keys], indent=1)
        _write_private(self._folder / _LIST, text.encode())

    def _private(self, name: str) -> Path:
        return self._folder / f"{name}.pem"


def published(keys: list[PublicKey]) -> dict[str, Any]:
    """Give the keys as ``/verifier/cles`` publishes them."""
    return {"format": "ouvroir-cles-1", "keys": [asdict(key) for key in keys]}


def read_keys(content: bytes) -> list[PublicKey]:
    """Read public keys from a file: the published list, or one key in PEM.

    Raises:
        ValueError: it is neither.
    """
    if content.lstrip().startswith(b"-----BEGIN"):
        public = load_pem_public_key(content)
        if not isinstance(public, Ed25519PublicKey):
            raise ValueError("not Ed25519")
        raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return [PublicKey(key_id(raw), base64.b64encode(raw).decode())]
    found = json.loads(content)
    if not isinstance(found, Mapping) or found.get("format") != "ouvroir-cles-1":
        raise ValueError("no list of keys")
    try:
        keys = [PublicKey(**{str(k): str(v) for k, v in one.items()}) for one in found["keys"]]
        named = all(key.id == key_id(base64.b64decode(key.public)) for key in keys)
    except (TypeError, KeyError, AttributeError) as fault:
        raise ValueError("no list of keys") from fault
    if not named:
        raise ValueError("a key bears the name of another")
    return keys


def _make_private(folder: Path) -> None:
    """Make a folder that nobody else may enter."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def _signing(keys: Sequence[PublicKey]) -> PublicKey | None:
    return next((key for key in keys if not key.until), None)


def _lock(file: IO[bytes]) -> None:
    """Wait for a file's lock; the system lets go of it when the file is closed."""
    try:
        import fcntl
    except ImportError:  # no such lock on this system: one process at a time is the user's care
        return
    fcntl.flock(file, fcntl.LOCK_EX)


def _write_private(path: Path, content: bytes) -> None:
    """Write a file that nobody else may read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
