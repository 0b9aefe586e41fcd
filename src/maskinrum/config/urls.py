"""Where each address leads. Danish pages stand at the root, English ones below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from maskinrum.config import views

urlpatterns = i18n_patterns(
    path("", views.front, name="front"),
    path("konto/", include("allauth.account.urls")),
    path("afgoer/", include("maskinrum.decisions.urls")),
    path("projekter/", include("maskinrum.partnerships.urls")),
    prefix_default_language=False,
)
