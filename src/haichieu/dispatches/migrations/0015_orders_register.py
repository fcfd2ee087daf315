"""Orders that came without a letter get a register of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("dispatches", "0014_waiting_work"),)

    operations = (
        migrations.AlterField(
            model_name="registerentry",
            name="book",
            field=models.CharField(
                choices=[
                    ("incoming", "Sổ văn bản đến"),
                    ("outgoing", "Sổ văn bản đi"),
                    ("oral", "Sổ chỉ đạo không có văn bản"),
                ],
                max_length=10,
            ),
        ),
    )
