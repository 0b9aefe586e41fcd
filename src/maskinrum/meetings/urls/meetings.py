"""Where development meetings answer."""

from django.urls import path

from maskinrum.meetings.views import agenda, gaps, live, meeting_sharing, meetings, minutes, outcomes, participants

app_name = "meetings"
urlpatterns = [
    path("", meetings.index, name="index"),
    path("huller/", gaps.gaps, name="gaps"),
    path("huller/tag-op/", gaps.take_up, name="take_up"),
    path("nyt/", meetings.new, name="new"),
    path("opgaver/", meetings.actions, name="actions"),
    path("svar/<str:token>/", participants.answer_by_link, name="answer_by_link"),
    path("svar/<str:token>/moede.ics", participants.calendar_by_link, name="calendar_by_link"),
    path("svar/<str:token>/opgave/<uuid:action_id>/", participants.tick_by_link, name="tick_by_link"),
    path("<slug:key>/", meetings.one, name="meeting"),
    path("<slug:key>/moede.ics", meetings.calendar, name="calendar"),
    path("<slug:key>/ret/", meetings.edit, name="edit"),
    path("<slug:key>/aflys/", meetings.cancel, name="cancel"),
    path("<slug:key>/svar/", participants.answer, name="answer"),
    path("<slug:key>/dagsorden/", agenda.agenda, name="agenda"),
    path("<slug:key>/dagsorden/nyt/", agenda.item, name="new_item"),
    path("<slug:key>/dagsorden/<uuid:item_id>/", agenda.item, name="item"),
    path("<slug:key>/dagsorden/<uuid:item_id>/flyt/", agenda.move, name="move_item"),
    path("<slug:key>/dagsorden/<uuid:item_id>/fjern/", agenda.remove, name="remove_item"),
    path("<slug:key>/deltagere/", participants.participants, name="participants"),
    path("<slug:key>/deltagere/<uuid:participant_id>/", participants.change, name="participant"),
    path("<slug:key>/fremmoede/", participants.attendance, name="attendance"),
    path("<slug:key>/i-gang/", live.live, name="live"),
    path("<slug:key>/i-gang/nyt/", live.newer, name="newer"),
    path("<slug:key>/i-gang/styr/", live.steer, name="steer"),
    path("<slug:key>/punkt/<uuid:item_id>/note/", live.note, name="note"),
    path("<slug:key>/note/<uuid:note_id>/", live.settle, name="settle"),
    path("<slug:key>/punkt/<uuid:item_id>/beslutning/", outcomes.decision, name="decision"),
    path("<slug:key>/punkt/<uuid:item_id>/opgave/", outcomes.action, name="action"),
    path("<slug:key>/punkt/<uuid:item_id>/erfaring/", outcomes.capture, name="capture"),
    path("<slug:key>/punkt/<uuid:item_id>/runde/", outcomes.dots, name="round"),
    path("<slug:key>/runde/<uuid:round_id>/", outcomes.vote, name="vote"),
    path("<slug:key>/runde/<uuid:round_id>/luk/", outcomes.close, name="close_round"),
    path("<slug:key>/opgave/<uuid:action_id>/", outcomes.tick, name="tick"),
    path("<slug:key>/referat/", minutes.minutes, name="minutes"),
    path("<slug:key>/referat/som.<slug:kind>", minutes.fetch, name="file"),
    path("<slug:key>/del/", meeting_sharing.sharing, name="sharing"),
    path("<slug:key>/del/<uuid:grant_id>/stop/", meeting_sharing.stop, name="stop_sharing"),
]
