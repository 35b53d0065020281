"""The public addresses; they are a promise and do not change."""

from django.conf import settings
from django.urls import path, register_converter
from django.urls.converters import StringConverter
from django.views.decorators.csrf import csrf_exempt

from papers import feeds, sitemaps, views
from papers.models import FILE_KINDS
from references.formats import FORMATS


class LanguageConverter(StringConverter):
    """A language of the site."""

    regex = "|".join(code for code, _ in settings.LANGUAGES)


class SlugConverter(StringConverter):
    regex = "[a-z0-9]+(?:-[a-z0-9]+)*"


class NumberConverter:
    """A version number as it is written: no leading zero, no more digits than a number column has."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class DigestConverter(StringConverter):
    regex = "[0-9a-f]{64}"


class ImageTypeConverter(StringConverter):
    regex = "png|jpg|gif|webp"


class CitationsConverter(StringConverter):
    """The ending of a file of citations."""

    regex = "|".join(FORMATS)


class FileKindConverter(StringConverter):
    """The ending of a file of an edition."""

    regex = "|".join(FILE_KINDS)


register_converter(LanguageConverter, "language")
register_converter(SlugConverter, "code")
register_converter(NumberConverter, "number")
register_converter(DigestConverter, "digest")
register_converter(ImageTypeConverter, "image_type")
register_converter(CitationsConverter, "citations")
register_converter(FileKindConverter, "file_kind")

urlpatterns = [
    path("", views.root, name="root"),
    path("<language:language>/", views.home, name="home"),
    path("<language:language>/papers/", views.papers, name="papers"),
    path("<language:language>/papers.<citations:ending>", views.papers_file, name="papers_file"),
    path("<language:language>/papers/<code:slug>/", views.paper, name="paper"),
    path(
        "<language:language>/papers/<code:slug>/<code:name>.<citations:ending>",
        views.paper_file,
        name="paper_file",
    ),
    path("<language:language>/papers/<code:slug>/v<number:number>/", views.version, name="version"),
    path(
        "<language:language>/papers/<code:slug>/v<number:number>/<code:name>.<citations:ending>",
        views.version_file,
        name="version_file",
    ),
    path(
        "<language:language>/papers/<code:slug>/parallel/<language:other>/", views.parallel, name="parallel"
    ),
    path("<language:language>/papers/<code:slug>/<code:name>.<file_kind:kind>", views.file, name="file"),
    path(
        "<language:language>/papers/<code:slug>/v<number:number>/<code:name>.<file_kind:kind>",
        views.numbered_file,
        name="numbered_file",
    ),
    path(
        "<language:language>/papers/<code:slug>/parallel/<language:other>/<code:name>.pdf",
        views.parallel_file,
        name="parallel_file",
    ),
    path("<language:language>/series/", views.series_list, name="series_list"),
    path("<language:language>/series/<code:slug>/", views.series, name="series"),
    path("<language:language>/series/<code:slug>/preview.png", views.series_preview, name="series_preview"),
    path("<language:language>/preview.png", views.site_preview, name="site_preview"),
    path("<language:language>/authors/", views.authors, name="authors"),
    path("<language:language>/authors/<code:slug>/", views.author, name="author"),
    path("<language:language>/tags/", views.tags, name="tags"),
    path("<language:language>/tags/<code:slug>/", views.tag, name="tag"),
    path("<language:language>/references/", views.references, name="references"),
    path("<language:language>/references.<citations:ending>", views.references_file, name="references_file"),
    path("<language:language>/references/<code:key>/", views.reference, name="reference"),
    path(
        "<language:language>/references/<code:key>/<code:name>.<citations:ending>",
        views.reference_file,
        name="reference_file",
    ),
    path("<language:language>/pages/<code:slug>/", views.site_page, name="site_page"),
    path("<language:language>/specimen/", views.specimen, name="specimen"),
    path("<language:language>/feed.atom", feeds.feed, name="feed"),
    path("<language:language>/series/<code:slug>/feed.atom", feeds.series_feed, name="series_feed"),
    path("<language:language>/authors/<code:slug>/feed.atom", feeds.author_feed, name="author_feed"),
    path("<language:language>/tags/<code:slug>/feed.atom", feeds.tag_feed, name="tag_feed"),
    path("media/<digest:digest>.<image_type:extension>", views.media, name="media"),
    path("media/<digest:digest>-<number:width>.<image_type:extension>", views.media_copy, name="media_copy"),
    path("series.css", views.series_colours, name="series_colours"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
]

# No public page takes a form: whatever is not a GET is refused by the page itself (405), not by the check of forms.
for page in urlpatterns:
    page.callback = csrf_exempt(page.callback)
