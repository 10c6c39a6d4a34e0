"""Examples of a lesson: for whom they are, and how a page is folded for who reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from grader.errors import ContentError
from grader.obligations.deciding.datasets import services
from grader.obligations.profile import AuthorityKind
from grader.typography import french

#: Name of the box that may be for some authorities or services alone.
EXAMPLE = "exemple"
#: Kinds of authority, as authors write them after « :pour: ».
KINDS: tuple[str, ...] = tuple(kind.value for kind in AuthorityKind)
_TAG = re.compile(
    r'<details class="encadre encadre-exemple" data-pour="([a-z ]*)" data-services="([a-z -]*)" '
    r"open>\n<summary class=\"encadre-tete\">"
    r'<span class="encadre-etiquette">Exemple</span>'
)
_FOR_OTHERS = french("Exemple pour d'autres que vous")


def whom(options: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Read for whom an example is.

    Args:
        options: of the box: ``pour`` (kinds of authority) and ``services``, separated by commas.

    Returns:
        kinds, services, and the first name that does not exist or "".
    """
    kinds, wanted = (
        tuple(one.strip() for one in options.get(name, "").split(",") if one.strip())
        for name in ("pour", "services")
    )
    known = {one.id for one in services()} if wanted else set()
    unknown = [one for one in kinds if one not in KINDS]
    unknown += [one for one in wanted if one not in known]
    return (
        tuple(one for one in kinds if one in KINDS),
        tuple(one for one in wanted if one in known),
        next(iter(unknown), ""),
    )


def for_nobody(where: str, unknown: str) -> ContentError:
    """Tell that an example is for a kind or a service that does not exist.

    Args:
        where: ``file:line`` of the example.
        unknown: the name that was written.
    """
    return ContentError(
        where,
        "unknown-audience",
        f"L'exemple est pour « {unknown} », qui n'existe pas.",
        f"Après « :pour: » : {', '.join(KINDS)} ; après « :services: », un service connu.",
    )


def example_opening(head: str, kinds: Collection[str], wanted: Collection[str]) -> str:
    """Make what opens an example of what opens any box: unfolded; ``folded_for`` knows it again.

    Args:
        head: as ``ProseReader`` opens a box, with its title.
        kinds: of authority for which it is; none for all of them.
        wanted: services for which it is; none for all of them.
    """
    title = head.partition("\n")[2].strip()
    title = title.removeprefix('<p class="encadre-tete">').removesuffix("</p>")
    return (
        f'<details class="encadre encadre-exemple" data-pour="{" ".join(kinds)}" '
        f'data-services="{" ".join(wanted)}" open>\n'
        f'<summary class="encadre-tete">{title}</summary>\n'
    )


def folded_for(html: str, kind: str, mine: Collection[str]) -> str:
    """Fold the examples of a page that are not for who reads it; none is taken away.

    Args:
        html: a piece of a lesson, as ``ProseReader`` writes it.
        kind: what her authority is; "" where she did not say.
        mine: her services; none where she did not say.
    """

    def fold(found: re.Match[str]) -> str:
        kinds, wanted = found[1].split(), found[2].split()
        other_kind = bool(kind and kinds and kind not in kinds)
        other_service = bool(mine and wanted and not set(mine) & set(wanted))
        if not (other_kind or other_service):
            return found[0]
        return found[0].replace(" open>", ">").replace(">Exemple<", f">{_FOR_OTHERS}<")

    return _TAG.sub(fold, html)
