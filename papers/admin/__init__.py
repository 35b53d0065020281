"""The editors' desk: labels, papers and editions, importing, publishing, images, works, the site, people, the record."""

from papers.admin import editions, images, labels, papers, people, record, site, wording, works

__all__ = ["editions", "images", "labels", "papers", "people", "record", "site", "wording", "works"]
