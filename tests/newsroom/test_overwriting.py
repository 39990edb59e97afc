"""R11 on every page but an article's own: nobody's save silently undoes a colleague's."""

import json

import pytest
from django.urls import reverse

from actors.models import Actor, ActorName
from articles.models import Quote
from summits.models import Event
from tests.factories import make_actor, make_event, make_participation, make_quote, make_user
from tests.newsroom.page_form import read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(username="editor")
    client.force_login(user)
    return user


@pytest.fixture
def colleague():
    return make_user(username="colleague")


def page_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row, **changes):
    return read_form(client.get(page_of(row)), **{"_save": "1", **changes})


def saved_by(client, colleague, editor, row, **changes):
    """Save the row's page as the colleague, then be the editor again."""
    client.force_login(colleague)
    answer = client.post(page_of(row), opened(client, row, **changes))
    assert answer.status_code == 302, answer.context["errors"]
    client.force_login(editor)


def on_top(response):
    return list(response.context["adminform"].form.non_field_errors())


def test_a_save_over_a_colleagues_is_refused_with_who_and_what(client, editor, colleague):
    quote = make_quote(text="As it was", note="")
    mine = opened(client, quote, text="Mine")
    saved_by(client, colleague, editor, quote, text="Theirs", note="Checked")

    response = client.post(page_of(quote), mine)

    (sentence,) = on_top(response)
    assert sentence.startswith("Not saved: colleague saved this quote at ")
    assert sentence.endswith(
        "What you typed is still here. Taken over from there: internal note. "
        "Changed here and there: text. Look it over, then save again."
    )
    form = response.context["adminform"].form
    assert form.errors["text"] == [
        "Meanwhile this was changed to “Theirs”. Save again to keep what stands here."
    ]
    assert (form["text"].value(), form["note"].value()) == ("Mine", "Checked")
    assert Quote.objects.get().text == "Theirs"


def test_the_next_save_goes_over_what_the_page_shows_now(client, editor, colleague):
    quote = make_quote(text="As it was", note="")
    mine = opened(client, quote, text="Mine")
    saved_by(client, colleague, editor, quote, text="Theirs", note="Checked")
    refused = client.post(page_of(quote), mine)

    client.post(page_of(quote), read_form(refused, _save="1"))

    saved = Quote.objects.get()
    assert (saved.text, saved.note) == ("Mine", "Checked")


def test_a_third_save_in_between_is_refused_anew(client, editor, colleague):
    quote = make_quote(text="As it was")
    mine = opened(client, quote, text="Mine")
    saved_by(client, colleague, editor, quote, text="Theirs")
    again = read_form(client.post(page_of(quote), mine), _save="1")
    saved_by(client, colleague, editor, quote, text="Theirs once more")

    response = client.post(page_of(quote), again)

    assert "Changed here and there: text." in on_top(response)[0]
    assert Quote.objects.get().text == "Theirs once more"


def test_chosen_rows_days_moments_and_ticks_are_taken_over(client, editor, colleague):
    speaker, other = make_actor(), make_actor()
    first, second = make_event(), make_event()
    quote = make_quote(speaker=speaker, note="")
    quote.about.add(first)
    mine = opened(client, quote, note="Mine")
    saved_by(
        client, colleague, editor, quote,
        speaker=other.pk, about=[first.pk, second.pk], embargo_until="2030-01-01T10:00",
        said_on_edtf="2025-08", said_on_basis="stated",
    )  # fmt: skip

    refused = client.post(page_of(quote), mine)
    client.post(page_of(quote), read_form(refused, _save="1"))

    assert "Changed here" not in on_top(refused)[0]
    saved = Quote.objects.get()
    assert (saved.note, saved.speaker, saved.said_on_edtf) == ("Mine", other, "2025-08")
    assert set(saved.about.all()) == {first, second}
    assert str(saved.embargo_until) == "2030-01-01 10:00:00+00:00"


