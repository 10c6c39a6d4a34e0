"""A trainer's sessions: the list, the form, and what is done with one of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from grader.errors import OuvroirError, RefusedError, TooOftenError
from grader.server.access import Access, OuvroirHandler
from grader.server.limits import tell_wait
from grader.server.rendering import render_shell
from grader.services.people import is_administrator
from grader.services.sessions.form import session_form, session_line, session_lines
from grader.services.sessions.keeping import (
    add_trainer,
    change_session,
    create_session,
    duplicate_session,
    erase_now,
    may_decide,
    owned,
    put_away,
    remove_trainer,
    renew_code,
    trainer_lines,
)
from grader.services.sessions.reach import session_for
from grader.services.sessions.terms import Typed, blank, read_terms, typed_of
from grader.typography import french, plural

LIST, LIST_TITLE = "formateur/sessions", "Mes sessions"
NEW_TITLE, EDIT_TITLE = "Nouvelle session", "Régler la session"
#: What the list says after an act, by what its address ends with.
_SAID = {
    "creee": "La session est créée. Donnez son code à la salle.",
    "reglee": "Les réglages sont enregistrés.",
    "copiee": "La copie est créée, avec un autre code et sans personne. Réglez ses dates.",
    "rangee": "La session est rangée : son code n'ouvre plus rien. Ses travaux restent.",
    "sortie": "La session est de nouveau parmi les autres.",
    "code": "La session a un autre code : l'ancien n'ouvre plus rien. Qui y est y reste.",
}


class SessionPage(OuvroirHandler):
    """Base: for trainers; what is not theirs does not exist."""

    access = Access.TRAINER

    async def run(self, work: Any, *arguments: Any) -> Any:
        """Do work that asks the database, away from the loop."""
        return await self.settings["run_in_thread"](work, self.workshop, *arguments)

    def show(self, template: str, title: str, error: bool = False, **context: Any) -> None:
        """Show a page of this room."""
        if error:
            self.set_status(HTTPStatus.BAD_REQUEST)
        self.finish(
            render_shell(
                self,
                template,
                title=french(f"Erreur : {title}") if error else french(title),
                kind="trainer",
                heading=french(title),
                list_url=self.workshop.address(LIST),
                **context,
            )
        )

    def back(self, done: str) -> None:
        """Go to the list, which says what was done."""
        self.redirect(self.workshop.address(f"{LIST}?fait={done}"), status=303)


class SessionList(SessionPage):
    """The sessions of a trainer; those that are put away stand apart."""

    async def get(self) -> None:
        """Show them."""
        lines = await self.run(session_lines, self.me)
        erased = self.get_query_argument("efface", "")
        said = _SAID.get(self.get_query_argument("fait", ""), "")
        if erased.isascii() and erased.isdigit() and len(erased) < 7:
            n_people = int(erased)
            told = plural(n_people, "personne") if n_people else "aucune personne"
            said = f"La session est effacée, avec le travail de qui l'avait rejointe ({told})."
        account = await self.run(lambda workshop: workshop.accounts.of_learner(self.me.id))
        self.show(
            "sessions.html",
            LIST_TITLE,
            said=french(said),
            living=[one for one in lines if not one.archived],
            away=[one for one in lines if one.archived],
            new=self.workshop.address(f"{LIST}/nouvelle"),
            desk=self.workshop.address("formateur"),
            admin=self.workshop.address("administration") if is_administrator(self.me) else "",
            login=account.login if account else "",
            logout=self.workshop.address("deconnexion"),
        )


class NewSession(SessionPage):
    """The form of a new session."""

    async def get(self) -> None:
        """Show it, with what is proposed."""
        self._form(blank())

    async def post(self) -> None:
        """Make the session, or show what to mend."""
        terms, typed = read_terms(self.workshop.course, _fields(self))
        if terms is None:
            self._form(typed)
            return
        try:
            await self.run(create_session, self.me, terms)
        except RefusedError as refusal:
            typed.errors["titre"] = french(str(refusal))
            self._form(typed)
            return
        self.back("creee")

    def _form(self, typed: Typed) -> None:
        self.show(
            "session-regler.html",
            NEW_TITLE,
            error=bool(typed.errors),
            form=session_form(self.workshop.course, typed),
            session=None,
            action=self.workshop.address(f"{LIST}/nouvelle"),
        )


class EditSession(SessionPage):
    """The form of a session, and what else can be done with it."""

    async def get(self, session_id: str) -> None:
        """Show it as it is."""
        session = await self.run(session_for, self.me, session_id)
        await self._form(session, typed_of(session.terms))

    async def post(self, session_id: str) -> None:
        """Keep what was decided, or show what to mend."""
        session = await self.run(session_for, self.me, session_id)
        terms, typed = read_terms(self.workshop.course, _fields(self), session.terms)
        if terms is None:
            await self._form(session, typed)
            return
        await self.run(change_session, self.me, session_id, terms)
        self.back("reglee")

    async def _form(self, session: Any, typed: Typed) -> None:
        here = self.workshop.address(f"{LIST}/{session.id}")
        self.show(
            "session-regler.html",
            EDIT_TITLE,
            error=bool(typed.errors),
            form=session_form(self.workshop.course, typed),
            session=await self.run(session_line, session),
            decides=await self.run(may_decide, self.me, session.id),
            here=here,
            action=f"{here}/regler",
        )


class DuplicateSession(SessionPage):
    """Makes a session like another."""

    async def post(self, session_id: str) -> None:
        """Make it."""
        await self.run(duplicate_session, self.me, session_id)
        self.back("copiee")


class PutAwaySession(SessionPage):
    """Puts a session away, or takes it out again."""

    async def post(self, session_id: str) -> None:
        """Do it."""
        away = await self.run(put_away, self.me, session_id)
        self.back("rangee" if away else "sortie")


class RenewCode(SessionPage):
    """Gives a session another code, when the one before was told to too many."""

    async def post(self, session_id: str) -> None:
        """Do it."""
        await self.run(renew_code, self.me, session_id)
        self.back("code")


class SessionTrainers(SessionPage):
    """Who runs a session with its owner."""

    async def get(self, session_id: str) -> None:
        """Show them."""
        await self._show(session_id)

    async def post(self, session_id: str) -> None:
        """Let somebody in, or out."""
        out = self.get_body_argument("retirer", "")
        try:
            if out:
                await self.run(remove_trainer, self.me, session_id, out)
                await self._show(session_id, said="Cette personne n'anime plus la session.")
                return
            login = await self._add(session_id, self.get_body_argument("identifiant", ""))
        except TooOftenError as refusal:
            tell_wait(self, refusal)
            await self._show(session_id, refused=str(refusal))
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            return
        except OuvroirError as refusal:
            if refusal.code == "unknown-session":
                raise
            await self._show(session_id, refused=str(refusal))
            return
        await self._show(session_id, said=f"« {login} » anime maintenant cette session avec vous.")

    async def _add(self, session_id: str, typed: str) -> str:
        tries, place = self.settings["login_tries"], str(self.request.remote_ip)
        # Counted as wrong logins are: nobody lists the accounts from here.
        with tries.one(place, cookie=f"partage {self.me.id}"):
            try:
                login: str = await self.run(add_trainer, self.me, session_id, typed)
            except OuvroirError as refusal:
                if refusal.code == "unknown-account":
                    tries.wrong(place, cookie=f"partage {self.me.id}")
                raise
        return login

    async def _show(self, session_id: str, *, said: str = "", refused: str = "") -> None:
        session = await self.run(session_for, self.me, session_id)
        self.show(
            "session-formateurs.html",
            "Formateurs de la session",
            error=bool(refused),
            session=await self.run(session_line, session),
            trainers=await self.run(trainer_lines, session.id),
            decides=await self.run(may_decide, self.me, session.id),
            said=french(said),
            refused=french(refused),
            action=self.workshop.address(f"{LIST}/{session.id}/formateurs"),
        )


class EraseSession(SessionPage):
    """Erases a session at once, once its code was typed."""

    async def get(self, session_id: str) -> None:
        """Say what is lost, and ask."""
        await self._ask(session_id)

    async def post(self, session_id: str) -> None:
        """Erase, or ask again."""
        code = self.get_body_argument("code", "")
        try:
            erased = await self.settings["run_slowly"](
                erase_now, self.workshop, self.me, session_id, code
            )
        except RefusedError as refusal:
            if refusal.code != "not-confirmed":
                raise
            await self._ask(session_id, str(refusal))
            return
        self.redirect(self.workshop.address(f"{LIST}?efface={erased}"), status=303)

    async def _ask(self, session_id: str, refused: str = "") -> None:
        session = await self.run(owned, self.me, session_id)
        self.show(
            "session-effacer.html",
            "Effacer la session",
            error=bool(refused),
            session=await self.run(session_line, session),
            refused=french(refused),
            action=self.workshop.address(f"{LIST}/{session.id}/effacer"),
        )


def _fields(handler: OuvroirHandler) -> dict[str, list[str]]:
    return {name: handler.get_body_arguments(name) for name in handler.request.body_arguments}
