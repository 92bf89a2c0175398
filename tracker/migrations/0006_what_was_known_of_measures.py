import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0005_known_holidays'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('is_counted', models.BooleanField(verbose_name='counted')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='tracker.measure')),
            ],
            options={
                'verbose_name': 'measure over time',
                'verbose_name_plural': 'measures over time',
                'indexes': [models.Index(fields=['measure', 'from_on'], name='measure_span_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('measure',), name='one_current_span_per_measure'), models.CheckConstraint(condition=models.Q(('until_on', None), ('from_on__lt', models.F('until_on')), _connector='OR'), name='measure_span_begins_before_it_ends')],
            },
        ),
        migrations.CreateModel(
            name='MilestoneSpan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='done on')),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='spans', to='tracker.milestone')),
            ],
            options={
                'verbose_name': 'milestone over time',
                'verbose_name_plural': 'milestones over time',
                'indexes': [models.Index(fields=['milestone', 'from_on'], name='milestone_span_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on', None)), fields=('milestone',), name='one_current_span_per_milestone'), models.CheckConstraint(condition=models.Q(('until_on', None), ('from_on__lt', models.F('until_on')), _connector='OR'), name='milestone_span_begins_before_it_ends')],
            },
        ),
    ]
