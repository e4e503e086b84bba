from django.urls import path

from houqin.kernel.offline import pages

urlpatterns = [
    path("offline/", pages.shell, name="offline"),
    path("offline/hello", pages.hello, name="offline_hello"),
    path("offline/pack.json", pages.pack, name="offline_pack"),
    path("offline/rows/<str:key>", pages.rows, name="offline_rows"),
    path("sw.js", pages.worker, name="service_worker"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
]
