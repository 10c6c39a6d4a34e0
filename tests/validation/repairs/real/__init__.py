"""Every real fault that the project knows of, made again as it was published.

One case a fault, named by the issue or the page where it was told. Values are those of
Val-Ouvert, which does not exist: what is real is the way in which they are wrong.
"""
