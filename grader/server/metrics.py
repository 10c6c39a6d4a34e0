"""Figures of a running server, in the form that Prometheus and its likes read.

A registry of our own, so that nothing is there but what is listed below. Labels are routes,
statuses, names of jobs and codes of refusals: all from our own source. No learner, session, file
nor address is ever one (``docs/reglages.md``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_1_0_0
from prometheus_client.process_collector import ProcessCollector

# When each counter began is of no use here, and doubles what is read.
disable_created_metrics()
CONTENT_TYPE = CONTENT_TYPE_PLAIN_1_0_0
#: Seconds: a static file, an answer, a page, a file read, what is too long.
_SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 90.0)
#: Codes of refusals that tell of the database.
_DATABASE_CODES = frozenset({"database-busy", "database-unusable", "disk-full"})

#: What is read when somebody asks: name, help, and how to find it.
Reading = tuple[str, str, Callable[[], float]]


class Metrics:
    """Counts what the server does.

    Args:
        process: also tell memory, processor time and open files of the process.
    """

    def __init__(self, *, process: bool = True) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        if process:
            ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "ouvroir_requests",
            "Requêtes servies.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._request_seconds = Histogram(
            "ouvroir_request_seconds",
            "Durée des requêtes.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._refusals = Counter(
            "ouvroir_refusals",
            "Refus dits aux personnes, par code.",
            ("code",),
            registry=self.registry,
        )
        self._faults = Counter(
            "ouvroir_faults", "Erreurs imprévues du serveur.", registry=self.registry
        )
        self._database = Counter(
            "ouvroir_database_errors",
            "Demandes que la base a fait échouer.",
            registry=self.registry,
        )
        self._job_seconds = Histogram(
            "ouvroir_job_seconds",
            "Durée des travaux sur les fichiers, sans leur attente.",
            ("job", "outcome"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._job_wait = Histogram(
            "ouvroir_job_wait_seconds",
            "Attente d'un processus de travail.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._uploads = Counter(
            "ouvroir_uploads", "Fichiers reçus en entier.", registry=self.registry
        )
        self._uploaded = Counter(
            "ouvroir_upload_bytes", "Octets des fichiers reçus.", registry=self.registry
        )
        self._hand_ins = Counter("ouvroir_hand_ins", "Travaux rendus.", registry=self.registry)
        self._erased = Counter(
            "ouvroir_erasures",
            "Effacements, à leur date ou sur demande.",
            ("why",),
            registry=self.registry,
        )
        for why in ("date", "demande"):
            self._erased.labels(why)
        self._stopping = Gauge(
            "ouvroir_stopping", "1 pendant l'arrêt du serveur.", registry=self.registry
        )

    def request(self, method: str, route: str, status: int, seconds: float, code: str) -> None:
        """Count a request that was answered.

        Args:
            method: GET, POST…
            route: its pattern.
            status: of the answer.
            seconds: from its first byte to the end of the answer.
            code: of the refusal that was told; "" for none.
        """
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)
        if code:
            self._refusals.labels(code).inc()
        if code == "server-fault":
            self._faults.inc()
        if code in _DATABASE_CODES:
            self._database.inc()

    def database_fault(self) -> None:
        """Count a fault of the database that nobody expected."""
        self._database.inc()

    def job(self, job: str, outcome: str, wait: float, seconds: float) -> None:
        """Count a job that ended.

        Args:
            job: its name.
            outcome: ``fait``, or the code of what stopped it.
            wait: seconds before it ran.
            seconds: that it took, without them.
        """
        self._job_wait.observe(wait)
        self._job_seconds.labels(job, outcome).observe(seconds)

    def upload(self, size: int) -> None:
        """Count a file that was received whole; its size in bytes."""
        self._uploads.inc()
        self._uploaded.inc(size)

    def hand_in(self) -> None:
        """Count a work that was handed in."""
        self._hand_ins.inc()

    def erased(self, why: str, count: int = 1) -> None:
        """Count what was erased: ``date`` (it was due) or ``demande`` (its owner asked)."""
        self._erased.labels(why).inc(count)

    def stop(self) -> None:
        """Say that the server is stopping."""
        self._stopping.set(1)

    def read_live(
        self, readings: Iterable[Reading], counts: Mapping[str, tuple[str, Mapping[str, int]]]
    ) -> None:
        """Have figures found when they are asked for.

        Args:
            readings: those of now.
            counts: name to its help and to what counts up, by outcome, as long as we run.
        """
        self.registry.register(_Live(tuple(readings), counts))

    def text(self) -> bytes:
        """Write all figures."""
        return generate_latest(self.registry)


class _Live:
    """Figures that somebody else keeps."""

    def __init__(
        self, readings: tuple[Reading, ...], counts: Mapping[str, tuple[str, Mapping[str, int]]]
    ) -> None:
        self._readings = readings
        self._counts = counts

    def collect(self) -> Iterable[Metric]:
        """Read them now."""
        for name, told, read in self._readings:
            yield GaugeMetricFamily(name, told, value=read())
        for name, (told, found) in self._counts.items():
            family = CounterMetricFamily(name, told, labels=("outcome",))
            for outcome, number in dict(found).items():
                family.add_metric((outcome,), number)
            yield family

    def describe(self) -> Iterable[Metric]:
        """Describe nothing: reading now may be too early."""
        return ()
