"""A broken rule."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A rule that an address breaks, by its name, and what is wrong there."""

    address: str
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.address}: {self.rule}: {self.what}"
