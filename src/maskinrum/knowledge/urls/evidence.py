"""Where the register of evidence answers."""

from django.urls import path

from maskinrum.knowledge.views import evidence

app_name = "evidence"
urlpatterns = [
    path("", evidence.index, name="index"),
    path("ny/", evidence.new, name="new"),
    path("<slug:key>/", evidence.one, name="row"),
    path("<slug:key>/ret/", evidence.edit, name="edit"),
    path("<slug:key>/tag-ud/", evidence.retire, name="retire"),
    path("<slug:key>/historik/", evidence.history, name="history"),
]
