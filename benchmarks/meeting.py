"""Forty participants write at one meeting for five minutes, against a real ``maskinrum serve``.

Run ``python benchmarks/meeting.py`` from the repository (``--people 40 --seconds 300 --pause 3``; fewer for a trial).
Everybody is signed in with a session of their own and does what the page of the day does: saves the note being typed
at every pause, a little longer each time, and asks for what is newer every three seconds. All begin within one pause.
Half of them go on to a second note halfway. ``saved`` and ``asked`` are the times of whole answers, each over a
connection of its own; ``asked, something new`` are those that were not an empty 204. Afterwards every text that
was sent is looked for in the database: as the text of a note, or as one of its versions. It ends with an error
when one is missing, when something was refused, and when p95 is above 200 ms. The load before is printed, because the
times mean little on a busy machine; the processor time of the web server for each answer, on Linux, hardly depends on
it.
"""

import argparse
import http.client
import json
import os
import random
import tempfile
import threading
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from serving import served

ASK_EVERY = 3.0  # seconds
MOST = 200.0  # milliseconds that 95 of 100 answers may take at most
CSRF = "abcdefghijklmnopqrstuvwxyz012345"
WORDS = ("driften", "prøveboligen", "tavle", "afløb", "materialer", "genhusning", "torsdag", "model", "beboere", "tag")


@dataclass
class Writer:
    """One participant: the session, what is sent and how long the answers took."""

    cookie: str
    sent: list[str] = field(default_factory=list)
    saved: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    newer: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> int:
    """Prepare, serve, write, look."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--pause", type=float, default=3.0, help="seconds between two saves of one person")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="maskinrum-meeting-") as folder:
        os.environ["MASKINRUM_DATA"] = folder
        key, item, cookies = prepare(given.people)
        print(f"{os.cpu_count()} cores, load before: {os.getloadavg()[0]:.1f}")
        with served(folder) as site:
            writers = [Writer(cookie) for cookie in cookies]
            before = processor_time(site.process)
            write_all(writers, site.port, key, item, seconds=given.seconds, pause=given.pause)
            spent = processor_time(site.process) - before
        return told(writers, spent, given.seconds)


def processor_time(above: int) -> float:
    """Seconds of a processor that a process and all below it have used; zero where the system does not tell."""
    parents, used = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parts = file.read_text().rpartition(")")[2].split()
            number = int(file.parent.name)
            parents[number], used[number] = int(parts[1]), int(parts[11]) + int(parts[12])
    family = {above}
    while more := {number for number, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(used.get(number, 0) for number in family) / os.sysconf("SC_CLK_TCK")


def prepare(people: int) -> tuple[str, str, list[str]]:
    """Make a meeting that runs; return its key, its item, and the sessions of those who take part."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "maskinrum.config.settings"

    import django  # noqa: PLC0415 - the settings must be named first

    django.setup()

    from django.conf import settings  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from maskinrum.config.serving import collect_static, prepare_database  # noqa: PLC0415
    from maskinrum.meetings.models import AgendaItem, Meeting, Participant  # noqa: PLC0415
    from maskinrum.organisations.actions import add_member, create_organisation, register_person  # noqa: PLC0415
    from maskinrum.organisations.permissions import OPERATOR  # noqa: PLC0415

    prepare_database()
    collect_static()
    now = timezone.now()
    kind: Any = "housing_organisation"
    host, others = (create_organisation(name, kind=kind, viewer=OPERATOR, now=now) for name in ("Nord", "Syd"))
    times = {"starts_at": now, "ends_at": now.replace(year=now.year + 1), "created_at": now, "changed_at": now}
    row = Meeting.objects.create(key="maaling", title="Måling", organisation=host, state="running", **times)
    item = AgendaItem.objects.create(meeting=row, position=0, title="Punktet")
    Meeting.objects.filter(pk=row.pk).update(current_item=item, item_since=now, started_at=now)
    cookies = []
    for number in range(people):
        email = f"{number}@syd.example"
        person = register_person(email, name=f"Deltager {number}", is_verified=True, now=now)
        role: Any = "member"
        add_member(person, organisation=others, role=role, viewer=OPERATOR, now=now)
        Participant.objects.create(meeting=row, person=person.pk, email=email, answer="coming", invited_at=now)
        browser = Client()
        browser.force_login(person)
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}")
    return row.key, str(item.pk), cookies


