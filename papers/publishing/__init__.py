"""Publishing: the gate, freezing, releases, pairs, corrections, withdrawal, expunging."""

from papers.publishing.deriving import derive, rebuild
from papers.publishing.freezing import freeze
from papers.publishing.gate import Missing, advice, missing
from papers.publishing.releasing import (
    NotPublishableError,
    cancel,
    expunge,
    lift_retraction,
    publish,
    reinstate,
    retract,
    settle,
    unchanged,
    withdraw,
)

__all__ = [
    "Missing",
    "NotPublishableError",
    "advice",
    "cancel",
    "derive",
    "expunge",
    "freeze",
    "lift_retraction",
    "missing",
    "publish",
    "rebuild",
    "reinstate",
    "retract",
    "settle",
    "unchanged",
    "withdraw",
]
