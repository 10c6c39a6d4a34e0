"""Ways in which a workbook is spoilt, by accident or on purpose."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from grader.settings import MEBI
from tests.fuzz.seeds import Seed, parts_of, rezipped
from tests.fuzz.texts import (
    Mutation,
    duplicated_block,
    flipped,
    lost_block,
    shuffled_bytes,
    sprinkled,
    truncated,
)

_OLE2 = b"\xd0\xcf\x11\xe0"
_ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefghi", "bcdefghij", strict=True)
)
_DOCTYPES = (
    f'<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">{_ENTITIES}]>',
    f'<!DOCTYPE b [<!ENTITY j "{"x" * 60_000}">]>',
    '<!DOCTYPE b [<!ENTITY j SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE b SYSTEM "http://localhost:9/b.dtd">',
)
_TAGS = (b"<v>", b"</c>", b"<row ", b"</row>", b"<sheetData>", b"<table:table-row", b"</text:p>",
         b't="s"', b't="n"', b'r="', b"<f>", b"</table:table>", b"numFmtId=")  # fmt: skip
_VALUES = (b"1E999", b"NaN", b"-1", b"99999999999999999999", b"", b"\xff", b"&j;", b"AAAA1048577",
           b"2958466", b"1e-320", b"<![CDATA[", b"]]>", b"&#0;", b"&#x110000;")  # fmt: skip


def _on_zip(spoil: Callable[[Random, list[tuple[str, bytes]]], bytes]) -> Mutation:
    """Make a mutation of one that works on the parts of a zip; others are flipped."""

    def mutation(draw: Random, data: bytes, seed: Seed) -> bytes:
        try:
            parts = parts_of(data)
        except Exception:  # noqa: BLE001 - no zip, or one spoilt already: zipfile raises anything
            parts = []
        return spoil(draw, parts) if parts else flipped(draw, data, seed)

    mutation.__name__ = spoil.__name__
    return mutation


def part_renamed(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    at = draw.randrange(len(parts))
    other = draw.choice(("xl/x.xml", "../../etc/passwd", "XL/WORKBOOK.XML", "é\\a", "a" * 60_000,
                         parts[draw.randrange(len(parts))][0]))  # fmt: skip
    parts[at] = (other, parts[at][1])
    return rezipped(parts)


def part_lost(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    parts.pop(draw.randrange(len(parts)))
    return rezipped(parts)


def parts_swapped(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    contents = [content for _, content in parts]
    draw.shuffle(contents)
    return rezipped([(name, new) for (name, _), new in zip(parts, contents, strict=True)])


def part_cut(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    return _with_part(draw, parts, lambda part: part[: draw.randrange(len(part) + 1)])


def xml_damaged(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    """Lose or repeat a tag, change what a cell or an attribute holds."""

    def damage(part: bytes) -> bytes:
        for _ in range(draw.choice((1, 2, 12))):
            tag = draw.choice([one for one in _TAGS if one in part] or [b"<"])
            at = part.find(tag, draw.randrange(len(part) + 1))
            if at < 0:
                continue
            end = at + len(tag)
            new = draw.choice((b"", tag * 2, tag + draw.choice(_VALUES), draw.choice(_VALUES)))
            part = part[:at] + new + part[end:]
        return part

    return _with_part(draw, parts, damage)


def xml_flipped(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    return _with_part(
        draw, parts, lambda part: flipped(draw, part, Seed("", b"", "")) if part else part
    )


def entities(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    """Declare entities that grow without end, or that lie outside."""

    def declare(part: bytes) -> bytes:
        head, _, rest = part.partition(b"?>") if part.startswith(b"<?xml") else (b"", b"", part)
        used = rest.replace(b"</", b"&j;" * draw.choice((1, 1, 5_000)) + b"</", 1)
        start = head + b"?>" if head else b""
        return start + draw.choice(_DOCTYPES).encode() + used

    return _with_part(draw, parts, declare)


def deeply_nested(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    depth = draw.choice((300, 100_000))
    return _with_part(draw, parts, lambda part: part + b"<a>" * depth + b"</a>" * depth)


def exploding(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    """Put in place of a part one that is small until it is unzipped."""
    at = _drawn(draw, parts)
    name = parts.pop(at)[0]
    stream = io.BytesIO(rezipped(parts))
    packed, size = _packed(draw.choice((b"\0", b" ", b"<row>", b"<c><v>1</v></c>")))
    return _with_packed(stream.getvalue(), name, packed, size)


def thousands_of_parts(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    count = draw.choice((500, 12_000))
    return rezipped([*parts, *((f"xl/worksheets/sheet{9 + n}.xml", b"<a/>") for n in range(count))])


def in_another_zip(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    inner = rezipped(parts)
    for _ in range(draw.choice((1, 3))):
        inner = rezipped([(_name(draw, parts), inner), *parts[:2]])
    return inner


def lying_sizes(draw: Random, parts: list[tuple[str, bytes]]) -> bytes:
    """Change a number of the zip's own directory: sizes, offsets, flags, method."""
    data = bytearray(rezipped(parts))
    mark = draw.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))
    places = [at for at in range(len(data) - 40) if data[at : at + 4] == mark]
    for _ in range(draw.choice((1, 4))):
        at = draw.choice(places or [0]) + draw.randrange(4, 40)
        struct.pack_into("<H", data, at, draw.choice((0, 1, 8, 9, 99, 0x7FFF, 0xFFFF)))
    return bytes(data)


