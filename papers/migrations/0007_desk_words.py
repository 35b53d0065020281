"""Names of images, validators of addresses and places, and how the desk calls them."""

import django.core.validators
import papers.models.fields
import papers.models.paper
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('papers', '0006_intake_languages'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='translatorship',
            options={'ordering': ['order'], 'verbose_name': 'translator', 'verbose_name_plural': 'translators'},
        ),
        migrations.AddField(
            model_name='image',
            name='file_name',
            field=papers.models.fields.LineField(blank=True, default='', max_length=255, verbose_name='file name'),
        ),
        migrations.AlterField(
            model_name='author',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Write it in small letters (a–z), digits and single hyphens.')], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='authorship',
            name='order',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='order'),
        ),
        migrations.AlterField(
            model_name='paper',
            name='slug',
            field=models.SlugField(max_length=120, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Write it in small letters (a–z), digits and single hyphens.'), papers.models.paper.validate_slug], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='redirect',
            name='new_path',
            field=papers.models.fields.LineField(help_text='Such as /en/pages/about/.', max_length=400, validators=[django.core.validators.RegexValidator('^/([^/\\\\\\s][^\\\\\\s]*)?\\Z', 'Write a path of this site, from its one slash on and without a space: /old/page.html')], verbose_name='new path'),
        ),
        migrations.AlterField(
            model_name='redirect',
            name='old_path',
            field=papers.models.fields.LineField(help_text='Such as /old/page.html; a page that stands there is shown until it is gone.', max_length=400, unique=True, validators=[django.core.validators.RegexValidator('^/([^/\\\\\\s][^\\\\\\s]*)?\\Z', 'Write a path of this site, from its one slash on and without a space: /old/page.html')], verbose_name='old path'),
        ),
        migrations.AlterField(
            model_name='series',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Write it in small letters (a–z), digits and single hyphens.')], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='sitepage',
            name='slug',
            field=models.SlugField(max_length=80, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Write it in small letters (a–z), digits and single hyphens.')], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='tag',
            name='slug',
            field=models.SlugField(max_length=100, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*\\Z', 'Write it in small letters (a–z), digits and single hyphens.')], verbose_name='address'),
        ),
        migrations.AlterField(
            model_name='translatorship',
            name='order',
            field=models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name='order'),
        ),
        migrations.AlterConstraint(
            model_name='paper',
            name='one_paper_per_series_and_volume',
            constraint=models.UniqueConstraint(condition=models.Q(('volume', ''), _negated=True), fields=('series', 'volume'), name='one_paper_per_series_and_volume', violation_error_message='The series has another paper with this volume.'),
        ),
    ]
