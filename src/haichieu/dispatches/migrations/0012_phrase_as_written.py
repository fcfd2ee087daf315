from django.db import migrations, models


class Migration(migrations.Migration):
    """Keeps a remembered phrase as its letter wrote it, so that a list of them can be read."""

    dependencies = [("dispatches", "0011_tallies")]

    operations = [
        migrations.AddField(
            model_name="addresseephrase",
            name="phrase",
            field=models.CharField(blank=True, default="", max_length=500),
            preserve_default=False,
        ),
    ]
