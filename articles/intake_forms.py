"""The form with which texts are taken in: a box to paste into, files, or both."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, transaction

from actors.refusals import sentence_of

from .ingest import LARGEST, Refused, TakenIn, read
from .services import Intake, take_in

MOST_FILES = 50


class Files(forms.ClearableFileInput):
    """A field for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several uploaded files; none is fine."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the files, each checked by itself."""
        rows = data if isinstance(data, list | tuple) else [data]
        files = [row for row in rows if row]
        if len(files) > MOST_FILES:
            raise ValidationError(f"Choose at most {MOST_FILES} files at once.")
        return [super(FilesField, self).clean(row, initial) for row in files]


class IntakeForm(forms.Form):
    """Reads what is given; nothing is stored unless all of it can be."""

    text = forms.CharField(
        label="Text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "autofocus": True, "spellcheck": "false"}),
        help_text="Paste a text as it came: with its headline, caption, credits and all. "
        "JSON (ninjs), a feed and the source of a web page are recognised.",
    )
    uploads = FilesField(
        label="Or files",
        required=False,
        help_text="Plain text, ninjs, RSS or Atom, saved web pages; several at once.",
    )

    def clean(self) -> dict[str, Any]:
        """Read the text and every file; say of each what is wrong with it."""
        cleaned = super().clean() or {}
        text, files = cleaned.get("text") or "", cleaned.get("uploads") or []
        self.read: list[tuple[str, list[TakenIn]]] = []
        if text.strip():
            self._read("text", "", text)
        for file in files:
            self._read("uploads", file.name or "", file)
        if not text.strip() and not files and not self.errors:
            self.add_error("text", "Paste a text, or choose a file.")
        return cleaned

    def take(self, *, by: Any) -> list[Intake]:
        """Store all of it as drafts, or nothing; what is refused stands at its field."""
        done: list[Intake] = []
        name = ""
        try:
            with transaction.atomic():
                for name, texts in self.read:
                    done += take_in(texts, by=by, name=name)
        except ValidationError as error:
            self._refuse(name, " ".join(error.messages))
        except DatabaseError as error:
            self._refuse(name, sentence_of(error))
        return [] if self.errors else _each_once(done)

    def _read(self, field: str, name: str, source: str | UploadedFile) -> None:
        try:
            if isinstance(source, str):
                self.read.append((name, read(source)))
            else:
                data = source.read(LARGEST + 1)
                self.read.append((name, read(data, name=name, size=source.size or 0)))
        except Refused as refused:
            label = f"{name}: " if name else ""
            self.add_error(field, f"{label}{refused}")

    def _refuse(self, name: str, sentence: str) -> None:
        self.add_error("uploads" if name else "text", f"{name}: {sentence}" if name else sentence)


def _each_once(done: Iterable[Intake]) -> list[Intake]:
    """Return one entry for each article: the one that made it, where it was made just now."""
    kept: dict[int, Intake] = {}
    for one in done:
        if one.article.pk not in kept or one.is_new:
            kept.setdefault(one.article.pk, one)
    return list(kept.values())
