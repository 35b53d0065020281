"""The editors' desk: labels, papers and editions, importing, publishing, images, the site, people, the public record."""

from papers.admin import editions, images, labels, papers, people, record, site, wording

__all__ = ["editions", "images", "labels", "papers", "people", "record", "site", "wording"]
