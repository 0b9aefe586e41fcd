"""What every form of ours carries unseen: the secret that shows it is ours, and the organisation it was opened for."""

from typing import Any

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maskinrum.shared.templatetags.maskinrum.library import register

ACTING_FOR = "acting_for"
HIDDEN = '<input type="hidden" name="{}" value="{}">'


@register.simple_tag(takes_context=True, name="csrf_token")
def csrf_token(context: Context) -> SafeString:
    """Write Django's secret, and whom the viewer acts for, so that a form sent after a change of that is noticed.

    It takes the place of Django's own tag: no form can be written that has the one without the other.
    """
    value: Any = context.get("csrf_token")
    viewer = getattr(context.get("request"), "viewer", None)
    fields = format_html(HIDDEN, "csrfmiddlewaretoken", value) if value and value != "NOTPROVIDED" else ""
    if organisation := getattr(viewer, "organisation", None):
        fields += format_html(HIDDEN, ACTING_FOR, organisation)
    return SafeString(fields)
