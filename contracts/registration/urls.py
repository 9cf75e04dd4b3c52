"""Addresses of registration and verification."""

from django.urls import path

from contracts.registration.views import desk, files, numbers, people, seller, verify

urlpatterns = [
    path("contracts/", seller.mine, name="mine"),
    path("contracts/new/", seller.new, name="new"),
    path("contracts/<int:pk>/", seller.case, name="case"),
    path("contracts/<int:pk>/edit/", seller.edit, name="edit"),
    path("contracts/<int:pk>/file/", seller.file_case, name="file"),
    path("contracts/<int:pk>/withdraw/", seller.withdraw, name="withdraw"),
    path("contracts/<int:pk>/discard/", seller.discard, name="discard"),
    path("contracts/<int:pk>/attach/", seller.attach, name="attach"),
    path("contracts/<int:pk>/papers/<int:file_pk>/", files.paper, name="paper"),
    path("contracts/<int:pk>/papers/<int:file_pk>/remove/", seller.detach, name="detach"),
    path("contracts/<int:pk>/people/", people.index, name="people"),
    path("contracts/<int:pk>/people/<int:person_pk>/remove/", people.remove, name="person_remove"),
    path("contracts/<int:pk>/sheet/", verify.sheet, name="sheet"),
    path("desk/contracts/", desk.queue, name="desk"),
    path("desk/contracts/numbers/", numbers.numbers, name="numbers"),
    path("desk/contracts/<int:pk>/", desk.review, name="review"),
    path("desk/contracts/<int:pk>/accept/", desk.accept, name="accept"),
    path("desk/contracts/<int:pk>/examine/", desk.examine, name="examine"),
    *(
        path(
            f"desk/contracts/<int:pk>/{name.replace('_', '-')}/",
            desk.act,
            {"name": name},
            name=f"decide_{name}",
        )
        for name in desk.ACTS
    ),
    path("verify/", verify.ask, name="verify_ask"),
    path("verify/<str:number>/", verify.verify, name="verify"),
]
