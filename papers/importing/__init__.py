"""A manuscript → working copy, with a count proof: `read` a file, `store` what was read."""

from papers.importing.checking import twice
from papers.importing.languages import in_name, in_text, words
from papers.importing.manuscript import (
    Furniture,
    Manuscript,
    Note,
    NotKept,
    Proof,
    Recognised,
    Refused,
    Remark,
    label,
)
from papers.importing.merging import Conflict
from papers.importing.placing import Allowed, Source, Wishes
from papers.importing.reading import read
from papers.importing.storing import Outcome, ProofError, store

__all__ = [
    "Allowed",
    "Conflict",
    "Furniture",
    "Manuscript",
    "NotKept",
    "Note",
    "Outcome",
    "Proof",
    "ProofError",
    "Recognised",
    "Refused",
    "Remark",
    "Source",
    "Wishes",
    "in_name",
    "in_text",
    "label",
    "read",
    "store",
    "twice",
    "words",
]
