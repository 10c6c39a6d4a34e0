"""Rules beyond Table Schema (``custom_checks``): one file each, with its own examples.

They are Validata's, under their old and new names and with the semantics described in the
project's reference on schemas: a rule is passed over where a column is absent or a cell empty,
and a cell that is wrong for its type counts as empty.
"""
