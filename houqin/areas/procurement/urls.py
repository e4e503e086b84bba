from django.urls import path

from houqin.areas.procurement.pages import accepting, asking, comparing, deciding, desk, printing

app_name = "procurement"
urlpatterns = [
    path("procurement/requests/new/", asking.ask, name="ask"),
    path("procurement/at-hand/", asking.look_at_hand, name="at_hand"),
    path("procurement/requests/<int:pk>/complete/", asking.complete, name="complete"),
    path("procurement/requests/<int:pk>/correct/", asking.correct, name="correct"),
    path("procurement/requests/<int:pk>/quotes/", comparing.quote, name="quote"),
    path("procurement/requests/<int:pk>/order/", comparing.order, name="order"),
    path("procurement/requests/<int:pk>/print/", printing.print_request, name="print_request"),
    path("procurement/approvals/<int:pk>/", deciding.decide, name="decide"),
    path("procurement/orders/<int:pk>/acceptance/", accepting.accept, name="accept"),
    path("procurement/acceptances/<int:pk>/print/", printing.print_acceptance, name="print_acceptance"),
    path("procurement/packets/<int:pk>/print/", printing.print_packet, name="print_packet"),
    path("procurement/desk/", desk.desk, name="desk"),
    path("procurement/shortages/", desk.shortages, name="shortages"),
]
