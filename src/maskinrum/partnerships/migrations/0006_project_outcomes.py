from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0005_list_stamps"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="end",
            field=models.CharField(
                blank=True,
                choices=[("handed_over", "Handed over"), ("given_up", "Given up")],
                default="",
                max_length=20,
                verbose_name="what became of it",
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="handed_over_on",
            field=models.DateField(blank=True, null=True, verbose_name="handed over"),
        ),
        migrations.AddField(
            model_name="project",
            name="outturn",
            field=models.DecimalField(
                blank=True,
                decimal_places=3,
                max_digits=9,
                null=True,
                validators=[MinValueValidator(Decimal("0.001"))],
                verbose_name="final cost",
            ),
        ),
    ]
