"""Tables in CSV ⇄ CSL items: a row a work, a column a variable, for spreadsheets and databases."""

from references.sheet.reading import read
from references.sheet.writing import lines, write

__all__ = ["lines", "read", "write"]
