"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")

application = get_wsgi_application()
# A worker that has read the pages' code before it is asked for one answers the first visitor as quickly as the next.
_ = get_resolver().url_patterns
