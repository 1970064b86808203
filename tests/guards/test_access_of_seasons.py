"""Every button of the Four Sends, pressed by everybody who should not: nothing is shown, nothing changes.

The presses go the way of real ones: the routes in their order, each with its rule, then the handler and its services.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from types import SimpleNamespace
from typing import Any, get_type_hints

import pytest
from sqlmodel import Session, col, select
from telegram import Update

from bot.run.database import Database
from domain.broadcasts.audience import Audience
from domain.broadcasts.buttons import Deed, DoWithBroadcast, NewBroadcast, OnlyShown, OpenBroadcast
from domain.campaigns.buttons import SeasonOfficer, SeasonPicture, SeasonTable, SeasonUnit
from domain.changes.buttons import (
    AskChange,
    AskOfEvent,
    ChangeProof,
    ConfirmChange,
    EventOf,
    EventsOf,
    OpenChange,
    RefuseChange,
    TakeChangeBack,
)
from domain.changes.change import What
from domain.changes.life import Event
from domain.households.buttons import (
    AssignAll,
    AssignByTable,
    AssignTo,
    CallWorker,
    CertificateAnew,
    Changed,
    ChangeFile,
    ChooseFilter,
    ChooseOfficer,
    ChooseUnit,
    FileOnPaper,
    HouseholdsPage,
    LifeOf,
    ListOut,
    LogVisit,
    MoveTo,
    OfferAll,
    OpenHousehold,
    OwnChanged,
    RecheckOf,
    Shown,
    VisitPhotos,
    VisitsSoFar,
)
from domain.offers.buttons import (
    AnswerOffer,
    AskToEnd,
    AskToTell,
    EndOffer,
    Interest,
    JobsPage,
    LogResult,
    NewOffer,
    OffersPage,
    OpenJob,
    OpenOffer,
    OpenReply,
    Reach,
    RepliesPage,
    TellHouseholds,
)
from domain.offers.rules import Kind, Result
from domain.platform import access
from domain.platform.access import Action
from domain.platform.buttons import Button, registered_buttons
from domain.platform.messages import Message
from domain.platform.power.purposes import Purpose
from domain.platform.text import Local, Refusal
from domain.rechecks.buttons import HandInOf, SayPartOf
from domain.rechecks.parts import Part
from domain.tasks.buttons import (
    ChangeItem,
    ItemPhotos,
    LeaveItemOut,
    NextTask,
    NothingMore,
    OpenItem,
    OpenTask,
    OpenTasks,
    PutOff,
    PutOffUntil,
    TaskAfter,
    TickItem,
    UndoItem,
)
from domain.tasks.checklist import Given
from handlers.menu.refusing import refuse
from handlers.platform.route import TURN, Press, Routes
from handlers.platform.turn import Turn
from handlers.routes import ROUTES
from models.campaigns import Campaign
from models.households import HouseholdFile, HouseholdMember
from models.offers import OfferReply
from models.officers import Appointment
from models.people import Person
from models.platform.audit import Audit
from services import offers
from services.broadcasts.writing import compose
from services.cases import worker_side as cases
from services.changes import Wanted, propose
from services.households import visits as home_visits
from services.people import people
from services.platform.work import Work
from services.tasks import record as tasks
from services.tasks import ticking
from tests.everything import Everything, watched
from tests.played import played_often
from tests.season_tasks import add_campaign, add_household
from tests.services.conftest import world as small_union  # noqa: F401
from tests.union import (
    ADMIN,
    ANSWERS,
    APPROVER,
    AUDITOR,
    AYGUL,
    CASHIER,
    LIN,
    OTHER_STATION,
    POINT,
    RECORDER,
    STATION,
    STRANGER,
    ZONE,
    World,
)

WINTER = datetime(2026, 12, 7, 9, tzinfo=ZONE)
CLOSES = date(2027, 2, 20)
NEWCOMER, OTHER_POINT, SAME_POINT, EX_OFFICER, RELATIVE = 51, 52, 53, 54, 55
MAY_WRITE = ("draft", "request", "request_words")  # own words, which nobody else sees before they are sent
UNSEEN = ("outbox", "inbox")  # what is said is looked at by itself
PHOTO = {"file_id": "file-7", "unique_id": "unique-7", "mime": "image/jpeg", "name": "", "size": 9, "album": ""}
# What of the household and of what was written about it must not appear: names, numbers, notes, words.
SECRETS = (
    "林示例",
    "HF-2026-0777",
    "13900139001",
    "员11",
    "私下说的话",
    "电焊工",
    "光明船厂",
    "内部草稿",
    "草稿的正文",
)


# A household with all that goes with it ------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Subject:
    """Ids of what belongs to the station of unit 2, which the people below have nothing to do with."""

    household: int
    task: int
    campaign: int
    visit: int
    offer: int
    reply: int
    notice: int
    stamp: int
    appointment: int
    change: int


@pytest.fixture
def union(small_union: World) -> Iterator[tuple[World, Subject]]:  # noqa: F811 - the fixture above
    """A household of LIN's in winter, visited and told of an offer; a notice of its station; and strangers to it."""
    subject = comes_to_winter(small_union)
    with watched(small_union.database, UNSEEN) as _watched[small_union.database]:
        yield small_union, subject
    del _watched[small_union.database]


