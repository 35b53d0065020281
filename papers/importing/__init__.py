"""A manuscript → working copy, with a count proof: `read` a file, `store` what was read."""

from papers.importing.manuscript import Furniture, Manuscript, Note, NotKept, Picture, Proof, Refused
from papers.importing.merging import Conflict
from papers.importing.placing import Wishes
from papers.importing.reading import read
from papers.importing.storing import Outcome, ProofError, Source, store

__all__ = [
    "Conflict",
    "Furniture",
    "Manuscript",
    "NotKept",
    "Note",
    "Outcome",
    "Picture",
    "Proof",
    "ProofError",
    "Refused",
    "Source",
    "Wishes",
    "read",
    "store",
]
