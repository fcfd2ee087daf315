"""The smallest office that has jobs and a log: for tests that start real worker processes."""

import os
from datetime import timedelta
from pathlib import Path

from haichieu.config import env

VAR = Path(env.text(os.environ, "HAICHIEU_VAR")).resolve()
SECRET_KEY = "office-of-the-tests-" + "0" * 32
DATABASES = {"default": env.database(os.environ, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = ["haichieu.base", "django_tasks", "django_tasks_db", "tests.base.rehearsal"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
CLOCK_OFFSET = timedelta()
