"""What notices to many are about, in words, and which of it people may turn off."""

from __future__ import annotations

from collections.abc import Mapping

from domain.platform.text import N_, Text, say
from domain.policy.seasons import Topic

TOPICS: Mapping[Topic, Text] = {
    Topic.SEASONAL: say(N_("Seasonal help")),
    Topic.PROGRAMMES: say(N_("Aid programmes")),
    Topic.TRAINING_JOBS: say(N_("Jobs and training")),
    Topic.SAFETY: say(N_("Safety")),
    Topic.FILE: say(N_("The own file")),
}
TO_CHOOSE: Mapping[Topic, Text] = {topic: label for topic, label in TOPICS.items() if topic.can_be_muted}
