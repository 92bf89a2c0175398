"""What extent, day and direction the figures of the built-in plan have, where its words say so."""

from datetime import date

from django.db import migrations

END_OF_2020 = {"2020年底", "2020年"}
READ_AS_A_WHOLE = {"森林覆盖率"}  # a share: districts do not add up to it
NEITHER_IS_BETTER = {"面积", "常住人口"}


def fill_in(apps, schema_editor):
    Indicator, Area = apps.get_model("tracker", "Indicator"), apps.get_model("tracker", "Area")
    areas = {(area.plan_id, area.name): area for area in Area.objects.all()}
    for indicator in Indicator.objects.filter(plan__document_number="粤府函〔2021〕76号"):
        area = areas.get((indicator.plan_id, indicator.scope_text))
        indicator.area = area
        indicator.scope = "area" if area else "zone" if indicator.scope_text == "试验区" else "other"
        indicator.combination = (
            "whole" if indicator.scope == "other" or indicator.name in READ_AS_A_WHOLE else "sum")
        indicator.direction = "none" if indicator.name in NEITHER_IS_BETTER else "up"
        indicator.baseline_on = date(2020, 12, 31) if indicator.baseline_text in END_OF_2020 else None
        indicator.save(update_fields=["area", "scope", "combination", "direction", "baseline_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0013_targets_and_readings'),
    ]

    operations = [
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
