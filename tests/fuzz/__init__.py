"""A campaign of spoilt files: each ends in a report or in a refusal in French, within bounds.

One bounded process reads them all, as a worker does. Every case is known by its number alone:

    OUVROIR_LONG=1            5,000 cases in place of 300
    OUVROIR_FUZZ_CASES=17,230 these cases only
    OUVROIR_FUZZ_KEEP=folder  keep the files that failed there
"""
