"""The nouns as plain JSON values and back, driven by their own type hints: a new field needs no code here."""

import types
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from onrecord.records import Span

T = TypeVar("T")


def encode(value: Any) -> str:
    """A noun, or a tuple of them, as JSON text."""
    return orjson.dumps(value, default=list).decode()  # a Span is a tuple with names, which orjson leaves to us


def decode(kind: type[T], text: str) -> T:
    """The noun that ``encode`` wrote."""
    made: T = build(kind, orjson.loads(text))
    return made


def build(kind: Any, value: Any) -> Any:
    """A value of the type ``kind`` from plain JSON values."""
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return build(next(one for one in get_args(kind) if one is not type(None)), value)
    if origin is tuple:
        return tuple(build(get_args(kind)[0], one) for one in value)
    if kind is Span:
        return Span(*value)
    if isinstance(kind, type) and is_dataclass(kind):
        # a field that came later is not in what an earlier version wrote
        return kind(**{name: build(hint, value[name]) for name, hint in hints(kind).items() if name in value})
    return float(value) if kind is float else value


@lru_cache(maxsize=64)
def hints(kind: Any) -> dict[str, Any]:
    """Field names and types of a noun, in order."""
    known = get_type_hints(kind)
    return {field.name: known[field.name] for field in fields(kind)}


def optional(hint: Any) -> tuple[Any, bool]:
    """The type without None, and whether None is allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [one for one in get_args(hint) if one is not type(None)]
        return inner[0], True
    return (str, False) if get_origin(hint) is Literal else (hint, False)
