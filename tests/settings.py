"""Settings of the test suite: the product's own, faster, in a folder that is deleted."""

import atexit
import os
import shutil
import tempfile

os.environ["DEBUG"] = "true"
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)

from newsroom.settings import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
CELERY_BROKER_URL = "memory://"
API_RATE = None  # tests that ask too often say so themselves
if ON_SQLITE:
    # A file: a live server's threads then have connections of their own, as in production.
    DATABASE["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
