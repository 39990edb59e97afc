"""``python -m articles.quotation [--names FILE] [--no-indirect] < texts.jsonl > found.jsonl``."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from . import FoundQuote, KnownName, Names, find_quotes
from .names import NameOf

_WRONG = 2
_MENTIONS = ("speaker", "cue")


class InputError(Exception):
    """A line that cannot be read; its text tells the user which and why."""


def main(arguments: list[str] | None = None) -> int:
    """Read texts, write what was found; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        names = Names(_known_names(options.names)) if options.names else Names()
        for record in _records(sys.stdin.buffer):
            found = find_quotes(record["text"], names, indirect=options.indirect)
            line = {"id": record["id"], "quotes": [as_record(quote) for quote in found]}
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    except InputError as wrong:
        sys.stdout.flush()
        sys.stderr.write(f"{wrong}\n")
        return _WRONG
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m articles.quotation",
        description="Find quotations and who said them. Reads one JSON object a line, "
        '{"id": ..., "text": ...}, and writes one a line, {"id": ..., "quotes": [...]}.',
    )
    parser.add_argument(
        "--names",
        type=Path,
        metavar="FILE",
        help="the names to look for, one a line: a person's name, or name, key and kind (person, "
        "state or organisation) parted by tabs, or a JSON object with these three",
    )
    parser.add_argument(
        "--indirect",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="also propose indirect statements, “X said that ...” (the default)",
    )
    return parser


def as_record(quote: FoundQuote) -> dict[str, Any]:
    """Return a found quote as the scorer reads it: nothing where there is nothing."""
    record = asdict(quote)
    for mention in _MENTIONS:
        if record[f"{mention}_start"] < 0:
            record[f"{mention}_start"] = record[f"{mention}_end"] = None
    return record


def _records(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for number, line in _lines(lines, "standard input"):
        where = f"Line {number} of standard input"
        record = _json_object(line, where)
        if not isinstance(record.get("text"), str) or not isinstance(record.get("id"), str | int):
            raise InputError(f'{where} needs an "id" and a "text": {{"id": "1", "text": "..."}}.')
        yield record


def _lines(lines: Iterable[bytes], what: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers from one."""
    for number, raw in enumerate(lines, start=1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise InputError(f"Line {number} of {what} is not UTF-8 text.") from None
        if line.strip():
            yield number, line


def _json_object(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        reason = wrong.msg if isinstance(wrong, json.JSONDecodeError) else "too deeply nested"
        raise InputError(f"{where} is not JSON: {reason}.") from None
    if not isinstance(record, dict):
        raise InputError(f"{where} is not a JSON object.")
    return record


def _known_names(path: Path) -> Iterator[KnownName]:
    try:
        with path.open("rb") as lines:
            for number, line in _lines(lines, str(path)):
                yield _known_name(line, f"Line {number} of {path}")
    except OSError as wrong:
        raise InputError(f"The names in {path} cannot be read: {wrong.strerror}.") from None


def _known_name(line: str, where: str) -> KnownName:
    if line.lstrip().startswith("{"):
        record = _json_object(line, where)
        fields = [record.get("name"), record.get("key"), record.get("kind", "person")]
    else:
        parts = line.rstrip("\r\n").split("\t")
        fields = [parts[0], parts[0]] if len(parts) == 1 else list(parts)
        fields += ["person"] * (len(fields) == 2)
    if len(fields) != 3 or not all(isinstance(field, str) and field.strip() for field in fields):
        raise InputError(f"{where} needs a name, a key and a kind, or a person's name alone.")
    name, key, kind = (field.strip() for field in fields)
    if kind not in get_args(NameOf):
        kinds = ", ".join(get_args(NameOf))
        raise InputError(f"{where} has the kind “{kind}”; the kinds are {kinds}.")
    return KnownName(name, key, kind)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # no test's stand-in
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read along has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(_WRONG)
