"""What stands in the database when records of the past begin counts as known from the plan's first day on."""

from django.db import migrations
from django.db.models import F


def remember(apps, schema_editor):
    Measure, Milestone = apps.get_model("tracker", "Measure"), apps.get_model("tracker", "Milestone")
    MeasureSpan, MilestoneSpan = apps.get_model("tracker", "MeasureSpan"), apps.get_model("tracker", "MilestoneSpan")
    measures = Measure.objects.annotate(known_on=F("task__plan__starts_on")).select_related("task")
    MeasureSpan.objects.bulk_create([
        MeasureSpan(measure=m, due_on=m.due_on, is_counted=_is_counted(m), from_on=m.known_on) for m in measures
    ], 1000)
    milestones = Milestone.objects.annotate(known_on=F("measure__task__plan__starts_on"))
    MilestoneSpan.objects.bulk_create([
        MilestoneSpan(milestone=m, due_on=m.due_on, done_on=m.done_on, from_on=m.known_on) for m in milestones
    ], 1000)


def _is_counted(measure):
    return (
        measure.standing == "confirmed" and measure.task.standing == "confirmed" and measure.withdrawn_on is None
        and measure.confidence != "D"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0006_what_was_known_of_measures'),
    ]

    operations = [
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
