"""Spaces of the sandbox portal: members, keys, documents and files, erased at their date."""
