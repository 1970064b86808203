"""Money settled at visits: a case for each household, approved by the list with one press, each under its rules."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import col, select

from domain.cases.buttons import ApproveList, ShowList
from domain.platform.messages import Keys, Message, key
from domain.platform.text import N_, Money, Nn_, Refusal, Sayable, Text, lines, paragraphs, say, say_many
from domain.policy import Policy, Programme
from domain.procedure.state import Status, Verdict
from domain.procedure.steps import named
from models.households import HouseholdFile
from models.procedure import AidCase, Prompt
from models.units import Unit
from services.cases.pay_list import Done, lists_moved, mark_of, pay_lists_of, remind_to_pay
from services.cases.worker_side import new_number
from services.platform import audit, outbox
from services.platform.undo import undone_when_refused
from services.platform.work import Work
from services.procedure import Dossier, begin, decide, is_undecided, subject, together

MOST = 40  # a card holds no more, and one press is to be over soon


def _waiting(work: Work, officer_id: int) -> Sequence[AidCase]:
    """Return what waits for an approver by the list, the oldest first; the rest comes when these are through."""
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
    return [case for case in work.session.exec(query).all() if Dossier(work, case).is_by_list][:MOST]


def show_lists(work: Work, case: AidCase) -> None:
    """Let the card of every approver of a case show it, too; a new card is sent once for each list and day."""
    asked = select(Prompt.officer_id).where(Prompt.case_id == case.id, col(Prompt.closed_at).is_(None))
    for officer_id in work.session.exec(asked.where(col(Prompt.quiet).is_(True))).all():
        _show(work, officer_id)


def _show(work: Work, officer_id: int) -> None:
    waiting = _waiting(work, officer_id)
    if not waiting:
        return
    once = f"list:{officer_id}:{waiting[0].id}:{work.today}"
    if outbox.with_key(work, once) is None:
        outbox.put(work, officer_id, _card(work, waiting), key=once)
    else:
        outbox.edit(work, officer_id, _card(work, waiting), target_key=once)


def remind_of_lists(work: Work) -> None:
    """Put what waits by the list before its approvers and cashiers anew, once a day."""
    quiet = select(Prompt.officer_id).where(col(Prompt.quiet).is_(True), col(Prompt.closed_at).is_(None)).distinct()
    for officer_id in sorted(work.session.exec(quiet).all()):
        waiting = _waiting(work, officer_id)
        if waiting:
            once = f"list:{officer_id}:{waiting[0].id}:{work.today}"
            outbox.put(work, officer_id, _card(work, waiting), key=once, priority=outbox.REMINDER)
        remind_to_pay(work, officer_id)


def list_of(work: Work) -> Message | None:
    """Return the card of what waits for whoever acts by the list, None when nothing does."""
    waiting = _waiting(work, work.person_id)
    return _card(work, waiting) if waiting else None


def _card(work: Work, waiting: Sequence[AidCase], head: Sayable | None = None) -> Message:
    units = {unit.id: unit.named for unit in work.session.exec(select(Unit)).all()}
    fen = sum(case.amount for case in waiting)
    count = say_many(
        *Nn_("{count} case waits for approval, {amount}.", "{count} cases wait for approval, {amount} in all."),
        len(waiting),
        amount=Money(fen),
    )
    told = [lines(case.number, units[case.unit_id], Money(case.amount), between=" · ") for case in waiting]
    title = say(N_("<b>Money settled at visits</b>"))
    each = say(N_("Each one is checked once more when you press. One by one: /pending"))
    return Message(paragraphs(head, lines(title, count), lines(*told), each), _keys(waiting, fen))


def _keys(waiting: Sequence[AidCase], fen: int) -> Keys:
    approve = say_many(*Nn_("Approve {count} case", "Approve all {count} cases"), len(waiting))
    return ((key(approve, ApproveList(mark_of(case.id for case in waiting), len(waiting), fen)),),)


def approve_list(work: Work, press: ApproveList) -> Done | Message:
    """Approve the cases that the officer saw; what a rule stops is left out and stays as it was.

    A list that is another one by now changes nothing and is shown as it stands.
    """
    waiting = _waiting(work, work.person_id)
    now = ApproveList(mark_of(case.id for case in waiting), len(waiting), sum(case.amount for case in waiting))
    if not waiting or now != press:
        changed = say(N_("The list has changed since this message. Nothing was approved; this is how it stands now:"))
        return _card(work, waiting, changed) if waiting else Message(say(N_("Nothing waits for you.")))
    approved, fen, left = 0, 0, list[tuple[str, Sayable]]()
    for case in waiting:
        number, amount = case.number, case.amount
        try:
            with undone_when_refused(work.session):
                decide(work, case.id, case.version, Verdict.APPROVE)
        except Refusal as refusal:
            left.append((number, refusal.said))
        else:
            approved, fen = approved + 1, fen + amount
    cases = [case.id for case in waiting]
    until = together(work, cases)
    if until is None:
        lists_moved(work, cases)
    return Done(approved, fen, tuple(left), until)


def list_keys(work: Work) -> Keys:
    """Return the keys that show whoever acts their lists, none where nothing waits in one."""
    approve = [N_("Approve by the list")] if _waiting(work, work.person_id) else []
    pay = [one.label for one, _ in pay_lists_of(work)]
    return tuple((key(Text(label), ShowList()),) for label in (*approve, *pay))


def open_for(
    work: Work, file: HouseholdFile, programme: Programme, policy: Policy, *, answers: Mapping[str, Any], amount: int,
    about: str, period: str,
) -> AidCase:  # fmt: skip
    """Open a case at its first step, the approval; `amount` in fen, `about` what there is only one of in the `period`.

    Raises OnceApplied when there is one for the same.
    """
    case = AidCase(
        number=new_number(work), programme=programme.key, applicant_id=file.head_id, unit_id=file.unit_id,
        household_id=file.id, policy_version=policy.version, answers=dict(answers),
        household_class=file.household_class, amount=amount, subject_print=about, period=period, step="",
        opened_at=work.now, step_since=work.now,
    )  # fmt: skip
    work.session.add(case)
    work.session.flush()
    audit.note(work, work.person_id, N_("opened"), subject(case))
    begin(work, case)
    return case
