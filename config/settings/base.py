"""Settings of every deployment; what a deployment may change comes from the environment.

`.env.example` lists the variables. Without any of them this is the embedded default: SQLite under
`var/`, mail and SMS kept for developers to look at, nothing sent anywhere.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.settings.logs import LOGGING  # noqa: F401
from config.settings.sign_in import *

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()

VAR = env.path("VAR_DIR", default=str(ROOT / "var"))()
Path(VAR).mkdir(parents=True, exist_ok=True)

# ── What the installation is ─────────────────────────────────────────
# DEMO=1 brings invented people, organisations and pages whose passwords and second factors are
# known to everyone. A production check refuses it (core.E001).
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="insecure-development-key-refused-in-production")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env("SITE_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# How many proxies of ours write X-Forwarded-For before a request comes here.
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

# The city whose bureau runs this installation; every name on a page or a paper comes from here.
CITY_NAME = env("CITY_NAME", default="九江市")
CITY_NAME_EN = env("CITY_NAME_EN", default="Jiujiang")
CITY_REGION_CODE = env("CITY_REGION_CODE", default="360400")  # GB/T 2260
# The city's functional zones; another city writes a file of its own (core/data/README.md).
ZONES_FILE = env.path("ZONES_FILE", default=str(ROOT / "core/data/regions/zones.csv"))()
SITE_NAME = env("SITE_NAME", default="转化通")
SITE_NAME_EN = env("SITE_NAME_EN", default="Zhuanhua")
BUREAU_NAME = env("BUREAU_NAME", default="九江市科学技术局")
BUREAU_NAME_EN = env("BUREAU_NAME_EN", default="Jiujiang Bureau of Science and Technology")
BUREAU_SECTIONS = env.json(
    "BUREAU_SECTIONS",
    default={
        "commercialisation": "成果转化科",
        "high-tech": "高新技术科",
        "planning": "规划资源科",
        "county": "县域创新科",
    },
)
BUREAU_SECTIONS_EN = env.json(
    "BUREAU_SECTIONS_EN",
    default={
        "commercialisation": "Commercialisation Section",
        "high-tech": "High-Tech Section",
        "planning": "Planning and Resources Section",
        "county": "County Innovation Section",
    },
)
PROVINCE_BODY_NAME_EN = env(
    "PROVINCE_BODY_NAME_EN", default="Jiangxi Department of Science and Technology"
)
# A growth over a base below this many yuan says nothing and is not printed (基数过小).
TURNOVER_BASE_FLOOR_FEN = 100 * env.int("TURNOVER_BASE_FLOOR_YUAN", default=10_000_000)
# Whether the front page says the city's turnover, its growth and how soon people are answered.
PUBLIC_FIGURES = env.bool("PUBLIC_FIGURES", default=True)
PROVINCE_BODY_NAME = env("PROVINCE_BODY_NAME", default="江西省科学技术厅")
ICP_FILING_NUMBER = env("ICP_FILING_NUMBER", default="")
POLICE_FILING_NUMBER = env("POLICE_FILING_NUMBER", default="")
# Where the public asks and complains (意见反馈); in a demo nobody's.
CONTACT_PHONE = env("CONTACT_PHONE", default="0792-0000000" if DEMO else "")
CONTACT_EMAIL = env("CONTACT_EMAIL", default="feedback@example.com" if DEMO else "")

# The expected shape of a national number, where it is not the city's six digits of the body, the
# year and six digits; a number of another shape is doubted, not refused (contracts/rules/numbers).
NATIONAL_NUMBER_PATTERN = env("NATIONAL_NUMBER_PATTERN", default="")
# Whether a case that was accepted before a new version of the law keeps the old one to its end.
REGISTRATION_UNDECIDED_KEEP_VERSION = env.bool("REGISTRATION_UNDECIDED_KEEP_VERSION", default=True)
# Working days within which the body promises to decide; each with its first day and its source.
REGISTRATION_PROMISES = env.json("REGISTRATION_PROMISES", default=[])

# ── Applications ─────────────────────────────────────────────────────
INSTALLED_APPS = [
    "core",
    "accounts",
    "marketplace",
    "brokers",
    "contracts",
    "cms",
    "search",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
    "allauth.usersessions",
    *SOCIAL_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "core.middleware.ClientAddressMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.MaintenanceMiddleware",
    "core.middleware.RequestSizeMiddleware",
    "core.middleware.AddressMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.middleware.RefusalMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.ConsentMiddleware",
    "accounts.middleware.LimitMiddleware",
    "accounts.middleware.DepartureMiddleware",
    "accounts.middleware.FrameMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.site",
            ],
        },
    }
]

# Our forms look as drawn wherever a template says {{ form }} or field.as_field_group.
FILTERS_EMPTY_CHOICE_LABEL = _("不限")
FORM_RENDERER = "core.forms.Renderer"
CSRF_FAILURE_VIEW = "core.views.refusals.csrf_failure"

# ── Data ─────────────────────────────────────────────────────────────
DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{Path(VAR) / 'zhuanhua.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # With Django's deferred transactions 584 of 800 concurrent writers failed; with these none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;",
    }
else:
    # A socket's folder comes percent-encoded in a URL; the reader leaves it so.
    DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes, as limits of signing in are counted in it: `core.caches`, or Redis.
CACHES: dict[str, dict[str, Any]] = {
    "default": env.cache_url("CACHE_URL")
    if env("CACHE_URL", default="")
    else {
        "BACKEND": "core.caches.Cache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]},
}

# ── Search ───────────────────────────────────────────────────────────
# Elasticsearch where its address is set, else SQLite's FTS5 in files that may be thrown away.
ELASTICSEARCH_URL = env("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_API_KEY = env("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_PREFIX = env("ELASTICSEARCH_PREFIX", default="zhuanhua-")
SEARCH_ENGINE = env("SEARCH_ENGINE", default="elastic" if ELASTICSEARCH_URL else "embedded")
SEARCH_DIR = env.path("SEARCH_DIR", default=str(Path(VAR) / "search"))()
# How often one address or person may ask the JSON API.
API_PER_MINUTE = env.int("API_PER_MINUTE", default=60)
# Counted apart, for a suggestion is asked for at each key that is pressed, and a whole office may
# stand behind one address.
SUGGEST_PER_MINUTE = env.int("SUGGEST_PER_MINUTE", default=600)

# What `manage.py prepare` runs, in this order; each may run again and again.
PREPARE = [
    "compile_catalogues",
    "migrate",
    "load_regions",
    "load_calendar",
    "load_privacy",
    "site_setup",
    "search_setup",
    "marketplace_setup",
]
PREPARE_DEMO = [
    "load_demo",
    "load_demo_pages",
    "load_demo_listings",
    "load_demo_needs",
    "load_demo_deals",
    "load_demo_enquiries",
    "load_demo_dealings",
    "load_demo_contracts",
    "load_demo_registrations",
    "load_demo_target",
]
# What `manage.py serve` prints of a demo installation, under its addresses.
DEMO_GREETING = "demo_people"

# The nightly head of the audit chain goes here; a deployment points it at write-once storage.
AUDIT_HEAD_DIR = env.path("AUDIT_HEAD_DIR", default=str(Path(VAR) / "audit-heads"))()

# While this file exists, everything is answered with 503 and a page that says so.
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", default=str(Path(VAR) / "maintenance"))()

# ── Language and time ────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale/others"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

# ── Files ────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(ROOT / "static-root"))()
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where it is absent
# Papers of contracts: no web server may serve this folder, only a view that asks who reads.
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=str(Path(VAR) / "private"))()
STORAGES: dict[str, dict[str, Any]] = {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "file_permissions_mode": 0o600},
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_URL = "/media/"
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(Path(VAR) / "media"))()

# The Chinese font of stamps on confidential files; empty: the first known one of the server.
STAMP_FONT = env("STAMP_FONT", default="")

# The largest request that is read at all: one file as `core.uploads` takes it, and its form.
LARGEST_REQUEST = 32 * 1024 * 1024

# ── People ───────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"

# ── Wagtail: nothing in its admin calls out ──────────────────────────
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.uploads.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "doc", "xls"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.uploads.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a file from us is saved, never run here
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# ── What a browser may do with our pages ─────────────────────────────
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": [],
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True

# ── Mail and other notices ───────────────────────────────────────────
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="dummymail://")
vars().update(EMAIL_CONFIG)
if "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "core.notices.fake.EmailBackend"  # shown at /dev/outbox/ in DEMO and DEBUG
EMAIL_TIMEOUT = 10
# Who carries text messages and chat: "fake", a provider's name, or "" for none.
SMS_PROVIDER = env("SMS_PROVIDER", default="fake")
WECHAT_PROVIDER = env("WECHAT_PROVIDER", default="")
WECOM_PROVIDER = env("WECOM_PROVIDER", default="")
SMS_ACCESS_KEY_ID = env("SMS_ACCESS_KEY_ID", default="")
SMS_ACCESS_KEY_SECRET = env("SMS_ACCESS_KEY_SECRET", default="")
SMS_SIGN_NAME = env("SMS_SIGN_NAME", default="")
SMS_APP_ID = env("SMS_APP_ID", default="")  # Tencent's SdkAppId
SMS_REGION = env("SMS_REGION", default="ap-guangzhou")  # Tencent's
WECHAT_APP_ID = env("WECHAT_APP_ID", default="")
WECHAT_APP_SECRET = env("WECHAT_APP_SECRET", default="")
# Elsewhere than at the vendor's own address: a proxy, or a test's server.
SMS_BASE_URL = env("SMS_BASE_URL", default="").rstrip("/")
WECHAT_BASE_URL = env("WECHAT_BASE_URL", default="").rstrip("/")
WECOM_BASE_URL = env("WECOM_BASE_URL", default="").rstrip("/")
# Mainland providers send approved templates only: kind (or "code") → the provider's template id.
SMS_TEMPLATES = env.json("SMS_TEMPLATES", default={})
# Kind (or "*" for all others) → {"id": …, "fields": {WeChat's field: "title", "text" or a param}}.
WECHAT_TEMPLATES = env.json("WECHAT_TEMPLATES", default={})
# What the whole installation sends in an hour, codes included: a bound on what an attack can cost.
MESSAGES_PER_HOUR = env.json("MESSAGES_PER_HOUR", default={"sms": 2000, "mail": 5000})
# At most so many a day for one person and one kind; the rest is logged as not sent.
NOTICE_DAILY_LIMITS = env.json("NOTICE_DAILY_LIMITS", default={"sms": 5, "mail": 50})
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"【{SITE_NAME}】"
MFA_TOTP_ISSUER = SITE_NAME
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <no-reply@localhost>")

LANGUAGE_COOKIE_NAME = "zh_language"
CARE_COOKIE_NAME = "zh_care"
THEME_COOKIE_NAME = "zh_theme"
SITE_TAGLINE = _("技术转移与技术合同登记")
