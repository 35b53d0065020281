"""Volumes are of one width; a page says which language the original had when it was frozen; lists have an index."""

import papers.models.fields
from django.db import migrations, models
from django.db.models.fields.json import KeyTextTransform


def write_volumes_anew(apps, schema_editor):
    Paper = apps.get_model("papers", "Paper")
    for paper in Paper.objects.exclude(volume=""):
        paper.save(update_fields=["volume"])


def name_originals(apps, schema_editor):
    pages = apps.get_model("papers", "VersionPage").objects
    pages.update(original_language=KeyTextTransform("original_language", "head"))


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_guards")]
    operations = [
        migrations.AlterField(
            "paper",
            "volume",
            papers.models.fields.VolumeField(blank=True, max_length=30, verbose_name="volume"),
        ),
        migrations.AddField(
            "versionpage",
            "original_language",
            papers.models.fields.LanguageField(default="", max_length=35),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "versionpage",
            models.Index(
                fields=["version", "series", "original_language", "printed_date", "volume_key"],
                name="page_in_lists",
            ),
        ),
        migrations.RunPython(write_volumes_anew, migrations.RunPython.noop),
        migrations.RunPython(name_originals, migrations.RunPython.noop),
    ]
