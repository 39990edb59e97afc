"""Which rows a file defines, and which of the database it refers to: one directory per model.

Held compactly, since a file may define more rows than fit into memory as objects: a natural key
and a number for each. The database is asked for hundreds of keys at a time, never for one.
"""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from django.db.models import Q

from actors.models import RetiredSlug

from .sentences import Problems, named
from .shape import Shape

#: Keys in one question to the database.
ASKED = 500

Place = tuple[int, str, str]  # the line that refers to a key, its model, its field


class Directory:
    """The rows of one model: those of the file, and those outside that it refers to."""

    def __init__(self, shape: Shape, problems: Problems, rank: int = 0) -> None:
        self.shape = shape
        #: Which of the directories it is.
        self.rank = rank
        #: The line of each row of the file.
        self.lines = array("I")
        #: The number that each will have in the database, once they are given.
        self.numbers: Sequence[int] = ()
        self._problems = problems
        self._rows: dict[Hashable, int] = {}
        self._outside: dict[Hashable, int] = {}
        self._fresh: dict[Any, int] = {}
        self._asked: dict[Any, list[Place]] = {}
        self._missing: dict[Any, list[Place]] = {}

    def define(self, key: Any, line: int) -> None:
        """Note that a line defines the row of that name."""
        place = self._rows.setdefault(self._compact(key), len(self.lines))
        if place < len(self.lines):
            self._complain(line, f"{named(key)} stands on line {self.lines[place]} already.")
            return
        self.lines.append(line)
        self._fresh[key] = line
        if len(self._fresh) >= ASKED:
            self._look_for_fresh()

    def refer(self, key: Any, line: int, model: str, field: str) -> int | None:
        """Note a reference; return its row's place in the file where it is known by now."""
        if (place := self._rows.get(key)) is not None:
            return place
        if key not in self._outside:
            known = self._missing.get(key) or self._asked.setdefault(key, [])
            known.append((line, model, field))
            if len(self._asked) >= ASKED:
                self._look_for_asked()
        return None

    def settle(self) -> Iterator[tuple[int, int]]:
        """Ask for the rest; yield the line and the row of each reference to a later line."""
        self._look_for_fresh()
        self._look_for_asked()
        for key, places in self._missing.items():
            place = self._rows.get(key)
            for line, model, field in places:
                if place is None:
                    name = self.shape.model._meta.verbose_name
                    sentence = f"There is no {name} {named(key)}. Add its line, or correct it."
                    self._problems.add(line, model, field, sentence)
                else:
                    yield line, place
        self._missing = {}

    def missing(self, model: str, field: str) -> list[Any]:
        """Return what a field refers to and stands neither in the file nor in the database."""
        self._look_for_asked()
        return [
            key
            for key, places in self._missing.items()
            if key not in self._rows and any(place[1:] == (model, field) for place in places)
        ]

    def forgive(self, keys: Iterable[Any], model: str, field: str) -> None:
        """Drop the references of a field to rows that need not exist."""
        for key in keys:
            places = self._missing[key]
            self._missing[key] = [place for place in places if place[1:] != (model, field)]

    def holds(self, key: Any) -> bool:
        """Tell whether the file defines that row."""
        return self._compact(key) in self._rows

    def number_of_own(self, key: Any) -> int:
        """Return the number that a row of the file will have in the database."""
        return self.numbers[self._rows[self._compact(key)]]

    def number_of(self, key: Any) -> int:
        """Return the number that a row has in the database, or will have."""
        place = self._rows.get(key)
        return self._outside[key] if place is None else self.numbers[place]

    def _compact(self, key: Any) -> Hashable:
        """Return the key as it is held: of rows that nobody refers to, 16 bytes that tell it."""
        if self.shape.is_referred_to:
            return key
        return blake2b(repr(key).encode(), digest_size=16).digest()

    def _look_for_fresh(self) -> None:
        fresh, self._fresh = self._fresh, {}
        for number, key in self._stored(fresh):
            if (line := fresh.get(key)) is None:
                continue
            # Whoever refers to the row means the one that is there.
            del self._rows[self._compact(key)]
            if self.shape.is_referred_to:
                self._outside[key] = number
            sentence = f"{named(key)} is in the database already. Leave the line out."
            self._problems.add_known(line, self.shape.label, self._field, sentence)
        if self.shape.is_slugged and fresh:
            retired = RetiredSlug.objects.filter(model=self.shape.label, slug__in=fresh)
            for slug in retired.values_list("slug", flat=True):
                sentence = f"{named(slug)} belonged to something deleted. Choose another address."
                self._complain(fresh[slug], sentence)

    def _look_for_asked(self) -> None:
        asked, self._asked = self._asked, {}
        for number, key in self._stored(asked):
            if asked.pop(key, None) is not None:
                self._outside[key] = number
        for key, places in asked.items():
            self._missing.setdefault(key, []).extend(places)

    def _stored(self, keys: dict[Any, Any]) -> Iterator[tuple[int, Any]]:
        """Yield the number and key of rows in the database, those with these keys among them."""
        if not keys:
            return
        parts = [(key,) if isinstance(key, str) else key for key in keys]
        narrow = Q()
        for path, values in zip(self.shape.key, map(set, zip(*parts, strict=True)), strict=True):
            if None not in values:
                narrow &= Q(**{f"{path}__in": values})
        rows = self.shape.model._default_manager.filter(narrow).order_by()
        for number, *key in rows.values_list("pk", *self.shape.key).iterator():
            yield number, key[0] if len(key) == 1 else tuple(key)

    def _complain(self, line: int, sentence: str) -> None:
        self._problems.add(line, self.shape.label, self._field, sentence)

    @property
    def _field(self) -> str:
        return self.shape.key_fields[0] if len(self.shape.key) == 1 else ""


def chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """Yield so many items at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
