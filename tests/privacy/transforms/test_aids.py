"""The commune's own table of streets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UnusableFileError
from grader.privacy.aids import Aids, read_aids
from grader.privacy.hierarchies.registry import hierarchy
from tests.privacy.transforms.test_script import EXAMPLE

HEADER = "VOIE,QUARTIER,COMMUNE,EPCI\n"


def test_every_street_of_the_example_is_found_whatever_the_number():
    aids = read_aids(EXAMPLE / "voies.csv")
    ladder = hierarchy("place", {"streets": True}, aids)
    for street, parents in aids.streets.items():
        for number in ("", "12 ", "3 bis ", "4, "):
            told = [ladder.value(f"{number}{street.upper()}", level) for level in (1, 2, 3, 4)]
            assert told == [street, *parents]


def test_a_street_written_twice_keeps_what_both_have(tmp_path):
    path = tmp_path / "voies.csv"
    path.write_text(
        f"\ufeff{HEADER}rue A,Nord,Brume,CC\nrue A,Sud,Brume,CC\n ,x,y,z\nrue B,Sud,Brume,CC\n",
        encoding="utf-8",
    )
    aids = read_aids(path)
    assert aids.streets == {"rue A": ("", "Brume", "CC"), "rue B": ("Sud", "Brume", "CC")}
    ladder = hierarchy("place", {"streets": True}, aids)
    assert [ladder.value("1 rue A", level) for level in (1, 2, 3)] == ["rue A", "Brume", "Brume"]


@pytest.mark.parametrize(
    "data",
    [b"", b"VOIE,QUARTIER\nrue A,Nord\n", HEADER.encode("utf-16"), HEADER.encode() + b"\xe9,,,\n",
     HEADER.encode() + b'"rue "A",b,c,d\n'],
)  # fmt: skip
def test_what_is_no_table_of_streets_is_refused(tmp_path, data):
    path = tmp_path / "voies.csv"
    path.write_bytes(data)
    with pytest.raises(UnusableFileError) as caught:
        read_aids(path)
    assert caught.value.code == "aids-unreadable"


names = st.sampled_from(["A", "B", "", "A (B)", "A (bis)", "A (B) (bis)", "rue A", "rue B"])
tables = st.dictionaries(
    st.sampled_from(["rue A", "rue B", "Rue a", "rue C", "A", "B", "place A"]),
    st.tuples(names, names, names),
    min_size=1,
)


@given(tables)
def test_any_table_gives_levels_that_hold_one_in_another(streets):
    ladder = hierarchy("place", {"streets": True}, Aids(streets))
    asked = [*streets, "A", "B", "A (B)", "A (bis)", "1 rue A B", "place A", "rue D", ""]
    for level in (1, 2, 3, 4):
        above: dict[str, str] = {}
        for text in asked:
            coarse = ladder.value(text, level + 1)
            assert above.setdefault(ladder.value(text, level), coarse) == coarse
