from django.urls import path

from maskinrum.organisations.views.secretariat import outbox as views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="mails"),
    path("<uuid:mail_id>/", views.mail, name="mail"),
    path("<uuid:mail_id>/igen/", views.again, name="again"),
    path("<uuid:mail_id>/opgiv/", views.give_up, name="give_up"),
]
