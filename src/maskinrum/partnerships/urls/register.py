"""Where the register of partnerships answers."""

from django.urls import path

from maskinrum.partnerships.views import register

app_name = "register"
urlpatterns = [
    path("", register.index, name="index"),
]
