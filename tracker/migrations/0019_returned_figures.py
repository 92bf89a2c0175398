import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0018_proven_milestones'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadingReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name of the file')),
                ('file', models.FileField(max_length=120, upload_to='', verbose_name='file')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.JSONField(help_text='What was read: cells by report and field, and what is wrong', verbose_name='content')),
                ('outcome', models.JSONField(blank=True, default=dict, verbose_name='outcome')),
                ('state', models.CharField(choices=[('proposed', 'Being checked'), ('applied', 'Taken over'), ('dropped', 'Dropped')], default='proposed', max_length=10, verbose_name='state')),
                ('uploaded_at', models.DateTimeField(verbose_name='uploaded at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
            ],
            options={
                'verbose_name': 'returned figures',
                'verbose_name_plural': 'returned figures',
            },
        ),
        migrations.AddField(
            model_name='readingreturn',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by'),
        ),
        migrations.AddField(
            model_name='readingreturn',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_returns', to='tracker.organization', verbose_name='organization'),
        ),
        migrations.AddField(
            model_name='readingreturn',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reading_returns', to='tracker.plan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='readingreturn',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AddConstraint(
            model_name='readingreturn',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'proposed')), models.Q(models.Q(('state', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='reading_return_state_by_and_at_together'),
        ),
    ]
