"""What a local authority must publish: a profile goes in, duties come out, each with its reason.

Rules are data (``rules/*.yml``): article, threshold, date, source, and why. Nothing here reads a
course, a database or the network.
"""
