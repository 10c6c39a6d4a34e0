"""How cells are rewritten: plain functions of one text, which a script takes as they are.

They import nothing but the standard library, and nothing from each other's files.
"""
