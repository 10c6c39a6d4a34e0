"""Alembic runs this to migrate on the connection that ``Database`` opened."""

from alembic import context

from grader.progress.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
