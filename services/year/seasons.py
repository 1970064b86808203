"""Seasons by themselves: their rounds open and are carried on, and the workers are told of each that opens."""

from domain.aid.buttons import ApplyTo
from domain.broadcasts.audience import Audience
from domain.campaigns.rounds import Round
from domain.platform.messages import Message, key
from domain.platform.text import N_, lines, paragraphs, say
from domain.policy.seasons import Readers
from services import campaigns
from services.broadcasts import announce
from services.platform.policies import Policy
from services.platform.work import Work

__all__ = ["carry_seasons_on"]


def carry_seasons_on(work: Work) -> None:
    """Open the rounds that have begun, tell the workers, and do what is due in every running campaign."""
    for one in campaigns.open_rounds(work):
        _tell_workers(work, work.house.policies.current, one)
    campaigns.carry_on(work)


def _tell_workers(work: Work, policy: Policy, one: Round) -> None:
    season, worker = one.season, one.season.worker
    text = paragraphs(say(N_("<b>{season}</b>"), season=season.title), worker.text)
    keys = tuple(
        (key(say(N_("Apply: {programme}"), programme=policy.programme(linked).title), ApplyTo(linked)),)
        for linked in worker.programmes
    )
    announce(
        work,
        key=f"{one.key}:opening",
        topic=worker.topic,
        title=lines(season.title, str(one.year), between=" "),
        message=Message(text, keys),
        audience=Audience(workers=True) if worker.to is Readers.WORKERS else Audience(season=season.key),
    )
