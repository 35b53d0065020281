"""What machines read about a page: addresses, canonical and alternates, titles, citation tags, JSON-LD.

One source for all doors.
"""

from papers.metadata.addresses import (
    Alternate,
    absolute,
    address,
    alternates,
    in_order,
    page_alternates,
    site_languages,
)
from papers.metadata.days import Day
from papers.metadata.editions import Edition, begun_releases, live_editions, original_language, released
from papers.metadata.head import (
    NOINDEX,
    Feed,
    Head,
    head,
    introduction,
    numbered_head,
    plain_head,
    series_feed,
    site_feed,
)
from papers.metadata.licences import licence_url
from papers.metadata.naming import language_name, site_name
from papers.metadata.pictures import PREVIEW_SIZE, LinkPicture
from papers.metadata.record import Record, last_change
from papers.metadata.report import withdrawn_report
from papers.metadata.tags import Tag, citation_tags, graph_tags
from papers.metadata.things import author, path_to, person, series, site
from papers.metadata.works import work, works_data
from papers.metadata.writers import Writer, writers_of
from papers.metadata.writing import block
from papers.models import own_name  # what the doors call a language by stands here with its other names

__all__ = [
    "NOINDEX",
    "PREVIEW_SIZE",
    "Alternate",
    "Day",
    "Edition",
    "Feed",
    "Head",
    "LinkPicture",
    "Record",
    "Tag",
    "Writer",
    "absolute",
    "address",
    "alternates",
    "author",
    "begun_releases",
    "block",
    "citation_tags",
    "graph_tags",
    "head",
    "in_order",
    "introduction",
    "language_name",
    "last_change",
    "licence_url",
    "live_editions",
    "numbered_head",
    "original_language",
    "own_name",
    "page_alternates",
    "path_to",
    "person",
    "plain_head",
    "released",
    "series",
    "series_feed",
    "site",
    "site_feed",
    "site_languages",
    "site_name",
    "withdrawn_report",
    "work",
    "works_data",
    "writers_of",
]