@played_often
def comes_to_winter(world: World) -> Subject:
    world.now = WINTER
    with world.work() as session:
        session.get_one(Person, LIN).phone = "13900139001"
        for person_id, unit_id in ((OTHER_POINT, 5), (SAME_POINT, 4), (EX_OFFICER, 4), (RELATIVE, 2)):
            _put_person(session, person_id, unit_id)
        session.add(Person(id=NEWCOMER, locale="en", first_seen_at=WINTER))
        session.flush()
        for person_id, role, unit_id in ((OTHER_POINT, "case_officer", 5), (SAME_POINT, "case_officer", 4),
                                         (EX_OFFICER, "case_officer", 4)):  # fmt: skip
            session.add(Appointment(person_id=person_id, role=role, unit_id=unit_id, appointed_by=ADMIN, since=WINTER))
        session.flush()
        held = session.exec(select(Appointment).where(Appointment.person_id == EX_OFFICER)).one()
        held.ended_at = WINTER
    return _filled(world)


def _put_person(session: Session, person_id: int, unit_id: int) -> None:
    session.add(
        Person(
            id=person_id, locale="en", first_seen_at=WINTER, consented_at=WINTER, sensitive_consented_at=WINTER,
            registered_at=WINTER, unit_id=unit_id, name=f"员{person_id}", resident_id=f"99010119700101{person_id:04d}",
            resident_id_print=f"print-{person_id}", phone="13800138000",
        )
    )  # fmt: skip
    session.flush()


