from django.db import migrations

import actors.fields
from actors.names import fold_name


def fold_words(apps, schema_editor):
    Quote = apps.get_model("articles", "Quote")
    for quote in Quote.objects.using(schema_editor.connection.alias).iterator():
        words = fold_name(f"{quote.text} {quote.source_description}")
        Quote.objects.filter(pk=quote.pk).update(folded=words)


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_editorial_desk")]

    operations = [
        migrations.AddField(
            model_name="quote",
            name="folded",
            field=actors.fields.FoldedTextField(
                also="source_description", default="", editable=False, source="text"
            ),
        ),
        migrations.RunPython(fold_words, migrations.RunPython.noop, elidable=True),
    ]
