"""Django's settings, read once from the environment through :mod:`haichieu.config.env`."""

import os
from datetime import UTC, datetime
from pathlib import Path

from csp.constants import NONE, SELF

import haichieu
from haichieu.config import env

PACKAGE = Path(haichieu.__file__).parent

VAR = env.private_folder(Path(env.text(os.environ, "HAICHIEU_VAR")).resolve())

SECRET_KEY = env.secret_key(os.environ, VAR)
DEBUG = env.yes_no(os.environ, "HAICHIEU_DEBUG")
ALLOWED_HOSTS = env.names(os.environ, "HAICHIEU_HOSTS")
CLOCK_OFFSET = env.clock_offset(os.environ, datetime.now(UTC))
#: Written by ``haichieu serve``, so that links made elsewhere lead to where the pages are.
SERVED_AT = None if env.text(os.environ, "HAICHIEU_BASE_URL") else VAR / "address"
BASE_URL = env.base_url(os.environ, VAR / "address")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MAX_UPLOAD_BYTES = env.whole_number(os.environ, "HAICHIEU_MAX_UPLOAD_MB", low=1, high=1024) * 1024 * 1024
#: Ways out of alerts; None and empty where the office named none.
MAIL_SERVER = env.mail_server(os.environ)
MAIL_FROM = env.text(os.environ, "HAICHIEU_MAIL_FROM")
PUSH_HOSTS = env.push_hosts(os.environ)
#: Whom a push service can ask about what we send.
PUSH_CONTACT = BASE_URL if BASE_URL.startswith("https://") else "mailto:webmaster@localhost"
ZALO_BOT_URL, ZALO_BOT_TOKEN = env.zalo_bot(os.environ)
RECEIPT_LINK_DAYS = env.whole_number(os.environ, "HAICHIEU_RECEIPT_LINK_DAYS", low=1, high=365)

DATABASES = {"default": env.database(os.environ, VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "haichieu.web",
    "haichieu.reports",
    "haichieu.notices",
    "haichieu.posts",
    "haichieu.channels",
    "haichieu.dispatches",
    "haichieu.units",
    "haichieu.base",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "haichieu.web.shell.middleware.RoomErrors",
]

ROOT_URLCONF = "haichieu.config.urls"
WSGI_APPLICATION = "haichieu.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "haichieu.web.shell.context.shell",
            ],
            "builtins": ["haichieu.web.shell.templatetags.viet"],
        },
    }
]

AUTH_USER_MODEL = "units.Person"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Pages, sentences and waits of our own; the library keeps codes, keys and the talk with an outside service.
ACCOUNT_ADAPTER = "haichieu.web.accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "haichieu.web.accounts.adapters.SecondStepAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hai Chiều"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "haichieu.web.accounts.adapters.OutsideAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
#: The service that staff may sign in through beside their own accounts; None when the office named none.
OUTSIDE_SIGN_IN = env.outside_sign_in(os.environ)

# A code of the second step works once, whichever process sees it first.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.private_folder(VAR / "cache"),
    }
}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STATICFILES_DIRS = sorted((PACKAGE / "web").glob("*/static"))
MEDIA_ROOT = env.private_folder(VAR / "files")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = True

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BASE_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SESSION_COOKIE_SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
