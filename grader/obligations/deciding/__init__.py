"""Deciding what to publish first, at what cost, in what order, and how to bring people to it.

Pure: profiles, choices and hypotheses go in, values with French sentences come out. What is known
of data, steps and workshops is text in ``data/*.yml``; the marks there are a stated judgement.
"""
