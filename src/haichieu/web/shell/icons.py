"""Icons from the one sprite file that we serve."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = "vendor/bootstrap-icons/icons.svg"


def icon_svg(name: str) -> SafeString:
    """The icon as an inline ``<svg>`` that points into the sprite; it takes the colour of its text."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static(SPRITE),
        name,
    )