def _filled(world: World) -> Subject:
    house = world.house
    with world.work() as session:
        household = add_household(session, WINTER, head=LIN, officer=POINT, number=777, self_work_status="laid_off")
        (task,) = add_campaign(session, house, "winter_warmth", [household], WINTER, closes=CLOSES)
        point, station = world.actor(session, POINT), world.actor(session, STATION)
        visit = home_visits.log(
            Work(session, house, WINTER).by(point),
            household,
            visited_on=WINTER.date(),
            findings="unchanged",
            note="私下说的话",
            files=[PHOTO],
        )
        given = Given(note="私下说的话", files=(PHOTO,))
        ticking.tick(Work(session, house, WINTER).by(point), task, "visit", given)
        offer_id = offers.make(
            Work(session, house, WINTER).by(station),
            kind=Kind.VACANCY,
            title="电焊工",
            place="光明船厂",
            places=1,
            closes=date(2026, 12, 30),
            unit_id=2,
        )
        session.add(
            OfferReply(offer_id=offer_id, person_id=LIN, household_id=household, state="interested",
                       note="私下说的话", told_at=WINTER, changed_at=WINTER)
        )  # fmt: skip
        notice = compose(
            Work(session, house, WINTER).by(station), topic="seasonal", title="内部草稿",
            message=Message(Local({"en": "草稿的正文", "zh_Hans": "草稿的正文"})),
            audience=Audience(unit_id=2), unit_id=2,
        )  # fmt: skip
        notice.state, notice.readers = "ready", 2
        session.flush()
        entry = tasks.opened(Work(session, house, world.now).by(point), Action.SEE_HOUSEHOLD, task).entries["visit"]
        return Subject(
            household, task, session.exec(select(Campaign.id)).one() or 0, visit, offer_id,
            session.exec(select(OfferReply.id)).one() or 0, notice.id, entry.stamp,
            session.exec(select(Appointment.id).where(Appointment.person_id == POINT)).one() or 0,
            propose(Work(session, house, WINTER).by(point), Wanted(household, What.ANSWER, "homes"),
                    {"homes": 7, "change_note": "私下说的话", "change_proof": [PHOTO]}),
        )  # fmt: skip


def buttons_about(it: Subject) -> list[Button]:
    """Every button that could be under a message about the subject."""
    of_households: list[Button] = [
        OpenHousehold(it.household), LogVisit(it.household), VisitsSoFar(it.household, 0), VisitPhotos(it.visit),
        CallWorker(it.household), ChooseOfficer(it.household), AssignTo(it.household, it.appointment),
        ChooseUnit(it.household, 0), MoveTo(it.household, 5), OfferAll(), AssignAll(), AssignByTable(),
        *(HouseholdsPage(shown, value, 0) for shown, value in (
            (Shown.OWN, ""), (Shown.ALL, ""), (Shown.UNOWNED, ""), (Shown.OF_UNIT, "4"), (Shown.OF_UNIT, "2"),
            (Shown.OF_CLASS, "deep"), (Shown.OF_OFFICER, str(it.appointment)))),
        FileOnPaper(it.household, Purpose.AUDIT), CertificateAnew(it.household, Purpose.AUDIT),
        *(ListOut(shown, value, Purpose.AUDIT) for shown, value in (
            (Shown.ALL, ""), (Shown.OF_UNIT, "4"), (Shown.OF_CLASS, "deep"))),
        RecheckOf(it.household), SayPartOf(it.household, Part.HOME, 0, 1), HandInOf(it.household, 1),
        LifeOf(it.household), Changed(it.household, it.change), ChangeFile(it.household, 0),
        AskChange(it.household, What.ANSWER, "self_monthly_income", 0),
        AskChange(it.household, What.JOIN, "", 0), OpenChange(it.change), ConfirmChange(it.change),
        EventsOf(it.household), EventOf(it.household, Event.BIRTH),
        AskOfEvent(it.household, Event.DEATH, What.LEAVE, "", 0),
        RefuseChange(it.change), ChangeProof(it.change), TakeChangeBack(it.change),
        *(ChooseFilter(shown, 0) for shown in (Shown.OF_UNIT, Shown.OF_CLASS, Shown.OF_OFFICER)),
    ]  # fmt: skip
    of_tasks: list[Button] = [
        OpenTasks(it.campaign, 0), NextTask(it.campaign), OpenTask(it.task), TaskAfter(it.task),
        OpenItem(it.task, "visit"), OpenItem(it.task, "money"), TickItem(it.task, "money"),
        TickItem(it.task, "recheck"), ChangeItem(it.task, "visit", it.stamp), UndoItem(it.task, "visit", it.stamp),
        LeaveItemOut(it.task, "money"),
        ItemPhotos(it.task, "visit"), PutOff(it.task), PutOffUntil(it.task, "2026-12-10"), PutOffUntil(it.task, ""),
        NothingMore(it.task),
    ]  # fmt: skip
    of_offers: list[Button] = [
        OffersPage(0), OpenOffer(it.offer), OpenOffer(it.offer, Reach.UNKNOWN_TOO), AskToTell(it.offer, Reach.FITTING),
        TellHouseholds(it.offer, Reach.UNKNOWN_TOO), AskToEnd(it.offer), EndOffer(it.offer), RepliesPage(it.offer, 0),
        OpenReply(it.reply), LogResult(it.reply, Result.HIRED), NewOffer(Kind.FAIR),
    ]  # fmt: skip
    of_notices: list[Button] = [
        OpenBroadcast(it.notice), NewBroadcast(), OnlyShown(), *(DoWithBroadcast(it.notice, deed) for deed in Deed),
    ]  # fmt: skip
    of_pictures: list[Button] = [
        SeasonPicture(it.campaign), SeasonTable(it.campaign),
        *(SeasonUnit(it.campaign, unit, 0) for unit in (1, 2, 3, 4)),
        *(SeasonOfficer(it.campaign, unit, it.appointment, 0) for unit in (1, 2, 3, 4, 5)),
    ]  # fmt: skip
    return [*of_households, *of_tasks, *of_offers, *of_notices, *of_pictures]


