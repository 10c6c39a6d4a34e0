"""Forms by which people speak of a record: a reuse, a question, an answer."""

from __future__ import annotations

from collections.abc import Mapping

from grader.publication.datasets import find_dataset
from grader.publication.discussions import answer_discussion, find_discussion, start_discussion
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reference import REUSE_TOPICS, REUSE_TYPES
from grader.publication.reuses import create_reuse
from grader.publication.rights import role_in
from grader.services.portal.forms import Choice, Field, Form, check, refusing, required, told
from grader.services.portal.talk_views import DiscussionView, discussion_of
from grader.typography import french

_NAMES = {
    "title": "titre",
    "description": "description",
    "url": "adresse",
    "type": "type",
    "topic": "theme",
    "discussion": "message",
    "comment": "message",
    "organization": "organisation",
}
_MINE = ""


def reuse_form(cancel: str) -> Form:
    """Ask what was made of the data."""
    fields = (
        Field("titre", "Titre", hint="« Carte des subventions par quartier ».", longest=350),
        Field(
            "adresse",
            "Adresse",
            kind="address",
            hint="La page où on la voit. Elle commence par https://.",
        ),
        Field(
            "description",
            "Description",
            kind="text",
            hint="Ce qu'elle montre, et ce qu'elle fait des données.",
            rows=5,
        ),
        Field(
            "type",
            "Sorte de réutilisation",
            kind="list",
            choices=tuple(Choice(key, label) for key, label in REUSE_TYPES.items()),
            value="visualization",
        ),
        Field(
            "theme",
            "Thème",
            kind="list",
            choices=tuple(Choice(key, label) for key, label in REUSE_TOPICS.items()),
            value="politics_and_public_life",
        ),
    )
    return Form(
        title="Déclarer une réutilisation",
        fields=told(fields),
        submit="Déclarer",
        cancel=cancel,
        lead=(
            french(
                "Une réutilisation, c'est ce que quelqu'un a fait des données : une carte, un "
                "article, une application. Elle apparaîtra sous la fiche."
            ),
        ),
    )


def keep_reuse(portal: Portal, name: str, values: Mapping[str, str]) -> Document:
    """Declare a reuse of a record.

    Raises:
        FormFault: there is something to mend.
        Problem: there is no such record.
    """
    check(
        required(
            values,
            {
                "titre": "Donnez un titre à cette réutilisation.",
                "adresse": "Écrivez l'adresse où on la voit, qui commence par https://.",
                "description": "Dites en une phrase ce qu'elle fait des données.",
            },
        )
    )
    dataset = find_dataset(portal, name)
    body = {
        "title": values["titre"].strip(),
        "url": values["adresse"].strip(),
        "description": values["description"].strip(),
        "type": values.get("type", ""),
        "topic": values.get("theme", ""),
        "datasets": [dataset["id"]],
    }
    made: Document = refusing(_NAMES, lambda: create_reuse(portal, body))
    return made


def question_form(portal: Portal, dataset: Document, cancel: str) -> Form:
    """Ask what one wants to ask or tell the producer."""
    fields = (
        Field("titre", "Sujet", hint="« Que veut dire la colonne MONTANT ? »", longest=350),
        Field(
            "message",
            "Message",
            kind="text",
            hint="Tout le monde dans cet espace le lira. N'y mettez le nom de personne.",
            rows=6,
            longest=50_000,
        ),
        *_in_name_of(portal, dataset),
    )
    return Form(
        title="Ouvrir une discussion",
        fields=told(fields),
        submit="Publier mon message",
        cancel=cancel,
        lead=(
            french(
                "Une question, une erreur vue, un merci : le producteur répond ici, sous la fiche."
            ),
        ),
    )


def keep_question(portal: Portal, name: str, values: Mapping[str, str]) -> Document:
    """Open a discussion about a record.

    Raises:
        FormFault: there is something to mend.
        Problem: there is no such record.
    """
    check(
        required(
            values,
            {"titre": "Dites le sujet en quelques mots.", "message": "Écrivez votre message."},
        )
    )
    dataset = find_dataset(portal, name)
    body: Document = {
        "title": values["titre"].strip(),
        "comment": values["message"].strip(),
        "subject": {"class": "Dataset", "id": dataset["id"]},
    }
    if values.get("organisation"):
        body["organization"] = values["organisation"]
    made: Document = refusing(_NAMES, lambda: start_discussion(portal, body))
    return made


def open_discussion(portal: Portal, identifier: str) -> tuple[DiscussionView, Document]:
    """Give a discussion as it is told, and the record that it is about.

    Raises:
        Problem: there is none, or one may not see its subject.
    """
    discussion = find_discussion(portal, identifier)
    dataset = find_dataset(portal, discussion["subject"]["id"])
    return discussion_of(portal, discussion), dataset


def answer_form(portal: Portal, dataset: Document, discussion: DiscussionView, cancel: str) -> Form:
    """Ask for an answer."""
    fields = [
        Field("message", "Votre réponse", kind="text", rows=6, longest=50_000),
        *_in_name_of(portal, dataset),
    ]
    if discussion.may_close:
        fields.append(
            Field(
                "clore",
                "Clore la discussion avec cette réponse",
                kind="box",
                hint="Plus personne ne pourra y répondre ; elle restera lisible.",
            )
        )
    return Form(title="Répondre", fields=told(fields), submit="Publier ma réponse", cancel=cancel)


def keep_answer(portal: Portal, identifier: str, values: Mapping[str, str]) -> bool:
    """Answer in a discussion; gives whether it was closed.

    Raises:
        FormFault: there is something to mend.
        Problem: the discussion is closed, or is not there.
    """
    check(required(values, {"message": "Écrivez votre réponse."}))
    discussion = find_discussion(portal, identifier)
    body: Document = {"comment": values["message"].strip(), "close": bool(values.get("clore"))}
    if values.get("organisation"):
        body["organization"] = values["organisation"]
    refusing(_NAMES, lambda: answer_discussion(portal, discussion, body))
    return bool(body["close"])


def _in_name_of(portal: Portal, dataset: Document) -> tuple[Field, ...]:
    """Ask in whose name one writes, where one is of the organisation that publishes."""
    organization = portal.catalogue.get("organization", dataset["organization"] or "")
    if organization is None or role_in(portal, organization["id"]) is None:
        return ()
    return (
        Field(
            "organisation",
            "Écrire au nom de",
            kind="radios",
            choices=(
                Choice(
                    organization["id"], organization["name"], "On saura que le producteur répond."
                ),
                Choice(_MINE, "Moi-même"),
            ),
            value=organization["id"],
        ),
    )
