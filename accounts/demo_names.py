"""English names of the demo organisations, by their Chinese ones."""

NAMES_EN = {
    "市科技主管部门（示例）": "City Science and Technology Authority (demo)",
    "浔阳区科技主管部门（示例）": "Xunyang District Science and Technology Authority (demo)",
    "匡庐理工大学（示例）": "Kuanglu University of Technology (demo)",
    "鄱湖师范学院（示例）": "Pohu Normal College (demo)",
    "浔江智能装备研究院（示例）": "Xunjiang Institute of Intelligent Equipment (demo)",
    "江州新材料研究所（示例）": "Jiangzhou Institute of New Materials (demo)",
    "湓浦机电（示例）有限公司": "Penpu Electromechanical Co., Ltd. (demo)",
    "修江竹木（示例）有限公司": "Xiujiang Bamboo and Timber Co., Ltd. (demo)",
    "豫宁食品（示例）有限公司": "Yuning Foods Co., Ltd. (demo)",
    "艾城有机硅（示例）有限公司": "Aicheng Silicones Co., Ltd. (demo)",
    "敷阳玻纤（示例）有限公司": "Fuyang Glass Fibre Co., Ltd. (demo)",
    "都湖渔具（示例）有限公司": "Duhu Fishing Gear Co., Ltd. (demo)",
    "石钟精细化工（示例）有限公司": "Shizhong Fine Chemicals Co., Ltd. (demo)",
    "龙城纺织（示例）有限公司": "Longcheng Textiles Co., Ltd. (demo)",
    "赤湖铜业（示例）有限公司": "Chihu Copper Co., Ltd. (demo)",
    "云居旅游装备（示例）有限公司": "Yunju Travel Equipment Co., Ltd. (demo)",
    "八里湖医院（示例）": "Balihu Hospital (demo)",
    "技术市场协会（示例）": "Technology Market Association (demo)",
    "浔阳技术转移中心（示例）": "Xunyang Technology Transfer Centre (demo)",
    "测试服务站（示例）": "Testing Service Station (demo)",
}