# Buttons of workers, for a worker of another station: they have no household here.
def buttons_for_workers(it: Subject) -> list[Button]:
    answers = (AnswerOffer(it.offer, Interest.YES), AnswerOffer(it.offer, Interest.NO))
    return [JobsPage(0), OpenJob(it.offer), *answers, OwnChanged(it.change)]


# Pressing ------------------------------------------------------------------------------------------------------------


def updated(world: World, person_id: int, **what: Any) -> tuple[str, list[int]]:
    """Let somebody press or type; return everything that was put out for them, and to whom else something went."""
    user = {"id": person_id, "is_bot": False, "first_name": "X", "language_code": "en"}
    chat = {"id": person_id, "type": "private"}
    if "press" in what:
        message = {"message_id": 7, "date": 1_790_000_000, "chat": chat, "text": "…"}
        content = {"callback_query": {"id": "1", "from": user, "chat_instance": "1", "data": what["press"],
                                      "message": message}}  # fmt: skip
    else:
        content = {"message": {"message_id": 8, "date": 1_790_000_000, "chat": chat, "from": user, **what}}
    update = Update.de_json({"update_id": 1, **content}, None)
    with world.database.work() as session:
        before = session.begin_nested()
        turn = _turn(world, session, person_id, update)
        try:
            _route(turn, update)
            before.commit()
        except Refusal as refusal:
            before.rollback()
            session.info.pop("outbox", None)
            session.info.pop("drafts", None)
            refuse(_turn(world, session, person_id, update), refusal)
        said = session.info.get("outbox", [])
        shown = json.dumps([row["body"] for row in said if row["chat_id"] == person_id], ensure_ascii=False)
        return shown, [row["chat_id"] for row in said if row["chat_id"] != person_id]


def _turn(world: World, session: Session, person_id: int, update: Update) -> Turn:
    people.meet(world.at_work(session), person_id, language_code="en")
    return Turn(session, update, person_id, world.now, world.house, update.to_dict())


AS_ONE = Routes(ROUTES)


def _route(turn: Turn, update: Update) -> None:
    found = AS_ONE.check_update(update)
    assert found, "no route takes it"
    application: Any = SimpleNamespace(bot_data={TURN: turn})
    _at_once(AS_ONE.handle_update(update, application, found, None))


def _at_once(handling: Coroutine[Any, Any, None]) -> None:
    """Run what waits for nothing; a loop for each of thousands of presses would cost as much as all the rest."""
    try:
        handling.send(None)
    except StopIteration:
        return
    raise AssertionError("a handler waits for something")


