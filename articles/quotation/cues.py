"""The words that say somebody said something, and the words around those."""

from .lexicon import words

_IRREGULAR = {
    "say": "say says said saying", "tell": "tell tells told telling",
    "write": "write writes wrote written writing", "think": "think thinks thought",
    "read": "reads", "swear": "swear swears swore swearing", "sing": "sing sings sang singing",
    "speak": "spoke speaking speaks", "put": "put puts putting", "go": "went goes",
    "begin": "began begins beginning", "ask": "ask asks asked asking",
    "retweet": "retweeted", "shoot": "shot", "fire": "fired", "hold": "held holds",
    "learn": "learned", "believe": "believes believed", "feel": "feels felt",
    "quote": "quoted quotes quoting", "warn": "warn warns warned warning",
}  # fmt: skip
_IRREGULAR_TAKING = {
    "hit": "hit hits hitting", "seek": "sought seeks seeking", "find": "found finds finding",
    "speak": "spoke speaking speaks", "cast": "cast casts casting", "tell": "told",
}  # fmt: skip
_DOUBLED = {
    "admit",
    "aver",
    "grin",
    "quip",
    "slam",
    "rip",
    "tag",
    "dub",
    "rap",
    "hit",
    "chat",
    "swap",
}


def _forms(verb: str) -> tuple[str, ...]:
    """Return present, past and participle of a regular verb."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    if verb in _DOUBLED:
        return verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"
    plural = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return verb, verb + plural, verb + "ed", verb + "ing"


def _all_forms(verbs: frozenset[str], irregular: dict[str, str]) -> frozenset[str]:
    forms: set[str] = set()
    for verb in verbs:
        forms.update(irregular[verb].split() if verb in irregular else _forms(verb))
    for printed in irregular.values():
        forms.update(printed.split())
    return frozenset(forms)


#: What a person does with the words themselves: said, wrote, added.
SAYING = _all_forms(words("saying_verbs"), _IRREGULAR)
#: What a person does with a thing, in words: called it “a mistake”.
TAKING = _all_forms(words("taking_verbs"), _IRREGULAR_TAKING) - SAYING
#: Forms that only a plural, “I” or an auxiliary takes; elsewhere they are mostly nouns.
BASE = words("saying_verbs") | words("taking_verbs")
#: The plainest ones, which need no second look: nobody reports anything else with them.
PLAIN = words("plain")
#: Two words that are one cue: “went on to say”, “put it”, “pointed out”.
PARTICLES = {"put": "it", "puts": "it", "pointed": "out", "points": "out", "pointing": "out",
             "went": "on", "goes": "on", "called": "out",
             "chimed": "in", "chimes": "in", "weighed": "in",
             "shot": "back", "fired": "back"}  # fmt: skip

AUXILIARY = words("auxiliary")
SUBJECT_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who"])
MALE, FEMALE = (
    frozenset(["he", "him", "his", "himself"]),
    frozenset(["she", "her", "hers", "herself"]),
)
PRONOUNS = SUBJECT_PRONOUNS | MALE | FEMALE | frozenset(["them", "their", "themselves"])
DETERMINERS = words("determiners")
PREPOSITIONS = words("prepositions")
CLAUSE_OPENERS = words("clause_openers")
#: How a sentence begins whose subject comes behind its first comma.
LEADING = PREPOSITIONS | words("leading")
TIMES = words("times")
#: Capital letters that begin a sentence and not a name.
NOT_NAMES = words("not_names")
MASCULINE_TITLES = frozenset(
    ["mr", "sir", "king", "prince", "lord", "congressman", "chairman", "spokesman"]
)
FEMININE_TITLES = words("feminine_titles")
TITLES = MASCULINE_TITLES | FEMININE_TITLES | words("titles")
ORGANISATION_WORDS = words("organisation_words")
PLACE_WORDS = words("place_words")
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"])
#: Who speaks without a name, in print.
ANONYMOUS = words("anonymous")
#: What somebody is to somebody else: “Clinton spokesman Brian Fallon” is not Clinton.
ROLE_WORDS = words("role_words")
#: Descriptions of one human being: “the New York businessman” is somebody already named.
HUMANS = words("humans")
FEMININE = words("feminine")
#: Offices that one person holds at a time: “the president” is the one whom the text names so.
OFFICES = words("offices")
