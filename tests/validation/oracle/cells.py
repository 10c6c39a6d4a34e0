"""Cells for every type: right ones, wrong ones, and nasty ones for whoever reads them fast."""

from __future__ import annotations

from hypothesis import strategies as st

#: What misleads readers of numbers, dates and texts; given to every type.
NASTY = (
    "", " ", "\t", "a", "x", "é", "e\u0301", "œ", "Œuvre", "😀", "日本", "ß", "ª", "²", "½", "×",
    "_", "-", "+", ".", ",", ";", ":", "/", "\\", '"', "'", "''", "[", "{", "(", "|", "#", "=1+1",
    "a\n", "1\n", "\n", "a\nb", "a\r\nb", "a\r", "\ra", "\x1c1", "1\x1c", "1\x1f", "\x0b", "\x85",
    "\u2028", "\u00a0", "\u00a01", "1\u00a0", "1 000", "1\u00a0000", "1\u202f000", "\u3000",
    "\u200b1", "\ufeff1", "0", "1", "-0", "00", "01", "+5", "1.", ".5", "1.5", "1,5", "1_000",
    "1__0", "_1", "1e3", "1E-3", "9.9E4", "1e400", "1e-400", "0x1F", "0b1", "1.0", "1.50", "-1.5",
    "--1", "1-", "１２３", "٣", "१", "²3", "1½", "NaN", "nan", "-NaN", "NaN12", "sNaN", "sNaN1",
    "-sNaN", "inf", "Infinity", "-Infinity", "+inf", "99999999999999999999", "123456789012345",
    "1234567890123456", "999999999999999.9", "9007199254740993", "0.1", "0.10000000000000001",
    "0.10", "1e-1", "0.09999999999999999999", "0.1000000000000000055511151231257827",
    "100000000000000000000.5", "12 €", "€ 12", "12%", "$5", "1'000", "1.000,5", "1,000.5",
    "1 500,5", "-", "abc12def", "N/A", "true", "True", "TRUE", "false", "oui", "Oui", "non",
    "VRAI", "vrai ", "t", "yes", "2024-01-02", "2024-1-5", "2024-10- 5", "2024-10-05 ",
    " 2024-01-02", "+2020-01-05", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01",
    "2024-02-29", "2023-02-29", "2024-02-30", "2024-13-01", "2024-00-10", "2024-01-00",
    "２０２４-01-02", "2024-01-02\n", "2024–01–02", "20240102", "2024/01/02", "15/10/2017",
    "10/15/2017", "15.10.2017", "02-01-2024", "01-02-2024", "2 janvier 2024", "2 Jan 2024",
    "2024-01-02T10:00:00", "2024-01-02T10:00:00Z", "2024-01-02T10:00:00+02:00",
    "2024-01-02 10:00:00", "2024-01-02T10:00:00.123456", "2024-01-02T10:00:00.1234567",
    "2024-01-02T24:00:00", "2024-01-02T10:00:60", "2024-01-02T25:00:00", "2024-01-02T10:00",
    "2024-01-02T10:00:00+14:00", "2024-01-02T10:00:00+24:00", "2024-01-02T10:00:00-00:00",
    "02/01/2024 10:30", "2024-01-02T10:00:00 ", "10:00:00", "10:00:00Z", "10:00:00+02:00",
    "10:00:00.5", "24:00:00", "23:59:59", "10:00", "1:00:00", "10h30", "10:30:61", "10:30",
    "2024", "0000", "9999", "24", "02024", "-024", "+024", " 024", "２０２４", "20.4", "2_24",
    "2024-01", "2024-13", "2024-1", "2024-", "-2024-01", "2024-01-01-01", " 2024 - 01 ", "P1Y",
    "P1Y2M3DT4H5M6S", "PT1,5H", "P1W", "P", "PT", "-P1D", "1Y", "P0001-01-01T00:00:00", "[]",
    "[1]", "[1, 2, 3]", '["x"]', '["1", null]', "[1,]", "[NaN]", "[[1]]", "{}", '{"a": 1}',
    '{"a": 1, "b": [2]}', "{'a': 1}", "null", '"a"', "1, 2", "1,2,3", "a,b", "a|b", "a,,b", "1;2",
    ",", "2.35,48.85", "2.35, 48.85", "48.85", "180,90", "-180,-90", "180.0000001,0", "181,0",
    "0,90.1", "-0,-0", "179.999999999999999,0", "2.35;48.85", "2,35,48,85", "1e1,1e1", "NaN,0",
    "sNaN,0", "1_0,1", "٣,٣", "-9.92E-4,1", "[2.35, 48.85]", "[2.35,48.85]", "[8.73 , 41.92]",
    "[181, 0]", '["2", "48"]', "[1]", "[179.999999999999999, 0]", '{"lon": 2.35, "lat": 48.85}',
    '{"lon": "2", "lat": 48, "x": 1}', '{"lat": 91, "lon": 0}',
    '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Point"}',
    '{"type": "Feature", "geometry": null, "properties": {}}',
    '{"type": "Topology", "objects": {}, "arcs": []}', "POINT (1 2)", "POINT (1)",
    "https://a.example", "https://exemple.fr/jeu/de-donnees_1/", "http://a.b:80/x?y=1#z",
    "a.example", "D:\\Actes\\d.pdf", "https://", "https://é.fr", "https://a b.fr",
    "mailto:a@b.fr", "HTTP://A.FR", "https://a.fr/%zz", "https://[::1", "urn:x",
    "http://exemple..fr", "https://a.fr\n", "a@b.fr", "a@", "a.b-c_d@e-f.example", "é@b.fr",
    "A@B.FR", "a..b@c.fr", "a@b", "a@-b.fr", "a@b.f", "a@b_c.fr", "a" * 65 + "@b.fr",
    "a@" + "b" * 64 + ".fr", "a@b--c.fr", "a@b.fr\n", '"a b"@c.fr',
    "95ecc380-afe9-11e4-9b6c-751b66dd541e", "95ECC380-AFE9-11E4-9B6C-751B66DD541E", "95ecc380",
    "{95ecc380-afe9-11e4-9b6c-751b66dd541e}", "95ecc380afe911e49b6c751b66dd541e",
    "95ecc380-afe9-91e4-1b6c-751b66dd541e", "00000000-0000-0000-0000-000000000000", "YWJj", "YWJ",
    "====",
)  # fmt: skip

