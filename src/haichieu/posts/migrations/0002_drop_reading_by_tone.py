from django.db import migrations


class Migration(migrations.Migration):
    # With it SQLite gathered every post of a tone and sorted them to show forty.
    dependencies = [("posts", "0001_initial")]
    operations = [migrations.RemoveIndex(model_name="tonereading", name="reading_by_tone")]
