"""Every page that the gallery and axe look at; a room that adds a page adds its line here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and as which demo role it is opened (none: not signed in)."""

    name: str
    path: str
    role: str = ""
    status: int = 200


PAGES = [
    Place("首页", "/"),
    Place("首页（英文）", "/en/"),
    Place("政策", "/policies/?audience=company"),
    Place("政策（英文）", "/en/policies/"),
    Place("动态", "/news/"),
    Place("检索", "/find/?q=登记"),
    Place("无障碍声明", "/accessibility/"),
    Place("组件", "/styleguide/"),
    Place("列表", "/styleguide/list/?kind=county&sort=-name"),
    Place("没有找到", "/nowhere/", status=404),
    Place("检索结果", "/search/?q=纤维复合材料的制备"),
    Place("检索筛选", "/search/?q=控制&industry=ai&industry=steel&sort=newest"),
    Place("检索无结果", "/search/?q=龘靐&industry=ai"),
    Place("检索结果（英文）", "/en/search/?q=纤维"),
    Place("开放接口", "/api/v1/docs"),
    Place("登录", "/accounts/login/"),
    Place("注册", "/accounts/signup/"),
    Place("验证码登录", "/accounts/login/code/"),
    Place("隐私政策", "/privacy/"),
    Place("我的单位", "/organisations/mine/", "firm_member"),
    Place("单位名录", "/organisations/", "firm_member"),
    Place("登记新单位", "/organisations/found/", "firm_member"),
    Place("我的资料", "/me/", "firm_member"),
    Place("我的成果", "/listings/mine/", "researcher"),
    Place("填报成果", "/listings/new/", "researcher"),
    Place("我的咨询", "/enquiries/", "firm_member"),
    Place("我的咨询", "/enquiries/", "researcher"),
    Place("咨询往来", "/enquiries/47/", "researcher"),
    Place("更换手机号码", "/accounts/phone/change/", "firm_member"),
    Place("更换邮箱", "/accounts/email/", "firm_member"),
    Place("账号关联", "/accounts/3rdparty/", "firm_member"),
    Place("登录设备", "/accounts/sessions/", "firm_member"),
    Place("我的资料（英文）", "/en/me/", "firm_member"),
    Place("登录设备（英文）", "/en/accounts/sessions/", "firm_member"),
    Place("登录（英文）", "/en/accounts/login/"),
    Place("注册（英文）", "/en/accounts/signup/"),
    Place("离岗代理", "/absences/", "registrar"),
    Place("二次验证", "/accounts/2fa/", "registrar"),
    Place("通行密钥", "/accounts/2fa/webauthn/", "registrar"),
    Place("二次验证（英文）", "/en/accounts/2fa/", "registrar"),
    Place("单位审核", "/desk/organisations/", "section_staff"),
    Place("人员角色", "/desk/roles/", "section_staff"),
    Place("信息发布审查", "/desk/reviews/", "section_staff"),
    Place("通知", "/notices/", "firm_member"),
    Place("通知设置", "/notices/choices/", "firm_member"),
    Place("未送达", "/deliveries/", "operator"),
    Place("授予角色", "/desk/roles/grant/", "operator"),
    Place("成交额调度", "/turnover/", "section_staff"),
    Place("成交额调度", "/turnover/", "leader"),
    Place("成交额调度", "/turnover/?span=quarter&zones=without", "county_staff"),
    Place("成交额调度（英文）", "/en/turnover/", "leader"),
    Place("登记合同", "/turnover/contracts/", "section_staff"),
    Place("成交额目标", "/turnover/targets/", "section_staff"),
    Place("成交额目标一版", "/turnover/targets/2/", "leader"),
    Place("拟定目标", "/turnover/targets/new/", "section_staff"),
    Place("我的合同", "/contracts/", "firm_member"),
    Place("申请登记", "/contracts/new/", "firm_member"),
    Place("登记队列", "/desk/contracts/", "registrar"),
    Place("录入国家登记编号", "/desk/contracts/numbers/", "registrar"),
    Place("核验登记", "/verify/"),
    Place("核验结果", "/verify/2026360401999999/"),
    Place("商机看板", "/deals/board/", "broker"),
    Place("商机看板", "/deals/board/", "section_staff"),
    Place("商机表格", "/deals/?status=lead&status=intent", "broker"),
    Place("商机表格（英文）", "/en/deals/", "section_staff"),
    Place("商机", "/deals/19/", "broker"),
    Place("商机（签约）", "/deals/27/", "agency_head"),
    Place("商机（英文）", "/en/deals/11/", "broker"),
    Place("商机失败", "/deals/19/lose/", "broker"),
    Place("新建商机", "/deals/new/", "broker"),
    Place("待接手咨询", "/deals/pool/", "broker"),
]
