"""Time limits that were changed before extensions were kept, as the log tells of them."""

from datetime import date

from django.db import migrations


def read_the_log(apps, schema_editor):
    AuditEvent, Extension = apps.get_model("tracker", "AuditEvent"), apps.get_model("tracker", "Extension")
    kinds = {"measure": apps.get_model("tracker", "Measure"), "milestone": apps.get_model("tracker", "Milestone")}
    people = set(apps.get_model("tracker", "User").objects.values_list("pk", flat=True))
    for event in AuditEvent.objects.filter(verb="change_due", target_type__in=kinds).order_by("number"):
        row = kinds[event.target_type].objects.filter(pk=event.target_id).first()
        before, after = event.changes.get("due_on") or (None, None)
        if row is None or not before or not after or before == after:
            continue
        is_milestone = event.target_type == "milestone"
        Extension.objects.create(
            measure_id=row.measure_id if is_milestone else row.pk,
            milestone_id=row.pk if is_milestone else None,
            old_due_on=date.fromisoformat(before),
            new_due_on=date.fromisoformat(after),
            reason=event.changes.get("reason") or "—",
            state="granted",
            decided_by_id=event.actor_id if event.actor_id in people else None,
            decided_at=event.at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0015_extensions'),
    ]

    operations = [
        migrations.RunPython(read_the_log, migrations.RunPython.noop),
    ]
