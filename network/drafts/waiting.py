"""Forms that can be left and taken up again: `@can_wait` on the view, `taken_up` around its form.

The page's own address does it all. A post with `keep_for_later` keeps what was typed and sends nothing: "quietly" by
the script while somebody types, else by a button, for browsers without scripts. One with `forget_draft` forgets it.
Any other post that ends in a redirect, unless it is a `NotSent`, has sent the form, and the draft goes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from network.drafts import actions, queries
from network.models import Draft, Member

KEEP, FORGET, TITLE = "keep_for_later", "forget_draft", "draft_title"
_NOT_TYPED = {"csrfmiddlewaretoken", KEEP, FORGET, TITLE}

View = Callable[..., HttpResponse]
AForm = TypeVar("AForm", bound=forms.BaseForm)
Where = Callable[..., str | None]


class NotSent(HttpResponseRedirect):
    """A redirect after a post that came to nothing: what was typed is kept."""


def _its_path(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    return request.path


def can_wait(view: View) -> View:
    """Let the form of `view` be left and taken up again."""
    return can_wait_at(_its_path)(view)


def can_wait_at(where: Where) -> Callable[[View], View]:
    """The same for a page whose address changes each time: `where` names the form, or says None: it cannot wait."""
    return lambda view: _waiting(view, where)


def _waiting(view: View, where: Where) -> View:
    @wraps(view)
    def waiting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = where(request, *args, **kwargs)
        if request.method != "POST" or place is None or not isinstance(request.user, Member):
            return view(request, *args, **kwargs)
        if KEEP in request.POST:
            return _keep(request, request.user, place)
        if FORGET in request.POST:
            actions.drop(member=request.user, place=place)
            return redirect(request.get_full_path())
        response = view(request, *args, **kwargs)
        if 300 <= response.status_code < 400 and not isinstance(response, NotSent):
            actions.drop(member=request.user, place=place)
        return response

    return waiting


def taken_up(request: HttpRequest, form: AForm, place: str | None = None) -> AForm:
    """Return `form` with what was kept of it, unless it was just posted. The page finds the draft as `form.draft`."""
    if form.is_bound or not isinstance(request.user, Member):
        return form
    draft = queries.draft_at(request.user, place or request.path)
    if draft is not None:
        form.draft = draft  # type: ignore[attr-defined]
        form.initial = {**(form.initial or {}), **_as_typed(form, draft)}
    return form


def sent(request: HttpRequest) -> None:
    """Forget the draft of a form whose sending ends in a page of its own rather than in a redirect."""
    if isinstance(request.user, Member):
        actions.drop(member=request.user, place=request.path)


def _as_typed(form: forms.BaseForm, draft: Draft) -> dict[str, Any]:
    """What was typed, as the widgets read it; hidden fields stay as the page makes them."""
    data = QueryDict(mutable=True)
    for name, values in draft.fields.items():
        data.setlist(name, values)
    return {
        name: field.widget.value_from_datadict(data, MultiValueDict(), form.add_prefix(name))
        for name, field in form.fields.items()
        if not field.widget.is_hidden
    }


def _keep(request: HttpRequest, member: Member, place: str) -> HttpResponse:
    typed = {name: values for name, values in request.POST.lists() if name not in _NOT_TYPED}
    path, title = request.get_full_path(), request.POST.get(TITLE, "")
    draft = actions.keep(member=member, place=place, path=path, title=title, fields=typed)
    if request.POST[KEEP] == "quietly":
        return HttpResponse(status=204)
    if draft is None:
        messages.info(request, _("There was nothing to keep yet. You can come back to this page at any time."))
    else:
        until = date_format(localtime(draft.saved_at + actions.LIFE), "j F")
        messages.success(request, _("Kept. It waits here until %(day)s, and only you can see it.") % {"day": until})
    return redirect("drafts")
