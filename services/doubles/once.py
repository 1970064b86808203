"""Cases of two files that turn out to be for the same: the later one is taken back, and nothing is paid twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, select

from domain.doubles.joining import MEMBERS, SAME, Head, place_of
from domain.doubles.words import BothUnderWay
from domain.platform.messages import Message
from domain.platform.text import N_, Joined, Sayable, lines, say
from domain.procedure import procedure
from domain.procedure.state import Status
from models.households import HouseholdFile
from models.platform.seal import vault
from models.procedure import AidCase
from services.households import head_of
from services.platform import audit, outbox
from services.platform.work import Work
from services.procedure import lock, move, record_decision, state_of, subject

RUNNING = (Status.OPEN.value, Status.RETURNED.value)
COUNTS = (*RUNNING, Status.FINISHED.value)


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of cases for the same, for the household; and, for the officer alone, what was given to both."""

    told: Sayable | None = None
    given_twice: Sayable | None = None


def settle(work: Work, kept: HouseholdFile, other: HouseholdFile, relation: str) -> Decided:
    """Let every case of the other file be for what it is for in the file that stays; of two for the same the later one
    that can still be taken back is. Raises BothUnderWay.
    """
    names = _names(work.session, kept, other, relation)
    told: list[Sayable] = []
    twice: list[str] = []
    theirs = select(AidCase).where(AidCase.household_id == other.id, col(AidCase.subject_print).in_(list(names)))
    for case_id in [case.id for case in work.session.exec(theirs.order_by(col(AidCase.id))).all()]:
        case = lock(work.session, case_id)
        rivals = [one for one in _for_the_same(work.session, case, kept, names) if case.status in COUNTS]
        for rival in rivals:
            if loser := _taken_back(work, case, rival):
                winner = rival if loser is case else case
                told.append(_said(work, loser, winner))
            else:
                twice.append(f"{rival.number}, {case.number}")
        _rename(work, case, names)
    given = N_("Both households were given the same already, and that stays: {numbers}.")
    return Decided(lines(*told) if told else None, say(given, numbers=Joined(tuple(twice), "; ")) if twice else None)


def _names(session: Session, kept: HouseholdFile, other: HouseholdFile, relation: str) -> dict[str, str]:
    """Return under which fingerprint each household-wide subject of the other file stands in the file that stays; by
    number people are the same anyway."""
    mine, theirs = head_of(session, kept), head_of(session, other)
    print_of = vault().fingerprint
    found = {"household": "household", "": ""}
    pairs = {f"{key}:{other.number}" if key else other.number: f"{new}:{kept.number}" if new else kept.number
             for key, new in found.items()}  # fmt: skip
    pairs.update(_places(kept, other, Head(mine.name or "", mine.resident_id or "")))
    selves = f"self:{kept.number}" if relation == SAME else theirs.resident_id or f"self:{other.number}"
    pairs[f"self:{other.number}"] = selves
    return {print_of(old): print_of(new) for old, new in pairs.items()}


def _places(kept: HouseholdFile, other: HouseholdFile, head: Head) -> Iterator[tuple[str, str]]:
    """Yield who has no number and is known by the place in which they stand."""
    there = kept.data.get(MEMBERS) or ()
    for place, row in enumerate(other.data.get(MEMBERS) or ()):
        new = place_of(there, row)
        if not row.get("resident_id") and new is not None:
            number = str(there[new].get("resident_id") or "")
            yield f"m{place}:{other.number}", number or f"m{new}:{kept.number}"


def _for_the_same(session: Session, case: AidCase, kept: HouseholdFile, names: dict[str, str]) -> list[AidCase]:
    same = select(AidCase.id).where(
        AidCase.household_id == kept.id, AidCase.programme == case.programme, AidCase.period == case.period,
        AidCase.subject_print == names[case.subject_print or ""], col(AidCase.status).in_(COUNTS),
    )  # fmt: skip
    return [lock(session, number) for number in session.exec(same.order_by(col(AidCase.id))).all()]


def _taken_back(work: Work, one: AidCase, two: AidCase) -> AidCase | None:
    """Take back the later of two cases for the same, or the only one that can be; return it. None: both were given.
    Raises BothUnderWay when money of both is on its way, of which one could still come back.
    """
    able = sorted((case for case in (one, two) if _can_go(work, case)), key=lambda case: (case.opened_at, case.id))
    if not able:
        if any(case.status in RUNNING for case in (one, two)) and not _any_paid(work, one, two):
            raise BothUnderWay(numbers=f"{one.number}, {two.number}")
        return None
    loser = able[-1]
    _withdraw(work, loser)
    return loser


def _can_go(work: Work, case: AidCase) -> bool:
    return case.status in RUNNING and state_of(work, case).payment is None


def _any_paid(work: Work, *cases: AidCase) -> bool:
    return any(case.status == Status.FINISHED or state_of(work, case).payment is not None for case in cases)


def _withdraw(work: Work, case: AidCase) -> None:
    after = procedure.withdraw(state_of(work, case), by=case.applicant_id)
    record_decision(work, case, "withdraw", person_id=work.person_id, role="")
    audit.note(
        work, work.person_id, N_("took a case back that was for the same as another of the household"), subject(case)
    )
    move(work, case, after, say(N_("The household has another case for the same. Nothing is to be done.")))
    work.session.flush()


def _said(work: Work, loser: AidCase, winner: AidCase) -> Sayable:
    source = N_("Case {number} is taken back, since {other} is for the same and goes on.")
    if winner.status == Status.FINISHED:
        source = N_("Case {number} is taken back, since {other} was given for the same.")
    told = say(source, number=loser.number, other=winner.number)
    outbox.put(work, loser.applicant_id, Message(told), key=f"joined:case:{loser.id}")
    return told


def _rename(work: Work, case: AidCase, names: dict[str, str]) -> None:
    """Let a case stand for its subject as the file that stays names it; what both were given keeps its own."""
    held = case.once_key
    new = names[case.subject_print or ""]
    wanted = f"{case.programme}:{new}:{case.period}"
    taken = select(AidCase.id).where(AidCase.once_key == wanted, AidCase.id != case.id)
    if held is not None and work.session.exec(taken).first() is not None:
        return
    case.subject_print = new
    case.once_key = wanted if held is not None else None
    work.session.flush()
