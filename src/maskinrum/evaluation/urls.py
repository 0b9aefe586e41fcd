from django.urls import path

from maskinrum.evaluation.views import answering, earlier, index, inviting, maturity, questions, rounds

app_name = "evaluation"

urlpatterns = [
    # Rounds: what is asked, whom, and answering.
    path("", index.index, name="index"),
    path("svar/<str:token>/", answering.answer, name="answer"),
    path("svar/<str:token>/ikke-mere/", answering.leave, name="leave"),
    path("vaeg/<str:token>/", answering.wall_answer, name="wall_answer"),
    path("tak/", answering.thanks, name="thanks"),
    path("partnerskab/<slug:slug>/", index.overview, name="rounds"),
    path("partnerskab/<slug:slug>/spoergsmaal/", questions.model, name="model"),
    path("partnerskab/<slug:slug>/spoergsmaal/ret/", questions.change, name="change_model"),
    path("partnerskab/<slug:slug>/tidligere/", earlier.earlier, name="earlier"),
    path("partnerskab/<slug:slug>/plan/", rounds.plan, name="plan"),
    path("maaling/<slug:key>/", rounds.show, name="round"),
    path("maaling/<slug:key>/dage/", rounds.days, name="days"),
    path("maaling/<slug:key>/inviter/", inviting.invite, name="invite"),
    path("maaling/<slug:key>/inviter/<uuid:invitation_id>/fjern/", inviting.remove, name="take_off"),
    path("maaling/<slug:key>/aabn/", rounds.begin, name="open"),
    path("maaling/<slug:key>/luk/", rounds.end, name="close"),
    path("maaling/<slug:key>/aflys/", rounds.cancel, name="cancel"),
    path("maaling/<slug:key>/vaeg/", rounds.wall, name="wall"),
    path("maaling/<slug:key>/vaeg/lav/", rounds.make_wall, name="make_wall"),
    path("maaling/<slug:key>/modenhed/", maturity.answer_for_party, name="answer_maturity"),
]
