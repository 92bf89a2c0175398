from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0016_extensions_on_record'),
    ]

    operations = [
        migrations.AddField(
            model_name='milestone',
            name='goal_year',
            field=models.PositiveSmallIntegerField(blank=True, help_text='Empty for a step on the way; a year where this is what the measure is to reach by its end', null=True, verbose_name='goal of the year'),
        ),
        migrations.AddField(
            model_name='milestone',
            name='verified_on',
            field=models.DateField(blank=True, editable=False, help_text='The day on which another organization approved it with evidence', null=True, verbose_name='verified on'),
        ),
        migrations.AddField(
            model_name='milestonespan',
            name='verified_on',
            field=models.DateField(blank=True, null=True, verbose_name='verified on'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(condition=models.Q(('goal_year__isnull', False)), fields=('measure', 'organization', 'goal_year'), name='one_goal_per_measure_organization_and_year', violation_error_message='This organization has a goal for this year already'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.UniqueConstraint(condition=models.Q(('goal_year__isnull', False), ('organization', None)), fields=('measure', 'goal_year'), name='one_shared_goal_per_measure_and_year', violation_error_message='This measure has a goal for this year already'),
        ),
        migrations.AddConstraint(
            model_name='milestone',
            constraint=models.CheckConstraint(condition=models.Q(('verified_on', None), ('done_on__isnull', False), _connector='OR'), name='only_what_is_done_is_verified'),
        ),
    ]
