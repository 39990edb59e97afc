"""The lines of a file, one at a time and none longer than a limit, as often as they are needed."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Self

#: Bytes of the longest line that is read; what a form can bring into a row is 10 MB.
LONGEST_LINE = 12_000_000
_PIECE = 1 << 16
_MARK = b"\xef\xbb\xbf"  # some editors begin UTF-8 with it

Advance = Callable[[int], object]


class FileChangedError(ValueError):
    """The file is not the same any more as when it was checked."""

    def __init__(self) -> None:
        super().__init__("The file changed while it was read. Load it once it is whole.")


class LineFile:
    """A stream of bytes that is read line by line, twice or more."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._copy = None if stream.seekable() else _copied(stream)
        self._stream = self._copy or stream
        self._start = self._stream.tell()
        self.size = self._stream.seek(0, 2) - self._start
        self._seen: bytes | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the copy of a pipe."""
        if self._copy:
            self._copy.close()

    def lines(self, advance: Advance) -> Iterator[tuple[int, bytes | None]]:
        """Yield each line that is not blank with its number; None is one beyond the limit.

        Tells ``advance`` how many bytes went by. Raises FileChangedError at the end of a second
        reading that was not the first one again.
        """
        self._stream.seek(self._start)
        digest, number = hashlib.blake2b(digest_size=16), 0
        while piece := self._stream.readline(LONGEST_LINE + 1):
            number, length, line = number + 1, len(piece), piece
            digest.update(piece)
            is_too_long = length > LONGEST_LINE
            while is_too_long and not piece.endswith(b"\n"):
                if not (piece := self._stream.readline(_PIECE)):
                    break
                digest.update(piece)
                length += len(piece)
            advance(length)
            if is_too_long:
                yield number, None
            elif text := (line.removeprefix(_MARK) if number == 1 else line).strip(b" \t\r\n"):
                yield number, text
        if self._seen not in (None, digest.digest()):
            raise FileChangedError
        self._seen = digest.digest()


def _copied(stream: IO[bytes]) -> IO[bytes]:
    """Return a file with all that comes through a pipe, which can be read only once."""
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as its reader
    while piece := stream.read(_PIECE):
        copy.write(piece)
    copy.seek(0)
    return copy
