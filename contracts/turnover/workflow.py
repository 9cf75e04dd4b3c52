"""How a target comes into force."""

from django.utils.translation import gettext_lazy as _

from contracts.models import Target
from contracts.turnover import permissions
from core import registry
from core.workflow import Transition, table

S = Target.Status

PUBLISH = Transition(
    "target.publish",
    _("签发目标"),
    frozenset({S.DRAFT}),
    S.PUBLISHED,
    permissions.may_publish_target,
)
DISCARD = Transition(
    "target.discard",
    _("作废拟定的目标"),
    frozenset({S.DRAFT}),
    S.DISCARDED,
    permissions.may_set_targets,
)
TARGET = table(PUBLISH, DISCARD)

registry.describe_action("target.draw_up", _("拟定目标"))
registry.describe_action("target.set_cells", _("调整分解"))
registry.describe_action("target.load_demo", _("载入演示目标"))
