"""Words that tell of health, social aid, union, opinion or religion; and of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from grader.privacy.detection.words import SENSITIVE_WORDS, fold_word, fold_words, words_of

#: Pieces of expressions (« aide sociale », « divers gauche ») are too ordinary alone in a text.
_ORDINARY = words_of("""
    aide alimentaire bon colis epicerie cheque energie sociale sociaux minima d'urgence
    hebergement sans religion divers gauche droite extreme fauteuil roulant traitement
    medicamenteux solidaires sud unsa laique ass ame orthodoxe* medical* secours syndical*
    syndicat allocation* communiste republicain* juive* juif*
    """)
#: Words that tell together what none tells alone.
PHRASES = re.compile(
    r"(?i:\b(?:(?P<health>traitements? m[ée]dica(?:l|ux|menteux)|arr[êe]ts? (?:de )?(?:maladie|"
    r"travail)|fauteuil roulant|perte d['’]autonomie|taux d['’]incapacit[ée]|affection de longue "
    r"dur[ée]e|suivi psy\w{0,20})|(?P<aid>aide sociale|minima sociaux|bons? alimentaires?|colis "
    r"alimentaires?|[ée]picerie sociale|secours d['’]urgence|fin de droits)|(?P<politics>"
    r"(?:extr[êe]me|divers) (?:gauche|droite)|parti (?:socialiste|communiste|radical)|"
    r"membre d['’]un parti)|"
    r"(?P<religion>de confession \w{3,20}|sans religion)|(?P<union>"
    r"d[ée]l[ée]gu[ée]e? syndica\w{1,3}|adh[ée]rente? [àa] (?:un|la|le) syndicat|"
    r"repr[ée]sentante? (?:CGT|CFDT|FO|SUD|UNSA|CFTC)))"
    r"(?!\w))"
)
_SINGLE = [(word, kind) for kind, words in SENSITIVE_WORDS.items() for word in words.split()]
_EXACT = {word: kind for word, kind in _SINGLE if not word.endswith("*") and word not in _ORDINARY}
_BEGINNINGS = tuple(
    (word[:-1], kind) for word, kind in _SINGLE if word.endswith("*") and word not in _ORDINARY
)
#: Words that are enough in a cell of one to three words, where a column is all of them.
_IN_CELLS = {
    "union": "sud solidaires unsa syndicat fo cgt cfdt cftc",
    "politics": "gauche droite communiste republicain republicaine centre ecologiste lr ps pcf "
                "eelv lfi rn modem renaissance horizons reconquete npa lo",
    "religion": "juif juive orthodoxe laique",
    "aid": "allocation secours alimentaire",
}  # fmt: skip
_CELL = {word: kind for kind, words in _IN_CELLS.items() for word in words.split()}
#: In capitals only, for in small letters they are ordinary words.
_CODE = 4


@lru_cache(maxsize=20_000)
def told_by(written: str) -> str:
    """Give the sensitive kind that a word of a text tells; "" for most words.

    Args:
        written: one word, as in the text: short codes count in capitals only.
    """
    word = fold_word(written)
    kind = _EXACT.get(word, "")
    if kind and (len(word) > _CODE or written.isupper()):
        return kind
    return next((kind for beginning, kind in _BEGINNINGS if word.startswith(beginning)), "")


def told_by_cell(value: str) -> Iterator[str]:
    """Give the sensitive kinds, and ``job``, that a short cell tells.

    Args:
        value: a cell.
    """
    words = fold_words(value)
    if len(words) > 60:
        return
    if words in jobs() or words.split(" ")[0] in _trades():
        yield "job"
    kinds = {told_by(word) for word in value.replace("/", " ").split()}
    if words.count(" ") < 3:
        kinds |= {_CELL.get(word, "") for word in words.split()}
    yield from kinds - {""}


@lru_cache(maxsize=1)
def jobs() -> frozenset[str]:
    """Give known names of jobs, folded (source: faker's French list)."""
    from faker.providers.job.fr_FR import Provider

    return frozenset(fold_words(job) for job in Provider.jobs) | _USUAL_JOBS


@lru_cache(maxsize=1)
def _trades() -> frozenset[str]:
    """Give first words that begin a job and little else: « infirmière », « plombier »."""
    first = [job.split(" ")[0] for job in jobs()]
    endings = ("eur", "euse", "ier", "iere", "trice", "iste", "ien", "ienne", "aire")
    return frozenset(word for word in first if len(word) > 5 and word.endswith(endings)) - {
        "agent", "commissaire", "premier", "premiere", "secretaire",
    }  # fmt: skip


_USUAL_JOBS = frozenset((
    "retraite", "retraitee", "sans emploi", "sans profession", "etudiant", "etudiante", "employe",
    "employee", "ouvrier", "ouvriere", "cadre", "agriculteur", "agricultrice", "artisan",
    "commercant", "commercante", "fonctionnaire", "enseignant", "enseignante", "infirmier",
    "infirmiere", "aide soignant", "aide soignante", "chomeur", "chomeuse", "demandeur d emploi",
    "demandeuse d emploi", "mere au foyer", "pere au foyer", "assistante maternelle",
    "agent d entretien", "chauffeur routier", "macon", "plombier", "boulanger", "boulangere",
    "caissier", "caissiere", "vendeur", "vendeuse", "comptable", "electricien", "menuisier",
    "coiffeur", "coiffeuse", "serveur", "serveuse", "cuisinier", "cuisiniere", "ingenieur",
    "technicien", "technicienne", "medecin", "avocat", "avocate", "aide a domicile",
    "aide menagere",
))  # fmt: skip