def presses(world: World, person_id: int, button: Button | str) -> tuple[str, list[int]]:
    return updated(world, person_id, press=button if isinstance(button, str) else button.encode())


def types(world: World, person_id: int, words: str) -> tuple[str, list[int]]:
    return updated(world, person_id, text=words)


_watched: dict[Database, Everything] = {}  # that of the test which runs


def everything(world: World, *, but: tuple[str, ...] = ()) -> Mapping[str, list[str]]:
    """Return what stands in every table."""
    return {name: rows for name, rows in _watched[world.database].read().items() if name not in but}


def assert_nothing(
    world: World, person_id: int, act: Callable[[], tuple[str, list[int]]], what: object,
    before: Mapping[str, list[str]], *, but: tuple[str, ...] = (), secrets: tuple[str, ...] = SECRETS,
) -> None:  # fmt: skip
    """Assert that an act shows nothing of the subject and leaves the database as it was."""
    shown, others = act()
    assert not [word for word in secrets if word in shown], f"{person_id}, {what}: {shown}"
    assert others == [], f"{person_id}, {what}: somebody was told"
    after = everything(world, but=but)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}, f"{person_id}, {what}"


# The table -----------------------------------------------------------------------------------------------------------

NOT_THEIRS: Mapping[str, int] = {
    "somebody who never agreed to anything": NEWCOMER,
    "a worker": STRANGER,
    "a worker of another station": AYGUL,
    "the worker whose household it is": LIN,
    "a case officer of another point": OTHER_POINT,
    "a colleague at the same point who does not look after it": SAME_POINT,
    "somebody who was its officer": EX_OFFICER,
    "the reviewer of another station": OTHER_STATION,
    "the recorder": RECORDER,
    "the cashier": CASHIER,
    "the auditor": AUDITOR,
    "an administrator without an office": ADMIN,
}
OWN_NAME = {LIN: ("林示例", "13900139001")}
# The auditor sees the picture of the whole union, which names households and officers; nothing else.
SEES = {AUDITOR: (SeasonPicture, SeasonTable, SeasonUnit, SeasonOfficer)}
# Without a subject: whoever has the office may do it for their own units; a form that opens is nobody's business.
OF_ONES_OWN = (NewBroadcast, NewOffer, AssignByTable)


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_what_is_not_theirs_shows_nothing_and_changes_nothing(union: tuple[World, Subject], who: str) -> None:
    world, it = union
    person_id = NOT_THEIRS[who]
    types(world, person_id, "/menu")  # so that meeting them is no change
    for button in buttons_about(it):
        if isinstance(button, SEES.get(person_id, ())):
            continue
        but = ("draft",) if isinstance(button, OF_ONES_OWN) else ()
        but = (*but, "audit") if isinstance(button, SeasonTable) else but  # an export of their own station is on record
        own = OWN_NAME.get(person_id, ())
        secrets = tuple(word for word in SECRETS if word not in own)
        before = everything(world, but=but)
        assert_nothing(
            world, person_id, partial(presses, world, person_id, button), button, before, but=but, secrets=secrets
        )


@pytest.mark.parametrize("role", ["reviewer", "approver", "case_officer"])
@pytest.mark.parametrize("person_id", [LIN, RELATIVE])
def test_nobody_works_on_their_own_family(union: tuple[World, Subject], person_id: int, role: str) -> None:
    """The head of the household, or one of its people, who is an officer: its file is closed to them."""
    world, it = union
    with world.work() as session:
        session.add(Appointment(person_id=person_id, role=role, unit_id=2, appointed_by=ADMIN, since=WINTER))
        if role == "case_officer":
            session.get_one(HouseholdFile, it.household).case_officer_id = person_id
        if person_id == RELATIVE:
            _put_member(session, world, it.household)
    secrets = ("HF-2026-0777", "13900139001", "私下说的话")
    for button in buttons_about(it):
        if isinstance(
            button,
            OpenOffer
            | OffersPage
            | AskToTell
            | AskToEnd
            | EndOffer
            | TellHouseholds
            | OpenBroadcast
            | DoWithBroadcast
            | SeasonPicture
            | SeasonTable
            | SeasonUnit
            | SeasonOfficer
            | RepliesPage,
        ):
            continue  # what their unit offers, and its numbers, are theirs to see
        but = ("draft",) if isinstance(button, OF_ONES_OWN) else ()
        before = everything(world, but=but)
        assert_nothing(
            world, person_id, partial(presses, world, person_id, button), button, before, but=but, secrets=secrets
        )


