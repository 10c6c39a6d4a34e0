"""Uploads in parts: end of section 7 of the portal's contract."""

from __future__ import annotations

import pytest

from grader.publication.exchange import Upload
from grader.publication.portal import Limits
from tests.support.datasets import create, path_of
from tests.support.portal import Asker

PARTS = [b"a;b\n", b"1;2\n", b"3;4"]


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def path(asker):
    return path_of(create(asker)) + "upload/"


def send(asker, path, index, content, **changes):
    file = asker.file("blob", content).file
    fields = {
        "uuid": "0f5c-essai",
        "filename": "Budget 2025.csv",
        "partindex": str(index),
        "totalparts": str(len(PARTS)),
        "chunksize": str(len(content)),
        **changes,
    }
    return asker.ask("POST", path, upload=Upload(fields, file))


def join(asker, path, **changes):
    fields = {
        "uuid": "0f5c-essai",
        "filename": "Budget 2025.csv",
        "totalparts": str(len(PARTS)),
        **changes,
    }
    return asker.ask("POST", path, upload=Upload(fields))


def kept(asker):
    return [path for path in (asker.folder / "kept").rglob("*") if path.is_file()]


def test_parts_are_put_together_in_their_order_whatever_that_of_their_arrival(asker, path):
    for index in (2, 0, 1):
        assert send(asker, path, index, PARTS[index]) == (
            200,
            {"success": True, "error": None, "message": ""},
        )
    status, made = join(asker, path)
    assert (status, made["success"], made["title"]) == (201, True, "budget-2025.csv")
    (file,) = kept(asker)
    assert file.read_bytes() == b"".join(PARTS)
    assert made["filesize"] == len(file.read_bytes())


def test_the_joined_file_may_take_the_place_of_another(asker, path):
    first = asker.ask("POST", path, upload=asker.file("ancien.csv", b"a"))[1]
    replacing = path.replace("upload/", f"resources/{first['id']}/upload/")
    for index, part in enumerate(PARTS):
        assert send(asker, replacing, index, part)[0] == 200
    status, made = join(asker, replacing)
    assert (status, made["id"], made["title"]) == (200, first["id"], "budget-2025.csv")
    assert [file.read_bytes() for file in kept(asker)] == [b"".join(PARTS)]


def test_a_part_that_is_sent_again_takes_the_place_of_the_former(asker, path):
    send(asker, path, 0, b"perdu")
    for index, part in enumerate(PARTS):
        send(asker, path, index, part)
    join(asker, path)
    assert kept(asker)[0].read_bytes() == b"".join(PARTS)


def test_a_part_of_another_size_than_told_is_refused(asker, path):
    status, answer = send(asker, path, 0, PARTS[0], chunksize="3")
    assert status == 400
    assert (answer["success"], answer["error"]) == (False, "Chunk size mismatch")
    assert kept(asker) == []


def test_a_missing_part_is_named_and_the_others_wait_for_it(asker, path):
    send(asker, path, 0, PARTS[0])
    send(asker, path, 2, PARTS[2])
    status, answer = join(asker, path)
    assert status == 400
    assert "partie 1" in answer["explication"]
    send(asker, path, 1, PARTS[1])
    assert join(asker, path)[0] == 201


def test_a_refused_name_is_said_before_the_parts_are_touched(asker, path):
    for index, part in enumerate(PARTS):
        send(asker, path, index, part)
    assert join(asker, path, filename="budget.exe")[0] == 400
    assert join(asker, path)[0] == 201


def test_parts_are_those_of_one_person(asker, path):
    for index, part in enumerate(PARTS):
        send(asker, path, index, part)
    other = asker.other
    theirs = path_of(create(other, title="Autre")) + "upload/"
    assert join(other, theirs)[0] == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"uuid": "../../a"},
        {"uuid": ""},
        {"partindex": "3"},
        {"partindex": "-1"},
        {"partindex": "²"},
        {"totalparts": "1001"},
        {"chunksize": "beaucoup"},
    ],
)
def test_fields_that_are_wrong_are_refused(asker, path, wrong):
    status, answer = send(asker, path, 0, PARTS[0], **wrong)
    assert status == 400
    assert list(answer["errors"]) == list(wrong)
    assert kept(asker) == []


def test_parts_together_stay_under_the_bound_of_a_file(tmp_path):
    asker = Asker(tmp_path, limits=Limits(file_bytes=7))
    path = path_of(create(asker)) + "upload/"
    assert send(asker, path, 0, PARTS[0])[0] == 200
    assert send(asker, path, 1, PARTS[1])[0] == 413