def test_what_a_colleague_chose_is_named_by_its_name(client, editor, colleague):
    speaker, first, second = make_actor(), make_actor(name="Ann"), make_actor(name="Bea")
    quote = make_quote(speaker=speaker)
    mine = opened(client, quote, speaker=first.pk, kind="mixed", context="All")
    saved_by(client, colleague, editor, quote, speaker=second.pk, kind="indirect")

    form = client.post(page_of(quote), mine).context["adminform"].form

    assert "Meanwhile this was changed to “Bea”." in form.errors["speaker"][0]
    assert "Meanwhile this was changed to “Indirect" in form.errors["kind"][0]


def test_a_row_that_only_the_colleague_changed_stays_theirs(client, editor, colleague):
    actor = make_actor(name="Xi Jinping")
    ActorName.objects.create(actor=actor, name="Xi", kind="short")
    mine = opened(client, actor, description="Mine")
    saved_by(client, colleague, editor, actor, **{"names-0-name": "President Xi"})

    client.post(page_of(actor), mine)

    assert Actor.objects.get().description == "Mine"
    assert ActorName.objects.get().name == "President Xi"


def test_a_row_that_both_changed_is_named_at_its_field(client, editor, colleague):
    actor = make_actor(name="Xi Jinping", description="")
    ActorName.objects.create(actor=actor, name="Xi", kind="short")
    mine = opened(client, actor, description="Mine", **{"names-0-name": "Xi of China"})
    saved_by(client, colleague, editor, actor, **{"names-0-name": "President Xi"})

    refused = client.post(page_of(actor), mine)

    sentence = "Meanwhile this was changed to “President Xi”. Save again to keep what stands here."
    assert sentence in refused.text
    assert (Actor.objects.get().description, ActorName.objects.get().name) == ("", "President Xi")
    client.post(page_of(actor), read_form(refused, _save="1"))
    assert (Actor.objects.get().description, ActorName.objects.get().name) == (
        "Mine",
        "Xi of China",
    )


def test_the_same_change_by_both_is_nothing_to_merge(client, editor, colleague):
    event = make_event(title="Talks", note="")
    make_participation(event)
    mine = opened(client, event, note="Moved")
    saved_by(client, colleague, editor, event, note="Moved")

    refused = client.post(page_of(event), mine)
    answer = client.post(page_of(event), read_form(refused, _save="1"))

    assert "Taken over" not in on_top(refused)[0]
    assert "Changed here" not in on_top(refused)[0]
    assert answer.status_code == 302
    assert Event.objects.get().note == "Moved"


def test_a_summit_saved_on_the_page_of_events_names_who_saved_it(client, editor, colleague):
    summit = make_event(title="Summit", kind="summit")
    page = reverse("admin:summits_summit_change", args=[summit.pk])
    mine = read_form(client.get(page), _save="1", title="Mine")
    saved_by(client, colleague, editor, summit, title="Theirs")

    (sentence,) = on_top(client.post(page, mine))

    assert sentence.startswith("Not saved: colleague saved this summit at ")


@pytest.mark.parametrize("stamp", ["", "no JSON", "[]", '{"rows": []}', "[" * 100_000, '{"at": 1}'])
def test_a_page_that_does_not_say_what_it_was_opened_with_saves(client, editor, stamp):
    quote = make_quote(text="As it was")

    answer = client.post(page_of(quote), opened(client, quote, text="Mine", opened=stamp))

    assert answer.status_code == 302
    assert Quote.objects.get().text == "Mine"


def test_a_forged_stamp_is_read_as_a_colleagues_change(client, editor):
    quote = make_quote(text="As it was")
    stamp = {"at": "0001-01-01T00:00", "rows": {"": {str(quote.pk): {"text": {"a": 1}}}}}

    answer = client.post(
        page_of(quote), opened(client, quote, text="Mine", opened=json.dumps(stamp))
    )

    assert on_top(answer)[0].startswith("Not saved: somebody saved this quote after you opened it.")
    assert Quote.objects.get().text == "As it was"


def test_a_save_in_another_window_of_ones_own_is_named_as_that(client, editor):
    quote = make_quote(text="As it was")
    first = opened(client, quote, text="First")
    client.post(page_of(quote), opened(client, quote, text="Second"))

    (sentence,) = on_top(client.post(page_of(quote), first))

    assert sentence.startswith("Not saved: you saved this quote in another window at ")
