"""Install the triggers of articles.triggers: append-only records, undeletable articles."""

from typing import Any

from django.db import migrations

from articles import triggers


def install(apps: Any, schema_editor: Any) -> None:
    """Create the triggers."""
    triggers.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers."""
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    """Append-only notices and revisions; only unpublished drafts can be deleted."""

    dependencies = (("articles", "0001_initial"),)
    operations = (migrations.RunPython(install, remove),)
