from django.urls import path

from maskinrum.organisations.views import me as views

app_name = "organisations"
urlpatterns = [path("", views.me, name="me")]
