"""Three groups with the least rights that their work needs."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITES = {
    "papers": {
        "add change view": ["paper", "authorship", "translation", "translatorship", "footnote", "author", "tag"],
        "add delete view": ["image"],
        "delete": ["authorship", "translatorship", "footnote"],
        "view": ["series", "sitepage", "revision", "version", "release", "notetext"],
    },
    "references": {"add change view": ["reference"]},
}
PUBLISHES = {"papers": {"publish withdraw": ["paper"]}}
ADMINISTERS = {
    "papers": {
        "expunge": ["paper"],
        "add change delete view": ["series", "sitepage", "redirect"],
        "delete": ["paper", "translation", "author", "tag"],
    },
    "references": {"delete": ["reference"]},
    "auth": {"add change view": ["user"], "view": ["group"]},
}
GROUPS = {
    "editor": [WRITES],
    "publisher": [WRITES, PUBLISHES],
    "administrator": [WRITES, PUBLISHES, ADMINISTERS],
}


def make(apps, schema_editor):
    """Make the groups; the permissions of a new database are made first, as migrating ends too late for that."""
    for label in ("papers", "references", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, rights in GROUPS.items():
        group, _new = Group.objects.get_or_create(name=name)
        wanted = {
            (label, f"{verb}_{model}")
            for right in rights
            for label, verbs in right.items()
            for words, models in verbs.items()
            for verb in words.split()
            for model in models
        }
        found = [
            permission
            for permission in Permission.objects.select_related("content_type")
            if (permission.content_type.app_label, permission.codename) in wanted
        ]
        group.permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0004_desk"),
        ("references", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
