"""The editors' desk: labels, papers and their editions, importing, publishing, images, people, the public record."""

from papers.admin import editions, images, labels, papers, people, record

__all__ = ["editions", "images", "labels", "papers", "people", "record"]
