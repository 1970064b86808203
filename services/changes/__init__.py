"""Changes of a file or a registration: proposed with proof, confirmed by another, told to both sides."""

from services.changes.confirming import follow_consent, follow_officers, follow_offices
from services.changes.deciding import check_may_refuse, confirm, end_all, forget, photos, refuse, take_back
from services.changes.looking import FileSaid, OwnFileView, Things, own_file, said, things_of, waiting_for
from services.changes.numbers import add_number, number_wanted
from services.changes.proposing import Wanted, pinned, propose, reclass, wanted
from services.changes.seen import mark_anew
from services.changes.telling import called, told
from services.changes.upkeep import keep_up
from services.changes.words import opened

__all__ = [
    "FileSaid", "OwnFileView", "Things", "Wanted", "add_number", "called", "check_may_refuse", "confirm", "end_all",
    "follow_consent", "follow_officers", "follow_offices", "forget", "keep_up", "mark_anew", "number_wanted", "opened",
    "own_file", "photos", "pinned", "propose", "reclass", "refuse", "said", "take_back", "things_of", "told",
    "waiting_for", "wanted",
]  # fmt: skip
