"""What learners did and where it stands: database and files. The only importer of SQLAlchemy."""
