"""The sandbox portal: records, quality score, API, DCAT and harvesting, as data.gouv.fr behaves.

Nothing here knows a database or a web server: a :class:`~grader.publication.portal.Portal` is
handed in with where documents and files are kept, and an answer is data.
"""
