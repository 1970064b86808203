"""Officers over both say whether two files are of one household; that they are, two of them."""

from domain.doubles.words import AnotherConfirms, DoubleOver
from domain.platform.access import NotForYou
from domain.platform.text import N_, Sayable, say
from models.households import FileDouble
from services.doubles import asking, merging
from services.doubles.looking import is_relation, opened
from services.households import subject
from services.platform import audit
from services.platform.work import Work


def not_one(work: Work, double_id: int) -> Sayable:
    """Two households: that is kept, and never asked again. Raises as `opened`, and AnotherConfirms."""
    double, low, high = opened(work, double_id, lock=True)
    if double.state == "meant":
        raise AnotherConfirms
    double.state, double.decided_by, double.decided_at = "apart", work.person_id, work.now
    work.session.flush()
    for file in (low, high):
        audit.note(work, work.person_id, N_("said that two files are of two households"), subject(file))
    asking.take_back(work, double, say(N_("It is settled: two households. Nothing is to be done.")))
    return say(N_("It is written down: two households. It is not asked again."))


def mean_one(work: Work, double_id: int, household_id: int, relation: str) -> Sayable:
    """One household, and the number of this file stays: a second officer is asked. Raises as `opened`, and
    AnotherConfirms when somebody has said so already, NotForYou for what no button of ours says.
    """
    double, low, high = opened(work, double_id, lock=True)
    if double.state == "meant":
        raise AnotherConfirms
    if household_id not in (low.id, high.id) or not is_relation(work, relation):
        raise NotForYou
    double.state, double.keeps_id, double.relation = "meant", household_id, relation
    double.meant_by, double.meant_at = work.person_id, work.now
    work.session.flush()
    for file in (low, high):
        audit.note(work, work.person_id, N_("said that two files are of one household"), subject(file))
    asking.take_back(work, double, say(N_("A colleague says that it is one household; a second officer confirms it.")))
    asking.ask(work, double)
    return say(N_("It is written down. A second officer over both units confirms it; until then nothing changes."))


def _meant(work: Work, double_id: int) -> FileDouble:
    double, _, _ = opened(work, double_id, lock=True)
    if double.state != "meant":
        raise DoubleOver
    if double.meant_by == work.person_id:
        raise AnotherConfirms
    return double


def not_confirmed(work: Work, double_id: int) -> Sayable:
    """The second officer does not think so: it is asked anew, of all. Raises as `confirm`."""
    double = _meant(work, double_id)
    double.state, double.keeps_id, double.relation = "asked", None, ""
    double.meant_by, double.meant_at = None, None
    work.session.flush()
    for file in asking.files_of(work.session, double):
        audit.note(work, work.person_id, N_("did not confirm that two files are of one household"), subject(file))
    asking.take_back(work, double, say(N_("A colleague did not confirm it. It is asked anew.")))
    asking.ask(work, double)
    return say(N_("It is not confirmed, and asked anew. Please talk to one another about it."))


def confirm(work: Work, double_id: int) -> Sayable:
    """One file comes of two. Raises as `opened`, and AnotherConfirms, BothUnderWay."""
    double = _meant(work, double_id)
    told = merging.merge(work, double)
    double.state, double.decided_by, double.decided_at = "merged", work.person_id, work.now
    work.session.flush()
    asking.take_back(work, double, say(N_("It is settled: the two files are one now. Nothing is to be done.")))
    return told
