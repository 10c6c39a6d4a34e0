"""What a column holds, by its values first: each judge knows a family of data, or has no say."""

from __future__ import annotations

from collections.abc import Callable

from grader.privacy.detection.days import look_like_births
from grader.privacy.detection.finding import Finding
from grader.privacy.detection.labels import Announced
from grader.privacy.detection.looks import Column
from grader.privacy.detection.model import LIKELY, SURE, UNSURE
from grader.privacy.detection.words import CIVILITIES, fold_words

Judge = Callable[[Column, Announced], Finding | None]

#: Share of cells from which a column is what its cells are.
MOST, NEARLY_ALL, HALF = 0.8, 0.9, 0.5
_LIES = "Le nom de la colonne annonce autre chose : ce sont les valeurs qui comptent."
_AGREES = "Le nom de la colonne le dit aussi."
#: What a column may be called without lying about numbers of telephone, plates…
_SILENT = frozenset(("full-name", "person", "organisation", "elected", "text", "site", "civility"))


def told_name(said: Announced, *kinds: str) -> tuple[str, ...]:
    """Say whether the name of a column agrees with what was found; nothing when it says nothing.

    Args:
        said: what it announces.
        kinds: what would agree.
    """
    if said.any_of(*kinds):
        return (_AGREES,)
    return (_LIES,) if set(said.kinds) - _SILENT else ()


def judge_empty(column: Column, said: Announced) -> Finding | None:
    """A column without any value."""
    return None if column.filled else Finding(column, said, "empty", SURE, 0)


def judge_nir(column: Column, said: Announced) -> Finding | None:
    """Numéros de sécurité sociale: by their key; without it, by their structure and the name."""
    keyed, shaped = column.share("nir-keyed"), column.share("nir-shaped")
    keyless, cut = column.share("nir-keyless"), column.share("nir-shortened")
    named = "nir" in said
    # One number in 97 has the right key by chance: among as many wrong ones it proves nothing.
    if keyed >= HALF or (keyed > shaped and keyed >= 0.2):
        told = told_name(said, "nir")
        cells = column.cells("nir-keyed", "nir-shortened", *(("nir-shaped",) if named else ()))
        return Finding(column, said, "nir", SURE if keyed >= HALF else LIKELY, cells, notes=told)
    cells = column.cells("nir-keyed", "nir-shaped", "nir-keyless", "nir-shortened")
    if named and keyed + shaped + keyless + cut >= HALF:
        notes = [_AGREES]
        if shaped > keyed:
            notes.append("Leur clé de contrôle est fausse : le numéro reste reconnaissable.")
        if cut >= 0.1:
            notes.append("Un tableur les a abrégés : ils ont perdu des chiffres.")
        if keyless > HALF:
            notes.append("Ils sont écrits sans leur clé, à 13 chiffres.")
        return Finding(column, said, "nir", LIKELY, cells, notes=tuple(notes))
    others = said.any_of("siren", "other-number", "amount", "coordinates", "income")
    if others:
        return None
    if keyless >= MOST and column.share("ean") < HALF:
        told = ("Ils sont écrits sans leur clé, à 13 chiffres.",)
        return Finding(column, said, "nir", LIKELY, column.cells("nir-keyless"), notes=told)
    if cut >= HALF:
        told = ("Un tableur semble les avoir abrégés : ils ont perdu des chiffres.",)
        return Finding(column, said, "nir", UNSURE, column.cells("nir-shortened"), notes=told)
    return None


def judge_contacts(column: Column, said: Announced) -> Finding | None:
    """E-mail addresses, telephone numbers, accounts, plates, IP addresses; mixed or not."""
    for kind, look in (("email", "email"), ("iban", "iban"), ("ip", "ip")):
        share = column.share(look)
        if kind == "ip" and "other-number" in said and "ip" not in said:
            continue  # « version » 1.2.3.4
        if share >= HALF or (share >= 0.2 and kind in said):
            notes = told_name(said, kind)
            confidence = SURE if share >= HALF else LIKELY
            if kind == "email" and column.share("shared") >= 0.6 * share:
                confidence = LIKELY
                notes += ("Beaucoup sont des boîtes de service, et non celles d'une personne.",)
            return Finding(column, said, kind, confidence, column.cells(look), notes=notes)
    return _phones(column, said) or _plates(column, said) or _mixed(column, said)


def _phones(column: Column, said: Announced) -> Finding | None:
    share, bare = column.share("phone"), column.share("bare-phone")
    cells = column.cells("phone", "bare-phone")
    if "phone" in said:
        if share + bare < 0.3:
            return None
        notes = [_AGREES]
        if bare > share:
            notes.append("Ils ont perdu leur premier zéro dans un tableur.")
        confidence = SURE if share + bare >= MOST else LIKELY
        return Finding(column, said, "phone", confidence, cells, notes=tuple(notes))
    spaced = column.share("spaced") >= HALF
    # References of ten digits that begin with 0 fall into the numbering plan eight times out of
    # ten: only the separators of a telephone number make less than nearly all of them enough.
    if share < (MOST if spaced else 0.95):
        return None
    sure = spaced or share >= 0.98
    cells = column.cells("phone")
    notes_ = told_name(said, "phone")
    lies = _LIES in notes_
    return Finding(
        column, said, "phone", SURE if sure and not lies else LIKELY, cells, notes=notes_
    )


