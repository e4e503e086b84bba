from django.urls import path

from houqin.kernel.notices.pages import notices_view

app_name = "notices"
urlpatterns = [path("me/notices/", notices_view, name="mine")]
