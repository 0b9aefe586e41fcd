"""Where tools answer."""

from django.urls import path

from maskinrum.knowledge.views import sharing, tools

app_name = "tools"
urlpatterns = [
    path("", tools.index, name="index"),
    path("<slug:key>/", tools.one, name="tool"),
    path("<slug:key>/brugt/", tools.used, name="used"),
    path("<slug:key>/egen/", tools.bring, name="bring"),
    path("<slug:key>/filer/<uuid:file_id>/", tools.fetch, name="file"),
    path("<slug:key>/del/", sharing.sharing, {"space": "tools"}, name="sharing"),
    path("<slug:key>/del/<uuid:grant_id>/stop/", sharing.stop, {"space": "tools"}, name="stop_sharing"),
]
