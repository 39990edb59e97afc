import pytest
from environs import EnvError

from newsroom.environment import origins, rate, whole_number


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("600/minute", (600, 60)),
        (" 5/SECOND ", (5, 1)),
        ("36000/hour", (36_000, 3_600)),
        ("1/day", (1, 86_400)),
        ("none", None),
    ],
)
def test_a_rate_is_so_many_requests_in_so_many_seconds(text, meaning):
    assert rate(text) == meaning


@pytest.mark.parametrize(
    "text", ["", "600", "0/minute", "-1/minute", "6e2/minute", "600/fortnight"]
)
def test_what_is_no_rate_is_refused_with_one_that_is(text):
    with pytest.raises(EnvError) as refused:
        rate(text)

    assert str(refused.value) == (
        f"{text!r} is not a rate such as 600/minute (second, minute, hour or day), "
        "nor none for no limit."
    )


@pytest.mark.parametrize("text", ["-1", "86401", "ten", "1.5", "", "9" * 5_000])
def test_a_number_out_of_bounds_is_refused_with_them(text):
    assert whole_number("86400", least=0, most=86_400) == 86_400
    with pytest.raises(EnvError) as refused:
        whole_number(text, least=0, most=86_400)

    assert str(refused.value) == f"{text!r} is not a whole number from 0 to 86400."


def test_origins_are_words():
    assert origins("") == []
    assert origins(" https://a.example.org ,http://localhost:3000") == [
        "https://a.example.org",
        "http://localhost:3000",
    ]
    assert origins("*") == ["*"]


@pytest.mark.parametrize(
    "text",
    [
        "www.example.org",
        "https://www.example.org/",
        "https://www.example.org/path",
        "https://www.example.org?x",
        "https://user@example.org",
        "https://www.example.org:port",
        "https://",
        "ftp://www.example.org",
        "null",
        "https://*.example.org",
        "https://[::1",
    ],
)
def test_what_is_no_origin_is_refused_by_its_name(text):
    with pytest.raises(EnvError) as refused:
        origins(f"https://good.example.org, {text}")

    assert str(refused.value) == (
        f"{text!r} is not an origin such as https://www.example.org. "
        "Write commas between several, or * for all."
    )
