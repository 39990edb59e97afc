"""How many examples of a slow property a run tries: few as a rule, 1,000 in `make soak`."""

from hypothesis import settings

_BY_PROFILE = {"soak": 1_000, "ci": 10}


def slow(*, few: int = 20, parts: int = 1, **fields: object) -> settings:
    """Return the settings of a property whose examples take tenths of a second each.

    The profile's own number is for properties of pure functions: hours of these. One that is cut
    into parts, for processes beside each other, tries as many in all of them together.
    """
    number = _BY_PROFILE.get(settings.get_current_profile_name(), few) // parts
    return settings(max_examples=number, **fields)  # type: ignore[arg-type]  # passed through
