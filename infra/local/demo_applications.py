"""Demo applications, so that the officers' desk looks as on a working day.

Synthetic people of the demo registry declare what the registry knows of them, or make a mistake,
at chosen moments of the last weeks; officers receive papers and decide. The seed says what each
of them does.
"""

import csv
import functools
import io
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from functions import clock
from functions.applications import decisions, drafts
from functions.applications.models import Application
from functions.audit import service as audit
from functions.notifications import jobs
from functions.notifications.channels import Channels
from functions.reference import divisions
from functions.reference.identifiers import parse_phone
from functions.registration import service as registration
from functions.storage import all_or_nothing

SEED = 1909
# The people before this one have accounts, or stay free for visitors who try to register.
FIRST_PERSON = 300
BORN_BEFORE = "2008"

# The number of applications with each story, by agency.
WAITING, ARRIVED, ACCEPTED, REJECTED = "waiting", "arrived", "accepted", "rejected"
STORIES = {
    "0100": {WAITING: 26, ARRIVED: 16, ACCEPTED: 8, REJECTED: 10},
    "7900": {WAITING: 7, ARRIVED: 5, ACCEPTED: 2, REJECTED: 2},
}
OFFICERS = {"0100": ("hoai.thu", "quang.minh"), "7900": ("bao.chau",)}
# How many hours ago an application was submitted; one that waits has not lapsed yet.
AGES = {WAITING: (1, 236), ARRIVED: (20, 150), ACCEPTED: (100, 700), REJECTED: (60, 500)}
# A mistake in every third declaration: a field, and what is in it.
MISTAKES: tuple[dict[str, str], ...] = (
    {"full_name": "Nguyễn Thị Hồng Nhung"},
    {"date_of_birth": "1987-12-07"},
    {"identity_number": "001087912345"},
    {"code": "9999999999"},
)
REASONS = (
    (["name_differs"], ""),
    (["photo_unclear"], ""),
    (["form_unsigned", "address_incomplete"], ""),
    (["other"], "Tờ khai bị rách phần chữ ký, đề nghị in lại"),
)
_SHIRTS = ("#31577d", "#7d3b31", "#3c6b45", "#5b4a7a")


def load(registry: Path) -> None:
    """Submit, receive and decide; `registry` is the folder of the demo registry's files."""
    chance = random.Random(SEED)  # noqa: S311 - demo data, the same each time
    people = _people(registry)
    now = clock.now()
    for agency, stories in STORIES.items():
        sequence = [story for story, count in stories.items() for _ in range(count)]
        chance.shuffle(sequence)
        for position, story in enumerate(sequence):
            answers = {**_declaration(next(people)), "agency": agency}
            if story != ACCEPTED and position % 3 == 0:
                answers.update(MISTAKES[position // 3 % len(MISTAKES)])
            photo = _photo(position % len(_SHIRTS)) if position % 4 else None
            _play(story, answers, photo, chance, now)
    # The applicants exist on paper only; the inbox is for what a visitor sets off.
    jobs.deliver_due(Channels(sms=_discard, email=_discard))


def _people(registry: Path) -> Iterator[dict[str, str]]:
    with (registry / "persons.csv").open(newline="") as file:
        for position, person in enumerate(csv.DictReader(file)):
            is_adult = person["date_of_birth"] < BORN_BEFORE
            if position >= FIRST_PERSON and person["phone"] and is_adult:
                yield person


def _play(
    story: str,
    answers: dict[str, str],
    photo: bytes | None,
    chance: random.Random,
    now: datetime,
) -> None:
    """Take one application as far as its story goes."""
    least, most = AGES[story]
    at = now - timedelta(hours=chance.uniform(least, most))
    application = _submitted(answers, photo, at)
    if story == WAITING:
        return
    agency = application.agency
    officer = audit.Actor(chance.choice(OFFICERS[agency]), audit.OFFICER, agency=agency)
    at += timedelta(hours=chance.uniform(0.3, 0.3 * least))
    decisions.receive_paper(application, officer=officer, at=at)
    at += timedelta(hours=chance.uniform(0.2, 0.4 * least))
    application = decisions.find(application.number, at=at)
    if story == ACCEPTED:
        decisions.accept(application, officer=officer, at=at)
    elif story == REJECTED:
        reasons, note = chance.choice(REASONS)
        decisions.reject(application, reasons=reasons, note=note, officer=officer, at=at)


def _submitted(answers: dict[str, str], photo: bytes | None, at: datetime) -> Application:
    draft = drafts.begin(at=at, answers=answers, photo=photo)
    with all_or_nothing() as unit:
        return registration.enter(unit, draft, language="vi", at=at)


def _declaration(person: dict[str, str]) -> dict[str, str]:
    """Form No. 1 as this person fills it in."""
    return {
        **{name: person[name] for name in ("code", "full_name", "sex", "identity_number")},
        "date_of_birth": person["date_of_birth"],
        "identity_issued_on": "2021-08-12",
        "identity_issued_by": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "phone": parse_phone(person["phone"]),
        "email": person["email"],
        "address": person["address"],
        "ward_code": person["ward_code"],
        "ward": divisions.ward(person["ward_code"]).name,
        "province_code": person["province_code"],
        "province": divisions.province(person["province_code"]).name,
    }


@functools.cache
def _photo(shirt: int) -> bytes:
    """A drawn person on a light wall: nobody's face."""
    image = Image.new("RGB", (480, 640), "#dfe7ee")
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 430, 420, 900), fill=_SHIRTS[shirt])
    draw.rectangle((205, 380, 275, 470), fill="#d9ab87")
    draw.ellipse((140, 110, 340, 330), fill="#2b2320")
    draw.ellipse((155, 150, 325, 400), fill="#e3b795")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def _discard(recipient: str, text: Any) -> None:
    """Deliver to nobody."""
