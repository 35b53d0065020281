"""The WSGI door, for granian or any other WSGI server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# What a loaded site consists of is never garbage; without this each collection would look through all of it again.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
