"""What the terminal library says about a command typed wrongly, said in one Vietnamese sentence."""

import click


def usage_sentence(error: click.ClickException) -> str:
    """One sentence that names what is wrong and where the help is.

    >>> usage_sentence(click.NoSuchOption("--limt"))
    'Không có tùy chọn --limt; hãy xem haichieu --help.'
    """
    if not isinstance(error, click.UsageError):
        return error.format_message()
    path = error.ctx.command_path if error.ctx else "haichieu"
    return f"{_what(error)}; hãy xem {path} --help."


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"Không có tùy chọn {error.option_name}"
        case click.MissingParameter():
            return f"Thiếu {_name(error)}"
        case click.BadParameter():
            return f"Giá trị của {_name(error)} không dùng được ({error.message.rstrip('.')})"
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} cần một giá trị"
        case _ if "No such command" in error.message:
            return "Không có lệnh " + error.message.split("'")[1]
        case _:
            return f"Lệnh gõ chưa đúng ({error.message.rstrip('.')})"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint or "tham số"
    return error.param.opts[0] if isinstance(error.param, click.Option) else (error.param.human_readable_name)
