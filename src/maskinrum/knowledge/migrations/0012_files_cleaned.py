"""Which cleaner a stored file came through, and when it was put aside."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0011_files_in_order"),
    ]

    operations = [
        migrations.AddField(model, name, field)
        for model in ("attachment", "toolfile")
        for name, field in (
            ("cleaned_by", models.PositiveSmallIntegerField(default=0)),
            ("set_aside_at", models.DateTimeField(null=True)),
        )
    ]
