"""What learners think of a session: six questions and a free text, told from five opinions up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.errors import NotFoundError, RefusedError
from grader.progress.learners import Learner
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.satisfaction import Opinion, Opinions
from grader.progress.sessions.sessions import TrainingSession
from grader.services.dates import day
from grader.services.workshop import Workshop
from grader.typography import french, number, plural

#: Opinions under which nothing is told: with fewer, one could guess whose is whose.
LEAST = 5
#: Letters of the free text.
LONGEST = 500
AGREEMENT = (
    "Pas du tout d'accord", "Plutôt pas d'accord", "Ni d'accord ni pas d'accord",
    "Plutôt d'accord", "Tout à fait d'accord",
)  # fmt: skip
EASE = ("Pas du tout à l'aise", "Peu à l'aise", "Moyennement à l'aise", "À l'aise", "Très à l'aise")


@dataclass(frozen=True)
class Question:
    """A question of the form.

    Attributes:
        name: of the field, and of the answer as it is kept.
        text: in French.
        scale: the five answers in words, from 1 to 5.
    """

    name: str
    text: str
    scale: tuple[str, ...] = AGREEMENT


QUESTIONS = (
    Question("utile", "Ce que j'ai appris me servira dans mon travail."),
    Question("rythme", "Le rythme m'a convenu."),
    Question("exercices", "Les exercices m'ont permis d'apprendre."),
    Question("animation", "L'animation m'a permis d'avancer."),
    Question("avant", "Avant la session, publier un fichier de données : j'étais…", EASE),
    Question("apres", "Aujourd'hui, publier un fichier de données : je suis…", EASE),
)
BEFORE, AFTER = "avant", "apres"
WHY = (
    f"Les réponses se lisent à partir de {LEAST} avis. "
    "Avec moins, on devinerait qui a répondu quoi."
)


@dataclass(frozen=True)
class Told:
    """What is told of a question.

    Attributes:
        question: which one.
        counts: (answer in words, how many gave it), from 1 to 5.
        given: how many answered it.
        mean: between 1 and 5, « 4,2 sur 5 »; "" where nobody answered.
    """

    question: Question
    counts: tuple[tuple[str, int], ...]
    given: int
    mean: str


@dataclass(frozen=True)
class Satisfaction:
    """What is told of a session's opinions.

    Attributes:
        sentence: how many people gave theirs, or why nothing is told.
        questions: empty under ``LEAST`` opinions.
        change: « avant, après » in one sentence, or "".
        comments: free texts, in the order of the alphabet: theirs would tell who came last.
    """

    sentence: str
    questions: tuple[Told, ...] = ()
    change: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """The form as a learner sees it.

    Attributes:
        session: title.
        given: she gave her opinion before.
        until: when it is erased, with the session.
    """

    session: str
    given: bool
    until: str


def opinion_form(workshop: Workshop, me: Learner, session_id: str) -> Form:
    """Give the form to a member of a session.

    Args:
        workshop: stores.
        me: who asks.
        session_id: which session.

    Raises:
        NotFoundError: there is no such session, or she did not join it: she is not told which.
    """
    session = _joined(workshop, me, session_id)
    given = Opinions(workshop.database).gave(session.id, me.id)
    return Form(french(session.terms.title), given, day(session.terms.erase_at))


def give_opinion(
    workshop: Workshop, me: Learner, session_id: str, typed: Mapping[str, str]
) -> None:
    """Keep what a member thinks, without her.

    Args:
        workshop: stores.
        me: who answers.
        session_id: which session.
        typed: fields of the form: « 1 » to « 5 » by question, and ``texte``.

    Raises:
        NotFoundError: as for ``opinion_form``.
        RefusedError: nothing is answered, an answer is none of the five, the text is too long, or
            she gave her opinion before.
    """
    session = _joined(workshop, me, session_id)
    Opinions(workshop.database).give(session.id, me.id, read_opinion(typed))


def read_opinion(typed: Mapping[str, str]) -> Opinion:
    """Read what was typed into the form.

    Raises:
        RefusedError: as for ``give_opinion``.
    """
    answers = {}
    for question in QUESTIONS:
        chosen = typed.get(question.name, "")
        if not chosen:
            continue
        if chosen not in ("1", "2", "3", "4", "5"):
            raise RefusedError("bad-opinion", "Une réponse n'est pas de celles qui sont proposées.")
        answers[question.name] = int(chosen)
    text = "".join(one if one.isprintable() else " " for one in typed.get("texte", ""))
    comment = " ".join(text.split())
    if len(comment) > LONGEST:
        raise RefusedError(
            "long-opinion",
            french(f"Votre texte compte {number(len(comment))} caractères."),
            french(f"Gardez-en {LONGEST} au plus."),
        )
    if not answers and not comment:
        raise RefusedError(
            "empty-opinion", "Vous n'avez encore rien répondu.", "Répondez à une question au moins."
        )
    return Opinion(answers, comment)


def satisfaction_of(workshop: Workshop, session: TrainingSession) -> Satisfaction:
    """Tell what learners think of a session; who may see it is checked before.

    Args:
        workshop: stores.
        session: which one.
    """
    store = Opinions(workshop.database)
    # Counted by the database: fewer than that are not even read.
    count = store.count(session.id)
    if count < LEAST:
        given = plural(count, "avis reçu", "avis reçus") if count else "Aucun avis reçu"
        return Satisfaction(french(f"{given}. {WHY}"))
    return told_of(store.of(session.id))


def told_of(opinions: list[Opinion]) -> Satisfaction:
    """Sum opinions up.

    Args:
        opinions: ``LEAST`` of them at the least.
    """
    told = tuple(_told(question, opinions) for question in QUESTIONS)
    return Satisfaction(
        sentence=french(f"{plural(len(opinions), 'avis reçu', 'avis reçus')}."),
        questions=told,
        change=french(_change(opinions)),
        comments=tuple(sorted((o.comment for o in opinions if o.comment), key=str.casefold)),
    )


def _told(question: Question, opinions: list[Opinion]) -> Told:
    ranks = [one.answers[question.name] for one in opinions if question.name in one.answers]
    counts = tuple(
        (french(label), ranks.count(rank)) for rank, label in enumerate(question.scale, 1)
    )
    mean = french(f"{number(sum(ranks) / len(ranks), 1)} sur 5") if ranks else ""
    return Told(replace(question, text=french(question.text)), counts, len(ranks), mean)


def _change(opinions: list[Opinion]) -> str:
    both = [o.answers for o in opinions if BEFORE in o.answers and AFTER in o.answers]
    if len(both) < LEAST:
        return ""
    before, after = (sum(one[name] for one in both) / len(both) for name in (BEFORE, AFTER))
    return (
        f"En moyenne, l'aisance à publier est passée de {number(before, 1)} à {number(after, 1)} "
        f"sur 5, pour {plural(len(both), 'personne')}. C'est ce que chacun dit de soi."
    )


def _joined(workshop: Workshop, me: Learner, session_id: str) -> TrainingSession:
    mine = {one.session_id for one in workshop.members.of_learner(me.id) if one.kind == PRESENT}
    session = workshop.sessions.find(session_id) if session_id in mine else None
    if session is None:
        raise NotFoundError("unknown-session", "Cette session n'existe pas, ou a été effacée.")
    return session
