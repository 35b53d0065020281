"""A Reference: one work that is cited, shared by all papers."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from references import csl


def validate_item(item: object) -> None:
    """Raise ValidationError naming the CSL variables that are missing or wrong."""
    if not isinstance(item, dict):
        raise ValidationError(_("A reference is a CSL-JSON object."))
    if wrong := csl.problems(item):
        raise ValidationError(
            _("Missing or wrong in the CSL item: %(names)s."), params={"names": ", ".join(wrong)}
        )


class Reference(models.Model):
    """One work that is cited; `item` is its CSL-JSON, without locators."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    item = models.JSONField(_("CSL item"), validators=[validate_item])
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*\Z"), name="reference_key_is_plain"
            )
        ]

    def __str__(self) -> str:
        name, credit = str(self.item.get("title", self.key)), csl.credit(self.item)
        return gettext("%(name)s (%(more)s)") % {"name": name, "more": credit} if credit else name