def write_all(writers: list[Writer], port: int, key: str, item: str, *, seconds: float, pause: float) -> None:
    """Let everybody write and ask, each in a thread for either."""
    until = time.monotonic() + seconds
    threads = []
    for number, writer in enumerate(writers):
        saving, asking = (http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _either in range(2))
        place = f"/udviklingsmoeder/{key}/punkt/{item}/note/"
        threads.append(threading.Thread(target=save_on, args=(writer, number, saving, place, until, pause)))
        threads.append(threading.Thread(target=ask_on, args=(writer, number, asking, key, until)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def save_on(
    writer: Writer, number: int, connection: http.client.HTTPConnection, address: str, until: float, pause: float
) -> None:
    """Save a note that grows by some words at every pause; half of the people begin another halfway."""
    chance = random.Random(number)  # noqa: S311 - no secret
    note, version, text = uuid.uuid4(), 0, f"[{number}]"
    time.sleep(chance.random() * pause)
    halfway = time.monotonic() + (until - time.monotonic()) / 2
    while time.monotonic() < until:
        if number % 2 and time.monotonic() > halfway:
            note, version, text, halfway = uuid.uuid4(), 0, f"[{number} igen]", until
        text += " " + " ".join(chance.choices(WORDS, k=4))
        writer.sent.append(text)
        data = {"note": str(note), "based_on": version, "text": text, "csrfmiddlewaretoken": CSRF}
        body, begin = urlencode(data), time.perf_counter()
        shown = {"Cookie": f"{writer.cookie}; csrftoken={CSRF}", "X-Autosave": "1"}
        shown["Content-Type"] = "application/x-www-form-urlencoded"
        status, answer, _told = ask(connection, "POST", address, shown, body)
        writer.saved.append(time.perf_counter() - begin)
        if status == 200:
            version = json.loads(answer)["version"]
        else:
            writer.failures.append(f"saved: {status}")
        time.sleep(max(0.0, pause * chance.uniform(0.7, 1.3)))


def ask_on(writer: Writer, number: int, connection: http.client.HTTPConnection, key: str, until: float) -> None:
    """Ask for what is newer, as the page does."""
    version, let_in = "0", ""
    time.sleep(random.Random(number).random() * ASK_EVERY)  # noqa: S311 - no secret
    while time.monotonic() < until:
        begin = time.perf_counter()
        address = f"/udviklingsmoeder/{key}/i-gang/nyt/?fra={version}"
        shown = {"Cookie": f"{writer.cookie}; csrftoken={CSRF}", "Meeting-Pass": let_in}
        status, _answer, told = ask(connection, "GET", address, shown)
        version, let_in = told.get("Meeting-Version", version), told.get("Meeting-Pass", let_in)
        took = time.perf_counter() - begin
        writer.asked.append(took)
        if status == 200:
            writer.newer.append(took)
        elif status != 204:
            writer.failures.append(f"asked: {status}")
        time.sleep(ASK_EVERY)


def ask(
    connection: http.client.HTTPConnection, method: str, address: str, headers: dict[str, str], body: str = ""
) -> tuple[int, bytes, Message]:
    """One request; the status, the content and the headers of the answer."""
    connection.request(method, address, body or None, headers)
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def told(writers: list[Writer], spent: float, seconds: float) -> int:
    """Print the figures, and look for every text that was sent."""
    from maskinrum.meetings.models import Note, NoteVersion  # noqa: PLC0415 - Django is set up now

    slow = []
    for label in ("saved", "asked", "newer"):
        times = sorted(1000 * took for writer in writers for took in getattr(writer, label))
        name = "asked, something new" if label == "newer" else label
        print(f"{name}: {len(times)} times, median {at(times, 0.5):.0f} ms, p95 {at(times, 0.95):.0f} ms, ", end="")
        print(f"p99 {at(times, 0.99):.0f} ms, most {times[-1]:.0f} ms")
        slow += [name] if at(times, 0.95) > MOST else []
    kept = set(NoteVersion.objects.values_list("text", flat=True)) | set(Note.objects.values_list("text", flat=True))
    sent = {text for writer in writers for text in writer.sent}
    failures = [one for writer in writers for one in writer.failures]
    print(f"{len(sent)} texts sent, {len(sent - kept)} lost, {len(failures)} refused {sorted(set(failures))}")
    answers = sum(len(writer.saved) + len(writer.asked) for writer in writers)
    print(f"processor: {1000 * spent / answers:.1f} ms an answer, {100 * spent / seconds:.0f} % of one core")
    print(f"load after: {os.getloadavg()[0]:.1f}")
    if slow:
        print(f"too slow, p95 above {MOST:.0f} ms: {', '.join(slow)}")
    return 1 if sent - kept or failures or slow else 0


def at(times: list[float], share: float) -> float:
    """The value that this share of the times does not exceed."""
    return times[min(len(times) - 1, int(share * len(times)))]


if __name__ == "__main__":
    raise SystemExit(main())
