from django.db import migrations

from references import citing, csl


def call(apps, schema_editor):
    """Give works without a title the name that lists of sources print, and find them by it."""
    model = apps.get_model("references", "Reference")
    for row in model.objects.filter(title=""):
        item = {**row.item, "title": citing.called(row.item)}
        row.title, row.words = csl.facts(item)["title"], csl.words(item)
        row.save(update_fields=["title", "words"])


class Migration(migrations.Migration):
    dependencies = [("references", "0005_reference_words")]

    operations = [migrations.RunPython(call, migrations.RunPython.noop)]
