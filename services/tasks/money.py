"""Money settled at a visit: each item of a checklist opens a case, by which it is approved, paid and confirmed."""

from domain.platform.text import N_, Money, Refusal, say
from domain.policy import Policy, Programme
from domain.policy.seasons import CheckItem, Need
from domain.procedure import procedure
from domain.procedure.events import AidAsked
from domain.procedure.refusals import OtherAidInTheWay
from domain.tasks import checklist
from models.campaigns import CampaignTask, Gift
from models.households import HouseholdFile
from models.procedure import AidCase
from services import aid, cases
from services.payments import card_of, full_card
from services.platform import audit
from services.platform.work import Work
from services.procedure import lock, move, record_decision, state_of, subject, tell
from services.tasks import gifts
from services.tasks.record import Opened, season_of_task

__all__ = [
    "MoneyUnderWay", "NoCardOnFile", "NobodyPays", "OtherAidAtHome", "check_asked", "check_is_paid", "settle_money",
    "take_money_back",
]  # fmt: skip


class MoneyUnderWay(Refusal):
    """What is approved or paid is no longer changed on a checklist."""

    text = N_("The money of case {number} has been approved already, so it can no longer be changed here.")


class OtherAidAtHome(Refusal):
    """With what else the household has this year, the rules leave no room for money at a visit."""

    text = N_(
        "No money can be settled for this household now: {reason} In the way: {others}. Please press “Not needed” and "
        "give that as the reason; goods can still be given."
    )


class NoCardOnFile(Refusal):
    """Money is paid to a card."""

    text = N_(
        "No bank card of this household is on record, so no money could be paid to it. Please open the household with "
        "/households, record the card as a change, and settle the money once that is confirmed."
    )


class NobodyPays(Refusal):
    """Nothing is ticked off as given that nobody would pay."""

    text = N_(
        "The union's rules name nobody yet who pays money that is settled at a visit, so none can be settled. Please "
        "tell the administrator ([[visit_money]] in the policy), and press “Not needed” if it cannot wait."
    )


def check_is_paid(work: Work, found: Opened, item: CheckItem) -> None:
    """Raise NobodyPays for money of which no rules say who pays it, before anything is asked."""
    if Need.MONEY in item.needs and _paying(work, found) is None:
        raise NobodyPays


def settle_money(work: Work, found: Opened, item: CheckItem, gift: Gift) -> None:
    """Open the case by which the money of an item is paid; one that was open for it before is called off.

    Raises MoneyUnderWay, NobodyPays, NoCardOnFile, OtherAidAtHome.
    """
    if gift.case_id is not None and work.session.get_one(AidCase, gift.case_id).amount == gift.amount:
        return
    take_money_back(work, gift)
    if not gift.amount:
        return
    paying = _paying(work, found)
    if paying is None:
        raise NobodyPays
    policy, programme = paying
    case = cases.open_for(
        work, found.file, programme, policy, answers={"settled_by": work.person_id, "item": item.key},
        amount=gift.amount, about=f"task:{found.task_id}:{item.key}", period=str(gift.year),
    )  # fmt: skip
    gift.case_id = case.id
    work.session.flush()
    if full_card(work.session, case) is None:
        raise NoCardOnFile
    try:
        aid.check_other_aid(work, AidAsked(case.id, None))
    except OtherAidInTheWay as stands:
        given = stands.args_given
        raise OtherAidAtHome(reason=given["reason"], others=given["others"]) from stands
    _tell(work, case, programme)
    cases.show_lists(work, case)


def _paying(work: Work, found: Opened) -> tuple[Policy, Programme] | None:
    """Return the programme that pays it: of the policy that the season opened with, else of the one in force now."""
    for policy in (found.policy, work.house.policies.current):
        season = next((one for one in policy.seasons if one.key == found.season.key), None)
        programme = next((one for one in policy.visit_money if season is not None and one.key == season.pays), None)
        if programme is not None:
            return policy, programme
    return None


def _tell(work: Work, case: AidCase, programme: Programme) -> None:
    source = N_(
        "{programme}: {amount} was settled for your household at the visit, case {number}. Once the centre approves "
        "it, it is paid to {card}. I tell you then; you can follow it with /cases. Nobody may ask you for a fee."
    )
    title = work.house.kinds.of(programme).title(programme, running=False)
    said = say(
        source, programme=title, amount=Money(case.amount), number=case.number,
        card=card_of(work.session, case),
    )  # fmt: skip
    tell(work, case, said)


def take_money_back(work: Work, gift: Gift | None) -> None:
    """Call the case of a gift off, as long as nobody has approved it; raises MoneyUnderWay."""
    if gift is None or gift.case_id is None:
        return
    case = lock(work.session, gift.case_id)
    gift.case_id = None
    work.session.flush()
    state = state_of(work, case)
    if state.status.came_to_nothing:
        return
    try:
        after = procedure.call_off(state, by=work.person_id)
    except Refusal as refusal:
        raise MoneyUnderWay(number=case.number) from refusal
    record_decision(work, case, "call_off", person_id=work.person_id, role="")
    audit.note(work, work.person_id, N_("took back what was settled"), subject(case))
    said = say(N_("The officer took back what was settled. Nothing is to be done."))
    move(work, case, after, said)
    source = N_("Case {number} has ended: your officer took back what was settled, or settles it anew.")
    tell(work, case, say(source, number=case.number))


def check_asked(work: Work, asked: AidAsked) -> None:
    """Raise when what a household has leaves no room for a case: other aid, or the caps of the season.

    Raises OtherAidInTheWay, AboveTheYear, AboveOneTime.
    """
    aid.check_other_aid(work, asked)
    case = work.session.get_one(AidCase, asked.case_id)
    gift = gifts.of_case(work.session, case.id)
    if gift is None or asked.step is None:
        return
    season = season_of_task(work, work.session.get_one(CampaignTask, gift.task_id))
    head = work.session.get_one(HouseholdFile, gift.household_id).head_id
    had = gifts.had_in(work.session, head, gift.year, but=gift)
    checklist.check_amount(season, case.amount, had, gift.year)
