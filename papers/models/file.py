"""The files of a Version, made from it and made again when something that they print has changed."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.db.models import Sum
from django.utils import timezone

from papers.models.fields import LanguageField
from papers.models.version import Version


class VersionFileQuerySet(models.QuerySet["VersionFile"]):
    def spent_since(self, instant: datetime) -> float:
        """Return the processor seconds that readers' files took to make since the instant."""
        made = self.filter(on_demand=True, made_at__gt=instant)
        return made.aggregate(total=Sum("seconds"))["total"] or 0.0

    def of_paper(self, paper: int) -> Self:
        return self.filter(version__paper=paper)


class VersionFile(models.Model):
    """One file of a Version, as it was made last; or why it could not be made.

    `beside` is the language of the edition that a facing-page file sets beside it. `made_from` names everything
    that decides what the file says, its maker included: another name, another file. The bytes lie in the media storage
    under `name`, where no public address leads but the file's own.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10)
    beside = LanguageField(blank=True, default="")
    maker = models.PositiveSmallIntegerField()
    made_from = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0)
    # Whether a reader asked for it, or an operator.
    on_demand = models.BooleanField(default=True)
    name = models.CharField(max_length=200, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    size = models.PositiveBigIntegerField(default=0)
    fault = models.TextField(blank=True, default="")

    objects = VersionFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "kind", "beside"], name="one_file_per_version_and_kind"
            )
        ]
        indexes = [models.Index(fields=["made_at"], name="file_made_at")]

    def __str__(self) -> str:
        return f"{self.version}: {self.kind}"


class Lease(models.Model):
    """That somebody is at a piece of work that must not be done twice at once: until then, or until it is given back.

    It needs no server beside the database and outlives no crash: what nobody gives back runs out.
    """

    name = models.CharField(max_length=100, unique=True)
    token = models.UUIDField(default=uuid4)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def take(cls, name: str, length: timedelta) -> UUID | None:
        """Return the token of a lease taken now, None while another has it."""
        now = timezone.now()
        cls.objects.filter(name=name, until__lte=now).delete()
        try:
            with transaction.atomic():
                return cls.objects.create(name=name, until=now + length).token
        except IntegrityError:
            return None

    @classmethod
    def give_back(cls, token: UUID) -> None:
        cls.objects.filter(token=token).delete()
