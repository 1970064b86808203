"""A policy comes in force from the chat: checked, compared, confirmed by two, on a day; whichever was changed later
counts, the file of the settings or what was sent."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, col, select, update

from bot.run.database import Database
from bot.run.policy_watch import look_once
from bot.run.scheduler import SCHEDULE
from delivery.rendering import render_plain
from domain.forms import FileRef
from domain.platform.access import NotForYou
from domain.platform.messages import Message
from domain.platform.text import Refusal
from domain.policy_file.buttons import Part
from models.platform.outbox import SENT, WAITING, Outbox
from models.policy import PolicyUse, SentPolicy
from models.procedure import Paper
from services import policy_file
from services.platform.policies import PolicyBook
from services.policy_file.record import ForSender, NotYourOwn, SentMovedOn
from tests.union import ADMIN, APPROVER, DEMO, LIN, ZONE, World, found

SECOND = APPROVER  # administrators may hold an office, too
THREE = 'extends = "demo.toml"\n[visits]\nevery_months = 3\n'
FOUR = THREE.replace("3", "4")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    copy = tmp_path / "ours.toml"
    copy.write_text(DEMO.read_text("utf-8"), "utf-8")
    return copy


@pytest.fixture
def alone(database: Database, file: Path) -> World:
    """A union with one administrator."""
    return found(database, policy=file)


@pytest.fixture
def union(alone: World) -> World:
    """A union with two administrators."""
    alone.house = replace(alone.house, admin_ids=frozenset({ADMIN, SECOND}))
    return alone


def plain(message: Message) -> str:
    return render_plain(message.text, "en", timezone=ZONE, limit=4000)


def sends(world: World, content: bytes | str, *, by: int = ADMIN, name: str = "new.toml") -> int:
    """An administrator sends a file, which is fetched and looked at; return its number."""
    raw = content.encode() if isinstance(content, str) else content
    with world.work() as session:
        ref = FileRef(file_id="f", unique_id="u", name=name, mime="", size=len(raw))
        policy_file.keep_file(world.at_work(session, by), [ref.to_json()])
        paper = session.exec(select(Paper).order_by(col(Paper.id).desc())).first()
        assert paper is not None
        paper.name, paper.stored_as = "", "kept"  # as the store of papers does before it is read
        policy_file.policy_fetched(world.at_work(session), paper, raw)
    looks(world)
    with world.work() as session:
        return max(session.exec(select(SentPolicy.id)).all())


def looks(world: World) -> None:
    look_once(world.database, world.house, lambda: world.now)


def state(world: World, sent_id: int) -> str:
    with world.work() as session:
        return session.get_one(SentPolicy, sent_id).state


def proposes(world: World, sent_id: int, **more: object) -> None:
    with world.work() as session:
        day = world.at_work(session).today.replace(day=27) if more.get("on_a_day") else None
        policy_file.propose(world.at_work(session, ADMIN), sent_id, day)


def confirms(world: World, sent_id: int, by: int = SECOND) -> None:
    with world.work() as session:
        policy_file.confirm(world.at_work(session, by), sent_id)


def every_months(world: World) -> int:
    return world.house.policies.current.visits.every_months


def changes_file(world: World, file: Path, months: int) -> None:
    file.write_text(DEMO.read_text("utf-8").replace("every_months = 6", f"every_months = {months}"), "utf-8")
    looks(world)
    looks(world)


def where_from(world: World) -> policy_file.UseView:
    with world.work() as session:
        return policy_file.used(world.at_work(session, ADMIN))


def test_a_good_one_is_shown_with_its_difference_and_changes_nothing_yet(union: World) -> None:
    sent = sends(union, THREE)
    assert every_months(union) == 6
    (card,) = union.messages(ADMIN)
    assert "It is right, and it is not in force yet" in card
    assert "It says 1 thing otherwise than what is in force." in card
    with union.work() as session:
        shown = policy_file.shown(union.at_work(session, ADMIN), sent, Part.DIFFERENCE, 0)
    assert "visits, every_months: 6 → 3" in plain(shown)
    assert union.messages(SECOND) == []


def test_two_administrators_put_it_in_force_and_whoever_sent_it_does_not_confirm(union: World) -> None:
    sent = sends(union, THREE)
    with pytest.raises(ForSender), union.work() as session:
        policy_file.propose(union.at_work(session, SECOND), sent, None)
    proposes(union, sent)
    with pytest.raises(NotYourOwn):
        confirms(union, sent, by=ADMIN)
    looks(union)
    assert (state(union, sent), every_months(union)) == ("proposed", 6)
    confirms(union, sent)
    looks(union)
    assert (state(union, sent), every_months(union)) == ("in_force", 3)
    for admin in (ADMIN, SECOND):
        assert "is in force now" in union.messages(admin)[-1]
    here = where_from(union)
    assert (str(here.sent_by), here.confirmed_by is not None, len(here.difference)) == ("卫管理", True, 1)
    with pytest.raises(SentMovedOn):
        confirms(union, sent)


def test_who_is_the_only_one_named_needs_nobody_else(alone: World) -> None:
    sent = sends(alone, THREE)
    proposes(alone, sent)
    looks(alone)
    assert (state(alone, sent), every_months(alone), where_from(alone).confirmed_by) == ("in_force", 3, None)


def test_on_a_day_it_waits_for_that_day_and_can_be_called_off(union: World) -> None:
    first = sends(union, THREE)
    proposes(union, first, on_a_day=True)
    confirms(union, first)
    looks(union)
    assert (state(union, first), every_months(union)) == ("confirmed", 6)
    with union.work() as session:
        policy_file.call_off(union.at_work(session, SECOND), first)
    union.passes(days=7)
    looks(union)
    assert every_months(union) == 6
    assert "called the policy off" in union.messages(ADMIN)[-1]


def test_on_its_day_it_comes_in_force_once_after_a_restart_too(union: World, file: Path) -> None:
    sent = sends(union, THREE)
    proposes(union, sent, on_a_day=True)
    confirms(union, sent)
    union.passes(days=7)
    looks(union)
    looks(union)
    assert every_months(union) == 3
    with union.work() as session:
        assert len(session.exec(select(PolicyUse)).all()) == 2
    again = restarts(union, file)
    assert (every_months(again), where_from(again).file_name) == (3, "new.toml")


def restarts(world: World, file: Path) -> World:
    again = replace(world, house=replace(world.house, policies=PolicyBook(file)))
    with again.work() as session:
        policy_file.begun(again.at_work(session))
    return again


def in_force(world: World, text: str = THREE) -> int:
    sent = sends(world, text)
    proposes(world, sent)
    looks(world)
    return sent


def test_the_file_that_is_changed_later_counts_and_everybody_is_told(alone: World, file: Path) -> None:
    in_force(alone)
    changes_file(alone, file, 5)
    assert (every_months(alone), where_from(alone).sent_by) == (5, None)
    assert "no longer in force: the file of the settings was changed after it" in alone.messages(ADMIN)[-1]
    assert every_months(restarts(alone, file)) == 5


def test_a_file_that_is_changed_while_the_program_stands_counts_at_its_start(alone: World, file: Path) -> None:
    in_force(alone)
    file.write_text(DEMO.read_text("utf-8").replace("every_months = 6", "every_months = 5"), "utf-8")
    again = restarts(alone, file)
    assert (every_months(again), where_from(again).sent_by) == (5, None)
    told = again.messages(ADMIN)[-1]
    assert "no longer in force" in told
    assert "every_months: 3 → 5" in told


def test_a_file_as_it_was_and_a_bad_one_leave_what_was_sent_in_force(alone: World, file: Path) -> None:
    in_force(alone)
    before = file.read_text("utf-8")
    file.write_text("nonsense = [", "utf-8")
    looks(alone)
    looks(alone)
    file.write_text(before, "utf-8")
    looks(alone)
    looks(alone)
    assert every_months(alone) == 3
    assert "can be used again" in alone.messages(ADMIN)[-1]


def test_what_was_compared_with_another_policy_is_outdated_and_can_be_looked_at_again(union: World, file: Path) -> None:
    sent = sends(union, THREE)
    proposes(union, sent, on_a_day=True)
    confirms(union, sent)
    changes_file(union, file, 5)
    looks(union)
    union.passes(days=7)
    looks(union)
    assert (state(union, sent), every_months(union)) == ("outdated", 5)
    for admin in (ADMIN, SECOND):
        assert "has become outdated" in union.messages(admin)[-1]
    with union.work() as session:
        policy_file.look_again(union.at_work(session, ADMIN), sent)
    looks(union)
    assert state(union, sent) == "ready"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x14\x00", "this is no plain text but a document"),
        ("名称 = 1".encode("gb18030"), "the file is not in UTF-8"),
        (THREE.replace("months", "month"), "line 3, visits.every_month: this entry is not known here"),
        ('extends = "../../.env"\n', "this is the name of a file in the same folder"),
        ('extends = "ours.toml"\n', "a policy that is sent can only build on demo.toml, guanxi.toml"),
        ("a\0b", "there is a sign that no text has"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_changes_nothing(alone: World, content: bytes | str, said: str) -> None:
    sent = sends(alone, content)
    (told,) = alone.messages(ADMIN)
    assert said in told
    assert "Nothing was changed" in told
    assert (state(alone, sent), every_months(alone)) == ("wrong", 6)


def test_many_problems_stand_on_pages(alone: World) -> None:
    wrong = "".join(f'\n[[question]]\nkey = "q{number}"\nkind = "colour"\ntext = {{ zh_Hans = "?" }}\n'
                    for number in range(20))  # fmt: skip
    sent = sends(alone, 'extends = "demo.toml"\n' + wrong)
    (told,) = alone.messages(ADMIN)
    assert "20 problems" in told
    with alone.work() as session:
        last = policy_file.shown(alone.at_work(session, ADMIN), sent, Part.PROBLEMS, 99)
    assert "q19" not in told
    assert "question.19.kind: colour is not known here" in plain(last)


def test_a_file_sent_twice_is_one_and_what_is_in_force_already_is_nothing(alone: World) -> None:
    first, second = sends(alone, THREE), sends(alone, THREE)
    assert (state(alone, first), state(alone, second)) == ("called_off", "ready")
    proposes(alone, second)
    third = sends(alone, THREE)
    assert state(alone, third) == "same"
    assert "says what is in force already" in alone.messages(ADMIN)[-1]


@pytest.mark.parametrize("who", [LIN, APPROVER])
def test_it_is_refused_for_everybody_else(alone: World, who: int) -> None:
    sent = sends(alone, THREE)
    for act in (
        lambda work: policy_file.keep_file(work, []),
        lambda work: policy_file.propose(work, sent, None),
        lambda work: policy_file.confirm(work, sent),
        lambda work: policy_file.call_off(work, sent),
        lambda work: policy_file.shown(work, sent, Part.CARD, 0),
    ):
        with pytest.raises(NotForYou), alone.work() as session:
            act(alone.at_work(session, who))
    assert state(alone, sent) == "ready"


def test_officers_read_which_is_in_force_and_workers_do_not(alone: World) -> None:
    with alone.work() as session:
        assert policy_file.used(alone.at_work(session, APPROVER)).sent_by is None
        assert policy_file.as_file(alone.at_work(session, APPROVER), 0)[0] == "ours.toml"
        with pytest.raises(Refusal):
            policy_file.used(alone.at_work(session, LIN))


def test_who_was_an_administrator_when_it_was_sent_but_not_when_it_came_is_refused(alone: World) -> None:
    with alone.work() as session:
        ref = FileRef(file_id="f", unique_id="u", name="new.toml", mime="", size=9)
        policy_file.keep_file(alone.at_work(session, ADMIN), [ref.to_json()])
        paper = session.exec(select(Paper)).one()
        alone.house = replace(alone.house, admin_ids=frozenset({SECOND}))
        policy_file.policy_fetched(alone.at_work(session), paper, THREE.encode())
    assert "not open to you" in alone.messages(ADMIN)[-1]


def test_nobody_decides_they_are_reminded_and_then_it_is_over(union: World) -> None:
    sent = sends(union, THREE)
    proposes(union, sent)
    for _ in range(20):
        union.passes(days=1)
        with union.work() as session:
            SCHEDULE["remind of policies that were sent"].job(union.at_work(session))
        with union.work() as session:
            waiting = update(Outbox).where(col(Outbox.state) == WAITING)
            session.execute(waiting.values(state=SENT, sent_at=union.now))
    assert state(union, sent) == "called_off"
    told = union.messages(SECOND)
    assert sum("still waits" in one for one in told) == 2
    assert "Nobody has decided" in told[-1]


def test_a_case_that_runs_finishes_under_its_version(alone: World) -> None:
    case = alone.opens()
    version = alone.case(case).policy_version
    in_force(alone)
    assert alone.case(case).policy_version == version != alone.house.policies.current.version
    assert alone.case(alone.opens(applicant=APPROVER)).policy_version == alone.house.policies.current.version


def test_another_process_follows_what_one_has_put_in_force(alone: World, file: Path) -> None:
    other = replace(alone, house=replace(alone.house, policies=PolicyBook(file)))
    in_force(alone)
    look_once(other.database, other.house, lambda: other.now, lambda: False)
    assert every_months(other) == 3
    with alone.work() as session:
        assert _count(session) == 2


def _count(session: Session) -> int:
    return len(session.exec(select(PolicyUse)).all())
