"""The editors' desk: labels of the site, and the papers as they stand."""

from papers.admin import labels, papers

__all__ = ["labels", "papers"]
