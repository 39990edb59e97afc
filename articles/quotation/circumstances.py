"""What the words around a quotation say of where it was said, to whom, and who carried it."""

import re
from dataclasses import dataclass

_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = "January|February|April|June|July|August|September|October|November|December"
_ENDS_ADDRESSEE = (
    "that|in|on|at|during|after|when|while|last|earlier|late|by|via|he|she|they|before|about|of|how"
    rf"|why|what|not|it|{_WEEKDAY}|{_MONTH}"
)
_TOLD = re.compile(
    rf"\s+((?:(?!(?:{_ENDS_ADDRESSEE})\b|to\b(?! [A-Z]))[^\s,.;:“”\"—]{{1,30}}\s?){{1,8}})"
)
_BARE_TOLD = frozenset({"tell", "tells", "told", "telling"})
_AGENCIES = (
    "TASS|ITAR-TASS|Interfax|RIA(?: Novosti)?|Reuters|Associated Press|AP|AFP|Agence France-Presse"
    "|ANI|PTI|Press Trust of India|Xinhua|Kyodo|Yonhap|Anadolu|Bloomberg News|DPA|dpa|EFE|ANSA"
    "|UPI|Ukrinform|BELTA|IRNA|KCNA|UNB|BSS"
)
_OUTLET_WORDS = (
    "(?:News|Post|Times|Journal|Tribune|Herald|Guardian|Telegraph|Radio|Television|TV|Today|Daily"
    "|Express|Mail|Gazette|Observer|Network|Broadcasting)"
)
_BROADCASTERS = (
    "CNN|MSNBC|NBC|CBS|ABC|Fox News|BBC|Sky News|CNBC|C-SPAN|PBS|Al Jazeera|RT|NDTV|ITV|DW|Rossiya"
)
_PLATFORMS = (
    "X|Twitter|Facebook|Telegram|Instagram|Truth Social|TruthSocial|Weibo|TikTok|YouTube"
    "|LinkedIn|Threads|Bluesky|Mastodon|VK|WhatsApp|Snapchat|Reddit|WeChat|Koo"
)
_PLATFORM = re.compile(
    r"\b(?:on|to|via|in|through|using) (?:(?:his|her|its|their|the|a|an) )?"
    r"(?:(?:social media )?(?:platform|site|network|channel|account) )?"
    rf"(?:(?:official|verified|personal) )?({_PLATFORMS})\b(?! (?:News|Radio))"
    rf"|\b({_PLATFORMS}) (?:post|account|feed|page|channel|message|thread|video|live)\b"
)
_CARRIER = re.compile(
    r"\b(?:according to|cited by|quoted by|reported by|carried by|as quoted in|told"
    r"|in comments to) (?:the )?"
    r"((?:(?:[A-Z][\w.’'-]*|state|news|agency|media|wire|daily|newspaper|broadcaster|outlet|local)"
    rf" ){{0,5}}(?:{_AGENCIES}|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){{0,3}} {_OUTLET_WORDS}))(?![\w-])"
)
_AGENCY = re.compile(rf"\b(?:{_AGENCIES})\b|\bnews agency\b")
_REPORTED = re.compile(
    rf"\b((?:[A-Z][\w.’'-]* ){{0,3}}(?:{_AGENCIES})) (?:reported|reports|quoted|said|cited)\b"
)
_ONE = r"(?:a|an|the|his|her|their|its|another)"
_PAPER = (
    "(?:letter|memo|memorandum|e-?mail|report|book|memoir|op-ed|essay|filing|document|opinion"
    "|ruling|decision|decree|paper|brief|article|column|editorial|note|study|indictment|lawsuit"
    "|complaint)"
)
# In the order of what they tell: a press conference may be on television, but not the reverse.
_PATTERNS = {
    "social_media": r"\b(?:re)?tweet(?:ed|s|ing)?\b|\bsocial (?:media|network)\b|\bhashtag\b"
    r"|\bon (?:his|her|its) (?:official )?(?:page|account)\b",
    "press_conference": r"\b(?:press|news|media) conference\b|\bpresser\b"
    r"|\b(?:told|tells|spoke to|speaking to|said to) (?:the )?"
    r"(?:journalists|media persons|mediapersons|the media)\b"
    r"|\bquestion from (?:the )?(?:journalists|reporters)\b",
    "briefing": r"\bbriefing\b|\bbriefed (?:the )?(?:reporters|media|press|journalists)\b",
    "broadcast_radio": r"\bradio\b|\bNPR\b|\bpodcast\b",
    "broadcast_tv": rf"\b(?:television|TV|televised|broadcaster)\b|\b(?-i:{_BROADCASTERS})\b",
    "video": r"\bvideo (?:message|address|posted|statement|from|of|released|clip|shared)\b"
    r"|\bin (?:a|the|this|one|another) video\b",
    "phone": r"\b(?:by|over the|via) (?:tele)?phone\b|\bconference call\b"
    r"|\b(?:tele)?phone (?:call|interview|conversation)\b",
    "interview": r"\binterview(?:ed|s)?\b|\btold me\b"
    rf"|\btold (?:the )?(?-i:(?:[A-Z][\w.’'-]* ){{0,3}}{_OUTLET_WORDS})\b",
    "document": rf"\bin {_ONE} (?:[\w-]+ ){{0,3}}{_PAPER}\b"
    r"|\b(?:letter|memo|report|ruling|lawsuit|complaint|indictment|filing) "
    r"(?:said|says|states|stated|read|reads)\b",
    "statement": rf"\bin {_ONE} (?:[\w-]+ ){{0,3}}(?:statement|release|communiqu[eé])\b"
    r"|\bstatement (?:said|says|read|reads|issued|from)\b|\bpress release\b",
}
_CHANNELS = {channel: re.compile(pattern, re.I) for channel, pattern in _PATTERNS.items()}
_MEETING = re.compile(
    rf"[^“”\"]{{0,60}}\b(?:(?:during|at|in) {_ONE} (?:[\w-]+ ){{0,3}}"
    r"(?:meeting|talks|plenary|summit|session)|opening remarks)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Where something was said, as far as the words tell; nothing where they do not."""

    addressee: str = ""
    channel: str = ""
    platform: str = ""
    carrier: str = ""


def circumstances(outside: str, cue: str, behind_cue: str) -> Circumstances:
    """Read the words of a sentence outside its marks, its verb and what follows that verb."""
    addressee = _addressee(cue, behind_cue)
    platform = _platform(outside)
    carrier = _carrier(outside)
    channel = "social_media" if platform else _channel(outside, addressee, behind_cue)
    if not channel and carrier and _AGENCY.search(carrier):
        channel = "news_agency"
    return Circumstances(addressee, channel, platform, carrier)


def _addressee(cue: str, behind: str) -> str:
    if cue.lower() not in _BARE_TOLD:
        return ""
    match = _TOLD.match(behind)
    return match[1].strip() if match else ""


def _platform(outside: str) -> str:
    match = _PLATFORM.search(outside)
    return (match[1] or match[2]) if match else ""


def _carrier(outside: str) -> str:
    match = _CARRIER.search(outside) or _REPORTED.search(outside)
    return match[1].strip() if match else ""


def _channel(outside: str, addressee: str, behind: str) -> str:
    if _AGENCY.search(addressee):
        return "news_agency"
    for channel, pattern in _CHANNELS.items():
        if pattern.search(outside):
            return channel
    return "in_meeting" if _MEETING.match(behind) else ""
