"""Two snapshots compared: exact, in words, and cheap on whatever is thrown at it."""

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.alignment import align_lines, align_texts
from articles.comparison import compare, summary
from articles.matching import Allowance, matched

pytestmark = pytest.mark.once

ODD = "ab “”’.,-\r\n\t\u00a0\u200b\u200f\u202eשלוםع،हिन्दी。日本語𝕏👩‍👩‍👧é\u0301"
texts = st.text(alphabet=st.sampled_from(ODD), max_size=80) | st.text(max_size=60)
bodies = st.lists(
    st.sampled_from(["One two three.", "“Peace,” he said.", "السلام عليكم.", "Four", "", "a b a b"])
    | texts,
    max_size=8,
).flatmap(
    lambda parts: st.sampled_from(["\n\n", "\r\n\r\n", "\n \n", "\n"]).map(
        lambda gap: gap.join(parts)
    )
)
#: The worst that two bodies of the longest allowed size took here was under 3 seconds.
SECONDS = 20


def snapshot(**article):
    fields = {
        "headline": "Leaders meet",
        "standfirst": "",
        "body": "",
        "highlights": [],
        "topics": [],
        "credits": [],
        "outlet": None,
        "outlet_deduced": False,
        "source_date": None,
        "status": "draft",
        "published_at": None,
        "embargo_until": None,
    }
    citations, coverage = article.pop("citations", []), article.pop("coverage", [])
    return {"article": {**fields, **article}, "citations": citations, "coverage": coverage}


def citation(quote, **fields):
    return {"quote": quote, "kind": "direct", "as_printed": "Words", "paragraph": 1, **fields}


def marked(aligned):
    """Return the rows as text: [-removed-] and {+added+}."""

    def side(one, opens, closes):
        if one is None:
            return None
        return "".join(opens + p.text + closes if p.changed else p.text for p in one.parts)

    return [(side(row.left, "[-", "-]"), side(row.right, "{+", "+}")) for row in aligned.rows]


@pytest.mark.property
@given(texts | bodies, texts | bodies)
def test_the_sides_together_are_the_two_texts(left, right):
    aligned = align_texts(left, right)

    assert (aligned.left, aligned.right) == (left, right)
    assert aligned.is_spacing_only or left != right


@pytest.mark.property
@given(st.lists(texts, max_size=6), st.lists(texts, max_size=6))
def test_the_sides_together_are_the_two_lists_of_lines(left, right):
    aligned = align_lines(left, right)

    assert [row.left.text[:-1] for row in aligned.rows if row.left] == left
    assert [row.right.text[:-1] for row in aligned.rows if row.right] == right


@pytest.mark.property
@given(bodies, bodies, st.integers(0, 30), st.integers(0, 30))
def test_the_sides_are_exact_however_little_may_be_weighed(left, right, pairs, parts):
    aligned = align_texts(left, right, Allowance(pairs, parts))

    assert (aligned.left, aligned.right) == (left, right)


@pytest.mark.property
@given(bodies, bodies)
def test_what_is_not_marked_stands_on_both_sides(left, right):
    for row in align_texts(left, right).rows:
        sides = [
            "".join(part.text for part in side.parts if not part.changed)
            for side in (row.left, row.right)
            if side
        ]
        assert len(set(sides)) <= 1 or not any(sides)


@pytest.mark.property
@given(
    st.lists(st.sampled_from("abcd"), max_size=30), st.lists(st.sampled_from("abcd"), max_size=30)
)
def test_matched_items_are_equal_and_in_order(left, right):
    pairs = matched(left, right, Allowance())

    assert all(left[one] == right[other] for one, other in pairs)
    assert all(one < after and other < next_ for (one, other), (after, next_) in pairwise(pairs))


@pytest.mark.property
@given(bodies)
def test_a_text_is_the_same_as_itself(body):
    aligned = align_texts(body, body)

    assert all(row.is_same for row in aligned.rows)
    assert (aligned.removed, aligned.added, aligned.is_coarse) == (0, 0, False)


def test_a_word_that_changed_is_marked_in_its_paragraph():
    aligned = align_texts("He was home.\n\nIt rained.", "He was at home.\n\nIt rained.")

    assert marked(aligned) == [
        ("He was home.", "He was {+at +}home."),
        ("It rained.", "It rained."),
    ]


def test_a_new_paragraph_stands_alone_and_the_others_stay_beside_each_other():
    aligned = align_texts(
        "One two three.\n\nFour five six.", "One two three.\n\nNew.\n\nFour five seven."
    )

    assert marked(aligned) == [
        ("One two three.", "One two three."),
        (None, "{+New.+}"),
        ("Four five [-six-].", "Four five {+seven+}."),
    ]


@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        ("“Peace”", "«Peace»", [("[-“-]Peace[-”-]", "{+«+}Peace{+»+}")]),
        ("قال نعم اليوم.", "قال لا اليوم.", [("قال [-نعم-] اليوم.", "قال {+لا+} اليوم.")]),
        ("हिन्दी में कहा", "हिन्दी में बोला", [("हिन्दी में [-कहा-]", "हिन्दी में {+बोला+}")]),
        ("𝕏 says yes.", "𝕏 says no.", [("𝕏 says [-yes-].", "𝕏 says {+no+}.")]),
        ("他说和平。", "他说战争。", [("他说[-和平-]。", "他说{+战争+}。")]),
    ],
)
def test_marks_and_scripts(left, right, rows):
    assert marked(align_texts(left, right)) == rows


