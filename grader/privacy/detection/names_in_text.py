"""Names of people inside a text: after a title, beside a known first name, or by their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.privacy.detection.model import LIKELY, SURE, UNSURE, Passage
from grader.privacy.detection.names import (
    LETTERS,
    TITLES,
    is_cased_as_a_name,
    is_first_name,
    is_last_name,
)
from grader.privacy.detection.words import (
    BEARERS,
    FUNCTIONS,
    MONTHS,
    ORDINARY,
    ORGANISATION,
    PARTICLES,
    fold_word,
    words_of,
)

#: A word of a text, with its place. Bounded, so that a hostile « word » costs its length once.
_TOKEN = re.compile(rf"{LETTERS}+(?:[-'’]{LETTERS}+)*")
_TITLE = re.compile(
    rf"(?<!\w)(?:(?:{TITLES}|MME|MLLE|MONSIEUR|MADAME|MR|mme|mlle|monsieur|madame)(?![\w'’])|"
    rf"M(?=[ \u00a0]+[A-Z]))"
)
#: « l'enfant Kouamé Yao »: after these words a capital begins a name more often than not.
_INTRODUCING = re.compile(
    r"(?i:\b(?:enfants?|famille|usag[eè]re?|agente?|[ée]l[èe]ve|fils|fille|fr[èe]re|s(?:œ|oe)ur|[ée]pouse|"
    r"[ée]poux|conjointe?|veuve|locataire|voisine?|demandeu(?:r|se)|b[ée]n[ée]ficiaire|allocataire|"
    r"tut(?:eur|rice)|dossier de|propri[ée]taire|patiente?|nomm[ée]e?|signataire|interlocut(?:eur|"
    r"rice)|employ[ée]e?|parent|p[èe]re|m[èe]re|r[ée]dact(?:eur|rice)|suivie? par|re[çc]ue? par|"
    r"l[ée]gu[ée] par))"
    r"(?: de)?(?!\w)"
)
#: Between two words of a name: spaces only; « Dupont, Jean » is two in many lists of words.
_BESIDE = re.compile(r"[ \u00a0\u202f]{1,3}")
_INITIAL = re.compile(r"[A-Z]\.(?:-?[A-Z]\.)?[ \u00a0]?")
_LONGEST_WORD = 40
_MOST_WORDS = 5
#: In capitals and no longer than that, a word is rather an acronym.
_SHORT = 5
#: « L'enfant », « Qu'elle »: a capital that the sentence gave.
_ELIDED = re.compile(r"[^\W\d_]{1,3}['’][^\W\d_A-Z]")
_ROMAN = re.compile(r"[IVXL]+")
#: Words that may stand between what bears a name and the name: « rue du Général de Gaulle ».
_RANKS = words_of("""
    general marechal colonel capitaine president docteur professeur abbe pere mere saint sainte
    pape roi reine frere freres soeur amiral commandant lieutenant comte duc
    """)


def names_in(text: str) -> Iterator[Passage]:
    """Find names of people in a text.

    - after a title: « Mme Kervella », « M. et Mme LE GOFF »: sure;
    - a known first name beside a word with a capital: « Aminata Traoré », « DUPONT Jean »: sure
      when both are known, else likely;
    - a word with a capital after « l'enfant », « dossier de »: likely;
    - « Prénom NOM » by its capitals alone: likely, unsure where it opens a sentence.

    What a street, a school or an association bears is left out: « rue Victor Hugo », « Les Amis
    de Jean Moulin ».

    Args:
        text: at most a few tens of thousands of characters.
    """
    tokens = [
        (found[0], found.start(), found.end())
        for found in _TOKEN.finditer(text)
        if found.end() - found.start() <= _LONGEST_WORD
    ]
    beginnings = {start: place for place, (_, start, _) in enumerate(tokens)}
    titled = _announced_by(_TITLE, text, beginnings)
    introduced = _announced_by(_INTRODUCING, text, beginnings)
    place = 0
    while place < len(tokens):
        taken, confidence = 0, ""
        if place in titled:
            taken, confidence = _titled(text, tokens, place), SURE
        elif tokens[place][0][0].isupper():
            taken, confidence = _bare(text, tokens, place)
            if place in introduced and confidence in ("", UNSURE):
                taken, confidence = _introduced(text, tokens, place), LIKELY
        if taken:
            yield Passage(tokens[place][1], tokens[place + taken - 1][2], "name", confidence)
        place += max(taken, 1)


Token = tuple[str, int, int]


def _announced_by(pattern: re.Pattern[str], text: str, beginnings: dict[int, int]) -> set[int]:
    """Give the words before which a pattern stands."""
    places = (beginnings.get(_after(text, found.end())) for found in pattern.finditer(text))
    return {place for place in places if place is not None}


def _introduced(text: str, tokens: list[Token], place: int) -> int:
    """Count the words of a name after « l'enfant », « dossier de »."""
    words = [fold_word(word) for word, _, _ in _run(text, tokens, place)]
    if not words or any(_is_ordinary(word) for word in words):
        return 0
    acronym = len(words) == 1 and tokens[place][0].isupper() and len(words[0]) < _SHORT
    return 0 if acronym or words[0] in PARTICLES else len(words)


