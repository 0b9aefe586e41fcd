"""How often cleaning a stored file was given up because it took too long."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0012_files_cleaned"),
    ]

    operations = [
        migrations.AddField(model, "slow_reads", models.PositiveSmallIntegerField(default=0))
        for model in ("attachment", "toolfile")
    ]
