"""The texts of the demonstration pages, in our own words; sources are named with each."""

from datetime import date
from typing import Any


def _paragraphs(*texts: str) -> list[tuple[str, str]]:
    return [("paragraph", f"<p>{text}</p>") for text in texts]


POLICIES: list[dict[str, Any]] = [
    {
        "title": "技术合同认定登记管理办法（2026）",
        "slug": "registration-measures-2026",
        "summary": "2026 年 3 月 1 日起施行，取代 2000 年办法和 2001 年规则；原文待录入。",
        "issuer": "工业和信息化部",
        "document_number": "",
        "audiences": ["company", "university", "institute", "broker", "registry"],
        "effective_on": date(2026, 3, 1),
        "who": "2026 年 3 月 1 日以后受理的技术合同认定登记。",
        "benefit": "",
        "procedure": "办理前请向登记机构确认；本站按已公布的信息受理，条文以原文为准。",
        "deadline": "待核对原文。受理后显示的是承诺期限，不是法定期限。",
        "source_note": (
            "工业和信息化部 2026 年 1 月 23 日公布，共 7 章 29 条，附《技术合同认定登记规则》；"
            "文号与条文待录入。"
        ),
        "body": _paragraphs("原文待录入。在登记机构录入并核对之前，本站不引用其条款。"),
    },
    {
        "title": "技术合同认定登记管理办法",
        "slug": "registration-measures",
        "summary": "技术合同由卖方在所在地登记一次；未登记的合同不享受优惠。",
        "issuer": "科技部、财政部、国家税务总局",
        "document_number": "国科发政字〔2000〕063号",
        "audiences": ["company", "university", "institute", "registry"],
        "effective_on": date(2000, 2, 16),
        "repealed_on": date(2026, 3, 1),
        "who": (
            "2026 年 2 月 28 日以前受理的案件：订立技术开发、转让、咨询、服务合同，"
            "并想享受税收、信贷或奖励政策的卖方。"
        ),
        "benefit": "登记是享受有关优惠的前提；本办法本身不规定金额。登记自愿。",
        "procedure": (
            "合同成立后，由卖方向所在地登记机构提交书面合同文本和登记表，一份合同只登记一次。"
        ),
        "deadline": "登记机构自受理之日起 30 日内作出认定（2026 年 2 月 28 日以前受理的）。",
        "source_note": (
            "科技部、财政部、国家税务总局 2000 年 2 月 16 日发布，2026 年 3 月 1 日废止；"
            "以发文机关公布的文本为准。"
        ),
        "body": _paragraphs("合同变更或解除的，向原登记机构办理变更或注销登记。"),
    },
    {
        "title": "技术合同认定规则",
        "slug": "determination-rules",
        "summary": "什么合同算技术合同、属哪一类、哪些金额可以计入技术交易额。",
        "issuer": "科技部",
        "document_number": "国科发政字〔2001〕253号",
        "audiences": ["company", "university", "institute", "registry"],
        "effective_on": None,
        "repealed_on": date(2026, 3, 1),
        "who": "2026 年 2 月 28 日以前受理的案件：申请登记的卖方，以及作认定的登记员。",
        "benefit": (
            "区分合同成交额与技术交易额：购置设备、仪器、零部件、原材料等非技术性费用须扣除。"
        ),
        "procedure": "对照合同内容而不是名称判断类型；名称与内容不符的，先改正再申请。",
        "deadline": "",
        "source_note": (
            "科技部 2001 年 7 月 18 日发布，2026 年 3 月 1 日废止；以发文机关公布的文本为准。"
        ),
        "body": _paragraphs(
            "本规则早于民法典，把技术许可归入技术转让；统计时按四类与五类分别列示。"
        ),
    },
    {
        "title": "中华人民共和国促进科技成果转化法",
        "slug": "commercialisation-law",
        "summary": "高校院所可自主转化成果，定价有三种方式，协议定价须在本单位公示。",
        "issuer": "全国人民代表大会常务委员会",
        "document_number": "",
        "audiences": ["company", "university", "institute", "broker"],
        "effective_on": date(2015, 10, 1),
        "who": "持有成果的单位、完成成果的人员，以及承接成果的企业。",
        "benefit": "对完成和转化成果作出重要贡献的人员给予奖励和报酬，由单位规定或与其约定。",
        "procedure": "可协议定价、挂牌交易或拍卖；协议定价的，在本单位公示成果名称和拟交易价格。",
        "deadline": "",
        "source_note": (
            "1996 年通过，2015 年修正，自 2015 年 10 月 1 日起施行；"
            "以国家法律法规数据库的文本为准。"
        ),
        "body": _paragraphs("涉及国家秘密或限制出口的技术不在本站公开。"),
    },
    {
        "title": "九江市科技赋能高质量发展“八大行动”2024 年工作要点",
        "slug": "work-points-2024",
        "summary": "全市技术合同成交额增长 30% 以上；市级揭榜挂帅项目 10 项以上。",
        "issuer": "九江市",
        "document_number": "",
        "audiences": ["company", "university", "institute", "broker", "registry"],
        "effective_on": date(2024, 4, 9),
        "who": "各县（市、区）、功能区和科技企业、高校院所、技术经纪人。",
        "benefit": "市本级统筹不低于 3000 万元专项资金，用于奖补研发、企业、成果、人才和平台。",
        "procedure": "具体奖补按各项办法申报；本要点只定目标和分工。",
        "deadline": "2024 年度。",
        "source_note": "九江市 2024 年 4 月 9 日印发；以发文机关公布的文本为准。",
        "body": _paragraphs("要点要求把目标分解到县区、科室和季度，并建立工作台账。"),
    },
]

