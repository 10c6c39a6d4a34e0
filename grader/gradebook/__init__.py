"""The official grades: nbgrader's course folder and gradebook, and the only importer of nbgrader.

Heavy modules (``converters``, ``store``) are imported where they are used, so that placing a
copy does not cost the second that importing nbgrader takes.
"""
