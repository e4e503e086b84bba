"""Settings of the tests: throw-away data, quick password hashing, background work done at once."""

import os
import tempfile

os.environ["HOUQIN_DATA"] = tempfile.mkdtemp(prefix="houqin-test-")
os.environ.setdefault("HOUQIN_SECRET", "test-secret-test-secret-test-secret-test-secret")
os.environ.setdefault("HOUQIN_TRAIL_KEY", "test-trail-key")

from houqin.config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
