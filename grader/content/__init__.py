"""From plain text under ``courses/`` to a model, its proofs, and built pages."""
