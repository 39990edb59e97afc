"""R11 on every page: a save over what a colleague saved meanwhile is refused, nothing is lost.

A page carries what it was opened with, in one hidden input. When it is saved, three versions meet:
that one, the one on file now and the one typed. What only the colleague changed is taken over;
what both changed stays as typed, with theirs named at the field. A page that does not say what it
was opened with is not looked at: no page of the desk is without it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.forms.fields import BaseTemporalField
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import get_text_list

from .moments import say_moment

#: The hidden input: {"at": time, "rows": {prefix: {key: {field: value}}}}, the page's own at "".
OPENED = "opened"
_PLACE = re.compile(r"-(?:\d+|__prefix__)\Z")

Kept = dict[str, Any]


@dataclass(slots=True)
class Overtaken:
    """What a colleague changed in a row since its page was opened."""

    taken_over: list[str] = field(default_factory=list)
    #: By field: what the colleague wrote where something else is typed.
    disputed: dict[str, str] = field(default_factory=dict)


def kept_of(form: Any) -> Kept:
    """Return what a form's row holds, as plain values; other rows by key, keys in order."""
    return {
        name: _plain(form.initial.get(name))
        for name in form.fields
        if _is_of_the_row(form._meta.model, name)
    }


def page_opened(form: Any, formsets: Iterable[Any]) -> str:
    """Return the hidden input's value for a page with one row and its groups of rows."""
    rows = {formset.prefix: _kept_by_key(formset.initial_forms) for formset in formsets}
    return json.dumps(
        {"at": timezone.now().isoformat(), "rows": {"": _kept_by_key([form]), **rows}},
        separators=(",", ":"),
    )


def opened_with(form: Any) -> tuple[str, Kept | None]:
    """Return when a bound form's page was opened and what its row held then, None if unsaid."""
    page = _read(str(form.data.get(OPENED, "")))
    prefix = _PLACE.sub("", form.prefix) if form.prefix else ""
    rows = page.get("rows", {}).get(prefix)
    kept = rows.get(str(form.instance.pk)) if isinstance(rows, dict) else None
    return str(page.get("at", "")), kept if isinstance(kept, dict) else None


def take_over(form: Any, opened: Kept) -> Overtaken | None:
    """Put into the bound form what only the colleague changed; say what both changed."""
    changed = [name for name, now in form.kept.items() if name in opened and opened[name] != now]
    if not changed:
        return None
    found, data = Overtaken(), form.data.copy()
    for name in changed:
        control, typed, now = form.fields[name], form[name].data, form.kept[name]
        if same(control, typed, now):
            continue
        if same(control, typed, opened[name]):
            write(data, form.add_prefix(name), shown(control, now))
            found.taken_over.append(name)
        else:
            found.disputed[name] = _as_read(form, name, now)
    form.data = data
    return found


def sentence_of(form: Any, found: Overtaken, at: str) -> str:
    """Say who saved the page's row, what became of it here, and what to do."""
    who = _who(form.instance, at, form.user)
    parts = [f"Not saved: {who}. What you typed is still here."]
    if found.taken_over:
        parts.append(f"Taken over from there: {_labels(form, found.taken_over)}.")
    if found.disputed:
        parts.append(f"Changed here and there: {_labels(form, found.disputed)}.")
    parts.append("Look it over, then save again.")
    return " ".join(parts)


def say_who(user: Any, reader: Any, what: str, at: datetime) -> str:
    """Say who saved something after its page was opened: perhaps oneself, in another window."""
    if user is None:
        return f"somebody saved this {what} after you opened it"
    if reader is not None and user.pk == reader.pk:
        return f"you saved this {what} in another window at {say_moment(at)}"
    who = user.get_full_name() or user.get_username()
    return f"{who} saved this {what} at {say_moment(at)}, after you opened it"


def dispute(words: str) -> str:
    """Say at a field what was saved there meanwhile."""
    now = f"to “{words}”" if words else "to nothing"
    return f"Meanwhile this was changed {now}. Save again to keep what stands here."


def same(control: forms.Field, typed: Any, kept: Any) -> bool:
    """Tell whether what stands in a control is what was kept as a plain value."""
    if isinstance(typed, str):
        typed = typed.replace("\r\n", "\n")
    return not control.has_changed(_valued(control, kept), typed)


def shown(control: forms.Field, kept: Any) -> Any:
    """Return a plain value as its control shows it."""
    return control.prepare_value(_valued(control, kept))


def write(data: Any, key: str, value: Any) -> None:
    """Put a value into posted data as a browser would send it: an empty box sends nothing."""
    if value is False:
        data.pop(key, None)
    elif isinstance(value, list):
        data.setlist(key, [str(one) for one in value])
    else:
        data[key] = "on" if value is True else "" if value is None else value


def _valued(control: forms.Field, kept: Any) -> Any:
    """Return a day or a moment as such: it is kept as text."""
    is_moment = isinstance(kept, str) and isinstance(control, BaseTemporalField)
    return control.to_python(kept) if is_moment else kept


def _is_of_the_row(model: type[models.Model], name: str) -> bool:
    try:
        return bool(model._meta.get_field(name).editable)
    except FieldDoesNotExist:
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, list) and all(isinstance(one, models.Model) for one in value):
        value = sorted(one.pk for one in value)
    elif isinstance(value, models.fields.files.FieldFile):
        value = value.name
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _kept_by_key(forms_of_rows: Iterable[Any]) -> dict[str, Kept]:
    return {
        str(form.instance.pk): form.kept
        for form in forms_of_rows
        if getattr(form, "kept", None) is not None
    }


@lru_cache(maxsize=4)
def _read(text: str) -> dict[str, Any]:
    """Read the hidden input once for all rows of a page."""
    try:
        page = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return page if isinstance(page, dict) and isinstance(page.get("rows"), dict) else {}


def _as_read(form: Any, name: str, kept: Any) -> str:
    """Return a plain value in the desk's words."""
    model_field: Any = form._meta.model._meta.get_field(name)
    if model_field.is_relation:
        keys = kept if isinstance(kept, list) else [kept]
        rows = model_field.related_model._default_manager.filter(pk__in=filter(None, keys))
        return ", ".join(str(row) for row in rows)
    if isinstance(kept, bool):
        return "ticked" if kept else "not ticked"
    choices = dict(model_field.flatchoices)
    return str(choices.get(kept, shown(form.fields[name], kept) or ""))


def _labels(form: Any, names: Iterable[str]) -> str:
    fields = form._meta.model._meta
    return get_text_list([str(fields.get_field(name).verbose_name) for name in names], "and")


def _who(row: models.Model, at: str, reader: Any) -> str:
    """Name whoever saved the row last, if that was after the page was opened."""
    concrete: Any = row._meta.concrete_model
    pages = [concrete, *(model for model in concrete.__subclasses__() if model._meta.proxy)]
    kinds = ContentType.objects.get_for_models(*pages, for_concrete_models=False).values()
    entries = LogEntry.objects.filter(content_type__in=kinds, object_id=str(row.pk))
    latest = entries.select_related("user").order_by("-action_time").first()
    try:
        opened = parse_datetime(at)
    except ValueError:
        opened = None
    if opened is None or timezone.is_naive(opened) or not latest or latest.action_time < opened:
        return say_who(None, reader, str(row._meta.verbose_name), timezone.now())
    return say_who(latest.user, reader, str(row._meta.verbose_name), latest.action_time)