ENGLISH_POLICIES: list[dict[str, Any]] = [
    {
        "title": "Measures for the registration of technology contracts (2026)",
        "slug": "registration-measures-2026",
        "summary": "In force since 1 March 2026; the text is still to be entered here.",
        "issuer": "Ministry of Industry and Information Technology",
        "document_number": "",
        "audiences": ["company", "university", "institute", "broker", "registry"],
        "effective_on": date(2026, 3, 1),
        "who": "Contracts whose registration was accepted on or after 1 March 2026.",
        "benefit": "",
        "procedure": "Ask your registration body first; no article is cited here until confirmed.",
        "deadline": "To be confirmed: the days shown are promised, not statutory.",
        "source_note": (
            "Issued on 23 January 2026. Its number and its articles are still to be entered."
        ),
    },
    {
        "title": "Measures for the determination and registration of technology contracts",
        "slug": "registration-measures",
        "summary": "The seller registers a technology contract once, where the seller is.",
        "issuer": "Ministry of Science and Technology and others",
        "document_number": "国科发政字〔2000〕063号",
        "audiences": ["company", "university", "institute", "registry"],
        "effective_on": date(2000, 2, 16),
        "repealed_on": date(2026, 3, 1),
        "who": (
            "Cases accepted up to 28 February 2026: sellers of technology who wish to claim tax, "
            "credit or reward benefits."
        ),
        "benefit": "Registration is voluntary, and the condition of those benefits.",
        "procedure": "Hand in the written contract and the form at your local registration body.",
        "deadline": "30 days from acceptance, for cases accepted up to 28 February 2026.",
        "source_note": (
            "Issued on 16 February 2000, repealed on 1 March 2026. "
            "A summary of ours; the Chinese original prevails."
        ),
    },
]

NEWS: list[dict[str, Any]] = [
    {
        "title": "演示：登记材料说明会",
        "slug": "demo-briefing",
        "days_ago": 70,
        "summary": "虚构的活动，用来演示动态栏目。",
        "body": _paragraphs("本条为演示内容，时间、地点与活动均为虚构。"),
    },
    {
        "title": "演示：网站试运行",
        "slug": "demo-opening",
        "days_ago": 47,
        "summary": "虚构的通知，用来演示动态栏目。",
        "body": _paragraphs("本条为演示内容。试运行期间的单位、人员与数字均为虚构。"),
    },
]

GUIDES: list[dict[str, Any]] = [
    {
        "title": "登记材料与样表",
        "slug": "materials",
        "summary": "带齐这些材料，一次办完登记。登记不收费。",
        "body": [
            ("heading", "要带的材料"),
            (
                "steps",
                [
                    "双方签字盖章、已生效且在有效期内的书面合同及附件。",
                    "技术合同登记表。",
                    "首次登记的卖方：营业执照或法人证书，法定代表人身份证明。",
                    "涉及专利等知识产权的：有效证书复印件。",
                    "外文合同：中文文本与内容一致的声明。",
                ],
            ),
            ("heading", "谁来办"),
            *_paragraphs(
                "由卖方到所在地登记机构办理；技术进口合同由境内买方办理。口头合同不受理。",
                "2026 年 3 月 1 日起施行新的管理办法，其材料清单待核对原文；"
                "办理前请先咨询登记机构。",
            ),
        ],
    },
    {
        "title": "口径说明",
        "slug": "definitions",
        "summary": "本站每个数字按什么口径统计。",
        "body": [
            ("heading", "两个金额"),
            *_paragraphs("合同成交额是合同约定的总金额；技术交易额是扣除非技术性费用后的金额。"),
            ("heading", "三种口径"),
            *_paragraphs(
                "登记口径按本地登记机构登记的合同统计；输出口径按卖方所在地；吸纳口径按买方所在地。"
            ),
        ],
    },
]

OFFICES: list[dict[str, str]] = [
    {
        "name": "市本级登记点（演示）",
        "address": "示例路 1 号市民服务中心 3 楼（虚构）",
        "phone": "0792-0000000",
        "hours": "工作日 9:00～12:00，13:30～17:00",
    },
]
ENGLISH_OFFICES: list[dict[str, str]] = [
    {
        "name": "City registration point (demo)",
        "address": "3F, Citizens' Service Centre, 1 Example Road (invented)",
        "phone": "+86 792 0000000",
        "hours": "Working days 9:00–12:00, 13:30–17:00",
    },
]
