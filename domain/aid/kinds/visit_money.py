"""Money that an officer settles at a visit, within the caps of a season: nobody applies for it."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, cast

from domain.forms import Form
from domain.households.asked import Reader
from domain.households.classes import HouseholdClass
from domain.households.household import Member
from domain.kinds.kind import Asking, Door, Found, Given, Need, Problems, Subject
from domain.kinds.reasons import Reason
from domain.kinds.trace import Looked
from domain.platform.text import N_, Local, Sayable, Text, paragraphs, say
from domain.policy import Policy, Programme
from domain.policy import VisitMoney as Table
from domain.policy.checks import no_procedure
from domain.policy.conditions import OptionKeys, Place
from domain.policy.examples import Example


class VisitMoney:
    """The settled item of a checklist stands for what the worker would hand in."""

    key: ClassVar[str] = "visit_money"
    askings: ClassVar[tuple[Asking, ...]] = ()

    def asking(self, programme: Programme) -> None:
        """Nothing is asked of the worker."""

    def need(self, programme: Programme) -> Need:
        """The household is on file."""
        return Need.RESTS

    def door(self, programme: Programme) -> Door:
        """An officer settles it."""
        return Door.VISIT

    def form(self, policy: Policy, programme: Programme, people: Mapping[str, Member] | None) -> Form:
        """Nothing is asked of the worker."""
        return Form(key=self.key, title=self.title(programme, running=True), questions=())

    def subject(self, given: Given) -> Subject:
        """Once is held by the item that was settled; the caps of its season count by the year."""
        return Subject(str(given.today.year))

    def before(self, given: Given) -> tuple[Reason, ...]:
        """Nobody applies for it, so it stands in no list."""
        return (self._refused(given),)

    def found(self, given: Given) -> Found:
        """Nobody can hand it in; the sum is what was settled."""
        refused = self._refused(given)
        found = given.file.household_class if given.file else HouseholdClass.NONE
        return Found(found, paragraphs(refused.worker), against=(refused,))

    def looked(self, given: Given) -> tuple[Looked, ...]:
        """The caps of the season are looked at when it is settled."""
        return ()

    def tries(self, given: Given) -> tuple[Mapping[str, Any], ...]:
        """Nobody can ask for it."""
        return ()

    def again(self, given: Given) -> Mapping[str, Any]:
        """Nothing was asked."""
        return {}

    def handed_in(self, programme: Programme, number: str) -> Sayable:
        """Say who goes on with it."""
        return self.title(programme, running=True)

    def listed(self, programme: Programme, today: date) -> Sayable | None:
        """Nobody applies for it."""
        return None

    def papers(self, given: Given) -> tuple[str, ...]:
        """The visit is the proof."""
        return ()

    def title(self, programme: Programme, *, running: bool) -> Text | Local:
        """Return the title of the policy."""
        return cast(Table, programme).title

    def shown(self, given: Given, reader: Reader) -> tuple[Sayable, ...]:
        """Return who settled it, and when."""
        if reader is not Reader.OFFICER:
            return ()
        source = N_("Settled at a visit by {name}, {when}")
        return (say(source, name=given.settled_by or "-", when=given.settled_at or given.today),)

    def exemplified(self, policy: Policy, programme: Programme, example: Example) -> tuple[int, tuple[Reason, ...]]:
        """It has no examples in the file."""
        return 0, ()

    def problems(self, policy: Policy, programme: Programme, place: Place, options: OptionKeys) -> Problems:
        """Yield a procedure that is not there."""
        return no_procedure(policy, programme, place)

    def _refused(self, given: Given) -> Reason:
        worker = say(
            N_("Nobody applies for {programme}: an officer settles it at a visit. Please ask your union."),
            programme=self.title(given.programme, running=False),
        )
        return Reason("at_visit", worker, say(N_("It is settled at a visit only.")))
