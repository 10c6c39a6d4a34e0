"""Schemas, the engine that checks a table against one, and findings told in French."""
