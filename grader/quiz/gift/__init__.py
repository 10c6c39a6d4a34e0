r"""Moodle's GIFT: plain text for questions, written and read.

The grammar is that of Moodle's own reader (``question/format/gift``), tested against it by the
npm parser ``gift-pegjs``: a question ends at a blank line, its answers stand between the first
``{`` and the first ``}``, and ``~ = # { } : \`` are escaped by a backslash.
"""
