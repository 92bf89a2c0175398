"""Milestones that were done with evidence before that was kept: verified since it was known that they are done."""

from django.db import migrations
from django.db.models import Min


def look_for_evidence(apps, schema_editor):
    Milestone, MilestoneSpan = apps.get_model("tracker", "Milestone"), apps.get_model("tracker", "MilestoneSpan")
    MilestoneClaim = apps.get_model("tracker", "MilestoneClaim")
    claims = MilestoneClaim.objects.filter(
        is_done=True, submission__decision="approved", milestone__done_on__isnull=False)
    by = "submission__report__assignment__organization"
    claimed = set(claims.values_list("milestone", by))
    proven = set(claims.filter(submission__evidence__isnull=False).values_list("milestone", by))
    verified = {milestone for milestone, _ in proven} - {milestone for milestone, _ in claimed - proven}
    known = MilestoneSpan.objects.filter(milestone__in=verified, done_on__isnull=False)
    for milestone, since in known.values("milestone").annotate(since=Min("from_on")).values_list("milestone", "since"):
        Milestone.objects.filter(pk=milestone).update(verified_on=since)
        MilestoneSpan.objects.filter(milestone=milestone, done_on__isnull=False).update(verified_on=since)


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0017_goals_of_years'),
    ]

    operations = [
        migrations.RunPython(look_for_evidence, migrations.RunPython.noop),
    ]
