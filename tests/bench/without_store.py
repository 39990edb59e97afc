"""The product's settings with Django's own engine: nobody settles the store before a commit."""

from newsroom.settings import *  # noqa: F403 - it is the product's settings and one line
from newsroom.settings import DATABASES

DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
