from django.urls import path

from maskinrum.organisations.views import departments, organisation

app_name = "organisation"
urlpatterns = [
    path("", organisation.home, name="home"),
    path("skift/", organisation.switch, name="switch"),
    path("forlad/", organisation.leave, name="leave"),
    path("inviter/", organisation.invite, name="invite"),
    path("invitationer/<uuid:invitation_id>/igen/", organisation.invite_again, name="invite_again"),
    path("invitationer/<uuid:invitation_id>/traek-tilbage/", organisation.withdraw, name="withdraw"),
    path("anmodninger/<uuid:request_id>/", organisation.answer, name="request"),
    path("mennesker/<uuid:membership_id>/", organisation.member, name="member"),
    path("mennesker/<uuid:membership_id>/slut/", organisation.end, name="end_membership"),
    path("delt/", organisation.shared, name="shared"),
    path("afdelinger/", departments.departments, name="departments"),
    path("afdelinger/<uuid:department_id>/", departments.department, name="department"),
    path("afdelinger/<uuid:department_id>/fjern/", departments.remove, name="remove_department"),
    path("administration/", departments.administration, name="administration"),
    path("administration/<uuid:administration_id>/bekraeft/", departments.confirm, name="confirm_administration"),
    path("administration/<uuid:administration_id>/slut/", departments.end, name="end_administration"),
]
