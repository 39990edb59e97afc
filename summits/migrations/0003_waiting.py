from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("summits", "0002_merging")]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["status", "latest"], name="event_status_latest"),
        ),
    ]
