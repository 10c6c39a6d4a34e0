"""The workshop: everything that a use-case needs, wired in one place."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from grader import __version__
from grader.content.build import ensure_built
from grader.content.model import Course
from grader.exercises.model import Exercise
from grader.gradebook.course_folder import CourseFolder, prepare
from grader.progress.database import Database
from grader.progress.drafts import Drafts
from grader.progress.events import Events
from grader.progress.files import Files
from grader.progress.hand_ins import HandIns
from grader.progress.learners import Learners
from grader.progress.portal.spaces import Spaces
from grader.progress.profiles import Profiles
from grader.progress.question_reports import QuestionReports
from grader.progress.resume_codes import ResumeCodes
from grader.progress.reviews import Reviews
from grader.progress.sessions.accounts import Accounts
from grader.progress.sessions.members import Members
from grader.progress.sessions.sessions import TrainingSessions
from grader.progress.visits import Visits
from grader.settings import Settings
from grader.validation.model import Verdict
from grader.workers.pool import WorkerPool


@dataclass(frozen=True)
class Workshop:
    """Stores, course and workers behind the use-cases.

    Attributes:
        settings: where things are and how much is allowed.
        course: the courses, keys included.
        database: closed by whoever opened the workshop.
        learners, events, files, drafts, visits, hand_ins, reports: what learners did.
        reviews: what a person marks of it.
        resume_codes: prints of the codes that bring learners back.
        accounts: those of trainers and administrators.
        sessions: training sessions and their trainers.
        members: who is in them.
        profiles: what learners say of their authority and role.
        spaces: those of the sandbox portal.
        gradebook: where copies are handed in.
        pool: workers for files.
        baselines: verdicts on the files that exercises give, by ``basis_of``.
        revision: names the version of the courses, where they may change while we serve.
    """

    settings: Settings
    course: Course
    database: Database
    learners: Learners
    events: Events
    files: Files
    drafts: Drafts
    visits: Visits
    hand_ins: HandIns
    reports: QuestionReports
    reviews: Reviews
    resume_codes: ResumeCodes
    accounts: Accounts
    sessions: TrainingSessions
    members: Members
    profiles: Profiles
    spaces: Spaces
    gradebook: CourseFolder
    pool: WorkerPool
    baselines: dict[str, Verdict] = field(default_factory=dict)
    revision: str = ""

    @classmethod
    def open(cls, settings: Settings) -> Workshop:
        """Build what changed, migrate the database, ready the gradebook, start the pool."""
        course = ensure_built(settings)
        return cls.over(settings, course, prepare(settings, course), Database(settings))

    @classmethod
    def over(
        cls, settings: Settings, course: Course, gradebook: CourseFolder, database: Database
    ) -> Workshop:
        """Wire the stores of a database and start the pool.

        Args:
            settings: where things are and how much is allowed.
            course: the courses; empty where only the portal is served.
            gradebook: where copies are handed in.
            database: open.
        """
        return cls(
            settings=settings,
            course=course,
            database=database,
            learners=Learners(database),
            events=Events(database),
            files=Files(database, settings),
            drafts=Drafts(settings),
            visits=Visits(database),
            hand_ins=HandIns(database),
            reports=QuestionReports(database),
            reviews=Reviews(database),
            resume_codes=ResumeCodes(database),
            accounts=Accounts(database),
            sessions=TrainingSessions(database),
            members=Members(database),
            profiles=Profiles(database),
            spaces=Spaces(database, settings),
            gradebook=gradebook,
            pool=WorkerPool(settings),
        )

    def close(self) -> None:
        """Stop workers and close the database."""
        self.pool.close()
        self.database.close()

    def address(self, path: str) -> str:
        """Give the address of a page below the base URL."""
        return self.settings.base_url + path.lstrip("/")


def basis_of(exercise: Exercise) -> str:
    """Hash what an outcome depends on beside the response: the exercise, its files, our version.

    What was kept under another basis is found anew: a corrected key must reach every page.
    """
    files = tuple(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size)
        for path in exercise.settings.values()
        if isinstance(path, Path) and path.is_file()
    )
    return _basis(repr(exercise), files)


@lru_cache(maxsize=1024)
def _basis(declared: str, files: tuple[tuple[str, int, int], ...]) -> str:
    return hashlib.sha256(f"{__version__}\n{declared}\n{files}".encode()).hexdigest()


def seed_of(learner_id: str) -> int:
    """Give the seed of the draws made for a learner: hers, and the same at every visit."""
    return int.from_bytes(hashlib.sha256(learner_id.encode()).digest()[:6], "big")
