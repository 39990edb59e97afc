"""R11, a save over a newer version: what a colleague saved, what both changed, what to take over.

Three versions meet: the one that the page was opened with (base), the one on file now (theirs)
and the one typed (mine). What only they changed is taken over into the form; what both changed
stays as typed, with theirs named, for the editor to merge and save again.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.text import get_text_list

from actors.models import Actor
from actors.overwriting import same, say_who, shown, write

from .models import Article, Revision, Topic
from .revisions import CONTENT, found, plain, snapshot_of

#: What the sentence says of a page that keeps what was typed.
STILL_HERE = "What you typed is still here."
LOOK = "Look it over, then save again."
#: What of a snapshot stands on an article's page: the words, the embargo, and other rows by slug.
ON_THE_PAGE = (*CONTENT, "embargo_until", "outlet", "topics", "credits")
RELATED: dict[str, type[models.Model]] = {"outlet": Actor, "topics": Topic, "credits": Actor}


@dataclass(slots=True)
class Meanwhile:
    """What happened to an article since its page was opened."""

    revisions: list[Revision]
    base: dict[str, Any]
    theirs: dict[str, Any]
    #: Who has the page open.
    reader: Any
    taken_over: list[str] = field(default_factory=list)
    #: The names of the fields that both changed, with what the colleague wrote.
    disputed: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """Say who saved what, what became of it here, and what to do."""
        names = [named(name) for name in self.taken_over]
        who = _who(self.revisions, self.reader)
        parts = [f"Not saved: {who}. {STILL_HERE}"]
        if names:
            parts.append(f"Taken over from there: {get_text_list(names, 'and')}.")
        if self.disputed:
            both = get_text_list([named(name) for name in self.disputed], "and")
            parts.append(
                f"Changed here and there: {both}. What you typed is below, the other above it."
            )
        parts.append(LOOK)
        return " ".join(parts)


def meanwhile(article: Article, counter: int, reader: Any = None) -> Meanwhile | None:
    """Return what was saved since the page was opened at that edit counter, if anything was."""
    if counter == article.edit_counter:
        return None
    newer = list(
        Revision.objects.of_article(article).filter(seq__gt=counter).select_related("by")[:20]
    )
    theirs = plain(snapshot_of(article))
    if proposal := Revision.objects.open_proposal(article):
        theirs = proposal.snapshot
    opened = Revision.objects.of_article(article).filter(seq=counter).first()
    return Meanwhile(newer, opened.snapshot if opened else theirs, theirs, reader)


def take_over(form: forms.BaseForm, since: Meanwhile) -> None:
    """Put into the bound form what only the colleague changed; name what both changed."""
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    base, theirs = since.base["article"], since.theirs["article"]
    for name in ON_THE_PAGE:
        if name not in form.fields or base[name] == theirs[name]:
            continue
        control, typed = form.fields[name], form[name].data
        was, now = _in_form(name, base[name]), _in_form(name, theirs[name])
        if same(control, typed, now):
            continue
        if same(control, typed, was):
            write(data, form.add_prefix(name), shown(control, now))
            since.taken_over.append(name)
        else:
            since.disputed[name] = _as_read(control, name, theirs[name])
    data["edit_counter"] = str(form.instance.edit_counter)  # type: ignore[attr-defined]  # its row
    form.data = data


#: The place of a row, one of its fields, and what the colleague wrote there.
Dispute = tuple[int, str, str]


def take_over_rows(
    formset: BaseInlineFormSet, since: Meanwhile, name: str, link: str
) -> tuple[Any, list[Dispute]]:
    """Return the bound rows' data with what only the colleague changed, and what both did.

    ``name`` is that of the rows in a snapshot, ``link`` the relation that identifies one there.
    """
    disputes: list[Dispute] = []
    data = formset.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    base = {row[link]: row for row in since.base[name]}
    theirs = {row[link]: row for row in since.theirs[name]}
    controls = formset.empty_form.fields
    slugs = {str(row.pk): getattr(row, link).slug for row in formset.get_queryset()}
    for place in range(formset.initial_form_count()):
        prefix = formset.add_prefix(place)
        slug = slugs.get(data.get(f"{prefix}-id", ""), "")
        was, now = base.get(slug), theirs.get(slug)
        if was is None or now is None:
            continue
        for field_name in sorted(set(controls) & set(was) - {link}):
            control, key = controls[field_name], f"{prefix}-{field_name}"
            typed = control.widget.value_from_datadict(data, {}, key)
            if was[field_name] == now[field_name] or same(control, typed, now[field_name]):
                continue
            if same(control, typed, was[field_name]):
                write(data, key, shown(control, now[field_name]))
            else:
                words = dict(getattr(control, "choices", ())).get(now[field_name], now[field_name])
                disputes.append((place, field_name, str(words)))
    return data, disputes


def _in_form(name: str, kept: Any) -> Any:
    """Return a snapshot's value as the form's field knows it: rows by key, moments as such."""
    if name in RELATED:
        rows = found(RELATED[name], [kept] if isinstance(kept, str) else kept or [])
        keys = [row.pk for row in rows.values()]
        return keys if isinstance(kept, list) else next(iter(keys), None)
    return kept


def _as_read(control: forms.Field, name: str, kept: Any) -> str:
    """Return a snapshot's value in the desk's words."""
    if name in RELATED:
        rows = found(RELATED[name], [kept] if isinstance(kept, str) else kept or [])
        return ", ".join(str(row) for row in rows.values())
    return str(shown(control, kept) or "")


def _who(revisions: list[Revision], reader: Any) -> str:
    latest = revisions[0] if revisions else None
    user, at = (latest.by, latest.at) if latest else (None, timezone.now())
    return say_who(user, reader, "article", at)


def named(name: str) -> str:
    """Return what editors call a field of the article."""
    return str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
