"""Country codes: ISO 3166-1 alpha-2 with the territories that Unicode's CLDR adds (EU, XK …)."""

from functools import cache

from babel import Locale
from django.core.exceptions import ValidationError


@cache
def country_names() -> dict[str, str]:
    """Return the English name for each two-capital code."""
    territories = Locale("en").territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha()}


def validate_country(code: str) -> None:
    """Refuse a code that no country has."""
    if code not in country_names() or code == "ZZ":
        raise ValidationError(
            f"“{code}” is no country code. Write two capitals, such as IN for India.",
            code="invalid_country",
        )
