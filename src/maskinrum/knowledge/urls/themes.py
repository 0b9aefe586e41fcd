"""Where themes answer."""

from django.urls import path

from maskinrum.knowledge.views import themes

app_name = "themes"
urlpatterns = [
    path("", themes.index, name="index"),
    path("<slug:code>/", themes.one, name="theme"),
]
