"""Prompts: what waits is put before the officers it concerns, and taken back when it is decided or no longer theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, or_, select

from domain.people.events import ConsentChanged
from domain.platform.access import Action
from domain.platform.messages import Keys, Message
from domain.platform.text import N_, Refusal, Sayable, say
from domain.procedure.asked import asked_for
from domain.procedure.steps import kind_of, named
from models.households import HouseholdFile
from models.platform.outbox import Outbox
from models.procedure import AidCase, MeantDecision, Prompt
from services.kinds import title_under
from services.platform import consent, outbox, waiting
from services.platform.work import Work
from services.procedure.grounds import open_prompts, print_of, prompts_of
from services.procedure.news import still_to_vote
from services.procedure.prompt_words import closed_card, closed_message, message_of
from services.procedure.record import is_by_list, state_of, time_of
from services.procedure.standing import household_ids, months_due
from services.units import Holder, candidates, nearest

PENDING: tuple[Any, ...] = (
    Prompt.id, Prompt.about, Prompt.waits_until, AidCase.number, AidCase.step, AidCase.due_at, AidCase.programme,
    AidCase.policy_version, MeantDecision.due_at.label("decided"),  # type: ignore[attr-defined]
)  # fmt: skip
VISIT_ROLES = ("case_officer",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an officer about a case: a kind of step, or visit, confirm, objection and so on, as `what`. Of a
    step that is `decided`, it says when that takes effect."""

    prompt_id: int
    number: str
    what: str
    said: Sayable
    programme: str
    title: Sayable
    is_late: bool
    decided: str = ""


def refresh_prompts(work: Work, case: AidCase) -> None:
    """Put the present step before everyone it concerns who does not have it yet, and take it back from the others.
    What is paid by month concerns nobody while none is due."""
    state = state_of(work, case)
    rests = kind_of(state.kind).runs and not months_due(work.session, case)
    wanted = () if rests else candidates(work.session, case, state)
    _match(work, case, f"step:{case.version}", wanted)
    if state.decider is not None and not rests and not any(holder.is_reachable for holder in wanted):
        _tell_nobody(work, case)
    if state.voters is not None:
        put_before(work, case, f"vote:{case.version}", still_to_vote(work, case, state))
    visiting = kind_of(state.kind).is_visited and state.decider is not None and state.step is not None
    if visiting and state.step is not None and len(state.visitors) < state.step.visitors and not state.visitors:
        asked = {holder.person_id for holder in wanted} | state.household
        visit = nearest(work.session, case, VISIT_ROLES, without=asked)
        _match(work, case, f"visit:{case.version}", visit)


def _match(work: Work, case: AidCase, about: str, wanted: Iterable[Holder]) -> None:
    put_before(work, case, about, sorted({holder.person_id for holder in wanted}))


def put_before(work: Work, case: AidCase, about: str, officers: Iterable[int]) -> None:
    """Put something before these officers who do not have it yet, and take it back from the others."""
    wanted, before = list(dict.fromkeys(officers)), _of(work.session, case, about)
    for officer_id in wanted:
        put_prompt(work, case, about, officer_id)
    for prompt in before:
        if prompt.officer_id not in wanted:
            take_back(work, case, prompt)


def put_prompt(work: Work, case: AidCase, about: str, officer_id: int) -> None:
    """Put something before one officer; when it is there already, nothing happens."""
    there = prompts_of(work.session, case)
    found = next((one for one in there if one.about == about and one.officer_id == officer_id), None)
    if found is not None and found.closed_at is None:
        return
    if found is None:
        key = key_of(case, about, officer_id)
        quiet = about.startswith("step:") and is_by_list(work, case)
        found = Prompt(case_id=case.id, about=about, officer_id=officer_id, key=key, issued_at=work.now, quiet=quiet)
    else:
        _number_anew(found, work.now)
    if found.is_step:
        found.seen = print_of(work.session, case)
    else:
        waiting.begin(work, found, work.house.policies.current.waits.officers, work.today)
    if not found.quiet:
        outbox.put(work, officer_id, message_of(work, case, found), key=found.key)
    if not any(found is one for one in there):
        there.append(found)
        work.session.add(found)


def key_of(case: AidCase, about: str, officer_id: int) -> str:
    """Return the outbox key of a prompt's first message."""
    kind, _, number = about.partition(":")
    return f"prompt:{case.id}:{number}:{officer_id}" if kind == "step" else f"prompt:{case.id}:{about}:{officer_id}"


