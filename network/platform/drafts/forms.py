"""Drafts of forms: `@saves_draft` on the view saves them, `with_draft` around its form restores them.

All requests go to the address of the page itself:

- A post with `keep_for_later` saves a draft and does not submit the form. The script sends it with the value "quietly"
  while somebody types; without scripts a button sends it.
- A post with `forget_draft` deletes the draft.
- Any other post that ends in a redirect, except `NotSubmitted`, has submitted the form, so the draft is deleted.
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

from network.models import Draft, Member
from network.platform.drafts import store

KEEP, FORGET, TITLE = "keep_for_later", "forget_draft", "draft_title"
_NOT_TYPED = {"csrfmiddlewaretoken", KEEP, FORGET, TITLE}

View = Callable[..., HttpResponse]
FormType = TypeVar("FormType", bound=forms.BaseForm)
Where = Callable[..., str | None]


class NotSubmitted(HttpResponseRedirect):
    """A redirect after a post that did not submit the form: the draft stays."""


def _path_of(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    return request.path


def saves_draft(view: View) -> View:
    """Save and delete drafts of the form of `view`."""
    return saves_draft_at(_path_of)(view)


def saves_draft_at(where: Where) -> Callable[[View], View]:
    """Do the same for a page whose address changes: `where` returns a name for the form, or None for no drafts."""
    return lambda view: _handling_drafts(view, where)


def _handling_drafts(view: View, where: Where) -> View:
    @wraps(view)
    def handle_drafts(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = where(request, *args, **kwargs)
        if request.method != "POST" or place is None or not isinstance(request.user, Member):
            return view(request, *args, **kwargs)
        if KEEP in request.POST:
            return _keep(request, request.user, place)
        if FORGET in request.POST:
            store.drop(member=request.user, place=place)
            return redirect(request.get_full_path())
        response = view(request, *args, **kwargs)
        if 300 <= response.status_code < 400 and not isinstance(response, NotSubmitted):
            store.drop(member=request.user, place=place)
        return response

    return handle_drafts


def with_draft(request: HttpRequest, form: FormType, place: str | None = None) -> FormType:
    """Return `form` with its draft filled in, unless it was just posted. Templates find the draft as `form.draft`."""
    if form.is_bound or not isinstance(request.user, Member):
        return form
    draft = store.draft_at(request.user, place or request.path)
    if draft is not None:
        form.draft = draft  # type: ignore[attr-defined]
        form.initial = {**(form.initial or {}), **_as_typed(form, draft)}
    return form


def _as_typed(form: forms.BaseForm, draft: Draft) -> dict[str, Any]:
    """Return what was typed, as the widgets read it. Hidden fields are left out, since the page fills them."""
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
    draft = store.keep(member=member, place=place, path=path, title=title, fields=typed)
    if request.POST[KEEP] == "quietly":
        return HttpResponse(status=204)
    if draft is None:
        messages.info(request, _("There’s nothing to save yet. You can come back to this page any time."))
    else:
        until = date_format(localtime(draft.saved_at + store.LIFE), "j F")
        messages.success(
            request, _("Draft saved. It’ll be here until %(day)s, and only you can see it.") % {"day": until}
        )
    return redirect("drafts")