def _put_member(session: Session, world: World, household_id: int) -> None:
    world.cases.append(_case(session, world))
    session.add(
        HouseholdMember(
            case_id=world.cases[-1], household_id=household_id, resident_id_print=f"print-{RELATIVE}",
            resident_id="x", name="员55", relation="spouse",
        )
    )  # fmt: skip


def _case(session: Session, world: World) -> int:
    case = cases.open_case(
        world.at_work(session, STRANGER).at(WINTER), programme="hardship_file", policy=world.house.policies.current,
        amount=0, answers=dict(ANSWERS), household_class="deep", members=(),
        household_id=None, subject_print=None, period="2026",
    )  # fmt: skip
    session.info.pop("outbox", None)
    return case.id


COMMANDS = ("/household HF-2026-0777", "/household hf-2026-0777", "/household 1", "/household", "/households", "/tasks",
            "/season", "/offers", "/broadcast", "/trail HF-2026-0777", "/case HF-2026-0777", "/heat")  # fmt: skip


# What a command may leave behind: the form that it begins, and that somebody searched.
LEFT: Mapping[str, tuple[str, ...]] = {"/heat": ("draft",), "/household 1": ("audit",)}


@pytest.mark.parametrize("who", NOT_THEIRS)
def test_commands_show_nothing_of_it_either(union: tuple[World, Subject], who: str) -> None:
    world, _ = union
    person_id = NOT_THEIRS[who]
    types(world, person_id, "/menu")
    for command in COMMANDS:
        if person_id == AUDITOR and command in ("/season", "/trail HF-2026-0777"):  # what auditors are for
            continue
        but = LEFT.get(command, ())
        before = everything(world, but=but)
        secrets = tuple(word for word in SECRETS if word not in OWN_NAME.get(person_id, ()))
        assert_nothing(
            world, person_id, partial(types, world, person_id, command), command, before, but=but, secrets=secrets
        )


def test_a_worker_of_another_station_neither_sees_nor_answers_an_offer(union: tuple[World, Subject]) -> None:
    world, it = union
    for button in buttons_for_workers(it):
        before = everything(world)
        assert_nothing(world, AYGUL, partial(presses, world, AYGUL, button), button, before)


def test_no_button_of_the_seasons_is_left_out_above(union: tuple[World, Subject]) -> None:
    """`BroadcastsPage`, `HearOf`, `AskAboutNotice`, `OwnChanges`, `AskOwnChange` and both searches name nothing;
    what names a case, as `AskChangeFromCase` does, is tried in `test_one_answer.py`."""
    _, it = union
    modules = {
        f"domain.{room}.buttons" for room in ("households", "tasks", "offers", "broadcasts", "campaigns", "changes")
    }
    there = {one for one in registered_buttons().values() if one.__module__ in modules}
    tried = {type(button) for button in (*buttons_about(it), *buttons_for_workers(it))}
    own = {
        "BroadcastsPage",
        "HearOf",
        "AskAboutNotice",
        "OwnCertificate",
        "OwnChanges",
        "OwnEvent",
        "AskOwnOfEvent",
        "OwnEvents",
        "OwnFileOnPaper",
        "OwnLife",
        "OwnRecheck",
        "AskOwnChange",
        "SearchJobs",
        "SearchOffers",
        "UploadOut",
    }
    assert {one.__name__ for one in there - tried} == {*own, "AskChangeFromCase"}


