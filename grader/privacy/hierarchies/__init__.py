"""Ladders from a value to a vaguer one: each level is a coarsening of the one before."""
