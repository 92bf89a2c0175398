"""One file of settings: production is the default, everything else is asked for in the environment."""

from pathlib import Path

from config import caches, databases, env, logs, storages
from config.csp import CSP

BASE_DIR = Path(__file__).resolve().parent.parent

DEBUG = env.boolean("DEBUG", default=False)
HTTPS = env.boolean("HTTPS", default=True)
DATA_DIR = env.path("DATA_DIR", default=BASE_DIR / ".data")
SECRET_KEY = env.secret("SECRET_KEY", made_in=DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# Applications ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "tracker.admin.config.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # lets form templates come from templates/
    "django_filters",
    "django_htmx",
    "tracker",
]

MIDDLEWARE = [
    "tracker.web.tracing.traced",  # outermost: numbers, measures and logs every request
    "config.csp.ContentSecurityPolicyMiddleware",  # its header belongs on every response
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tracker.web.middleware.readable_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.web.middleware.chosen_language",  # instead of LocaleMiddleware, which follows the browser
    "tracker.web.middleware.acceptable_requests",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracker.web.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data ------------------------------------------------------------------------------------------------------------

DATABASES = {"default": databases.read("DATABASE_URL", file=DATA_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": caches.read("REDIS_URL")}  # what pages gather, under the end of the audit log

# People and sessions ---------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "tracker.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "work:home"
LOGOUT_REDIRECT_URL = "login"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "tracker.people.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if caches.is_shared(CACHES['default']) else 'db'}"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "tracker.web.views.errors.csrf_failure"

# The browser -----------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready|metrics)/$"]  # probes ask the server itself, which speaks plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"

# Languages and time ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]  # each in its own words, so never translated
LOCALE_PATHS = [BASE_DIR / "tracker" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": storages.read(folder=DATA_DIR / "evidence"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What one request may carry --------------------------------------------------------------------------------------

MEBIBYTE = 1024 * 1024
EVIDENCE_MAX_MB = env.integer("EVIDENCE_MAX_MB", default=20, least=1, most=100)
IMPORT_MAX_MB = env.integer("IMPORT_MAX_MB", default=10, least=1, most=50)  # tables and documents that are read
IMPORT_MAX_SECONDS = 90  # that reading one of them may take
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * MEBIBYTE  # form text; 100,000 Chinese characters are 0.9 MB when encoded
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 50  # above what a report holds, so that its form can name that limit
REQUEST_MAX_SIZE = 200 * MEBIBYTE  # files included; above a file's own limit, so that its form can name that limit

# Proxies and probes ----------------------------------------------------------------------------------------------

TRUSTED_PROXIES = env.networks("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])  # see tracker.web.addresses
HEALTH_ALLOW_IPS = env.networks("HEALTH_ALLOW_IPS", default=["127.0.0.1", "::1"])  # who reads metrics and reasons

# Logging ---------------------------------------------------------------------------------------------------------

SLOW_QUERY_MS = env.integer("SLOW_QUERY_MS", default=500, least=0, most=600_000)
LOGGING = logs.configuration(
    env.choice("LOG_FORMAT", default="line", among=logs.FORMATS),
    requests=env.boolean("LOG_REQUESTS", default=True),
)
