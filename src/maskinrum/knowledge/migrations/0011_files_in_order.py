"""Several files of a version in one language, in an order."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("knowledge", "0010_evidence_rows"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="toolfile", name="tool_file_once"),
        migrations.AddField(
            model_name="toolfile", name="position", field=models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AlterModelOptions(name="toolfile", options={"ordering": ["language", "position", "id"]}),
        migrations.AddConstraint(
            model_name="toolfile",
            constraint=models.UniqueConstraint(
                fields=("version", "language", "position"), name="tool_file_place_once"
            ),
        ),
    ]
