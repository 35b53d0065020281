"""The site's own settings, with the empty view beside its addresses."""

from config.settings import *  # noqa: F403  # the same project, one address more

ROOT_URLCONF = "tests.bench.urls"
