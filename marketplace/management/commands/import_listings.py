"""Bring in achievements from a file."""

import json
import resource
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.errors import ValidationError
from marketplace.imports.formats import FORMATS
from marketplace.imports.reading import MOST_ROWS_OF_COMMAND, open_file
from marketplace.imports.surveying import survey
from marketplace.models import ListingImport
from marketplace.services import imports

TOLD = 20


class Command(BaseCommand):
    help = (
        "从 xlsx、csv（UTF-8 或 GB18030）或 JSONL 文件导入科技成果。"
        "导入即声明：文件中的成果不涉及国家秘密，也不属于限制或禁止出口的技术。"
        "同一单位、同一来源、同一外部编号再次导入就是更新；中断后重新运行即可接着做完。"
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        parser.add_argument(
            "--publish", action="store_true", help="直接公开，标明“信息未核实完整”"
        )
        parser.add_argument("--good-only", action="store_true", help="有错的行略过，其余导入")
        parser.add_argument(
            "--organisation", default="", metavar="CODE", help="成果单位的统一社会信用代码"
        )
        parser.add_argument("--source", default="", help="来源；不写则为格式的来源或单位名称")
        parser.add_argument("--errors", type=Path, metavar="OUT", help="把有错的行写到这个文件")
        parser.add_argument("--json", action="store_true", help="结果以 JSON 输出")
        parser.add_argument(
            "--map",
            default="",
            metavar="A=B,…",
            help="文件里的 A 列就是 B，例如 doc_id=external_id",
        )
        parser.add_argument("--format", default="", choices=["", *FORMATS], help="已知的文件格式")

    def handle(self, *, file, **options):
        try:
            with file.open("rb") as opened:
                said = self._import(file, opened, options)
        except OSError as error:
            msg = f"{file}：{error.strerror}"
            raise CommandError(msg) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self._say(said, as_json=options["json"])
        if said["faulty"] and not options["good_only"]:
            sys.exit(1)

    def _import(self, file, opened, options):
        begun = time.perf_counter()
        organisation, author = imports.unit_and_author(options["organisation"])
        known = FORMATS.get(options["format"])
        job = ListingImport(
            organisation=organisation,
            author=author,
            source=(options["source"] or (known.source if known else organisation.name))[:60],
            name=file.name[:200],
            publishes=options["publish"],
            status=ListingImport.Status.RUNNING,
        )
        lines = open_file(
            opened,
            renamed=_renamed(options["map"]),
            form=options["format"],
            most_rows=MOST_ROWS_OF_COMMAND,
        )
        found = _survey(lines, job, options["errors"])
        job.total, job.faulty, job.faults = found.total, found.faulty, found.told
        counts = found.counts
        stops = options["dry_run"] or (found.faulty and not options["good_only"])
        if not stops:
            imports.run(imports.begin(job), lines, tell=self._tell(options))
            counts = {name: getattr(job, name) for name in ("created", "updated", "unchanged")}
        seconds = time.perf_counter() - begun
        return {
            "file": file.name,
            "import": job.pk,
            "organisation": organisation.name,
            "source": job.source,
            "dry_run": options["dry_run"],
            "written": not stops,
            "published": bool(options["publish"] and not stops),
            "total": found.total,
            "faulty": found.faulty,
            **{name: counts.get(name, 0) for name in ("created", "updated", "unchanged")},
            "seconds": round(seconds, 2),
            "rows_per_s": round(found.total / seconds) if seconds else 0,
            "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            "errors": found.told,
            "said": [str(fault) for fault in found.faults[:TOLD]],
        }

    def _tell(self, options):
        def tell(job):
            if not options["json"]:
                self.stdout.write(f"{job.position} / {job.good}")

        return tell

    def _say(self, said, *, as_json):
        lines = said.pop("said")
        if as_json:
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))
            return
        for line in lines:
            self.stdout.write(line)
        if len(said["errors"]) > len(lines):
            self.stdout.write("……更多错误请用 --errors 写到文件。")
        verb = "导入" if said["written"] else "检查（没有写入）"
        self.stdout.write(
            f"{verb} {said['file']}：共 {said['total']} 行，有错 {said['faulty']} 行，"
            f"新增 {said['created']}，更新 {said['updated']}，无变化 {said['unchanged']}；"
            f"{said['seconds']} 秒，每秒 {said['rows_per_s']} 行，"
            f"内存峰值 {said['peak_mib']} MiB。"
        )


def _survey(lines, job, errors):
    if errors is None:
        return survey(lines, job, publishes=job.publishes)
    with errors.open("wb") as into:
        return survey(lines, job, publishes=job.publishes, into=into)


def _renamed(said):
    pairs = [pair.partition("=") for pair in said.split(",") if pair.strip()]
    if bad := [header for header, sign, key in pairs if not (sign and header and key)]:
        msg = f"--map 应写成 a=b,c=d：{'，'.join(bad)}"
        raise CommandError(msg)
    return {header.strip(): key.strip() for header, _sign, key in pairs}