def _number_anew(prompt: Prompt, now: datetime) -> None:
    stem = prompt.key if prompt.issue == 1 else prompt.key.rpartition("#")[0]
    prompt.issue += 1
    prompt.key, prompt.issued_at, prompt.closed_at = f"{stem}#{prompt.issue}", now, None


def show_again(work: Work, prompt_id: int) -> bool:
    """Show a prompt anew at the end of the officer's chat, unless it no longer waits for them; tell whether it does."""
    prompt = work.session.get(Prompt, prompt_id)
    if prompt is None or prompt.officer_id != work.person_id or prompt.closed_at is not None:
        return False
    reissue(work, work.session.get_one(AidCase, prompt.case_id), prompt)
    return True


def ring(work: Work, case: AidCase, *, once_a_day: bool = False) -> None:
    """Put the present step before its officers in a new message: more is possible now, and a phone does not ring for an
    edit. With `once_a_day` what they got today already is only brought up to date. What waits in a list stays there."""
    for prompt in _of(work.session, case, f"step:{case.version}"):
        if once_a_day and work.at(prompt.issued_at).today == work.today:
            _redraw(work, case, prompt)
        elif not prompt.quiet:
            reissue(work, case, prompt, outbox.EVENT)


def reissue(work: Work, case: AidCase, prompt: Prompt, priority: int = outbox.INTERACTIVE) -> None:
    """The older message points down to the new one; one that has not gone out yet need not go."""
    moved = say(N_("Shown again below."))
    if not prompt.quiet and not outbox.called_off(work, prompt.key):
        outbox.edit(work, prompt.officer_id, closed_message(work, case, moved, prompt.kind), target_key=prompt.key)
    prompt.quiet = False
    if prompt.is_step:
        prompt.seen = print_of(work.session, case)
    _number_anew(prompt, work.now)
    message = message_of(work, case, prompt)
    outbox.put(work, prompt.officer_id, message, key=prompt.key, priority=priority)


def redraw_prompts(work: Work, case: AidCase, about: str = "") -> None:
    """Bring the open prompts about something up to date, by default the case's present step (a paper came)."""
    for prompt in _of(work.session, case, about or f"step:{case.version}"):
        _redraw(work, case, prompt)


def _redraw(work: Work, case: AidCase, prompt: Prompt) -> None:
    if not prompt.quiet:
        outbox.edit(work, prompt.officer_id, message_of(work, case, prompt), target_key=prompt.key)


def follow_consent(work: Work, changed: ConsentChanged) -> None:
    """A worker has agreed, or does no longer: prompts that tell of their home are brought up to date."""
    query = select(Prompt, AidCase).join(AidCase, col(AidCase.id) == col(Prompt.case_id))
    tells = or_(*(col(Prompt.about).startswith(f"{kind}:") for kind in ("confirm", "account", "named")))
    telling = (AidCase.applicant_id == changed.person_id, tells)
    for prompt, case in work.session.exec(query.where(*telling, col(Prompt.closed_at).is_(None))).all():
        outbox.edit(work, prompt.officer_id, message_of(work, case, prompt), target_key=prompt.key)
    if consent.given(work.session, changed.person_id):
        _ring_rested(work, changed.person_id)


def _ring_rested(work: Work, person_id: int) -> None:
    """What rested until a worker agreed again, a visit or an entry, is put before its officers anew."""
    theirs = select(Prompt, AidCase).join(AidCase, col(AidCase.id) == col(Prompt.case_id))
    data = named(lambda kind: kind.shows is Action.SEE_ENTRY_DATA)
    rested = or_(col(Prompt.about).startswith("visit:"), col(AidCase.step).in_(data))
    mine = theirs.where(AidCase.applicant_id == person_id, rested, col(Prompt.closed_at).is_(None))
    for prompt, case in work.session.exec(mine).all():
        if not prompt.quiet:
            reissue(work, case, prompt, outbox.EVENT)


class AskedNoLonger(Refusal):
    """Somebody else has decided meanwhile, or it was shown anew."""

    text = N_("What this message asks was decided meanwhile, or is asked in a newer one. It is not sent any more.")


def is_open(work: Work, row: Outbox) -> bool:
    """Say whether what a message of the outbox asks an officer still waits; true of every other message."""
    return not _is_prompt(row) or _asked(work, row) is not None


def as_it_is_now(work: Work, row: Outbox) -> dict[str, Any]:
    """Return what has changed of a message that is sent once more; raises AskedNoLonger."""
    if not _is_prompt(row):
        return {}
    prompt = _asked(work, row)
    if prompt is None:
        raise AskedNoLonger
    message = message_of(work, work.session.get_one(AidCase, prompt.case_id), prompt)
    return {"body": outbox.body_of(message)}


