"""The pages for what cannot be shown, by the names that the URL list gives them."""

from haichieu.web.shell.refusals import broken, forbidden, missing

__all__ = ["broken", "forbidden", "missing"]
