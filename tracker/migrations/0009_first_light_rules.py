"""The first version of the light rules holds from the beginning; its thresholds are the defaults of the model."""

from datetime import date

from django.db import migrations


def make_first(apps, schema_editor):
    apps.get_model("tracker", "RuleSet").objects.get_or_create(version=1, defaults={"effective_on": date(1900, 1, 1)})


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0008_lights'),
    ]

    operations = [
        migrations.RunPython(make_first, migrations.RunPython.noop),
    ]