# Ids that nothing has ------------------------------------------------------------------------------------------------

ODD = (0, -1, 2**31, 999_999_999_999_999_999, -999_999_999_999_999_999)
# A case officer, a reviewer, an approver at the centre, an auditor, a worker, and an administrator without an office.
ASKING = (POINT, STATION, APPROVER, AUDITOR, LIN, ADMIN)
RULES = {route.button: route.access for route in ROUTES if isinstance(route, Press)}


def forged(button: Button, *, odd: Sequence[int] = ODD) -> list[str]:
    """Return the button with each of its numbers exchanged for an odd one."""
    hints = get_type_hints(type(button))
    numbers = [one.name for one in dataclasses.fields(button) if hints[one.name] is int]  # type: ignore[arg-type]
    return [
        data
        for name in numbers
        for number in odd
        if len(data := dataclasses.replace(button, **{name: number}).encode()) <= 64  # type: ignore[type-var]
    ]


def is_let_in(world: World, person_id: int, button: Button) -> bool:
    """Tell whether the rule of the button's route lets somebody in, as it does before any number is looked at."""
    with world.work() as session:
        try:
            access.require(world.actor(session, person_id), RULES[type(button)])
        except Refusal:
            return False
    return True


@pytest.mark.parametrize("person_id", ASKING)
def test_ids_that_nothing_has_are_answered_kindly(union: tuple[World, Subject], person_id: int) -> None:
    """Pages beyond the end show the list; nothing else is there, and no update fails on a number.

    Whom the rule of the route turns away tries one odd number of each: no handler sees any of theirs.
    """
    world, it = union
    long = "9" * 40
    odd = [
        f"hl:u:{long}:0", f"hl:o:{long}:0", "hl:u:-1:0", "hl:o:x:0", f"hl:c:{long}:0", f"tp:{it.task}:2026-02-31",
        f"tp:{it.task}:9999-12-31", f"ti:{it.task}:{long}", f"tk:{it.task}:", f"tc:{it.task}:visit:-1",
    ]  # fmt: skip
    for button in (*buttons_about(it), *buttons_for_workers(it)):
        odd += forged(button, odd=ODD if is_let_in(world, person_id, button) else ODD[-1:])
    before = everything(world, but=("audit", "draft"))
    for data in odd:
        shown, others = presses(world, person_id, data)
        assert shown != "[]", data
        assert others == [], data
        after = everything(world, but=("audit", "draft"))
        assert {name: rows for name, rows in after.items() if rows != before[name]} == {}, data


def test_every_odd_number_is_tried_by_somebody_who_is_let_in(union: tuple[World, Subject]) -> None:
    world, it = union
    tried = [one for one in (*buttons_about(it), *buttons_for_workers(it)) if forged(one)]
    assert [one for one in tried if not any(is_let_in(world, who, one) for who in ASKING)] == []


# What was opened may be somebody else's when it is filled in ----------------------------------------------------------


def last_keys(shown: str) -> list[str]:
    """Return the data of the buttons in what was put out last."""
    bodies = [body for body in json.loads(shown) if "message" in body]
    return [press for row in bodies[-1]["message"].get("keys", []) for _, press, _ in row] if bodies else []


