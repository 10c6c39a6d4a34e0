"""Reuses and discussions, as a record's page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from grader.publication import discussions
from grader.publication.discussions import discussion_view
from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.reference import REUSE_TOPICS, REUSE_TYPES
from grader.publication.resources.community import community_resources, community_view
from grader.publication.reuses import reuse_view
from grader.publication.rights import may_see
from grader.services.dates import day
from grader.services.portal.markdown import safe_html


@dataclass(frozen=True)
class ReuseView:
    """What somebody made of the data.

    Attributes:
        title: as stored.
        description: safe HTML.
        kind: « Visualisation ».
        topic: « Culture et loisirs ».
        url: where it is.
        author: who declared it.
    """

    title: str
    description: str
    kind: str
    topic: str
    url: str
    author: str


@dataclass(frozen=True)
class CommunityView:
    """A resource that somebody else added beside those of the producer.

    Attributes:
        title: as stored.
        description: safe HTML, or "".
        format: « csv », or "".
        url: its permanent address.
        author: who added it.
    """

    title: str
    description: str
    format: str
    url: str
    author: str


@dataclass(frozen=True)
class Message:
    """One message of a discussion.

    Attributes:
        author: who wrote it.
        when: « 15 octobre 2026 ».
        content: safe HTML.
    """

    author: str
    when: str
    content: str


@dataclass(frozen=True)
class DiscussionView:
    """A question and its answers.

    Attributes:
        id: stands in the address of its page.
        title: as stored.
        messages: the first one asks.
        closed: when it was closed, told, or "".
        may_close: whether who looks may close it.
    """

    id: str
    title: str
    messages: tuple[Message, ...]
    closed: str
    may_close: bool


def reuses_of(portal: Portal, dataset_id: str) -> tuple[ReuseView, ...]:
    """Tell the reuses of a record that the caller may see, the latest first."""
    told = [
        reuse_of(portal, one)
        for one in portal.catalogue.all("reuse")
        if dataset_id in (one.get("datasets") or ())
        and not one.get("deleted")
        and may_see(portal, one)
    ]
    return tuple(reversed(told))


def community_of(portal: Portal, dataset_id: str) -> tuple[CommunityView, ...]:
    """Tell what others added to a record, the latest first."""
    told = []
    for one in community_resources(portal):
        if one["dataset"] != dataset_id:
            continue
        view = community_view(portal, one)
        told.append(
            CommunityView(
                title=view["title"],
                description=safe_html(view["description"]) if view["description"] else "",
                format=view["format"] or "",
                url=view["latest"],
                author=_author(view["organization"], view["owner"]),
            )
        )
    return tuple(told)


def discussions_about(portal: Portal, dataset_id: str) -> tuple[DiscussionView, ...]:
    """Tell the discussions about a record, the latest first."""
    return tuple(
        discussion_of(portal, one) for one in discussions.discussions_about(portal, dataset_id)
    )


def discussion_of(portal: Portal, discussion: Document) -> DiscussionView:
    """Tell one discussion.

    Args:
        portal: who looks.
        discussion: as stored.
    """
    view = discussion_view(portal, discussion)
    messages = tuple(
        Message(
            author=_author(message.get("posted_by_organization"), message.get("posted_by")),
            when=day(parse_moment(message["posted_on"])),
            content=safe_html(message["content"]),
        )
        for message in view["discussion"]
    )
    return DiscussionView(
        id=view["id"],
        title=view["title"],
        messages=messages,
        closed=day(parse_moment(view["closed"])) if view["closed"] else "",
        may_close=bool(view["permissions"]["close"]),
    )


def reuse_of(portal: Portal, reuse: Document) -> ReuseView:
    """Tell one reuse.

    Args:
        portal: who looks.
        reuse: as stored.
    """
    view = reuse_view(portal, reuse)
    url = view["url"] if view["url"].startswith(("https://", "http://")) else ""
    return ReuseView(
        title=view["title"],
        description=safe_html(view["description"]),
        kind=REUSE_TYPES.get(view["type"], view["type"]),
        topic=REUSE_TOPICS.get(view["topic"], view["topic"]),
        url=url,
        author=_author(view.get("organization"), view.get("owner")),
    )


def _author(organization: Document | None, user: Document | None) -> str:
    if organization:
        return str(organization["name"])
    if user:
        return f"{user['first_name']} {user['last_name']}".strip()
    return "Une personne qui n'est plus ici"