def _drawn(draw: Random, parts: list[tuple[str, bytes]]) -> int:
    """Choose a part: the largest half of the time, as the cells lie there."""
    if draw.random() < 0.5:
        return max(range(len(parts)), key=lambda at: len(parts[at][1]))
    return draw.randrange(len(parts))


def _name(draw: Random, parts: list[tuple[str, bytes]]) -> str:
    return parts[_drawn(draw, parts)][0]


def _with_part(
    draw: Random, parts: list[tuple[str, bytes]], change: Callable[[bytes], bytes]
) -> bytes:
    at = _drawn(draw, parts)
    name, content = parts[at]
    parts[at] = (name, change(content))
    return rezipped(parts)


@cache
def _packed(some: bytes) -> tuple[bytes, int]:
    """Give a zip's part of 300 MB of the same bytes, as a zip that holds it alone."""
    stream = io.BytesIO()
    times = MEBI // len(some)
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(zipfile.ZipInfo("a", (2020, 1, 1, 0, 0, 0)), "w") as part,
    ):
        for _ in range(300):
            part.write(some * times)
    return stream.getvalue(), 300 * times * len(some)


def _with_packed(data: bytes, name: str, packed: bytes, size: int) -> bytes:
    """Add to a zip, without unzipping it, the only part of another."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        info = archive.infolist()[0]
    begin = info.header_offset + 30 + len(info.filename)
    raw = packed[begin : begin + info.compress_size]
    added = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
    added.compress_type, added.CRC = zipfile.ZIP_DEFLATED, info.CRC
    added.compress_size, added.file_size = len(raw), size
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        added.header_offset = archive.start_dir
        stream.seek(archive.start_dir)
        stream.write(added.FileHeader(zip64=False) + raw)
        archive.start_dir = stream.tell()
        archive.filelist.append(added)
        archive.NameToInfo[name] = added
        archive._didModify = True  # the directory at the end is written anew
    return stream.getvalue()


ZIP_MUTATIONS: Mapping[str, Mutation] = {
    one.__name__: _on_zip(one)
    for one in (
        part_renamed, part_lost, parts_swapped, part_cut, xml_damaged, xml_flipped, entities,
        deeply_nested, exploding, thousands_of_parts, in_another_zip, lying_sizes,
    )
}  # fmt: skip
#: What is done to the bytes, whatever they are.
RAW_MUTATIONS: Mapping[str, Mutation] = {
    one.__name__: one
    for one in (truncated, flipped, sprinkled, shuffled_bytes, duplicated_block, lost_block)
}
WORKBOOK_MUTATIONS: Mapping[str, Mutation] = {**ZIP_MUTATIONS, **RAW_MUTATIONS}


def mutations_for(data: bytes) -> Mapping[str, Mutation]:
    """Give what may spoil a workbook: an old one is no zip."""
    return RAW_MUTATIONS if data.startswith(_OLE2) else WORKBOOK_MUTATIONS
