"""« Mon profil » : one screen, every field optional, kept with the learner until she erases it."""

from __future__ import annotations

from http import HTTPStatus

from grader.server.access import Access, OuvroirHandler
from grader.server.rendering import render_shell
from grader.services.profile import PROFILE, ProfileForm, profile_form, save_profile
from grader.typography import french

TITLE = "Mon profil"
#: What the page says after an act, by what its address ends with.
_SAID = {
    "garde": "Votre profil est enregistré.",
    "efface": "Votre profil est effacé : il n'en reste rien ici.",
}


class ProfilePage(OuvroirHandler):
    """The questions, filled in with what is kept; sent, they replace it."""

    access = Access.VISITOR

    async def get(self) -> None:
        """Show them."""
        run = self.settings["run_in_thread"]
        form = await run(profile_form, self.workshop, self.me.id)
        self._show(form, _SAID.get(self.get_query_argument("fait", ""), ""))

    async def post(self) -> None:
        """Keep the answers, or show what to mend."""
        names = self.request.body_arguments
        fields = {name: self.get_body_arguments(name) for name in names}
        run = self.settings["run_in_thread"]
        form = await run(save_profile, self.workshop, self.me.id, fields)
        if form is None:
            self.redirect(self.workshop.address(f"{PROFILE}?fait=garde"), status=303)
            return
        self.set_status(HTTPStatus.BAD_REQUEST)
        self._show(form)

    def _show(self, form: ProfileForm, said: str = "") -> None:
        title = french(f"Erreur : {TITLE}") if form.errors else TITLE
        page = render_shell(
            self,
            "mon-profil.html",
            title=title,
            kind="profile",
            heading=TITLE,
            form=form,
            said=french(said),
            action=self.workshop.address(PROFILE),
            erase=self.workshop.address(f"{PROFILE}/effacer"),
            home=self.workshop.address(""),
        )
        self.finish(page)


class EraseProfile(OuvroirHandler):
    """Forgets a profile, and nothing else."""

    access = Access.LEARNER

    async def post(self) -> None:
        """Forget it, then show the blank questions."""
        run = self.settings["run_in_thread"]
        await run(self.workshop.profiles.erase, self.me.id)
        self.redirect(self.workshop.address(f"{PROFILE}?fait=efface"), status=303)
