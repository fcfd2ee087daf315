from django.urls import path

from haichieu.web.units.views import changes, imports, kinds, lists, places, suggestions

urlpatterns = [
    path("don-vi/", lists.unit_list, name="unit-list"),
    path("don-vi/tai-ve/", imports.unit_export, name="unit-export"),
    path("don-vi/nap/", imports.unit_import, name="unit-import"),
    path("don-vi/loai/", kinds.unit_kind_list, name="unit-kinds"),
    path("don-vi/goi-y/", suggestions.unit_suggest, name="unit-suggest"),
    path("don-vi/dia-danh/", places.place_search, name="place-search"),
    path("don-vi/<int:pk>/", lists.unit, name="unit"),
    path("don-vi/<int:pk>/thong-tin/", changes.unit_facts, name="unit-facts"),
    path("don-vi/<int:pk>/thay-doi/<slug:verb>/", changes.unit_change, name="unit-change"),
    path("don-vi/<int:pk>/hoan-tac/<int:change>/", changes.unit_undo, name="unit-undo"),
]
