"""The group of commands, and how errors leave it: one line, exit code 2, a traceback on request."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module
from importlib.metadata import version
from keyword import iskeyword
from typing import TYPE_CHECKING

import click

from provenance.errors import ProvenanceError
from provenance.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_COMMANDS = {
    "read": "chains",
    "show": "chains",
    "fill": "filling",
    "audit": "audits",
    "compare": "comparing",
    "trace": "tracing",
    "explain": "audits",
    "cite": "exchange",
    "export": "exchange",
    "import": "exchange",
    "store": "archive",
}
"""Each command and the file it stands in; a file is loaded when its command is asked for."""


_SIGPIPE = 141
"""What a shell says of a program whose reader went away: 128 and the number of the signal."""


class _Commands(click.Group):
    """Commands in the order of the work, each loaded on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        found: click.Command = getattr(import_module(f"provenance.cli.{_COMMANDS[cmd_name]}"), name)
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, and nothing found that fails; 1 audited, and something was found that fails "
    "(--fail-on); 2 the work could not be done.",
)
@click.version_option(version("translation-provenance"), prog_name="provenance")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def app(debug: bool) -> None:
    """Where did these words come from, and what happened to them on the way?

    \b
    Read an article into draft chains, and see what they may claim:
      provenance read article.txt --audit -o draft.json
    Fill a blank the article left, and look again:
      provenance fill draft.json --chain 1 --hop 1 --text-file original.txt
      provenance audit draft.json
    Keep it:
      provenance store put quotes.db draft.json
    """  # noqa: D301 - click wants the backspace itself: it keeps the lines of a block


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # words in any script come out whole, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = app.main(arguments, prog_name="provenance", standalone_mode=False)
    except click.ClickException as error:
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "provenance"
        click.echo(safe(f"provenance: {error.format_message()} – {command} --help tells more"), err=True)
        return 2
    except SystemExit:  # click's way of saying that nobody reads standard output any more
        return _SIGPIPE
    except click.Abort:
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        return _SIGPIPE
    except (ProvenanceError, OSError) as error:
        if "--debug" in arguments:
            traceback.print_exc()
        click.echo(safe(f"provenance: {_told(error)}"), err=True)
        return 2
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> str:
    """Return an error as one line; the system's own name the file they are about."""
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.strerror.lower()} – {error.filename} – check the name and who may read and write it"
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror.lower()} – while writing the output – free some space or write elsewhere"
    return " ".join(str(error).split())
