"""The WSGI door, for granian or any other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Every door is loaded now: the first reader waits less, and workers that are forked from here share all of it.
get_resolver().url_patterns  # noqa: B018  # asking loads them

# What a loaded site consists of is never garbage; without this each collection would look through all of it again.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
