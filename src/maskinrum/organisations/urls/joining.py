from django.urls import path

from maskinrum.organisations.views import joining as views

app_name = "joining"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("anmodninger/<uuid:request_id>/tilbage/", views.take_back, name="take_back"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("invitation/<str:token>/ja/", views.accept, name="accept"),
]
