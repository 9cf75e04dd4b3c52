"""Addresses of listings, enquiries and needs."""

from django.urls import path

from marketplace.views import (
    comments,
    consents,
    enquiries,
    files,
    listings,
    need_desk,
    needs,
    writing,
)

app_name = "marketplace"
urlpatterns = [
    path("listings/mine/", writing.mine, name="mine"),
    path("listings/new/", writing.begin, name="begin"),
    path("listings/consents/", consents.waiting, name="consents"),
    path("listings/comments/<int:pk>/answer/", comments.answer, name="comment_answer"),
    path("listings/comments/<int:pk>/resolve/", comments.resolve, name="comment_resolve"),
    path("listings/<slug:number>/", listings.detail, name="listing"),
    path("listings/<slug:number>/edit/", writing.edit, name="edit"),
    path("listings/<slug:number>/files/", files.manage, name="files"),
    path("listings/<slug:number>/files/<int:pk>/", files.file, name="file"),
    path("listings/<slug:number>/files/<int:pk>/tier/", files.set_tier, name="file_tier"),
    path("listings/<slug:number>/files/<int:pk>/remove/", files.detach, name="detach"),
    path("listings/<slug:number>/submit/", writing.send, name="submit"),
    path("listings/<slug:number>/consent/", consents.decide, name="consent"),
    path("listings/<slug:number>/withdraw/", writing.withdraw, name="withdraw"),
    path("listings/<slug:number>/unpublish/", writing.unpublish, name="unpublish"),
    path("listings/<slug:number>/ask/", enquiries.ask, name="ask"),
    path("enquiries/", enquiries.mine, name="enquiries"),
    path("enquiries/<int:pk>/", enquiries.detail, name="enquiry"),
    path("enquiries/<int:pk>/close/", enquiries.close, name="enquiry_close"),
    path("needs/", needs.index, name="needs"),
    path("needs/new/", needs.leave, name="leave_need"),
    path("needs/mine/", needs.mine, name="my_needs"),
    path("needs/mine/<int:pk>/", needs.detail, name="need"),
    path("needs/mine/<int:pk>/photo/", needs.photo, name="need_photo"),
    path("needs/mine/<int:pk>/object/", needs.objecting, name="need_object"),
    path("needs/mine/<int:pk>/settle/", needs.settle, name="need_settle"),
    path("needs/mine/<int:pk>/withdraw/", needs.withdraw, name="need_withdraw"),
    path("needs/link/<str:token>/", needs.link, name="need_link"),
    path("needs/<slug:number>/", needs.public, name="public_need"),
    path("desk/needs/", need_desk.queue, name="desk_needs"),
    path("desk/needs/<int:pk>/", need_desk.detail, name="desk_need"),
    path("desk/needs/<int:pk>/refine/", need_desk.refine, name="need_refine"),
    path("desk/needs/<int:pk>/decline/", need_desk.decline, name="need_decline"),
    path("desk/needs/<int:pk>/settle/", need_desk.settle, name="desk_need_settle"),
]
