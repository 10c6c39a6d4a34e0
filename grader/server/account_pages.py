"""« Connexion » : a trainer comes in with her login, goes out, and accounts are looked after."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus

import tornado.web

from grader.errors import OuvroirError, TooOftenError
from grader.server.access import COOKIE, Access, OuvroirHandler, read_cookie, write_cookie
from grader.server.kernels import close_kernel
from grader.server.limits import tell_wait
from grader.server.rendering import render_shell
from grader.services.people import find_learner, is_trainer
from grader.services.resume_tries import LoginTries
from grader.services.sessions.accounts import (
    MARK,
    account_of,
    before_in,
    close_account,
    cookie_value,
    log_in,
    set_role,
)
from grader.services.sessions.admin import admin_view
from grader.typography import french

LOGIN_TITLE, ADMIN_TITLE = "Connexion des formateurs", "Administration"
_WRONG = "L'identifiant ou le mot de passe est inexact, ou ce compte est fermé."
#: What is read of a field: more than any login or password holds.
_LONGEST = 400


class LoginPage(OuvroirHandler):
    """A login and a password; one answer, in the same time, whatever is wrong."""

    access = Access.PUBLIC

    async def get(self) -> None:
        """Show the form, or say that she is in."""
        run = self.settings["run_in_thread"]
        here = await run(find_learner, self.workshop, read_cookie(self))
        if here is not None and is_trainer(here) and MARK in read_cookie(self):
            self.redirect(self.workshop.address("formateur/sessions"))
            return
        self._form()

    async def post(self) -> None:
        """Let her in, or refuse."""
        begun = time.monotonic()
        tries: LoginTries = self.settings["login_tries"]
        place, cookie = str(self.request.remote_ip), read_cookie(self)
        login = self.get_body_argument("identifiant", "")[:_LONGEST].strip().lower()
        # Spaces around a password belong to it.
        password = self.get_body_argument("mot-de-passe", "", strip=False)[:_LONGEST]
        try:
            with tries.one(place, account=login, cookie=cookie):
                account = await self.settings["run_slowly"](log_in, self.workshop, login, password)
                if account is None:
                    pause = tries.wrong(place, account=login, cookie=cookie)
                    await asyncio.sleep(begun + pause - time.monotonic())
        except TooOftenError as refusal:
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            tell_wait(self, refusal)
            self._form(f"{refusal.message} {refusal.hint}")
            return
        if account is None:
            self.set_status(HTTPStatus.BAD_REQUEST)
            self._form(_WRONG)
            return
        tries.right("account", login)
        run = self.settings["run_in_thread"]
        before = await run(find_learner, self.workshop, before_in(cookie) or cookie)
        who = await run(find_learner, self.workshop, account.learner_id)
        if who is None:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        write_cookie(self, who, cookie_value(account, before))
        self.redirect(self.workshop.address("formateur/sessions"), status=303)

    def _form(self, error: str = "") -> None:
        # What was typed is not shown again: a password is often typed in the wrong field.
        self.finish(
            render_shell(
                self,
                "connexion.html",
                title=french(f"Erreur : {LOGIN_TITLE}") if error else LOGIN_TITLE,
                heading=LOGIN_TITLE,
                action=self.workshop.address("connexion"),
                error=french(error),
                known=bool(read_cookie(self)),
                home=self.workshop.address(""),
            )
        )


class Logout(OuvroirHandler):
    """« Se déconnecter » : her cookies end everywhere, her pages close, the learner comes back."""

    access = Access.LEARNER

    async def post(self) -> None:
        """End it on the server, then in the browser."""
        run = self.settings["run_in_thread"]
        cookie = read_cookie(self)
        if MARK in cookie:
            account = await run(self.workshop.accounts.of_learner, self.me.id)
            if account is not None:
                await run(self.workshop.accounts.end_cookies, account.login)
            await close_pages_of(self, self.me.id)
            before = await run(find_learner, self.workshop, before_in(cookie))
            if before is not None:
                write_cookie(self, before)
            else:
                self.clear_cookie(COOKIE, path=self.settings["base_url"])
        self.redirect(self.workshop.address(""), status=303)


class AdminPage(OuvroirHandler):
    """Accounts and sessions of the installation; no password is ever seen or set here."""

    access = Access.ADMINISTRATOR

    async def get(self) -> None:
        """Show them."""
        await self._show()

    async def post(self) -> None:
        """Close or open an account, or give it another role."""
        login, act = self.get_body_argument("compte", ""), self.get_body_argument("acte", "")
        try:
            done = await self.settings["run_in_thread"](self._do, login, act)
        except OuvroirError as refusal:
            self.set_status(HTTPStatus.BAD_REQUEST)
            await self._show(error=f"{refusal.message} {refusal.hint or ''}".strip())
            return
        account = self.workshop.accounts.find(login)
        if account is not None:
            await close_pages_of(self, account.learner_id)
        await self._show(done=done)

    def _do(self, login: str, act: str) -> str:
        account = account_of(self.workshop, login)
        if act == "fermer":
            close_account(self.workshop, account)
            return f"Le compte « {account.login} » est fermé : il n'ouvre plus rien."
        if act == "ouvrir":
            self.workshop.accounts.set_closed(account.login, closed=False)
            return f"Le compte « {account.login} » est ouvert."
        if act in ("administrateur", "formateur"):
            set_role(self.workshop, account, admin=act == "administrateur")
            return f"Le compte « {account.login} » est maintenant {act}."
        raise OuvroirError("bad-request", "Cet acte n'existe pas.", "Rechargez la page.")

    async def _show(self, *, done: str = "", error: str = "") -> None:
        view = await self.settings["run_in_thread"](admin_view, self.workshop)
        self.finish(
            render_shell(
                self,
                "administration.html",
                title=french(f"Erreur : {ADMIN_TITLE}") if error else ADMIN_TITLE,
                heading=ADMIN_TITLE,
                kind="trainer",
                view=view,
                done=french(done),
                error=french(error),
                action=self.workshop.address("administration"),
                sessions=self.workshop.address("formateur/sessions"),
            )
        )


async def close_pages_of(handler: OuvroirHandler, learner_id: str) -> None:
    """Close all pages of somebody: their kernels speak for her no more.

    Args:
        handler: the request.
        learner_id: whose.
    """
    pages = handler.settings["open_pages"]
    for page in pages.of(learner_id):
        await close_kernel(handler.settings["kernel_manager"], pages, page)
