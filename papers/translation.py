"""Which labels exist in each language: modeltranslation's registry."""

from modeltranslation.translator import TranslationOptions, register

from papers.models import Author, Authorship, Series, SitePage, Tag


@register(Series)
class SeriesLabels(TranslationOptions):
    fields = (
        "name",
        "description",
        "publisher",
        "place",
        "genre",
        "number_label",
        "partners",
        "disclaimer",
        "cover_alt",
        "cover_credit",
        "notice_title",
        "notice",
    )


@register(Author)
class AuthorLabels(TranslationOptions):
    fields = ("family_name", "given_name", "biography")


@register(Authorship)
class AuthorshipLabels(TranslationOptions):
    fields = ("affiliation", "position", "note")


@register(Tag)
class TagLabels(TranslationOptions):
    fields = ("name",)


@register(SitePage)
class SitePageLabels(TranslationOptions):
    fields = ("title", "body")
