"""The stores without the courses: for the portal alone, and for commands beside the server."""

from __future__ import annotations

from grader.content.model import Course
from grader.gradebook.course_folder import CourseFolder, root_of
from grader.progress.database import Database
from grader.services.workshop import Workshop
from grader.settings import Settings

#: Below the course folder, where a module has a folder of its own.
_BY_MODULE = ("source", "release", "ouvroir/reports")


def open_stores(settings: Settings) -> Workshop:
    """Open the stores; no course is read, and the gradebook is not brought in step with any.

    Modules are those that the gradebook's folder knows, so that what is erased is erased there too.

    Args:
        settings: where things are.

    Returns:
        To be closed by the caller.
    """
    root = root_of(settings)
    (root / "ouvroir" / "hand_ins").mkdir(parents=True, exist_ok=True, mode=0o700)
    modules = {
        path.name: ""
        for folder in _BY_MODULE
        for path in (root / folder).glob("*")
        if path.is_dir()
    }
    gradebook = CourseFolder(root, modules, {}, {}, settings.gradebook_url)
    course = Course(title="", modules={}, sources={})
    return Workshop.over(settings, course, gradebook, Database(settings))
