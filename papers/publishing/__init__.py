"""Publishing: the gate, freezing, releases, pairs, corrections, withdrawal, expunging."""

from papers.publishing.deriving import derive, rebuild
from papers.publishing.freezing import freeze
from papers.publishing.gate import Missing, advice, missing
from papers.publishing.rehearsing import rehearse
from papers.publishing.releasing import (
    NotPublishableError,
    cancel,
    expunge,
    has_been_live,
    instant,
    lift_retraction,
    publish,
    reinstate,
    retract,
    settle,
    unchanged,
    withdraw,
)
from papers.publishing.standing import Standing, State, is_changed, standings

__all__ = [
    "Missing",
    "NotPublishableError",
    "Standing",
    "State",
    "advice",
    "cancel",
    "derive",
    "expunge",
    "freeze",
    "has_been_live",
    "instant",
    "is_changed",
    "lift_retraction",
    "missing",
    "publish",
    "rebuild",
    "rehearse",
    "reinstate",
    "retract",
    "settle",
    "standings",
    "unchanged",
    "withdraw",
]
