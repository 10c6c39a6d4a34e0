"""All settings in one frozen record, read once from the environment.

The one table of bounds lives here too: each bound is enforced where the thing enters,
and each refusal is a French sentence (see ``docs/architecture.md``).
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

MEBI = 1024 * 1024
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
#: How the server may write what it does.
TEXT_LOG, JSON_LOG = "texte", "json"

_PACKAGE = Path(__file__).resolve().parent
#: What a wheel carries of the content; there is none in a checkout.
_CARRIED = _PACKAGE / "carried"
INSTALLED = _CARRIED.is_dir()
#: The checkout or installation that holds ``courses/``, ``notebooks/`` and ``sandbox_data/``.
DEFAULT_ROOT = _CARRIED if INSTALLED else _PACKAGE.parent


@dataclass(frozen=True)
class Bounds:
    """Upper limits on what enters; sizes in bytes, times in seconds.

    Attributes:
        upload_bytes: one learner's uploaded file.
        command_line_bytes: one file given to ``ouvroir validate``.
        rows: data rows of a table.
        columns: columns of a table.
        cell_characters: characters of one cell (a spreadsheet's own limit).
        cells: cells kept from one sheet of a workbook.
        zip_ratio: how many times its size a workbook may occupy once decompressed.
        unzipped_bytes: what a workbook may occupy once decompressed, whatever its own size.
        api_body_bytes: one request of a page to the server.
        worker_bytes: memory of one worker.
        job_seconds: wall-clock time of one job.
        queue_seconds: how long a job waits for a free worker; with its own time it stays under
            what a page waits for the server.
        open_pages: pages (kernels) open at once on this server.
        open_pages_per_learner: pages open at once for one learner.
        page_idle_seconds: a page left alone for that long is put to sleep.
        page_left_seconds: a page that no browser is on is closed after that long: reloads and
            short cuts of the network fit in it.
        stored_bytes_per_learner: files kept at once for one learner.
        portal_upload_bytes: one file uploaded to the sandbox portal.
        portal_bytes_per_space: files kept at once in one space of the sandbox portal.
        kernel_bytes: address space of one page's kernel.
        kernel_cpu_seconds: processor time of one page's kernel, over its whole life.
        kernel_files: files and sockets that one page's kernel holds open.
        kernel_processes: processes and threads of the whole account, as one page's kernel may
            still see them grow; 0 for no bound, since the server shares the account.
        rate_percent: how often things may be asked of the server, as a share of the limits in
            ``grader.server.limits``.
    """

    upload_bytes: int = 50 * MEBI
    command_line_bytes: int = 1024 * MEBI
    rows: int = 5_000_000
    columns: int = 2_000
    cell_characters: int = 32_767
    cells: int = 50_000_000
    zip_ratio: int = 100
    unzipped_bytes: int = 1024 * MEBI
    api_body_bytes: int = MEBI
    worker_bytes: int = 2048 * MEBI
    job_seconds: float = 60.0
    queue_seconds: float = 25.0
    open_pages: int = 500
    open_pages_per_learner: int = 6
    page_idle_seconds: int = 30 * 60
    page_left_seconds: int = 90
    stored_bytes_per_learner: int = 200 * MEBI
    portal_upload_bytes: int = 100 * MEBI
    portal_bytes_per_space: int = 300 * MEBI
    kernel_bytes: int = 1024 * MEBI
    kernel_cpu_seconds: int = 600
    kernel_files: int = 512
    kernel_processes: int = 0
    rate_percent: int = 100

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Bounds:
        """Read the bounds that ``LIMITS`` names; others are as above.

        Args:
            environ: the variables.

        Raises:
            ValueError: one is no whole number, or out of range, or two do not go together
                (message in French).
        """
        read = {}
        for limit in LIMITS:
            if environ.get(limit.variable):
                least = 0 if limit.none_is_zero and environ[limit.variable] == "0" else limit.least
                number = whole_number(environ, limit.variable, 0, least, limit.most)
                read[limit.bound] = number * limit.unit
        bounds = cls(**read)
        longest = bounds.job_seconds + bounds.queue_seconds
        if longest > PAGE_PATIENCE_SECONDS:
            raise ValueError(
                f"OUVROIR_JOB_SECONDS et OUVROIR_QUEUE_SECONDS font ensemble {longest:.0f} "
                f"secondes : une page n'en attend que {PAGE_PATIENCE_SECONDS}. Réduisez l'un ou "
                "l'autre."
            )
        return bounds


#: How long a page waits for the server, less what its own work and the way take.
PAGE_PATIENCE_SECONDS = 85


@dataclass(frozen=True)
class Limit:
    """A bound that the person who runs the server may set.

    Attributes:
        variable: name in the environment.
        bound: name in ``Bounds``.
        least, most: range of the variable.
        unit: how many of the bound's own unit one of the variable is.
        none_is_zero: 0 is taken too, and means that there is no bound.
    """

    variable: str
    bound: str
    least: int
    most: int
    unit: int = 1
    none_is_zero: bool = False


#: Those of ``docs/reglages.md``.
LIMITS: tuple[Limit, ...] = (
    Limit("OUVROIR_PAGES", "open_pages", 1, 10_000),
    Limit("OUVROIR_PAGES_PER_LEARNER", "open_pages_per_learner", 1, 100),
    Limit("OUVROIR_PAGE_IDLE_MINUTES", "page_idle_seconds", 1, 24 * 60, 60),
    Limit("OUVROIR_PAGE_LEFT_SECONDS", "page_left_seconds", 5, 3600),
    Limit("OUVROIR_KERNEL_MIB", "kernel_bytes", 512, 65_536, MEBI),
    Limit("OUVROIR_KERNEL_CPU_SECONDS", "kernel_cpu_seconds", 30, 86_400),
    Limit("OUVROIR_KERNEL_FILES", "kernel_files", 128, 65_536),
    Limit("OUVROIR_KERNEL_PROCESSES", "kernel_processes", 64, 1_000_000, none_is_zero=True),
    Limit("OUVROIR_WORKER_MIB", "worker_bytes", 512, 262_144, MEBI),
    Limit("OUVROIR_JOB_SECONDS", "job_seconds", 5, PAGE_PATIENCE_SECONDS),
    Limit("OUVROIR_QUEUE_SECONDS", "queue_seconds", 1, PAGE_PATIENCE_SECONDS),
    Limit("OUVROIR_UPLOAD_MIB", "upload_bytes", 1, 1024, MEBI),
    Limit("OUVROIR_ROWS", "rows", 1_000, 50_000_000),
    Limit("OUVROIR_LEARNER_MIB", "stored_bytes_per_learner", 10, 102_400, MEBI),
    Limit("OUVROIR_PORTAL_UPLOAD_MIB", "portal_upload_bytes", 1, 1024, MEBI),
    Limit("OUVROIR_PORTAL_SPACE_MIB", "portal_bytes_per_space", 10, 102_400, MEBI),
    Limit("OUVROIR_RATE_PERCENT", "rate_percent", 1, 10_000),
)


def whole_number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    """Read a whole number from the environment.

    Args:
        environ: the variables.
        name: of the variable.
        default: when it is not set, or empty.
        least: beginning of its range.
        most: end of it.

    Raises:
        ValueError: it is no whole number, or out of range (message in French).
    """
    raw = environ.get(name) or str(default)
    # No number of ours is that long, and Python refuses to read one that is longer still.
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= 12 and least <= int(raw) <= most):
        raise ValueError(f"{name} vaut « {raw} » : il faut un nombre entier de {least} à {most}.")
    return int(raw)


def _one_of(environ: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """Read one of a few words; the first where the variable is not set."""
    word = environ.get(name) or words[0]
    if word not in words:
        raise ValueError(f"{name} vaut « {word} » : il faut {' ou '.join(words)}.")
    return word


def _networks(environ: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Read addresses and networks, separated by spaces."""
    found = []
    for word in (environ.get(name) or "").split():
        try:
            found.append(ipaddress.ip_network(word))
        except ValueError as error:
            raise ValueError(
                f"{name} contient « {word} » : il faut des adresses IP ou des réseaux "
                "(10.0.0.0/24), séparés par des espaces."
            ) from error
    return tuple(found)


def default_data_folder(environ: Mapping[str, str]) -> Path:
    """Folder for database, files and keys when ``OUVROIR_DATA`` is not set.

    Follows the XDG base directory specification: ``$XDG_DATA_HOME/ouvroir``, else
    ``~/.local/share/ouvroir``.
    """
    base = environ.get("XDG_DATA_HOME") or ""
    root = Path(base) if base else Path(environ.get("HOME") or Path.home()) / ".local" / "share"
    return root / "ouvroir"


def default_build_folder(environ: Mapping[str, str]) -> Path:
    """Folder for what is derived from the courses when ``OUVROIR_BUILD`` is not set.

    In a checkout, ``build/`` beside the courses. An installation may not be written to, so
    there it is a cache (XDG base directory specification): ``$XDG_CACHE_HOME/ouvroir/build``,
    else ``~/.cache/ouvroir/build``.
    """
    if not INSTALLED:
        return DEFAULT_ROOT / "build"
    base = environ.get("XDG_CACHE_HOME") or ""
    root = Path(base) if base else Path(environ.get("HOME") or Path.home()) / ".cache"
    return root / "ouvroir" / "build"


def sqlalchemy_address(url: str) -> str:
    """Name the driver in an address of PostgreSQL that names none: ours is psycopg 3.

    Args:
        url: as a person writes it, ``postgresql://…`` or ``postgres://…``; others stay as they are.
    """
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else url


@dataclass(frozen=True)
class Settings:
    """Where things are and how much is allowed.

    Attributes:
        courses: folder of the course content (plain text).
        notebooks: folder of the hand-written Voilà pages.
        sandbox: folder of schemas and of the fictional commune's files.
        build: folder for derived pages and assignments; may be deleted at any time.
        private_bank: folder of items that only draws may take, laid out as ``courses`` is
            (``<module>/quiz.yml``); None when none is mounted.
        data: folder for database, uploaded files, keys and gradebook; survives restarts.
        host: address that the server listens on.
        port: TCP port that the server listens on.
        base_url: path prefix of every address, with both slashes.
        database_url: SQLAlchemy address; empty means SQLite inside ``data``.
        gradebook_url: SQLAlchemy address of nbgrader's gradebook, in PostgreSQL; empty means
            SQLite inside ``data``.
        trusted_proxies: addresses whose ``X-Forwarded-*`` headers are believed.
        workers: number of worker processes.
        file_days: days that a learner's file is kept outside a session.
        backup_days: days that copies in the data folder's ``sauvegardes`` are kept; 0 for ever.
        alone: the learner owns the machine (Binder, her own laptop): nothing is signed, and she
            may put back what she took away.
        bounds: upper limits on what enters.
        log: how the server writes what it does: ``texte`` or ``json``, one object a line.
        log_network: whether each request is logged with the network that it came from.
        metrics_from: networks that may read ``/metrics``, beside this machine itself.
        stop_seconds: how long what runs may take to end when the server is asked to stop.
        instance: name of who runs this server, printed on the attestations that it signs; without
            one, they are self-assessments that nobody signs.
        free_bytes: less than that on the disk of the data folder, and ``/sante`` says so.
    """

    courses: Path = DEFAULT_ROOT / "courses"
    notebooks: Path = DEFAULT_ROOT / "notebooks"
    sandbox: Path = DEFAULT_ROOT / "sandbox_data"
    build: Path = field(default_factory=lambda: default_build_folder(os.environ))
    data: Path = field(default_factory=lambda: default_data_folder(os.environ))
    host: str = "127.0.0.1"
    port: int = 8866
    base_url: str = "/"
    database_url: str = ""
    gradebook_url: str = ""
    trusted_proxies: tuple[str, ...] = ()
    workers: int = 2
    file_days: int = 30
    backup_days: int = 0
    alone: bool = False
    private_bank: Path | None = None
    bounds: Bounds = field(default_factory=Bounds)
    log: str = TEXT_LOG
    log_network: bool = False
    metrics_from: tuple[Network, ...] = ()
    stop_seconds: int = 30
    free_bytes: int = 500 * MEBI
    instance: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read settings from ``OUVROIR_*`` (and ``HOST``, ``PORT``) variables.

        Args:
            environ: the variables; the process environment when not given.

        Raises:
            ValueError: a number is not one, or is out of range (message in French).
        """
        env = os.environ if environ is None else environ

        def path(name: str, default: Path) -> Path:
            return Path(env[name]).expanduser().resolve() if env.get(name) else default

        def whole(name: str, default: int, least: int, most: int) -> int:
            return whole_number(env, name, default, least, most)

        base_url = "/" + (env.get("OUVROIR_BASE_URL") or "/").strip("/") + "/"
        return cls(
            courses=path("OUVROIR_COURSES", DEFAULT_ROOT / "courses"),
            notebooks=path("OUVROIR_NOTEBOOKS", DEFAULT_ROOT / "notebooks"),
            sandbox=path("OUVROIR_SANDBOX", DEFAULT_ROOT / "sandbox_data"),
            build=path("OUVROIR_BUILD", default_build_folder(env)),
            data=path("OUVROIR_DATA", default_data_folder(env)),
            host=env.get("HOST") or "127.0.0.1",
            port=whole("PORT", 8866, 0, 65535),
            base_url="/" if base_url == "//" else base_url,
            database_url=sqlalchemy_address(env.get("OUVROIR_DATABASE_URL") or ""),
            gradebook_url=sqlalchemy_address(env.get("OUVROIR_GRADEBOOK_URL") or ""),
            trusted_proxies=tuple((env.get("OUVROIR_TRUSTED_PROXIES") or "").split()),
            workers=whole("OUVROIR_WORKERS", 2, 1, 64),
            file_days=whole("OUVROIR_FILE_DAYS", 30, 1, 3650),
            backup_days=whole("OUVROIR_BACKUP_DAYS", 0, 0, 3650),
            alone=env.get("OUVROIR_ALONE") == "1",
            bounds=Bounds.from_environment(env),
            private_bank=(
                Path(env["OUVROIR_PRIVATE_BANK"]).expanduser().resolve()
                if env.get("OUVROIR_PRIVATE_BANK")
                else None
            ),
            log=_one_of(env, "OUVROIR_LOG", (TEXT_LOG, JSON_LOG)),
            log_network=env.get("OUVROIR_LOG_NETWORK") == "1",
            metrics_from=_networks(env, "OUVROIR_METRICS_FROM"),
            stop_seconds=whole("OUVROIR_STOP_SECONDS", 30, 0, 600),
            free_bytes=whole("OUVROIR_FREE_MIB", 500, 1, 1_048_576) * MEBI,
            instance=" ".join((env.get("OUVROIR_INSTANCE") or "").split())[:120],
        )
