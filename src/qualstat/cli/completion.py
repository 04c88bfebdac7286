"""`qualstat completion`: the script that lets a shell complete what is typed.

Takes the name of a shell; prints what it has to load. Convention owned here: a script holds no
list of its own: it asks the program at each word, through a variable (see `completing`), with the
words typed so far as arguments, the one to complete last; it says nothing on its own account.
"""

from typing import Annotated

import typer

from qualstat.cli import COMPLETING, FILES, FOLDERS, PROGRAM, asked, status, streams
from qualstat.cli.commands import Command
from qualstat.findings import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)

BASH = """\
_@PROGRAM@() {
    local value about
    COMPREPLY=()
    while IFS=$'\\t' read -r value about; do
        case $value in
            @FILES@) compopt -o default 2>/dev/null ;;
            @FOLDERS@) compopt -o dirnames 2>/dev/null ;;
            *' '*) COMPREPLY+=("$(printf %q "$value")") ;;
            *) COMPREPLY+=("$value") ;;
        esac
    done < <(@VARIABLE@=bash "$1" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _@PROGRAM@ @PROGRAM@
"""
ZSH = """\
#compdef @PROGRAM@
_@PROGRAM@() {
    local line value
    local -a found
    for line in "${(@f)$(@VARIABLE@=zsh ${(Q)words[1]} \\
            "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        value=${line%%$'\\t'*}
        case $value in
            @FILES@) _files; return ;;
            @FOLDERS@) _files -/; return ;;
            ?*) found+=("${value//:/\\\\:}:${line#*$'\\t'}") ;;
        esac
    done
    (( $#found )) && _describe -V @PROGRAM@ found
}
if [[ $funcstack[1] == _@PROGRAM@ ]]; then
    _@PROGRAM@ "$@"
else
    compdef _@PROGRAM@ @PROGRAM@
fi
"""
FISH = """\
function __@PROGRAM@_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in (env @VARIABLE@=fish $program $words "$current" 2>/dev/null)
        switch $line
            case '@FILES@*'
                __fish_complete_path "$current"
            case '@FOLDERS@*'
                __fish_complete_directories "$current"
            case '*'
                echo $line
        end
    end
end
complete -c @PROGRAM@ -f -k -a '(__@PROGRAM@_complete)'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
PLACES = {"PROGRAM": PROGRAM, "VARIABLE": COMPLETING, "FILES": FILES, "FOLDERS": FOLDERS}


@app.command(
    cls=Command,
    help=N_("Print the script that completes commands, options and names in a shell."),
    epilog="qualstat completion bash",
)
def completion(
    shell: Annotated[
        str, typer.Argument(metavar="bash|zsh|fish", help=N_("the shell that is to load it"))
    ],
) -> int:
    """Print the script of a shell; return the exit status."""
    chosen = asked.choice("", shell, list(SCRIPTS))
    streams.say(script(chosen or "").rstrip("\n"))
    return status.DONE


def script(shell: str) -> str:
    """Return the script of a shell."""
    text = SCRIPTS[shell]
    for name, value in PLACES.items():
        text = text.replace(f"@{name}@", value)
    return text
