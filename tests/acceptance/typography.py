"""The normalisation that the facts describe, written here apart from the product's own."""

MARKS = str.maketrans(
    dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"')
    | dict.fromkeys("\u2018\u2019\u201a\u2039\u203a", "'")
    | dict.fromkeys("\u2013\u2014\u2012\u2212", "-")
    | dict.fromkeys("\u00a0\u2009\u202f", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")
    | {"\u2026": "..."}
)


def norm(text: str) -> str:
    """Fold quotation marks, dashes, spaces and the ellipsis, and collapse white space."""
    return " ".join(text.translate(MARKS).split())


def norm_quote(text: str) -> str:
    """Fold a quotation and drop one final comma or full stop."""
    folded = norm(text)
    return folded[:-1] if folded.endswith((",", ".")) else folded
