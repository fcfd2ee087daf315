import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which letter the status in a file was written into; texts of annexes stand behind their letter's own."""

    dependencies = (("dispatches", "0006_chosen_copy"),)

    operations = (
        migrations.AddField(
            model_name="dispatch",
            name="attached_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="dispatches.dispatch",
            ),
        ),
        migrations.RemoveField(model_name="messagefile", name="text"),
    )
