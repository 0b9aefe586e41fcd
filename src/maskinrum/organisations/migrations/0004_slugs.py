"""Organisations that are there already take part, and get a name that can stand in an address."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Min
from django.utils import timezone

from maskinrum.shared.slugs import slug_of


def name_them(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    taken: set[str] = set()
    now = timezone.now()
    rows = apps.get_model("organisations", "Organisation").objects.annotate(first=Min("memberships__since"))
    for organisation in rows.order_by("name", "id"):
        stem = slug_of(organisation.name)[:90].strip("-") or "organisation"
        slug = next(one for one in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
        taken.add(slug)
        organisation.slug, organisation.joined_at = slug, organisation.first or now
        organisation.save(update_fields=["slug", "joined_at"])


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_people_and_organisations")]

    operations = [
        migrations.RunPython(name_them, migrations.RunPython.noop),
        migrations.AlterField(
            "organisation", "slug", models.SlugField(max_length=100, unique=True, editable=False)
        ),
    ]
