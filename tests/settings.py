"""The settings the tests run under: those of the product, with a folder of their own and quick password hashes."""

import os
import tempfile

from tests.postgres import start_if_asked

os.environ.setdefault("MASKINRUM_DATA", tempfile.mkdtemp(prefix="maskinrum-test-"))
DATABASE_IS_THERE = start_if_asked()

from maskinrum.config.settings import *  # noqa: E402, F403
from maskinrum.config.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
# All tests come from one address, and the count outlives each of them.
ANSWERS_PER_MINUTE = REGISTER_FILES_PER_MINUTE = PAPERS_PER_MINUTE = 10_000
SEARCHES_PER_MINUTE = SIGN_UPS_PER_MINUTE = 10_000
