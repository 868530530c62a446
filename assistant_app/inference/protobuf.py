"""Protobuf's wire format, messages as numbered fields: protobuf.dev/programming-guides/encoding."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

Span = tuple[int, int]
"""Where something begins and ends in a buffer."""

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


class NotProtobuf(ValueError):
    """The bytes are no message."""


def fields(data: Any, span: Span) -> Iterator[tuple[int, Any]]:
    """Field numbers and values: a number, or the span of whatever has a length."""
    at, end = span
    while at < end:
        tag, at = _varint_at(data, at)
        wire = tag & 7
        if wire == VARINT:
            value, at = _varint_at(data, at)
            yield tag >> 3, value
        elif wire == BYTES:
            length, at = _varint_at(data, at)
            if at + length > end:
                raise NotProtobuf("it ends too early")
            yield tag >> 3, (at, at + length)
            at += length
        elif wire in (FIXED32, FIXED64):
            size = 4 if wire == FIXED32 else 8
            yield tag >> 3, struct.unpack_from("<I" if size == 4 else "<Q", data, at)[0]
            at += size
        else:
            raise NotProtobuf(f"it has a field of kind {wire}")


def numbers(data: Any, value: int | Span) -> list[int]:
    """Repeated integers: packed, or one at a time."""
    if isinstance(value, int):
        return [signed(value)]
    at, end = value
    found = []
    while at < end:
        number, at = _varint_at(data, at)
        found.append(signed(number))
    return found


def _varint_at(data: Any, at: int) -> tuple[int, int]:
    value = shift = 0
    while shift < 70:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
    raise NotProtobuf("a number in it does not end")


def signed(value: int) -> int:
    """Negative numbers are stored as those of 64 bits."""
    return value - (1 << 64) if value >> 63 else value


def message(number: int, data: bytes) -> bytes:
    """A field of bytes, text or an encoded message."""
    return _key(number, BYTES) + _varint(len(data)) + data


def integer(number: int, value: int) -> bytes:
    """A field of one whole number."""
    return _key(number, VARINT) + _varint(value)


def floating(number: int, value: float) -> bytes:
    """A field of one 32-bit float."""
    return _key(number, FIXED32) + struct.pack("<f", value)


def _key(number: int, wire: int) -> bytes:
    return _varint(number << 3 | wire)


def _varint(value: int) -> bytes:
    value &= (1 << 64) - 1
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