def _after(text: str, end: int) -> int:
    """Give the place of the next word after a title: blanks and an initial may stand between."""
    blank = _BESIDE.match(text, end)
    if blank is None:
        return -1
    initial = _INITIAL.match(text, blank.end())
    return initial.end() if initial else blank.end()


def _titled(text: str, tokens: list[Token], place: int) -> int:
    """Count the words of a name after its title."""
    run = _run(text, tokens, place)
    if not run:
        return 0
    first = fold_word(tokens[place][0])
    if first in FUNCTIONS or first in MONTHS:
        return 0
    if first in PARTICLES and (
        len(run) < 2 or fold_word(tokens[place + 1][0]) in FUNCTIONS | ORDINARY
    ):
        return 0
    return len(run)


def _run(text: str, tokens: list[Token], place: int) -> list[Token]:
    """Give the words of a possible name: capitals, with particles between them."""
    run: list[Token] = []
    for word, start, end in tokens[place : place + _MOST_WORDS]:
        if run and _BESIDE.fullmatch(text, run[-1][2], start) is None:
            break
        if not (word[0].isupper() or fold_word(word) in PARTICLES or word[:2] in ("d'", "d’")):
            break
        run.append((word, start, end))
    while run and not (run[-1][0][0].isupper() or run[-1][0][:2] in ("d'", "d’")):
        run.pop()
    if run and not run[0][0][0].isupper() and len(run) < 2:
        return []
    return run


def _bare(text: str, tokens: list[Token], place: int) -> tuple[int, str]:
    """Count the words of a name without a title, and say how sure it is; (0, "") for none."""
    run = _run(text, tokens, place)
    capitals = [one for one in run if one[0][0].isupper()]
    if len(capitals) < 2 or _borne(text, tokens, place):
        return 0, ""
    if _ELIDED.match(run[0][0]):
        return 0, ""
    words = [fold_word(word) for word, _, _ in run]
    # An ordinary word ends a name: « Jean Dupont Mairie », « Dupont Jean Rue ».
    length = len(run)
    for number, word in enumerate(words):
        known = is_first_name(word) or is_last_name(word)
        if word not in PARTICLES and _is_ordinary(word) and not (known and word not in ORDINARY):
            length = number
            break
        if _ROMAN.fullmatch(run[number][0]) and len(run[number][0]) < 5:
            length = number
            break
    while length and words[length - 1] in PARTICLES:
        length -= 1
    kept = [n for n in range(length) if words[n] not in PARTICLES]
    if len(kept) < 2 or words[0] in PARTICLES:
        return 0, ""
    before = text[max(0, run[0][1] - 3) : run[0][1]].rstrip()
    return _judged(run, words, kept, opening=not before or before[-1] in ".!?\n")


def _judged(
    run: list[Token], words: list[str], kept: list[int], *, opening: bool
) -> tuple[int, str]:
    """Judge words side by side, of which ``kept`` are no particles; ``opening`` a sentence."""
    length = kept[-1] + 1
    first = [is_first_name(words[n]) for n in kept]
    last = [is_last_name(words[n]) for n in kept]
    if any(first):
        # Somebody's own name stands first or last of the words: not « Comité Anne Nationale ».
        if not (first[0] or first[-1] or (len(kept) > 2 and first[1])):
            return 0, ""
        others = any(last[n] for n in range(len(kept)) if not first[n]) or sum(first) > 1
        if others:
            return length, SURE
        # « Kervella Jean » may be « Réunion Paul »: capitals all through tell a name.
        return length, LIKELY if first[0] or run[kept[0]][0].isupper() else UNSURE
    capitals = [run[n][0].isupper() and len(run[n][0]) > 2 for n in kept]
    if is_cased_as_a_name(capitals) and not any(
        run[n][0].isupper() and len(run[n][0]) < 4 for n in kept
    ):
        # The first word of a sentence has its capital anyway: « Logiciel ARPEGE ».
        return length, LIKELY if any(last) or not opening else UNSURE
    return 0, ""


def _is_ordinary(word: str) -> bool:
    return word in ORDINARY or word in ORGANISATION or word in FUNCTIONS


def _borne(text: str, tokens: list[Token], place: int) -> bool:
    """Tell whether a place or an organisation bears the name: « collège Jean Moulin »."""
    looked = 0
    here = tokens[place][1]
    while place > 0 and looked < _MOST_WORDS:
        place -= 1
        word, _, end = tokens[place]
        between = text[end:here]
        if len(between) > 4 or between.strip(" .-–«\"“\u00a0\u202f'’"):
            return False
        folded = fold_word(word)
        if folded.rstrip(".") in BEARERS:
            return True
        passed = folded in PARTICLES or folded in _RANKS or folded == "et" or is_first_name(folded)
        if not passed and word[:2] not in ("d'", "l'"):
            return folded.partition("'")[2] in BEARERS
        here = tokens[place][1]
        looked += 1
    return False
