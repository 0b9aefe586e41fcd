from django.urls import path

from maskinrum.organisations.views.secretariat import log, organisations, people, requests, searches

app_name = "secretariat"
urlpatterns = [
    path("", requests.overview, name="overview"),
    path("anmodninger/", requests.requests, name="requests"),
    path("anmodninger/<uuid:request_id>/", requests.answer, name="request"),
    path("organisationer/", organisations.organisations, name="organisations"),
    path("ny-organisation/", organisations.new, name="new_organisation"),
    path("organisationer/<slug:slug>/", organisations.organisation, name="organisation"),
    path("organisationer/<slug:slug>/ret/", organisations.edit, name="edit_organisation"),
    path("organisationer/<slug:slug>/sammenlaeg/", organisations.merge, name="merge_organisation"),
    path("organisationer/<slug:slug>/inviter/", organisations.invite, name="invite"),
    path("invitationer/<uuid:invitation_id>/igen/", organisations.invite_again, name="invite_again"),
    path("invitationer/<uuid:invitation_id>/traek-tilbage/", organisations.withdraw, name="withdraw"),
    path("mennesker/<uuid:membership_id>/", organisations.member, name="member"),
    path("mennesker/<uuid:membership_id>/slut/", organisations.end_membership, name="end_membership"),
    path("mennesker/<uuid:membership_id>/tabte-maader/", organisations.reset, name="reset_second_factors"),
    path("uden-organisation/", people.people, name="people"),
    path("uden-organisation/<uuid:person_id>/", people.reset, name="reset_of_person"),
    path("personer/<uuid:person_id>/slet/", people.erase, name="erase"),
    path("log/", log.log, name="log"),
    path("log/hent.csv", log.log_file, name="log_file"),
    path("soegninger/", searches.searches, name="searches"),
    path("opbevaring/", log.retention, name="retention"),
]
