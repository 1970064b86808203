"""Money settled at visits: a case for each household, approved by the list with one press, each under its rules."""

from dataclasses import dataclass

from sqlmodel import col, select

from domain.aid.by_policy.for_events import NAME
from domain.cases.buttons import ApproveList, ShowList
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, Refusal, Sayable, Text, lines, paragraphs, say, say_many
from domain.procedure.state import Status, Verdict
from domain.procedure.steps import named
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.cases.pay_list import Done, lists_moved, mark_of, pay_lists_of, remind_to_pay
from services.kinds import event_of
from services.platform import outbox
from services.platform.undo import undone_when_refused
from services.platform.work import Work
from services.procedure import Dossier, decide, is_undecided, together

MOST = 40  # a card holds no more, and one press is to be over soon


@dataclass(frozen=True, slots=True)
class Listed:
    """What an approver approves by one press: all of one `event` (its number), or what was settled at visits."""

    event: str
    cases: tuple[AidCase, ...]

    @property
    def fen(self) -> int:
        """What all of it comes to."""
        return sum(case.amount for case in self.cases)

    @property
    def press(self) -> ApproveList:
        """The press that approves just these."""
        return ApproveList(mark_of(case.id for case in self.cases), len(self.cases), self.fen)


def _lists(work: Work, officer_id: int) -> list[Listed]:
    """Return what waits for an approver by the list, the oldest first: what was settled at visits, and each event by
    itself; the rest of a long one comes when these are through."""
    query = (
        select(AidCase)
        .join(Prompt, col(Prompt.case_id) == col(AidCase.id))
        .where(Prompt.officer_id == officer_id, col(Prompt.closed_at).is_(None), col(Prompt.about).startswith("step:"))
        .where(
            col(AidCase.step).in_(named(lambda kind: kind.is_listed and not kind.is_granted)),
            AidCase.status == Status.OPEN.value,
            is_undecided(),
        )
        .order_by(col(AidCase.id))
    )
    found: dict[str, list[AidCase]] = {}
    for case in work.session.exec(query).all():
        if Dossier(work, case).is_by_list:
            found.setdefault(event_of(work, case), []).append(case)
    return [Listed(event, tuple(waiting[:MOST])) for event, waiting in found.items()]


def show_lists(work: Work, case: AidCase) -> None:
    """Let the card of every approver of a case show it, too; a new card is sent once for each list and day."""
    asked = select(Prompt.officer_id).where(Prompt.case_id == case.id, col(Prompt.closed_at).is_(None))
    event = event_of(work, case)
    for officer_id in work.session.exec(asked.where(col(Prompt.quiet).is_(True))).all():
        for listed in _lists(work, officer_id):
            if listed.event == event:
                _show(work, officer_id, listed)


def _once(work: Work, officer_id: int, listed: Listed) -> str:
    return f"list:{officer_id}:{listed.cases[0].id}:{work.today}"


def _show(work: Work, officer_id: int, listed: Listed) -> None:
    once = _once(work, officer_id, listed)
    if outbox.with_key(work, once) is None:
        outbox.put(work, officer_id, _card(work, listed), key=once)
    else:
        outbox.edit(work, officer_id, _card(work, listed), target_key=once)


def remind_of_lists(work: Work) -> None:
    """Put what waits by the list before its approvers and cashiers anew, once a day."""
    quiet = select(Prompt.officer_id).where(col(Prompt.quiet).is_(True), col(Prompt.closed_at).is_(None)).distinct()
    for officer_id in sorted(work.session.exec(quiet).all()):
        for listed in _lists(work, officer_id):
            once = _once(work, officer_id, listed)
            outbox.put(work, officer_id, _card(work, listed), key=once, priority=outbox.REMINDER)
        remind_to_pay(work, officer_id)


def lists_of(work: Work) -> list[Message]:
    """Return the cards of what waits for whoever acts by the list, none when nothing does."""
    return [_card(work, listed) for listed in _lists(work, work.person_id)]


def _card(work: Work, listed: Listed, head: Sayable | None = None) -> Message:
    units = {unit.id: unit.named for unit in work.session.exec(select(Unit)).all()}
    count = say_many(
        *Nn_("{count} case waits for approval, {amount}.", "{count} cases wait for approval, {amount} in all."),
        len(listed.cases),
        amount=Money(listed.fen),
    )
    told = [lines(case.number, units[case.unit_id], Money(case.amount), between=" · ") for case in listed.cases]
    each = say(N_("Each one is checked once more when you press. One by one: /pending"))
    return Message(paragraphs(head, lines(_title(listed), count), lines(*told), each), _keys(listed))


def _title(listed: Listed) -> Sayable:
    if not listed.event:
        return say(N_("<b>Money settled at visits</b>"))
    name = str(listed.cases[0].answers.get(NAME) or "-")
    return say(N_("<b>Event: {name}</b>"), name=lines(name, listed.event, between=" · "))


def _keys(listed: Listed) -> Keys:
    approve = say_many(*Nn_("Approve {count} case", "Approve all {count} cases"), len(listed.cases))
    return ((key(approve, listed.press),),)


def approve_list(work: Work, press: ApproveList) -> Done | Message:
    """Approve the cases that the officer saw; what a rule stops is left out and stays as it was.

    A list that is another one by now changes nothing and is shown as it stands.
    """
    lists = _lists(work, work.person_id)
    listed = next((one for one in lists if one.press == press), None)
    if listed is None:
        changed = say(N_("The list has changed since this message. Nothing was approved; this is how it stands now:"))
        return _card(work, lists[0], changed) if lists else Message(say(N_("Nothing waits for you.")))
    approved, fen, left = 0, 0, list[tuple[str, Sayable]]()
    for case in listed.cases:
        number, amount = case.number, case.amount
        try:
            with undone_when_refused(work.session):
                decide(work, case.id, case.version, Verdict.APPROVE)
        except Refusal as refusal:
            left.append((number, refusal.said))
        else:
            approved, fen = approved + 1, fen + amount
    cases = [case.id for case in listed.cases]
    until = together(work, cases)
    if until is None:
        lists_moved(work, cases)
    return Done(approved, fen, tuple(left), until)


def list_keys(work: Work) -> Keys:
    """Return the keys that show whoever acts their lists, none where nothing waits in one."""
    approve = [N_("Approve by the list")] if _lists(work, work.person_id) else []
    pay = [one.label for one, _ in pay_lists_of(work)]
    return tuple((key(Text(label), ShowList()),) for label in (*approve, *pay))
