"""The words that the checks of English text know."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ARTICLES = frozenset({"a", "an", "the"})

PRONOUNS = _set("he she they it we i you him her them this that who both") | {
    "the latter",
    "the former",
    "the two",
}

#: Verbs and phrases with which words are given to somebody.
CUES = _set(
    """
    said say says saying told tell tells telling wrote write writes writing asked ask asks replied
    replies answered added adds adding stated states declared declares announced announces
    insisted insists claimed claims argued argues warned warns noted notes explained explains
    posted posts tweeted tweets called calls described describes termed terms dubbed spoke quoted
    quoting according remarked remarks observed commented urged urges vowed vows pledged promised
    confirmed confirms denied denies alleged alleges accused hailed praised thanked repeated
    continued concluded recalled stressed underlined emphasised emphasized reiterated acknowledged
    admitted conceded suggested suggests reported reports
    """
)

#: Words that begin a sentence and that no subhead would have behind a lower-case word.
OPENERS = _set(
    """
    The While But When After Before As In On At He She It They This That These Those If For With
    Meanwhile However Although Since There Yet
    """
)

#: Behind these a capital letter may well follow inside a sentence: “in The Hague”.
BEFORE_A_NAME = (
    _set(
        """
        a an the of in at on to from for by with and or but as near into about over between via
        like per than that is was are were be called named
        """
    )
    | CUES
)

#: “The” belongs to the name that follows.
NAMES_WITH_THE = _set(
    """
    Hague Gambia Bahamas Times Guardian Economist Telegraph Independent Observer Washington New
    Wall Associated Hindu Diplomat Indian Australian Atlantic Conversation Moscow Jerusalem
    """
)

#: “a dollar a day”: the second article belongs to the measure.
MEASURES = _set(
    """
    second minute hour day night week weekend fortnight month quarter season term year decade
    century time head person piece barrel bottle tonne ton kilo kilogram gram litre liter gallon
    metre meter mile kilometre share ticket unit vote copy word page
    """
)

#: In capitals before a colon, and no dateline.
LABELS = _set(
    """
    IMAGE PHOTO PHOTOGRAPH PICTURE CAPTION VIDEO WATCH LISTEN SOURCE NOTE UPDATE UPDATED BREAKING
    LIVE OPINION ANALYSIS EXCLUSIVE EXPLAINER EXPLAINED CORRECTION CLARIFICATION QUESTION ANSWER
    """
)

MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