def _plates(column: Column, said: Announced) -> Finding | None:
    share = column.share("plate")
    named = "plate" in said
    # References of the same form use I, O and U, which plates never do.
    if share >= (HALF if named else 0.95 if "other-number" in said else NEARLY_ALL):
        confidence = SURE if named and share >= MOST else LIKELY
        if "other-number" in said and not named:
            confidence = UNSURE
        notes = told_name(said, "plate")
        return Finding(column, said, "plate", confidence, column.cells("plate"), notes=notes)
    return None


def _mixed(column: Column, said: Announced) -> Finding | None:
    looks = {"email": "email", "phone": "phone", "nir": "nir-keyed", "iban": "iban"}
    shares = {kind: column.share(look) for kind, look in looks.items()}
    present = [kind for kind, share in shares.items() if share >= 0.05]
    if sum(shares.values()) < HALF or len(present) < 2:
        return None
    kind = max(shares, key=lambda one: shares[one])
    notes = (
        "Les autres cellules contiennent d'autres façons de joindre ou de désigner quelqu'un.",
    )
    return Finding(column, said, kind, LIKELY, column.cells(looks[kind]), notes=notes)


def judge_addresses(column: Column, said: Announced) -> Finding | None:
    """Postal addresses; streets without a number tell less."""
    whole, street = column.share("address"), column.share("street")
    cells = column.cells("address")
    if said.any_of("address", "street"):
        if whole >= 0.3:
            confidence = SURE if whole >= MOST else LIKELY
            return Finding(column, said, "address", confidence, cells, notes=(_AGREES,))
        if whole + street >= HALF:
            cells = column.cells("street")
            return Finding(column, said, "street", LIKELY, cells, notes=(_AGREES,))
        return None
    if whole >= HALF:
        confidence = SURE if whole >= NEARLY_ALL else LIKELY
        notes = told_name(said, "address")
        return Finding(column, said, "address", confidence, cells, notes=notes)
    if street >= MOST and column.share("text") < HALF:
        cells = column.cells("street")
        return Finding(column, said, "street", LIKELY, cells, notes=told_name(said, "street"))
    return None


def judge_days(column: Column, said: Announced) -> Finding | None:
    """Dates of birth, told from other dates by the name of the column or by their spread."""
    share, years = column.share("day"), column.share("year")
    if "birth-date" in said and (share >= HALF or years >= MOST):
        look = "day" if share >= HALF else "year"
        confidence = SURE if max(share, years) >= MOST else LIKELY
        notes = (_AGREES,)
        return Finding(column, said, "birth-date", confidence, column.cells(look), notes=notes)
    if share < 0.7:
        return None
    cells = column.cells("day")
    told = fold_words(column.label)
    long_lived = any(word in told for word in _LONG_LIVED)
    if look_like_births(column.days) and not long_lived:
        notes = (
            "Elles s'étalent sur plusieurs générations et tombent aussi le samedi et le dimanche.",
        )
        return Finding(
            column, said, "birth-date", LIKELY, cells, notes=notes + told_name(said, "birth-date")
        )
    notes_ = ("Ce ne sont pas des dates de naissance.",) if "birth-date" not in said else ()
    return Finding(column, said, "date", LIKELY, cells, notes=notes_)


#: What is dated over decades, on any day of the week, without being born.
_LONG_LIVED = (
    "construction", "creation", "fondation", "ouverture", "plantation", "installation",
    "immatriculation", "mise en service", "classement", "constitution",
)  # fmt: skip


def judge_sirens(column: Column, said: Announced) -> Finding | None:
    """SIREN and SIRET: whose they are is for the rest of the file to tell."""
    share, cut = column.share("siren"), column.share("siren-shortened")
    named = said.any_of("siren", "sole-trader")
    if share >= HALF or (named and share + cut >= 0.3):
        notes = () if cut < 0.1 else ("Un tableur en a abrégé : ils ont perdu des chiffres.",)
        confidence = SURE if named and share >= HALF else LIKELY
        cells = column.cells("siren", "siren-shortened")
        return Finding(column, said, "siren", confidence, cells, notes=notes)
    return None


def judge_sex(column: Column, said: Announced) -> Finding | None:
    """Sex and civility: a few values, always the same."""
    words = {fold_words(value) for value, _ in column.values}
    civil, share = column.share("civility"), column.share("sex")
    if civil >= NEARLY_ALL and (words - {"m"}) & CIVILITIES:
        confidence = SURE if "civility" in said else LIKELY
        cells = column.cells("civility")
        return Finding(
            column, said, "civility", confidence, cells, notes=told_name(said, "civility")
        )
    if "sex" in said and (share >= MOST or (words <= {"0", "1", "2", "3", "9"} and len(words) < 5)):
        cells = column.cells("sex") or column.filled
        return Finding(column, said, "sex", SURE, cells, notes=(_AGREES,))
    both = words & {"h", "m", "homme", "masculin", "garcon"} and words & {"f", "femme", "feminin"}
    if both and share >= 0.95:
        confidence = LIKELY if not set(said.kinds) - _SILENT else UNSURE
        return Finding(column, said, "sex", confidence, column.cells("sex"))
    return None


NUMBERS: tuple[Judge, ...] = (
    judge_empty, judge_nir, judge_contacts, judge_addresses, judge_days, judge_sirens, judge_sex,
)  # fmt: skip
