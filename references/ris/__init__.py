"""RIS ⇄ CSL items: tags as the specification of 2011 and Zotero have them; reading takes what other programs put there."""

from references.ris.reading import read, remarks
from references.ris.writing import lines, write

__all__ = ["lines", "read", "remarks", "write"]
