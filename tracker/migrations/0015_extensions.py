import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0014_extent_of_known_indicators'),
    ]

    operations = [
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_due_on', models.DateField(blank=True, null=True, verbose_name='due until now')),
                ('new_due_on', models.DateField(blank=True, null=True, verbose_name='due from then on')),
                ('reason', models.TextField(verbose_name='reason')),
                ('progress', models.TextField(blank=True, verbose_name='progress until now')),
                ('asked_at', models.DateTimeField(blank=True, null=True, verbose_name='asked at')),
                ('state', models.CharField(choices=[('asked', 'Awaiting decision'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Taken back')], default='asked', max_length=10, verbose_name='state')),
                ('remark', models.TextField(blank=True, verbose_name='remark')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('is_demonstration', models.BooleanField(default=False, editable=False, verbose_name='demonstration data')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
            },
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('submitted', '%(organization)s handed in %(measure)s, %(period)s'), ('approved', '%(measure)s, %(period)s was approved'), ('returned', '%(measure)s, %(period)s was returned: %(reason)s'), ('awaiting_signature', '%(measure)s, %(period)s waits for your signature'), ('correction', '%(organization)s corrects %(measure)s, %(period)s: %(reason)s'), ('may_come_later', '%(measure)s, %(period)s may be handed in until %(day)s: %(reason)s'), ('excused', 'No report is expected on %(measure)s, %(period)s: %(reason)s'), ('exception_ended', 'The exception for %(measure)s, %(period)s was ended'), ('extension_asked', '%(organization)s asks for an extension of %(subject)s until %(day)s'), ('extension_granted', '%(subject)s was extended until %(day)s'), ('extension_refused', '%(subject)s was not extended until %(day)s: %(reason)s'), ('reading_reported', '%(organization)s reported %(indicator)s'), ('reading_approved', 'The reported figures of %(indicator)s were approved'), ('reading_returned', 'The reported figure of %(indicator)s was returned: %(reason)s')], max_length=20),
        ),
        migrations.AddField(
            model_name='extension',
            name='asked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person who asks'),
        ),
        migrations.AddField(
            model_name='extension',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='extension',
            name='measure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tracker.measure', verbose_name='measure'),
        ),
        migrations.AddField(
            model_name='extension',
            name='milestone',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tracker.milestone', verbose_name='milestone'),
        ),
        migrations.AddField(
            model_name='extension',
            name='organization',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='tracker.organization', verbose_name='asked by'),
        ),
        migrations.AddIndex(
            model_name='extension',
            index=models.Index(fields=['measure', 'state', 'decided_at'], name='extension_by_measure'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('milestone', None), ('state', 'asked')), fields=('measure',), name='one_open_extension_per_measure'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('milestone',), name='one_open_extension_per_milestone'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_at', None), ('asked_by', None), ('organization', None)), models.Q(('asked_at__isnull', False), ('asked_by__isnull', False), ('organization__isnull', False)), _connector='OR'), name='extension_asked_at_by_and_for_together'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('asked_by__isnull', False), ('decided_at', None), ('decided_by', None), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='extension_waits_for_a_decision_or_has_one'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by', None), ('new_due_on__gt', models.F('old_due_on')), _connector='OR'), name='who_asks_for_an_extension_asks_for_later'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_extension_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('remark', ''), _negated=True), _connector='OR'), name='a_refused_extension_gives_the_reason'),
        ),
    ]
