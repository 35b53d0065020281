"""Makes the triggers that keep the public record."""

from django.db import migrations

from papers.models import guards


def make(apps, schema_editor):
    guards.make(schema_editor.connection)


def drop(apps, schema_editor):
    guards.drop(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
