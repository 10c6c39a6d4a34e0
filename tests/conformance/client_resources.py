"""What the official client does with resources, line by line."""

from __future__ import annotations

from client_harness import FOLDER, expect, line


def resources(client, dataset) -> None:
    file, other = FOLDER / "Arbres Été.csv", FOLDER / "arbres-2027.csv"
    file.write_text("espece;hauteur\nchêne;12\n", encoding="utf-8")
    # Another name: the same one twice in a second is refused.
    draft = FOLDER / "brouillon.csv"
    draft.write_text("espece\nchêne\n", encoding="utf-8")
    other.write_text("espece;hauteur\nchêne;13\nhêtre;9\n", encoding="utf-8")
    remote = {"title": "Plan", "url": "https://exemple.fr/plan.pdf", "format": "PDF"}

    def add_remote():
        made = dataset.create_remote(dict(remote))
        expect((made.filetype, made.type, made.format) == ("remote", "main", "pdf"), made)
        return made

    one = line("dataset.create_remote", add_remote, client)

    def add_second():
        made = client.create_remote_resource(
            {"title": "Notice", "url": "https://exemple.fr/notice.pdf", "type": "documentation"},
            dataset.id,
        )
        expect(made.type == "documentation")
        return made

    line("client.create_remote_resource", add_second, client)

    def add_file():
        made = dataset.create_static(str(file), {"title": "Arbres 2026"})
        expect((made.title, made.type, made.filetype) == ("Arbres 2026", "main", "file"), made)
        expect(made.url.endswith("/arbres-ete.csv"), made.url)
        expect((made.format, made.mime) == ("csv", "text/csv"), made)
        expect(made.checksum["type"] == "sha1" and made.filesize == file.stat().st_size)
        return made

    hosted = line("dataset.create_static", add_file, client)
    line(
        "client.create_static_resource",
        lambda: client.create_static_resource(str(draft), {"title": "Brouillon"}, dataset.id),
        client,
    )

    def replace():
        before = hosted.url, hosted.id
        hosted.update({"title": "Arbres 2027"}, file_to_upload=str(other))
        expect(hosted.id == before[1] and hosted.url != before[0], hosted.url)
        expect(hosted.url.endswith("/arbres-2027.csv"), hosted.url)
        expect(hosted.filesize == other.stat().st_size)

    line("resource.update with a file", replace, client)

    def wrong_kind():
        try:
            one.update({}, file_to_upload=str(other))
        except ValueError:
            return
        raise AssertionError("a remote resource took a file")

    line("resource.update refuses a file for a remote one", wrong_kind, client)

    def rename():
        one.update({"title": "Plan de la commune", "description": "Au 1/5000."})
        expect((one.title, one.description) == ("Plan de la commune", "Au 1/5000."))

    line("resource.update", rename, client)

    def look():
        found = client.resource(hosted.id)
        expect((found.dataset_id, found.title) == (dataset.id, "Arbres 2027"), found)

    line("client.resource", look, client)
    line("resource.dataset", lambda: expect(hosted.dataset.id == dataset.id), client)
    line("resource.download_buffer", lambda: expect(
        hosted.download_buffer().read() == other.read_bytes()), client)  # fmt: skip

    def download():
        target = hosted.download(FOLDER / "recu" / "copie.csv")
        expect(target.read_bytes() == other.read_bytes())

    line("resource.download", download, client)

    def sort():
        fresh = client.dataset(dataset.id)
        del client.calls[:]
        fresh.sort_resources("title.asc")
        calls = list(client.calls)
        titles = [found.title for found in client.dataset(dataset.id).resources]
        expect(titles == sorted(titles) and len(titles) == 4, titles)
        client.calls[:] = calls

    line("dataset.sort_resources", sort, client)

    def update_checked():
        expect(one.check_if_more_recent_update(dataset.id) in (True, False))
        one.update({"title": "Plan"})
        del client.calls[:]
        expect(one.check_if_more_recent_update(dataset.id) is False)
        calls = list(client.calls)
        hosted.update({"title": "Arbres"})
        expect(one.check_if_more_recent_update(dataset.id) is True)
        client.calls[:] = calls

    line("resource.check_if_more_recent_update", update_checked, client)

    def download_all():
        fresh = client.dataset(dataset.id)
        for resource in fresh.resources:
            if resource.filetype == "remote":
                resource.delete()
        fresh = client.dataset(dataset.id)
        del client.calls[:]
        fresh.download_resources(FOLDER / "tout")
        expect(len(list((FOLDER / "tout").iterdir())) == 2)

    line("dataset.download_resources", download_all, client)

    def remove():
        fresh = client.dataset(dataset.id)
        del client.calls[:]
        expect(fresh.resources[0].delete().status_code == 204)

    line("resource.delete", remove, client)
