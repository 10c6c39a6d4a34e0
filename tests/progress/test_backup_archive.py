"""The file of a back-up: whole or not there, and refused when it is not as it was written."""

from __future__ import annotations

import gzip
import io
import json
import stat
import tarfile

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.progress.backup_archive import FIRST, MANIFEST, ArchiveWriter
from grader.progress.backup_reading import unpack
from grader.progress.migrating import first_entry


def write(path, *, replace=False):
    with ArchiveWriter(path, replace=replace) as archive:
        archive.add_json(FIRST, first_entry("0009", whole=True, book=False))
        archive.add_lines("base/learner.jsonl", [b'{"id":"a1"}\n'])
        archive.add("dossier/files/a1/" + "0" * 64, io.BytesIO(b"octets" * 1000), 6000)
    return path


@pytest.fixture
def archive(tmp_path):
    return write(tmp_path / "s.tar.gz")


@pytest.fixture
def staging(tmp_path):
    folder = tmp_path / "la" / "restauration"
    folder.mkdir(parents=True)
    return folder


def test_what_was_written_is_read_and_only_its_owner_may(archive, staging):
    opened = unpack(archive, staging)
    assert (opened.revision, opened.files, opened.whole, opened.book) == ("0009", 1, True, False)
    assert (staging / "base" / "learner.jsonl").read_bytes() == b'{"id":"a1"}\n'
    kept = staging / "contenu" / "files" / "a1" / ("0" * 64)
    assert kept.read_bytes() == b"octets" * 1000
    assert stat.S_IMODE(archive.stat().st_mode) == stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_one_that_fails_leaves_the_one_before(archive, tmp_path):
    before = archive.read_bytes()
    with pytest.raises(TypeError), ArchiveWriter(archive, replace=True) as again:
        again.add_json(FIRST, {"not": b"json"})
    assert archive.read_bytes() == before
    assert list(tmp_path.iterdir()) == [archive]
    with pytest.raises(RefusedError, match="déjà un fichier"):
        write(archive)
    with pytest.raises(RefusedError, match=r"\.tar\.gz"):
        ArchiveWriter(tmp_path / "sauvegarde.zip")
    write(archive, replace=True)
    assert list(tmp_path.iterdir()) == [archive]


def test_a_stream_that_ends_early_writes_nothing(tmp_path):
    with (
        pytest.raises(OuvroirError, match="a changé pendant"),
        ArchiveWriter(tmp_path / "s.tar") as archive,
    ):
        archive.add("dossier/x", io.BytesIO(b"court"), 4000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("keep", [0.3, 0.7])
def test_one_cut_short_is_refused(archive, staging, keep):
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(OuvroirError) as refused:
        unpack(archive, staging)
    assert refused.value.code == "backup-odd"


def test_one_changed_byte_is_seen(archive, staging, tmp_path):
    plain = bytearray(gzip.decompress(archive.read_bytes()))
    at = plain.index(b"octetsoctets")
    plain[at] ^= 1
    (tmp_path / "autre.tar").write_bytes(bytes(plain))
    with pytest.raises(OuvroirError) as refused:
        unpack(tmp_path / "autre.tar", staging)
    assert refused.value.code == "backup-odd"


def hostile(path, *entries, manifest=True):
    """Write a tar by hand, with a manifest that agrees with whatever it holds."""
    import hashlib

    first = json.dumps(first_entry("0009", whole=True, book=False)).encode()
    told = {}
    with tarfile.open(path, "w") as tar:

        def add(info, data=b""):
            info.size = len(data) if info.isreg() else 0
            tar.addfile(info, io.BytesIO(data))
            told[info.name] = [len(data), hashlib.sha256(data).hexdigest()]

        add(tarfile.TarInfo(FIRST), first)
        for entry in entries:
            add(entry, b"mal")
        if manifest:
            text = json.dumps({"format": 1, "entries": told}).encode()
            add(tarfile.TarInfo(MANIFEST), text)
    return path


def link(name, kind, to):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, to
    return info


@pytest.mark.parametrize(
    "entry",
    [
        tarfile.TarInfo("../dehors"),
        tarfile.TarInfo("dossier/../../dehors"),
        tarfile.TarInfo("/dehors"),
        tarfile.TarInfo("dossier//dehors"),
        tarfile.TarInfo("dossier/./dehors"),
        tarfile.TarInfo("dossier/a\\..\\dehors"),
        tarfile.TarInfo("dossier/restauration/pret.json"),
        tarfile.TarInfo("dossier/sauvegardes/x"),
        tarfile.TarInfo("dossier/serveur.verrou"),
        tarfile.TarInfo("autre/x"),
        tarfile.TarInfo("dossier"),
        tarfile.TarInfo("base/../x.jsonl"),
        tarfile.TarInfo("base/x.sh"),
        tarfile.TarInfo("dossier/" + "a" * 2000),
        link("dossier/lien", tarfile.SYMTYPE, "/etc/passwd"),
        link("dossier/lien", tarfile.LNKTYPE, "ouvroir.json"),
        link("dossier/tuyau", tarfile.FIFOTYPE, ""),
        link("dossier/dossier", tarfile.DIRTYPE, ""),
        link("dossier/disque", tarfile.BLKTYPE, ""),
    ],
    ids=lambda entry: f"{entry.name[:30]} {entry.type!r}",
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, staging, entry):
    path = hostile(tmp_path / "h.tar", entry)
    before = {p for p in tmp_path.rglob("*") if staging not in p.parents}
    with pytest.raises(OuvroirError) as refused:
        unpack(path, staging)
    assert refused.value.code == "backup-odd"
    assert {p for p in tmp_path.rglob("*") if staging not in p.parents} == before


def test_twice_the_same_name_or_no_manifest_is_refused(tmp_path, staging):
    twice = [tarfile.TarInfo("dossier/x"), tarfile.TarInfo("dossier/x")]
    for number, made in enumerate(
        (
            hostile(tmp_path / "h1.tar", *twice),
            hostile(tmp_path / "h2.tar", tarfile.TarInfo("dossier/y"), manifest=False),
        )
    ):
        (staging / str(number)).mkdir()
        with pytest.raises(OuvroirError):
            unpack(made, staging / str(number))


def test_what_is_no_backup_is_told_in_french(tmp_path, staging):
    for content in (b"", b"\x1f\x8b pas un gzip", b"PK\x03\x04", b"bonjour" * 2000):
        path = tmp_path / "x.tar.gz"
        path.write_bytes(content)
        with pytest.raises(OuvroirError) as refused:
            unpack(path, staging)
        assert refused.value.code == "backup-odd"
