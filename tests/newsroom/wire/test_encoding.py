import gzip

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsroom.wire.encoding import LEAST, coding_for, coding_held, encoded, etag_for

BODY = b'{"text": "This is no secret, I told him what we talked about."}' * 40
TAG = "mE7NnM0gVRB9HTlpNtcm4A"


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("GZip", "gzip"),
        ("br", "br"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("deflate, compress", "identity"),
        ("gzip;q=1.0, br;q=0.9, zstd;q=0.1", "gzip"),
        ("gzip; q=0.5 , br ; q=0.501", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000", "identity"),
        ("*", "zstd"),
        ("*, zstd;q=0", "br"),
        ("*;q=0.1, gzip;q=0.2", "gzip"),
        ("*;q=0", "identity"),
        ("identity", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0, br", "br"),
        ("gzip;q=0.5, gzip;q=0", "gzip"),
    ],
)
def test_a_client_gets_the_coding_that_it_likes_best(header, coding):
    assert coding_for(len(BODY), header) == coding


@pytest.mark.parametrize(
    "header",
    [
        "gzip;q=2",
        "gzip;q=-1",
        "gzip;q=0.5555",
        "gzip;q=nan",
        "gzip;q=1e0",
        "gzip;q",
        "gzip;level=9",
        "gzip;q=1;q=1",
        ";q=1",
        ",,,;;;",
        "gzip gzip",
        "\x00gzip",
        "ｇｚｉｐ",
        "gzip," * 500,
    ],
)
def test_what_cannot_be_understood_is_no_wish(header):
    assert encoded(BODY, header) == (BODY, "identity")


@given(st.text(alphabet="gzipbrstd,;=q.01* \t\xff\0", max_size=60))
def test_any_header_gets_a_body_that_can_be_read(header):
    read = {
        "identity": bytes,
        "gzip": gzip.decompress,
        "br": brotli.decompress,
        "zstd": zstandard.decompress,
    }

    sent, coding = encoded(BODY, header)

    assert read[coding](sent) == BODY


def test_short_bodies_are_sent_as_they_are():
    assert coding_for(LEAST - 1, "gzip") == "identity"
    assert coding_for(LEAST, "gzip") == "gzip"


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_the_same_body_gives_the_same_smaller_bytes(coding):
    once, again = encoded(BODY, coding)[0], encoded(BODY, coding)[0]

    assert once == again
    assert len(once) < len(BODY) / 10


def test_each_coding_has_an_etag_of_its_own():
    tags = [etag_for(TAG, coding) for coding in ("identity", "gzip", "br", "zstd")]

    assert tags == [f'"{TAG}"', f'"{TAG}-gzip"', f'"{TAG}-br"', f'"{TAG}-zstd"']


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (f'"{TAG}"', "identity"),
        (f'"{TAG}-br"', "br"),
        (f'W/"{TAG}-gzip"', "gzip"),
        (f'"other", W/"more" ,"{TAG}-zstd"', "zstd"),
        (f'"other","{TAG}"', "identity"),
        (f'"{TAG}", "{TAG}-gzip"', "gzip"),
        ("*", "identity"),
        (" * ", "identity"),
    ],
)
def test_a_client_that_has_the_document_in_any_coding_has_it(header, coding):
    assert coding_held(header, TAG) == coding


@pytest.mark.parametrize(
    "header",
    ["", '"other"', TAG, f'"{TAG}-deflate"', f'"{TAG}', f"'{TAG}'", '"*"', '""', "W/", '"' * 8_000],
)
def test_another_tag_or_none_is_no_match(header):
    assert coding_held(header, TAG) is None
