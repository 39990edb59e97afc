from django.db import migrations

import actors.fields
from actors.names import fold_name


def fold_titles(apps, schema_editor):
    Office = apps.get_model("actors", "Office")
    for office in Office.objects.using(schema_editor.connection.alias).iterator():
        Office.objects.filter(pk=office.pk).update(folded=fold_name(office.title)[:200])


class Migration(migrations.Migration):
    dependencies = [("actors", "0002_merging")]

    operations = [
        migrations.AddField(
            model_name="office",
            name="folded",
            field=actors.fields.FoldedNameField(
                default="", editable=False, max_length=200, source="title"
            ),
        ),
        migrations.RunPython(fold_titles, migrations.RunPython.noop, elidable=True),
    ]
