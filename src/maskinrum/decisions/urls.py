from django.urls import path

from maskinrum.decisions import views

app_name = "decisions"
urlpatterns = [path("", views.index, name="index")]
