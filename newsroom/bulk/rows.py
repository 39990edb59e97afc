"""A line read: the row that it describes, and what is wrong with it by itself."""

from dataclasses import dataclass
from typing import Any

import orjson

from .columns import InvalidValueError
from .lines import LONGEST_LINE
from .sentences import kind_of, named, shown
from .shape import DESK, Shape

#: No row has so many; parsed, each would take many times its place in the file.
MOST_BRACKETS = 1_000_000
_NUL = b"\\u0000"
_FORM = '{"model": "articles.quote", "fields": {…}}'


class UnreadableLineError(ValueError):
    """A line that describes no row, with the model it names, if any, and what to do."""

    def __init__(self, sentence: str, model: str = "") -> None:
        super().__init__(sentence)
        self.model = model


@dataclass(slots=True)
class Row:
    """What a line says of one row."""

    shape: Shape
    values: dict[str, Any]
    #: The natural key: a text, or the tuple of its parts; None where one of them is wrong.
    key: Any
    #: Fields, each with what is wrong there.
    wrong: list[tuple[str, str]]


def read_row(line: bytes | None) -> Row:
    """Read a line and check it, or raise UnreadableLineError."""
    shape, fields = _opened(_parsed(line))
    columns = shape.columns
    values: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for name, value in fields.items():
        if name in columns:
            try:
                values[name] = columns[name].read(value)
            except InvalidValueError as error:
                wrong.append((name, str(error)))
        elif name not in shape.derived_names:
            wrong.append((shown(name), f"There is no such field. Choose of: {', '.join(columns)}."))
    missing = sorted(shape.required - fields.keys())
    wrong += [(name, f"It is missing. Write {columns[name].wanted}.") for name in missing]
    is_nameless = any(name in shape.key_fields for name, _sentence in wrong)
    key = None if is_nameless else _key(shape, values)
    if shape.is_slugged and key == "":
        wrong.append(("slug", "It is missing. Write the address of the row, which never changes."))
        key = None
    return Row(shape, values, key, wrong)


def read_again(line: bytes) -> Row:
    """Read a line that was found good, without checking it once more."""
    parsed = orjson.loads(line)
    shape = DESK[parsed["model"].lower()]
    columns = shape.columns
    fields = parsed["fields"].items()
    values = {name: columns[name].take(value) for name, value in fields if name in columns}
    return Row(shape, values, _key(shape, values), [])


def _parsed(line: bytes | None) -> Any:
    if line is None:
        raise UnreadableLineError(
            f"The line is longer than {LONGEST_LINE // 1_000_000} MB. Divide it."
        )
    if line.count(b"[") + line.count(b"{") > MOST_BRACKETS:
        raise UnreadableLineError("No row has so many lists or objects. Write one row a line.")
    try:
        parsed = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise UnreadableLineError(_not_json(line, error)) from None
    if _NUL in line and _holds_nul(parsed):
        raise UnreadableLineError(
            "It holds a NUL character (\\u0000), which no database keeps. Remove it."
        )
    return parsed


def _not_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        line.decode()
    except UnicodeDecodeError as bad:
        return f"This is not UTF-8: byte {bad.start + 1} cannot be read. Convert the file to UTF-8."
    if "surrogate" in error.msg:
        return "Half a character (a lone surrogate) stands in it. Write the whole character."
    if line in (b"[", b"]") or line.startswith(b"[{"):
        return f"A list is no row. Write one object a line, without commas between: {_FORM}"
    return f"This is not JSON ({error.msg}, column {error.colno}). Write one object a line: {_FORM}"


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\0" in value


def _opened(parsed: Any) -> tuple[Shape, dict[str, Any]]:
    if type(parsed) is not dict:
        raise UnreadableLineError(f"Write one object a line, not {kind_of(parsed)}: {_FORM}")
    label, fields = parsed.get("model"), parsed.get("fields")
    if type(label) is not str:
        raise UnreadableLineError(f"It names no model. Write {_FORM}")
    shape = DESK.get(label.lower())
    if shape is None:
        raise UnreadableLineError(
            f"No dump holds {named(label)}. Choose one of: {', '.join(DESK)}."
        )
    if "pk" in parsed:
        raise UnreadableLineError(
            "Rows are named by their natural keys. Leave “pk” out.", model=shape.label
        )
    if others := parsed.keys() - {"model", "fields"}:
        raise UnreadableLineError(
            f"Only “model” and “fields” belong here, not {named(min(others))}."
        )
    if type(fields) is not dict:
        raise UnreadableLineError(f"Its “fields” are no object. Write {_FORM}", model=shape.label)
    return shape, fields


def _key(shape: Shape, values: dict[str, Any]) -> Any:
    parts = tuple(shape.columns[name].of(values) for name in shape.key_fields)
    return parts[0] if len(parts) == 1 else parts
