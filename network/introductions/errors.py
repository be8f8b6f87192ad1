"""Why an act on an introduction was refused, in words for the one who tried it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class IntroductionError(Exception):
    """An act was refused. `str()` says so to whoever tried it, and nothing about anybody else."""

    words: str | Promise = ""

    def __str__(self) -> str:
        return str(self.words)


class NotOpenError(IntroductionError):
    """Asked for by a way that is not there: one wording, whatever the cause."""

    words = _("This way is not open at the moment. Nothing was sent. Have another look at who could help you.")


class AlreadyAskingError(IntroductionError):
    """The requester's own page still says that it is being asked; so does this, whatever has become of it."""

    words = _("You have asked about this person already, and we are still asking. Nothing was sent twice.")

    def __init__(self, introduction_id: int) -> None:
        super().__init__(introduction_id)
        self.introduction_id = introduction_id


class TooManyOpenError(IntroductionError):
    """The requester waits for as many answers as one may at a time, as far as they themselves can see."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return ngettext(
            "You are waiting to hear about %(limit)d request already. Nothing was sent.",
            "You are waiting to hear about %(limit)d requests already. Nothing was sent.",
            self.limit,
        ) % {"limit": self.limit}


class NotAllowedError(IntroductionError):
    """It is not this person's to do, or not now."""

    words = _("This cannot be done any more: it has been answered, taken back, or has run out of time.")


class ContactGoneError(IntroductionError):
    words = _("They are no longer among your contacts, so you cannot pass it on. You can still say not this time.")


class ContactPrivateError(IntroductionError):
    words = _(
        "You keep this person private. To pass this on, open them up on their own page first. "
        "Or say not this time; nobody will know why."
    )


class NotYourAddressError(IntroductionError):
    words = _("Please give an e-mail address of your own.")


class TooManyCodesError(IntroductionError):
    words = _("We have sent several codes already. Please look for the newest one, or try again tomorrow.")


class CodeWrongError(IntroductionError):
    words = _("That is not the code we sent. Please look at the newest e-mail from us and try again.")


class CodeDeadError(IntroductionError):
    words = _("This code no longer works. You can have a new one sent.")
