from django.urls import path

from maskinrum.organisations import views

app_name = "organisations"
urlpatterns = [path("", views.me, name="me")]
