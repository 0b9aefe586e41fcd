"""Where start plans answer."""

from django.urls import path

from maskinrum.planning.views import certainty, changing, days, editing, fetching, index, plans, sharing, tasks

app_name = "planning"
urlpatterns = [
    path("", index.index, name="index"),
    path("opgaver/", index.mine, name="mine"),
    path("eksempel/", index.example, name="example"),
    path("plan/", editing.new, name="new"),
    path("<uuid:plan_id>/", plans.show, name="plan"),
    path("<uuid:plan_id>/tidslinje/", plans.timeline, name="timeline"),
    path("<uuid:plan_id>/maaned/", plans.month, name="month"),
    path("<uuid:plan_id>/aendringer/", plans.changes, name="changes"),
    path("<uuid:plan_id>/hent/", fetching.files, name="files"),
    path("<uuid:plan_id>/hent/<slug:what>.<slug:kind>", fetching.fetch, name="file"),
    path("<uuid:plan_id>/kalender/", fetching.add_feed, name="add_feed"),
    path("<uuid:plan_id>/kalender/<uuid:feed_id>/stop/", fetching.drop_feed, name="drop_feed"),
    path("kalender/<str:token>.ics", fetching.feed, name="feed"),
    path("<uuid:plan_id>/hvor-sikkert/", certainty.certainty, name="certainty"),
    path("<uuid:plan_id>/tider-til-andre/", certainty.lend, name="lend"),
    path("<uuid:plan_id>/grundlag/", changing.terms, name="terms"),
    path("<uuid:plan_id>/regn-igen/", changing.again, name="again"),
    path("<uuid:plan_id>/fridage/", days.holidays, name="holidays"),
    path("<uuid:plan_id>/moeder/", days.meetings, name="meetings"),
    path("<uuid:plan_id>/moeder/nyt/", days.meeting, name="new_meeting"),
    path("<uuid:plan_id>/moeder/<uuid:meeting_id>/", days.meeting, name="meeting"),
    path("<uuid:plan_id>/moeder/<uuid:meeting_id>/fjern/", days.remove_meeting, name="remove_meeting"),
    path("<uuid:plan_id>/foerste-sager/", days.call_offs, name="call_offs"),
    path("<uuid:plan_id>/opgave/", tasks.new, name="new_task"),
    path("<uuid:plan_id>/opgave/<slug:key>/", tasks.show, name="task"),
    path("<uuid:plan_id>/opgave/<slug:key>/datoer/", tasks.dates, name="task_dates"),
    path("<uuid:plan_id>/opgave/<slug:key>/forlaeng/", tasks.prolong, name="prolong"),
    path("<uuid:plan_id>/opgave/<slug:key>/hvem/", tasks.work, name="task_work"),
    path("<uuid:plan_id>/opgave/<slug:key>/skriv/", tasks.comment, name="comment"),
    path("<uuid:plan_id>/opgave/<slug:key>/skriv/<uuid:comment_id>/fjern/", tasks.uncomment, name="remove_comment"),
    path("<uuid:plan_id>/opgave/<slug:key>/fjern/", tasks.remove, name="remove_task"),
    path("<uuid:plan_id>/deling/", sharing.sharing, name="sharing"),
    path("<uuid:plan_id>/deling/<uuid:grant_id>/stop/", sharing.stop, name="stop_sharing"),
    path("<uuid:plan_id>/slet/", editing.remove, name="remove"),
]
