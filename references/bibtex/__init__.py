"""BibTeX ⇄ CSL items: one form that BibTeX and biblatex both load; reading takes what either of them may contain.

Read by ourselves: the libraries there are drop entries that they do not understand, or do not say on which line.
"""

from references.bibtex.reading import read
from references.bibtex.writing import lines, write

__all__ = ["lines", "read", "write"]
