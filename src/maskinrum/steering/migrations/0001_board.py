import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0007_audit_log_not_truncated'),
        ('partnerships', '0006_project_outcomes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Board',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('maximum', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='stated maximum')),
                ('option', models.CharField(blank=True, choices=[('taken', 'Prolonged'), ('declined', 'Not prolonged')], max_length=10, verbose_name='option')),
                ('option_decided_on', models.DateField(blank=True, null=True, verbose_name='option decided')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('opened_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='board', to='partnerships.partnership')),
            ],
            options={
                'ordering': ['opened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('inside', models.CharField(choices=[('yes', 'Under the agreement'), ('no', 'Outside the agreement'), ('unknown', 'Not stated')], default='yes', max_length=10, verbose_name='under the agreement')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('scheme_b_budget', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='budget of scheme B')),
                ('scheme_b_start', models.DateField(blank=True, null=True, verbose_name='start in scheme B')),
                ('scheme_b_handover', models.DateField(blank=True, null=True, verbose_name='handover in scheme B')),
                ('started_on', models.DateField(blank=True, null=True, verbose_name='works began')),
                ('client_procurement_cost', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal(0))], verbose_name="the client's own cost of procurement")),
                ('changes_client', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal(0))], verbose_name="change orders: the client's wishes")),
                ('changes_unforeseen', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal(0))], verbose_name='change orders: what nobody could foresee')),
                ('changes_design', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal(0))], verbose_name='change orders: faults in the design')),
                ('defects', models.PositiveIntegerField(blank=True, null=True, verbose_name='defects at handover')),
                ('accidents', models.PositiveIntegerField(blank=True, null=True, verbose_name='accidents with absence')),
                ('working_hours', models.PositiveIntegerField(blank=True, null=True, verbose_name='working hours')),
                ('reused', models.PositiveIntegerField(blank=True, null=True, verbose_name='solutions used again')),
                ('decided', models.PositiveIntegerField(blank=True, null=True, verbose_name='solutions decided')),
                ('co2_per_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal(0))], verbose_name='CO2 per square metre')),
                ('rehoused_homes', models.PositiveIntegerField(blank=True, null=True, verbose_name='homes rehoused')),
                ('nuisance', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(Decimal(1)), django.core.validators.MaxValueValidator(Decimal(5))], verbose_name='nuisance')),
                ('satisfaction', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(Decimal(1)), django.core.validators.MaxValueValidator(Decimal(5))], verbose_name='satisfaction')),
                ('resident_answers', models.PositiveIntegerField(blank=True, null=True, verbose_name='residents who answered')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='steering.board')),
                ('contractor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='organisations.organisation', verbose_name='contractor')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='partnerships.project')),
            ],
            options={
                'ordering': ['board', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CallOff',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='what is called off')),
                ('ready_on', models.DateField(blank=True, null=True, verbose_name='ready')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='asked for')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed')),
                ('value', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0.001'))], verbose_name='sum')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('placement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_offs', to='steering.placement')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='BoardWarning',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('ceiling', 'The ceiling is near'), ('option', 'The option is to be decided'), ('gap', 'A team runs out of work'), ('tail', 'Work runs on after the agreement')], max_length=10)),
                ('period', models.CharField(max_length=40)),
                ('sent_at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='warnings', to='steering.board')),
            ],
            options={
                'ordering': ['-sent_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('board', 'kind', 'period'), name='board_warning_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('board', 'project'), name='placement_once'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('reused__isnull', True), ('reused__lte', models.F('decided')), _connector='OR'), name='placement_reused_of_decided'),
        ),
        migrations.AddConstraint(
            model_name='calloff',
            constraint=models.UniqueConstraint(fields=('placement', 'position'), name='call_off_place_once'),
        ),
    ]
