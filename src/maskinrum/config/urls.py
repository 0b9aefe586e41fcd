"""Where each address leads. Danish pages stand at the root, English ones below /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from maskinrum.config import views

urlpatterns = i18n_patterns(
    path("", views.front, name="front"),
    path("menu/", views.menu, name="menu"),
    path("om/", views.about, name="about"),
    path("kilder-og-metode/kilder/", include("maskinrum.knowledge.urls.evidence")),
    path("kilder-og-metode/", views.method, name="method"),
    path("ordliste/", views.glossary, name="glossary"),
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("persondata/", views.privacy, name="privacy"),
    path("stil/", views.style, name="style"),
    path("farver/", views.colour_scheme, name="colour_scheme"),
    path("konto/mig/", include("maskinrum.organisations.urls.me")),
    path("konto/", include("maskinrum.organisations.urls.second_factors")),
    path("konto/", include("allauth.account.urls")),
    path("organisation/", include("maskinrum.organisations.urls.organisation")),
    path("vaer-med/", include("maskinrum.organisations.urls.joining")),
    path("sekretariat/udbakke/", include("maskinrum.organisations.urls.outbox")),
    path("sekretariat/", include("maskinrum.organisations.urls.secretariat")),
    path("afgoer/", include("maskinrum.decisions.urls")),
    path("kom-i-gang/", include("maskinrum.planning.urls")),
    path("driv/", include("maskinrum.steering.urls")),
    path("evaluering/", include("maskinrum.evaluation.urls")),
    path("projekter/", include("maskinrum.partnerships.urls.projects")),
    path("soeg/", include("maskinrum.search.urls")),
    path("register/", include("maskinrum.partnerships.urls.register")),
    path("erfaringer/", include("maskinrum.knowledge.urls")),
    path("vaerktoejer/", include("maskinrum.knowledge.urls.tools")),
    path("anbefalinger/", include("maskinrum.knowledge.urls.recommendations")),
    path("haefter/", include("maskinrum.knowledge.urls.booklets")),
    path("temaer/", include("maskinrum.knowledge.urls.themes")),
    path("", include("maskinrum.network.urls")),
    path("saloner/", include("maskinrum.meetings.urls.salons")),
    path("kalender/", include("maskinrum.meetings.urls.calendar")),
    path("udviklingsmoeder/", include("maskinrum.meetings.urls.meetings")),
    prefix_default_language=False,
)

handler400 = "maskinrum.shared.views.bad_request"
handler403 = "maskinrum.shared.views.no_access"
handler404 = "maskinrum.shared.views.not_found"
handler500 = "maskinrum.shared.views.server_error"
