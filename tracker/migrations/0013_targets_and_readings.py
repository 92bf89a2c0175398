import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0012_briefings'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='as of')),
                ('value', models.DecimalField(decimal_places=4, max_digits=16, verbose_name='value')),
                ('source', models.CharField(max_length=500, verbose_name='source')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('reported_at', models.DateTimeField(verbose_name='reported at')),
                ('state', models.CharField(choices=[('submitted', 'Awaiting review'), ('approved', 'Approved'), ('returned', 'Returned'), ('recalled', 'Recalled')], default='submitted', max_length=10, verbose_name='state')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
            },
        ),
        migrations.CreateModel(
            name='ReadingDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
            ],
            options={
                'verbose_name': 'duty to report an indicator',
                'verbose_name_plural': 'duties to report indicators',
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(blank=True, max_length=500, verbose_name='source')),
                ('confidence', models.CharField(choices=[('A', 'A official text'), ('B', 'B official media'), ('C', 'C inferred'), ('D', 'D unverified')], default='D', max_length=1, verbose_name='confidence')),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('value', models.DecimalField(blank=True, decimal_places=4, help_text='Empty: not published', max_digits=16, null=True, verbose_name='target')),
                ('bound', models.CharField(choices=[('exact', 'exact'), ('at_least', 'at least'), ('about', 'about')], default='exact', max_length=10, verbose_name='bound')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
            },
        ),
        migrations.AddField(
            model_name='indicator',
            name='area',
            field=models.ForeignKey(blank=True, help_text='Only where the extent is one area', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='tracker.area', verbose_name='area'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='baseline_on',
            field=models.DateField(blank=True, help_text='Empty where the text states no date', null=True, verbose_name='day of the baseline'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='combination',
            field=models.CharField(choices=[('whole', 'Read as a whole, not by district'), ('sum', 'Sum of the districts'), ('mean', 'Mean of the districts, all alike')], default='whole', max_length=8, verbose_name='how the whole comes from its districts'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='direction',
            field=models.CharField(choices=[('up', 'Higher is better'), ('down', 'Lower is better'), ('none', 'Neither is better')], default='none', max_length=8, verbose_name='direction'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='method',
            field=models.CharField(blank=True, max_length=500, verbose_name='how it is counted'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='objectives',
            field=models.ManyToManyField(blank=True, related_name='indicators', to='tracker.objective', verbose_name='objectives'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='scope',
            field=models.CharField(choices=[('zone', 'The whole zone'), ('area', 'One area'), ('other', 'Other than the zone or an area')], default='other', help_text='Figures are only added up within it, and never compared with figures of another extent', max_length=8, verbose_name='extent'),
        ),
        migrations.AlterField(
            model_name='indicator',
            name='baseline',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='baseline'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('scope', 'area')), models.Q(models.Q(('scope', 'area'), _negated=True), ('area', None)), _connector='OR'), name='indicator_names_its_area_and_no_other', violation_error_message='Name the area where the extent is one area, and only there'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', 'other'), _negated=True), ('combination', 'whole'), _connector='OR'), name='what_the_zone_does_not_hold_is_read_as_a_whole', violation_error_message="Districts of the zone do not add up to an extent other than the zone's"),
        ),
        migrations.AddField(
            model_name='reading',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='reading',
            name='district',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='tracker.district', verbose_name='district'),
        ),
        migrations.AddField(
            model_name='reading',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='tracker.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='reading',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='readings', to='tracker.organization', verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='reading',
            name='reported_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by'),
        ),
        migrations.AddField(
            model_name='readingduty',
            name='district',
            field=models.ForeignKey(blank=True, help_text='Empty where the indicator is read as a whole', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reading_duties', to='tracker.district', verbose_name='district'),
        ),
        migrations.AddField(
            model_name='readingduty',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='tracker.indicator', verbose_name='indicator'),
        ),
        migrations.AddField(
            model_name='readingduty',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_duties', to='tracker.organization', verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='target',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='tracker.indicator', verbose_name='indicator'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['state', 'reported_at'], name='reading_by_state'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'submitted')), fields=('indicator', 'district', 'on'), name='one_undecided_reading_per_indicator_district_and_day'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(condition=models.Q(('district', None), ('state', 'submitted')), fields=('indicator', 'on'), name='one_undecided_reading_per_indicator_and_day'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'submitted')), models.Q(models.Q(('state', 'submitted'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='reading_decision_by_and_at_together'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='a_returned_reading_gives_the_reason'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='a_reading_states_its_source'),
        ),
        migrations.AddConstraint(
            model_name='readingduty',
            constraint=models.UniqueConstraint(fields=('indicator', 'district'), name='one_organization_reports_an_indicator_of_a_district', violation_error_message='Another organization reports this indicator for this district'),
        ),
        migrations.AddConstraint(
            model_name='readingduty',
            constraint=models.UniqueConstraint(condition=models.Q(('district', None)), fields=('indicator',), name='one_organization_reports_an_indicator_as_a_whole', violation_error_message='Another organization reports this indicator as a whole'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('indicator', 'year'), name='one_target_per_indicator_and_year', violation_error_message='This indicator has a target for this year already'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('value', None), models.Q(('source', ''), _negated=True), _connector='OR'), name='a_target_states_its_source', violation_error_message='State where this target is published'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('year__gte', 1949), ('year__lte', 2999)), name='target_is_for_a_year'),
        ),
    ]
