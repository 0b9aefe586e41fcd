"""The components that pages are built of."""

from django import template

register = template.Library()
