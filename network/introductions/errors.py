"""The reasons for which an act on an introduction is refused, worded for the person who tried it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class IntroductionError(Exception):
    """An act was refused. `str()` is for the person who tried it, and discloses nothing about anybody else."""

    words: str | Promise = ""

    def __str__(self) -> str:
        return str(self.words)


class NotOpenError(IntroductionError):
    """The contact cannot be asked for. One wording for every cause (`rules.can_ask`)."""

    words = _(
        "You can’t ask this way at the moment. We haven’t sent anything. Have another look at who could help you."
    )


class AlreadyAskingError(IntroductionError):
    """The requester has asked for this person, and their page says "no answer yet". The state may be another by now."""

    words = _("You’ve already asked about this person, and there’s no answer yet. We haven’t sent it twice.")

    def __init__(self, introduction_id: int) -> None:
        super().__init__(introduction_id)
        self.introduction_id = introduction_id


class TooManyOpenError(IntroductionError):
    """The requester has as many requests that look open to them as the limit allows."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return ngettext(
            "You’re already waiting to hear about %(limit)d request, so we haven’t sent this one.",
            "You’re already waiting to hear about %(limit)d requests, so we haven’t sent this one.",
            self.limit,
        ) % {"limit": self.limit}


class NotAllowedError(IntroductionError):
    """This person may not do it, or not any more."""

    words = _("It’s too late for that: it’s been answered or taken back, or it’s run out of time.")


class ContactGoneError(IntroductionError):
    words = _("They’re not on your list any more, so you can’t pass it on. You can still say not this time.")


class ContactPrivateError(IntroductionError):
    words = _(
        "You’re keeping this person private. To pass this on, change that on their page first. Or "
        "say not this time: nobody will know why."
    )


class NotYourAddressError(IntroductionError):
    words = _("Please use an e-mail address of your own.")


class TooManyCodesError(IntroductionError):
    words = _("We’ve already sent several codes. Look for the newest one, or try again tomorrow.")


class CodeWrongError(IntroductionError):
    words = _("That’s not the code we sent. Check the newest e-mail from us, and try again.")


class CodeDeadError(IntroductionError):
    words = _("This code doesn’t work any more. You can ask for a new one.")