FORMS: Mapping[str, tuple[int, Callable[[Subject], Button]]] = {
    "home_visit": (POINT, lambda it: LogVisit(it.household)),
    "task_item": (POINT, lambda it: TickItem(it.task, "recheck")),
    "task_item with money": (POINT, lambda it: TickItem(it.task, "money")),
    "task_item changed": (POINT, lambda it: ChangeItem(it.task, "visit", it.stamp)),
    "task_left_out": (POINT, lambda it: LeaveItemOut(it.task, "money")),
    "task_later": (POINT, lambda it: PutOffUntil(it.task, "")),
    "offer_result": (POINT, lambda it: LogResult(it.reply, Result.HIRED)),
    "broadcast": (STATION, lambda it: DoWithBroadcast(it.notice, Deed.CHANGE)),
    "broadcast_time": (STATION, lambda it: DoWithBroadcast(it.notice, Deed.SEND_AT)),
    "change": (POINT, lambda it: AskChange(it.household, What.ANSWER, "self_monthly_income", 0)),
    "change_refusal": (STATION, lambda it: RefuseChange(it.change)),
    "offer": (STATION, lambda it: NewOffer(Kind.FAIR)),
    "officer_table": (STATION, lambda it: AssignByTable()),
}
REPLIES = ("unchanged", "skip", "away", "done", "2026-12-20", "10", "一句话")


def loses_the_office(world: World, it: Subject, person_id: int) -> None:
    with world.work() as session:
        for held in session.exec(select(Appointment).where(Appointment.person_id == person_id)):
            held.ended_at = WINTER


def gives_it_up(world: World, it: Subject, person_id: int) -> None:
    with world.work() as session:
        session.get_one(HouseholdFile, it.household).case_officer_id = SAME_POINT


def moves_away(world: World, it: Subject, person_id: int) -> None:
    with world.work() as session:
        file = session.get_one(HouseholdFile, it.household)
        file.unit_id, file.case_officer_id = 5, OTHER_POINT


def is_closed(world: World, it: Subject, person_id: int) -> None:
    with world.work() as session:
        session.get_one(HouseholdFile, it.household).closed_at = WINTER


HAPPENINGS = (loses_the_office, gives_it_up, moves_away, is_closed)
# A leader's form is not about one household, so only the end of the office matters to it.
CASES = [(form, one) for form in FORMS for one in HAPPENINGS if FORMS[form][0] == POINT or one is loses_the_office]


@pytest.mark.parametrize(("form", "happens"), CASES)
def test_an_open_form_of_what_is_no_longer_theirs_changes_nothing(
    union: tuple[World, Subject], form: str, happens: Callable[..., None]
) -> None:
    world, it = union
    person_id, button = FORMS[form]
    shown, _ = presses(world, person_id, button(it))
    keys = last_keys(shown)
    assert any(one.startswith("f:") for one in keys), shown
    happens(world, it, person_id)
    before = everything(world, but=MAY_WRITE)
    acts: list[Callable[[], tuple[str, list[int]]]] = [
        *(partial(presses, world, person_id, one) for one in keys),
        *(partial(types, world, person_id, one) for one in (*REPLIES, "/skip", "/back", "/done")),
        partial(updated, world, person_id, photo=[{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]),
        *(partial(presses, world, person_id, one) for one in keys),
    ]
    secrets = ("林示例", "13900139001", "私下说的话", "草稿的正文")
    for number, act in enumerate(acts):
        assert_nothing(world, person_id, act, (form, number), before, but=MAY_WRITE, secrets=secrets)


def test_a_look_at_what_was_written_of_a_household_is_on_record(union: tuple[World, Subject]) -> None:
    world, it = union
    looks: list[Button] = [
        OpenHousehold(it.household), VisitsSoFar(it.household, 0), VisitPhotos(it.visit), CallWorker(it.household),
        LifeOf(it.household), Changed(it.household, it.change),
        OpenTask(it.task), OpenItem(it.task, "visit"), ItemPhotos(it.task, "visit"), OpenReply(it.reply),
    ]  # fmt: skip
    for button in looks:
        with world.work() as session:
            known = len(session.exec(select(Audit.id)).all())
        presses(world, POINT, button)
        with world.work() as session:
            new = session.exec(select(Audit).order_by(col(Audit.id))).all()[known:]
        assert [(one.person_id, one.subject) for one in new] == [(POINT, f"household:{it.household}")], button
