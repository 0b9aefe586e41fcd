from django.urls import path

from maskinrum.partnerships.views import departments
from maskinrum.partnerships.views import projects as views

app_name = "partnerships"
urlpatterns = [
    path("", views.projects, name="projects"),
    path("afdelinger/", departments.departments, name="departments"),
    path("hent.<str:kind>", views.export, name="export"),
    path("skabelon.<str:kind>", views.template, name="template"),
]
