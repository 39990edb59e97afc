"""Whatever hangs on them: a merge moves all of it, and undone it leaves no trace."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, event, given
from hypothesis import strategies as st

from actors.merging import merge, preview, undo_merge
from actors.merging.references import references
from articles.integrity import findings
from tests.actors.merging_world import World, everything
from tests.examples import slow
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.property]
STORIES = slow(few=10, suppress_health_check=[HealthCheck.too_slow], print_blob=True)


def still_refer_to(model: Any, key: int) -> list[str]:
    return [
        reference.name
        for reference in references(model)
        if reference.model._base_manager.filter(**{reference.attname: key}).exists()
    ]


def check_merge_and_undo(three: list[Any]) -> None:
    """Merge the first into the second and that into the third as far as the rules let it."""
    editor, done = make_user(), []
    states = [everything()]
    broken = list(findings())
    for gone, kept in ((three[0], three[1]), (three[1], three[2])):
        try:
            preview(gone, kept, by=editor)
            assert everything() == states[-1]
            key = gone.pk
            record = merge(gone, kept, by=editor, confirmed=True)
        except ValidationError:
            assert everything() == states[-1]
            continue
        assert still_refer_to(type(kept), key) == []
        assert set(findings()) <= set(broken)
        json.dumps(record.what)
        done.append(record)
        states.append(everything())
    event(f"{len(done)} merged")
    for record in reversed(done):
        assert everything() == states.pop()
        undo_merge(record, by=editor)
        assert everything() == states[-1]


@STORIES
@given(st.data())
def test_actors_are_merged_and_parted_without_a_trace(data: Any) -> None:
    with transaction.atomic():
        check_merge_and_undo(World(data.draw).actors())
        transaction.set_rollback(True)


@STORIES
@given(st.data())
def test_events_are_merged_and_parted_without_a_trace(data: Any) -> None:
    with transaction.atomic():
        check_merge_and_undo(World(data.draw).meetings())
        transaction.set_rollback(True)
