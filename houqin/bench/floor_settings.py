"""The floor's settings: the same database and connections, and nothing between the server and the view."""

from houqin.config.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "houqin.bench.floor"
