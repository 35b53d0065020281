"""What the site and its languages are called."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from papers.models import Label, language_info


def site_name(language: str) -> Label:
    """Return what the site is called in a language, else in its first one."""
    code = language if language in settings.SITE_NAMES else next(iter(settings.SITE_NAMES))
    return Label(settings.SITE_NAMES[code], code)


# Named here so that our own catalogues have them: Django's says 英語(米国) for English.
LANGUAGE_NAMES = {
    "ar": _("Arabic"),
    "de": _("German"),
    "en": _("English"),
    "es": _("Spanish"),
    "fr": _("French"),
    "id": _("Indonesian"),
    "it": _("Italian"),
    "ja": _("Japanese"),
    "ko": _("Korean"),
    "pt": _("Portuguese"),
    "ru": _("Russian"),
    "th": _("Thai"),
    "vi": _("Vietnamese"),
    "zh": _("Chinese"),
    "zh-hans": _("Simplified Chinese"),
    "zh-hant": _("Traditional Chinese"),
}


def language_name(code: str) -> str:
    """Return what the active language calls a language."""
    known = LANGUAGE_NAMES.get(code)
    return gettext(known) if known else language_info(code, "name_translated")
