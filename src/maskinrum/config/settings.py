"""Django's settings. What differs between installations comes from ``environment.py`` and nowhere else."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from maskinrum.config.environment import read_environment

ENVIRONMENT = read_environment()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = ENVIRONMENT.hosts
DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "maskinrum.config.urls"
WSGI_APPLICATION = "maskinrum.config.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "maskinrum.shared",
    "maskinrum.search",
    "maskinrum.organisations",
    "maskinrum.partnerships",
    "maskinrum.knowledge",
    "maskinrum.network",
    "maskinrum.meetings",
    "maskinrum.steering",
    "maskinrum.evaluation",
    "maskinrum.planning",
    "maskinrum.decisions",
    "maskinrum.config",
    # Below ours, so that our templates for its pages come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "maskinrum.shared.middleware.answer_head_without_body",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "maskinrum.shared.middleware.keep_private",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Above all that read what was sent, below those that give the answer its language and its headers.
    "maskinrum.shared.middleware.refuse_large_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "maskinrum.shared.middleware.explain_buttons",
    "maskinrum.organisations.middleware.attach_viewer",
    "maskinrum.organisations.middleware.note_activity",
    "maskinrum.organisations.middleware.keep_to_organisation",
    "maskinrum.shared.middleware.show_domain_errors",
]

FORM_RENDERER = "maskinrum.shared.rendering.ControlRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("maskinrum.shared.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maskinrum.organisations.context_processors.acting_for",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "maskinrum.shared.templatetags.maskinrum",
            ],
        },
    }
]

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
FORMAT_MODULE_PATH = ["maskinrum.config.formats"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
# Whoever asks is served every file of this folder, so the lists of what was collected stand above it.
STATIC_ROOT = ENVIRONMENT.data / "static" / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "maskinrum.shared.static_files.SteadyFiles",
        "OPTIONS": {"manifest_storage": FileSystemStorage(location=STATIC_ROOT.parent)},
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = ENVIRONMENT.data / "media"

# Rate limits count in the cache, so every worker process must see the same one.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# What the worker does is kept in a table, in the same transaction as what it is about.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Answers that one address may have computed in a minute without an account, and as many of each part that an answer
# loads by itself; each 100 projects begun count as one. A whole office may come from one address.
ANSWERS_PER_MINUTE = 60
# Files of the register that one address may fetch in a minute.
REGISTER_FILES_PER_MINUTE = 30
# Board papers, models and draws of stored analyses that one address may fetch in a minute.
PAPERS_PER_MINUTE = 20
# How many calculations there are at once for those who act for an organisation, and as many for everybody else, so that
# visitors never stand in their way; and how many seconds one more waits.
CALCULATIONS_AT_ONCE = ENVIRONMENT.workers
CALCULATION_PATIENCE = 5.0
# The same for the parts of an answer that load by themselves: slower, but they never keep an answer waiting. They wait
# longer, yet not so long that a server in front gives up (most do after a minute).
PARTS_AT_ONCE = ENVIRONMENT.workers
PART_PATIENCE = 45.0
# Sign-ups for salons that one address may send in a minute: a whole office may come from one.
SIGN_UPS_PER_MINUTE = 60
TURNS_FOLDER = ENVIRONMENT.data / "turns"

# What can be found, as an index on disk; it can be deleted at any time, and is built again.
SEARCH_FOLDER = ENVIRONMENT.data / "search"
SEARCHES_PER_MINUTE = 120

SESSION_ENGINE = "maskinrum.organisations.sessions"
AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = ["maskinrum.organisations.sign_in.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "decisions:index"
LOGOUT_REDIRECT_URL = "front"

ACCOUNT_ADAPTER = "maskinrum.organisations.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "maskinrum.organisations.forms.LoginForm",
    "signup": "maskinrum.organisations.forms.SignupForm",
    "request_login_code": "maskinrum.organisations.forms.RequestLoginCodeForm",
    "confirm_login_code": "maskinrum.organisations.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "maskinrum.organisations.forms.ConfirmEmailVerificationCodeForm",
    "reset_password": "maskinrum.organisations.forms.ResetPasswordForm",
    "confirm_password_reset_code": "maskinrum.organisations.forms.ConfirmPasswordResetCodeForm",
    "reset_password_from_key": "maskinrum.organisations.forms.ResetPasswordKeyForm",
    "change_password": "maskinrum.organisations.forms.ChangePasswordForm",
    "set_password": "maskinrum.organisations.forms.SetPasswordForm",
    "add_email": "maskinrum.organisations.forms.AddEmailForm",
    "reauthenticate": "maskinrum.organisations.forms.ReauthenticateForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_REDIRECT_URL = "organisations:me"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
# Mail between organisations is often held back for some minutes; every page and e-mail says 15.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# Beside these, an address gets few mails from whoever is not signed in; see forms/sign_in.py.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
}

MFA_ADAPTER = "maskinrum.organisations.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "maskinrum.organisations.forms.AuthenticateForm",
    "reauthenticate": "maskinrum.organisations.forms.ReauthenticateByCodeForm",
    "authenticate_webauthn": "maskinrum.organisations.forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "maskinrum.organisations.forms.ReauthenticateByPasskeyForm",
    "login_webauthn": "maskinrum.organisations.forms.LogInByPasskeyForm",
    "add_webauthn": "maskinrum.organisations.forms.AddPasskeyForm",
    "activate_totp": "maskinrum.organisations.forms.ActivateAppForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Maskinrum"
# The clock of a telephone may be half a minute off; forms/second_factors.py lets no code count twice.
MFA_TOTP_TOLERANCE = 1
# Encryption means that a proxy stands before us; the address it saw is the last it wrote.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENVIRONMENT.base_url.startswith("https://") else 0

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.email_from
# Everything goes through the outbox; the worker sends it from there.
EMAIL_BACKEND = "maskinrum.shared.mail.OutboxBackend"
EMAIL_HOST = ENVIRONMENT.email.get("EMAIL_HOST", "")
EMAIL_PORT = ENVIRONMENT.email.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = ENVIRONMENT.email.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = ENVIRONMENT.email.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = ENVIRONMENT.email.get("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = ENVIRONMENT.email.get("EMAIL_USE_TLS", False)

_ENCRYPTED = ENVIRONMENT.base_url.startswith("https://")
SESSION_COOKIE_SECURE = _ENCRYPTED
CSRF_COOKIE_SECURE = _ENCRYPTED
SECURE_HSTS_SECONDS = 31_536_000 if _ENCRYPTED else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _ENCRYPTED else None
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.base_url] if _ENCRYPTED else []
CSRF_FAILURE_VIEW = "maskinrum.shared.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Files above this go to a temporary file; ``refuse_large_requests`` says how large they may be at all.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django would log every error a second time, without the number that the person was shown, and every refused form
    # with the whole address, which opens something where it was sent in a letter.
    "loggers": {
        "maskinrum": {"level": "INFO"},
        "django.request": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "CRITICAL"},
    },
}
