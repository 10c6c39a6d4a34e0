"""A person in front of the portal's pages, over HTTP, without a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

import httpx


@dataclass(frozen=True)
class MadeRecord:
    """A record that somebody made by the pages."""

    id: str
    url: str


class PortalPerson:
    """A learner in her own space."""

    def __init__(self, server: Any, *, trainer: bool = False) -> None:
        self._server = server
        self.client: httpx.Client = server.client()
        if trainer:
            self.client.get(server.trainer_address)
        self.home = self.client.get("bac-a-sable/").headers["Location"]
        self.client.get(self.home).raise_for_status()

    @property
    def xsrf(self) -> str:
        """The token that her cookie allows."""
        return self.client.cookies["_xsrf"]

    @property
    def quoted(self) -> str:
        """The same, as it stands in an address."""
        return quote(self.xsrf, safe="")

    def close(self) -> None:
        self.client.close()

    def move(self) -> None:
        """Take the space where she is now for hers."""
        self.home = self.client.get("bac-a-sable/").headers["Location"]

    def bare(self) -> httpx.Client:
        """Someone without any cookie."""
        return self._server.client()

    def text(self, path: str) -> str:
        """Read a page of her space, with ordinary spaces and without its token."""
        answer = self.client.get(self.home + path)
        answer.raise_for_status()
        page = re.sub(r'value="2\|[^"]+"', "", answer.text)
        return re.sub("[\u00a0\u202f]", " ", page).replace("&#39;", "'")

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of her space."""
        return self.client.post(self.home + path, data={"_xsrf": self.xsrf, **fields})

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> httpx.Response:
        """Send a form with a file."""
        address = f"{self.home}{path}?_xsrf={self.quoted}"
        return self.client.post(address, data=fields, files={"file": (name, content)})

    def make_record(self, **fields: str) -> MadeRecord:
        """Make a record of the organisation that is offered first."""
        organization = re.search(
            r'name="organisation" value="([0-9a-f]{24})"', self.text("gerer/nouvelle-fiche")
        )
        sent = {"description": "Essai.", "etat": "brouillon", "organisation": organization[1]}
        answer = self.post("gerer/nouvelle-fiche", **{**sent, **fields})
        assert answer.status_code == 303, answer.text
        url = answer.headers["Location"].partition("?")[0]
        page = self.client.get(url).text
        return MadeRecord(re.search(r"gerer/([0-9a-f]{24})/", page)[1], url)

    def api(self, name: str) -> Any:
        """Give a record as the API shows it to her, by a key made for that."""
        key = re.search(r"bacasable_[\w-]+", self.post("cle", action="faire").text)[0]
        path = urlsplit(self.home).path + f"api/1/datasets/{name}/"
        answer = self.client.get(path, headers={"X-API-KEY": key})
        self.post("cle", action="revoquer")
        return answer.json()
