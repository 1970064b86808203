"""Aid that the policy file states whole: nothing about it is known here."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, cast

from domain.aid.by_policy.for_events import EVENT, NONE_YET, event_rows
from domain.aid.by_policy.for_groups import group_rows
from domain.aid.by_policy.for_others import rows, subject_of
from domain.aid.by_policy.form import aid_form
from domain.aid.by_policy.problems import aid_problems
from domain.aid.by_policy.verdict import Asked, Verdict, exemplified, looked, verdict
from domain.aid.by_policy.whom import SELF, is_meant, person_key, tried_answers
from domain.aid.eligibility import assessment_of
from domain.aid.own_questions import own_in, own_papers
from domain.aid.rows import own_rows
from domain.forms import Form
from domain.households.asked import Reader
from domain.households.facts import own_facts
from domain.households.household import Member
from domain.kinds.kind import Asking, Door, Found, Given, Need, OnFile, Problems, Subject
from domain.kinds.payee import PAYEE
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.access import Action
from domain.platform.predicates import evaluate
from domain.platform.text import N_, Joined, Local, Money, Refusal, Sayable, Text, lines, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy.aid.programme import About, OncePer
from domain.policy.aid.programme import Aid as Table
from domain.policy.conditions import OptionKeys, Place
from domain.policy.examples import Example
from domain.procedure.steps import kind_of


class PersonGone(Refusal):
    """Whom an application is for does not live in the household any more."""

    text = N_("The person of this application is no longer in your household's file. Please choose the person again.")
    leads_to = "apply"


WITHOUT_MONEY = N_(
    "If it is taken up, your union sees it through for you, and you read here what comes of it. It costs you nothing."
)


class AidByPolicy:
    """About a household on file, or one of its people."""

    key: ClassVar[str] = "aid"
    askings: ClassVar[tuple[Asking, ...]] = (Asking(key, say(N_("your application for aid")), Action.APPLY),)

    def asking(self, programme: Programme) -> Asking:
        """All of it is asked for in the same way."""
        return self.askings[0]

    def need(self, programme: Programme) -> Need:
        """The household is on file, but where it is about a person."""
        return Need.RESTS if _table(programme).about.needs_file else Need.NONE

    def door(self, programme: Programme) -> Door:
        """The worker applies, or an officer for somebody else, or once for many."""
        about = _table(programme).about
        return Door.OFFICER if about.by_officer else Door.EVENT if about.is_event else Door.WORKER

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Return the application; raises NobodyMeant when there is nobody to choose."""
        return aid_form(policy, _table(programme), people)

    def subject(self, given: Given) -> Subject:
        """Once per what the policy says, of the household or the person; raises PersonGone."""
        if _table(given.programme).about.by_officer:
            return subject_of(_table(given.programme), _period(given), given.answers, given.people)
        member = _member(given)
        named = {f"{person_key(_table(given.programme))}_name": member.name} if member else {}
        return Subject(_period(given), member, (member,) if member else (), named, key=_key(given))

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Return what speaks against it before anything is asked."""
        return verdict(_table(given.programme), _asked(given, blank=True)).against

    def found(self, given: Given) -> Found:
        """Return the sum and how it is worked out; raises PersonGone."""
        found = verdict(_table(given.programme), _asked(given))
        household_class = assessment_of(given).household_class
        if found.against:
            head = say(N_("<b>This application cannot be handed in, because:</b>"))
            told = [say(N_("• {reason}"), reason=reason.worker) for reason in found.against]
            return Found(household_class, paragraphs(head, *told), against=found.against)
        table = _table(given.programme)
        if not table.pays:
            return Found(household_class, _goods(found) if table.amount else _without_money(given))
        return Found(household_class, _offer(found), found.amount, least=found.least, months=found.months)

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """Return window, exclusions, its own conditions, once per what, and what is in the way."""
        return tuple(looked(_table(given.programme), _asked(given)))

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """Return each person of the household where it is about one, with what is taken for their answers."""
        table = _table(given.programme)
        if table.about is not About.MEMBER:
            return (tried_answers(given, None),)
        them = (None,) if table.whom is None else ()
        each = ((key, one) for key, one in given.people.items() if is_meant(table, one))
        return tuple(
            {person_key(table): key, **tried_answers(given, one)}
            for key, one in (*((SELF, one) for one in them), *each)
        )

    def again(self, given: Given) -> Mapping[str, Any]:
        """Return all answers, but the person when that is not the same or not there any more."""
        key, answers = person_key(_table(given.programme)), given.answers
        if str(answers.get(key)) == SELF:
            return answers
        named = answers.get(f"{key}_name")
        known = {place: one for place, one in given.people.items() if is_meant(_table(given.programme), one)}
        member = known.get(str(answers.get(key)))
        if member is None or member.name != named:
            return {one: value for one, value in answers.items() if one != key}
        return {**answers, key: next(place for place, one in known.items() if one is member)}

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say that the review comes now."""
        source = N_(
            "Your application is handed in. Its number is <b>{number}</b>. Your union reviews it now, and I "
            "tell you about every step."
        )
        return say(source, number=number)

    def listed(self, programme: Programme, today: Any) -> Sayable | None:
        """Return its window, and what it is for."""
        table = _table(programme)
        state = table.state(today)
        said = state.said if state else say(N_("open all year"))
        head = say(N_("<b>{programme}</b>: {state}"), programme=table.title, state=said)
        return lines(head, table.summary, _range_said(table))

    def papers(self, given: Given) -> tuple[str, ...]:
        """Return those that the policy asks for, as far as the answers call for them."""
        table, facts = _table(given.programme), own_facts(_own(given))
        called = (one for one in table.papers if one.when is None or evaluate(one.when.condition, facts).holds)
        keys = (one.paper for one in called if one.after is None or given.is_paid)
        return tuple(dict.fromkeys((*keys, *own_papers(given.policy, table.key, facts))))

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return the title of the policy."""
        return _table(programme).title

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """Return whom it is for, and what the policy itself asked."""
        whom = (*_for_others_shown(given, reader), *_person_shown(given, reader))
        return (*whom, *_goods_shown(given, reader), *_own_shown(given, reader), *_payee_shown(given, reader))

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """Return what an example gets, or the reasons against it."""
        found = exemplified(policy, _table(programme), example)
        return found.amount, found.against

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Yield names that lead nowhere, and conditions that can never be asked."""
        return aid_problems(policy, _table(programme), place, options)


