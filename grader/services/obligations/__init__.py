"""The simulator of obligations: answers are read, duties told and written; nothing is kept."""
