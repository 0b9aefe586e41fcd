from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_askers(apps: Any, _schema_editor: Any) -> None:
    """Write whose the words are that were kept before it was written down, from their questions."""
    question, version = (apps.get_model("network", name) for name in ("Question", "QuestionVersion"))
    asker = question.objects.filter(pk=OuterRef("question")).values("asked_by")[:1]
    version.objects.filter(asked_by=None).update(asked_by=Subquery(asker))


class Migration(migrations.Migration):
    dependencies = [("network", "0006_asker_of_earlier_words")]

    operations = [migrations.RunPython(name_askers, migrations.RunPython.noop)]
