"""Reports of validation, as a person or a machine takes them away: text, JSON, CSV, HTML."""
