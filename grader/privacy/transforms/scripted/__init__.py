"""What the engine and the pandas script share: these functions are copied into it as they stand.

Names, docstrings and comments are French, because an agent reads them there. Nothing but the
standard library is imported; every top-level name is unique in the whole package, for all of it
may end up in one script. That one code does the work in both places is why their output is equal
byte for byte.
"""
