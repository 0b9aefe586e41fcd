"""Where the network answers."""

from django.urls import path

from maskinrum.network.views import answering, asking, news, reading, sparring, stands, subscriptions, tour

app_name = "network"
urlpatterns = [
    path("nyt/", news.index, name="feeds"),
    path("nyt/<slug:name>.atom", news.feed, name="feed"),
    path("rundvisning/", tour.index, name="tour"),
    path("rundvisning/<slug:slug>/", tour.step, name="tour_step"),
    path("spoergsmaal/", reading.index, name="questions"),
    path("spoergsmaal/stil/", asking.ask, name="ask"),
    path("spoergsmaal/lignende/", asking.similar, name="similar"),
    path("spoergsmaal/mine/", reading.mine, name="mine"),
    path("spoergsmaal/<slug:key>/", reading.one, name="question"),
    path("spoergsmaal/<slug:key>/svar/", answering.write, {"kind": "answer"}, name="answer"),
    path("spoergsmaal/<slug:key>/uddyb/", answering.write, {"kind": "clarification"}, name="clarify"),
    path("spoergsmaal/<slug:key>/svar/<uuid:written_id>/godtag/", answering.accept, name="accept"),
    path("spoergsmaal/<slug:key>/svar/<uuid:written_id>/fjern/", answering.remove, name="remove"),
    path("spoergsmaal/<slug:key>/svar/<uuid:written_id>/fortael/", answering.tell, name="make_experience"),
    path("spoergsmaal/<slug:key>/ret/", asking.edit, name="edit"),
    path("spoergsmaal/<slug:key>/luk/", answering.close, name="close"),
    path("spoergsmaal/<slug:key>/tag-tilbage/", answering.withdraw, name="withdraw"),
    path("spoergsmaal/<slug:key>/spoerger/", answering.asker, name="asker"),
    path("hvem-er-hvor/", stands.index, name="stands"),
    path("hvem-er-hvor/vi/", stands.write, name="write_stand"),
    path("hvem-er-hvor/vi/fjern/", stands.remove, name="remove_stand"),
    path("hvem-er-hvor/mig/", stands.card, name="card"),
    path("sparring/", sparring.index, name="sparring"),
    path("sparring/bed-om/", sparring.ask, name="sparring_ask"),
    path("sparring/foreslaa/", sparring.propose, name="sparring_propose"),
    path("sparring/<slug:key>/", sparring.one, name="sparring_request"),
    path("sparring/<slug:key>/svar/", sparring.answer, name="sparring_answer"),
    path("sparring/<slug:key>/dag/", sparring.day, name="sparring_day"),
    path("sparring/<slug:key>/dag/passer/", sparring.fits, name="sparring_fits"),
    path("sparring/<slug:key>/faerdig/", sparring.done, name="sparring_done"),
    path("sparring/<slug:key>/alligevel-ikke/", sparring.step, name="sparring_step_back"),
    path("sparring/<slug:key>/tag-tilbage/", sparring.withdraw, name="sparring_withdraw"),
    path("sparring/<slug:key>/fortael/", sparring.tell, name="sparring_tell"),
    path("foelger/", subscriptions.index, name="subscriptions"),
    path("foelger/nyt/", subscriptions.news, name="followed_news"),
    path("foelger/<uuid:subscription_id>/hvor-tit/", subscriptions.rhythm, name="rhythm"),
    path("foelger/<uuid:subscription_id>/fjern/", subscriptions.remove, name="unfollow"),
    path("foelger/stop/<str:token>/", subscriptions.stop, name="stop_digests"),
    path("spoergsmaal/<slug:key>/foelg/", subscriptions.follow_question, name="follow_question"),
]
