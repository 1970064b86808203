"""Certificates: whoever scans one reads valid or not, nothing else, and nobody guesses a code."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from domain.platform.access import NotForYou
from domain.platform.messages import unpack_message
from domain.platform.power.purposes import Purpose
from models.households import Certificate, HouseholdFile
from models.people import Person
from models.platform.audit import Audit
from models.platform.outbox import Outbox
from services import exports
from services.exports.certificates import NoCertificate, TooManyCodes
from services.exports.sending import PurposeNeeded
from tests.services.exports.test_papers import DATA, last_sent, plain
from tests.union import AYGUL, CASHIER, LIN, OTHER_STATION, POINT, STATION, STRANGER, World, told


@pytest.fixture
def file_id(world: World) -> int:
    with world.work() as session:
        session.get_one(Person, LIN).name = "林示例"
        file = HouseholdFile(
            number="HF-2026-0001", national_number="N-77", head_id=LIN, unit_id=4, household_class="deep",
            data=dict(DATA), opened_at=world.now, case_officer_id=POINT,
        )  # fmt: skip
        session.add(file)
        session.flush()
        return file.id


def gets(world: World) -> str:
    """Let the worker take their certificate; return what its code says."""
    with world.work() as session:
        exports.own_certificate(world.at_work(session, LIN))
    return code(world)


def code(world: World) -> str:
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.kind == "send").order_by(col(Outbox.id))).all()
        files = [unpack_message(row.body["message"]).attachment for row in rows if row.body]
        links = [one.qr for one in files if one is not None and one.qr]
    return links[-1].partition("?start=")[2].removeprefix(exports.CERTIFICATE_LINK)


def scans(world: World, what: str, person: int = STRANGER) -> bool:
    with world.work() as session:
        return exports.look_at_certificate(world.at_work(session, person), what)


def heard(world: World, person: int, words: str) -> int:
    with world.work() as session:
        rows = session.exec(select(Outbox).where(Outbox.chat_id == person, Outbox.kind == "send")).all()
        return sum(words in told(row.body["message"]["text"]) for row in rows if row.body)


def change(world: World, file_id: int, **values: object) -> None:
    with world.work() as session:
        file = session.get_one(HouseholdFile, file_id)
        for name, value in values.items():
            setattr(file, name, value)


@pytest.mark.usefixtures("file_id")
def test_a_valid_one_is_valid_and_its_worker_hears_of_each_who_looks_once_a_day(world: World) -> None:
    made = gets(world)
    assert len(made.partition("-")[2]) == 32
    assert scans(world, made)
    assert scans(world, made)
    assert heard(world, LIN, "Somebody scanned your certificate HF-2026-0001-1") == 1
    world.passes(days=1)
    assert scans(world, made)
    assert heard(world, LIN, "Somebody scanned your certificate") == 2
    assert scans(world, made, LIN)
    assert heard(world, LIN, "Somebody scanned your certificate") == 2


def test_it_is_the_same_one_until_an_officer_issues_it_anew(world: World, file_id: int) -> None:
    first = gets(world)
    assert gets(world) == first
    with world.work() as session:
        exports.certificate_anew(world.at_work(session, POINT), file_id, Purpose.WORKER)
    second = code(world)
    assert (scans(world, first), scans(world, second)) == (False, True)
    assert gets(world) == second
    assert heard(world, LIN, "Your certificate was issued anew: HF-2026-0001-2") == 1
    with world.work() as session:
        assert [one.ended_at is None for one in session.exec(select(Certificate).order_by(col(Certificate.id)))] == [
            False, True,
        ]  # fmt: skip


def test_it_ends_with_the_file_the_class_and_the_year(world: World, file_id: int) -> None:
    made = gets(world)
    change(world, file_id, closed_at=world.now)
    assert not scans(world, made)
    change(world, file_id, closed_at=None, household_class="relative")
    assert not scans(world, made)
    change(world, file_id, household_class="deep")
    assert scans(world, made)
    world.now = world.now.replace(month=12, day=31)
    assert scans(world, made)
    world.now += timedelta(days=1)
    assert not scans(world, made)


def test_it_says_nothing_once_the_consent_is_withdrawn(world: World, file_id: int) -> None:
    made = gets(world)
    with world.work() as session:
        session.get_one(Person, LIN).sensitive_consented_at = None
    assert not scans(world, made)


@pytest.mark.usefixtures("file_id")
def test_whoever_tries_codes_is_stopped_for_the_day(world: World) -> None:
    made = gets(world)
    number = made.partition("-")[0]
    for wrong in ("", f"{number}-", f"{number}-{'0' * 32}", f"{10**12}-x", "1' or '1-1"):
        assert not scans(world, wrong)
    with pytest.raises(TooManyCodes):
        scans(world, made)
    assert scans(world, made, AYGUL)
    world.passes(days=1)
    assert scans(world, made)
    assert heard(world, LIN, "Somebody scanned") == 2


def test_without_a_class_on_file_there_is_none(world: World, file_id: int) -> None:
    with world.work() as session, pytest.raises(NoCertificate):
        exports.own_certificate(world.at_work(session, AYGUL))
    change(world, file_id, household_class="")
    with world.work() as session, pytest.raises(NoCertificate):
        exports.own_certificate(world.at_work(session, LIN))


@pytest.mark.usefixtures("file_id")
def test_on_paper_stand_number_class_and_day_and_no_number_of_a_document(world: World) -> None:
    gets(world)
    shown = plain(last_sent(world))
    for wanted in ("HF-2026-0001-1", "林示例", "deep hardship", "31 December 2026"):
        assert wanted in shown
    assert "990101" not in shown


@pytest.mark.parametrize("person", [OTHER_STATION, CASHIER, AYGUL])
def test_nobody_else_issues_one(world: World, file_id: int, person: int) -> None:
    with world.work() as session, pytest.raises(NotForYou):
        exports.certificate_anew(world.at_work(session, person), file_id, Purpose.WORKER)


def test_an_officer_says_what_for(world: World, file_id: int) -> None:
    with world.work() as session, pytest.raises(PurposeNeeded):
        exports.certificate_anew(world.at_work(session, STATION), file_id, Purpose.ASK)
    with world.work() as session:
        exports.certificate_anew(world.at_work(session, STATION), file_id, Purpose.WORKER)
    with world.work() as session:
        lines = session.exec(select(Audit.action, Audit.detail).order_by(col(Audit.id))).all()
        assert lines[-2:] == [("took a certificate", "purpose:w"), ("issued a certificate", "")]
