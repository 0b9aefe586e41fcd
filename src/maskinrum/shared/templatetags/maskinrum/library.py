"""The one library that every file here adds its tags to."""

from django import template

register = template.Library()
