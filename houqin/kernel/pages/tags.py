"""Template tags of the kernel's components."""

from django import template

register = template.Library()