def _is_prompt(row: Outbox) -> bool:
    return row.kind == "send" and (row.key or "").startswith("prompt:")


def _asked(work: Work, row: Outbox) -> Prompt | None:
    open_ones = select(Prompt).where(Prompt.key == row.key, col(Prompt.closed_at).is_(None))
    return work.session.exec(open_ones).first()


def close_prompts(work: Work, case: AidCase, about: str, said: Sayable) -> None:
    """Take something back from everyone it was put before, and say why."""
    for prompt in _of(work.session, case, about):
        close(work, case, prompt, said)


def close_all(work: Work, case: AidCase, said: Sayable) -> None:
    """Take back every prompt of the case that is about its steps and visits, and objections once it is closed: until
    then each of them is answered, wherever the case has gone."""
    kinds = {"step", "visit", "confirm", "receipt"} | ({"objection"} if case.closed_at else set())
    for prompt in prompts_of(work.session, case):  # also of who has voted, and can no longer change that
        if prompt.kind == "vote" or (prompt.kind in kinds and prompt.closed_at is None):
            close(work, case, prompt, said)


def close(work: Work, case: AidCase, prompt: Prompt, said: Sayable) -> None:
    """Take one prompt back, and say why."""
    prompt.closed_at = work.now
    waiting.stop(prompt)
    if not prompt.quiet:
        outbox.edit(work, prompt.officer_id, closed_message(work, case, said, prompt.kind), target_key=prompt.key)
    if prompt.card:
        outbox.edit(work, prompt.officer_id, closed_card(work, case, said), target_key=prompt.card)


def take_back(work: Work, case: AidCase, prompt: Prompt) -> None:
    """Take one prompt back from one officer, since it is no longer theirs."""
    close(work, case, prompt, say(N_("This no longer waits for you.")))


def _of(session: Session, case: AidCase, about: str) -> list[Prompt]:
    return [prompt for prompt in open_prompts(session, case) if prompt.about == about]


def asked(work: Work, case: AidCase) -> list[int]:
    """Return before whom the present step lies open."""
    return [prompt.officer_id for prompt in _of(work.session, case, f"step:{case.version}")]


def case_officers(work: Work, case: AidCase) -> list[int]:
    """Return the case officer of the household, or the nearest ones when it has none yet; nobody of the household."""
    household = household_ids(work.session, case)
    file = work.session.get(HouseholdFile, case.household_id) if case.household_id else None
    if file is not None and file.case_officer_id is not None and file.case_officer_id not in household:
        return [file.case_officer_id]
    return sorted(holder.person_id for holder in nearest(work.session, case, VISIT_ROLES, without=household))


def pending(work: Work) -> list[Waiting]:
    """Return what waits for an officer, the longest waiting first."""
    query = (
        select_columns(*PENDING)
        .join(AidCase, col(AidCase.id) == col(Prompt.case_id))
        .join(MeantDecision, col(MeantDecision.holds) == col(AidCase.id), isouter=True)
        .where(col(Prompt.officer_id) == work.person_id, col(Prompt.closed_at).is_(None))
        .order_by(col(Prompt.id))
    )  # fmt: skip
    return [_waiting(work, row) for row in work.session.execute(query)]


def _waiting(work: Work, row: Any) -> Waiting:
    kind, title = row.about.partition(":")[0], title_under(work, row.policy_version, row.programme)
    if kind == "step":
        late = row.due_at is not None and row.due_at <= work.now and row.decided is None
        decided, said = time_of(work, row.decided) if row.decided else "", kind_of(row.step).label
        return Waiting(row.id, row.number, row.step, said, row.programme, title, late, decided)
    late = row.waits_until is not None and row.waits_until < work.today
    return Waiting(row.id, row.number, kind, asked_for(kind), row.programme, title, late)


def decision_keys(work: Work, case: AidCase) -> Keys:
    """Return the keys of what waits for this officer about a case, but those that open it."""
    waiting = [prompt for prompt in open_prompts(work.session, case) if prompt.officer_id == work.person_id]
    return tuple(dict.fromkeys(row for prompt in waiting for row in message_of(work, case, prompt).keys[:-1]))


def _tell_nobody(work: Work, case: AidCase) -> None:
    """Nobody may take the step, or all have blocked the bot: the administrators have to appoint somebody."""
    source = N_(
        "Nobody whom I can reach may take the next step of case {number} ({step}). Please appoint an officer: /officers"
    )
    text = say(source, number=case.number, step=kind_of(case.step).label)
    for admin in work.admin_ids:
        outbox.put(work, admin, Message(text), key=f"nobody:{case.id}:{case.version}:{admin}")
