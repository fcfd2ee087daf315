"""The URL list: each web folder brings its own addresses; ``docs/pages.md`` names them all (tested)."""

from django.urls import include, path

urlpatterns = [
    path("", include("haichieu.web.accounts.urls")),
    path("", include("haichieu.web.people.urls")),
    path("", include("haichieu.web.units.urls")),
    path("", include("haichieu.web.today.urls")),
    path("", include("haichieu.web.calendar.urls")),
    path("", include("haichieu.web.cascade.urls")),
    path("", include("haichieu.web.dispatches.urls")),
    path("", include("haichieu.web.letters.urls")),
    path("", include("haichieu.web.channels.urls")),
    path("", include("haichieu.web.posts.urls")),
    path("", include("haichieu.web.planning.urls")),
    path("", include("haichieu.web.reports.urls")),
    path("", include("haichieu.web.roll_up.urls")),
    path("", include("haichieu.web.notices.urls")),
]

handler403 = "haichieu.web.shell.views.forbidden"
handler404 = "haichieu.web.shell.views.missing"
handler500 = "haichieu.web.shell.views.broken"
