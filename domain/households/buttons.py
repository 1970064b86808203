"""The buttons under messages about households on file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.platform.buttons import Button
from domain.platform.power.purposes import Purpose


class Shown(StrEnum):
    """Which households a list shows; `value` of the button says which unit, class or officer."""

    OWN = "m"
    ALL = "a"
    UNOWNED = "n"
    OF_UNIT = "u"  # value: the unit's id
    OF_CLASS = "c"  # value: the class
    OF_OFFICER = "o"  # value: the id of an appointment


@dataclass(frozen=True)
class OpenHousehold(Button, code="hh"):
    """One household: its file in short, visits and what is to be done."""

    household_id: int


@dataclass(frozen=True)
class LifeOf(Button, code="le"):
    """What has happened to a household, as its officers read it: from behind this entry on (`at` in microseconds since
    1970; 0: the newest)."""

    household_id: int
    at: int = 0
    rank: int = 0
    number: int = 0


@dataclass(frozen=True)
class OwnLife(Button, code="lo"):
    """The same, as the people of the household read it."""

    at: int = 0
    rank: int = 0
    number: int = 0


@dataclass(frozen=True)
class Changed(Button, code="lx"):
    """One change of a household, old and new, as its officers read it."""

    household_id: int
    change_id: int


@dataclass(frozen=True)
class OwnChanged(Button, code="lw"):
    """The same, as the people of the household read it."""

    change_id: int


@dataclass(frozen=True)
class HouseholdsPage(Button, code="hl"):
    """A page of the households, all or some of them."""

    shown: Shown
    value: str
    page: int


@dataclass(frozen=True)
class ChooseFilter(Button, code="hf"):
    """A leader wants to see the households of one unit, class or officer; the page of the choices."""

    shown: Shown
    page: int


@dataclass(frozen=True)
class LogVisit(Button, code="hv"):
    """An officer was at a household and logs the visit."""

    household_id: int


@dataclass(frozen=True)
class VisitsSoFar(Button, code="hs"):
    """A page of the visits to a household."""

    household_id: int
    page: int


@dataclass(frozen=True)
class VisitPhotos(Button, code="hp"):
    """The photos of one visit."""

    visit_id: int


@dataclass(frozen=True)
class CallWorker(Button, code="hc"):
    """An officer wants to call the worker."""

    household_id: int


@dataclass(frozen=True)
class ChangeFile(Button, code="kf"):
    """An officer wants to change something in a household's file; a page of what there is."""

    household_id: int
    page: int


@dataclass(frozen=True)
class ChooseOfficer(Button, code="ho"):
    """A leader wants to give a household to another officer."""

    household_id: int


@dataclass(frozen=True)
class AssignTo(Button, code="ha"):
    """The household goes to the holder of this appointment."""

    household_id: int
    appointment_id: int


@dataclass(frozen=True)
class ChooseUnit(Button, code="hu"):
    """A household is to be moved; a page of the units it can go to."""

    household_id: int
    page: int


@dataclass(frozen=True)
class MoveTo(Button, code="hm"):
    """The household moves to this unit."""

    household_id: int
    unit_id: int


@dataclass(frozen=True)
class OfferAll(Button, code="hb"):
    """A leader may give all households without an officer to those suggested; asks first."""


@dataclass(frozen=True)
class AssignAll(Button, code="hy"):
    """Yes, give them all to those suggested."""


@dataclass(frozen=True)
class AssignByTable(Button, code="ht"):
    """A leader wants to send a table of households and officers."""


@dataclass(frozen=True)
class FileOnPaper(Button, code="xp"):
    """An officer wants a household's file as a PDF, and says what for."""

    household_id: int
    purpose: Purpose


@dataclass(frozen=True)
class OwnFileOnPaper(Button, code="xq"):
    """A worker wants the file of their household as a PDF."""


@dataclass(frozen=True)
class ListOut(Button, code="xt"):
    """An officer wants a list of households as a spreadsheet, and says what for."""

    shown: Shown
    value: str
    purpose: Purpose


@dataclass(frozen=True)
class UploadOut(Button, code="xu"):
    """Whoever enters files wants the file for another system, and says what for."""

    purpose: Purpose


@dataclass(frozen=True)
class OwnCertificate(Button, code="xc"):
    """A worker wants the certificate of their household."""


@dataclass(frozen=True)
class CertificateAnew(Button, code="xd"):
    """An officer lets a household have a new certificate, and says what for."""

    household_id: int
    purpose: Purpose


@dataclass(frozen=True)
class OwnRecheck(Button, code="qb"):
    """A worker answers the yearly re-check: a part of the file, or where they are (empty)."""

    part: str = ""


@dataclass(frozen=True)
class RecheckOf(Button, code="qd"):
    """An officer answers it for a household, at a visit."""

    household_id: int
    part: str = ""
