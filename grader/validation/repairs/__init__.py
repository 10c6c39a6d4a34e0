"""From « Ligne 14 est fausse » to a file that can be published: causes, repairs, a new file.

A file is never changed: decisions are replayed over what was read (``mend``), so that each can be
undone, told (``journal``) and done again next month (``script``).
"""
