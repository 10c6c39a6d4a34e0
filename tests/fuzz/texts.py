"""Ways in which a delimited text is spoilt on its way: cut, glued, saved again, damaged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from tests.fuzz.seeds import Seed

Mutation = Callable[[Random, bytes, Seed], bytes]

_NASTY = b'";,\n\r\x00\xff\xfe\t|=\x80\xc3\xa9\x1a\x0b\x85 '
_ENCODINGS = ("utf-8", "cp1252", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
              "utf-8-sig", "mac-roman", "cp850", "utf-7")  # fmt: skip
_BEGINNINGS = (b"PK\x03\x04", b"%PDF-1.7\n", b"<html>", b"\xef\xbb\xbf\xef\xbb\xbf", b"\xff\xfe",
               b"{\"a\": ", b"x^", b"\x1f\x8b", b"sep=;\r\n", b"\n\n\r\n", b"\xd0\xcf\x11\xe0",
               b"<?xml version='1.0'?>")  # fmt: skip


def truncated(draw: Random, data: bytes, _seed: Seed) -> bytes:
    return data[: draw.randrange(len(data) + 1)]


def flipped(draw: Random, data: bytes, _seed: Seed) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, 200))):
        spoilt[draw.randrange(len(spoilt))] ^= 1 << draw.randrange(8)
    return bytes(spoilt)


def sprinkled(draw: Random, data: bytes, _seed: Seed) -> bytes:
    """Put nasty bytes in place of others, or between them."""
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 20, 100))):
        at = draw.randrange(len(spoilt))
        spoilt[at : at + draw.randrange(2)] = bytes([draw.choice(_NASTY)])
    return bytes(spoilt)


def quoted_here_and_there(draw: Random, data: bytes, _seed: Seed) -> bytes:
    return _inserted(draw, data, b'"', draw.choice((1, 2, 9, 60)))


def full_of_nuls(draw: Random, data: bytes, _seed: Seed) -> bytes:
    return _inserted(draw, data, b"\0" * draw.choice((1, 2, 500)), draw.choice((1, 5, 40)))


def _inserted(draw: Random, data: bytes, some: bytes, times: int) -> bytes:
    for _ in range(times):
        at = draw.randrange(len(data) + 1)
        data = data[:at] + some + data[at:]
    return data


def shuffled_bytes(draw: Random, data: bytes, _seed: Seed) -> bytes:
    begin = draw.randrange(len(data))
    part = bytearray(data[begin : begin + draw.choice((10, 300, 5_000))])
    draw.shuffle(part)
    return data[:begin] + bytes(part) + data[begin + len(part) :]


def shuffled_lines(draw: Random, data: bytes, _seed: Seed) -> bytes:
    lines = data.splitlines(keepends=True)
    draw.shuffle(lines)
    return b"".join(lines)


def shuffled_columns(draw: Random, data: bytes, seed: Seed) -> bytes:
    """Put the cells of each line in another order, now and then not the same for all."""
    order, own = draw.random(), draw.random() < 0.3
    lines = []
    for line in _text(data, seed).split("\n"):
        cells = line.rstrip("\r").split(seed.delimiter)
        (draw if own else Random(order)).shuffle(cells)
        lines.append(seed.delimiter.join(cells))
    return "\n".join(lines).encode(seed.encoding, "replace")


def _text(data: bytes, seed: Seed) -> str:
    return data.decode(seed.encoding, "replace")


def duplicated_block(draw: Random, data: bytes, _seed: Seed) -> bytes:
    begin = draw.randrange(len(data))
    block = data[begin : begin + draw.choice((1, 50, 2_000, 20_000))]
    times = draw.choice((1, 2, 30))
    return data[:begin] + block * times + data[begin:]


def lost_block(draw: Random, data: bytes, _seed: Seed) -> bytes:
    begin = draw.randrange(len(data))
    return data[:begin] + data[begin + draw.choice((1, 40, 900)) :]


def another_delimiter(draw: Random, data: bytes, seed: Seed) -> bytes:
    """Change the separator everywhere, or on some lines only."""
    other = draw.choice((";", ",", "\t", "|", " ", ":", "\x1f"))
    share = draw.choice((1.0, 0.5, 0.05))
    lines = _text(data, seed).split("\n")
    changed = [
        line.replace(seed.delimiter, other) if draw.random() < share else line for line in lines
    ]
    return "\n".join(changed).encode(seed.encoding, "replace")


def saved_again(draw: Random, data: bytes, seed: Seed) -> bytes:
    """Write it in another encoding, after reading it in a third one perhaps."""
    read_as = draw.choice((seed.encoding, seed.encoding, "cp1252", "latin-1"))
    text = data.decode(read_as, "replace")
    return text.encode(draw.choice(_ENCODINGS), "replace")


def two_encodings(draw: Random, data: bytes, seed: Seed) -> bytes:
    half = draw.randrange(len(data))
    return data[:half] + data[half:].decode(seed.encoding, "replace").encode(
        draw.choice(_ENCODINGS), "replace"
    )


def other_line_ends(draw: Random, data: bytes, _seed: Seed) -> bytes:
    ends = (b"\n", b"\r\n", b"\r", b"\n\n", b"\r\r\n", b"\x0b", "\u2028".encode(), b"\x85")
    mixed = draw.random() < 0.5
    one = draw.choice(ends)
    lines = data.splitlines()
    return b"".join(line + (draw.choice(ends) if mixed else one) for line in lines)


def huge_cell(draw: Random, data: bytes, seed: Seed) -> bytes:
    some = draw.choice(("x", "é", '""', "9", "\n", " ", "=", "Ã©"))
    cell = f'"{some * draw.choice((300, 32_767, 32_768, 400_000 if some.strip() else 40_000))}"'
    return _inserted(draw, data, cell.encode(seed.encoding, "replace"), 1)


def thousands_of_columns(draw: Random, data: bytes, seed: Seed) -> bytes:
    more = seed.delimiter * draw.choice((400, 1_990, 2_001, 60_000))
    lines = _text(data, seed).split("\n")
    every = draw.random() < 0.3
    where = draw.randrange(len(lines))
    wide = [line + more if every or at == where else line for at, line in enumerate(lines[:40])]
    return "\n".join(wide).encode(seed.encoding, "replace")


def blank_lines(draw: Random, data: bytes, seed: Seed) -> bytes:
    blank = draw.choice(("", " ", seed.delimiter * 9, '""', "\t", "\u00a0"))
    return _inserted(draw, data, f"\n{blank}\n".encode(seed.encoding, "replace"), 15)


def many_lines(draw: Random, data: bytes, _seed: Seed) -> bytes:
    return data * draw.choice((5, 40))


def another_beginning(draw: Random, data: bytes, _seed: Seed) -> bytes:
    return draw.choice(_BEGINNINGS) + data[draw.choice((0, 0, 3)) :]


TEXT_MUTATIONS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (
        truncated, flipped, sprinkled, quoted_here_and_there, full_of_nuls, shuffled_bytes,
        shuffled_lines, shuffled_columns, duplicated_block, lost_block, another_delimiter,
        saved_again, two_encodings, other_line_ends, huge_cell, thousands_of_columns, blank_lines,
        many_lines, another_beginning,
    )
}  # fmt: skip
