"""Texts of the packages beneath the desk that our catalogues say better, or at all: Django's Japanese is a machine's."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy as _n

# Named here so that our own catalogues have them, as `papers.metadata` does with the names of languages.
OF_HISTORY = (
    _("Choose a date from the list below to recover a deleted version of an object."),
    _("Choose a date from the list below to revert to a previous version of this object."),
    _("Could not load %(object_repr)s version - not found"),
    _("Initial version."),
    _("Press the save button below to recover this version of the object."),
    _("Press the save button below to revert to this version of the object."),
    _("Recover %(name)s"),
    _("Recover deleted %(name)s"),
    _("Revert %(name)s"),
    _("Revert %(verbose_name)s"),
    _("Reverted to previous version, saved on %(datetime)s"),
    _("There are no deleted objects to recover."),
    _("This object doesn't have a change history. It probably wasn't added via this admin site."),
)
OF_LISTS = (
    _(" By %(filter_title)s "),
    _("%(app)s administration"),
    _("Clear all filters"),
    _("Click here to select the objects across all pages"),
    _("Date/time"),
    _("Delete selected %(verbose_name_plural)s"),
    _("Items must be selected in order to perform actions on them. No items have been changed."),
    _("None"),
    _("None available"),
    _("Select %s"),
    _("Select %s to change"),
    _("Select %s to view"),
    _("Select all %(total_count)s %(module_name)s"),
    _("Select all objects on this page for an action"),
    _("Select this object for an action - {}"),
    _("Start typing to filter…"),
    _("0 of %(cnt)s selected"),
    _n("entry", "entries", "counter"),
    _n("%(counter)s result", "%(counter)s results", "counter"),
    _n("%(total_count)s selected", "All %(total_count)s selected", "total_count"),
    _("%(full_result_count)s total"),
)
OF_FORMS = (
    _("%(model_name)s with this %(field_label)s already exists."),
    _("%(model_name)s with this %(field_labels)s already exists."),
    _("Add %(name)s"),
    _("Add %s"),
    _("Add another %(model)s"),
    _("Add another %(verbose_name)s"),
    _("Change %s"),
    _("Change history: %s"),
    _("Change selected %(model)s"),
    _("Delete selected %(model)s"),
    _("Lookup"),
    _("Save and add another"),
    _("View selected %(model)s"),
    _("This object doesn’t have a change history. It probably wasn’t added via this admin site."),
)
OF_DELETING = (
    _("Cannot delete %(name)s"),
    _("Delete multiple objects"),
    _("Objects"),
    _("Successfully deleted %(count)d %(items)s."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    _("Yes, I’m sure"),
)
OF_MESSAGES = (
    _("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    _("Added {name} “{object}”."),
    _("Added “%(object)s”."),
    _("Changed {fields} for {name} “{object}”."),
    _("Changed {fields}."),
    _("Changed “%(object)s” — %(changes)s"),
    _("Deleted {name} “{object}”."),
    _("Deleted “%(object)s.”"),
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("and"),
)
OF_PEOPLE = (
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Authentication and Authorization"),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _("Designates whether the user can log into this admin site."),
    _(
        "Designates whether this user should be treated as active. Unselect this instead of deleting accounts."
    ),
    _("Enter the same password as before, for verification."),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, they may still be able "
        "to authenticate using other backends, such as Single Sign-On or LDAP."
    ),
    _("Important dates"),
    _("Permissions"),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("Specific permissions for this user."),
    _("The groups this user belongs to. A user will get all permissions granted to each of their groups."),
    _("This action will <strong>enable</strong> password-based authentication for this user."),
    _("You don’t have permission to view or edit anything."),
    _(
        "You are authenticated as %(username)s, but are not authorized to access this page. "
        "Would you like to login to a different account?"
    ),
    _("permission"),
    _("permissions"),
    _("staff status"),
    _("superuser status"),
    _("user permissions"),
)
