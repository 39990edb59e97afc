"""Bytes of a file to text: marks, declarations, a cautious guess; what is no text is refused."""

import codecs
import re

from .taken import Found, Refused

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document or another packed file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a packed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"ID3", "a recording"),
    (b"\x00\x00\x00", "a video or another recording"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding=["']([\w.:-]{2,40})["']
       | <meta[^>]{0,200}?charset=["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE | re.VERBOSE,
)
_LOOKED_AT = 4096
#: What Python calls encodings too, and no text is written in: they would change words.
_OF_PROGRAMS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
#: Windows-1252's quotation marks, dashes and ellipsis, which other encodings have elsewhere.
_WESTERN = re.compile(rb"[A-Za-z ][\x85\x91-\x97][A-Za-z \r\n.,]|[A-Za-z][\xe0-\xff][a-z]")
_BROKEN = re.compile("â€[\u0080-\u00bf\u2018-\u2122œ˜]|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|\ufffd")
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_FEW_CONTROLS = 5


def decode(data: bytes) -> tuple[str, list[Found]]:
    """Return the text of a file, with a finding where its encoding had to be guessed."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), []
    for magic, what in _NOT_TEXT:
        if data.startswith(magic):
            raise Refused(f"This is {what}, not a text. Copy the words out of it and paste them.")
    if encoding := _wide(data):
        return _strictly(data, encoding), [_guessed(encoding.upper())]
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        return _other(data)


def checked(text: str) -> str:
    """Return a text that can be kept; refuse one with characters that no text has."""
    if found := _FORBIDDEN.search(text):
        raise Refused(
            f"It holds a character that no text has (U+{ord(found[0]):04X}), so it is either no "
            "text or damaged. Save it anew as plain text (UTF-8)."
        )
    if len(_CONTROLS.findall(text[:100_000])) > _FEW_CONTROLS:
        raise Refused(
            "It is full of control characters, so it is no text. Copy the words out of it and "
            "paste them."
        )
    return text


def broken_letters(text: str) -> list[Found]:
    """Report letters that an earlier program read in the wrong encoding: “â€™”, “Ã©”."""
    if not (found := _BROKEN.search(text)):
        return []
    start = max(0, found.start() - 15)
    near = " ".join(text[start : found.end() + 15].split())
    return [
        Found(
            "T04",
            f"Letters were damaged before the text came here: “{near}”.",
            "Get the text anew from where it came from, or mend the letters by hand.",
        )
    ]


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            f"It says that it is {encoding.upper()}, but it is damaged at byte {error.start + 1}. "
            "Save it anew as plain text (UTF-8)."
        ) from None


def _wide(data: bytes) -> str:
    """Return UTF-16 without its mark: every second byte of Western text is zero."""
    start = data[:_LOOKED_AT]
    if len(start) < 8:
        return ""
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[offset::2]
        if half.count(0) > 0.7 * len(half) and not start[1 - offset :: 2].count(0):
            return encoding
    return ""


def _other(data: bytes) -> tuple[str, list[Found]]:
    """Decode what is not UTF-8: as it says, else as Windows wrote it, else by a guess."""
    if b"\x00" in data:
        raise Refused("It holds zero bytes, so it is no text. Save it as plain text (UTF-8).")
    if text := _declared(data):
        return text, []
    if _WESTERN.search(data):
        try:
            return data.decode("cp1252"), [_guessed("Windows-1252")]
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # heavy, and seldom needed

    best = from_bytes(data[:200_000]).best()
    if best is not None:
        try:
            return data.decode(best.encoding), [_guessed(best.encoding)]
        except (UnicodeDecodeError, LookupError):
            pass
    raise Refused(
        "Nobody can tell in which encoding it is written, or it is no text. "
        "Save it as plain text (UTF-8)."
    )


def _declared(data: bytes) -> str:
    found = _DECLARED.search(data[:_LOOKED_AT])
    if found is None:
        return ""
    name = (found[1] or found[2]).decode("ascii", "ignore")
    if name.lower() in ("iso-8859-1", "latin1", "latin-1", "us-ascii"):
        name = "cp1252"  # as browsers read it
    try:
        return "" if codecs.lookup(name).name in _OF_PROGRAMS else data.decode(name)
    except (UnicodeError, LookupError):
        return ""


def _guessed(encoding: str) -> Found:
    return Found(
        "T03",
        f"The file is not in UTF-8; it was read as {encoding}.",
        "Look at the letters with accents and at the quotation marks.",
    )
