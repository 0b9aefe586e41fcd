"""Where recommendations answer."""

from django.urls import path

from maskinrum.knowledge.views import recommendations, sharing

app_name = "recommendations"
urlpatterns = [
    path("", recommendations.index, name="index"),
    path("ny/", recommendations.new, name="new"),
    path("<slug:key>/", recommendations.one, name="recommendation"),
    path("<slug:key>/ret/", recommendations.edit, name="edit"),
    path("<slug:key>/versioner/", recommendations.versions, name="versions"),
    path("<slug:key>/del/", sharing.sharing, {"space": "recommendations"}, name="sharing"),
    path("<slug:key>/del/<uuid:grant_id>/stop/", sharing.stop, {"space": "recommendations"}, name="stop_sharing"),
]
