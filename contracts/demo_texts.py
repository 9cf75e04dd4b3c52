"""What the invented contracts are about. Nobody has concluded any of them."""

from contracts.codes import Ip, Kind, Subkind
from core.classifications import TechnologyField as F

# Subject, technology field, the buyer's section of industry.
TOPICS = (
    ("玻璃纤维池窑", F.MATERIALS, "C"),
    ("铜箔表面毛刺", F.MANUFACTURING, "C"),
    ("茶多酚微胶囊", F.AGRICULTURE, "C"),
    ("有机硅单体合成", F.MATERIALS, "C"),
    ("重组竹材", F.MATERIALS, "C"),
    ("淡水鱼冷链", F.AGRICULTURE, "A"),
    ("石化装置余热", F.ENERGY, "C"),
    ("船用锚链", F.MANUFACTURING, "C"),
    ("纺织印染废水", F.ENVIRONMENT, "C"),
    ("油茶籽精炼", F.AGRICULTURE, "C"),
    ("锂电池隔膜", F.ENERGY, "C"),
    ("工业机器人夹具", F.MANUFACTURING, "C"),
    ("中药饮片鉴别", F.BIOMEDICINE, "Q"),
    ("病案编码", F.ELECTRONICS, "Q"),
    ("尾矿充填", F.ENVIRONMENT, "B"),
    ("航道监测", F.TRANSPORT, "G"),
    ("电解铜阳极", F.MATERIALS, "C"),
    ("湖区水质预警", F.ENVIRONMENT, "N"),
    ("景区客流", F.CITY, "R"),
    ("无人机巡检", F.AEROSPACE, "M"),
)
WORKS = ("节能工艺", "在线检测方法", "智能控制系统", "配方优化", "质量追溯平台")

# Share of the whole, sub-type, kind of right, the words that end a title.
KINDS = (
    (38, Kind.DEVELOPMENT, Subkind.COMMISSIONED, Ip.NONE, "技术开发"),
    (8, Kind.DEVELOPMENT, Subkind.JOINT, Ip.INVENTION, "合作开发"),
    (6, Kind.TRANSFER, Subkind.PATENT_TRANSFER, Ip.INVENTION, "专利权转让"),
    (5, Kind.TRANSFER, Subkind.SECRET_TRANSFER, Ip.SECRET, "技术秘密转让"),
    (6, Kind.LICENCE, Subkind.PATENT_LICENCE, Ip.UTILITY, "专利实施许可"),
    (9, Kind.CONSULTING, Subkind.CONSULTING, Ip.NONE, "可行性分析咨询"),
    (24, Kind.SERVICE, Subkind.SERVICE, Ip.NONE, "技术服务"),
    (4, Kind.SERVICE, Subkind.TRAINING, Ip.NONE, "技术培训服务"),
)
SUMMARY = (
    "围绕{topic}开展{work}，关键指标波动不超过 {a}%，能耗下降不低于 {b}%；"
    "按合同约定的检测方法验收。"
)
# Sellers and buyers that have no account: region, name.
OUTSIDERS = (
    ("3604Z03", "西海生态技术（示例）有限公司"),
    ("3604Z04", "云中数字文旅（示例）有限公司"),
    ("3604Z05", "湖城算力技术（示例）有限公司"),
    ("360423", "豫宁装备技术（示例）有限公司"),
    ("360481", "赤乌材料检测（示例）有限公司"),
    ("360483", "山南工程技术（示例）有限公司"),
    ("360402", "濂溪检测技术（示例）有限公司"),
)
BUYERS = (
    ("360100", "洪都装备（示例）有限公司"),
    ("420100", "江夏材料（示例）有限公司"),
    ("440300", "南岭电子（示例）有限公司"),
    ("310000", "浦滨化工（示例）有限公司"),
)
# Hundredths of a year's registrations by month: a quiet start, a rush at the end.
SEASON = (5, 3, 8, 6, 7, 11, 6, 7, 10, 7, 11, 19)
