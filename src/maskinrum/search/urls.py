"""Where search answers."""

from django.urls import path

from maskinrum.search import views

app_name = "search"
urlpatterns = [
    path("", views.index, name="index"),
    path("uden-svar/", views.unanswered, name="unanswered"),
]
