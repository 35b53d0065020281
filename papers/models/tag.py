"""A Tag: a subject, named in every language, with one ASCII slug."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from papers.models.addressed import Addressed
from papers.models.fields import CODE, LineField, has_shape, plain_code
from papers.models.labels import Labelled
from papers.models.site import Stamp


class Tag(Addressed, Labelled, TagBase):
    views = ("tag", "tag_feed")

    slug = models.SlugField(_("address"), max_length=100, unique=True, validators=[plain_code])
    name = LineField(_("name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["slug"]
        constraints = [has_shape("tag_slug_is_plain", "slug", CODE)]

    def __str__(self) -> str:
        return self.named("name") or self.slug

    def shown_by(self) -> Q:
        return Q(paper__tagged__tag=self)


class TaggedPaper(ItemBase):
    """That a paper has a tag."""

    content_object = models.ForeignKey("papers.Paper", models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="one_tag_per_paper")]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"


class PaperTags(_TaggableManager):
    """The tags of a paper; lists count by them, so each change is counted."""

    def add(self, *args: Any, **kwargs: Any) -> None:
        super().add(*args, **kwargs)
        Stamp.touch()

    def remove(self, *args: Any) -> None:
        # taggit looks for names only, and would pass over a row without a word.
        rows = [tag for tag in args if isinstance(tag, Tag)]
        self.through.objects.filter(content_object=self.instance, tag__in=rows).delete()
        super().remove(*(tag for tag in args if not isinstance(tag, Tag)))
        Stamp.touch()

    def clear(self) -> None:
        super().clear()
        Stamp.touch()
