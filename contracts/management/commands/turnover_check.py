from typing import Any

from django.core.management.base import BaseCommand, CommandError

from contracts.turnover import rollup


class Command(BaseCommand):
    help = "由合同逐笔重算成交额汇总并比对，逐格报告差异；--repair 以合同为准重建。"

    def add_arguments(self, parser):
        parser.add_argument("--repair", action="store_true", help="有差异时重建汇总")

    def handle(self, *, repair: bool, **options: Any) -> None:
        differences = rollup.check()
        for found in differences:
            day, region, kind = found.key
            self.stdout.write(
                f"{day} {region} {kind}：汇总 {found.rollup.contracts} 项 "
                f"{found.rollup.amount_fen} 分，合同 {found.contracts.contracts} 项 "
                f"{found.contracts.amount_fen} 分"
            )
        if waits := rollup.waiting():
            self.stdout.write(f"还有 {waits} 条变动没有计入，所涉及的日期和地区没有比对。")
        if not differences:
            self.stdout.write("汇总与合同一致。")
        elif repair:
            self.stdout.write(f"已重建，共 {rollup.rebuild()} 格。")
        else:
            msg = f"{len(differences)} 格不一致。"
            raise CommandError(msg)
