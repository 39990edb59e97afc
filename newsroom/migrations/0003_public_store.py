"""The tables of the public store. Its triggers are kept by post_migrate (newsroom.wire.upkeep).

A later migration that changes newsroom_touched begins with ``remove_triggers`` too: SQLite
rebuilds the table, and the triggers of other tables write to it.
"""

from typing import Any

from django.db import migrations, models

from newsroom.wire.marks import remove_triggers


def begin(apps: Any, schema_editor: Any) -> None:
    """Make the one row of Sequence, and keep most documents in their rows on PostgreSQL."""
    alias = schema_editor.connection.alias
    apps.get_model("newsroom", "Sequence").objects.using(alias).create(pk=1)
    if schema_editor.connection.vendor == "postgresql":
        # Read with its row, a document costs no look into a second table.
        schema_editor.execute("ALTER TABLE newsroom_document SET (toast_tuple_target = 8160)")


def end(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers of other tables that write to ours, before ours go."""
    remove_triggers(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0002_user_time_zone'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last', models.BigIntegerField(default=0)),
                ('rebuild_began_at', models.DateTimeField(help_text='Null unless one is under way.', null=True)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Touched',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.PositiveSmallIntegerField(choices=[(1, 'articles'), (2, 'quotes'), (3, 'actors'), (4, 'events'), (5, 'summits'), (6, 'series'), (7, 'topics'), (8, 'notices'), (9, 'claims')])),
                ('key', models.BigIntegerField(help_text="The row's primary key.")),
                ('due_at', models.DateTimeField(db_index=True, help_text='1970 for a write, later for a moment.')),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('resource', models.PositiveSmallIntegerField(choices=[(1, 'articles'), (2, 'quotes'), (3, 'actors'), (4, 'events'), (5, 'summits'), (6, 'series'), (7, 'topics'), (8, 'notices'), (9, 'claims')])),
                ('slug', models.CharField(max_length=100)),
                ('action', models.CharField(choices=[('published', 'Published'), ('updated', 'Updated'), ('withdrawn', 'Withdrawn'), ('retracted', 'Retracted'), ('deleted', 'Deleted'), ('merged', 'Merged')], max_length=10)),
                ('version', models.PositiveIntegerField()),
                ('at', models.DateTimeField(db_index=True)),
            ],
            options={
                'ordering': ('seq',),
                'default_permissions': (),
                'indexes': [models.Index(fields=['resource', 'slug', 'seq'], name='change_of_thing')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.PositiveSmallIntegerField(choices=[(1, 'articles'), (2, 'quotes'), (3, 'actors'), (4, 'events'), (5, 'summits'), (6, 'series'), (7, 'topics'), (8, 'notices'), (9, 'claims')])),
                ('key', models.BigIntegerField(help_text="The row's primary key; null once gone.", null=True)),
                ('slug', models.CharField(max_length=100)),
                ('body', models.TextField(help_text='The JSON text, as served.', null=True)),
                ('etag', models.CharField(blank=True, max_length=32)),
                ('version', models.PositiveIntegerField(help_text='Counts the changes of the document.')),
                ('visible_since', models.DateTimeField(help_text='When readers first got it.', null=True)),
                ('changed_at', models.DateTimeField(help_text='Whole seconds; never the same one twice.')),
                ('seq', models.BigIntegerField(help_text='Its last change.')),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('resource', 'slug'), name='one_document_for_each_slug', violation_error_message='It is there.'), models.UniqueConstraint(fields=('resource', 'key'), name='one_document_for_each_row', violation_error_message='It is there.'), models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('key__isnull', True)), models.Q(('body__isnull', False), ('key__isnull', False)), _connector='OR'), name='a_document_has_a_body_while_its_row_is_public', violation_error_message='A document is whole, or gone.')],
            },
        ),
        migrations.CreateModel(
            name='Waiting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.PositiveSmallIntegerField(choices=[(1, 'articles'), (2, 'quotes'), (3, 'actors'), (4, 'events'), (5, 'summits'), (6, 'series'), (7, 'topics'), (8, 'notices'), (9, 'claims')])),
                ('key', models.BigIntegerField()),
                ('since', models.DateTimeField()),
            ],
            options={
                'default_permissions': (),
                'constraints': [models.UniqueConstraint(fields=('resource', 'key'), name='a_document_waits_once', violation_error_message='It waits already.')],
            },
        ),
        migrations.RunPython(begin, end),
    ]