def test_other_line_ends_are_no_other_words():
    aligned = align_texts("One.\r\n\r\nTwo.", "One.\n\nTwo.")

    assert aligned.is_spacing_only
    assert [row.is_same for row in aligned.rows] == [True, True]


def test_a_rewritten_paragraph_is_replaced_as_a_whole():
    left, right = (
        "All of this was said in the car by him.",
        "Nobody knows when or where the plane will land.",
    )

    assert marked(align_texts(left, right)) == [(f"[-{left}-]", f"{{+{right}+}}")]


def noise(words, size, seed):
    picks = random.Random(seed)
    return " ".join(picks.choice(words) for _ in range(size))


LONG = 200_000
HOSTILE = {
    "a word a million times": ("so " * (LONG // 3), "so " * (LONG // 3 - 1) + "not "),
    "two words at random": (noise("ab", LONG // 2, 1), noise("ab", LONG // 2, 2)),
    "many words at random": tuple(
        noise([str(n) for n in range(900)], LONG // 4, s) for s in (1, 2)
    ),
    "every word once, shuffled": (
        " ".join(str(number) for number in range(35_000)),
        " ".join(str(number) for number in random.Random(3).sample(range(35_000), 35_000)),
    ),
    "short paragraphs at random": tuple(
        noise("abcdefgh", LONG // 3, s).replace(" ", "\n\n") for s in (1, 2)
    ),
    "half of each paragraph": tuple(
        "\n\n".join(f"a {word} {n}" for n in range(14_000)) for word in "bc"
    ),
    "line ends": ("\n" * LONG, "\r\n" * (LONG // 2)),
    "spaces": (" " * LONG, "\n" + " " * LONG),
    "no space at all": ("a" * LONG, "b" * LONG),
    "marks": ("“" * LONG, "”“" * (LONG // 2)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bodies_are_exact_and_done_in_time(name):
    left, right = HOSTILE[name]
    started = time.monotonic()

    aligned = align_texts(left, right)

    assert time.monotonic() - started < SECONDS
    assert (aligned.left, aligned.right) == (left, right)
    assert len(aligned.rows) <= 3_000
    assert (
        sum(len(side.parts) for row in aligned.rows for side in (row.left, row.right) if side)
        < 20_000
    )


def test_one_word_in_a_million_is_found():
    words = ["word"] * LONG
    other = [*words[:70_000], "other", *words[70_001:]]

    aligned = align_texts(" ".join(words), " ".join(other))

    assert (aligned.removed, aligned.added, aligned.is_coarse) == (1, 1, False)


def test_too_much_to_weigh_is_said():
    left, right = HOSTILE["two words at random"]

    assert align_texts(left, right).is_coarse


def test_the_summary_names_what_changed():
    old = snapshot(body="One two three.", citations=[citation("kept"), citation("gone")])
    new = snapshot(
        headline="Leaders part",
        body="One two 3 and three.",
        citations=[citation("kept", as_printed="Other words"), citation("new")],
        coverage=[{"event": "summit", "rel": "subject", "is_upcoming": False}],
        topics=["war"],
        embargo_until="2025-09-01T12:00:00Z",
    )

    assert summary(compare(old, new)) == (
        "headline, body (+2 words), topics, 1 quote added, 1 quote removed, 1 quote changed, "
        "1 event added, embargo"
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ({"body": "Some words."}, {"body": "Some words!"}, "body (punctuation or spacing)"),
        ({"body": "a\n\nb"}, {"body": "a\r\n\r\nb"}, "body (punctuation or spacing)"),
        ({"body": "One two."}, {"body": "One."}, "body (−1 word)"),
        ({"standfirst": "Old"}, {"standfirst": "New"}, "standfirst (+1 −1 words)"),
        ({"highlights": ["a", "b"]}, {"highlights": ["a"]}, "highlights"),
        ({"outlet_deduced": False}, {"outlet_deduced": True}, "outlet deduced"),
        ({"status": "draft"}, {"status": "published"}, ""),
        ({}, {}, ""),
        ({}, {"a_new_field": "x"}, "a new field"),
    ],
)
def test_the_summary_of_one_change(old, new, line):
    assert summary(compare(snapshot(**old), snapshot(**new))) == line


def test_a_quote_is_compared_field_by_field():
    old = snapshot(citations=[citation("q", cue="said", as_printed="They were home")])
    new = snapshot(citations=[citation("q", cue="told", as_printed="They were at home")])

    (row,) = compare(old, new).citations

    assert (row.slug, row.outcome) == ("q", "changed")
    assert [change.label for change in row.changed_fields] == ["as printed", "cue"]
    assert marked(row.changed_fields[0].texts) == [("They were home", "They were {+at +}home")]


def test_values_are_shown_as_they_are_read():
    old = snapshot(status="in_review", outlet="pti")
    new = snapshot(status="published", published_at="2025-09-01T12:00:00.123Z", outlet="afp")

    comparison = compare(old, new, names={("actor", "afp"): "Agence France-Presse"})

    changes = {change.label: change for change in comparison.changed_life}
    assert (changes["status"].texts.left, changes["status"].texts.right) == (
        "In review",
        "Published",
    )
    assert changes["publication time"].after.isoformat() == "2025-09-01T12:00:00.123000+00:00"
    (outlet,) = comparison.changed_content
    assert (outlet.texts.left, outlet.texts.right) == ("pti", "Agence France-Presse")