#: Cells of another kind each time: any letters, among them those on which engines differ.
letters = st.text(
    alphabet="ab019 é\u0301ÿœ×²٣日\u00a0\u1680\u2028\x1c\n\r\t_-.,;:/'\"()[]{}|+*^$\\@#&~<>",
    max_size=8,
)

_digits = st.text(alphabet="0123456789", min_size=1, max_size=18)
numbers = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "-", "+", " "]),
    _digits,
    st.one_of(st.just(""), _digits.map(".{}".format), _digits.map(",{}".format)),
    st.sampled_from(["", "", "", "e1", "E-2", " ", "€"]),
)
whole = st.builds("{}{}".format, st.sampled_from(["", "", "-", "+"]), _digits)
_days = st.dates()
dates = st.one_of(
    _days.map(str),
    st.builds(
        "{:04d}-{:02d}-{:02d}".format, st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32)
    ),
    st.builds("{}-{}-{}".format, st.integers(1990, 2040), st.integers(0, 13), st.integers(0, 32)),
    _days.map("{:%d/%m/%Y}".format),
    _days.map("{:%d-%m-%Y}".format),
)
_instants = st.datetimes()
datetimes = st.builds(
    "{}{}".format,
    st.one_of(
        _instants.map(lambda one: one.isoformat()),
        _instants.map(lambda one: one.isoformat(timespec="seconds")),
        _instants.map(lambda one: one.isoformat(sep=" ")),
        _instants.map("{:%d/%m/%Y %H:%M}".format),
    ),
    st.sampled_from(["", "", "Z", "+02:00", "-13:59", "+1400", "+23:59"]),
)
times = st.builds(
    "{}{}".format,
    st.one_of(
        st.times().map(lambda one: one.isoformat()),
        st.times().map(lambda one: one.isoformat(timespec="seconds")),
        st.times().map("{:%H:%M}".format),
    ),
    st.sampled_from(["", "", "Z", "+02:00"]),
)
years = st.integers(0, 10_000).map(str)
yearmonths = st.builds("{:04d}-{:02d}".format, st.integers(0, 9999), st.integers(0, 13))
_degrees = st.one_of(st.integers(-181, 181).map(str), st.floats(-181, 181).map(repr), numbers)
geopoints = st.builds("{},{}{}".format, _degrees, st.sampled_from(["", " "]), _degrees)
geoarrays = st.builds("[{},{}{}]".format, _degrees, st.sampled_from(["", " "]), _degrees)
geoobjects = st.builds('{{"lon": {}, "lat": {}}}'.format, _degrees, _degrees)
_hosts = st.text(alphabet="abc-._1", min_size=1, max_size=12)
uris = st.builds("{}{}{}".format, st.sampled_from(["https://", "http://", "ftp:", ""]), _hosts,
                 st.sampled_from(["", "/", "/a/b", "/é", "?x=1", "/~a_b-c/", "//"]))  # fmt: skip
emails = st.builds("{}@{}.{}".format, _hosts, _hosts, st.sampled_from(["fr", "paris", "f", "1"]))
uuids = st.one_of(st.uuids().map(str), st.uuids().map(lambda one: str(one).upper()))
