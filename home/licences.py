"""The licences under which content is shared: Creative Commons 4.0, or none."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Licence(TextChoices):
    CC0 = "cc0", _("CC0 – public domain")
    BY = "cc-by", _("CC BY – attribution")
    BY_SA = "cc-by-sa", _("CC BY-SA – attribution, share alike")
    BY_NC = "cc-by-nc", _("CC BY-NC – attribution, no commercial use")
    BY_NC_SA = "cc-by-nc-sa", _("CC BY-NC-SA – attribution, no commercial use, share alike")
    BY_ND = "cc-by-nd", _("CC BY-ND – attribution, no derivatives")
    BY_NC_ND = "cc-by-nc-nd", _("CC BY-NC-ND – attribution, no commercial use, no derivatives")
    RESERVED = "reserved", _("All rights reserved")

    @property
    def meaning(self) -> Promise:
        """What it lets others do, for somebody who never heard of it."""
        return MEANINGS[self]

    @property
    def short(self) -> str:
        """What stands under a table: "CC BY-NC-SA 4.0"."""
        if self is Licence.RESERVED:
            return str(self.label)
        if self is Licence.CC0:
            return "CC0 1.0"
        return f"CC {self.value.removeprefix('cc-').upper()} 4.0"

    @property
    def deed(self) -> str:
        """The address of the licence's own page, empty where there is none."""
        if self is Licence.RESERVED:
            return ""
        if self is Licence.CC0:
            return "https://creativecommons.org/publicdomain/zero/1.0/deed.fr"
        return f"https://creativecommons.org/licenses/{self.value.removeprefix('cc-')}/4.0/deed.fr"


MEANINGS: dict[Licence, Promise] = {
    Licence.CC0: _("Anything, without even naming me (CC0)."),
    Licence.BY: _("Use and adapt it, if they name me (CC BY)."),
    Licence.BY_SA: _("Use and adapt it, if they name me and share alike (CC BY-SA)."),
    Licence.BY_NC: _("Use and adapt it, if they name me and do not sell it (CC BY-NC)."),
    Licence.BY_NC_SA: _(
        "Use and adapt it, if they name me, do not sell it and share alike (CC BY-NC-SA)."
    ),
    Licence.BY_ND: _("Pass it on unchanged, if they name me (CC BY-ND)."),
    Licence.BY_NC_ND: _("Pass it on unchanged, if they name me and do not sell it (CC BY-NC-ND)."),
    Licence.RESERVED: _("Read it here, and ask me for anything else (all rights reserved)."),
}