def _own(given: Given) -> Mapping[str, Any]:
    return own_in(given.policy, given.programme.key, given.answers)


def _person_shown(given: Given, reader: Reader) -> Iterator[Sayable]:
    table = _table(given.programme)
    key = person_key(table)
    name = str(given.answers.get(f"{key}_name") or "")
    if reader is Reader.OFFICER and (name or key in given.answers):
        label = (table.whom and table.whom.label) or say(N_("For"))
        yield say(N_("{label}: {value}"), label=label, value=name or say(N_("the worker")))


def _payee_shown(given: Given, reader: Reader) -> Iterator[Sayable]:
    yield from group_rows(given.answers, given.today) if reader is Reader.OFFICER else ()
    if reader is Reader.OFFICER and _table(given.programme).payees:
        payees = {option.key: option.text for option in given.policy.options(PAYEE)}
        yield say(N_("Paid to: {payee}"), payee=payees.get(str(given.answers.get(PAYEE)), "-"))


def _range_said(table: Table) -> Sayable | None:
    between = table.amount_range()
    if between is None:
        return None
    source = N_("From {least} to {most} each time.")
    if table.once.per is OncePer.SCHOOL_YEAR:
        source = N_("From {least} to {most} for each student and year.")
    return say(source, least=Money(between[0]), most=Money(between[1]))


def _without_money(given: Given) -> Sayable:
    steps = given.policy.steps(_table(given.programme).procedure)
    said = (kind_of(step.kind).offered(step) for step in steps)
    return next((one for one in said if one is not None), say(WITHOUT_MONEY))


