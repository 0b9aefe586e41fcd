"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maskinrum.config.settings")

gc.disable()  # until all is read
application = get_wsgi_application()
# A worker that has read the pages' code before it is asked for one answers the first visitor as quickly as the next.
_ = get_resolver().url_patterns
import_module("scipy.special")  # which the engine leaves until it calculates
# What is read by now stays until the worker ends. Looking through it for rubbish took a tenth of a second now and then.
gc.collect()
gc.freeze()
gc.enable()
