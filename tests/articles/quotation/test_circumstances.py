"""Where it was said, to whom, and who carried it."""

import pytest

from articles.quotation import KnownName, find_quotes

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("“It is over,” Anna Berg told a press conference.", "press_conference"),
        ("“It is over,” Anna Berg said at a briefing on Monday.", "briefing"),
        ("“It is over,” Anna Berg said in a statement.", "statement"),
        ("“It is over,” Anna Berg said in an interview.", "interview"),
        ("“It is over,” Anna Berg told Harbour News.", "interview"),
        ("“It is over,” Anna Berg told a pool TV reporter.", "broadcast_tv"),
        ("“It is over,” Anna Berg told a radio station.", "broadcast_radio"),
        ("“It is over,” Anna Berg told TASS.", "news_agency"),
        ("“It is over,” Anna Berg wrote on X.", "social_media"),
        ("“It is over,” Anna Berg tweeted.", "social_media"),
        ("In a video from the meeting, Anna Berg said: “It is over.”", "video"),
        ("“It is over,” Anna Berg said by phone.", "phone"),
        ("“It is over,” Anna Berg wrote in a letter.", "document"),
        ("“It is over,” Anna Berg said during the talks.", "in_meeting"),
        ("“It is over,” Anna Berg said.", ""),
    ],
)
def test_the_words_tell_the_channel(text, channel):
    assert find_quotes(text)[0].channel == channel


def test_the_channels_are_those_of_a_quote():
    from articles.choices import Channel
    from articles.quotation import circumstances

    assert {*circumstances._CHANNELS, "in_meeting", "news_agency"} < set(Channel.values)


@pytest.mark.parametrize("platform", ["X", "Telegram", "Facebook", "Truth Social"])
def test_the_platform_is_told(platform):
    assert find_quotes(f"“It is over,” she wrote on {platform}.")[0].platform == platform


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("“It is over,” Anna Berg told reporters on Monday.", "reporters"),
        ("“It is over,” Anna Berg told Harbour News.", "Harbour News"),
        ("Anna Berg told the court that “it is over.”", "the court"),
        ("“It is over,” Anna Berg said.", ""),
    ],
)
def test_who_was_told_is_the_addressee(text, addressee):
    assert find_quotes(text)[0].addressee == addressee


def test_who_carried_the_words_is_named_and_known():
    text = "“It is over,” Anna Berg said, according to Russian news agency TASS."

    quote = find_quotes(text, [KnownName("TASS", "tass", "organisation")])[0]

    assert quote.carrier == "Russian news agency TASS"
    assert quote.carrier_keys == ("tass",)


def test_an_agency_that_was_told_is_addressee_and_carrier():
    quote = find_quotes("“It is over,” Anna Berg told TASS.")[0]

    assert (quote.addressee, quote.carrier) == ("TASS", "TASS")
