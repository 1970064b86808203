"""What happens in a case that rooms above the procedure act on; who acts is said when the program is put together."""

from dataclasses import dataclass

from domain.units.steps import StepKind


@dataclass(frozen=True, slots=True)
class Entered:
    """A case is entered in the national system under this number; what its kind ends in is written now."""

    case_id: int
    national_number: str


@dataclass(frozen=True, slots=True)
class FileOpened:
    """A household's file was opened: its case was entered in the national system."""

    household_id: int


@dataclass(frozen=True, slots=True)
class FileChanged:
    """What a household's file says, or what its head gave at registration, is another by now."""

    household_id: int | None
    person_id: int


@dataclass(frozen=True, slots=True)
class AidAsked:
    """A case is about to be approved at its review, at its approval, or paid (`step`), or decided anew (None): its
    household, and what else it has, is looked at once more, and may be in the way."""

    case_id: int
    step: StepKind | None


@dataclass(frozen=True, slots=True)
class ToBeSigned:
    """The contract of a case is to be signed by all who borrow together."""

    case_id: int


@dataclass(frozen=True, slots=True)
class Signing:
    """The contract of a case is about to be written down as signed; somebody may still have to agree."""

    case_id: int


@dataclass(frozen=True, slots=True)
class PapersDue:
    """A case was paid, and its papers are to come now."""

    case_id: int


@dataclass(frozen=True, slots=True)
class SumChosen:
    """Whoever approved a case said how much is given."""

    case_id: int


@dataclass(frozen=True, slots=True)
class PeopleNamed:
    """Whom a case names, or its file, is no longer what it was: others may name the same people."""

    case_id: int


@dataclass(frozen=True, slots=True)
class ChangeNames:
    """A proposed change names people, or is over and names them no longer."""

    change_id: int


@dataclass(frozen=True, slots=True)
class OfficesChanged:
    """Somebody got or left an office at this unit or lost it from sight: what waits below goes to whom it concerns."""

    unit_path: str


@dataclass(frozen=True, slots=True)
class CaseOfficersChanged:
    """These households have another case officer, or none, or belong to another unit by now."""

    household_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CameToNothing:
    """A case ended without giving what was asked for or settled."""

    case_id: int


@dataclass(frozen=True, slots=True)
class MoneyDue:
    """A case has come to its payment: what was approved is due now."""

    case_id: int


@dataclass(frozen=True, slots=True)
class CardConfirmed:
    """Officers have put another card on file while money of the case, which came back, waits for one."""

    case_id: int


@dataclass(frozen=True, slots=True)
class RunBegun:
    """A case is given month by month from now on."""

    case_id: int


@dataclass(frozen=True, slots=True)
class RunOff:
    """A case has left its monthly payment before its end: no month of it is due any more."""

    case_id: int


@dataclass(frozen=True, slots=True)
class MoneyOff:
    """A case has left its payment without being paid: nothing is due any more."""

    case_id: int


@dataclass(frozen=True, slots=True)
class NearTheLine:
    """The household of somebody without a file was found to be in none of the classes: its net income and the highest
    line, in fen per head and month, and whether that is near as the policy has it."""

    person_id: int
    net: int
    line: int
    is_near: bool


@dataclass(frozen=True, slots=True)
class InArrears:
    """So many repayments of a loan have not come as a leader hears of; `number` is the latest of them."""

    case_id: int
    number: int
