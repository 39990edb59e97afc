import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from articles import triggers


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "changes",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("noticed", "Notice issued"),
                            ("taken_down", "Article taken down"),
                            ("unneeded", "No notice needed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, help_text="Why no notice was needed.")),
            ],
            options={
                "ordering": ("opened_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seen_at", models.DateTimeField()),
            ],
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": (
                    models.OrderBy(models.F("published_at"), descending=True, nulls_first=True),
                    "-id",
                ),
                "permissions": [
                    ("review_article", "Can review articles: approve them or send them back"),
                    ("publish_article", "Can publish, schedule, reopen and correct articles"),
                    ("withdraw_article", "Can withdraw articles"),
                    ("retract_article", "Can retract articles"),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="quote",
            options={
                "ordering": (
                    models.OrderBy(models.F("said_on_earliest"), descending=True, nulls_last=True),
                    "-id",
                ),
                "permissions": [
                    (
                        "verify_quote",
                        "Can verify, dispute and withdraw quotes, and correct verified ones",
                    )
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="revision_action_is_in_the_list",
        ),
        migrations.AddField(
            model_name="revision",
            name="acknowledged",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="The preflight warnings that were accepted, by name.",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="status_after",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retracted", "Retracted"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="status_before",
            field=models.CharField(
                blank=True,
                choices=[
                    ("draft", "Draft"),
                    ("in_review", "In review"),
                    ("published", "Published"),
                    ("withdrawn", "Withdrawn"),
                    ("retracted", "Retracted"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="revision",
            name="action",
            field=models.CharField(
                choices=[
                    ("loaded", "As loaded"),
                    ("saved", "Saved"),
                    ("submitted", "Submitted"),
                    ("taken_back", "Taken back"),
                    ("sent_back", "Sent back"),
                    ("approved", "Approved"),
                    ("published", "Published"),
                    ("rescheduled", "Rescheduled"),
                    ("proposed", "Proposed"),
                    ("applied", "Applied"),
                    ("rejected", "Rejected"),
                    ("noticed", "Notice issued"),
                    ("withdrawn", "Withdrawn"),
                    ("reopened", "Reopened"),
                    ("restored", "Restored"),
                    ("retracted", "Retracted"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "loaded",
                            "saved",
                            "submitted",
                            "taken_back",
                            "sent_back",
                            "approved",
                            "published",
                            "rescheduled",
                            "proposed",
                            "applied",
                            "rejected",
                            "noticed",
                            "withdrawn",
                            "reopened",
                            "restored",
                            "retracted",
                        ],
                    )
                ),
                name="revision_action_is_in_the_list",
                violation_error_code="action",
                violation_error_message="Choose one of: loaded, saved, submitted, taken_back, sent_back, approved, published, rescheduled, proposed, applied, rejected, noticed, withdrawn, reopened, restored, retracted.",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections_closed",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="notice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="articles.notice",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections_opened",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="quote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="articles.quote",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to="articles.article",
            ),
        ),
        migrations.AddField(
            model_name="presence",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="presences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome", ""),
                    ("outcome__in", ["noticed", "taken_down", "unneeded"]),
                    _connector="OR",
                ),
                name="correction_outcome_is_in_the_list",
                violation_error_code="outcome",
                violation_error_message="Choose how the correction was dealt with.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("outcome", "")),
                    models.Q(
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_closed_correction_says_by_whom_and_how",
                violation_error_code="outcome",
                violation_error_message="A closed correction says when, by whom and how.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("notice__isnull", False), ("outcome", "noticed")),
                    models.Q(models.Q(("outcome", "noticed"), _negated=True), ("notice", None)),
                    _connector="OR",
                ),
                name="a_correction_with_a_notice_names_it",
                violation_error_code="notice",
                violation_error_message="A correction that was noticed names its notice, and no other does.",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("article", "quote"),
                name="an_article_has_one_open_correction_of_a_quote",
                violation_error_code="quote",
                violation_error_message="This article has an open correction of this quote already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.UniqueConstraint(
                fields=("article", "user"),
                name="somebody_is_present_once",
                violation_error_message="Somebody is present on a page once.",
            ),
        ),
        # SQLite drops a table's triggers when it rebuilds the table.
        migrations.RunPython(install, install),
    ]
