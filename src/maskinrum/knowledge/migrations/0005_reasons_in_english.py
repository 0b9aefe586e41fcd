"""Recommendations give their reasons in English too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0004_told_apart")]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="reasons_en",
            field=models.TextField(blank=True, default="", verbose_name="reasons in English"),
            preserve_default=False,
        )
    ]
