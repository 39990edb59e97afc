"""What goes wrong in a text that came from elsewhere. Pure functions on strings, no database.

Each looks at a line or a paragraph once, word by word or with a pattern that never has two ways
to read the same letters, so that a line of any length costs time in proportion to its length.
"""

import re
from collections.abc import Iterable, Iterator

from .words import (
    ARTICLES,
    BEFORE_A_NAME,
    LABELS,
    MEASURES,
    MONTHS,
    NAMES_WITH_THE,
    OPENERS,
)

LONGEST_SUBHEAD = 9
LONG_LINE = 40
LONG_PARAGRAPH = 25

_QUESTION = re.compile(r"[^\W\d_][^.?!…:“”\"]{2,70}\?(?= +[^\W\d_])")
_PUNCTUATED = re.compile(r"[.,;:?!…“”\"()]")
_BOILERPLATE = re.compile(
    r"""
      date:?\ [0-9]{4}-[0-9]{2}-[0-9]{2}
    | (?:image|photo|photograph|picture|file\ photo|caption|video|watch|listen|source)s?:
    | \(?with\ (?:additional\ |agency\ )?inputs?\ from\b
    | \(?with\ agency\ inputs?\b
    | (?:last\ |first\ )?(?:updated|published)(?::|\ (?:on\ |at\ )?(?:[0-9]|just\ now))
    | (?:read\ more|also\ read|read\ also|see\ also|click\ here|subscribe|sign\ up|follow\ us)\b
    | (?:©|\(c\)|copyright\b|all\ rights\ reserved)
    | (?:this\ (?:story|article)\ (?:was|has\ been)\ published\ from)
    | (?:[0-9]{1,3}[ -]min(?:ute)?s?\ read)
    | (?:short\ url|follow|share|tweet|e-?mail|print|advertisement|comments?|load\ more)\s*\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATELINE = re.compile(
    rf"([A-Z][A-Z .,/'’-]{{1,40}}[A-Z.])(?:, (?:{MONTHS})\.? [0-9]{{1,2}})?"
    r"(?: \([A-Za-z ]{2,20}\))?(?::| [—–-]) "
)
_NO_SPACE = re.compile(
    r"""
      [^\W\d_],(?=[^\W_])                          # today,1
    | [0-9],(?=[^\W\d_])                           # 2025,India
    | [^\W\d_][;?!](?=[^\W_])
    | [^\W\d_]{2}\.(?=[A-Z][a-z])                  # Presidency.India
    | [.,;:?!][”»](?=[^\W_])
    """,
    re.VERBOSE,
)
_GLUED = re.compile(r"[a-z]{3,}[A-Z][a-z]{2}")  # sinceDonald
_STOPS = ".!?…:;।。！？؟۔"
_CLOSING = "\"”’'»)]*_ "
_ASIDE = re.compile(r" ?\([^()]{1,60}\)\Z")
_COUNT = r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3})"
_UNIT = r"(?:day|week|month|year|decade)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:morning|afternoon|evening|night|weekend)"
_RELATIVE = re.compile(
    rf"""\b(?:
      (?i:today|yesterday|tomorrow|tonight|overnight)
    | (?:(?i:on|last|next|this|late|early|by|since|until|from)\ )?{_DAY}(?!\ Times)
    | (?i:last|next|this|previous)\ (?:week|month|year|quarter|decade|summer|autumn|fall|winter
                                       |spring|{_PART})
    | (?i:since)\ {_PART}
    | (?i:in\ )?(?:the\ )?(?i:recent|coming)\ (?:hours|days|weeks|months|years)
    | (?i:{_COUNT})\ {_UNIT}s?\ (?:ago|earlier|later|after|before)
    )\b""",
    re.VERBOSE,
)
_DATE_FOLLOWS = re.compile(
    rf"(?:,| \(|,? on)? ?(?:the )?(?:[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})\b"
    rf"|(?:{MONTHS})\.? [0-9])"
)
#: Behind “today,” and no space a date does not count: the line is to be mended first (A05).
_NO_SPACE_BEFORE_DATE = re.compile(r",[0-9]")

#: “Revealed on what day” is another matter: there the preposition belongs to the clause. So are
#: nouns: “details on who was aboard”, “no mention about it”.
_STRAY = re.compile(
    r"""\b((?:reveal|disclos|describ|explain|announc|discuss|clarif)(?:e?s|ed|ied|ies|ing|e|y)?
          |(?:mention|outlin|stress|emphasi[sz]|detail)(?:ed|ing))
        \ (on|about|upon)\ (what|how|why|who|whether)\b
        (?!\ (?:day|date|grounds?|terms?|basis|conditions?|occasions?|scale|charges?)\b)""",
    re.VERBOSE,
)
_NEEDS_OF = re.compile(
    r"""\b((?:on\ the\ (?:sidelines|margins|eve)|on\ behalf|in\ the\ (?:midst|wake)
          |in\ (?:spite|favou?r|pursuit|lieu)))
        \ (the|this|these|his|her|its|their|our)\b
        (?!\ (?:same\ |following\ |next\ |previous\ |whole\ |entire\ )?
           (?:day|night|morning|afternoon|evening|week|weekend|month|year|time|summer|autumn|fall
             |winter|spring)\b)""",
    re.VERBOSE,
)
_AFTER_A_TERM = re.compile(
    r"""\bfirst\ (?:[\w’'-]+\ ){1,8}?after\ (?:[\w.-]+\ ){0,4}?[\w-]+[’']s?\ (?:[\w-]+\ ){0,3}?
        (?:presidency|premiership|chancellorship|term(?!\ in)|tenure)\b(?!\ sheets?\b)
        (?!\ (?:in\ office\ |as\ (?:[\w-]+\ ){1,4}?)?(?:had\ |has\ )?
           (?:began|begins|begun|started|starts|ended|ends|expired|expires|was|were|came))""",
    re.VERBOSE,
)
_APOSTROPHE = re.compile(r"(?<![^\W\d_])[^\W\d_]++['’][^\W\d_]++")


def glued_subhead(line: str) -> str:
    """Return the subhead that was run into the paragraph's first sentence, or nothing."""
    if question := _QUESTION.match(line):
        if len(question[0].split()) <= LONGEST_SUBHEAD:
            return question[0]
        return ""
    words = line.split(maxsplit=2 * LONGEST_SUBHEAD)[: 2 * LONGEST_SUBHEAD]
    for count in range(1, min(LONGEST_SUBHEAD, len(words) - 1) + 1):
        if _PUNCTUATED.search(words[count - 1]) or not words[0][:1].isupper():
            return ""
        if _begins_anew(words, count):
            return " ".join(words[:count])
    return ""


def _begins_anew(words: list[str], count: int) -> bool:
    """Tell whether a sentence begins behind so many words."""
    before, first, following = words[count - 1], words[count], words[count + 1 : count + 2]
    if count >= 3 and words[count : count + 3] == words[:3]:
        return True
    if first not in OPENERS or not before.isalpha() or not before.islower():
        return False
    is_name = first == "The" and (not following or following[0].strip(",.") in NAMES_WITH_THE)
    return before not in BEFORE_A_NAME and not is_name


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is furniture of the page that the text came from."""
    return _BOILERPLATE.match(line) is not None


def is_furniture(line: str) -> bool:
    """Tell whether a line is no sentence: boilerplate, or a bullet point."""
    return is_boilerplate(line) or line.startswith(("•", "·", "- ", "* "))


def dateline(line: str) -> str:
    """Return the place of the dateline with which a line begins, or nothing."""
    found = _DATELINE.match(line)
    place = found[1].strip() if found else ""
    return "" if place in LABELS or len(place) < 3 else place


def printed_dateline(line: str) -> str:
    """Return the whole dateline with which a line begins, its colon or dash included."""
    found = _DATELINE.match(line)
    return found[0].rstrip() if found and dateline(line) else ""


def is_long(line: str) -> bool:
    """Tell whether a line is long enough that nobody prints it twice on purpose."""
    return len(line) >= LONG_LINE and len(line.split()) >= 6


def missing_spaces(line: str) -> Iterator[str]:
    """Yield each word that runs into the next."""
    for word in line.split():
        if "://" in word or "@" in word or word.startswith("www."):
            continue
        if _NO_SPACE.search(word) or _GLUED.match(word.lstrip("“\"'‘(")):
            yield word


def doubled_articles(line: str) -> Iterator[str]:
    """Yield each “a key a” and each “the the”."""
    words = line.split()
    for place in range(len(words) - 1):
        first = words[place] if place else words[place].lower()
        if first not in ARTICLES:
            continue
        if words[place + 1] in ARTICLES:
            yield " ".join(words[place : place + 2])
        elif (
            first != "the"
            and words[place + 1].isalpha()
            and words[place + 2 : place + 3] in (["a"], ["an"])
            and not _is_measure(words[place + 3 : place + 4])
        ):
            yield " ".join(words[place : place + 3])


def _is_measure(word: list[str]) -> bool:
    return not word or word[0].rstrip(".,;:?!”\"’'") in MEASURES


def lacks_final_stop(paragraph: str) -> bool:
    """Tell whether a long paragraph breaks off without a full stop."""
    text = paragraph.rstrip()
    if len(text.split()) < LONG_PARAGRAPH:
        return False
    return not any(
        ending.rstrip(_CLOSING).endswith(tuple(_STOPS)) for ending in (text, _ASIDE.sub("", text))
    )


def stray_prepositions(line: str) -> Iterator[tuple[str, str, str]]:
    """Yield each “revealed”, “on”, “what”: a verb that needs no preposition before the clause."""
    for found in _STRAY.finditer(line):
        yield found[1], found[2], found[3]


def missing_ofs(line: str) -> Iterator[tuple[str, str]]:
    """Yield each “on the sidelines”, “the”: a phrase that goes on with “of”, and what follows.

    One that begins a sentence may do without: “On the sidelines the two spoke.”
    """
    for found in _NEEDS_OF.finditer(line):
        yield found[1], found[2]


def terms_as_if_over(line: str) -> Iterator[str]:
    """Yield each “first … after X's … presidency” that does not say which end of it is meant."""
    for found in _AFTER_A_TERM.finditer(line):
        yield found[0]


def mixed_apostrophes(paragraphs: Iterable[str]) -> tuple[int, str, str] | None:
    """Return the paragraph in which a second kind of apostrophe first stands, with a word of each.

    Only between letters: quotation marks are another matter, and the marks of feet and minutes too.
    """
    first = ""
    for number, paragraph in enumerate(paragraphs, start=1):
        for found in _APOSTROPHE.finditer(paragraph):
            first = first or found[0]
            if ("’" in found[0]) != ("’" in first):
                return number, first, found[0]
    return None


def relative_times(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word that says when only by the day of writing, with the words before it.

    One that a date follows (“on Monday, 1 September”) says it by itself.
    """
    line = " ".join(text.split())
    for found in _RELATIVE.finditer(line):
        after = line[found.end() : found.end() + 30]
        is_dated = _DATE_FOLLOWS.match(after) and not _NO_SPACE_BEFORE_DATE.match(after)
        if not is_dated:
            yield found[0], line[max(0, found.start() - 60) : found.end()]


def control_characters(text: str) -> list[str]:
    """Return the names of the characters that no text may hold, in their order."""
    return [f"U+{ord(letter):04X}" for letter in dict.fromkeys(_CONTROL.findall(text))]


def direction_overrides(text: str) -> list[str]:
    """Return the names of the characters that turn letters round for the eye only."""
    return [f"U+{ord(letter):04X}" for letter in dict.fromkeys(_OVERRIDES.findall(text))]


_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufffd\ud800-\udfff]"
)
_OVERRIDES = re.compile("[\u202d\u202e]")
