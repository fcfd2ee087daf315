from django.db import migrations, models


class Migration(migrations.Migration):
    """Which of several copies of a letter a person chose to go on."""

    dependencies = (("dispatches", "0005_exchange"),)

    operations = (
        migrations.AddField(
            model_name="dispatch",
            name="chosen_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    )
