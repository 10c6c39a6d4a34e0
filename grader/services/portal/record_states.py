"""Draft, public, archived, deleted: what each means, and what may be done from there."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication.documents import Document
from grader.typography import french


@dataclass(frozen=True)
class Step:
    """Something that changes the state of a record, asked on a page of its own.

    Attributes:
        name: in its address, ``publier``.
        label: on the button that leads to the page.
        title: of the page.
        before: what will happen, sentence by sentence.
        confirm: on the button that does it.
        changes: what the record's update gets; None deletes it.
        said: short name of what is said afterwards.
        grave: whether the button says that it takes something away.
        forgets: whether nothing is left of the record.
    """

    name: str
    label: str
    title: str
    before: tuple[str, ...]
    confirm: str
    changes: Document | None
    said: str
    grave: bool = False
    forgets: bool = False


@dataclass(frozen=True)
class RecordState:
    """The state of a record.

    Attributes:
        name: ``draft``, ``public``, ``archived`` or ``deleted``.
        sign: what stands beside the word.
        label: the word.
        told: what it means for whoever looks.
        tone: class of its colour.
        steps: what may be done from there.
    """

    name: str
    sign: str
    label: str
    told: str
    tone: str
    steps: tuple[Step, ...]


def _step(
    name: str,
    *,
    label: str,
    title: str,
    before: tuple[str, ...],
    confirm: str,
    changes: Document | None,
    said: str,
    grave: bool = False,
    forgets: bool = False,
) -> Step:
    told = tuple(french(sentence) for sentence in before)
    return Step(name, label, french(title), told, confirm, changes, said, grave, forgets)


#: The moment of ``archived`` is set when it happens: see ``change_state``.
NOW = "now"

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        _step(
            "publier",
            label="Rendre publique",
            title="Rendre cette fiche publique ?",
            before=(
                (
                    "Elle apparaîtra aussitôt dans les recherches, dans le catalogue et à son "
                    "adresse, sans autre étape. C'est le moment de relire le titre, la licence et "
                    "les fichiers."
                ),
                (
                    "Vous pourrez la repasser en brouillon, mais pas reprendre ce qui aura déjà "
                    "été téléchargé."
                ),
            ),
            confirm="Rendre publique",
            changes={"private": False},
            said="publiee",
        ),
        _step(
            "brouillon",
            label="Repasser en brouillon",
            title="Repasser cette fiche en brouillon ?",
            before=(
                (
                    "Elle quittera les recherches et le catalogue. Pour toute autre personne, son "
                    "adresse répondra « introuvable » (404) : les liens déjà donnés seront cassés."
                ),
                (
                    "L'adresse permanente de chaque fichier, elle, continuera de servir le "
                    "fichier. Un brouillon n'est pas un endroit sûr pour des données personnelles."
                ),
            ),
            confirm="Repasser en brouillon",
            changes={"private": True},
            said="en-brouillon",
        ),
        _step(
            "archiver",
            label="Archiver",
            title="Archiver cette fiche ?",
            before=(
                (
                    "Elle quittera les recherches et le catalogue. Son adresse, ses fichiers et "
                    "leurs liens continueront de fonctionner."
                ),
                (
                    "C'est ce qui convient quand des réutilisations existent : archiver plutôt que "
                    "supprimer."
                ),
            ),
            confirm="Archiver",
            changes={"archived": NOW},
            said="archivee",
        ),
        _step(
            "desarchiver",
            label="Ne plus archiver",
            title="Ne plus archiver cette fiche ?",
            before=("Elle reviendra dans les recherches et dans le catalogue.",),
            confirm="Ne plus archiver",
            changes={"archived": None},
            said="desarchivee",
        ),
        _step(
            "supprimer",
            label="Supprimer",
            title="Supprimer cette fiche ?",
            before=(
                (
                    "Son adresse répondra « supprimée » (410) et les liens que d'autres ont faits "
                    "vers elle seront cassés. Si quelqu'un s'en sert, archivez-la plutôt."
                ),
                (
                    "Vous pourrez la rétablir tant que le portail n'a pas fait son ménage. Une "
                    "suppression n'efface donc pas aussitôt les données."
                ),
            ),
            confirm="Supprimer cette fiche",
            changes=None,
            said="supprimee",
            grave=True,
        ),
        _step(
            "retablir",
            label="Rétablir",
            title="Rétablir cette fiche ?",
            before=("Elle reviendra telle qu'elle était, avec ses fichiers, à la même adresse.",),
            confirm="Rétablir cette fiche",
            changes={"deleted": None},
            said="retablie",
        ),
        _step(
            "effacer",
            label="Effacer pour de bon",
            title="Effacer cette fiche pour de bon ?",
            before=(
                (
                    "Ses fichiers, ses discussions et tout ce qui la concerne seront effacés. "
                    "Personne ne pourra la rétablir, et son adresse répondra « introuvable » (404)."
                ),
                (
                    "Sur data.gouv.fr, c'est le ménage périodique du portail qui le fait, quelque "
                    "temps après la suppression : vous ne choisissez pas le moment."
                ),
            ),
            confirm="Effacer pour de bon",
            changes=None,
            said="effacee",
            grave=True,
            forgets=True,
        ),
    )
}


#: Sign, word and class of the colour of each state, and what may be done from there.
_STATES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "public": ("✔", "Publique", "bon", ("brouillon", "archiver", "supprimer")),
    "draft": ("○", "Brouillon", "neutre", ("publier", "archiver", "supprimer")),
    "archived": ("◐", "Archivée", "partiel", ("desarchiver", "supprimer")),
    "deleted": ("✖", "Supprimée", "faux", ("retablir", "effacer")),
}
_ONLY_MEMBERS = "Seuls les membres de l'organisation la voient."


def state_of(dataset: Document) -> RecordState:
    """Tell the state of a record.

    Args:
        dataset: stored, or as the API shows it.
    """
    if dataset.get("deleted"):
        told = "Les autres personnes reçoivent « supprimée » (410). On peut encore la rétablir."
        return _state("deleted", told)
    if dataset.get("archived"):
        rest = f"C'est aussi un brouillon. {_ONLY_MEMBERS}"
        links = "Son adresse et ses liens tiennent."
        told = rest if dataset.get("private") else links
        return _state("archived", f"Elle n'est plus dans les recherches. {told}")
    if dataset.get("private"):
        return _state("draft", f"{_ONLY_MEMBERS} Elle n'est pas dans les recherches.")
    return _state(
        "public", "Tout le monde la voit dans ce bac à sable. Rien ne part sur data.gouv.fr."
    )


def _state(name: str, told: str) -> RecordState:
    sign, label, tone, steps = _STATES[name]
    return RecordState(name, sign, label, french(told), tone, tuple(STEPS[one] for one in steps))
