"""Figures that are read when somebody asks: pages, queues, kernels, disk."""

from __future__ import annotations

from collections.abc import Callable

import tornado.web

from grader.kernels.forked import ForkedProvisioner
from grader.kernels.nursery import NURSERY
from grader.server.grading_queue import GradingQueue
from grader.server.metrics import Metrics, Reading
from grader.server.open_pages import OpenPages
from grader.services.health import free_bytes
from grader.services.workshop import Workshop


def count_live(metrics: Metrics, application: tornado.web.Application) -> None:
    """Have the figures of a server told with those that it counts.

    Args:
        metrics: of the server.
        application: its settings name pages, grading and the workshop of the moment.
    """
    settings = application.settings
    pages: OpenPages = settings["open_pages"]
    grading: GradingQueue = settings["grading"]

    def workshop() -> Workshop:
        found: Workshop = settings["workshop"]
        return found

    workshop().pool.told = metrics.job
    metrics.read_live(
        (
            *_of_workshop(workshop),
            ("ouvroir_pages_open", "Pages ouvertes.", lambda: len(pages)),
            ("ouvroir_pages_bound", "Pages permises.", lambda: pages.bounds.open_pages),
            (
                "ouvroir_zygote",
                "1 si le processus dont naissent les noyaux est là.",
                lambda: float(NURSERY.alive),
            ),
            (
                "ouvroir_hand_ins_waiting",
                "Travaux rendus qui attendent leur note.",
                lambda: float(workshop().hand_ins.waiting()),
            ),
            (
                "ouvroir_grading_running",
                "1 si le processus de notation est là.",
                lambda: float(grading.pid is not None),
            ),
        ),
        {
            "ouvroir_kernel_starts": (
                "Noyaux démarrés, par naissance (forked) ou à l'ordinaire (ordinary).",
                ForkedProvisioner.starts,
            )
        },
    )


def count_portal(metrics: Metrics, workshop: Workshop) -> None:
    """Have the figures of the portal by itself told: it has neither pages nor hand-ins.

    Args:
        metrics: of the server.
        workshop: stores and workers.
    """
    workshop.pool.told = metrics.job
    metrics.read_live(_of_workshop(lambda: workshop), {})


def _of_workshop(workshop: Callable[[], Workshop]) -> tuple[Reading, ...]:
    """Give what every server tells of its workers and of its disk."""
    return (
        (
            "ouvroir_jobs_waiting",
            "Travaux sur des fichiers qui attendent leur tour.",
            lambda: workshop().pool.waiting,
        ),
        (
            "ouvroir_workers",
            "Processus de travail vivants.",
            lambda: float(workshop().pool.alive()),
        ),
        (
            "ouvroir_disk_free_bytes",
            "Octets libres sur le disque des travaux.",
            lambda: free_bytes(workshop()),
        ),
    )
