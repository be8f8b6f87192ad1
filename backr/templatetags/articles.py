"""A line of work in a sentence: with an English article, and as work of the past."""

from django import template

from network.platform.text import somebody_of, told_work, with_article

register = template.Library()
register.filter("with_article", with_article)
register.filter("told_work", told_work)
register.filter("somebody_of", somebody_of)
