"""A season's round: its record, how far it has come, and who is told."""

from services.campaigns.digests import bar, follow_consent, heading, redraw_digest, tell_of_households
from services.campaigns.escalations import leaders_of
from services.campaigns.picture import (
    CampaignView,
    HouseholdLine,
    OfficerLine,
    Picture,
    UnitLine,
    households_of,
    latest,
    officers_of,
    picture_of,
)
from services.campaigns.record import Numbers, counted, policy_of, running, season_of, to_be_done
from services.campaigns.rounds import carry_on, open_rounds
from services.campaigns.table import spreadsheet

__all__ = [
    "CampaignView", "HouseholdLine", "Numbers", "OfficerLine", "Picture", "UnitLine", "bar", "carry_on", "counted",
    "follow_consent", "heading", "households_of", "latest", "leaders_of", "officers_of", "open_rounds", "picture_of",
    "policy_of", "redraw_digest", "running", "season_of", "spreadsheet", "tell_of_households", "to_be_done",
]  # fmt: skip
