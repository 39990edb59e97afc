from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_quote_folded")]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("embargo_until__isnull", False)),
                fields=["embargo_until"],
                name="article_under_embargo",
            ),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(fields=["status", "terms"], name="quote_status_terms"),
        ),
        migrations.AddIndex(
            model_name="quote",
            index=models.Index(
                condition=models.Q(("embargo_until__isnull", False)),
                fields=["embargo_until"],
                name="quote_under_embargo",
            ),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["action", "article", "seq"], name="revision_by_action"),
        ),
    ]
