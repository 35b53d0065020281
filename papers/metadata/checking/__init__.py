"""Whether every public page keeps the rules by which machines read it: looked at from outside, as they do."""

from papers.metadata.checking.problem import Problem
from papers.metadata.checking.reading import Answer, Fetch
from papers.metadata.checking.site import Inspection

__all__ = ["Answer", "Fetch", "Inspection", "Problem"]
