"""The papers of a contract, given to who may see the contract."""

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from contracts.models import Contract
from core import uploads


@login_required
@require_safe
@never_cache
@csp_replace(uploads.POLICY)  # type: ignore[arg-type]  # typed for views without arguments
def paper(request, pk, file_pk):
    """One paper; its type is what its content was found to be."""
    contract = get_object_or_404(Contract.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(contract.files, pk=file_pk)
    kind = uploads.KINDS[row.ending]
    return FileResponse(
        row.file.open("rb"),
        as_attachment=not kind.is_inline,
        filename=row.name,
        content_type=kind.content_type,
    )