def _offer(found: Verdict) -> Sayable:
    source = N_("It would be <b>{amount}</b>, if it is approved, and as long as funds last.")
    if found.least is not None:
        source = N_("It would be between {least} and <b>{amount}</b>: whoever approves it decides how much is needed.")
    if found.months:
        source = N_("It would be <b>{each} a month</b>, {amount} in all, if it is approved, and as long as funds last.")
    each = found.amount // (found.months or 1)
    head = say(source, amount=Money(found.amount), least=Money(found.least or 0), each=Money(each))
    return paragraphs(head, Joined(found.why, "\n"), say(N_("It is paid only after every step of it is done.")))


def _for_others_shown(given: Given, reader: Reader) -> tuple[Sayable, ...]:
    table = _table(given.programme)
    if reader is Reader.OFFICER and table.about.is_event:
        return event_rows(given.answers)
    return rows(table, given.answers) if reader is Reader.OFFICER and table.about.by_officer else ()


def _own_shown(given: Given, reader: Reader) -> tuple[Sayable, ...]:
    return tuple(own_rows(reader, _own(given), given.policy, given.programme.key))


def _goods_shown(given: Given, reader: Reader) -> Iterator[Sayable]:
    amount = _table(given.programme).amount
    for row in amount.rows if amount is not None and reader is Reader.OFFICER else ():
        if row.goods:
            yield say(N_("Goods: {goods}, worth {value}"), goods=Joined(row.goods, ", "), value=Money(row.value or 0))


def _goods(found: Verdict) -> Sayable:
    head = say(N_("If it is approved, and as long as there are any, you get:"))
    signed = say(N_("You sign for it when you get it. No money is paid, and it costs you nothing."))
    return paragraphs(head, Joined(found.why, "\n"), signed)


def _table(programme: Programme) -> Table:
    return cast(Table, programme)


def _file(given: Given) -> OnFile:
    assert given.file is not None, "it rests on a file"
    return given.file


def _asked(given: Given, *, blank: bool = False) -> Asked:
    assessment = assessment_of(given)
    if blank and person_key(_table(given.programme)) not in given.answers:
        return Asked(
            assessment=assessment, granted=given.granted, period=_period(given), memberships=given.memberships,
            born=given.born,
        )  # fmt: skip
    member = _member(given)
    return Asked(
        assessment=assessment,
        granted=given.granted,
        own=None if blank else own_facts(_own(given)),
        person=_number(given, member),
        subject=member.resident_id if member else "",
        period=_period(given),
        is_running=given.is_running,
        memberships=given.memberships,
        born=given.born,
    )


def _member(given: Given) -> Member | None:
    """Return the member it is for, None for the worker and the household; raises PersonGone."""
    table = _table(given.programme)
    named = given.answers.get(person_key(table))
    if named in (None, SELF):
        return None
    member = given.people.get(str(named))
    if member is None or not is_meant(table, member):
        raise PersonGone
    return member


def _number(given: Given, member: Member | None) -> int | None:
    if _table(given.programme).about is not About.MEMBER:
        return None
    return 0 if member is None else _file(given).household.members.index(member) + 1


def _period(given: Given) -> str:
    once = _table(given.programme).once
    if _table(given.programme).about.is_event:
        return str(given.answers.get(EVENT) or NONE_YET)
    if once.per is OncePer.YEAR:
        return str(given.today.year)
    if once.per is OncePer.SCHOOL_YEAR:
        return str(_table(given.programme).school_year(given.today))
    return str(_own(given).get(once.event or "") or "") if once.per is OncePer.EVENT else "ever"


def _key(given: Given) -> str:
    """Return what stands for a subject without an id of its own: the household, or its worker."""
    if not _table(given.programme).about.needs_file:
        return f"worker:{given.worker}"
    return f"{given.answers.get(person_key(_table(given.programme))) or 'household'}:{_file(given).number}"
