"""demo and up."""

import argparse

from houqin.config.commands.command import Command


def _demo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="只做准备和总结，不开网站")
    parser.add_argument("--port", type=int, default=8000)


def demo(asked: argparse.Namespace) -> int:
    from houqin.config.serving import prepare_tables, prepare_to_serve, serve
    from houqin.demo.play import play

    prepare_tables()
    play(address=f"http://127.0.0.1:{asked.port}")
    if asked.no_serve:
        return 0
    prepare_to_serve()
    return serve("127.0.0.1", asked.port)


DEMO = Command(
    help="建一所演示学校，读计划、过一个学期、写总结，然后开网站。", example="houqin demo --no-serve", run=demo, arguments=_demo_arguments
)  # fmt: skip


def _up_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="0.0.0.0", help="监听地址")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--admin",
        metavar="手机号",
        help="首位管理员；不写则在网页上设置。校名、姓名、密码可用环境变量 HOUQIN_SCHOOL、HOUQIN_ADMIN_NAME、HOUQIN_ADMIN_PASSWORD",
    )


def up(asked: argparse.Namespace) -> int:
    from houqin.config.serving import first_administrator, prepare_tables, prepare_to_serve, serve

    prepare_tables()
    prepare_to_serve()
    first_administrator(asked.admin)
    return serve(asked.host, asked.port)


UP = Command(
    help="给真实学校用：建库升级、立首位管理员，网站与后台一起开。", example="houqin up --port 8000", run=up, arguments=_up_arguments
)  # fmt: skip
