"""Detection of personal data in columns and in texts."""

from __future__ import annotations

from grader.privacy.detection.detect import detect
from grader.privacy.detection.model import DetectedColumn, Detection, InText, Passage
from grader.privacy.detection.texts import found_in

__all__ = ["DetectedColumn", "Detection", "InText", "Passage", "detect", "found_in"]
