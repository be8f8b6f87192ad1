"""English articles before words that are looked up, such as a line of work."""

from django import template

from network.platform.text import with_article

register = template.Library()
register.filter("with_article", with_article)
